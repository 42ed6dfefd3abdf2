import { expect, test } from 'vitest'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Values } from '../../schema/value.js'
import type { BindEnv } from '../binding.js'
import { canonicalise } from '../canonicalise.js'
import { type AggregateData, type AggregateGroup, aggregateSchema } from './aggregate-data.js'
import { bindMeasures } from './bind-aggregate.js'
import { aggregateKey, type CanonicalAggregate } from './canonical-aggregate.js'
import { Tally, toAggregate } from './tally.js'

const env: BindEnv = {
  schema: new Map(builtInTypes.map((type) => [type.name, type])),
  user: 'anna',
  now: 0,
  zone: 'Europe/Berlin',
  resolve: (path) => path,
  checkReadable: () => {},
  policy: () => ({ all: [] }),
  teamMembers: () => [],
  deactivated: () => [],
}
const bind = (asked: Partial<AggregateData>, zone = env.zone): CanonicalAggregate => {
  const data = { type: 'deal', ...asked }
  const everything = { all: [] }
  const select = [...(asked.by ?? []), ...(asked.measures ?? [])].map(({ property }) => property.slice(property.indexOf('.') + 1))
  const query = canonicalise({ type: data.type, user: everything, policy: everything, order: [], select, count: false, archived: 'no' })
  return { query, ...bindMeasures(data, { ...env, zone }) }
}
const groupsOf = (asked: Partial<AggregateData>, records: readonly Values[], most = 10_000): readonly AggregateGroup[] => {
  const aggregate = bind(asked)
  const tally = new Tally({ ...aggregate, most })
  for (const values of records) tally.add(values)
  return toAggregate(aggregate, tally.groups()).groups
}
const measuresOf = (measures: NonNullable<AggregateData['measures']>, records: readonly Values[]) =>
  groupsOf({ measures }, records)[0]?.measures
const keysOf = (by: AggregateData['by'], records: readonly Values[], type = 'deal') =>
  groupsOf({ type, by: by ?? [] }, records).map((group) => [...group.by, group.count])
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })

test('[AGG-1] without groupings there is one group, even of no record', () => {
  expect(groupsOf({}, [])).toEqual([{ by: [], count: 0, measures: [] }])
  expect(groupsOf({}, [{}, { amount: eur('1') }])).toEqual([{ by: [], count: 2, measures: [] }])
  expect(groupsOf({ by: [{ property: 'deal.stage' }] }, [])).toEqual([])
})

test('[AGG-2] [AGG-10] groups are in the order of the stages, others by their text, missing values last', () => {
  const stages = ['zz', null, 'closed-won', 'contract-sent', '', 'appointment-scheduled'].map((stage) => ({ stage }))
  const known = env.schema.get('deal')?.pipelines?.[0]?.stages.map(({ value }) => value) ?? []
  const present = known.filter((stage) => stages.some((values) => values.stage === stage))
  expect(keysOf([{ property: 'deal.stage' }], [...stages, {}]).map(([stage]) => stage)).toEqual([
    ...present,
    ...['', 'appointment-scheduled', 'closed-won', 'contract-sent', 'zz'].filter((stage) => !known.includes(stage)),
    null,
  ])
})

test('[AGG-2] [AGG-10] groups of yes and no begin with no, and the missing one is last, in whatever order the records come', () => {
  const records = [{ recurring: true }, { recurring: null }, { recurring: false }]
  for (const order of [records, records.toReversed(), [...records.slice(1), ...records.slice(0, 1)]])
    expect(keysOf([{ property: 'deal.recurring' }], order)).toEqual([
      [false, 1],
      [true, 1],
      [null, 1],
    ])
})

test('[AGG-3] [AGG-5] money is added by currency, exactly; without a value there is no amount', () => {
  const sum = [{ measure: 'sum', property: 'deal.amount' }] as const
  expect(measuresOf(sum, [{ amount: usd('5') }, { amount: eur('0.10') }, { amount: eur('0.2') }, {}])).toEqual([[eur('0.3'), usd('5')]])
  expect(measuresOf(sum, [{ amount: null }])).toEqual([[]])
})

test('[AGG-4] [AGG-5] averages leave missing values out', () => {
  const average = [{ measure: 'average', property: 'company.employees' }] as const
  const companies = (...numbers: readonly (number | null)[]) =>
    groupsOf(
      { type: 'company', measures: average },
      numbers.map((employees) => ({ employees })),
    )[0]?.measures
  expect(companies(1, 2, null)).toEqual(['1.5'])
  expect(companies(0.1, 0.2, 0.4)).toEqual(['0.233333'])
  expect(companies(null)).toEqual([null])
  const money = [{ measure: 'average', property: 'deal.amount' }] as const
  expect(measuresOf(money, [{ amount: eur('1') }, { amount: eur('2') }, { amount: usd('7') }])).toEqual([[eur('1.5'), usd('7')]])
})

