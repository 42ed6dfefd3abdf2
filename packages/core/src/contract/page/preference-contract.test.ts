import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { preferencesContract, savePreferenceContract } from './preference-contract.js'

test('[SDK-13] a preference has a name that begins with a letter, of at most 100 characters', () => {
  const limits = limitsOf(savePreferenceContract, { name: 'columns', value: 1 })
  const good = ['a', 'Recent', 'view.columns/x-1_2', 'x'.repeat(100)]
  limits.values(['name'], good, ['', '1a', '.a', 'a b', 'ä', 'x'.repeat(101), undefined])
  limits.values(['value'], [null, [], { a: 1 }, false], [])
  limitsOf(preferencesContract, {}).values(['name'], [undefined, 'a'], ['', 'a b'])
  const message = (savePreferenceContract.input as z.ZodType).safeParse({ name: '1', value: 1 }).error?.issues[0]?.message
  expect(message).toBe('A name begins with a letter; letters, digits and . / - _ follow.')
})
