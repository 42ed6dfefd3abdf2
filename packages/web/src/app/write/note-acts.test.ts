import type { Outcome } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import type { Source } from '../data/source.js'
import { noteActs } from './note-acts.js'

const done: Outcome<unknown> = { ok: true, value: null }
/** A source whose changes are answered, or fail, when the test says so. */
function open() {
  const calls: { readonly answer: (outcome: Outcome<unknown>) => void; readonly fail: () => void }[] = []
  const act = () => new Promise((answer, fail) => calls.push({ answer, fail: () => fail(new Error('Gone.')) }))
  const { source, answered } = noteActs({ act } as unknown as Source)
  return { calls, answered, act: source.act as unknown as () => Promise<Outcome<unknown>> }
}

test('[BEY-5] changes on their way are waited for, also one that is sent once another is answered, and what waited goes on first', async () => {
  const { calls, act, answered } = open()
  expect(answered()).toBeUndefined()
  const order: string[] = []
  const first = act().then(() => order.push('first'))
  const second = first.then(() => act()).then(() => order.push('second'))
  const all = answered()?.then(() => order.push('answered'))
  calls[0]?.answer(done)
  await first
  await expect.poll(() => calls.length).toBe(2)
  expect(order).toEqual(['first'])
  calls[1]?.answer(done)
  await Promise.all([second, all])
  expect(order).toEqual(['first', 'second', 'answered'])
  expect(answered()).toBeUndefined()
})

test('a change that fails is waited for no longer', async () => {
  const { calls, act, answered } = open()
  const failing = expect(act()).rejects.toThrow('Gone.')
  const all = answered()
  calls[0]?.fail()
  await Promise.all([failing, all])
  expect(answered()).toBeUndefined()
})
