import { AsyncSubject, type Observable } from 'rxjs'
import type { Clock, Instant } from '../base/clock.js'
import { type OpenScope, openScope, withLimit } from '../base/scope.js'
import type { Session } from '../contract/call.js'
import type { Admitted } from './admission/admission.js'
import type { Services } from './composition.js'
import { needsOf, type ResourceCode, wishesOf } from './contributed.js'
import { type Breaker, type BreakerOptions, type BreakerState, createBreaker } from './guard/breaker.js'

/** How long a plugin's code may take: to open its resources, to answer, to end one thing. */
export interface Limits {
  readonly setUpMs: number
  readonly answerMs: number
  readonly endMs: number
}
/** A running plugin: what it opened, and which of its contributions are switched off. It is discarded when the plugin stops. */
export interface Activation {
  readonly admitted: Admitted
  readonly scope: OpenScope
  /** Emits once, when the plugin starts to stop; later subscribers get it at once. */
  readonly stopped: Observable<void>
  readonly services: Services
  /** Session services that were made, for as long as their session is in use. */
  readonly sessions: WeakMap<Session, Map<string, unknown>>
  breaker(contribution: string): Breaker
  readonly openBreakers: () => number
  /** When the first of what is switched off is called again. */
  readonly triesAgainAt: () => Instant
}
/** What opening needs of the host. */
export interface ActivationEnv {
  readonly clock: Clock
  readonly limits: Limits
  readonly breaker: BreakerOptions
  readonly services: Services
  readonly onBreaker: (plugin: string, contribution: string, state: BreakerState) => void
  /** What a resource's keys open. */
  readonly openKeys: (activation: Activation, resource: ResourceCode) => Readonly<Record<string, unknown>>
}

/** Opens a plugin's resources, one after the other in the order of their needs. Where one fails or takes too long, what was opened is closed again. */
export async function activate(admitted: Admitted, env: ActivationEnv): Promise<Activation> {
  const activation = createActivation(admitted, env)
  const { scope, services } = activation
  const openAll = async (): Promise<void> => {
    for (const resource of inOrder(admitted)) {
      const opened = await resource.open({ ...env.openKeys(activation, resource), scope })
      services.put(resource.id, opened)
    }
  }
  try {
    await withLimit(openAll, env.limits.setUpMs, env.clock)
    return activation
  } catch (error) {
    await scope.close()
    throw error
  }
}

function createActivation(admitted: Admitted, env: ActivationEnv): Activation {
  const { clock, limits, onBreaker } = env
  const breakers = new Map<string, Breaker>()
  const services = env.services.child()
  const scope = openScope({ clock, limitMs: limits.endMs })
  scope.own(() => services.clear())
  // One listener for all calls and streams of the plugin, however many are open.
  const stopped = new AsyncSubject<void>()
  scope.signal.addEventListener('abort', () => {
    stopped.next()
    stopped.complete()
  })
  return {
    admitted,
    scope,
    stopped,
    services,
    sessions: new WeakMap(),
    openBreakers: () => [...breakers.values()].filter(({ state }) => state !== 'closed').length,
    triesAgainAt: () => {
      const open = [...breakers.values()].filter(({ state }) => state !== 'closed')
      return Math.min(...open.map((breaker) => breaker.triesAgainAt))
    },
    breaker(contribution) {
      const breaker =
        breakers.get(contribution) ?? createBreaker(env.breaker, clock, (state) => onBreaker(admitted.plugin.id, contribution, state))
      breakers.set(contribution, breaker)
      return breaker
    },
  }
}
function inOrder({ plugin }: Admitted): readonly ResourceCode[] {
  const resources = new Map(
    plugin.contributes.filter((item): item is ResourceCode => item.kind === 'resource').map((item) => [item.id, item]),
  )
  const order = new Set<ResourceCode>()
  const visit = (item: ResourceCode): void => {
    if (order.has(item)) return
    for (const key of [...needsOf(item), ...wishesOf(item)]) {
      const needed = resources.get(key)
      if (needed !== undefined) visit(needed)
    }
    order.add(item)
  }
  resources.forEach(visit)
  return [...order]
}
