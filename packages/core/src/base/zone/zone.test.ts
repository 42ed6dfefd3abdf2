import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTenureError } from '../../errors/tenure-error.js'
import { addDays, addPeriods, startOfPeriod } from './calendar-day.js'
import { dayOf, startOfDay } from './zone.js'

const utc = (text: string) => Date.parse(text)
const text = (instant: number) => new Date(instant).toISOString()

test.each([
  ['Europe/Berlin', '2026-03-28', '2026-03-27T23:00:00.000Z', 'the day before clocks go forward'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 'a day of 23 hours'],
  ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z', 'the day after'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 'a day of 25 hours'],
  ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z', 'the day after'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', 'midnight was left out'],
  ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z', 'the hour before midnight came twice'],
  ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', 'the last day east of the date line'],
  ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 'a day that never was begins with the next'],
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', 'the first day west of the date line'],
  ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z', 'three quarters of an hour'],
  ['Africa/Monrovia', '1972-01-07', '1972-01-07T00:44:30.000Z', 'an offset with seconds'],
  ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z', 'midnight was left out'],
  ['UTC', '2024-02-29', '2024-02-29T00:00:00.000Z', 'a leap day'],
])('[VIEW-9] in %s the day %s begins at %s (%s)', (zone, day, start) => {
  expect(text(startOfDay(day, zone))).toBe(start)
})

test('[VIEW-9] the instant before a day begins is of an earlier day, and the instant itself is of that day', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  const zones = [
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Gaza',
    'UTC',
  ]
  const day = fc.integer({ min: 0, max: 25_000 }).map((count) => addDays('1970-01-02', count))
  fc.assert(
    fc.property(fc.constantFrom(...zones), day, (zone, wanted) => {
      const start = startOfDay(wanted, zone)
      expect(dayOf(start - 1, zone) < wanted).toBe(true)
      expect(dayOf(start, zone)).toBe(zone === 'Pacific/Apia' && wanted === '2011-12-30' ? '2011-12-31' : wanted)
    }),
    { seed, numRuns: 1500 },
  )
})

test.each([
  ['Europe/Berlin', '2026-03-29T21:59:59.999Z', '2026-03-29'],
  ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30'],
  ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
  ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
  ['America/Los_Angeles', '1969-12-31T23:59:59.500Z', '1969-12-31'],
])('[VIEW-9] in %s it is at %s the day %s', (zone, instant, day) => {
  expect(dayOf(utc(instant), zone)).toBe(day)
})

test.each([
  ['2024-02-28', 2, '2024-03-01'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-03-29', 1, '2026-03-30'],
  ['9999-12-31', 0, '9999-12-31'],
])('[VIEW-9] %s and %i days is %s', (day, count, expected) => {
  expect(addDays(day, count)).toBe(expected)
})

test.each([
  ['2026-11-21', 'day', '2026-11-21', '2026-11-22'],
  ['2026-11-21', 'week', '2026-11-16', '2026-11-23'],
  ['2026-11-16', 'week', '2026-11-16', '2026-11-23'],
  ['2026-11-22', 'week', '2026-11-16', '2026-11-23'],
  ['2021-01-03', 'week', '2020-12-28', '2021-01-04'],
  ['2026-11-21', 'month', '2026-11-01', '2026-12-01'],
  ['2026-12-31', 'month', '2026-12-01', '2027-01-01'],
  ['2026-11-21', 'quarter', '2026-10-01', '2027-01-01'],
  ['2026-03-31', 'quarter', '2026-01-01', '2026-04-01'],
  ['2024-02-29', 'year', '2024-01-01', '2025-01-01'],
] as const)('[FLT-5] the %s is in the %s that begins on %s and ends before %s', (day, period, start, end) => {
  expect(startOfPeriod(day, period)).toBe(start)
  expect(addPeriods(start, period, 1)).toBe(end)
  expect(addPeriods(end, period, -1)).toBe(start)
})

test('[FLT-5] a month that is too short ends the count', () => {
  expect(addPeriods('2026-01-31', 'month', 1)).toBe('2026-02-28')
  expect(addPeriods('2024-02-29', 'year', 1)).toBe('2025-02-28')
})

test('[VIEW-9] a zone that does not exist is refused by name', () => {
  const refused = (() => {
    try {
      return dayOf(0, 'Mars/Olympus')
    } catch (error) {
      return isTenureError(error) ? error.problem : error
    }
  })()
  expect(refused).toMatchObject({ code: 'input.invalid', message: expect.stringContaining('Mars/Olympus') })
})
