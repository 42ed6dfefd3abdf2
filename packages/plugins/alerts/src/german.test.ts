import { readFileSync } from 'node:fs'
import { textGaps, textsInCode } from '@tenure/testing'
import { expect, test } from 'vitest'
import { alerts } from './plugin.js'

const files = [
  './list/alert-cause.tsx',
  './list/alert-detail.tsx',
  './list/element.tsx',
  './list/report-dialog.tsx',
  './list/status-change.tsx',
  './list/use-alert-acts.tsx',
]
const said = files.flatMap((file) => textsInCode(readFileSync(new URL(file, import.meta.url), 'utf8')))
const ofMenu = [
  ...['until tomorrow', 'for three days', 'for a week', 'Taken on', 'Snoozed', 'Closed', 'Dismissed', 'Dismiss'],
  ...['Close: it was a real risk', 'Close: it was a false alarm', 'Close: it was known already', 'Close: it has improved'],
]
const ofStatuses = ['At risk', 'Neutral', 'Healthy']

test('[SDK-17] every text of the alerts has a German one, and no other has', () => {
  expect(textGaps(alerts, 'de', [...said, ...ofMenu, ...ofStatuses])).toEqual({ missing: [], unknown: [] })
})
