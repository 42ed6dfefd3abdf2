import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { defineToken } from '../base/key.js'
import { type ActivationEnv, activate } from './activation.js'
import type { Admitted } from './admission/admission.js'
import { createServices } from './composition.js'
import type { ResourceCode } from './contributed.js'

interface Given {
  readonly id: string
  readonly needs?: readonly string[]
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
    { id: 'acme.x/c', needs: ['acme.x/b', 'other/z'] },
    { id: 'acme.x/a' },
    { id: 'acme.x/b', needs: ['acme.x/a'] },
  )
  const { services, scope } = await start()
  expect(steps).toEqual(['open acme.x/a', 'open acme.x/b', 'open acme.x/c'])
  expect(services.get('acme.x/b')).toEqual({ id: 'acme.x/b' })
  expect(env.services.has('acme.x/b')).toBe(false)
  expect(await scope.close()).toEqual([])
  expect(steps.slice(3)).toEqual(['close acme.x/c', 'close acme.x/b', 'close acme.x/a'])
  expect(services.has('acme.x/b')).toBe(false)
})

test('where a resource fails, what was opened before it is closed', async () => {
  const { start, steps } = aPlugin(
    { id: 'acme.x/a' },
    {
      id: 'acme.x/b',
      open: () => {
        throw new Error('no connection')
      },
    },
    { id: 'acme.x/c' },
  )
  await expect(start()).rejects.toThrow('no connection')
  expect(steps).toEqual(['open acme.x/a', 'close acme.x/a'])
})

test('where a resource takes too long, what was opened before it is closed', async () => {
  const { start, clock, steps } = aPlugin({ id: 'acme.x/a' }, { id: 'acme.x/b', open: () => new Promise(() => {}) })
  const failed = start().catch((error: unknown) => error)
  await clock.advance({ ms: 999 })
  expect(steps).toEqual(['open acme.x/a'])
  await clock.advance({ ms: 1 })
  expect(await failed).toMatchObject({ code: 'internal.invariant' })
  expect(steps).toEqual(['open acme.x/a', 'close acme.x/a'])
  expect(clock.pending).toBe(0)
})

test('everyone who asks is told once that the plugin stops, before or after it did', async () => {
  const { scope, stopped } = await aPlugin().start()
  const told: string[] = []
  stopped.subscribe({ next: () => told.push('early'), complete: () => told.push('end') })
  expect(told).toEqual([])
  await scope.close()
  stopped.subscribe(() => told.push('late'))
  expect(told).toEqual(['early', 'end', 'late'])
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
