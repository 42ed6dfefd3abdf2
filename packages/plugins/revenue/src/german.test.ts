import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { sentences } from './agreement/reading.js'
import { revenue } from './plugin.js'

// What providers answer in words, and the choices of periods.
const said = [
  'Currency',
  'Month',
  'Quarter',
  '12 months',
  'Due this quarter',
  'GRR, 12 months',
  'NRR, 12 months',
  'Retention',
  ...Object.values(sentences),
]

test('[SDK-17] every text of the Revenue tab has a German one, and no other has', () => {
  expect(textGaps(revenue, 'de', said)).toEqual({ missing: [], unknown: [] })
})
