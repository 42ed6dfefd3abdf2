import { canonicalise, type Expression } from '@tenure/core/adapter'
import type { Measure, StoreAggregate } from '@tenure/core/aggregate'
import { expect, test } from 'vitest'
import { sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { planPass } from './pass-sql.js'
import { bind, QueryCompiler } from './query-compiler.js'

const kinds = { name: 'string', arr: 'money', seats: 'number', stage: 'enumeration', csm: 'user' } as const
const properties = Object.entries(kinds).map(([name, kind]) => ({ name, kind }))
const types = [
  { name: 'note', properties: [] },
  { name: 'company', properties, indexes: [['seats']] },
]
const view = new LayoutView(extendLayout(emptyLayout, { types, edges: [] }))
const compiler = new QueryCompiler(view, sqliteDialect())
const everything: Expression = { all: [] }
const is = (value: string, property: keyof typeof kinds = 'stage'): Expression => ({
  atom: 0,
  test: 'is',
  property,
  kind: kinds[property],
  value,
})
const from = (value: number): Expression => ({ atom: 0, test: 'at-least', property: 'seats', kind: 'number', value })
const measure = (measure: Measure['measure'], property: keyof typeof kinds, more: Partial<Measure> = {}): Measure => ({
  measure,
  property,
  kind: kinds[property],
  ...more,
})
const asked = (user: Expression, measures: readonly Measure[] = [], policy: Expression = everything): StoreAggregate => ({
  query: canonicalise({ type: 'company', user, policy, order: [], select: [], count: false, archived: 'no' }),
  ...{ by: [], measures, most: 9 },
})
const weights = { property: 'stage', shares: [['won', '1']] } as const

/** The statement without its quotes, and what it binds. */
function of(aggregates: readonly StoreAggregate[], look: 'indexed' | 'in place' = 'indexed'): readonly [string, ...unknown[]] {
  const { statement, values } = compiler.compilePass(aggregates, look)
  return [statement.sql.replaceAll('"t0".', '').replaceAll('"', ''), ...bind(statement, values)]
}

test('what all demand is tested once, and each chain says how far a record comes', () => {
  const mine = is('anna', 'csm')
  expect(
    of([asked(everything, [], mine), asked(is('open'), [], mine), asked({ all: [is('open'), from(5)] }, [measure('sum', 'arr')], mine)]),
  ).toEqual([
    'SELECT count(*), count(*) FILTER (WHERE q.depth 0 >= 1), count(*) FILTER (WHERE q.depth 0 >= 2), tenure_sum(q.arr, q.arr__currency) FILTER (WHERE q.depth 0 >= 2) FROM (SELECT CASE WHEN (stage = ?) IS NOT TRUE THEN 0 WHEN (seats >= ?) IS NOT TRUE THEN 1 ELSE 2 END AS depth 0, arr, arr__key, arr__currency FROM company AS t0 WHERE archived_at IS NULL AND (csm = ?) LIMIT -1) AS q',
    'open',
    5,
    'anna',
  ])
})

test('conditions that do not contain each other are chains of their own', () => {
  expect(of([asked(is('open'), [measure('maximum', 'seats')]), asked(is('won')), asked(from(3))])).toEqual([
    'SELECT count(*) FILTER (WHERE q.depth 0 >= 1), max(q.seats) FILTER (WHERE q.depth 0 >= 1), count(*) FILTER (WHERE q.depth 1 >= 1), count(*) FILTER (WHERE q.depth 2 >= 1) FROM (SELECT CASE WHEN (stage = ?) IS NOT TRUE THEN 0 ELSE 1 END AS depth 0, CASE WHEN (stage = ?) IS NOT TRUE THEN 0 ELSE 1 END AS depth 1, CASE WHEN (seats >= ?) IS NOT TRUE THEN 0 ELSE 1 END AS depth 2, seats FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1 LIMIT -1) AS q',
    'open',
    'won',
    3,
  ])
})

test('aggregates of everything look at no condition', () => {
  expect(of([asked(everything, [measure('distinct', 'name'), measure('distinct', 'arr')]), asked(everything)])).toEqual([
    "SELECT count(*), count(DISTINCT q.name), count(DISTINCT q.arr__key || ' ' || q.arr__currency), count(*) FROM (SELECT 0 AS depth 0, name, arr, arr__key, arr__currency FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1 LIMIT -1) AS q",
  ])
  expect(of([asked({ any: [] }), asked(everything)])).toEqual([
    'SELECT count(*) FILTER (WHERE q.depth 0 >= 1), count(*) FROM (SELECT CASE WHEN (1 = 0) IS NOT TRUE THEN 0 ELSE 1 END AS depth 0 FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1 LIMIT -1) AS q',
  ])
})

test('weights are bound after all conditions, in the order of the aggregates', () => {
  const weighted = (share: string) => measure('weighted', 'arr', { weights: { ...weights, shares: [['won', share]] } })
  expect(of([asked(is('open'), [weighted('1')]), asked(from(3), [measure('sum', 'seats'), weighted('0.5')])])).toEqual([
    'SELECT count(*) FILTER (WHERE q.depth 0 >= 1), tenure_weighted_sum(q.arr, q.arr__currency, q.stage, ?) FILTER (WHERE q.depth 0 >= 1), count(*) FILTER (WHERE q.depth 1 >= 1), tenure_sum(q.seats, NULL) FILTER (WHERE q.depth 1 >= 1), tenure_weighted_sum(q.arr, q.arr__currency, q.stage, ?) FILTER (WHERE q.depth 1 >= 1) FROM (SELECT CASE WHEN (stage = ?) IS NOT TRUE THEN 0 ELSE 1 END AS depth 0, CASE WHEN (seats >= ?) IS NOT TRUE THEN 0 ELSE 1 END AS depth 1, arr, arr__key, arr__currency, stage, seats FROM company AS t0 WHERE archived_at IS NULL AND 1 = 1 LIMIT -1) AS q',
    '[["won","1"]]',
    '[["won","0.5"]]',
    'open',
    3,
  ])
})

test('a pass in place reads through no index, unless one has all that is needed', () => {
  const text = (aggregates: readonly StoreAggregate[], look: 'indexed' | 'in place') => of(aggregates, look)[0].includes(' NOT INDEXED ')
  const open = [asked(is('open')), asked(from(3))]
  const covered = [asked(from(1)), asked(from(3))]
  expect([text(open, 'indexed'), text(open, 'in place'), text(covered, 'in place')]).toEqual([false, true, false])
})

test('a chain is gone on with where all that it holds is asked, whatever the order of the aggregates', () => {
  const plan = planPass(
    [asked({ all: [is('open'), from(5)] }), asked(is('open')), asked(from(5)), asked(everything)],
    view.get('company'),
    view,
  )
  expect(plan.common).toEqual([])
  expect(plan.chains.map((steps) => steps.map(({ parts }) => parts.length))).toEqual([[1, 1], [1]])
  expect(plan.members.map(({ chain, depth }) => [chain, depth])).toEqual([
    [0, 2],
    [0, 1],
    [1, 1],
    [0, 0],
  ])
})

test('passes of one shape share a statement, and others do not', () => {
  const statementOf = (...aggregates: readonly StoreAggregate[]) => compiler.compilePass(aggregates, 'indexed').statement
  const weighted = (property: 'stage' | 'csm', share = '1') => [
    measure('weighted', 'arr', { weights: { property, shares: [['won', share]] } }),
  ]
  expect(statementOf(asked(is('a')), asked(from(1)))).toBe(statementOf(asked(is('b')), asked(from(2))))
  expect(statementOf(asked(is('a'), weighted('stage')))).toBe(statementOf(asked(is('a'), weighted('stage', '0.2'))))
  const passes = [
    [asked(is('a'))],
    [asked(is('a')), asked(is('b'))],
    [asked(is('a')), asked(everything)],
    [asked(everything), asked(is('a'))],
    [asked(is('a')), asked({ all: [is('a'), from(1)] })],
    [asked({ all: [is('a'), from(1)] })],
    [asked(is('a'), [measure('sum', 'arr')])],
    [asked(is('a'), [measure('minimum', 'arr')])],
    [asked(is('a'), [measure('minimum', 'seats')])],
    [asked(is('a'), weighted('stage'))],
    [asked(is('a'), weighted('csm'))],
  ]
  const statements = [...passes.map((pass) => statementOf(...pass)), compiler.compilePass([asked(is('a'))], 'in place').statement]
  expect(new Set(statements).size).toBe(passes.length + 1)
})

test('one row gives a group for each aggregate', () => {
  const { read } = compiler.compilePass(
    [
      asked(is('a'), [measure('maximum', 'seats'), measure('distinct', 'name')]),
      asked(from(1)),
      asked(everything, [measure('sum', 'seats')]),
    ],
    'indexed',
  )
  expect(read([3, 7, 2, 5, 9, '[{"amount":"4","count":2}]'])).toEqual([
    { key: [], count: 3, measures: [[7], 2] },
    { key: [], count: 5, measures: [] },
    { key: [], count: 9, measures: [[{ amount: '4', count: 2 }]] },
  ])
})
