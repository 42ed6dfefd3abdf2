import { expect, test } from 'vitest'
import { daysShown, firstDayOf, stepDay, weekNumber } from './days.js'

const monday = { firstDay: 1, hidesWeekends: false }

test('[SCH-1] weeks begin on the day that the language has, unless the settings say another', () => {
  expect(['de-DE', 'en-GB', 'en-US', 'ar-EG'].map(firstDayOf)).toEqual([1, 1, 0, 6])
  expect(daysShown('2026-11-18', 'week', monday)).toEqual([16, 17, 18, 19, 20, 21, 22].map((day) => `2026-11-${day}`))
  expect(daysShown('2026-11-18', 'week', { ...monday, firstDay: 0 })[0]).toBe('2026-11-15')
  expect(daysShown('2026-11-15', 'week', { ...monday, firstDay: 6 })[0]).toBe('2026-11-14')
})
test('[SCH-1] weekends are hidden in week and month, and a day is shown all the same', () => {
  const hidden = { firstDay: 0, hidesWeekends: true }
  expect(daysShown('2026-11-22', 'week', hidden)).toEqual([23, 24, 25, 26, 27].map((day) => `2026-11-${day}`))
  expect(daysShown('2026-11-22', 'day', hidden)).toEqual(['2026-11-22'])
  expect(daysShown('2026-11-22', 'month', hidden)).toHaveLength(25)
})
test('[SCH-1] a month is its whole weeks, and back and forward go by what is in view', () => {
  const days = daysShown('2026-11-18', 'month', monday)
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
  expect([stepDay('2026-03-31', 'month', -1), stepDay('2026-12-30', 'week', 1), stepDay('2026-03-01', 'day', -1)]).toEqual([
    '2026-02-01',
    '2027-01-06',
    '2026-02-28',
  ])
  expect(['2026-11-17', '2027-01-01', '2026-12-28'].map((day) => weekNumber([day]))).toEqual([47, 53, 53])
})
test('[SCH-1] the number of a week is that of most of its days, whichever it begins on', () => {
  const numberOf = (firstDay: number, hidesWeekends = false) => weekNumber(daysShown('2026-11-25', 'week', { firstDay, hidesWeekends }))
  expect([0, 1, 6].map((firstDay) => numberOf(firstDay))).toEqual([48, 48, 48])
  expect([0, 1, 6].map((firstDay) => numberOf(firstDay, true))).toEqual([48, 48, 48])
})
