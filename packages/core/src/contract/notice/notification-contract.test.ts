import { expect, test } from 'vitest'
import type { z } from 'zod'
import { notificationKinds } from '../../access/notice/notification.js'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import {
  markNotificationsContract,
  notificationChoices,
  notificationsContract,
  unreadNotificationsContract,
} from './notification-contract.js'

test('[REC-9] notifications are given thirty at a time, of all kinds or of some', () => {
  expect((notificationsContract.input as z.ZodType).parse({})).toEqual({ limit: 30 })
  const limits = limitsOf(notificationsContract, {})
  limits.number(['limit'], 1, 500)
  limits.values(['kinds'], [undefined], [[], ['odd']])
})

test('[REC-9] notifications are marked by their ids, or all as read', () => {
  const limits = limitsOf(markNotificationsContract, { ids: ['a'], read: true })
  limits.list(['ids'], 1, 500)
  limits.values(['ids'], [['x'.repeat(100)]], [['x'.repeat(101)], ['']])
  limits.values(['read'], [false], [undefined])
  const all = limitsOf(markNotificationsContract, { all: true, read: true })
  all.values(['read'], [], [false, undefined])
  all.values(['all'], [], [false])
})

test('[REC-9] what a user chose of notifications is read even where a part of it makes no sense', () => {
  expect([{}, { off: 'odd', browser: 'x' }, { off: ['odd'] }, { browser: true }].map((value) => notificationChoices.parse(value))).toEqual([
    ...[
      { off: [], browser: false },
      { off: [], browser: false },
      { off: [], browser: false },
      { off: [], browser: true },
    ],
  ])
})

test('[REC-9] a notification says what happened with which record, who did it, and what changed', () => {
  const record = { type: 'company', typeLabel: 'Company', id: 'c1', title: null }
  const said = { value: 'a', label: 'A' }
  const [kind] = notificationKinds
  const row = {
    ...{ id: 'n', kind, at: 1, read: false, about: record, others: { count: 2, first: [record] }, by: { id: 'anna', name: 'Anna' } },
    ...{ activity: record, property: { name: 'stage', label: 'Stage', kind: 'enumeration', from: said, to: said } },
  }
  const lacking = ['others', 'by', 'activity', 'property', 'property.from', 'property.from.label', 'property.to', 'property.to.label']
  expectShape(
    notificationsContract,
    { rows: [row], counts: {}, more: true },
    lacking.map((name) => `rows.0.${name}`),
  )
  expectShape(unreadNotificationsContract, { count: 1, newest: { id: 'n', kind, at: 1 } }, ['newest'])
})