test('[AGG-5] the least and the greatest are by value, of money for each currency', () => {
  const both = (property: string) => [{ measure: 'minimum', property } as const, { measure: 'maximum', property } as const]
  const amounts = [eur('10.0'), eur('9'), usd('1'), eur('-2.50')].map((amount) => ({ amount }))
  expect(measuresOf(both('deal.amount'), amounts)).toEqual([
    [eur('-2.5'), usd('1')],
    [eur('10'), usd('1')],
  ])
  const days = ['2026-03-01', '2025-12-31'].map((closeDate) => ({ closeDate }))
  expect(measuresOf(both('deal.closeDate'), [...days, {}])).toEqual(['2025-12-31', '2026-03-01'])
  expect(measuresOf(both('deal.createdAt'), [{ createdAt: 5 }, { createdAt: -5 }])).toEqual([-5, 5])
  expect(measuresOf(both('deal.closeDate'), [{}])).toEqual([null, null])
})

test('[AGG-6] distinct values are compared exactly, amounts by their worth', () => {
  const amounts = [eur('10'), eur('10.00'), usd('10'), null].map((amount) => ({ amount }))
  expect(measuresOf([{ measure: 'distinct', property: 'deal.amount' }], amounts)).toEqual([2])
  const names = ['Rome', 'rome', 'Rome', null].map((name) => ({ name }))
  expect(measuresOf([{ measure: 'distinct', property: 'deal.name' }], names)).toEqual([2])
})

test('[AGG-7] text is grouped by its raw form', () => {
  const cities = ['rome', 'Rome', 'ROME', 'rome'].map((city) => ({ city }))
  expect(keysOf([{ property: 'company.city' }], cities, 'company')).toEqual([
    ['ROME', 1],
    ['Rome', 1],
    ['rome', 2],
  ])
})

test('[AGG-8] a set counts under each of its values, once, and an empty one as missing', () => {
  const tally = new Tally({ by: [{ property: 'tags', kind: 'multi_enumeration' }], measures: [], most: 10 })
  for (const tags of [['a', 'b'], ['b', 'b'], [], null]) tally.add({ tags })
  expect(tally.groups().map(({ key, count }) => [...key, count])).toEqual([
    ['a', 1],
    ['b', 2],
    [null, 2],
  ])
})

test('[AGG-9] days are grouped by weeks from Monday, months, quarters and years', () => {
  const days = ['2026-01-01', '2025-12-29', '2025-12-28', '2026-04-30'].map((closeDate) => ({ closeDate }))
  const by = (period: 'week' | 'month' | 'quarter' | 'year') => keysOf([{ property: 'deal.closeDate', period }], days)
  expect(by('week')).toEqual([
    ['2025-12-22', 1],
    ['2025-12-29', 2],
    ['2026-04-27', 1],
  ])
  expect(by('month').map(([day]) => day)).toEqual(['2025-12-01', '2026-01-01', '2026-04-01'])
  expect(by('quarter').map(([day]) => day)).toEqual(['2025-10-01', '2026-01-01', '2026-04-01'])
  expect(by('year')).toEqual([
    ['2025-01-01', 2],
    ['2026-01-01', 2],
  ])
})

test('[AGG-9] instants are grouped by the midnights of the zone, also where clocks change', () => {
  const at = (text: string): Values => ({ createdAt: Date.parse(text) })
  const texts = ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', '2026-10-25T22:59:59Z']
  expect(keysOf([{ property: 'deal.createdAt', period: 'day' }], texts.map(at))).toEqual([
    ['2026-03-28', 1],
    ['2026-03-29', 2],
    ['2026-03-30', 1],
    ['2026-10-25', 1],
  ])
  expect(keysOf([{ property: 'deal.createdAt', period: 'year' }], [{ createdAt: 9e15 }, { createdAt: -9e15 }])).toEqual([
    ['0001-01-01', 1],
    ['9999-01-01', 1],
  ])
})

