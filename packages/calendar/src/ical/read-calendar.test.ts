import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { between } from '@tenure/core/recurrence'
import { expect, test } from 'vitest'
import { readCalendar } from './read-calendar.js'

const folder = `${process.env['TENURE_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url))}/ical-recurrence`
const testWithCalendars = existsSync(folder) ? test : test.skip
const event = (...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'UID:m1',
    'DTSTART;TZID=Europe/Berlin:20261116T170000',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
const wall = (text: string) => Date.parse(`${text}Z`)

test('[SCH-4] a meeting comes in with its people, its page to join, its rule and its exceptions', () => {
  const { events, rejected } = readCalendar(
    event(
      'DTEND;TZID=Europe/Berlin:20261116T180000',
      'SUMMARY:Quarterly\\, all of',
      '  us',
      'RRULE:FREQ=MONTHLY;BYDAY=3MO',
      'EXDATE:20261221T160000Z',
      'SEQUENCE:4',
      'STATUS:CONFIRMED',
      'ORGANIZER;CN="Berg, Anna":mailto:anna@example.com',
      'ATTENDEE;CN=Ben;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:MAILTO:ben@example.com',
      'X-GOOGLE-CONFERENCE:https://meet.example.com/abc',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:m1',
      'RECURRENCE-ID;TZID=W. Europe Standard Time:20270118T170000',
      'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20270119T090000',
      'DURATION:PT30M',
      'SUMMARY:Moved',
    ),
  )
  expect(rejected).toEqual([])
  expect(events).toMatchObject([
    {
      uid: 'm1',
      sequence: 4,
      status: 'confirmed',
      summary: 'Quarterly, all of us',
      joinUrl: 'https://meet.example.com/abc',
      organiser: { email: 'anna@example.com', name: 'Berg, Anna' },
      attendees: [{ email: 'ben@example.com', name: 'Ben', isOptional: true, answer: 'accepted' }],
      series: {
        zone: 'Europe/Berlin',
        durationMs: 3_600_000,
        excluded: [wall('2026-12-21T17:00')],
        changes: [{ at: wall('2027-01-18T17:00'), start: wall('2027-01-19T09:00'), durationMs: 1_800_000 }],
      },
    },
  ])
  expect(events[0]?.details?.get(wall('2027-01-18T17:00'))).toEqual({ summary: 'Moved' })
})

test('[SCH-4] of two versions of an event the higher sequence counts', () => {
  const version = (sequence: number) => event(`SEQUENCE:${sequence}`, `SUMMARY:Version ${sequence}`).split('\r\n').slice(2, -1)
  const { events } = readCalendar(['BEGIN:VCALENDAR', ...version(3), ...version(2), 'END:VCALENDAR'].join('\n'))
  expect(events).toMatchObject([{ summary: 'Version 3' }])
})

test.each([
  ['RRULE:FREQ=SOMETIMES', 3, 'FREQ takes one of', 0],
  ['RECURRENCE-ID;RANGE=THISANDFUTURE:20261116T170000', 3, 'THISANDFUTURE', 0],
  ['DTEND;TZID=Europe/Berlin:20261116T160000', 3, 'ends before it begins', 0],
  ['EXDATE:20269999T170000Z', 6, 'EXDATE takes a day or a moment', 1],
  ['RDATE;TZID=Mars/Olympus:20261117T170000', 6, 'Mars/Olympus', 1],
  ['RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY', 7, 'one RRULE', 1],
  ['EXRULE:FREQ=DAILY', 6, 'EXRULE', 1],
  ['what is this', 6, 'NAME:value', 1],
  ['BEGIN:VALARM', 6, 'VALARM has no end', 1],
  ['END:VTODO', 6, 'ends nothing', 1],
])('[SCH-4] %s is left out with its line and the reason', (line, at, reason, left) => {
  const { events, rejected } = readCalendar(event(line))
  expect(events).toHaveLength(left)
  expect(rejected).toEqual([{ line: at, message: expect.stringContaining(reason) }])
})

test('[SCH-4] [SEC-5] hostile calendars are survived: deep, endless, huge, with names of objects and links that run', () => {
  const { events, rejected } = readCalendar(event('URL:javascript:alert(1)', 'X;__PROTO__=a:b').replace('UID:m1', 'UID:__proto__'))
  expect(events).toMatchObject([{ uid: '__proto__' }])
  expect(events[0]).not.toHaveProperty('joinUrl')
  expect(rejected).toEqual([])
  expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  expect(readCalendar(`BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(200_000)}`).rejected.at(-1)?.message).toContain('20 deep')
  expect(() => readCalendar('x'.repeat(10_000_001))).toThrow('10000000')
  expect(() => readCalendar('<html>')).toThrow('BEGIN:VCALENDAR')
  const impossible = readCalendar(event('RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30')).events[0]
  expect(impossible && [...between(impossible.series, 0, Number.POSITIVE_INFINITY, 'UTC')]).toEqual([])
  const many = Array.from(
    { length: 6_000 },
    (_, at) =>
      `BEGIN:VEVENT\nUID:m\nDTSTART:20260101T000000Z\nRECURRENCE-ID:${new Date(at * 1e6).toISOString().replace(/[-:]|\.\d+/g, '')}\nEND:VEVENT`,
  )
  expect(readCalendar(`BEGIN:VCALENDAR\n${many.join('\n')}\nEND:VCALENDAR`).rejected.at(-1)?.message).toContain('at most 5000')
})

testWithCalendars('[SCH-4] every sample calendar is read: each event is there or named with its reason', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ics(\.gz)?$/.test(file))
  const lost: string[] = []
  let read = 0
  for (const file of files) {
    const bytes = readFileSync(`${folder}/${file}`)
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    if (!/^BEGIN:VCALENDAR/im.test(text)) continue
    const { events, rejected } = readCalendar(text)
    const begun = text.replace(/\r?\n[ \t]/g, '').match(/^BEGIN:VEVENT[\s\S]*?^END:VEVENT/gim) ?? []
    const named = new Set(begun.map((each) => /^UID[^:\n]*:(.*)$/im.exec(each)?.[1]?.trim() ?? ''))
    const leftOut = rejected.filter(({ message }) => /^(This event was left out|VEVENT has no end)/.test(message)).length
    if (events.length + leftOut < named.size) lost.push(`${file}: ${events.length} and ${leftOut} of ${named.size}`)
    read += events.length
    for (const { series } of events)
      for (const each of between(series, series.start, series.start + 4e10, 'UTC')) if (each.endAt < each.startAt) lost.push(file)
  }
  expect(lost).toEqual([])
  expect(read).toBe(51)
})

