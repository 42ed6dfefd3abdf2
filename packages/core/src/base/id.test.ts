import { expect, test } from 'vitest'
import { derivedId, newId } from './id.js'

test('new ids are 24 characters, in order, and no two share their random part', () => {
  const ids = Array.from({ length: 500 }, () => newId(1_000))
  expect(ids.every((id) => /^[0-9a-z]{24}$/.test(id))).toBe(true)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids.map((id) => id.slice(9))).size).toBe(ids.length)
  expect(ids.some((id) => id.endsWith('0'.repeat(15)))).toBe(false)
})

test('the id of a text never changes: records are found again by it', () => {
  expect(['', 'run a', 'score profile company 17', 'Zürich'].map(derivedId)).toEqual([
    '17wdrqx115p7cb1i0s7qt0b1v8rz',
    '1wsxer50d9krm01pzdhz31ittzk8',
    '09e01pl1c6fozb15g9am50u005nb',
    '1m4o06d1hn3k2a169nb6c1gcoire',
  ])
})
