import { expect, test } from 'vitest'
import { z } from 'zod'
import { compileProfile } from '../engine/compile-profile.js'
import { measure } from '../engine/measure.js'
import { aGroup, aPlace, aProfile, facts, issuesOf, testSchema } from '../engine/test-profile.js'
import { toUnits } from '../engine/units.js'
import type { CustomCriterion } from '../model/criterion.js'
import { type CriterionKind, defineCriterionKind } from '../model/criterion-kind.js'
import { judgeCustom } from './judge-custom.js'

interface Config {
  readonly each: number
}
const now = Date.parse('2026-07-01T12:00:00Z')
const kindOf = (rest: Partial<CriterionKind<Config>>): CriterionKind =>
  defineCriterionKind<Config>({
    ...{ id: 'acme/breaches', title: 'Breaches', config: z.object({ each: z.number('Each is a number.') }) },
    ...{ reads: () => ({}), points: () => [-20, 50], judge: ({ config }) => ({ points: config.each }), ...rest },
  })
const judged = (rest: Partial<CriterionKind<Config>>, config: unknown = { each: 3 }) => {
  const criterion = { kind: 'custom', id: 'c', name: 'Breaches', of: 'acme/breaches', config } as CustomCriterion
  const place = aPlace()
  return { ...judgeCustom(place, criterion, new Map([['acme/breaches', kindOf(rest)]])), needs: place.needs }
}
test('[HS-3] a criterion of a plugin earns what its code says, and the clock may change it at an instant that is still to come', () => {
  const until = (instant: number | undefined) =>
    judged({ judge: ({ config, now: at }) => ({ points: config.each + (at - now), ...(instant !== undefined && { until: instant }) }) })
  expect(until(undefined).judge(facts({}), now)).toEqual({ units: toUnits(3) })
  expect(until(now + 1).judge(facts({}), now)).toEqual({ units: toUnits(3), until: now + 1 })
  expect([until(now).judge(facts({}), now), until(now - 1).judge(facts({}), now)]).toEqual([{ units: toUnits(3) }, { units: toUnits(3) }])
  expect(until(now + 1).judge(facts({}), now - 2)).toEqual({ units: toUnits(1), until: now + 1 })
})

test('[HS-6] what the code of a plugin throws, and points that are no number, count as missing', () => {
  const thrown = judged({
    judge() {
      throw new Error('broken')
    },
  })
  const answers = [undefined, Number.NaN, Number.POSITIVE_INFINITY].map((points) => judged({ judge: () => ({ points }) }))
  expect([thrown, ...answers].map(({ judge }) => judge(facts({}), now))).toEqual(Array(4).fill({ units: undefined }))
  expect(thrown.inputs(facts({}), now)).toEqual([])
})

test('[HS-6] [SDK-5] an answer that is no judgement counts as missing, and an instant that is no number is none', () => {
  const answers = [undefined, null, 'much', { points: '5' }, { points: 3, until: 'soon' }, { points: 3, until: Number.NaN }]
  const units = answers.map((answer) => judged({ judge: () => answer as never }).judge(facts({}), now))
  expect(units).toEqual([...Array(4).fill({ units: undefined }), { units: toUnits(3) }, { units: toUnits(3) }])
})

test('[SDK-5] a kind whose reading or points are off is named as broken', () => {
  const broken = (part: string, did: string) => `The plugin acme is broken. The code *${part}* of acme/breaches ${did}.`
  const off = 'returned something else than it is declared to'
  for (const reads of [
    null,
    { properties: 'name' },
    { records: [{ association: 5, properties: [] }] },
    { records: [{ association: 'a' }] },
  ])
    expect(() => judged({ reads: () => reads as never })).toThrow(broken('reads', off))
  const custom = { kind: 'custom', id: 'c', name: 'C', of: 'acme/breaches', config: { each: 70 } }
  const compiled = (points: () => unknown) =>
    compileProfile(aProfile([aGroup('g', 100, [custom])]), {
      schema: testSchema,
      kinds: new Map([['acme/breaches', kindOf({ points: points as never })]]),
    })
  for (const points of [undefined, [1], [0, Number.NaN], ['0', '1']]) expect(() => compiled(() => points)).toThrow(broken('points', off))
  const throwing = () => {
    throw new Error('secret')
  }
  expect(() => compiled(throwing)).toThrow(broken('points', 'failed'))
})

test('[HS-3] a kind that no plugin has any more leaves its criterion missing', () => {
  const custom = { kind: 'custom', id: 'c', name: 'C', of: 'acme/gone', config: {} }
  const profile = compileProfile(aProfile([aGroup('g', 100, [custom])]), { schema: testSchema })
  const [criterion] = profile.groups[0]?.criteria ?? []
  expect(measure(profile, facts({}), now)).toMatchObject({ total: 0, coverage: 0 })
  expect([criterion?.bounds, criterion?.weight, criterion?.inputs(facts({}), now)]).toEqual([[0, 0], 0, []])
})

