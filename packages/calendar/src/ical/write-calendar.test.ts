import { between } from '@tenure/core/recurrence'
import { findZone, parseRule, toWallTime, zoneNames } from '@tenure/core/zone'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { CalendarEvent } from './calendar-event.js'
import { readCalendar } from './read-calendar.js'
import { writeCalendar } from './write-calendar.js'
import { writeZone } from './write-zone.js'

const wall = (text: string) => Date.parse(`${text}Z`)
const now = wall('2026-11-26T07:00')
const hour = 3_600_000
const meeting: CalendarEvent = {
  uid: 'm1@tenure',
  sequence: 2,
  status: 'confirmed',
  summary: 'Quarterly; all of us, \\n really\nand more',
  description: 'Ä'.repeat(100),
  location: 'Room 4, 2nd floor',
  joinUrl: 'https://meet.example.com/abc?x=1;2,3',
  organiser: { email: 'anna@example.com', name: 'Berg; Anna, "AB"' },
  attendees: [{ email: 'ben@example.com', isOptional: true, answer: 'accepted' }],
  series: {
    start: wall('2026-11-16T17:00'),
    durationMs: hour,
    zone: 'Europe/Berlin',
    rule: parseRule('FREQ=MONTHLY;BYDAY=3MO;UNTIL=20281231T235959Z'),
    excluded: [wall('2026-12-21T17:00')],
    added: [wall('2026-12-22T17:00')],
    changes: [{ at: wall('2027-01-18T17:00'), start: wall('2027-01-19T09:00'), durationMs: 2 * hour }],
  },
  details: new Map([[wall('2027-01-18T17:00'), { summary: 'Moved' }]]),
}
const fair: CalendarEvent = { uid: 'fair', sequence: 0, series: { start: wall('2026-10-24T00:00'), durationMs: 48 * hour, isAllDay: true } }
const call: CalendarEvent = { uid: 'call', sequence: 0, series: { start: wall('2026-10-24T00:00'), durationMs: 0, zone: 'Etc/UTC' } }
const floating: CalendarEvent = {
  uid: 'lunch',
  sequence: 0,
  series: { start: wall('2026-10-24T12:00'), durationMs: hour, rule: parseRule('FREQ=DAILY;COUNT=3') },
}

test('[SCH-4] what is written is read again as it was', () => {
  const text = writeCalendar({ events: [meeting, fair, call, floating], now, name: 'Anna', method: 'PUBLISH' })
  const { events, rejected } = readCalendar(text)
  expect(rejected).toEqual([])
  const [again, ...others] = events
  const quoted = { ...meeting.organiser, name: "Berg; Anna, 'AB'" }
  const { details, ...rest } = meeting
  expect(again).toMatchObject({ ...rest, organiser: quoted })
  expect(again?.details?.get(wall('2027-01-18T17:00'))).toMatchObject({ ...details?.get(wall('2027-01-18T17:00')) })
  expect(others).toEqual([fair, call, floating])
})

test('[SCH-4] a program that is not ours finds the same instants', () => {
  const text = writeCalendar({ events: [meeting], now })
  const root = new ICAL.Component(ICAL.parse(text))
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const [main, ...exceptions] = root.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each, { exceptions: [] }))
  for (const each of exceptions) main?.relateException(each)
  const theirs: number[] = []
  const iterator = main?.iterator()
  for (let each = iterator?.next(); each && theirs.length < 100; each = iterator?.next())
    theirs.push((main?.getOccurrenceDetails(each).startDate.toUnixTime() ?? 0) * 1000)
  const ours = [...between(meeting.series, 0, Number.POSITIVE_INFINITY, 'UTC')].map(({ startAt }) => startAt)
  expect(theirs.sort((a, b) => a - b)).toEqual(ours)
  expect(ours.length).toBeGreaterThan(20)
})

test('[SCH-4] [SEC-5] no text begins a line of its own, and no line is longer than 75 octets', () => {
  const evil =
    'x\r\nEND:VEVENT\nATTENDEE:mailto:eve@example.com\r\u0000\u0007"; \ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00 \ud800 \\n'
  const event: CalendarEvent = {
    ...meeting,
    uid: `u${evil}`,
    summary: evil.repeat(5),
    location: evil,
    joinUrl: `https://x.example/${evil}`,
    organiser: { email: `a${evil}@b.example`, name: evil },
    attendees: [{ email: `c${evil}@d.example`, name: evil }],
  }
  const text = writeCalendar({ events: [event], now, name: evil })
  const lines = text.split('\r\n')
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  expect(lines.join('')).not.toMatch(/\p{Cc}/u)
  expect(text.replace(/\r\n[ \t]/g, '').match(/^(END:VEVENT|ATTENDEE)/gm)).toEqual(['ATTENDEE', 'END:VEVENT', 'ATTENDEE', 'END:VEVENT'])
  const plain = evil
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
  expect(readCalendar(text).events[0]?.summary).toBe(plain.repeat(5))
})

test('[SCH-4] the clocks that are written are those of the table, for every zone', () => {
  const [from, to] = [wall('2026-01-01T00:00'), wall('2031-01-01T00:00')]
  const wrong = zoneNames().filter((name) => {
    const zone = new ICAL.Timezone(
      new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${writeZone(name, from, to)}END:VCALENDAR`)).getFirstSubcomponent(
        'vtimezone',
      ) as ICAL.Component,
    )
    const changes = (findZone(name)?.changes ?? []).filter((at) => at > from && at < to)
    return [from + hour, ...changes.flatMap((at) => [at - 3 * hour, at + 3 * hour])].some((at) => {
      const time = ICAL.Time.fromJSDate(new Date(toWallTime(at, name)), true)
      const local = new ICAL.Time(
        { year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute, second: 0 },
        zone,
      )
      return local.toUnixTime() * 1000 !== at
    })
  })
  expect(wrong).toEqual([])
  expect(writeZone('Europe/Berlin', from, to).match(/^DTSTART:2026.*/gm)).toEqual(['DTSTART:20260329T020000', 'DTSTART:20261025T030000'])
})
