import { expect, test } from 'vitest'
import type { z } from 'zod'
import { auditKinds } from '../../access/audit/audit-entry.js'
import { limitsOf } from '../test-limits.js'
import { auditChangeContract, auditContract, auditEntryContract, exportAuditContract } from './audit-contract.js'

test('[SEC-13] the audit is read by a hundred entries, of kinds, a user and a period, in instants or in days', () => {
  const limits = limitsOf(auditContract, {})
  expect((auditContract.input as z.ZodType).parse({})).toEqual({ offset: 0, limit: 100 })
  limits.number(['offset'], 0)
  limits.number(['limit'], 1, 200)
  limits.text(['user'], 0, 200)
  limits.values(['kinds'], [[], [...auditKinds]], [['other'], [...auditKinds, auditKinds[0]], undefined])
  limits.values(
    ['days'],
    [{ from: '2026-06-01', to: '2026-06-30' }],
    [{ from: '2026-06-31', to: '2026-07-01' }, { from: '2026-06-01' }, undefined],
  )
  for (const name of ['from', 'to']) limits.values([name], [0, -5], [0.5, '0', undefined])
})

test('[SEC-13] an export has a format, and begins at the start unless it goes on', () => {
  const limits = limitsOf(exportAuditContract, { format: 'csv' })
  expect((exportAuditContract.input as z.ZodType).parse({ format: 'csv' })).toEqual({ format: 'csv', offset: 0 })
  limits.values(['format'], ['csv', 'jsonl'], ['xlsx', undefined])
  limits.number(['offset'], 0)
  for (const contract of [auditEntryContract, auditChangeContract]) limitsOf(contract, { entry: 'e' }).text(['entry'], 1, 200)
})