test('[SCH-4] a calendar says what it is called, whether it cancels, and of which time an event without its series is', () => {
  const text = event('SUMMARY:Review', 'RECURRENCE-ID;TZID=Europe/Berlin:20261116T150000').replace(
    'VERSION:2.0',
    'METHOD:CANCEL\r\nX-WR-CALNAME;VALUE=TEXT:Team\\, Berlin',
  )
  const { name, events } = readCalendar(`\ufeff${text}`)
  expect(name).toBe('Team, Berlin')
  expect(events).toMatchObject([{ uid: 'm1', status: 'cancelled', instance: wall('2026-11-16T15:00') }])
  expect(readCalendar(event())).not.toHaveProperty('name')
})

test('[SEC-17] a line of more than 100 parameters is left out, however they are written, and the values of others may be as they like', () => {
  const many = (text: string) => text.repeat(101)
  for (const line of [
    `X-A${many(';A=b')}:c`,
    `X-A;:A=b${many(';A=b')}:c`,
    `X-A;A=b"${many(';A=b')}:c`,
    `X-A;CN="a",";A=b${many(';A=b')}":c`,
    `X-A;MEMBER="a",":"${many(';A=b')}:c`,
    `X-A;MEMBER="a",":";CN="a",";A=b${many(';A=b')}":c`,
  ])
    expect(readCalendar(event(line)).rejected).toEqual([
      { line: 6, message: `${line.slice(0, 40)} has more than 100 parameters; the line was left out.` },
    ])
  const people = `DELEGATED-TO="mailto:a@example.com","mailto:b@example.com";CN="Berg; Anna"`
  for (const line of [
    `X-A${';A=b'.repeat(100)}:c`,
    `X-ALT-DESC;FMTTYPE=text/html:${many('<p style="a;b=c">&nbsp;')}`,
    `X-A:${many(';a=b')}`,
    `X-A;${people}:${many(';a=b')}`,
  ])
    expect(readCalendar(event(line)).rejected).toEqual([])
})