test('[AGG-11] what does not fit its property is refused with its place', () => {
  const refusals: readonly (readonly [Partial<AggregateData>, readonly (string | number)[], RegExp])[] = [
    [{ by: [{ property: 'deal.amount' }] }, ['by', 0, 'property'], /kind money/],
    [{ by: [{ property: 'deal.closeDate' }] }, ['by', 0, 'period'], /by a period/],
    [{ by: [{ property: 'deal.stage', period: 'month' }] }, ['by', 0, 'period'], /without a period/],
    [{ measures: [{ measure: 'sum', property: 'deal.stage' }] }, ['measures', 0, 'measure'], /for number, money/],
    [{ measures: [{ measure: 'maximum', property: 'deal.name' }] }, ['measures', 0, 'measure'], /maximum does not apply/],
    [{ by: [{ property: 'deal.nothing' }] }, ['by', 0, 'property'], /no property deal.nothing/],
    [{ by: Array.from({ length: 4 }, () => ({ property: 'deal.stage' })) }, ['by'], /at most 3/],
  ]
  for (const [asked, path, message] of refusals)
    expect(() => bind(asked)).toThrow(
      expect.objectContaining({
        code: 'input.invalid',
        message: expect.stringMatching(message),
        problem: expect.objectContaining({ details: { issues: [expect.objectContaining({ path })] } }),
      }),
    )
  expect(aggregateSchema.safeParse({ type: 'deal', by: [{ property: 'deal.stage', periods: 'x' }] }).success).toBe(false)
  expect(aggregateSchema.safeParse({ type: 'deal', by: [{ property: 'deal.stage' }], measures: [] }).success).toBe(true)
})

test('[AGG-11] an answer with too many groups is refused', () => {
  const many = [1, 2, 3].map((place) => ({ name: `n${place}` }))
  expect(groupsOf({ by: [{ property: 'deal.name' }] }, many, 3)).toHaveLength(3)
  expect(() => groupsOf({ by: [{ property: 'deal.name' }] }, many, 2)).toThrow(expect.objectContaining({ code: 'input.too-large' }))
})

test('[AGG-9] aggregates that ask the same share a key: by days in any zone, by instants in one', () => {
  const day = { by: [{ property: 'deal.closeDate', period: 'month' }] } as const
  const instant = { by: [{ property: 'deal.createdAt', period: 'month' }] } as const
  expect(aggregateKey(bind(day, 'Asia/Tokyo'))).toBe(aggregateKey(bind(day)))
  expect(aggregateKey(bind(instant, 'Asia/Tokyo'))).not.toBe(aggregateKey(bind(instant)))
  expect(aggregateKey(bind(day))).not.toBe(aggregateKey(bind({ by: [{ property: 'deal.closeDate', period: 'week' }] })))
})

test('[AGG-9] [AGG-10] aggregates that differ in anything they ask have keys of their own', () => {
  const { query } = bind({})
  const kind = 'string' as const
  const weights = { property: 'stage', shares: [['won', '1']] } as const
  const asked: readonly Pick<CanonicalAggregate, 'by' | 'measures'>[] = [
    { by: [], measures: [] },
    { by: [{ property: 'stage', kind }], measures: [] },
    { by: [{ property: 'pipeline', kind }], measures: [] },
    { by: [{ property: 'stage', kind, positions: ['open', 'won'] }], measures: [] },
    { by: [{ property: 'stage', kind, positions: ['won', 'open'] }], measures: [] },
    { by: [{ property: 'stage', kind, bucket: { period: 'month' } }], measures: [] },
    { by: [{ property: 'stage', kind, bucket: { period: 'week' } }], measures: [] },
    { by: [{ property: 'stage', kind, bucket: { period: 'week', zone: 'Europe/Berlin' } }], measures: [] },
    { by: [{ property: 'stage', kind, bucket: { period: 'week', zone: 'Asia/Tokyo' } }], measures: [] },
    { by: [], measures: [{ measure: 'sum', property: 'amount', kind }] },
    { by: [], measures: [{ measure: 'average', property: 'amount', kind }] },
    { by: [], measures: [{ measure: 'sum', property: 'arr', kind }] },
    { by: [], measures: [{ measure: 'sum', property: 'amount', kind, weights }] },
    { by: [], measures: [{ measure: 'sum', property: 'amount', kind, weights: { ...weights, property: 'pipeline' } }] },
    { by: [], measures: [{ measure: 'sum', property: 'amount', kind, weights: { ...weights, shares: [['won', '0.5']] } }] },
  ]
  const keys = asked.map((of) => aggregateKey({ query, ...of }))
  expect(new Set(keys).size).toBe(asked.length)
  expect(aggregateKey({ ...bind({ type: 'company' }), by: [], measures: [] })).not.toBe(keys[0])
})
