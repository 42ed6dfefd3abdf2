import { expect, test } from 'vitest'
import { mapOnce } from './map-once.js'

test('a frozen object is mapped once, to a frozen result', () => {
  const toName = mapOnce(({ id }: { readonly id: string }) => ({ name: id }))
  const from = Object.freeze({ id: 'a' })
  expect(toName(from)).toEqual({ name: 'a' })
  expect(toName(from)).toBe(toName(from))
  expect(Object.isFrozen(toName(from))).toBe(true)
})

test('an object that can still change is mapped each time', () => {
  const toName = mapOnce(({ id }: { id: string }) => ({ name: id }))
  const from = { id: 'a' }
  toName(from)
  from.id = 'b'
  expect(toName(from)).toEqual({ name: 'b' })
})
