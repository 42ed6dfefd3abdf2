import { expect, test } from 'vitest'
import { toInstant } from './zoned-time.js'

const hour = 3_600_000

test('[SDK-11] an instant is that of its zone, or of the offset that the cell names', () => {
  const noon = { day: '2023-05-01', milliseconds: 12 * hour }
  expect(toInstant(noon, 'UTC')).toBe(Date.parse('2023-05-01T12:00:00Z'))
  expect(toInstant(noon, 'America/New_York')).toBe(Date.parse('2023-05-01T16:00:00Z'))
  expect(toInstant({ ...noon, offsetMinutes: -90 }, 'America/New_York')).toBe(Date.parse('2023-05-01T13:30:00Z'))
  expect(toInstant({ day: '2023-03-12', milliseconds: 2.5 * hour }, 'America/New_York')).toBe(Date.parse('2023-03-12T07:30:00Z'))
  expect(toInstant({ day: '2023-11-05', milliseconds: 1.5 * hour }, 'America/New_York')).toBe(Date.parse('2023-11-05T05:30:00Z'))
})
