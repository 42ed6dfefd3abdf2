import { afterEach, expect, test, vi } from 'vitest'
import { isZone, offsetAt, toInstant } from './zoned-time.js'

const hour = 3_600_000
afterEach(() => vi.restoreAllMocks())

test('the offset of a day is asked of the formatter once, that of a day on which clocks change at each instant', () => {
  const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts')
  const usual = ['2023-05-01', '2023-05-02', '2023-05-03'].map((day) => Date.parse(day))
  for (let round = 0; round < 5; round++) for (const day of usual) expect(offsetAt(day + round * hour, 'America/New_York')).toBe(-4 * hour)
  expect(asked).toHaveBeenCalledTimes(6)
  const change = Date.parse('2023-03-12')
  expect([6, 7].map((at) => offsetAt(change + at * hour, 'America/New_York'))).toEqual([-5 * hour, -4 * hour])
})

test('[SDK-11] an instant is that of its zone, or of the offset that the cell names', () => {
  const noon = { day: '2023-05-01', milliseconds: 12 * hour }
  expect(toInstant(noon, 'UTC')).toBe(Date.parse('2023-05-01T12:00:00Z'))
  expect(toInstant(noon, 'America/New_York')).toBe(Date.parse('2023-05-01T16:00:00Z'))
  expect(toInstant({ ...noon, offsetMinutes: -90 }, 'America/New_York')).toBe(Date.parse('2023-05-01T13:30:00Z'))
  expect(toInstant({ day: '2023-03-12', milliseconds: 2.5 * hour }, 'America/New_York')).toBe(Date.parse('2023-03-12T07:30:00Z'))
  expect(toInstant({ day: '2023-11-05', milliseconds: 1.5 * hour }, 'America/New_York')).toBe(Date.parse('2023-11-05T05:30:00Z'))
})

test('[SDK-11] a zone is one that the runtime knows', () => {
  expect(['Europe/Berlin', 'UTC', 'Europe/Atlantis', ''].map(isZone)).toEqual([true, true, false, false])
})
