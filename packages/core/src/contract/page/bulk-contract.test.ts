import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { assigneesContract, bulkContract, bulkOffersContract } from './bulk-contract.js'

const named = { type: 'company', ids: ['c1'] }

test('[BEY-5] many records are those that are named, a thousand at most, or those of a view; each is changed in one way', () => {
  const limits = limitsOf(bulkContract, { records: named, change: { archive: true } })
  limits.list(['records', 'ids'], 1, 1_000)
  limits.values(['records', 'ids'], [['x'.repeat(500)]], [['x'.repeat(501)], ['']])
  limits.values(
    ['records'],
    [{ collection: 'acme.x/list' }, { collection: 'acme.x/list', archived: true }],
    [{}, { ...named, collection: 'x' }],
  )
  const add = { type: 'task', association: 'about', values: { title: 'Call' } }
  limits.values(
    ['change'],
    [{ values: { name: 'x' } }, { values: { name: null } }, { restore: true }, { add }],
    [{ values: {} }, { archive: false }, { restore: false }, { archive: true, restore: true }, { add: { ...add, type: '' } }, {}],
  )
})

test('[BEY-5] a change of nothing is refused in words', () => {
  const result = (bulkContract.input as z.ZodType).safeParse({ records: named, change: { values: {} } })
  expect(JSON.stringify(result.error?.issues)).toContain('Name a property.')
})

test('[ACC-9] what may be done to many records is asked by their type, and whom they may go to by a property', () => {
  limitsOf(bulkOffersContract, { type: 'company' }).text(['type'], 1, 200)
  limitsOf(assigneesContract, { records: named, property: 'csm' }).text(['property'], 1, 200)
})
