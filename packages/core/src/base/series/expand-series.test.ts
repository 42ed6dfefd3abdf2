import { parseRule } from '@tenure/core/zone'
import { expect, test } from 'vitest'
import { between, next } from './expand-series.js'
import type { Series } from './series.js'

const wall = (text: string) => Date.parse(`${text}Z`)
const hour = 3_600_000
const daily: Series = { start: wall('2026-03-27T09:00'), durationMs: hour, zone: 'Europe/Berlin', rule: parseRule('FREQ=DAILY') }
const starts = (series: Series, from: string, to: string, zone = 'Europe/Berlin') =>
  [...between(series, wall(from), wall(to), zone)].map(({ startAt }) => new Date(startAt).toISOString().slice(0, 16))

test('[SCH-3] nine o’clock stays nine o’clock when clocks change', () => {
  expect(starts(daily, '2026-03-28T00:00', '2026-03-31T00:00')).toEqual(['2026-03-28T08:00', '2026-03-29T07:00', '2026-03-30T07:00'])
  expect(starts(daily, '2026-10-24T00:00', '2026-10-26T00:00', 'Asia/Tokyo')).toEqual(['2026-10-24T07:00', '2026-10-25T08:00'])
})

test('[SCH-3] a time in a gap is moved on, after those that it passes; one that comes twice is the first', () => {
  const twice: Series = { ...daily, start: wall('2026-03-28T02:30'), rule: parseRule('FREQ=DAILY;BYHOUR=2,3;BYMINUTE=10,30') }
  expect(starts(twice, '2026-03-29T00:00', '2026-03-29T12:00')).toEqual([
    '2026-03-29T01:10',
    '2026-03-29T01:10',
    '2026-03-29T01:30',
    '2026-03-29T01:30',
  ])
  expect(starts({ ...daily, start: wall('2026-10-24T02:30') }, '2026-10-25T00:00', '2026-10-25T12:00')).toEqual(['2026-10-25T00:30'])
  const hourly: Series = { ...daily, start: wall('2026-03-29T00:30'), rule: parseRule('FREQ=HOURLY;COUNT=4') }
  expect(starts(hourly, '2026-03-28T00:00', '2026-03-30T00:00')).toEqual(['2026-03-28T23:30', '2026-03-29T00:30', '2026-03-29T01:30'])
})

test('[SCH-3] exceptions are left out, added ones put in, moved ones where they went, cancelled ones nowhere', () => {
  const series: Series = {
    ...daily,
    excluded: [wall('2026-04-02T09:00')],
    added: [wall('2026-04-01T15:00')],
    changes: [
      { at: wall('2026-04-01T09:00'), start: wall('2026-04-03T10:00'), durationMs: 2 * hour },
      { at: wall('2026-04-04T09:00'), isCancelled: true },
    ],
  }
  expect(starts(series, '2026-04-01T00:00', '2026-04-06T00:00')).toEqual([
    '2026-04-01T13:00',
    '2026-04-03T07:00',
    '2026-04-03T08:00',
    '2026-04-05T07:00',
  ])
  const moved = [...between(series, wall('2026-04-03T09:30'), wall('2026-04-03T10:00'), 'UTC')]
  expect(moved).toMatchObject([{ at: wall('2026-04-01T09:00'), start: wall('2026-04-03T10:00'), end: wall('2026-04-03T12:00') }])
})

test('[SCH-3] whole days are those of the reader, several are one item, and a skipped day begins with the next', () => {
  const fair: Series = {
    start: wall('2026-10-24T00:00'),
    durationMs: 48 * hour,
    isAllDay: true,
    rule: parseRule('FREQ=YEARLY;UNTIL=20271231'),
  }
  const [first, second, ...more] = [...between(fair, 0, wall('2030-01-01T00:00'), 'Europe/Berlin')]
  expect(new Date(first?.startAt ?? 0).toISOString()).toBe('2026-10-23T22:00:00.000Z')
  expect(((first?.endAt ?? 0) - (first?.startAt ?? 0)) / hour).toBe(49)
  expect(second?.start).toBe(wall('2027-10-24T00:00'))
  expect(more).toEqual([])
  const newYear: Series = { start: wall('2011-12-30T00:00'), durationMs: 24 * hour, isAllDay: true }
  expect(starts(newYear, '2011-12-01T00:00', '2012-02-01T00:00', 'Pacific/Apia')).toEqual(['2011-12-30T10:00'])
})

