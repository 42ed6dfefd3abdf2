import { Company, getValue, use } from '@tenure/core'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { moveRenewal, renewalCalendar, renewalItems } from './renewal-calendar.js'

const days = { from: '2026-11-01', to: '2026-12-01', timeZone: 'Europe/Berlin' }

test('[SCH-1] [SCH-3] renewals of own customers are whole days on a calendar, and move unless somebody was quicker', async () => {
  const company = (id: string, csm: string, renewalDate: string, healthStatus: 'at-risk' | 'healthy') =>
    record(Company, id, { name: id, csm, renewalDate, healthStatus })
  await using host = await createTestHost({
    plugins: [use(renewalCalendar), use(recordPlugin)],
    seed: {
      users: [aUser({ id: 'anna' }), aUser({ id: 'ben' })],
      records: [company('c1', 'anna', '2026-11-20', 'at-risk'), company('c2', 'ben', '2026-11-21', 'healthy')],
    },
  })
  const anna = host.as('anna')
  const read = async () => getValue(await anna.read(renewalItems, days)).items
  expect(await read()).toMatchObject([{ id: 'c1', calendar: 'at-risk', days: { first: '2026-11-20', last: '2026-11-20' } }])
  const to = { type: 'company', id: 'c1', firstDay: '2026-11-27', lastDay: '2026-11-27' }
  expect(await anna.act(moveRenewal, { ...to, was: '2026-11-19' })).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
  getValue(await anna.act(moveRenewal, { ...to, was: '2026-11-20' }))
  expect(await read()).toMatchObject([{ days: { first: '2026-11-27' } }])
})
