import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { defineToken } from '../base/key.js'
import { type ActivationEnv, activate } from './activation.js'
import type { Admitted } from './admission/admission.js'
import { createServices } from './composition.js'
import type { ResourceCode } from './contributed.js'

type Name = `${string}/${string}@${number}`
interface Given {
  readonly id: Name
  readonly needs?: readonly Name[]
  readonly open?: ResourceCode['open']
}
/** A plugin with these resources, and what happened to them in order. */
function aPlugin(...given: readonly Given[]) {
  const steps: string[] = []
  const contributes = given.map(({ id, needs = [], open }) => ({
    ...{ kind: 'resource', id, token: defineToken(id), uses: Object.fromEntries(needs.map((key) => [key, defineToken(key)])) },
    open:
      open ??
      (({ scope }: Parameters<ResourceCode['open']>[0]) => {
        steps.push(`open ${id}`)
        scope.own(() => void steps.push(`close ${id}`))
        return { id }
      }),
  }))
  const admitted = { plugin: { id: 'acme.x', contributes }, config: {}, granted: new Set() } as unknown as Admitted
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const states: string[] = []
  const env: ActivationEnv = {
    clock,
    limits: { setUpMs: 1_000, answerMs: 1_000, endMs: 1_000 },
    breaker: { failures: 1, windowMs: 10_000, coolMs: 5_000 },
    services: createServices(),
    onBreaker: (plugin, contribution, state) => states.push(`${plugin} ${contribution} ${state}`),
    openKeys: () => ({}),
  }
  return { start: () => activate(admitted, env), env, clock, steps, states }
}

test('resources are opened after those that they need, closed in the other order, and forgotten', async () => {
  const { start, env, steps } = aPlugin(
    { id: 'acme.x/c@1', needs: ['acme.x/b@1', 'other/z@1'] },
    { id: 'acme.x/a@1' },
    { id: 'acme.x/b@1', needs: ['acme.x/a@1'] },
  )
  const { services, scope } = await start()
  expect(steps).toEqual(['open acme.x/a@1', 'open acme.x/b@1', 'open acme.x/c@1'])
  expect(services.get('acme.x/b@1')).toEqual({ id: 'acme.x/b@1' })
  expect(env.services.has('acme.x/b@1')).toBe(false)
  expect(await scope.close()).toEqual([])
  expect(steps.slice(3)).toEqual(['close acme.x/c@1', 'close acme.x/b@1', 'close acme.x/a@1'])
  expect(services.has('acme.x/b@1')).toBe(false)
})

test('where a resource fails, what was opened before it is closed', async () => {
  const { start, steps } = aPlugin(
    { id: 'acme.x/a@1' },
    {
      id: 'acme.x/b@1',
      open: () => {
        throw new Error('no connection')
      },
    },
    { id: 'acme.x/c@1' },
  )
  await expect(start()).rejects.toThrow('no connection')
  expect(steps).toEqual(['open acme.x/a@1', 'close acme.x/a@1'])
})

test('where a resource takes too long, what was opened before it is closed', async () => {
  const { start, clock, steps } = aPlugin({ id: 'acme.x/a@1' }, { id: 'acme.x/b@1', open: () => new Promise(() => {}) })
  const failed = start().catch((error: unknown) => error)
  await clock.advance({ ms: 999 })
  expect(steps).toEqual(['open acme.x/a@1'])
  await clock.advance({ ms: 1 })
  expect(await failed).toMatchObject({ code: 'internal.invariant' })
  expect(steps).toEqual(['open acme.x/a@1', 'close acme.x/a@1'])
  expect(clock.pending).toBe(0)
})

test('that the plugin stops is heard once, by those who listen before and after it did', async () => {
  const { scope, stopped } = await aPlugin().start()
  const heard: string[] = []
  stopped.subscribe({ next: () => heard.push('early'), complete: () => heard.push('end') })
  expect(heard).toEqual([])
  await scope.close()
  stopped.subscribe(() => heard.push('late'))
  expect(heard).toEqual(['early', 'end', 'late'])
})

test('each contribution has its own breaker; the first of those that are open is tried first', async () => {
  const { start, clock, states } = aPlugin()
  const activation = await start()
  const fail = (name: string) => {
    const pass = activation.breaker(name).enter()
    if (typeof pass === 'number') throw new Error(`${name} is open until ${pass}.`)
    pass.fail()
  }
  expect([activation.openBreakers(), activation.triesAgainAt()]).toEqual([0, Number.POSITIVE_INFINITY])
  fail('acme.x/list')
  const first = clock.now() + 5_000
  await clock.advance({ ms: 1_000 })
  fail('acme.x/other')
  expect(activation.breaker('acme.x/list')).toBe(activation.breaker('acme.x/list'))
  expect(activation.breaker('acme.x/third').state).toBe('closed')
  expect([activation.openBreakers(), activation.triesAgainAt()]).toEqual([2, first])
  expect(states).toEqual(['acme.x acme.x/list open', 'acme.x acme.x/other open'])
})
