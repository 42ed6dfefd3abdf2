import { expect, test } from 'vitest'
import type { Values } from '../value.js'
import { aroundNow, instantsOfDays, occasionsOf, readWallTime, toSeries, wholeDays, writeWallTime, zoneOfDays } from './occasion.js'

const at = (text: string) => Date.parse(`${text}Z`)
const hour = 3_600_000
const text = (instant: number) => new Date(instant).toISOString().slice(0, 16)
const times = (values: Values, from: string, to: string, zone = 'UTC') =>
  [...occasionsOf(values, at(from), at(to), zone)].map(({ startAt, endAt }) => `${text(startAt)} ${text(endAt)}`)

test('[SCH-3] a wall time is a day, with or without a time, that the calendar has', () => {
  expect(['2026-12-21', '2026-12-21T18:00', '2026-12-21T18:00:05'].map(readWallTime)).toEqual([
    at('2026-12-21T00:00'),
    at('2026-12-21T18:00'),
    at('2026-12-21T18:00:05'),
  ])
  const wrong = ['', '2026-12-21T', '2026-12-21T18', '2026-12-21T18:00Z', '2026-02-30', '2026-13-01', '2026-12-21T25:00', ' 2026-12-21']
  expect(wrong.map(readWallTime)).toEqual(wrong.map(() => undefined))
})

test('[SCH-3] a wall time is written with seconds where it has some, and as a day for whole days', () => {
  expect(writeWallTime(at('2026-12-21T18:00'))).toBe('2026-12-21T18:00')
  expect(writeWallTime(at('2026-12-21T18:00:05'))).toBe('2026-12-21T18:00:05')
  expect(writeWallTime(at('2026-12-21T18:00'), true)).toBe('2026-12-21')
})

test('[SCH-3] a zone that nobody knows counts as UTC', () => {
  expect([{ timeZone: 'Europe/Berlin' }, { timeZone: 'Mars/Base' }, { timeZone: '' }, {}].map(zoneOfDays)).toEqual([
    ...['Europe/Berlin', 'UTC', 'UTC', 'UTC'],
  ])
})

test('[SCH-3] a record takes place from its start to its end, in wall time of its zone; without an end it has no length', () => {
  const start = at('2026-06-30T10:00')
  expect(toSeries({ at: start, endAt: start + hour, timeZone: 'Europe/Berlin' })).toEqual({
    ...{ start: at('2026-06-30T12:00'), durationMs: hour, zone: 'Europe/Berlin' },
  })
  expect(toSeries({ at: start })).toEqual({ start, durationMs: 0, zone: 'UTC' })
  expect(toSeries({ at: start, endAt: start - 1 })).toMatchObject({ durationMs: 0 })
  expect(toSeries({ endAt: start })).toBeUndefined()
  expect(toSeries({ at: null })).toBeUndefined()
})

test('[SCH-3] whole days last to the end of the last one, which is the first where none is said', () => {
  expect(wholeDays({ startDate: '2026-06-30' })).toEqual({ first: '2026-06-30', last: '2026-06-30' })
  expect(wholeDays({ startDate: '2026-06-30', endDate: '' })).toEqual({ first: '2026-06-30', last: '2026-06-30' })
  expect(wholeDays({ endDate: '2026-06-30', startDate: '' })).toBeUndefined()
  expect(toSeries({ startDate: '2026-06-29', endDate: '2026-06-30', at: 5, timeZone: 'Europe/Berlin' })).toEqual({
    ...{ start: at('2026-06-29T00:00'), durationMs: 48 * hour, isAllDay: true },
  })
})

test('[SCH-3] [TSK-5] a rule, exceptions and added times are read; what nobody can read is left out', () => {
  const values = { at: at('2026-06-30T10:00'), repeat: 'FREQ=DAILY' }
  const { rule, ...once } = toSeries({ ...values, repeatExcept: ['2026-07-01T10:00', 'soon', 7], repeatAlso: ['2026-07-09'] }) ?? {}
  expect(rule).toMatchObject({ frequency: 'daily' })
  expect(once).toMatchObject({ excluded: [at('2026-07-01T10:00')], added: [at('2026-07-09T00:00')] })
  const none = toSeries({ ...values, repeat: 'FREQ=SOMETIMES', repeatExcept: [], repeatAlso: '2026-07-09' })
  expect(Object.keys(none ?? {})).toEqual(['start', 'durationMs', 'zone'])
})

