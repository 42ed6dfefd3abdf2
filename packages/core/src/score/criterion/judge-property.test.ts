import { expect, test } from 'vitest'
import { measure } from '../engine/measure.js'
import { aGroup, aPlace, compiled, facts, issuesOf } from '../engine/test-profile.js'
import { toPoints, toUnits } from '../engine/units.js'
import type { DateCriterion, NumberCriterion, PropertyCriterion, SegmentCriterion } from '../model/criterion.js'
import { judgeDate, judgeNumber, judgeProperty, judgeSegment, numberIn } from './judge-property.js'

const now = Date.parse('2026-07-01T12:00:00Z')
/** Earns the number itself, from 0 to 49. */
const itself = Array.from({ length: 50 }, (_, points) => ({ from: points, to: points + 1, points }))
const day = 86_400_000
const midnight = now + day / 2
const pointsOf = (criterion: object, values: Parameters<typeof facts>[0], rest: object = {}) => {
  const measured = measure(compiled([aGroup('g', 100, [{ id: 'c', name: 'C', ...criterion }], rest)]), facts(values), now)
  return measured && toPoints(measured.total)
}

test('[HS-3] of the tests of a property the first that holds counts, and no later one', () => {
  const is = (value: string) => ({ test: 'is', property: 'company.industry', value })
  const cases = [
    { test: is('Air'), points: 10 },
    { test: { test: 'any', filters: [is('Air'), is('Rail')] }, points: 40 },
    { test: is('Rail'), points: 1 },
  ]
  const industry = (value: string) => pointsOf({ kind: 'property', property: 'company.industry', cases }, { industry: value })
  expect(['Air', 'Rail', 'Road'].map(industry)).toEqual([10, 40, 0])
})

test('[HS-3] whole days count since a date, or until it', () => {
  const counted = (count: string, renewalDate: string) =>
    pointsOf({ kind: 'date', property: 'company.renewalDate', count, ranges: itself }, { renewalDate })
  expect(['2026-06-11', '2026-07-01', '2026-07-21'].map((date) => counted('since', date))).toEqual([20, 0, 0])
  expect(['2026-06-11', '2026-07-01', '2026-07-21'].map((date) => counted('until', date))).toEqual([0, 0, 20])
})

test('[HS-3] a segment earns one number of points inside and another one outside', () => {
  const filter = { test: 'is', property: 'company.industry', value: 'Air' }
  const segment = { kind: 'segment', segment: 'Air', filter, inside: 20, outside: -5 }
  const at = (industry: string) => pointsOf(segment, { industry }, { start: 50 })
  expect([at('Air'), at('Rail')]).toEqual([70, 45])
})

const ofProperty = (property: string, ...tests: readonly object[]) => {
  const cases = tests.map((test, at) => ({ test: { property, ...test }, points: at + 1 }))
  const criterion = { kind: 'property', id: 'c', name: 'C', property, cases } as unknown as PropertyCriterion
  const place = aPlace()
  return { ...judgeProperty(place, criterion), needs: place.needs }
}

test('[HS-6] a property without a value is missing, unless a test asks whether it is known', () => {
  const industry = 'company.industry'
  const known = { test: 'is-known', property: industry }
  const air = { test: 'is', property: industry, value: 'Air' }
  const units = (...tests: readonly object[]) => ofProperty(industry, ...tests).judge(facts({ industry: null }), now).units
  expect([units(air), units({ test: 'not', filter: air }), units({ test: 'any', filters: [air] })]).toEqual(Array(3).fill(undefined))
  expect([units({ ...air, missing: false }), units(air, { ...air, missing: true })]).toEqual([undefined, toUnits(2)])
  expect([units(known), units({ test: 'is-unknown' }), units({ test: 'not', filter: known })]).toEqual([0, toUnits(1), toUnits(1)])
  expect(units({ test: 'all', filters: [air, { test: 'any', filters: [known, air] }] })).toBe(0)
  expect(ofProperty(industry, air).judge(facts({}), now)).toEqual({ units: undefined })
  expect(ofProperty('company.a', { test: 'is', value: 0 }).judge(facts({ a: 0 }), now).units).toBe(toUnits(1))
})

