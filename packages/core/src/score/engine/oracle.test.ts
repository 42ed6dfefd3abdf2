import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '../criterion/facts.js'
import type { ScoreProfile } from '../model/profile.js'
import { compileProfile } from './compile-profile.js'
import { differenceOf, toShownDifference } from './difference.js'
import { toLedger, toShown } from './ledger.js'
import { measure, measureAt } from './measure.js'
import { aGroup, aProfile, testSchema } from './test-profile.js'
import { toPoints } from './units.js'

const runs = { numRuns: Number(process.env['TENURE_HISTORIES'] ?? 200) }
const day = 86_400_000
const start = Date.parse('2026-07-01T05:00:00Z')

const points = fc.oneof(
  fc.integer({ min: -30, max: 60 }),
  fc.double({ min: -20, max: 40, noNaN: true }).map((value) => Math.round(value * 100) / 100),
)
const ranges = fc.tuple(fc.integer({ min: 0, max: 4 }), points, points).map(([edge, low, high]) => [
  { to: edge, points: low },
  { from: edge, points: high },
])
const weight = fc.integer({ min: 1, max: 13 })
const criterion = fc.oneof(
  fc.record({ kind: fc.constant('number'), property: fc.constantFrom('company.employees', 'company.healthScore'), ranges, weight }),
  fc.record({
    kind: fc.constant('date'),
    property: fc.constant('company.renewalDate'),
    count: fc.constantFrom('since', 'until'),
    ranges,
    weight,
  }),
  fc.record({
    ...{ kind: fc.constant('events'), association: fc.constant('company.meetings'), days: fc.integer({ min: 1, max: 9 }), weight },
    ...{
      decay: fc.option(fc.record({ percent: fc.integer({ min: 1, max: 60 }), everyDays: fc.integer({ min: 1, max: 3 }) }), {
        nil: undefined,
      }),
    },
    earn: fc.oneof(fc.record({ each: points }), fc.record({ ranges })),
  }),
  fc.record({
    ...{ kind: fc.constant('records'), association: fc.constant('company.tickets'), weight, ranges },
    measure: fc.constantFrom({ by: 'count' }, { by: 'maximum', property: 'ticket.closedAt' }),
  }),
  fc.record({
    ...{ kind: fc.constant('records'), association: fc.constant('company.meetings'), weight, ranges },
    measure: fc.constant({ by: 'latest', property: 'meeting.at', date: 'meeting.at' }),
  }),
  fc.record({
    ...{ kind: fc.constant('segment'), segment: fc.constant('Known'), inside: points, outside: points, weight },
    filter: fc.constantFrom(
      { test: 'is-known', property: 'company.employees' },
      { test: 'in-last', property: 'company.renewalDate', span: { days: 3 } },
      { test: 'some', link: 'company.tickets', filter: { test: 'is-known', property: 'ticket.closedAt' } },
    ),
  }),
)
const missing = fc.constantFrom('zero', 'skip')
const combine = fc.constantFrom('sum', 'mean')
const group = fc.record({
  ...{ criteria: fc.array(criterion, { minLength: 1, maxLength: 4 }), combine, missing, maximum: fc.integer({ min: 1, max: 100 }) },
  ...{ start: fc.constantFrom(0, 0, 5.5), round: fc.constantFrom(undefined, undefined, 10), weight },
})
const model = fc
  .record({ groups: fc.array(group, { minLength: 1, maxLength: 4 }), combine, missing, round: fc.constantFrom(undefined, undefined, 10) })
  .map(({ groups, ...rest }): ScoreProfile => {
    const named = groups.map(({ criteria, maximum, ...own }, at) =>
      aGroup(
        `g${at}`,
        maximum,
        criteria.map((one, place) => ({ ...one, id: `c${at}.${place}`, name: 'x' })),
        own,
      ),
    )
    return aProfile(named, rest)
  })
