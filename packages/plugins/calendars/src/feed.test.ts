import { between, readCalendar } from '@tenure/calendar'
import { Company, getValue, type Host, Meeting, Task, use } from '@tenure/core'
import { createPublicLinkContract } from '@tenure/core/outside'
import { occasionsOf } from '@tenure/core/recurrence'
import { memory, record } from '@tenure/memory'
import { localSwitcher, serve } from '@tenure/server'
import { aUser, createTestHost } from '@tenure/testing'
import ICAL from 'ical.js'
import { expect, onTestFinished, test } from 'vitest'
import { calendars } from './calendars.js'
import { feed } from './feed.js'

const at = (text: string): number => Date.parse(text)
const own = { owner: 'anna', createdAt: at('2026-01-01T00:00:00Z') }
const hour = (start: string, more: object = {}) => ({ ...own, at: at(start), endAt: at(start) + 3_600_000, ...more })
const meetings: Readonly<Record<string, object>> = {
  berlin: hour('2026-01-05T08:00:00Z', {
    ...{ title: 'Stand-up', timeZone: 'Europe/Berlin', repeat: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
    ...{ repeatExcept: ['2026-03-30T09:00', '2026-10-26T09:00'], repeatAlso: ['2026-03-31T11:30'] },
  }),
  gap: hour('2026-01-04T01:30:00Z', { title: 'In the gap', timeZone: 'Europe/Berlin', repeat: 'FREQ=WEEKLY;BYDAY=SU' }),
  york: hour('2026-02-27T20:00:00Z', { title: 'Review', timeZone: 'America/New_York', repeat: 'FREQ=MONTHLY;BYDAY=-1FR' }),
  kathmandu: hour('2026-03-01T04:15:00Z', { title: 'Trek', timeZone: 'Asia/Kathmandu', repeat: 'FREQ=DAILY;INTERVAL=10;COUNT=40' }),
  until: hour('2026-05-01T12:00:00Z', { title: 'Ends', timeZone: 'Australia/Lord_Howe', repeat: 'FREQ=WEEKLY;UNTIL=20270101T000000Z' }),
  once: hour('2026-10-25T00:30:00Z', { title: 'When clocks go back', timeZone: 'Europe/Berlin' }),
  twice: hour('2026-10-25T01:30:00Z', { title: 'The same hour again', timeZone: 'Europe/Berlin' }),
  days: {
    ...own,
    title: 'Fair',
    startDate: '2026-07-01',
    endDate: '2026-07-03',
    at: at('2026-07-01T00:00:00Z'),
    endAt: at('2026-07-04T00:00:00Z'),
  },
  yearly: { ...own, title: 'Holiday', startDate: '2026-10-03', repeat: 'FREQ=YEARLY' },
  moved: hour('2026-04-03T10:00:00Z', { title: 'Stand-up, later' }),
}
const records = [
  record(Company, 'n', { name: 'Northwind', ...own }),
  ...Object.entries(meetings).map(([id, values]) => record(Meeting, id, values)),
  record(Meeting, 'hers', hour('2026-06-01T10:00:00Z', { title: 'Private to Ben', owner: 'ben' })),
  record(Task, 'call', { ...own, assignee: 'anna', title: 'Call them', dueAt: at('2026-07-02T09:00:00Z') }),
  record(Task, 'done', {
    ...own,
    assignee: 'anna',
    title: 'Done',
    dueAt: at('2026-07-02T09:00:00Z'),
    status: 'completed',
    completedAt: at('2026-06-02T09:00:00Z'),
  }),
]
const users = [aUser({ id: 'anna', locale: 'de' }), aUser({ id: 'ben' })]
async function open(more: readonly ReturnType<typeof record>[] = []): Promise<Host> {
  const storage = memory({ users, records: [...records, ...more] })
  const host = await createTestHost({ plugins: [use(calendars)], storage })
  onTestFinished(() => host[Symbol.asyncDispose]())
  return host
}
const textFor = async (host: Host, user = 'anna') => getValue(await host.as(user).read(feed)).text

const [from, to] = [at('2026-01-01T00:00:00Z'), at('2028-01-01T00:00:00Z')]
/** At a time that clocks leave out, or that comes twice, ical.js is an hour off (RFC 5545, 3.3.5); our own reader is asked about those below. */
const clocksChange = ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31']
/** Every time of each event as another program reads it, in UTC. */
function readByOthers(text: string): Readonly<Record<string, readonly string[]>> {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const found: Record<string, string[]> = {}
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component, { exceptions: [] })
    const times: string[] = []
    const steps = event.iterator()
    for (let next = steps.next(); next !== undefined && next !== null; next = steps.next()) {
      const start = next.isDate ? at(`${next.toString()}T00:00:00Z`) : next.toJSDate().getTime()
      if (start >= to) break
      if (start >= from) times.push(new Date(start).toISOString())
    }
    found[event.uid] = [...new Set(times)].sort()
  }
  return found
}