test('[SCH-3] an end in UTC is compared as a moment, and the day of an end is whole', () => {
  const until = (text: string) =>
    starts({ ...daily, rule: parseRule(`FREQ=DAILY;UNTIL=${text}`) }, '2026-03-01T00:00', '2026-05-01T00:00').length
  expect([until('20260329T070000Z'), until('20260329T065959Z'), until('20260329'), until('20260329T085959')]).toEqual([3, 2, 3, 2])
})

test('[TSK-5] the next one is after a moment, and a series that is over has none', () => {
  expect(next(daily, wall('2026-03-29T07:00'), 'UTC')?.startAt).toBe(wall('2026-03-30T07:00'))
  expect(next({ ...daily, rule: parseRule('FREQ=DAILY;COUNT=2') }, wall('2026-03-29T07:00'), 'UTC')).toBeUndefined()
  expect(next({ ...daily, rule: parseRule('FREQ=MONTHLY;BYDAY=6MO') }, 0, 'UTC')).toBeUndefined()
})

test('[SCH-3] what is still going on is there, and what ended at the beginning is not', () => {
  const at = (from: string) => starts(daily, from, '2026-04-01T12:00')
  expect(at('2026-04-01T07:30')).toEqual(['2026-04-01T07:00'])
  expect(at('2026-04-01T08:00')).toEqual([])
})

test('[SEC-5] a series with too many exceptions, an endless length or a time beyond the calendar is refused', () => {
  const refused = (series: Series) => () => [...between(series, 0, 1, 'UTC')]
  expect(refused({ ...daily, excluded: Array.from({ length: 5001 }, (_, at) => at) })).toThrow('at most 5000')
  expect(refused({ ...daily, durationMs: Number.POSITIVE_INFINITY })).toThrow('366 days')
  expect(refused({ ...daily, start: Number.NaN })).toThrow('9999')
  expect(refused({ ...daily, zone: 'Mars/Olympus' })).toThrow('Mars/Olympus')
})

// A list that says how often it was searched.
function counted<T>(list: readonly T[]): { readonly list: readonly T[]; readonly searches: () => number } {
  let searches = 0
  const search =
    <Key extends 'includes' | 'some'>(key: Key) =>
    (...given: unknown[]) => {
      searches++
      return (Array.prototype[key] as (...given: unknown[]) => boolean).apply(list, given)
    }
  return { list: Object.assign([...list], { includes: search('includes'), some: search('some') }), searches: () => searches }
}

test('[SEC-17] a window of a series whose rule matches nothing is looked at up to its end, and no further', () => {
  for (const text of [
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
  ]) {
    const { list, searches } = counted([30])
    const rule = { ...parseRule(text), monthDays: list }
    expect(starts({ ...daily, rule }, '2028-02-10T00:00', '2028-02-11T00:00')).toEqual([])
    expect(searches()).toBeLessThan(100)
  }
})

test('[SEC-17] a series whose rule can never match is found to be over once each kind of year was looked at', () => {
  for (const frequency of ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']) {
    const { list, searches } = counted([30])
    const rule = { ...parseRule(`FREQ=${frequency};BYMONTH=2;BYMONTHDAY=30`), monthDays: list }
    expect(next({ ...daily, rule }, wall('2026-07-13T00:00'), 'UTC')).toBeUndefined()
    expect(searches()).toBeLessThanOrEqual(28 * 29 * 2)
  }
})

test('[SEC-17] instances of centuries ago are counted by rounds of the calendar', () => {
  const start = wall('0001-01-01T09:00')
  for (const text of [
    'FREQ=HOURLY;COUNT=100000',
    'FREQ=DAILY;INTERVAL=3;COUNT=100000',
    'FREQ=WEEKLY;COUNT=100000',
    'FREQ=MONTHLY;COUNT=100000',
  ]) {
    const { list, searches } = counted([1, 3].map((weekday) => ({ weekday })))
    const rule = { ...parseRule(text), weekdays: list }
    starts({ ...daily, start, rule }, '2026-07-13T00:00', '2026-07-20T00:00')
    expect(searches()).toBeLessThanOrEqual(28 * 366)
  }
  const days: Series = { ...daily, start: wall('1900-01-01T09:00'), rule: parseRule('FREQ=DAILY;BYDAY=MO,TU;COUNT=13207') }
  expect(starts(days, '2026-07-13T00:00', '2026-07-27T00:00', 'UTC')).toEqual(['2026-07-13T07:00', '2026-07-14T07:00', '2026-07-20T07:00'])
})
