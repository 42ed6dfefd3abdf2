import { expect, test } from 'vitest'
import type { Duration } from '../base/duration.js'
import { isTenureError, type Problem } from '../errors/tenure-error.js'
import { bindFilter } from './bind.js'
import type { FilterData } from './filter-data.js'
import { envOf } from './test-bind-env.js'

const utc = (text: string) => Date.parse(text)
const day = (test: string, value: unknown) => ({ atom: 0, test, property: 'renewalDate', kind: 'date', value })
const instant = (test: string, value: unknown) => ({ atom: 0, test, property: 'createdAt', kind: 'datetime', value })
const bound = (test: object, property: string) => bindFilter({ ...test, property: `company.${property}` } as FilterData, 'company', envOf())
const ofDay = (test: object) => bound(test, 'renewalDate').value
const ofInstant = (test: object) => bound(test, 'createdAt').value
function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (isTenureError(error)) return error.problem
    throw error
  }
  throw new Error('It was not refused.')
}
const refused = (message: string, ...path: readonly string[]): Problem => ({
  ...{ code: 'input.invalid', message, details: { issues: [{ path, message }] } },
})

test('[FLT-1] a day is compared with a day as it is, an instant with the midnights of the day', () => {
  const value = '2026-03-29'
  const start = utc('2026-03-28T23:00Z')
  const end = utc('2026-03-29T22:00Z')
  expect(['before', 'after', 'on'].map((test) => ofDay({ test, value }))).toEqual([
    day('less', value),
    day('more', value),
    day('is', value),
  ])
  expect(ofInstant({ test: 'before', value })).toEqual(instant('less', start))
  expect(ofInstant({ test: 'after', value })).toEqual(instant('at-least', end))
  expect(ofInstant({ test: 'on', value })).toEqual({ all: [instant('at-least', start), instant('less', end)] })
  expect(ofDay({ test: 'between', from: value, to: '2026-03-30' })).toEqual({ all: [day('at-least', value), day('at-most', '2026-03-30')] })
  expect(ofInstant({ test: 'between', from: value, to: value })).toEqual({ all: [instant('at-least', start), instant('less', end)] })
})

test('[FLT-1] an instant is compared with an instant as it is, but for the whole of its day', () => {
  const value = utc('2026-03-29T10:15Z')
  expect(ofInstant({ test: 'before', value })).toEqual(instant('less', value))
  expect(ofInstant({ test: 'after', value })).toEqual(instant('more', value))
  expect(ofInstant({ test: 'between', from: value, to: value + 5 })).toEqual({
    all: [instant('at-least', value), instant('at-most', value + 5)],
  })
  expect(ofInstant({ test: 'on', value })).toEqual({
    all: [instant('at-least', utc('2026-03-28T23:00Z')), instant('less', utc('2026-03-29T22:00Z'))],
  })
})

test('[FLT-5] spans in days count whole days around today', () => {
  const span = { days: 3 }
  expect(ofDay({ test: 'in-last', span })).toEqual({ all: [day('at-least', '2026-11-18'), day('at-most', '2026-11-21')] })
  expect(ofDay({ test: 'in-next', span })).toEqual({ all: [day('at-least', '2026-11-21'), day('at-most', '2026-11-24')] })
  expect(ofDay({ test: 'before-last', span })).toEqual(day('less', '2026-11-18'))
  expect(ofDay({ test: 'after-next', span })).toEqual(day('more', '2026-11-24'))
  expect(ofInstant({ test: 'before-last', span })).toEqual(instant('less', utc('2026-11-17T23:00Z')))
  expect(ofInstant({ test: 'after-next', span })).toEqual(instant('at-least', utc('2026-11-24T23:00Z')))
  expect(bound({ test: 'in-last', span }, 'renewalDate').until).toBe(utc('2026-11-21T23:00Z'))
})