test('[HS-8] a test of a property on days may change at midnight, and one before which another holds does not count', () => {
  const date = 'company.renewalDate'
  const soon = { test: 'in-next', span: { days: 2 } }
  const fixed = { test: 'before', value: '2026-07-01' }
  const until = (renewalDate: string, ...tests: readonly object[]) => ofProperty(date, ...tests).judge(facts({ renewalDate }), now)
  expect(until('2026-07-02', soon)).toEqual({ units: toUnits(1), until: midnight })
  expect(until('2026-06-30', fixed, soon)).toEqual({ units: toUnits(1), until: undefined })
  expect(until('2026-07-03', fixed, soon)).toEqual({ units: toUnits(2), until: midnight })
  expect(until('2026-07-30', soon, fixed)).toEqual({ units: 0, until: midnight })
})

test('[HS-7] [HS-8] a criterion of a property explains itself by its value, which it needs', () => {
  const { inputs, needs } = ofProperty('company.industry', { test: 'is', value: 'Air' })
  const values = [{ industry: 'Rail' }, {}].map((known) => inputs(facts(known), now))
  expect(values).toEqual([
    [{ of: 'property', property: 'company.industry', value: 'Rail' }],
    [{ of: 'property', property: 'company.industry', value: null }],
  ])
  expect([...needs.properties]).toEqual(['industry'])
})

const ofNumber = (property: string, currency?: string) => {
  const criterion = { kind: 'number', id: 'c', name: 'C', property, bound: 'above', ranges: itself, ...(currency && { currency }) }
  const place = aPlace()
  return { ...judgeNumber(place, criterion as NumberCriterion), needs: place.needs }
}

test('[HS-3] [HS-6] an amount counts in its own currency, and any where the criterion names none', () => {
  const units = (currency: string | undefined, arr: Parameters<typeof facts>[0][string]) =>
    ofNumber('company.arr', currency).judge(facts({ arr }), now).units
  const eur = { amount: '12', currency: 'EUR' }
  expect([units(undefined, eur), units('EUR', eur), units('USD', eur), units('EUR', null)]).toEqual([
    ...[toUnits(12), toUnits(12), undefined, undefined],
  ])
  expect([numberIn(7, 'EUR'), numberIn('7', undefined), numberIn(['7'], undefined), numberIn({ from: 1 }, undefined)]).toEqual([
    ...[7, undefined, undefined, undefined],
  ])
  expect(ofNumber('company.a').judge(facts({}), now)).toEqual({ units: undefined })
})

test('[HS-7] [HS-8] a criterion of a number explains itself by its value, which it needs', () => {
  const { inputs, needs } = ofNumber('company.a')
  expect([inputs(facts({ a: 3 }), now), inputs(facts({}), now)]).toEqual([
    [{ of: 'property', property: 'company.a', value: 3 }],
    [{ of: 'property', property: 'company.a', value: null }],
  ])
  expect([...needs.properties]).toEqual(['a'])
})

test('[HS-3] only numbers have ranges of a number, and only dates have days', () => {
  const date = (property: string) => () => ofDate(property, 'since', itself)
  expect(issuesOf(() => ofNumber('company.industry'))).toEqual([
    { path: ['property'], message: 'company.industry is no number and no amount of money.' },
  ])
  expect(issuesOf(date('company.a'))).toEqual([{ path: ['property'], message: 'company.a is no date.' }])
  expect(issuesOf(() => ofNumber('ticket.a'))).toEqual([{ path: ['property'], message: 'There is no property ticket.a of Company.' }])
  expect(['company.arr', 'company.a'].map((name) => ofNumber(name).needs.properties.size)).toEqual([1, 1])
  expect(['company.renewalDate', 'company.createdAt'].map((name) => [...ofDate(name, 'since', itself).needs.properties])).toEqual([
    ...[['renewalDate'], ['createdAt']],
  ])
})

