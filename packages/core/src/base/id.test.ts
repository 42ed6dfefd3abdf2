import { expect, test } from 'vitest'
import { newId } from './id.js'

test('new ids are 24 characters, in order, and no two share their random part', () => {
  const ids = Array.from({ length: 500 }, () => newId(1_000))
  expect(ids.every((id) => /^[0-9a-z]{24}$/.test(id))).toBe(true)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids.map((id) => id.slice(9))).size).toBe(ids.length)
  expect(ids.some((id) => id.endsWith('0'.repeat(15)))).toBe(false)
})
