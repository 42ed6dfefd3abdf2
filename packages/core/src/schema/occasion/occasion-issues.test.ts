import { expect, test } from 'vitest'
import type { Values } from '../value.js'
import { occasionIssues } from './occasion-issues.js'

const issues = (written: Values, after: Values = written) =>
  occasionIssues(written, after).map(({ path, message }) => [path.join('.'), message])
const day = 86_400_000
const start = Date.parse('2026-06-30T10:00Z')

test('[SCH-3] only what was written is looked at', () => {
  const bad = { timeZone: 'Mars/Base', joinUrl: 'here', repeat: 'FREQ=SECONDLY', repeatExcept: ['soon'], repeatAlso: ['soon'], endAt: 1 }
  expect(issues({}, bad)).toEqual([])
  expect(issues({ name: 'Call' }, bad)).toEqual([])
  expect(issues(bad).map(([path]) => path)).toEqual(['timeZone', 'joinUrl', 'repeat', 'repeatExcept', 'repeatAlso', 'at'])
})

test('[SCH-3] a zone is one that there is, or none', () => {
  expect(issues({ timeZone: 'Mars/Base' })).toEqual([['timeZone', 'There is no time zone Mars/Base. One is Europe/Berlin.']])
  for (const timeZone of [null, 'UTC', 'Asia/Tokyo']) expect(issues({ timeZone })).toEqual([])
})

test('[SEC-8] a join link is an address of the web', () => {
  const wrong = ['ftp://a.example', 'https://', 'https://a b', 'https://a"b', 'javascript:alert(1)', 'see https://a.example']
  for (const joinUrl of wrong) expect(issues({ joinUrl })).toEqual([['joinUrl', 'A join link begins with https:// and has no spaces.']])
  for (const joinUrl of [null, '', 'https://a.example/b?c=1', 'HTTP://a.example']) expect(issues({ joinUrl })).toEqual([])
})

test('[SEC-5] what repeats does so at most 24 times a day', () => {
  const often = [['repeat', 'It repeats at most 24 times a day; choose a rule with fewer times.']]
  const of = (repeat: string) => issues({ repeat }, { repeat, at: start })
  const fine = [
    'FREQ=DAILY',
    'FREQ=HOURLY',
    'FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=0,15,30,45',
    'FREQ=DAILY;BYHOUR=1,2;BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12',
  ]
  for (const repeat of fine) expect(of(repeat)).toEqual([])
  const wrong = ['FREQ=MINUTELY', 'FREQ=SECONDLY', 'FREQ=HOURLY;BYMINUTE=0,30', 'FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,15,30,45,50']
  for (const repeat of wrong) expect(of(repeat)).toEqual(often)
  expect(of('FREQ=DAILY;BYHOUR=1,2;BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12,13')).toEqual(often)
})

test('[SEC-17] a rule that has no time is refused, and one that has seldom any is not', () => {
  const of = (repeat: string) => issues({ repeat }, { repeat, at: start })
  const never = [['repeat', 'The rule has no time in the 40 years after the start. Choose another one.']]
  for (const day of ['BYMONTH=2;BYMONTHDAY=30', 'BYMONTH=4,6;BYMONTHDAY=31', 'BYMONTH=2;BYMONTHDAY=-30'])
    for (const frequency of ['HOURLY', 'DAILY', 'MONTHLY', 'YEARLY']) expect(of(`FREQ=${frequency};${day}`)).toEqual(never)
  expect(of('FREQ=HOURLY;INTERVAL=24;BYHOUR=3')).toEqual(never)
  expect(of('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3')).toEqual(never)
  for (const repeat of ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO', 'FREQ=DAILY;UNTIL=20200101', 'FREQ=YEARLY;INTERVAL=30'])
    expect(of(repeat)).toEqual([])
})

test('[SEC-5] exceptions and added times are wall times, and at most 5000', () => {
  for (const name of ['repeatExcept', 'repeatAlso']) {
    expect(issues({ [name]: ['2026-12-21', '2026-12-21T18:00'] })).toEqual([])
    expect(issues({ [name]: 'soon' })).toEqual([])
    expect(issues({ [name]: ['2026-12-21', `soon ${'x'.repeat(40)}`] })).toEqual([
      [name, `A time is written as 2026-12-21T18:00, a whole day as 2026-12-21; this is soon ${'x'.repeat(35)}.`],
    ])
    expect(issues({ [name]: Array.from({ length: 5000 }, () => '2026-12-21') })).toEqual([])
    expect(issues({ [name]: Array.from({ length: 5001 }, () => '2026-12-21') })).toEqual([
      [name, 'There are at most 5000 such times; end the series and begin another.'],
    ])
  }
})

test('[SCH-3] an end needs a start, and is not before it', () => {
  expect(issues({ endAt: start })).toEqual([['at', 'An end needs a start. Set the start too.']])
  expect(issues({ repeat: 'FREQ=DAILY' })).toEqual([['at', 'What repeats needs a start. Set the start too.']])
  expect(issues({ endAt: start - 1 }, { at: start, endAt: start - 1 })).toEqual([
    ['endAt', 'The end is before the start. Choose a later end.'],
  ])
  expect(issues({ at: start, endAt: start })).toEqual([])
  expect(issues({ at: start })).toEqual([])
})

test('[SCH-3] a last day needs a first day, and is not before it', () => {
  expect(issues({ endDate: '2026-06-30' })).toEqual([['endDate', 'A last day needs a first day. Set the first day, or leave both empty.']])
  expect(issues({ startDate: '2026-06-30', endDate: '2026-06-29' })).toEqual([
    ['endDate', 'The last day is before the first day. Choose a later last day.'],
  ])
  expect(issues({ startDate: '2026-06-30', endDate: '2026-06-30' })).toEqual([])
  expect(issues({ startDate: '2026-06-30' })).toEqual([])
})

test('[SEC-5] nothing lasts 366 days', () => {
  const long = 'It lasts longer than 366 days. Choose an earlier end.'
  expect(issues({ at: start, endAt: start + 366 * day - 1 })).toEqual([])
  expect(issues({ at: start, endAt: start + 366 * day })).toEqual([['endAt', long]])
  expect(issues({ startDate: '2026-01-01', endDate: '2027-01-01' })).toEqual([])
  expect(issues({ startDate: '2026-01-01', endDate: '2027-01-02' })).toEqual([['endDate', long]])
})

test('[SCH-3] beside whole days no other time is written, unless the days are written too', () => {
  const days = { startDate: '2026-06-30', endDate: '2026-06-30' }
  const midnight = Date.parse('2026-06-30T00:00Z')
  const wrong = 'It lasts whole days. Empty its first day to give it a time.'
  expect(issues({ at: start }, { ...days, at: start })).toEqual([['at', wrong]])
  expect(issues({ endAt: start }, { ...days, endAt: start })).toEqual([['endAt', wrong]])
  expect(issues({ at: midnight, endAt: midnight + day }, days)).toEqual([])
  expect(issues({ at: null }, days)).toEqual([])
  expect(issues({ at: start, startDate: days.startDate }, { ...days, at: start })).toEqual([])
  expect(issues({ at: start, endDate: days.endDate }, { ...days, at: start })).toEqual([])
})