test('[FLT-5] spans in milliseconds count whole minutes around this one', () => {
  const span = { ms: 90_000 }
  const minute = utc('2026-11-21T20:30Z')
  expect(ofInstant({ test: 'in-last', span })).toEqual({ all: [instant('at-least', minute - 90_000), instant('less', minute + 60_000)] })
  expect(ofInstant({ test: 'in-next', span })).toEqual({ all: [instant('at-least', minute), instant('less', minute + 150_000)] })
  expect(ofInstant({ test: 'before-last', span })).toEqual(instant('less', minute - 90_000))
  expect(ofInstant({ test: 'after-next', span })).toEqual(instant('at-least', minute + 150_000))
  expect(bound({ test: 'in-last', span }, 'createdAt').until).toBe(minute + 60_000)
})

test('[FLT-5] a period is the whole one around today, moved by as many as asked', () => {
  const period = (name: string, shift: number) => {
    const { value, until } = bound({ test: 'in-period', period: name, shift }, 'renewalDate')
    return [...('all' in value ? value.all : []).map((part) => 'value' in part && part.value), until]
  }
  expect(period('week', 0)).toEqual(['2026-11-16', '2026-11-22', utc('2026-11-22T23:00Z')])
  expect(period('month', -1)).toEqual(['2026-10-01', '2026-10-31', utc('2026-11-30T23:00Z')])
  expect(period('year', 1)).toEqual(['2027-01-01', '2027-12-31', utc('2026-12-31T23:00Z')])
})

test('[FLT-1] a span is a whole number of days or of milliseconds, up to 100,000 days', () => {
  const spans: readonly Duration[] = [{ days: 0 }, { days: 100_000 }, { ms: 0 }, { ms: 8_640_000_000_000 }]
  for (const span of spans) expect(ofInstant({ test: 'in-last', span })).toHaveProperty('all')
  const message = 'A span is a whole number of days, at most 100000, or as many milliseconds: { "days": 30 }.'
  const wrong: readonly Duration[] = [{ days: 100_001 }, { ms: 8_640_000_000_001 }, { days: -1 }, { ms: 0.5 }, { days: 1, ms: 1 }, {}]
  for (const span of wrong) expect(problemOf(() => ofInstant({ test: 'in-last', span }))).toEqual(refused(message, 'span'))
  expect(problemOf(() => ofDay({ test: 'in-next', span: { ms: 5 } }))).toEqual(
    refused('renewalDate is a calendar day, so that the span of in-next is given in days, not in milliseconds.', 'span'),
  )
})

test('[FLT-1] a change counts since the start of a day, or since so many milliseconds before this minute', () => {
  const since = (span: Duration) => bound({ test: 'changed-in-last', span }, 'name')
  const changed = { atom: 0, test: 'changed', property: 'name', kind: 'string' }
  expect(since({ days: 2 })).toEqual({ value: { ...changed, since: utc('2026-11-18T23:00Z') }, until: utc('2026-11-21T23:00Z') })
  expect(since({ ms: 1 })).toEqual({ value: { ...changed, since: utc('2026-11-21T20:30Z') - 1 }, until: utc('2026-11-21T20:31Z') })
})

test('[FLT-1] two days or two instants of one record are compared with each other', () => {
  const precedes = (property: string, other: string, orEqual: boolean) => ({
    ...{ atom: 0, test: 'before-property', property, kind: 'date', other, orEqual },
  })
  const compared = (test: string) => ofDay({ test, other: 'company.startDate' })
  expect(compared('before-property')).toEqual(precedes('renewalDate', 'startDate', false))
  expect(compared('after-property')).toEqual(precedes('startDate', 'renewalDate', false))
  expect(compared('on-property')).toEqual({
    all: [precedes('renewalDate', 'startDate', true), precedes('startDate', 'renewalDate', true)],
  })
  const linked = bound({ test: 'before-property', other: 'company.deals.openedDate' }, 'deals.closeDate').value
  expect(linked).toMatchObject({ test: 'first', where: precedes('closeDate', 'openedDate', false) })
})

test('[FLT-1] days and instants, and days of two records, are not compared with each other', () => {
  expect(problemOf(() => ofDay({ test: 'before-property', other: 'company.createdAt' }))).toEqual(
    refused('renewalDate is of the kind date and company.createdAt of the kind datetime; two of one kind can be compared.', 'other'),
  )
  expect(problemOf(() => ofDay({ test: 'on-property', other: 'company.deals.closeDate' }))).toEqual(
    refused('company.deals.closeDate is of another record; two properties of one record can be compared.', 'other'),
  )
})