test('[SCH-3] a record takes place at the times that its rule gives between two moments, and at none where it is cancelled', () => {
  const values = {
    ...{ at: at('2026-06-30T10:00'), endAt: at('2026-06-30T11:00'), repeat: 'FREQ=DAILY;COUNT=4' },
    ...{ repeatExcept: ['2026-07-01T10:00'], repeatAlso: ['2026-07-02T15:00'] },
  }
  expect(times(values, '2026-06-30T10:30', '2026-07-03T10:00')).toEqual([
    '2026-06-30T10:00 2026-06-30T11:00',
    '2026-07-02T10:00 2026-07-02T11:00',
    '2026-07-02T15:00 2026-07-02T16:00',
  ])
  const { repeat: _once, ...added } = values
  expect(times(added, '2026-06-30T00:00', '2026-07-03T10:00')).toEqual([
    '2026-06-30T10:00 2026-06-30T11:00',
    '2026-07-02T15:00 2026-07-02T16:00',
  ])
  expect(times({ ...values, cancelled: true }, '2026-06-01T00:00', '2026-08-01T00:00')).toEqual([])
  expect(times({ ...values, cancelled: 'true' }, '2026-06-30T00:00', '2026-07-01T00:00')).toHaveLength(1)
  expect(times({}, '2026-06-01T00:00', '2026-08-01T00:00')).toEqual([])
})

test('[SCH-3] a single time that comes twice when clocks go back is the one that was meant', () => {
  const second = { at: at('2026-10-25T01:30'), endAt: at('2026-10-25T02:00'), timeZone: 'Europe/Berlin' }
  expect(times(second, '2026-10-25T00:00', '2026-10-26T00:00')).toEqual(['2026-10-25T01:30 2026-10-25T02:00'])
  expect(times({ ...second, endAt: null }, '2026-10-25T00:00', '2026-10-26T00:00')).toEqual(['2026-10-25T01:30 2026-10-25T01:30'])
  const days = { startDate: '2026-10-25', at: 5, endAt: 6, timeZone: 'Europe/Berlin' }
  expect(times(days, '2026-10-24T00:00', '2026-10-26T00:00', 'Europe/Berlin')).toEqual(['2026-10-24T22:00 2026-10-25T23:00'])
})

test('[SCH-3] whole days have the midnights around them in their own zone, or in UTC', () => {
  const days = { startDate: '2026-10-25', endDate: '2026-10-26' }
  expect(instantsOfDays({ ...days, timeZone: 'Europe/Berlin' })).toEqual({ at: at('2026-10-24T22:00'), endAt: at('2026-10-26T23:00') })
  expect(instantsOfDays(days)).toEqual({ at: at('2026-10-25T00:00'), endAt: at('2026-10-27T00:00') })
  expect(instantsOfDays({ at: 5 })).toBeUndefined()
})

test('[TSK-5] the last time is up to a moment, the next one after it; a series that is over has no next, one to come no last', () => {
  const weekly = { at: at('2026-01-05T09:00'), endAt: at('2026-01-05T10:00'), repeat: 'FREQ=WEEKLY;COUNT=3' }
  const around = (now: string) => {
    const { last, next } = aroundNow(weekly, at(now))
    return [last, next].map((each) => (each === undefined ? undefined : text(each)))
  }
  expect(around('2026-01-12T09:00')).toEqual(['2026-01-12T09:00', '2026-01-19T09:00'])
  expect(around('2026-01-12T08:59')).toEqual(['2026-01-05T09:00', '2026-01-12T09:00'])
  expect(around('2026-01-12T09:30')).toEqual(['2026-01-12T09:00', '2026-01-19T09:00'])
  expect(around('2028-01-12T09:00')).toEqual(['2026-01-19T09:00', undefined])
  expect(around('2026-01-01T00:00')).toEqual([undefined, '2026-01-05T09:00'])
  expect(aroundNow({}, at('2026-01-01T00:00'))).toEqual({})
})
