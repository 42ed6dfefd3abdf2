import { expect, test } from 'vitest'
import { didYouMean } from './nearest-name.js'

test('[SDK-16] the nearest name is the one with the fewest letters to change, swapped ones counted once', () => {
  const known = ['name', 'nane', 'owner', 'renewalDate']
  expect(didYouMean('Owner', known)).toBe(' Did you mean "owner"?')
  expect(didYouMean('onwer', known)).toBe(' Did you mean "owner"?')
  expect(didYouMean('wo', ['ow'])).toBe(' Did you mean "ow"?')
  expect(didYouMean('owne', known)).toBe(' Did you mean "owner"?')
  expect(didYouMean('owners', known)).toBe(' Did you mean "owner"?')
  expect(didYouMean('namee', known)).toBe(' Did you mean "name"?')
  expect(didYouMean('renewDate', known)).toBe(' Did you mean "renewalDate"?')
})

test('[SDK-16] a name that lies too far from all has no nearest one', () => {
  expect(didYouMean('ab', ['cd'])).toBe('')
  expect(didYouMean('abc', ['abx'])).toBe(' Did you mean "abx"?')
  expect(didYouMean('abcde', ['abcxy'])).toBe('')
  expect(didYouMean('abcdef', ['abcdxy'])).toBe(' Did you mean "abcdxy"?')
  expect(didYouMean('abcdef', ['abcxyz'])).toBe('')
  expect(didYouMean('name', [])).toBe('')
})
