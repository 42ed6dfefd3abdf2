import { Company, Contact, getValue, Meeting, use } from '@tenure/core'
import { rowOf, through, windowOf } from '@tenure/core/contract'
import { undoContract } from '@tenure/core/page'
import { definePlugin, defineProvider, reads } from '@tenure/core/plugin'
import { record } from '@tenure/memory'
import { schedule, scheduleItems } from '@tenure/schedule'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { apple, google, outlook } from '../fixtures/calendars.js'
import { calendarPages, calendars, checkCalendarContract, importCalendarContract } from '../index.js'

const row = rowOf(
  ...[Meeting.title, Meeting.body, Meeting.owner, Meeting.joinUrl, Meeting.uid, Meeting.cancelled, Meeting.location],
  ...[through(Meeting.contacts, Contact.name), through(Meeting.companies, Company.name)],
)
const Seen = reads(row)
const seen = defineProvider({
  id: 'test.seen/meetings',
  permission: 'workspace.access',
  output: windowOf(row),
  uses: { records: Seen },
  watch: ({ records }) => records.watch({ select: row, limit: 500 }),
})
const plugin = definePlugin({ id: 'test.seen', version: '1.0.0', host: '1.0', grants: [Seen], contributes: [seen] })
const meetingsOf = async (host: TestHost, user = 'ines') => getValue(await host.as(user).read(seen)).rows
const find = async (host: TestHost, title: string, user = 'ines') => {
  const found = (await meetingsOf(host, user)).find((each) => each.title === title)
  if (found === undefined) throw new Error(`There is no meeting ${title}.`)
  return found
}
const everything = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'own' } as const
const records = [
  record(Company, 'halden', { name: 'Halden Freight', csm: 'ines' }, { contacts: ['mara'] }),
  record(Contact, 'mara', { name: 'Mara Holt', email: 'mara.holt@halden.example' }),
]
async function open(): Promise<TestHost> {
  const users = [
    aUser({ id: 'ines', timeZone: 'Europe/Berlin', objects: { '*': everything } }),
    aUser({ id: 'ben', timeZone: 'America/New_York', objects: { '*': own } }),
    aUser({ id: 'rita', objects: { '*': { view: 'all', edit: 'none', delete: 'none' } } }),
  ]
  const host = await createTestHost({
    plugins: [use(calendars), use(schedule), use(plugin)],
    seed: { users, records },
    now: '2026-11-26T09:00:00Z',
  })
  onTestFinished(() => host[Symbol.asyncDispose]())
  await host.add(calendarPages(host))
  return host
}
const check = async (host: TestHost, text: string, user = 'ines') =>
  getValue(await host.as(user).act(checkCalendarContract, { file: 'calendar.ics', text }))
const bring = async (host: TestHost, text: string, user = 'ines') =>
  getValue(await host.as(user).act(importCalendarContract, { file: 'calendar.ics', text }))
const itemsOf = async (host: TestHost, user = 'ines') => {
  const { items } = getValue(await host.as(user).read(scheduleItems, { from: '2026-11-01', to: '2027-01-31', timeZone: 'Europe/Berlin' }))
  return items.map(({ title, startAt, days }) => `${days?.first ?? new Date(startAt).toISOString().slice(0, 16)} ${title}`).sort()
}

test('[SCH-4] calendars of three programs come in with their zones, rules, exceptions, whole days, people and links', async () => {
  const host = await open()
  const before = await itemsOf(host)
  const checked = await check(host, outlook)
  expect(checked.counts).toMatchObject({ created: 3, updated: 0, unchanged: 0, rejected: 0 })
  expect(await itemsOf(host)).toEqual(before)
  expect(await bring(host, outlook)).toMatchObject({ ...checked, calendar: 'Ines Albrecht' })
  expect((await bring(host, google)).counts).toMatchObject({ created: 4, cancelled: 1, rejected: 0 })
  const third = await bring(host, apple)
  expect(third.counts).toMatchObject({ created: 1, rejected: 1, own: 1 })
  expect(third.problems).toEqual([{ line: 15, message: expect.stringContaining('Mars/Olympus') }])
  expect(await itemsOf(host)).toEqual(
    [
      ...['2026-11-27T09:00 Verlängerung Halden', '2026-12-01 Messe Köln', '2026-11-30T13:00 Quarterly review'],
      ...['2026-11-28T17:00 Dinner 🍝 with Žofie', '2026-12-03T15:00 Steering', '2026-12-10T15:00 Steering', '2027-01-07T15:00 Steering'],
      ...['02', '09', '30'].map((day) => `2026-11-${day}T08:00 Jour fixe`),
      ...['07', '14', '21'].map((day) => `2026-12-${day}T08:00 Jour fixe`),
      '2026-11-23T13:00 Jour fixe, später',
    ].sort(),
  )
  expect(await find(host, 'Verlängerung Halden')).toMatchObject({
    ...{ owner: 'ines', 'contacts.name': 'Mara Holt', 'companies.name': 'Halden Freight' },
    joinUrl: 'https://teams.example/l/meetup-join/19%3ameeting',
    body: expect.stringContaining('<script>alert(1)</script>'),
    uid: '040000008200E00074C5B7101A82E00800000000A0C1',
  })
})

