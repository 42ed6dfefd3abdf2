import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { tasks } from './plugin.js'

test('[SDK-17] every text of the Tasks tab has a German one, and no other has', () => {
  expect(textGaps(tasks, 'de', ['Customer'])).toEqual({ missing: [], unknown: [] })
})
