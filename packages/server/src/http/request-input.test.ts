import { expect, test } from 'vitest'
import { depthOf } from './request-input.js'

test('[SEC-5] depth is counted before anything is parsed, brackets in texts left out', () => {
  expect(depthOf('1')).toBe(0)
  expect(depthOf('{"a":[1,[2]],"b":{}}')).toBe(3)
  expect(depthOf('["[[[[", "\\"[[[", {}]')).toBe(2)
  expect(depthOf('['.repeat(100_000))).toBe(100_000)
})