test('[SCH-4] the same file a second time changes nothing, and a later one changes what it changed; what a person edited stays, and is named', async () => {
  const host = await open()
  await bring(host, google)
  const again = await bring(host, google)
  expect(again.counts).toMatchObject({ created: 0, updated: 0, unchanged: 4, kept: 0 })
  const { id } = await find(host, 'Quarterly review')
  getValue(await host.as('ines').edit(id, Meeting.title, 'QBR with Mara'))
  const later = google
    .replace('SUMMARY:Quarterly review', 'SUMMARY:Quarterly review, moved')
    .replace('DTSTART:20261130T130000Z', 'DTSTART:20261130T133000Z')
    .replace('SUMMARY:Steering', 'SUMMARY:Steering\r\nSTATUS:CANCELLED')
  const checked = await check(host, later)
  expect(checked.counts).toMatchObject({ created: 0, updated: 2, unchanged: 2, kept: 1, cancelled: 2 })
  expect(checked.meetings.find(({ notes }) => notes.length > 0)?.notes).toEqual([expect.stringContaining('QBR with Mara')])
  expect((await bring(host, later)).counts).toEqual(checked.counts)
  const items = await itemsOf(host)
  expect(items).toContain('2026-11-30T13:30 QBR with Mara')
  expect(items.filter((item) => item.endsWith('Steering'))).toEqual([])
})

test('[SCH-4] [BEY-5] an import is undone as one, and belongs to the user who ran it', async () => {
  const host = await open()
  await bring(host, google)
  const first = await itemsOf(host)
  const { group, counts } = await bring(host, google.replace('SUMMARY:Messe Köln', 'SUMMARY:Messe').replace('UID:7c1d2e', 'UID:other'))
  expect(counts).toMatchObject({ created: 1, updated: 1 })
  expect(await itemsOf(host)).not.toEqual(first)
  getValue(await host.as('ines').act(undoContract, { group }))
  await host.idle()
  expect(await itemsOf(host)).toEqual(first)
  // Another user has meetings of their own from the same file, without contacts that this one may not see.
  expect((await bring(host, google, 'ben')).counts).toMatchObject({ created: 4 })
  expect(await itemsOf(host, 'ben')).toHaveLength(first.length)
  expect(await find(host, 'Quarterly review', 'ben')).toMatchObject({ owner: 'ben', 'contacts.name': null, 'companies.name': null })
  expect(await itemsOf(host)).toEqual(first)
})

test('[SEC-9] an import has the rights of its user: who may not edit meetings brings none in, and is told why', async () => {
  const host = await open()
  const refused = await bring(host, google, 'rita')
  expect(refused.counts).toMatchObject({ created: 0, rejected: 4 })
  expect(refused.problems[0]).toMatchObject({
    uid: expect.stringContaining('@google.com'),
    message: expect.stringContaining('may not create this meeting'),
  })
  expect(await meetingsOf(host, 'rita')).toEqual([])
  expect((await host.as('nobody').act(importCalendarContract, { file: 'a.ics', text: google })).ok).toBe(false)
})

test('[SEC-9] [SEC-5] [SEC-7] [SEC-17] a hostile file is refused whole, with the limit that it passes', async () => {
  const host = await open()
  const refusal = async (text: string) => {
    const outcome = await host.as('ines').act(importCalendarContract, { file: 'bad.ics', text })
    return outcome.ok ? outcome.value : outcome.problem
  }
  const wrap = (body: string) => `BEGIN:VCALENDAR\n${body}\nEND:VCALENDAR`
  const many = Array.from({ length: 5_001 }, (_, at) => `BEGIN:VEVENT\nUID:${at}\nDTSTART:20261201T100000Z\nEND:VEVENT`)
  expect(await refusal('<html>')).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('BEGIN:VCALENDAR') })
  expect(await refusal(wrap('x'.repeat(1_000_000)))).toMatchObject({ code: 'input.too-large', details: { limit: 'calendarBytes' } })
  expect(await refusal(wrap(many.join('\n')))).toMatchObject({
    code: 'input.too-large',
    details: { limit: 'calendarMeetings', max: 5_000 },
  })
  expect(await meetingsOf(host)).toEqual([])
  const endless = wrap('BEGIN:VEVENT\nUID:__proto__\nDTSTART:20261201T100000Z\nRRULE:FREQ=SECONDLY\nURL:javascript:alert(1)\nEND:VEVENT')
  expect(await refusal(endless)).toMatchObject({
    counts: { created: 0, rejected: 1 },
    problems: [{ message: expect.stringContaining('24 times a day') }],
  })
  expect(await refusal(endless.replace('FREQ=SECONDLY', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'))).toMatchObject({
    counts: { created: 0, rejected: 1 },
    problems: [{ message: expect.stringContaining('no time in the 40 years') }],
  })
  const deep = wrap('BEGIN:VEVENT\n'.repeat(500))
  expect(await refusal(deep)).toMatchObject({
    counts: { created: 0 },
    problems: expect.arrayContaining([{ line: 21, message: expect.stringContaining('20 deep') }]),
  })
})
