import { expect, test } from 'vitest'
import { createRecentRecords } from './recent-records.js'

const ref = (id: string) => ({ type: 'company', id })

test('[HS-8] records of lately are those since an instant, each by its last time, the last one at the end', () => {
  const recent = createRecentRecords()
  for (const [id, at] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['a', 4],
  ] as const)
    recent.add(ref(id), at)
  const since = (at: number) => recent.since(at).map(({ id }) => id)
  expect([since(0), since(2), since(3), since(4), since(5)]).toEqual([['b', 'c', 'a'], ['b', 'c', 'a'], ['c', 'a'], ['a'], []])
})

test('[HS-8] of very many records the oldest are forgotten', () => {
  const recent = createRecentRecords()
  for (let at = 0; at < 20_000; at += 1) recent.add(ref(`r${at}`), at)
  expect([recent.since(0).length, recent.since(0)[0]?.id]).toEqual([20_000, 'r0'])
  recent.add(ref('r0'), 20_000)
  expect(recent.since(0)).toHaveLength(20_000)
  recent.add(ref('r20001'), 20_001)
  const left = recent.since(0)
  expect([left.length, left[0]?.id, left.at(-1)?.id]).toEqual([20_000, 'r2', 'r20001'])
})
