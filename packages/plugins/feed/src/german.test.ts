import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { feed } from './plugin.js'

// Of the settings, where customers are of another type.
const refusal = 'This leads to no customer: another object type has that role. Choose another way.'

test('[SDK-17] every text of the Feed tab has a German one, and no other has', () => {
  expect(textGaps(feed, 'de', [refusal])).toEqual({ missing: [], unknown: [] })
})
