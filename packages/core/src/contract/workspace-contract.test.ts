import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from './test-limits.js'
import { expectShape } from './test-shape.js'
import {
  archiveRecordContract,
  createRecordContract,
  historyContract,
  listTabsContract,
  pagesContract,
  recordContract,
  restoreRecordContract,
  sessionContract,
  tabContract,
  tabsContract,
  updateRecordContract,
  updateRecordsContract,
  usersContract,
  viewableContract,
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

const anna = { id: 'anna', name: 'Anna' }
const problem = { code: 'access.denied', message: 'No.', details: 'x' }

test('[SEC-3] [ACC-6] a session says who is signed in, where, and with which rights', () => {
  const rights = { settings: true, superAdmin: true, missing: problem, unseen: ['deal'], ask: ['Root'] }
  const full = { user: anna, timeZone: 'UTC', locale: 'en', currency: 'EUR', workspace: { id: 'main', name: 'Main' }, rights }
  expectShape(sessionContract, full, ['currency', ...['superAdmin', 'missing', 'unseen', 'ask'].map((name) => `rights.${name}`)])
  expectShape(usersContract, [{ ...anna, active: true }])
  expectShape(viewableContract, [anna])
})

test('[SDK-5] [MAP-4] [MAP-7] a tab says why it shows nothing, and what has to be chosen first', () => {
  const head = { id: 'acme.x/tab', title: 'T', icon: 'users', problem }
  expectShape(tabsContract, [head], ['0.icon', '0.problem'])
  expectShape(pagesContract, [{ ...head, area: 'account', faults: 2 }], ['0.icon', '0.problem', '0.faults'])
  const list = { tab: 'acme.x/tab', of: 'customer', types: ['company'], view: 'acme.x/all', isStaged: false }
  expectShape(listTabsContract, [list], ['0.view'])
  const base = { role: 'Customer', may: false, ask: ['Root'] }
  const all = [
    { because: 'unmapped', ...base },
    { because: 'inactive', ...base, type: { name: 'company', label: 'Company' } },
    { because: 'unchosen', ...base, section: 'acme.x/main', fields: [{ label: 'CSM', typeLabel: 'Company' }] },
  ]
  const block = { kind: 'metric', provider: 'acme.x/list', value: 'total' }
  for (const needs of all) {
    const parsed = tabContract.output as z.ZodType
    expect(parsed.parse({ ...head, block, needs })).toMatchObject({ needs })
    for (const name of Object.keys(needs))
      expect(parsed.safeParse({ ...head, block, needs: { ...needs, [name]: undefined } }).success, name).toBe(false)
  }
})

test('[REC-1] [REC-8] a record is answered with its properties, what is linked, what may be added, and its activities', () => {
  const linked = { id: 'c2', title: null, detail: 'CFO', phone: '1', labels: ['primary'], due: 5, done: false }
  const property = {
    name: 'arr',
    label: 'ARR',
    kind: 'money',
    value: 1,
    editable: true,
    currency: 'EUR',
    options: [{ value: 'a', label: 'A' }],
    group: 'About',
  }
  const activity = { type: 'note', typeLabel: 'Note', id: 'n1', title: null, at: null, text: 'Hi.', doer: 'Ada' }
  const full = {
    ...{ type: 'company', typeLabel: 'Company', id: 'c1', title: null, version: '1', archived: false, may: { edit: true, delete: false } },
    ...{
      properties: [property],
      adds: [{ type: 'task', typeLabel: 'Task', association: 'about' }],
      activities: { total: 1, rows: [activity] },
    },
    links: [{ name: 'contacts', label: 'Contacts', type: 'contact', typeLabel: 'Contact', total: 1, rows: [linked] }],
    linkable: [{ name: 'contacts', label: 'Contacts', type: 'contact', typeLabel: 'Contact', labels: ['primary'] }],
  }
  expectShape(recordContract, full, [
    ...['currency', 'options', 'group'].map((name) => `properties.0.${name}`),
    ...['text', 'doer'].map((name) => `activities.rows.0.${name}`),
    ...['detail', 'phone', 'labels', 'due', 'done'].map((name) => `links.0.rows.0.${name}`),
  ])
  const past = {
    property: 'name',
    label: 'Name',
    kind: 'string',
    value: 1,
    before: 2,
    at: 3,
    by: 'Anna',
    user: 'anna',
    source: 'user',
    group: 'g',
  }
  expectShape(historyContract, [past], ['0.by', '0.user', '0.group'])
})