test('[SCH-4] a program that is not ours agrees on every time of two years: zones, clock changes, exceptions, whole days', async () => {
  const text = await textFor(await open())
  const read = readByOthers(text)
  const counts: Record<string, number> = {}
  for (const [id, values] of Object.entries(meetings)) {
    const ours = [...occasionsOf({ ...values }, from, to, 'UTC')].map(({ startAt }) => new Date(startAt).toISOString())
    const isAsked = (start: string): boolean => at(start) >= from && !(id === 'gap' && clocksChange.includes(start.slice(0, 10)))
    expect([id, read[`${id}@tenure`]?.filter(isAsked)]).toEqual([id, ours.filter(isAsked)])
    counts[id] = ours.length
  }
  expect(counts).toMatchObject({ york: 23, kathmandu: 40, once: 1, twice: 1, days: 1, yearly: 2 })
  expect(Math.min(counts['berlin'] ?? 0, counts['gap'] ?? 0)).toBeGreaterThan(100)
})

test('[SCH-4] our own reader takes the feed without a line left out, with names, places and links', async () => {
  const host = await open([
    record(
      Meeting,
      'full',
      hour('2026-07-05T10:00:00Z', { title: 'QBR, Müller; "A"', location: 'Room 5', joinUrl: 'https://meet.example/1' }),
    ),
  ])
  const { events, rejected } = readCalendar(await textFor(host))
  expect(rejected).toEqual([])
  const gap = events.find(({ uid }) => uid === 'gap@tenure')
  const times = gap && [...between(gap.series, from, to, 'UTC')].map(({ startAt }) => startAt)
  expect(times).toEqual([...occasionsOf({ ...meetings['gap'] }, from, to, 'UTC')].map(({ startAt }) => startAt))
  expect(events.find(({ uid }) => uid === 'full@tenure')).toMatchObject({
    summary: 'QBR, Müller; "A"',
    location: 'Room 5',
    joinUrl: 'https://meet.example/1',
  })
})

test('[SCH-4] a feed has the meetings and open tasks of its user, and nobody else has them; what was cancelled says so', async () => {
  const host = await open([
    record(Meeting, 'off', hour('2026-07-05T10:00:00Z', { title: 'Called off', cancelled: true, body: 'Secret note' })),
  ])
  const anna = await textFor(host)
  expect(anna).toContain('SUMMARY:Aufgabe: Call them')
  expect(anna).toMatch(/SUMMARY:Called off[\s\S]*?STATUS:CANCELLED/)
  for (const absent of ['Private to Ben', 'Aufgabe: Done', 'Secret note']) expect(anna).not.toContain(absent)
  const ben = await textFor(host, 'ben')
  expect(ben).toContain('Private to Ben')
  expect(ben).not.toContain('Stand-up')
})

test('[SEC-7] no title, place or link of a meeting begins another line or another event', async () => {
  const evil = 'A\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nATTACH:file:///etc/passwd\u2028\u0001=cmd()'
  const host = await open([
    record(Meeting, 'evil', hour('2026-07-05T10:00:00Z', { title: evil, location: evil, joinUrl: `javascript:alert(1)//${evil}` })),
  ])
  const text = await textFor(host)
  const lines = text.split('\r\n').filter((line) => !line.startsWith(' '))
  expect(lines.filter((line) => /^(UID:evil$|ATTACH|URL)/.test(line))).toEqual([])
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(Object.keys(meetings).length + 2)
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  expect(readCalendar(text).events.find(({ uid }) => uid === 'evil@tenure')?.summary).toContain('END:VEVENT')
})

test('[SCH-4] [SEC-11] the feed opens by its link alone, is the same text while nothing changes, and another one after a change', async () => {
  const host = await open()
  await using server = await serve({ host, signIn: localSwitcher() })
  const { path } = getValue(await host.as('anna').act(createPublicLinkContract, { kind: 'tenure.calendars/feed-link', name: 'Phone' }))
  const ask = (etag = '') => fetch(`${server.url}/api${path}`, { headers: { 'if-none-match': etag } })
  const first = await ask()
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(await first.text()).toContain('SUMMARY:Stand-up')
  const etag = first.headers.get('etag') ?? ''
  expect((await ask(etag)).status).toBe(304)
  getValue(await host.as('anna').edit('berlin', Meeting.title, 'Daily'))
  const second = await ask(etag)
  expect([second.status, (await second.text()).includes('SUMMARY:Daily')]).toEqual([200, true])
})
