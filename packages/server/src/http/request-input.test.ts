import type { TenureError } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.js'
import { depthOf, parseAddressInput } from './request-input.js'

test('[SEC-5] depth is counted before anything is parsed, brackets in texts left out', () => {
  expect(depthOf('1')).toBe(0)
  expect(depthOf('{"a":[1,[2]],"b":{}}')).toBe(3)
  expect(depthOf('["[[[[", "\\"[[[", {}]')).toBe(2)
  expect(depthOf('['.repeat(100_000))).toBe(100_000)
})

test('[SEC-5] an address or an input at its limit is taken, and one beyond it is refused by the name of the limit', () => {
  const limits = { ...defaultLimits, addressLength: 10, inputDepth: 2 }
  const limitOf = (run: () => unknown): unknown => {
    try {
      return run()
    } catch (error) {
      return (error as TenureError).problem.details
    }
  }
  expect(limitOf(() => parseAddressInput('x'.repeat(10), '[[1]]', limits))).toEqual([[1]])
  expect(limitOf(() => parseAddressInput('x'.repeat(11), '1', limits))).toEqual({ limit: 'addressLength', max: 10 })
  expect(limitOf(() => parseAddressInput('x', '[[[1]]]', limits))).toEqual({ limit: 'inputDepth', max: 2 })
  expect(limitOf(() => parseAddressInput('x', '{', limits))).toMatchObject({ issues: [{ message: 'The input is not JSON.' }] })
  expect(limitOf(() => parseAddressInput('x', undefined, limits))).toBeUndefined()
})
