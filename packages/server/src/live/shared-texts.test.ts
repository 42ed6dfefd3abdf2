import { expect, test } from 'vitest'
import { toFrameText } from './frame-text.js'
import { SharedTexts } from './shared-texts.js'

test('a text is made once for the same objects, in the same order', () => {
  const texts = new SharedTexts()
  const [a, b] = [{}, {}]
  let made = 0
  const make = (): string => `${++made}`
  expect([texts.get([a, b], make), texts.get([a, b], make), texts.get([b, a], make), texts.get([a], make)]).toEqual(['1', '1', '2', '3'])
  expect([texts.get([1], make), texts.get([1], make)]).toEqual(['4', '5'])
  expect([texts.get([null], make), texts.get([a, null], make)]).toEqual(['6', '7'])
})

test('only the newest texts are kept, by number and by length', () => {
  const owners = Array.from({ length: 10 }, () => ({}))
  for (const texts of [new SharedTexts(1_000, 3), new SharedTexts(30, 1_000)]) {
    const made: number[] = []
    const get = (place: number): string =>
      texts.get([owners[place]], () => {
        made.push(place)
        return 'ten chars.'
      })
    for (const place of owners.keys()) get(place)
    made.length = 0
    for (const place of [9, 8, 7, 6]) get(place)
    expect(made).toEqual([6])
  }
})

test('receivers that hold the same value get the same text, each with its own key', () => {
  const [before, after] = [1, 2].map((total) => ({ rows: Array.from({ length: 50 }, (_, id) => ({ id: `${id}`, name: `n${id}` })), total }))
  const frame = { state: 'live', value: after, asOf: 1 } as const
  let diffs = 0
  const counted = new Proxy(before as object, { ownKeys: (of) => Reflect.ownKeys(of).slice(0, ++diffs * 100) })
  const first = toFrameText(frame, { value: counted }, 'w1')
  const looked = diffs
  const second = toFrameText(frame, { value: counted }, 'w2')
  expect([first.event, first.head.key, second.head.key]).toEqual(['patch', 'w1', 'w2'])
  expect(second.body).toBe(first.body)
  expect(diffs).toBe(looked)
})
