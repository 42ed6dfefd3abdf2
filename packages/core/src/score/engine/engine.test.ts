import { expect, test } from 'vitest'
import { factsAt } from '../criterion/facts.js'
import { statusOf } from '../criterion/range-points.js'
import { profileFaults } from '../model/profile-faults.js'
import { scoreProfileSchema } from '../model/profile-schema.js'
import { differenceOf, toShownDifference } from './difference.js'
import { toLedger, toShown } from './ledger.js'
import { measure, scoreOf } from './measure.js'
import { aGroup, aNumber, aProfile, compiled, facts, testSchema } from './test-profile.js'
import { toPoints } from './units.js'

const day = 86_400_000
const now = Date.parse('2026-07-01T12:00:00Z')
const events = (rest: object) => ({ kind: 'events', id: 'e', name: 'Meetings', association: 'company.meetings', days: 28, ...rest })
const eventGroup = (criterion: unknown, maximum = 100) => aGroup('g', maximum, [criterion], { kind: 'event' })
const meetings = (...ages: readonly number[]) => facts({}, { meetings: ages.map((age, at) => ({ id: `m${at}`, at: now - age * day })) })
const pointsOf = (profile: ReturnType<typeof compiled>, of: ReturnType<typeof facts>, at = now) => {
  const measured = measure(profile, of, at)
  return measured && toPoints(measured.total)
}

test('[HS-3] events of a kind in a time frame earn by ranges of their count, and planned ones not yet', () => {
  const ranges = [
    { from: 1, to: 4, points: 30 },
    { from: 4, points: 80 },
  ]
  const profile = compiled([eventGroup(events({ earn: { ranges } }))])
  expect([[], [1], [1, 2, 3, 27.9], [28], [-1, 3]].map((ages) => pointsOf(profile, meetings(...ages)))).toEqual([0, 30, 80, 0, 30])
  expect(measure(profile, meetings(27, -3), now)?.until).toBe(now + day)
})

test('[HS-4] an event counts so many percent less for each whole interval, down to nothing', () => {
  const profile = compiled([eventGroup(events({ decay: { percent: 25, everyDays: 7 }, earn: { each: 10 } }))])
  expect([0, 6.9, 7, 14, 21, 27].map((age) => pointsOf(profile, meetings(age)))).toEqual([10, 10, 7.5, 5, 2.5, 2.5])
  expect(measure(profile, meetings(8), now)?.until).toBe(now + 6 * day)
})

test('[HS-3] [BEY-15] the newest record counts alone, once its date has come and as long as it lies within the days', () => {
  const profile = compiled([
    aGroup('g', 100, [
      {
        ...{ kind: 'records', id: 'nps', name: 'Last answer', association: 'company.contactActivities' },
        measure: { by: 'latest', property: 'contactActivity.score', date: 'contactActivity.at' },
        within: { property: 'contactActivity.at', days: 30 },
        ranges: Array.from({ length: 11 }, (_, score) => ({ from: score, to: score + 1, points: score * 10 })),
      },
    ]),
  ])
  const answers = (...given: readonly (readonly [age: number, score: number | null])[]) =>
    facts({}, { contactActivities: given.map(([age, score], at) => ({ id: `a${at}`, at: now - age * day, score })) })
  expect(pointsOf(profile, answers([20, 3], [5, 9], [9, 1]))).toBe(90)
  expect(pointsOf(profile, answers([20, 3], [5, null]))).toBe(30)
  expect(pointsOf(profile, answers([5, 2], [5, 7]))).toBe(70)
  const planned = answers([5, 2], [-1, 8])
  expect([pointsOf(profile, planned), measure(profile, planned, now)?.until, pointsOf(profile, planned, now + day)]).toEqual([
    ...[20, now + day, 80],
  ])
  expect(measure(profile, answers([31, 9]), now)).toMatchObject({ coverage: 0, total: 0 })
})

test('[HS-8] a customer of whom nothing can be judged yet is due when the clock lets something be judged', () => {
  const latest = { kind: 'records', id: 'r', name: 'Last', association: 'company.meetings', ranges: [{ from: 0, points: 10 }] }
  const last = { ...latest, measure: { by: 'latest', property: 'meeting.at', date: 'meeting.at' } }
  const profile = compiled([aGroup('g', 100, [last], { missing: 'skip' })], { missing: 'skip' })
  expect(scoreOf(profile, meetings(-1), now)).toEqual({ score: null, status: null, until: now + day })
  expect(scoreOf(profile, meetings(-1), now + day)).toMatchObject({ score: 10, status: 'at-risk' })
})

