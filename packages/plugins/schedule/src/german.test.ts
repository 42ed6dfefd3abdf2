import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { schedule } from './plugin.js'

test('[SDK-17] every text of the Schedule tab has a German one', () => {
  expect(textGaps(schedule, 'de', []).missing).toEqual([])
})
