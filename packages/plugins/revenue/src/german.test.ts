import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { revenue } from './plugin.js'

test('[SDK-17] every text of the Revenue tab has a German one, and no other has', () => {
  expect(textGaps(revenue, 'de', ['Customer'])).toEqual({ missing: [], unknown: [] })
})
