import { expect, test } from 'vitest'
import { faultOf } from './test-history.js'
import type { Turn } from './test-world.js'

// Histories that showed a fault once.

const alone = (...acts: Turn['acts']): Turn => ({ acts, late: false, wait: 0 })
const unheard = (...acts: Turn['acts']): Turn => ({ acts, late: true, wait: 0 })
const activate = (host: 0 | 1, model: number): Turn['acts'][number] => ({ do: 'activate', host, model })
const set = (host: 0 | 1, employees: number): Turn['acts'][number] => ({
  do: 'set',
  host,
  type: 'company',
  place: 0,
  values: { employees },
})
const deactivate: Turn['acts'][number] = { do: 'deactivate', host: 0, profile: 0 }

test('[HS-8] a profile that is deactivated while all are scored by it leaves no score', async () => {
  expect(await faultOf([unheard(activate(0, 0), deactivate)])).toBeUndefined()
})

test('[HS-8] a process that has not heard of a deactivation yet leaves no score', async () => {
  const late = unheard(deactivate, { do: 'create', host: 1, type: 'ticket', place: 0 })
  expect(await faultOf([alone(activate(0, 0)), late])).toBeUndefined()
})

test('[HS-8] what a process changes that has not heard of an activation yet is scored', async () => {
  expect(await faultOf([unheard(activate(0, 0), set(1, 4)), alone(set(1, 0))])).toBeUndefined()
})

test('[HS-14] two processes that each activate a profile at the same time agree which is the main one', async () => {
  const both = unheard(activate(1, 0), activate(0, 2))
  expect(await faultOf([both, alone({ do: 'main', host: 0, profile: 1 }), alone({ do: 'main', host: 1, profile: 0 })])).toBeUndefined()
})

test('[HS-14] a main profile that is deactivated beside one that nobody had heard of leaves the other the main one', async () => {
  expect(await faultOf([alone(activate(0, 0)), unheard(activate(1, 2), deactivate), alone(set(0, 4))])).toBeUndefined()
})
