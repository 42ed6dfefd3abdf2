import { expect, test } from 'vitest'
import { dayIn } from '../format/zone-day.js'
import { type Planned, splitTimeline } from './timeline-days.js'

const at = (text: string) => Date.parse(`2026-11-${text}Z`)
const activity = (id: string, time: number | null, done?: boolean): Planned => ({
  ...{ row: 'activity', type: 'meeting', typeLabel: 'Meeting', id, title: id, at: time },
  ...(done !== undefined && { done }),
})
const split = (now: string, zone = 'UTC') => {
  const rows = [
    activity('tonight', at('21T20:00')),
    activity('morning', at('21T09:00')),
    activity('old', at('20T23:30')),
    activity('bare', null),
  ]
  const ahead = [activity('no date', null, false), activity('next week', at('28T09:00')), activity('late', at('01T09:00'), false)]
  const { ahead: soon, days } = splitTimeline({ rows, ahead }, at(now), (instant) => dayIn(zone, instant))
  return { ahead: soon.map(({ id }) => id), days: days.map(({ day, rows: ofDay }) => [day, ...ofDay.map((row) => 'id' in row && row.id)]) }
}

test('[REC-6] what is late comes first ahead, then what is next, and work without a date last', () => {
  expect(split('21T12:00').ahead).toEqual(['late', 'tonight', 'next week', 'no date'])
})

test('[REC-6] a meeting passes from ahead to past by the clock', () => {
  expect(split('21T12:00').days).toEqual([
    ['2026-11-21', 'morning'],
    ['2026-11-20', 'old'],
    [undefined, 'bare'],
  ])
  expect(split('21T19:59').ahead).toContain('tonight')
  expect(split('21T20:00').days[0]).toEqual(['2026-11-21', 'tonight', 'morning'])
})

test('[REC-6] what was noted within this minute has happened', () => {
  const note = activity('note', at('21T12:00:45'))
  const { ahead, days } = splitTimeline({ rows: [note], ahead: [] }, at('21T12:00'), (instant) => dayIn('UTC', instant))
  expect([ahead, days]).toEqual([[], [{ day: '2026-11-21', rows: [note] }]])
})

test('[REC-6] days are those of the zone', () => {
  expect(split('21T21:00', 'Europe/Berlin').days).toEqual([
    ['2026-11-21', 'tonight', 'morning', 'old'],
    [undefined, 'bare'],
  ])
})
