import { type CanonicalQuery, canonicalise, type Expression } from '@tenure/core/adapter'
import type { Measure, StoreAggregate, StoreGrouping } from '@tenure/core/aggregate'
import { expect, test } from 'vitest'
import { sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { bind, QueryCompiler } from './query-compiler.js'

const kinds = {
  name: 'string',
  arr: 'money',
  seats: 'number',
  tags: 'multi_enumeration',
  due: 'date',
  stage: 'enumeration',
  csm: 'user',
  owner: 'user',
} as const
type Property = keyof typeof kinds
const properties = Object.entries(kinds).map(([name, kind]) => ({ name, kind }))
const indexes = [['seats'], ['name'], ['arr'], ['csm', 'due'], ['owner', 'csm', 'due'], ['stage', 'due']]
const types = [
  { name: 'company', properties, indexes },
  {
    name: 'deal',
    properties: [
      { name: 'stage', kind: 'enumeration' as const },
      { name: 'amount', kind: 'money' as const },
    ],
  },
]
const edges = [{ edge: 'deals', from: 'company', to: 'deal' }]
const compiler = new QueryCompiler(new LayoutView(extendLayout(emptyLayout, { types, edges })), sqliteDialect())
const everything: Expression = { all: [] }
const ask = (user: Expression = everything, more: Partial<CanonicalQuery> = {}) =>
  canonicalise({ type: 'company', user, policy: everything, order: [], select: [], count: false, archived: 'no', ...more })
const measure = (measure: Measure['measure'], property: Property, more: Partial<Measure> = {}): Measure => ({
  measure,
  property,
  kind: kinds[property],
  ...more,
})
const group = (property: Property, bounds?: StoreGrouping['bounds']): StoreGrouping => ({
  property,
  kind: kinds[property],
  ...(bounds && { bounds }),
})
const weights = {
  property: 'stage',
  shares: [
    ['won', '1'],
    ['open', '0.5'],
  ],
} as const
const isOpen: Expression = { atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value: 'open' }

/** The statement without its quotes, and what it binds. */
function of(asked: Partial<StoreAggregate>): readonly [string, ...unknown[]] {
  const { statement, values } = compiler.compileAggregate({ query: ask(isOpen), by: [], measures: [], most: 9, ...asked })
  return [statement.sql.replaceAll('"t0".', '').replaceAll('"', ''), ...bind(statement, values)]
}

/** What the statement gathers: the plan that it binds, and the values of each record. */
const plan = (keys: number, measures: readonly unknown[] = [], most = 9) => JSON.stringify({ keys, most, measures })

test('groups are values, places among bounds, or each value of a set, and are gathered while the records pass', () => {
  expect(of({ by: [group('stage'), group('csm')] })).toEqual([
    'SELECT tenure_groups(?, stage, csm) FROM company AS t0 WHERE archived_at IS NULL AND stage = ?',
    plan(2),
    'open',
  ])
  expect(of({ by: [group('due', ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'])] })).toEqual([
    'SELECT tenure_groups(?, CASE WHEN due IS NULL THEN NULL ELSE CASE WHEN due < ? THEN CASE WHEN due < ? THEN CASE WHEN due < ? THEN 0 ELSE 1 END ELSE 2 END ELSE CASE WHEN due < ? THEN 3 ELSE 4 END END END) FROM company AS t0 WHERE archived_at IS NULL AND stage = ?',
    plan(1),
    '2026-03-01',
    '2026-02-01',
    '2026-01-01',
    '2026-04-01',
    'open',
  ])
  expect(of({ by: [group('due', [])] })).toEqual([
    'SELECT tenure_groups(?, CASE WHEN due IS NULL THEN NULL ELSE 0 END) FROM company AS t0 WHERE archived_at IS NULL AND stage = ?',
    plan(1),
    'open',
  ])
  expect(of({ by: [group('stage'), group('tags')], measures: [measure('sum', 'seats')] })).toEqual([
    'SELECT tenure_groups(?, stage, m1.value, seats) FROM company AS t0 LEFT JOIN json_each(tags) AS m1 ON TRUE WHERE archived_at IS NULL AND stage = ?',
    plan(2, [{ measure: 'sum', kind: 'number' }]),
    'open',
  ])
})

test('of each measure its value is gathered, with the currency of an amount and what its weight depends on', () => {
  const measures = [measure('average', 'arr'), measure('minimum', 'seats'), measure('weighted', 'arr', { weights }), measure('sum', 'arr')]
  expect(of({ by: [group('csm')], measures })).toEqual([
    'SELECT tenure_groups(?, csm, arr, arr__currency, seats, arr, arr__currency, stage, arr, arr__currency) FROM company AS t0 WHERE archived_at IS NULL AND stage = ?',
    plan(1, [
      { measure: 'average', kind: 'money' },
      { measure: 'minimum', kind: 'number' },
      { measure: 'weighted', kind: 'money', shares: weights.shares },
      { measure: 'sum', kind: 'money' },
    ]),
    'open',
  ])
})

test('the database groups what an index has in that order, and where it counts different values', () => {
  const isGrouped = (asked: Partial<StoreAggregate>) => of({ query: ask(), ...asked })[0].includes(' GROUP BY ')
  expect(of({ query: ask(), by: [group('owner'), group('csm')], measures: [measure('minimum', 'due')] })).toEqual([
    'SELECT owner, csm, count(*), min(due) FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1 GROUP BY 1, 2 LIMIT ?',
    10,
  ])
  expect(of({ query: ask(), by: [group('due', ['2026-01-01'])], measures: [measure('distinct', 'arr')] })).toEqual([
    "SELECT CASE WHEN due IS NULL THEN NULL ELSE CASE WHEN due < ? THEN 0 ELSE 1 END END, count(*), count(DISTINCT arr__key || ' ' || arr__currency) FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1 GROUP BY 1 LIMIT ?",
    '2026-01-01',
    10,
  ])
  for (const by of [[group('stage')], [group('owner')], [group('stage'), group('due')]])
    expect(isGrouped({ by }), JSON.stringify(by)).toBe(true)
  for (const asked of [
    { by: [group('due')] },
    { by: [group('due'), group('stage')] },
    { by: [group('stage'), group('due', ['2026-01-01'])] },
    { by: [group('stage')], measures: [measure('sum', 'arr')] },
    { by: [group('stage')], query: ask(everything, { archived: 'any' }) },
    // The index of a user leaves out the records that have none.
    { by: [group('csm')] },
  ])
    expect(isGrouped(asked), JSON.stringify(asked)).toBe(false)
})

test('without groups each measure has its function, and money its currency', () => {
  expect(
    of({ measures: [measure('sum', 'seats'), measure('sum', 'arr'), measure('average', 'seats'), measure('average', 'arr')] }),
  ).toEqual([
    'SELECT count(*), tenure_sum(seats, NULL), tenure_sum(arr, arr__currency), tenure_sum(seats, NULL), tenure_sum(arr, arr__currency) FROM company AS t0 WHERE archived_at IS NULL AND stage = ? LIMIT ?',
    'open',
    10,
  ])
  expect(of({ measures: [measure('distinct', 'name'), measure('distinct', 'arr'), measure('distinct', 'seats')] })).toEqual([
    "SELECT count(*), count(DISTINCT name), count(DISTINCT arr__key || ' ' || arr__currency), count(DISTINCT seats) FROM company AS t0 WHERE archived_at IS NULL AND stage = ? LIMIT ?",
    'open',
    10,
  ])
  expect(of({ measures: (['minimum', 'maximum'] as const).flatMap((each) => [measure(each, 'seats'), measure(each, 'arr')]) })).toEqual([
    'SELECT count(*), min(seats), tenure_minimum(arr, arr__currency), max(seats), tenure_maximum(arr, arr__currency) FROM company AS t0 WHERE archived_at IS NULL AND stage = ? LIMIT ?',
    'open',
    10,
  ])
  expect(of({ measures: [measure('weighted', 'arr', { weights }), measure('sum', 'arr')] })).toEqual([
    'SELECT count(*), tenure_weighted_sum(arr, arr__currency, stage, ?), tenure_sum(arr, arr__currency) FROM company AS t0 WHERE archived_at IS NULL AND stage = ? LIMIT ?',
    '[["won","1"],["open","0.5"]]',
    'open',
    10,
  ])
})

test('the ends of an index are looked up where they answer all that is asked', () => {
  const both = [measure('minimum', 'seats'), measure('maximum', 'stage')]
  expect(of({ query: ask(), measures: both })).toEqual([
    'SELECT (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1), (SELECT min(seats) FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1), (SELECT max(stage) FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1) LIMIT ?',
    10,
  ])
  const isAtEnds = (asked: Partial<StoreAggregate>) => of({ query: ask(), measures: both, ...asked })[0].startsWith('SELECT (SELECT')
  expect(isAtEnds({})).toBe(true)
  const linked = [
    {
      name: 'deals.stage',
      hop: { edge: 'deals', forward: true, to: 'deal' },
      among: everything,
      property: 'stage',
      kind: 'enumeration' as const,
    },
  ]
  for (const asked of [
    { by: [group('stage')] },
    { measures: [] },
    { query: ask(isOpen) },
    { query: ask({ not: isOpen }) },
    { query: ask({ all: [isOpen, { atom: 0, test: 'is-known', property: 'csm', kind: 'user' }] }) },
    { query: ask(everything, { archived: 'any' }) },
    { query: ask(everything, { archived: 'only' }) },
    { query: ask(everything, { select: ['deals.stage'], linked }) },
    { measures: [...both, measure('sum', 'seats')] },
    ...(['name', 'arr', 'csm', 'due', 'tags'] as const).map((property) => ({ measures: [measure('minimum', property)] })),
  ])
    expect(isAtEnds(asked), JSON.stringify(asked)).toBe(false)
  expect(isAtEnds({ measures: [measure('minimum', 'owner')] })).toBe(true)
})

test('questions of one shape share a statement, and others do not', () => {
  const statementOf = (asked: Partial<StoreAggregate>) =>
    compiler.compileAggregate({ query: ask(isOpen), by: [], measures: [], most: 9, ...asked }).statement
  const due = (...bounds: string[]) => [group('due', bounds)]
  const other = { ...weights, shares: [['won', '0.1']] } as const
  const weighted = (each: Measure['weights']) => [measure('weighted', 'arr', each && { weights: each })]
  for (const [one, same] of [
    [{ most: 9 }, { most: 10 }],
    [{ by: due('2026-01-01') }, { by: due('2026-05-01') }],
    [{ measures: weighted(weights) }, { measures: weighted(other) }],
  ] as const)
    expect(statementOf(one)).toBe(statementOf(same))
  const apart: readonly Partial<StoreAggregate>[] = [
    {},
    ...[due(), due('2026-01-01'), due('2026-01-01', '2026-01-02'), [group('due')], [group('csm')]].map((by) => ({ by })),
    ...[
      [measure('sum', 'arr')],
      [measure('minimum', 'arr')],
      [measure('sum', 'seats')],
      weighted(weights),
      weighted({ ...weights, property: 'csm' }),
    ].map((measures) => ({ measures })),
    { query: ask() },
    { query: ask(isOpen, { archived: 'any' }) },
  ]
  expect(new Set(apart.map(statementOf)).size).toBe(apart.length)
  const looks = (['indexed', 'in place'] as const).map((look) =>
    compiler.compileAggregate({ query: ask(isOpen), by: [], measures: [], most: 9 }, look),
  )
  expect(looks[0]?.statement).not.toBe(looks[1]?.statement)
})

test('linked columns are joined, grouped and measured', () => {
  const hop = { edge: 'deals', forward: true, to: 'deal' }
  const linked = (['stage', 'amount'] as const).map((property) => ({
    name: `deals.${property}`,
    hop,
    among: isOpen,
    property,
    kind: 'enumeration' as const,
  }))
  const query = ask(everything, { select: ['deals.stage', 'deals.amount'], linked })
  const by = [{ property: 'deals.stage', kind: 'enumeration' as const }]
  expect(of({ query, by, measures: [{ measure: 'sum', property: 'deals.amount', kind: 'money' }] })).toEqual([
    "SELECT tenure_groups(?, l0.stage, l0.amount, l0.amount__currency) FROM company AS t0 LEFT JOIN deal AS l0 ON l0.id = (SELECT t1.id FROM tenure_edge AS e1 JOIN deal AS t1 ON t1.id = e1.to_id WHERE e1.edge = ? AND e1.from_id = id AND t1.archived_at IS NULL AND t1.stage = ? ORDER BY CASE WHEN e1.label = 'primary' THEN 0 ELSE 1 END, e1.to_id LIMIT 1) WHERE archived_at IS NULL AND 1 = 1",
    plan(1, [{ measure: 'sum', kind: 'money' }]),
    'deals',
    'open',
  ])
})