test('[HS-3] the bounds of a criterion of a plugin are the fewest and the most points that its kind can give', () => {
  const custom = { kind: 'custom', id: 'c', name: 'C', of: 'acme/breaches', config: { each: 70 } }
  const kinds = new Map([['acme/breaches', kindOf({ points: ({ each }) => [-20, each - 20] })]])
  const profile = compileProfile(aProfile([aGroup('g', 100, [custom])]), { schema: testSchema, kinds })
  const [criterion] = profile.groups[0]?.criteria ?? []
  expect([criterion?.bounds, criterion?.weight]).toEqual([[toUnits(-20), toUnits(50)], 50])
  expect(measure(profile, facts({}), now)?.total).toBe(toUnits(50))
})

const reads = {
  reads: () => ({
    properties: ['company.a', 'company.b'],
    records: [
      { association: 'company.tickets', properties: ['ticket.subject', 'ticket.closedAt'] },
      { association: 'deals', properties: [] },
    ],
  }),
}
const known = facts(
  { a: 4, c: 9 },
  { tickets: [{ id: 't', subject: 'Slow', content: 'secret' }], deals: [{ id: 'd', name: 'Deal' }], meetings: [{ id: 'm' }] },
)

test('[HS-3] the code of a plugin sees the values that it said that it reads, and nothing else of the customer', () => {
  const seen: unknown[] = []
  judged({
    ...reads,
    judge({ config, value, records }) {
      seen.push(config, ['company.a', 'a', 'company.b', 'company.c'].map(value))
      seen.push(['company.tickets', 'deals', 'company.deals', 'company.meetings'].map(records))
      return { points: 1 }
    },
  }).judge(known, now)
  const tickets = [{ id: 't', values: { subject: 'Slow', closedAt: null } }]
  expect(seen).toEqual([{ each: 3 }, [4, 4, null, null], [tickets, [{ id: 'd', values: {} }], [], []]])
  const none: unknown[] = []
  judged({
    ...reads,
    judge({ records }) {
      none.push(records('company.tickets'))
      return { points: 1 }
    },
  }).judge(facts({}), now)
  expect(none).toEqual([[]])
})

test('[HS-8] a profile needs what its criterion of a plugin reads', () => {
  const { needs } = judged(reads)
  expect([...needs.properties]).toEqual(['a', 'b'])
  expect([...needs.links].map(([name, names]) => [name, ...names])).toEqual([['tickets', 'subject', 'closedAt'], ['deals']])
  const nothing = judged({}).needs
  expect([nothing.properties.size, nothing.links.size]).toEqual([0, 0])
})

test('[HS-7] a criterion of a plugin explains itself by the values and records that it read, and what people read as its value', () => {
  const said = judged({ ...reads, judge: () => ({ points: 1, value: '1 breach' }) })
  const records = (value: string | null) => [
    { of: 'records', association: 'tickets', properties: ['subject', 'closedAt'], records: ['t'], value },
    { of: 'records', association: 'deals', properties: [], records: ['d'], value },
  ]
  const own = [
    { of: 'property', property: 'company.a', value: 4 },
    { of: 'property', property: 'company.b', value: null },
  ]
  expect(said.inputs(known, now)).toEqual([...own, ...records('1 breach')])
  expect(judged(reads).inputs(known, now)).toEqual([...own, ...records(null)])
  expect(judged(reads).inputs(facts({ a: 4 }), now)).toEqual([...own, ...records(null).map((input) => ({ ...input, records: [] }))])
})

test('[HS-3] a configuration that does not fit, and what a kind reads that is not there, are refused by their place', () => {
  expect(issuesOf(() => judged({}, { each: 'x' }))).toEqual([{ path: ['config', 'each'], message: 'Each is a number.' }])
  expect(issuesOf(() => judged({}, null))).toMatchObject([{ path: ['config'] }])
  expect(issuesOf(() => judged({ reads: () => ({ properties: ['company.nothing'] }) }))).toEqual([
    { path: ['property'], message: 'There is no property company.nothing of Company.' },
  ])
  expect(issuesOf(() => judged({ reads: () => ({ properties: ['ticket.subject'] }) }))).toMatchObject([{ path: ['property'] }])
  const link = (association: string, ...properties: string[]) =>
    issuesOf(() => judged({ reads: () => ({ records: [{ association, properties }] }) }))
  expect(link('company.nothing')).toEqual([{ path: [], message: 'There is no association company.nothing of Company.' }])
  expect(link('company.tickets', 'company.a')).toEqual([{ path: ['property'], message: 'There is no property company.a of Ticket.' }])
  const place = aPlace(new Map([...testSchema].filter(([name]) => name !== 'ticket')))
  const criterion = { kind: 'custom', id: 'c', name: 'C', of: 'acme/breaches', config: { each: 1 } } as CustomCriterion
  expect(issuesOf(() => judgeCustom(place, criterion, new Map([['acme/breaches', kindOf(reads)]])))).toEqual([
    { path: ['config'], message: 'There is no object type ticket.' },
  ])
})
