import { expect, test } from 'vitest'
import type { Held } from './frame-text.js'
import { SentEvents } from './sent-events.js'

const held = (name: string) => ({ name }) as unknown as Held
function fill(events: SentEvents<string>, from: number, to: number, length = 10) {
  for (let seq = from; seq <= to; seq++) events.push(seq, { watch: seq % 2 === 0 ? 'even' : 'odd', before: held(`before ${seq}`), length })
}

test('what a receiver holds is what was there before the first event that it lacks of each watch', () => {
  const events = new SentEvents<string>()
  fill(events, 1, 6)
  expect([...(events.heldAfter(3) ?? [])]).toEqual([
    ['even', held('before 4')],
    ['odd', held('before 5')],
  ])
  expect([...(events.heldAfter(5) ?? [])]).toEqual([['even', held('before 6')]])
  expect([...(events.heldAfter(6) ?? [['none']])]).toEqual([])
})

test('beyond 256 events it is not known what a receiver of an older one holds', () => {
  const events = new SentEvents<string>()
  fill(events, 1, 1_000)
  expect(events.heldAfter(744)?.size).toBe(2)
  expect(events.heldAfter(743)).toBeUndefined()
  expect(events.heldAfter(0)).toBeUndefined()
})

test('long events push others out earlier', () => {
  const events = new SentEvents<string>(256, 100)
  fill(events, 1, 30)
  expect(events.heldAfter(20)?.size).toBe(2)
  expect(events.heldAfter(19)).toBeUndefined()
  fill(events, 31, 31, 101)
  expect(events.heldAfter(30)).toBeUndefined()
  expect(events.heldAfter(31)?.size).toBe(0)
  fill(events, 32, 33)
  expect(events.heldAfter(31)?.size).toBe(2)
})

test('a number that is no event of the stream is not known', () => {
  const events = new SentEvents<string>()
  expect(events.heldAfter(0)?.size).toBe(0)
  fill(events, 1, 3)
  expect(events.heldAfter(0)?.size).toBe(2)
  for (const seq of [-1, 1.5, 4, Number.NaN, Number.POSITIVE_INFINITY]) expect(events.heldAfter(seq)).toBeUndefined()
})