const ofDate = (property: string, count: 'since' | 'until', ranges: readonly object[]) => {
  const place = aPlace()
  const criterion = { kind: 'date', id: 'c', name: 'C', property, count, bound: 'above', ranges } as DateCriterion
  return { ...judgeDate(place, criterion), needs: place.needs }
}
const fromThree = [{ from: 3, points: 1 }]
const upToThree = [{ to: 3, points: 1 }]

test('[HS-8] days since a date are counted once more at midnight, and the clock says when they reach another range', () => {
  const judged = (renewalDate: string) => ofDate('company.renewalDate', 'since', fromThree).judge(facts({ renewalDate }), now)
  expect(judged('2026-06-29')).toEqual({ units: 0, until: midnight })
  expect(judged('2026-07-02')).toEqual({ units: 0, until: midnight + 3 * day })
  expect(judged('2026-06-28')).toEqual({ units: toUnits(1) })
  const until = (renewalDate: string) => ofDate('company.renewalDate', 'until', upToThree).judge(facts({ renewalDate }), now)
  expect([until('2026-07-04'), until('2026-07-03'), until('2026-07-10')]).toEqual([
    ...[{ units: 0, until: midnight }, { units: toUnits(1) }, { units: 0, until: midnight + 6 * day }],
  ])
})

test('[HS-8] days since an instant, or until it, are counted from the instant itself', () => {
  const judge = (count: 'since' | 'until', ranges: readonly object[], createdAt: number, at = now) =>
    ofDate('company.createdAt', count, ranges).judge(facts({ createdAt }), at)
  expect(judge('since', fromThree, now - 3 * day)).toEqual({ units: toUnits(1) })
  expect(judge('since', fromThree, now - 3 * day + 1)).toEqual({ units: 0, until: now + 1 })
  expect(judge('until', upToThree, now + 3 * day - 1)).toEqual({ units: toUnits(1) })
  const later = judge('until', upToThree, now + 3 * day)
  expect(later).toEqual({ units: 0, until: now + 1 })
  expect(judge('until', upToThree, now + 3 * day, later.until)).toEqual({ units: toUnits(1) })
})

test('[HS-6] [HS-7] a date without a value is missing, and the criterion explains itself by it', () => {
  const { judge, inputs } = ofDate('company.renewalDate', 'since', itself)
  expect([judge(facts({}), now), judge(facts({ renewalDate: null }), now)]).toEqual([{ units: undefined }, { units: undefined }])
  const renewalDate = '2026-07-04'
  expect([inputs(facts({ renewalDate }), now), inputs(facts({}), now)]).toEqual([
    [{ of: 'property', property: 'company.renewalDate', value: renewalDate }],
    [{ of: 'property', property: 'company.renewalDate', value: null }],
  ])
})

test('[HS-7] [HS-8] a segment explains itself by whether the customer is in it, and says what it looks at and when that moves', () => {
  const soon = { test: 'in-next', property: 'company.renewalDate', span: { days: 2 } }
  const filters = [soon, { test: 'some', link: 'company.tickets', filter: { test: 'is-known', property: 'ticket.closedAt' } }]
  const criterion = { kind: 'segment', id: 'c', name: 'C', segment: 'Soon', filter: { test: 'any', filters }, inside: 2, outside: -1 }
  const place = aPlace()
  const { judge, inputs } = judgeSegment(place, criterion as unknown as SegmentCriterion)
  const said = { of: 'segment', segment: 'Soon', properties: ['renewalDate'], associations: ['tickets'] }
  const [inside, outside] = [facts({ renewalDate: '2026-07-02' }), facts({ renewalDate: '2026-08-02' })]
  expect([judge(inside, now), inputs(inside, now)]).toEqual([{ units: toUnits(2), until: midnight }, [{ ...said, value: true }]])
  expect([judge(outside, now), inputs(outside, now)]).toEqual([{ units: toUnits(-1), until: midnight }, [{ ...said, value: false }]])
  expect([[...place.needs.properties], [...place.needs.links].map(([name, names]) => [name, ...names])]).toEqual([
    ...[['renewalDate'], [['tickets', 'closedAt']]],
  ])
})
