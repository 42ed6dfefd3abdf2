import { TenureError } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { statusOf } from './problem-status.js'

test('a change of which nobody knows whether it was made is 504, and never looks like a refusal or a success', () => {
  expect(statusOf(new TenureError('storage.unknown', 'Look before you try again.', { store: 'desk' }).problem)).toBe(504)
  expect(statusOf(new TenureError('storage.failed', 'Busy.', { transient: true }).problem)).toBe(503)
})
