import { concat, NEVER, type Observable, of, take } from 'rxjs'
import type { Outcome } from '../base/outcome.js'
import type { Caller, Providers } from '../contract/caller.js'
import type { Frame } from '../contract/frame.js'
import type { Grant } from '../contract/grant.js'
import type { Point } from '../contract/point.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'

/** The providers that a plugin may ask, for one user. Any other is refused like a provider that the user may not ask. */
export function limitProviders(caller: Caller, plugin: string, allows: (provider: string) => boolean): Providers {
  const { read, watch } = caller as unknown as AnyProviders
  const limited: AnyProviders = {
    read: async (provider, input) =>
      allows(provider.id) ? read(provider, input) : { ok: false, problem: notGranted(plugin, provider.id) },
    watch: (provider, input) =>
      allows(provider.id)
        ? watch(provider, input)
        : concat(of({ state: 'stale' as const, problem: notGranted(plugin, provider.id) }), NEVER),
  }
  return Object.freeze(limited) as unknown as Providers
}
/** Both ways to ask, their types taken off. */
interface AnyProviders {
  readonly read: (provider: { readonly id: string }, input: unknown) => Promise<Outcome<unknown>>
  readonly watch: (provider: { readonly id: string }, input: unknown) => Observable<Frame<unknown>>
}

/** Whether a provider is among those that a grant opens now: the one that it names, or those in the items of its point. */
export function isAsked(
  { point, paths }: Grant,
  provider: string,
  items: (point: Point<unknown, unknown>) => Observable<readonly unknown[]>,
): boolean {
  if (point === undefined) return paths.includes(provider)
  let now: readonly unknown[] = []
  items(point)
    .pipe(take(1))
    .subscribe((found) => {
      now = found
    })
  return now.some((item) => names(item, provider))
}

// Items are data, with providers by value.
function names(part: unknown, provider: string): boolean {
  if (typeof part !== 'object' || part === null || '~standard' in part) return false
  if ('kind' in part && part.kind === 'provider') return 'id' in part && part.id === provider
  return Object.values(part).some((inner) => names(inner, provider))
}
function notGranted(plugin: string, provider: string): Problem {
  const message = `The plugin ${plugin} was not granted to ask ${provider}. Put \`asks\` with its contract into \`grants\` and \`uses\`.`
  return new TenureError('access.denied', message, { missing: `ask ${provider}` }).problem
}
