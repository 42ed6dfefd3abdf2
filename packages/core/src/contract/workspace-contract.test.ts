import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from './test-limits.js'
import {
  archiveRecordContract,
  createRecordContract,
  historyContract,
  restoreRecordContract,
  updateRecordContract,
  updateRecordsContract,
} from './workspace-contract.js'

const record = { type: 'company', id: 'c1' }

test('[REC-3] a history is fifty values at a time, of a record or of one of its properties', () => {
  expect((historyContract.input as z.ZodType).parse(record)).toEqual({ ...record, limit: 50 })
  const limits = limitsOf(historyContract, record)
  limits.number(['limit'], 1, 500)
  limits.text(['type'], 1, 200)
  limits.text(['id'], 1, 500)
  limits.text(['property'], 1, 200)
})

test('[REC-8] a record is created with a hundred associations at most', () => {
  const given = { type: 'company', values: { name: 'Northwind' } }
  expect((createRecordContract.input as z.ZodType).parse(given)).toEqual({ ...given, links: [] })
  const limits = limitsOf(createRecordContract, given)
  limits.list(['links'], 0, 100, (at) => ({ association: 'contacts', id: `c${at}`, label: 'primary' }))
  limits.values(['links'], [[{ association: 'contacts', id: 'c1' }]], [[{ association: 'contacts' }], [{ id: 'c1' }]])
  limits.values(['values'], [{}, { name: null }], [undefined])
})

test('[REC-2] records are changed one by one, or up to 500 together, with what was seen of them', () => {
  const one = limitsOf(updateRecordContract, { ...record, values: { name: 'x' } })
  one.values(['was'], [{ name: 'y' }, undefined], ['x'])
  one.values(['version'], ['1', undefined], [1])
  const many = limitsOf(updateRecordsContract, { type: 'company', records: [{ id: 'c1', values: {} }] })
  many.list(['records'], 1, 500, (at) => ({ id: `c${at}`, values: {}, was: {} }))
  many.values(['records'], [], [[{ id: 'c1' }], [{ values: {} }]])
})

test('[REC-10] a record is archived and restored by its type and id, against a version where one is named', () => {
  for (const contract of [archiveRecordContract, restoreRecordContract]) {
    const limits = limitsOf(contract, record)
    limits.values(['version'], ['1', undefined], [1])
    limits.values(['id'], [], [undefined, ''])
    expect([contract.permission, contract.destructive ?? false]).toEqual(['workspace.access', contract === archiveRecordContract])
  }
})
