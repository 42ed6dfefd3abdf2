import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { services } from './plugin.js'

test('[SDK-17] every text of the Services tab has a German one, and no other has', () => {
  expect(textGaps(services, 'de')).toEqual({ missing: [], unknown: [] })
})
