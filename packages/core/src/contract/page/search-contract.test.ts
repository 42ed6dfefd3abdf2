import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { searchContract } from './search-contract.js'

test('[REC-10] [SEC-17] a search is for a text of 1 to 200 characters, gives twenty hits, and leaves the archive out', () => {
  expect((searchContract.input as z.ZodType).parse({ text: ' north ' })).toEqual({ text: 'north', limit: 20, archived: false })
  const limits = limitsOf(searchContract, { text: 'north' })
  limits.text(['text'], 1, 200)
  limits.values(['text'], [], ['   '])
  limits.number(['limit'], 1, 50)
  limits.values(['archived'], [true, false], [null])
})
