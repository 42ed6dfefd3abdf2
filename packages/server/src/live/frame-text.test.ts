import type { Frame, Problem } from '@tenure/core/contract'
import { applyPatch, readEvent, writeFrameHead } from '@tenure/core/wire'
import { expect, test } from 'vitest'
import { type Held, toFrameText } from './frame-text.js'

const problem: Problem = { code: 'plugin.unavailable', message: 'Off.', details: { plugin: 'p', because: 'b' } }
const live = (value: unknown): Frame<unknown> => ({ state: 'live', value, asOf: 7 })
/** The event as its receiver reads it, and what it then holds. */
function read(frame: Frame<unknown>, held?: Held, key?: string) {
  const { event, head, body, held: next } = toFrameText(frame, held, key)
  const received = readEvent(writeFrameHead(event, head, 'c.1') + body)
  return { id: received?.id, event: received?.event, data: received?.data, held: next }
}
const long = (letter: string) => Array.from({ length: 40 }, (_, at) => ({ id: at, name: `${letter} of ${letter}` }))

test('a receiver that holds nothing gets the whole value, with its time and the key of its watch where there are many', () => {
  const value = { a: 1 }
  expect(read(live(value))).toEqual({ id: 'c.1', event: 'frame', data: { state: 'live', asOf: 7, value }, held: { value } })
  expect(read({ state: 'live', value, asOf: 0 }, undefined, 'w')).toEqual({
    ...{ id: 'c.1', event: 'frame', data: { key: 'w', state: 'live', asOf: 0, value }, held: { value } },
  })
})

test('a receiver that holds a value gets what changed in it, also where a short change is longer than the whole', () => {
  const [before, after] = [
    { rows: long('a'), total: 1 },
    { rows: long('a'), total: 2 },
  ]
  const { event, data, held } = read(live(after), { value: before }, 'w')
  expect([event, data, held]).toEqual(['patch', { key: 'w', state: 'live', asOf: 7, patch: expect.anything() }, { value: after }])
  expect(applyPatch(before, (data as { readonly patch: never }).patch)).toEqual(after)
  expect(read(live(2), { value: 1 })).toMatchObject({ event: 'patch', held: { value: 2 } })
})

test('where everything changed the whole is sent, as it is no longer than what changed', () => {
  const after = long('b')
  expect(read(live(after), { value: long('a') })).toEqual({
    ...{ id: 'c.1', event: 'frame', data: { state: 'live', asOf: 7, value: after }, held: { value: after } },
  })
})

test('a stale frame says why; without a value it takes away what the receiver holds', () => {
  expect(read({ state: 'stale', problem }, { value: { a: 1 } })).toEqual({
    ...{ id: 'c.1', event: 'frame', data: { state: 'stale', problem }, held: undefined },
  })
  expect(read({ state: 'stale', problem, value: 'old', asOf: 3 }, undefined, 'w')).toEqual({
    ...{ id: 'c.1', event: 'frame', data: { key: 'w', state: 'stale', asOf: 3, problem, value: 'old' }, held: { value: 'old' } },
  })
})
