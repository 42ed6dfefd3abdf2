import { expect, test } from 'vitest'
import { createRunSlots } from './run-slots.js'

/** Slots whose long time passes when the test says so. */
function openSlots(count: number) {
  const waits = new Set<() => void>()
  const slots = createRunSlots(count, (lend) => {
    waits.add(lend)
    return { [Symbol.dispose]: () => void waits.delete(lend) }
  })
  return { slots, pass: () => [...waits].map((lend) => lend()), waits }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

test('[SEC-17] a run that takes long lends its slot, once, so that others start', async () => {
  const { slots, pass, waits } = openSlots(1)
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const task = (name: string) =>
    slots.run(() => {
      started.push(name)
      return new Promise<void>((resolve) => ends.set(name, resolve))
    })
  const all = ['a', 'b', 'c', 'd'].map(task)
  await settle()
  expect(started).toEqual(['a'])
  pass()
  await settle()
  expect(started).toEqual(['a', 'b'])
  ends.get('a')?.()
  await settle()
  expect(started).toEqual(['a', 'b'])
  ends.get('b')?.()
  await settle()
  expect(started).toEqual(['a', 'b', 'c'])
  ends.get('c')?.()
  await settle()
  ends.get('d')?.()
  await Promise.all(all)
  expect(waits.size).toBe(0)
})
