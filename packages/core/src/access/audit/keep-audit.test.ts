import { expect, test } from 'vitest'
import { keepAudit } from './keep-audit.js'

const entry = { type: 'auditEntry', id: 'e1' }
const values = { at: 100 }
const refused = [{ path: ['e1'], message: 'The audit cannot be changed.' }]

test('[SEC-13] an entry is added, and then neither changed nor taken away before its time is over', () => {
  expect(keepAudit([{ ref: entry, before: undefined, after: values }], 100)).toEqual([])
  expect(keepAudit([{ ref: entry, before: values, after: { at: 100, what: 'other' } }], 1_000)).toEqual(refused)
  expect(keepAudit([{ ref: entry, before: values, after: undefined }], 100)).toEqual(refused)
  expect(keepAudit([{ ref: entry, before: values, after: undefined }], 101)).toEqual([])
})

test('[SEC-13] a batch that leaves entries as they are, or is about other records, changes nothing of the audit', () => {
  expect(keepAudit([{ ref: entry, before: values, after: values }], 0)).toEqual([])
  expect(keepAudit([{ ref: { type: 'company', id: 'e1' }, before: values, after: undefined }], 0)).toEqual([])
})
