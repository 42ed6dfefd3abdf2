import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { customers } from './plugin.js'

test('[SDK-17] every text of the Customers tab has a German one, and no other has', () => {
  expect(textGaps(customers, 'de', ['{n} customers have a CSM, before {n}.'])).toEqual({ missing: [], unknown: [] })
})
