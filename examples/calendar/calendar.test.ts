import { expect, test, vi } from 'vitest'

test('[SCH-3] [SCH-4] the example prints when a meeting is, in words and as a calendar', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  await import('./calendar.js')
  expect(lines).toEqual([
    'every month on the third Monday at 17:00',
    'jeden Monat am dritten Montag um 17:00 Uhr',
    '2026-11-16T16:00:00.000Z',
    '2027-01-18T16:00:00.000Z',
    '2027-02-15T16:00:00.000Z',
    '2027-03-15T16:00:00.000Z',
    '2027-04-19T15:00:00.000Z',
    'Then 2027-05-17T15:00:00.000Z',
    'Quarterly review: 0 lines rejected',
  ])
})
