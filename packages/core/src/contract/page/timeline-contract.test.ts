import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { eraseRecordContract } from './erase-contract.js'
import { timelineContract } from './timeline-contract.js'

test('[REC-1] a timeline is thirty entries of a record, of all kinds or of up to fifty', () => {
  const record = { type: 'company', id: 'c1' }
  expect((timelineContract.input as z.ZodType).parse(record)).toEqual({ ...record, limit: 30 })
  const limits = limitsOf(timelineContract, record)
  limits.number(['limit'], 1, 500)
  limits.list(['kinds'], 0, 50)
  limits.text(['type'], 1, 200)
  limits.text(['id'], 1, 500)
})

test('[SEC-14] who erases a record names it', () => {
  const limits = limitsOf(eraseRecordContract, { type: 'contact', id: 'c1', name: 'Ada' })
  limits.text(['name'], 0, 2_000)
  limits.values(['name'], [], [undefined])
  limits.text(['type'], 1, 200)
  limits.text(['id'], 1, 500)
  expect(eraseRecordContract.destructive).toBe(true)
})
