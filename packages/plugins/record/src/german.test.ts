import { textGaps } from '@tenure/testing'
import { expect, test } from 'vitest'
import { record } from './plugin.js'

// Titles of actions are shown where a block offers them.
const actions = ['Create record', 'Update record', 'Update records', 'Archive record', 'Restore record', 'Merge records']
const others = [...actions, 'Associate records', 'Unassociate records', 'Changes']

test('[SDK-17] every text of the preview has a German one, and no other has', () => {
  expect(textGaps(record, 'de', others)).toEqual({ missing: [], unknown: [] })
})
