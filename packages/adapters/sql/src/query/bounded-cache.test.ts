import { expect, test } from 'vitest'
import { BoundedCache } from './bounded-cache.js'

function open(most: number) {
  const cache = new BoundedCache<string>(most)
  const made: string[] = []
  const use = (key: string) =>
    cache.get(key, () => {
      made.push(key)
      return `made ${key}`
    })
  return { cache, made, use }
}

test('what is held is made once', () => {
  const { made, use } = open(4)
  expect([use('a'), use('a'), use('b')]).toEqual(['made a', 'made a', 'made b'])
  expect(made).toEqual(['a', 'b'])
})

test('beyond the most that it holds, what was used longest ago goes', () => {
  const { made, use } = open(4)
  for (const key of ['a', 'b', 'c', 'd', 'a', 'e']) use(key)
  made.length = 0
  for (const key of ['a', 'c', 'd', 'e']) use(key)
  expect(made).toEqual([])
  use('b')
  use('f')
  made.length = 0
  for (const key of ['f', 'b', 'e', 'd']) use(key)
  expect(made).toEqual([])
})

test('it never holds more than its most, however many come', () => {
  const { made, use } = open(10)
  for (let at = 0; at < 1_000; at++) use(`key ${at}`)
  made.length = 0
  for (let at = 999; at >= 990; at--) use(`key ${at}`)
  expect(made).toEqual([])
  use('key 989')
  expect(made).toEqual(['key 989'])
})

test('a cleared cache makes all again', () => {
  const { cache, made, use } = open(4)
  use('a')
  cache.clear()
  use('a')
  expect(made).toEqual(['a', 'a'])
})
