import { parseRule, writeTime } from '@tenure/core/zone'
import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { expect, test } from 'vitest'
import { expandRule } from './expand-rule.js'

const start = Date.parse('2026-11-16T17:00:00Z')
const text = (at: number) => new Date(at).toISOString().slice(0, 16)
function first(rule: string, count: number, from = start): readonly string[] {
  const found: string[] = []
  for (const at of expandRule(parseRule(rule), start, { from })) if (found.push(text(at)) === count) break
  return found
}

test('[SCH-3] the third Monday of each month at five in the afternoon', () => {
  expect(first('FREQ=MONTHLY;BYDAY=3MO', 3)).toEqual(['2026-11-16T17:00', '2026-12-21T17:00', '2027-01-18T17:00'])
  expect(first('FREQ=MONTHLY;BYDAY=3MO', 1, Date.parse('2099-01-01'))).toEqual(['2099-01-19T17:00'])
  expect(first('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 2)).toEqual(['2026-11-30T17:00', '2026-12-31T17:00'])
})

test('[SCH-3] a count counts from the start, however late one begins to look', () => {
  expect(first('FREQ=WEEKLY;COUNT=3', 9, start + 7 * 86_400_000)).toEqual(['2026-11-23T17:00', '2026-11-30T17:00'])
})

test('[SCH-3] rules shorter than a day jump over the days, hours and minutes that they leave out', () => {
  expect(first('FREQ=SECONDLY;BYMONTH=1;BYHOUR=9', 2)).toEqual(['2027-01-01T09:00', '2027-01-01T09:00'])
  expect(first('FREQ=HOURLY;INTERVAL=5;BYHOUR=3', 2)).toEqual(['2026-11-17T03:00', '2026-11-22T03:00'])
  expect(first('FREQ=MINUTELY;INTERVAL=45;BYHOUR=17,18', 4)).toEqual([
    '2026-11-16T17:00',
    '2026-11-16T17:45',
    '2026-11-16T18:30',
    '2026-11-17T17:00',
  ])
})

test.each([
  'FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2',
  'FREQ=SECONDLY;BYMONTHDAY=30;BYMONTH=2',
  'FREQ=SECONDLY;INTERVAL=10000;BYHOUR=3;BYMINUTE=1;BYSECOND=7;BYMONTHDAY=31;BYMONTH=4',
  'FREQ=MINUTELY;INTERVAL=60;BYMINUTE=1',
  'FREQ=SECONDLY;INTERVAL=60;BYSECOND=1',
  'FREQ=HOURLY;INTERVAL=24;BYHOUR=3',
  'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6',
  'FREQ=YEARLY;BYYEARDAY=366;BYMONTHDAY=1',
  'FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2',
  'FREQ=MONTHLY;BYDAY=6MO',
])('[SCH-3] [SEC-5] %s matches nothing and ends', (rule) => {
  expect(first(rule, 1)).toEqual([])
})

test('[SCH-3] a yearly rule is of the month in which it starts only where it says neither months, weeks, weekdays nor days of the year', () => {
  const years = (rule: string) => first(`FREQ=YEARLY;${rule}`, 3).map((day) => day.slice(0, 10))
  expect(years('BYMONTHDAY=7')).toEqual(['2027-11-07', '2028-11-07', '2029-11-07'])
  expect(years('BYMONTHDAY=7;BYMONTH=2')).toEqual(['2027-02-07', '2028-02-07', '2029-02-07'])
  expect(years('BYYEARDAY=1,100')).toEqual(['2027-01-01', '2027-04-10', '2028-01-01'])
  expect(years('BYYEARDAY=1,100;BYDAY=FR')).toEqual(['2027-01-01', '2032-04-09', '2037-04-10'])
  expect(years('BYYEARDAY=100;BYDAY=FR')).toEqual(['2032-04-09', '2037-04-10', '2043-04-10'])
  expect(years('BYMONTH=2;BYDAY=FR')).toEqual(['2027-02-05', '2027-02-12', '2027-02-19'])
  expect(years('BYYEARDAY=1;BYWEEKNO=53')).toEqual(['2027-01-01', '2033-01-01', '2038-01-01'])
  expect(years('BYMONTHDAY=1;BYDAY=FR')).toEqual(['2027-01-01', '2027-10-01', '2028-09-01'])
  expect(years('BYMONTHDAY=1,2;BYWEEKNO=1,53')).toEqual(['2027-01-01', '2027-01-02', '2029-01-01'])
})

test('[SCH-3] every fourth year is the leap day, and in 2100 there is none', () => {
  const leap = first('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 20).map((day) => day.slice(0, 4))
  expect([leap[0], leap.at(-2), leap.at(-1)]).toEqual(['2028', '2104', '2108'])
})

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const few = (from: number, to: number) =>
  fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 4 }).map((list) => list.join())
const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 4 }).map((list) => list.join())
const nth = fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), fc.constantFrom(...weekdays)).map(([place, day]) => `${place}${day}`)
const part = (name: string, values: fc.Arbitrary<string>) => values.map((value) => `;${name}=${value}`)
const maybe = (name: string, values: fc.Arbitrary<string>) => fc.option(part(name, values), { nil: '' })
const interval = maybe('INTERVAL', fc.integer({ min: 1, max: 5 }).map(String))
const hours = maybe('BYHOUR', few(0, 23))
// What the other engine is known to read otherwise (ADR 75) is left out: BYWEEKNO, BYYEARDAY with BYDAY, BYMONTHDAY alone in a year.
const randomRule = fc
  .oneof(
    fc.tuple(fc.constant('FREQ=DAILY'), interval, maybe('BYMONTH', few(1, 12)), maybe('BYDAY', days), hours),
    fc.tuple(fc.constant('FREQ=WEEKLY'), interval, maybe('BYDAY', days), maybe('WKST', fc.constantFrom('MO', 'SU')), hours),
    fc.tuple(
      fc.constant('FREQ=MONTHLY'),
      interval,
      fc.oneof(part('BYMONTHDAY', few(1, 31)), part('BYDAY', nth), part('BYDAY', days)),
      hours,
    ),
    fc.tuple(fc.constant('FREQ=MONTHLY'), interval, part('BYDAY', days), fc.constantFrom(';BYSETPOS=1', ';BYSETPOS=-1', ';BYSETPOS=2')),
    fc.tuple(
      fc.constant('FREQ=YEARLY'),
      interval,
      part('BYMONTH', few(1, 12)),
      // It throws where no month has the day.
      fc.oneof(part('BYMONTHDAY', few(1, 28)), part('BYDAY', nth)),
    ),
    fc.tuple(fc.constant('FREQ=YEARLY'), interval, part('BYDAY', nth)),
    fc.tuple(fc.constant('FREQ=HOURLY'), interval, maybe('BYDAY', days), maybe('BYMINUTE', few(0, 59))),
  )
  .map((parts) => parts.join(''))

test('[SCH-3] random rules have the instances that another engine gives them', () => {
  const seed = Date.now() & 0x7fffffff
  console.info(`seed ${seed}`)
  fc.assert(
    fc.property(randomRule, fc.integer({ min: 0, max: 20_000 }), (rule, hour) => {
      const from = Date.parse('2024-01-01T00:00:00Z') + hour * 3_600_000
      const theirs = new RRuleTemporal({ rruleString: `DTSTART:${writeTime({ at: from, kind: 'utc' })}\nRRULE:${rule};COUNT=12` })
      const ours = [...expandRule(parseRule(`${rule};COUNT=12`), from)]
      expect(ours).toEqual(theirs.all().map((at) => at.epochMilliseconds))
    }),
    { seed, numRuns: 300 },
  )
})
