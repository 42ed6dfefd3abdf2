import { parseRule, writeRule } from '@tenure/core/zone'
import { expect, test } from 'vitest'
import { fromForm, type RuleForm, toForm } from './rule-form.js'
import { ruleWords } from './rule-words.js'

const start = Date.parse('2026-11-16T17:00:00Z')

test.each([
  ['FREQ=DAILY', 'every day at 17:00', 'jeden Tag um 17:00 Uhr'],
  ['FREQ=WEEKLY;INTERVAL=2', 'every 2 weeks on Monday at 17:00', 'alle 2 Wochen am Montag um 17:00 Uhr'],
  [
    'FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10',
    'every week on Monday, Wednesday and Friday at 17:00, 10 times',
    'jede Woche am Montag, Mittwoch und Freitag um 17:00 Uhr, 10 Mal',
  ],
  ['FREQ=MONTHLY;BYDAY=3MO', 'every month on the third Monday at 17:00', 'jeden Monat am dritten Montag um 17:00 Uhr'],
  [
    'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231',
    'every month on the last Friday at 17:00, until 31 December 2027',
    'jeden Monat am letzten Freitag um 17:00 Uhr, bis 31. Dezember 2027',
  ],
  ['FREQ=MONTHLY', 'every month on the 16th at 17:00', 'jeden Monat am 16. um 17:00 Uhr'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day at 17:00', 'jeden Monat am letzten Tag um 17:00 Uhr'],
  ['FREQ=YEARLY', 'every year on the 16th of November at 17:00', 'jedes Jahr am 16. November um 17:00 Uhr'],
  [
    'FREQ=YEARLY;BYMONTH=3;BYDAY=2TU',
    'every year on the second Tuesday in March at 17:00',
    'jedes Jahr am zweiten Dienstag im März um 17:00 Uhr',
  ],
  ['FREQ=YEARLY;BYWEEKNO=20', 'every year on Monday in week 20 at 17:00', 'jedes Jahr am Montag in Woche 20 um 17:00 Uhr'],
  ['FREQ=YEARLY;BYYEARDAY=100', 'every year on the 100th day of the year at 17:00', 'jedes Jahr am 100. Tag des Jahres um 17:00 Uhr'],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
    'every month on Monday and Tuesday at 17:00 (only the last of these)',
    'jeden Monat am Montag und Dienstag um 17:00 Uhr (davon nur am letzten)',
  ],
  ['FREQ=DAILY;BYHOUR=9,15;BYMINUTE=30', 'every day at 9:30 and 15:30', 'jeden Tag um 9:30 und 15:30 Uhr'],
  ['FREQ=HOURLY;INTERVAL=3;BYHOUR=9,12', 'every 3 hours in hour 9 and 12', 'alle 3 Stunden in Stunde 9 und 12'],
])('[SCH-3] %s is “%s”, in German “%s”', (rule, english, german) => {
  expect(ruleWords(parseRule(rule), { locale: 'en-US', start })).toBe(english)
  expect(ruleWords(parseRule(rule), { locale: 'de-CH', start })).toBe(german)
})

test('[SCH-3] whole days have no time of day', () => {
  expect(ruleWords(parseRule('FREQ=DAILY'), { locale: 'en', start, isAllDay: true })).toBe('every day')
})

test('[SCH-3] without a start the words say only what the rule says', () => {
  const words = (rule: string) => ruleWords(parseRule(rule), { locale: 'en' })
  expect(words('FREQ=MONTHLY;BYDAY=3MO')).toBe('every month on the third Monday')
  expect(words('FREQ=WEEKLY;INTERVAL=2;COUNT=3')).toBe('every 2 weeks, 3 times')
  expect([words('FREQ=YEARLY'), words('FREQ=DAILY;BYHOUR=9')]).toEqual(['every year', 'every day at 9:00'])
})

test.each<[RuleForm, string]>([
  [{ every: 3, unit: 'day', end: 'never' }, 'FREQ=DAILY;INTERVAL=3'],
  [{ every: 1, unit: 'week', weekdays: [1, 4], end: { after: 5 } }, 'FREQ=WEEKLY;COUNT=5;BYDAY=MO,TH'],
  [{ every: 1, unit: 'month', on: { nth: 3, weekday: 1 }, end: { until: '2027-12-31' } }, 'FREQ=MONTHLY;UNTIL=20271231;BYDAY=3MO'],
  [{ every: 2, unit: 'month', on: { day: -1 }, end: 'never' }, 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1'],
  [{ every: 1, unit: 'year', end: 'never' }, 'FREQ=YEARLY'],
])('[TSK-5] the form %j says a rule, and the rule is the form again', (form, rule) => {
  expect(writeRule(fromForm(form))).toBe(rule)
  expect(toForm(parseRule(rule))).toEqual(form)
})

test('[TSK-5] a rule that says more than a form has none', () => {
  const more = [
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=3',
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'FREQ=YEARLY;BYMONTH=3',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1',
  ]
  expect(more.map((rule) => toForm(parseRule(rule)))).toEqual(more.map(() => undefined))
  expect(toForm(parseRule('FREQ=WEEKLY;WKST=SU;UNTIL=20271231T160000Z'))).toEqual({ every: 1, unit: 'week', end: { until: '2027-12-31' } })
})
