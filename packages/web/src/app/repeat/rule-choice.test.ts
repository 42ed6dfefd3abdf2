import { expect, test } from 'vitest'
import { formOf, monthDayOf, monthDays, ruleOf, ruleOfUnit, unitOf } from './rule-choice.js'
import { nextTimes, ruleText } from './rule-text.js'

const start = { at: Date.parse('2026-11-16T17:00:00Z'), timeZone: 'Europe/Lisbon' }

test('[TSK-1] the form of a rule offers the days of the month that its start can mean, in both languages', () => {
  const form = formOf('FREQ=MONTHLY') ?? expect.unreachable()
  expect(monthDays(form, start, 'en').map(({ label }) => label)).toEqual(['on the 16th', 'on the third Monday', 'on the last day'])
  expect(monthDays(form, start, 'de').map(({ label }) => label)).toEqual(['am 16.', 'am dritten Montag', 'am letzten Tag'])
  expect(monthDayOf(form, start)).toBe('day 16')
  const last = { ...start, at: Date.parse('2026-11-30T17:00:00Z') }
  expect(monthDays({ ...form, on: { nth: 2, weekday: 5 } }, last, 'en').map(({ value }) => value)).toEqual([
    'day 30',
    'weekday -1 1',
    'day -1',
    'weekday 2 5',
  ])
})

test('[TSK-1] another unit keeps how often and until when, and begins with the day of the start', () => {
  const form = formOf('FREQ=DAILY;INTERVAL=2;COUNT=4')
  expect(ruleOfUnit('week', form, start)).toBe('FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=MO')
  expect(ruleOfUnit('month', undefined, start)).toBe('FREQ=MONTHLY;BYMONTHDAY=16')
  expect([unitOf(null), unitOf('FREQ=YEARLY'), unitOf('FREQ=HOURLY'), unitOf('nonsense')]).toEqual(['never', 'year', 'other', 'other'])
  expect(ruleOf(formOf('FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270101') ?? expect.unreachable())).toBe('FREQ=WEEKLY;UNTIL=20270101;BYDAY=MO,TH')
})

test('[TSK-1] a rule is said in words with its next times; what is no rule is said as it is', () => {
  expect(ruleText('FREQ=MONTHLY;BYDAY=3MO', 'en-GB', start)).toBe('every month on the third Monday at 17:00')
  expect(ruleText('FREQ=DAILY', 'en-GB', { ...start, at: start.at + 8_000 })).toBe('every day at 17:00')
  expect(ruleText('FREQ=MONTHLY;BYDAY=3MO', 'de')).toBe('jeden Monat am dritten Montag')
  expect(ruleText('now and then', 'en')).toBe('now and then')
  const days = (rule: string) => nextTimes(rule, start, 3).map((at) => new Date(at).toISOString().slice(0, 10))
  expect(days('FREQ=MONTHLY;BYDAY=3MO')).toEqual(['2026-12-21', '2027-01-18', '2027-02-15'])
  expect([days('FREQ=WEEKLY;COUNT=2'), days('FREQ=WEEKLY;UNTIL=20261116'), days('nonsense')]).toEqual([['2026-11-23'], [], []])
})
