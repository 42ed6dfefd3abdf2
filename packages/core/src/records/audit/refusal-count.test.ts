import { expect, test } from 'vitest'
import { RefusalCount } from './refusal-count.js'

const hourMs = 3_600_000
const refusal = (place: string, user = 'anna') => ({ place, user, what: 'was refused', name: place, source: 'page' as const })

test('[SEC-13] the first refusal of an hour is kept at once, the others together when the hour is over', () => {
  const count = new RefusalCount()
  expect(count.endsAt).toBeUndefined()
  const { place: _, ...fact } = { ...refusal('records'), kind: 'refusal' }
  expect(count.count(refusal('records'), hourMs + 5)).toEqual([{ fact, at: hourMs + 5 }])
  expect(count.endsAt).toBe(2 * hourMs)
  expect(count.count(refusal('records'), hourMs + 6)).toEqual([])
  expect(count.count(refusal('records'), 2 * hourMs - 1)).toEqual([])
  expect(count.count(refusal('records'), 2 * hourMs)).toEqual([
    { fact: { ...fact, times: 2 }, at: 2 * hourMs - 1 },
    { fact, at: 2 * hourMs },
  ])
  expect([count.endsAt, count.take(), count.endsAt]).toEqual([3 * hourMs, [], undefined])
})

test('[SEC-13] each user, each user who is seen as another, and each place is counted apart', () => {
  const count = new RefusalCount()
  const told = [refusal('a'), refusal('b'), refusal('a', 'ben'), { ...refusal('a'), as: 'ben' }, refusal('a')]
  expect(told.map((each) => count.count(each, 1).length)).toEqual([1, 1, 1, 1, 0])
})

test('[SEC-13] beyond five hundred places in an hour all others share one entry', () => {
  const count = new RefusalCount()
  for (let place = 0; place < 500; place++) expect(count.count(refusal(`p${place}`), 1)).toHaveLength(1)
  expect(count.count(refusal('more'), 2)).toEqual([{ fact: { kind: 'refusal', what: 'was refused', name: 'many places' }, at: 2 }])
  expect(count.count(refusal('other'), 3)).toEqual([])
  expect(count.count(refusal('p0'), 4)).toEqual([])
  expect(count.take().map(({ fact, at }) => [fact.name, fact.times, at])).toEqual([
    ['p0', 1, 4],
    ['many places', 1, 3],
  ])
})