test('[HS-3] tests, ranges, days, associated records and segments add and take points', () => {
  const range = (from: number | undefined, points: number) => ({ ...(from !== undefined && { from }), points })
  const profile = compiled([
    aGroup('g', 100, [
      {
        kind: 'property',
        id: 'p',
        name: 'Industry',
        property: 'company.industry',
        cases: [{ test: { test: 'is', property: 'company.industry', value: 'Air' }, points: 1 }],
      },
      { kind: 'number', id: 'n', name: 'ARR', property: 'company.arr', currency: 'EUR', ranges: [range(1000, 2)] },
      { kind: 'date', id: 'd', name: 'Renewal', property: 'company.renewalDate', count: 'until', ranges: [{ from: 0, to: 31, points: 4 }] },
      {
        ...{ kind: 'records', id: 'r', name: 'Open tickets', association: 'company.tickets', measure: { by: 'count' } },
        ...{ where: { test: 'is-unknown', property: 'ticket.closedAt' }, ranges: [{ from: 2, points: 8 }] },
      },
      {
        kind: 'records',
        id: 'a',
        name: 'Amounts',
        association: 'company.deals',
        measure: { by: 'average', property: 'deal.amount' },
        ranges: [range(10, 16)],
      },
      {
        kind: 'segment',
        id: 's',
        name: 'Big',
        segment: 'Big',
        filter: { test: 'count', link: 'company.tickets', is: 'at-least', than: 3 },
        inside: 32,
      },
    ]),
  ])
  const tickets = [{ closedAt: null }, { closedAt: null }, { closedAt: 1 }]
  const all = { industry: 'air', arr: { amount: '1000', currency: 'EUR' }, renewalDate: '2026-07-31' }
  expect(pointsOf(profile, facts(all, { tickets, deals: [{ amount: { amount: '12', currency: 'EUR' } }] }))).toBe(63)
  expect(
    pointsOf(
      profile,
      facts({ ...all, arr: { amount: '1000', currency: 'USD' }, renewalDate: '2026-08-02' }, { tickets: tickets.slice(1) }),
    ),
  ).toBe(1)
})

test('[HS-5] a criterion, a group and the total are held within their bounds, and a status follows from the unrounded total', () => {
  const over = aNumber('a', 'employees', [], { ranges: [{ from: 1, points: 90 }], most: 50 })
  const under = aNumber('b', 'healthScore', [], { ranges: [{ from: 1, points: -30 }] })
  const profile = compiled([aGroup('g', 40, [over]), aGroup('h', 60, [under])])
  const measured = measure(profile, facts({ employees: 1, healthScore: 1 }), now)
  if (measured === undefined) throw new Error('There is no score.')
  const { entries } = toLedger(profile, measured)
  expect(entries.map(({ part, of, units }) => [part, of, toPoints(units)])).toEqual([
    ['criterion', 'a', 90],
    ['criterion-cut', 'a', -40],
    ['group-cut', 'g', -10],
    ['criterion', 'b', -30],
    ['group-cut', 'h', 30],
  ])
  const plain = { neutral: 40, healthy: 70, bound: 'above', hysteresis: 0 } as const
  expect([0, 39.99, 40, 69.99, 70, 100].map((points) => statusOf(plain, points))).toEqual([
    ...['at-risk', 'at-risk', 'neutral', 'neutral', 'healthy', 'healthy'],
  ])
  const slow = { ...plain, hysteresis: 2 }
  expect([41.9, 42, 71, 75].map((points) => statusOf(slow, points, 'at-risk'))).toEqual(['at-risk', 'neutral', 'neutral', 'healthy'])
  expect([39.9, 69.9].map((points) => statusOf(slow, points, 'healthy'))).toEqual(['at-risk', 'neutral'])
})

test('[HS-6] what is missing earns and costs nothing, and coverage says which share of the maximum could be judged', () => {
  const profile = compiled([
    aGroup('g', 60, [aNumber('a', 'employees', [30], {}), aNumber('b', 'healthScore', [30, -20], {})]),
    aGroup('h', 40, [aNumber('c', 'c', [40], {})]),
  ])
  expect(measure(profile, facts({ employees: 30 }), now)).toMatchObject({ coverage: 0.3 })
  expect(pointsOf(profile, facts({ employees: 30 }))).toBe(30)
  expect(measure(profile, facts({ employees: 30, healthScore: 1, c: 2 }), now)?.coverage).toBe(1)
})