const value = (arbitrary: fc.Arbitrary<string | number>) => fc.option(arbitrary)
const numberOf = fc.integer({ min: 0, max: 5 })
const dayOf = fc.integer({ min: -6, max: 6 }).map((at) => new Date(start + at * day).toISOString().slice(0, 10))
const step = fc.oneof(
  fc.record({ set: fc.constantFrom('employees', 'healthScore'), to: value(numberOf) }),
  fc.record({ set: fc.constant('renewalDate'), to: value(dayOf) }),
  fc.record({
    link: fc.constant('meetings'),
    id: fc.integer({ min: 0, max: 8 }),
    at: value(fc.integer({ min: -10, max: 5 }).map((at) => start + at * (day / 3))),
  }),
  fc.record({ link: fc.constant('tickets'), id: fc.integer({ min: 0, max: 4 }), closedAt: value(numberOf) }),
  fc.record({ unlink: fc.constantFrom('meetings', 'tickets'), id: fc.integer({ min: 0, max: 8 }) }),
  fc.record({ wait: fc.integer({ min: 1, max: 4 * day }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Moment {
  readonly facts: Facts
  readonly at: number
}
function after({ facts, at }: Moment, change: Step): Moment {
  if ('wait' in change) return { facts, at: at + change.wait }
  if ('set' in change)
    return { facts: { ...facts, customer: { id: 'c', values: { ...facts.customer.values, [change.set]: change.to } } }, at }
  const name = 'link' in change ? change.link : change.unlink
  const others = (facts.links.get(name) ?? []).filter(({ record }) => record.id !== String(change.id))
  const values = 'closedAt' in change ? { closedAt: change.closedAt } : 'at' in change ? { at: change.at } : {}
  const added = 'link' in change ? [{ record: { id: String(change.id), values }, labels: [] }] : []
  return { facts: { ...facts, links: new Map([...facts.links, [name, [...others, ...added]]]) }, at }
}
const nobody: Moment = { facts: { customer: { id: 'c', values: {} }, links: new Map() }, at: start }
const sum = (list: readonly { readonly units: number }[]) => list.reduce((total, { units }) => total + units, 0)

test('[BEY-2] [HS-7] of generated models and histories every explanation sums to its score, and every difference to the change', () => {
  fc.assert(
    fc.property(model, fc.array(step, { minLength: 1, maxLength: 12 }), (profile, steps) => {
      const compiled = compileProfile(profile, { schema: testSchema })
      let moment = nobody
      for (const change of steps) {
        const before = moment
        moment = after(moment, change)
        const measured = measure(compiled, moment.facts, moment.at)
        if (measured === undefined) continue
        const ledger = toLedger(compiled, measured)
        expect(sum(ledger.entries)).toBe(ledger.total)
        expect(ledger.entries.every(({ units }) => Number.isInteger(units))).toBe(true)
        const shown = toShown(ledger)
        expect([...shown.entries.values()].reduce((a, b) => a + b, 0)).toBe(shown.score)
        expect(shown.score).toBe(Math.floor(toPoints(measured.total)))
        const difference = differenceOf({ profile: compiled, ...before }, { profile: compiled, ...moment })
        if (difference === undefined) continue
        expect(sum(difference.entries)).toBe(difference.to - difference.from)
        for (const entry of difference.entries) expect(sum(entry.causes)).toBe(entry.units)
        const told = toShownDifference(difference)
        expect(told.causes.reduce((total, { points: own }) => total + own, 0)).toBe(told.to - told.from)
      }
    }),
    runs,
  )
})

test('[BEY-2] a difference the other way round has the opposite units', () => {
  fc.assert(
    fc.property(model, model, fc.array(step, { minLength: 1, maxLength: 8 }), (first, second, steps) => {
      const [was, is] = [first, second].map((profile) => compileProfile(profile, { schema: testSchema }))
      const moment = steps.reduce(after, nobody)
      if (was === undefined || is === undefined) return
      const there = differenceOf({ profile: was, ...nobody }, { profile: is, ...moment })
      const back = differenceOf({ profile: is, ...moment }, { profile: was, ...nobody })
      expect(there?.entries.map(({ of, part, units }) => `${of} ${part} ${units}`).sort()).toEqual(
        back?.entries.map(({ of, part, units }) => `${of} ${part} ${-units}`).sort(),
      )
    }),
    runs,
  )
})

test('[HS-8] until the instant that a score names, the clock changes nothing', () => {
  fc.assert(
    fc.property(
      model,
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (profile, steps, part) => {
        const compiled = compileProfile(profile, { schema: testSchema })
        const { facts, at } = steps.reduce(after, nobody)
        const { measured: now, until } = measureAt(compiled, facts, at)
        const end = until ?? at + 30 * day
        expect(end).toBeGreaterThan(at)
        const later = measure(compiled, facts, Math.floor(at + (end - 1 - at) * part))
        expect(later?.total).toBe(now?.total)
        expect(measure(compiled, facts, end - 1)?.total).toBe(now?.total)
      },
    ),
    runs,
  )
})