test('[HS-1] a customer outside the segments of a profile has no score and no status', () => {
  const segments = [{ name: 'Air', filter: { test: 'is', property: 'company.industry', value: 'Air' } }]
  const profile = compiled([aGroup('g', 100, [aNumber('a', 'employees', [30])])], { segments })
  expect(scoreOf(profile, facts({ employees: 30 }), now)).toMatchObject({ score: null, status: null })
  expect(scoreOf(profile, facts({ employees: 30, industry: 'Air' }), now)).toMatchObject({ score: 30, status: 'at-risk' })
  expect(scoreProfileSchema.safeParse({ name: 'x', objectType: 'company', groups: [], segments: Array(6).fill(segments[0]) }).success).toBe(
    false,
  )
})

test('[HS-2] [HS-1] faults of a profile are named with their place, in words of people', () => {
  const fault = (groups: readonly unknown[], rest: object = {}) => profileFaults(aProfile(groups, rest), testSchema)
  const good = aGroup('g', 100, [aNumber('a', 'employees', [30])])
  expect(fault([good])).toEqual([])
  expect(fault([aGroup('g', 95, [aNumber('a', 'employees', [30])])])).toEqual([
    { path: ['groups'], message: 'The maxima of the groups sum to 95: 5 short of 100. They have to sum to exactly 100.' },
  ])
  expect(fault([good], { thresholds: { neutral: 70, healthy: 70 } }).map(({ path }) => path)).toEqual([['thresholds']])
  expect(fault([aGroup('g', 100, [aNumber('g', 'nothing', [1]), events({ earn: { each: 1 } })])])).toMatchObject([
    { path: ['groups', 0, 'criteria', 0, 'id'] },
    {
      path: ['groups', 0, 'criteria', 1],
      message: 'Meetings counts activities, so it belongs in a group of events; g is one of properties.',
    },
    { path: ['groups', 0, 'criteria', 0, 'property'], message: 'There is no property company.nothing of Company.' },
  ])
  const mine = { test: 'is', property: 'company.csm', value: { operand: 'me' } }
  expect(fault([good], { segments: [{ name: 'Mine', filter: mine }] })).toMatchObject([{ path: ['segments', 0, 'filter'] }])
})

test('[HS-7] [BEY-2] a difference is the sum of its causes: what was changed, and the time that passed', () => {
  const profile = compiled([
    eventGroup(events({ decay: { percent: 50, everyDays: 7 }, earn: { each: 10 } }), 50),
    aGroup('h', 50, [aNumber('b', 'employees', [], { ranges: [{ from: 10, points: 35.6 }] })]),
  ])
  const before = { profile, facts: facts({ employees: 10 }, { meetings: [{ id: 'm', at: now }] }), at: now }
  const after = {
    profile,
    facts: facts(
      { employees: 1 },
      {
        meetings: [
          { id: 'm', at: now },
          { id: 'n', at: now + 8 * day },
        ],
      },
    ),
    at: now + 8 * day,
  }
  const difference = differenceOf(before, after)
  if (difference === undefined) throw new Error('There is no difference.')
  const shown = toShownDifference(difference)
  expect(shown).toMatchObject({ from: 45, to: 15 })
  expect(shown.causes.map(({ of, cause, points }) => [of, cause.by === 'input' ? cause.input.of : cause.by, points])).toEqual([
    ['b', 'property', -35],
    ['e', 'record', 10],
    ['e', 'clock', -5],
  ])
  expect(toShown(toLedger(profile, measure(profile, before.facts, now) ?? fail()))).toMatchObject({ score: 45 })
})
function fail(): never {
  throw new Error('There is no score.')
}

test('[HS-11] only what was recorded before an instant is known at it', () => {
  const timeline = {
    customer: {
      id: 'c',
      spans: [{ from: 10 }],
      values: {
        employees: [
          { at: 10, value: 1 },
          { at: 20, value: 2 },
        ],
      },
    },
    links: [{ association: 'tickets', record: { id: 't', spans: [{ from: 12, to: 30 }], values: {} }, spans: [{ from: 15 }] }],
  }
  const at = (instant: number) => {
    const known = factsAt(timeline, instant)
    return known && [known.customer.values['employees'], known.links.get('tickets')?.length ?? 0]
  }
  expect([10, 11, 20, 21, 15, 16, 30, 31].map(at)).toEqual([undefined, [1, 0], [1, 1], [2, 1], [1, 0], [1, 1], [2, 1], [2, 0]])
})
