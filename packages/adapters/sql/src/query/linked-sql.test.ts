import { type CanonicalQuery, canonicalise, type Expression, type Hop, type LinkedColumn } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { queryColumns } from './linked-sql.js'
import { bind, QueryCompiler } from './query-compiler.js'

const types = [
  {
    name: 'contact',
    properties: [
      { name: 'name', kind: 'string' as const },
      { name: 'mail', kind: 'string' as const },
    ],
  },
  {
    name: 'company',
    properties: [
      { name: 'stage', kind: 'enumeration' as const },
      { name: 'arr', kind: 'money' as const },
      { name: 'csm', kind: 'user' as const },
    ],
  },
]
const edges = [
  { edge: 'works-at', from: 'contact', to: 'company' },
  { edge: 'knows', from: 'company', to: 'contact' },
]
const view = new LayoutView(extendLayout(emptyLayout, { types, edges }))
const compiler = new QueryCompiler(view, sqliteDialect())
const everything: Expression = { all: [] }
const isStage = (value: string): Expression => ({ atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value })
const employer: Hop = { edge: 'works-at', forward: true, to: 'company' }
const column = (name: string, hop: Hop, property: string, among: Expression = everything): LinkedColumn => ({
  name,
  hop,
  property,
  among,
  kind: 'string',
})
const ask = (more: Partial<CanonicalQuery> & { readonly user?: Expression }): CanonicalQuery =>
  canonicalise({
    ...{ type: 'contact', user: everything, policy: everything, order: [], select: [], count: false, archived: 'no' },
    ...more,
  })

/** The statement of the rows without its quotes, and what it binds. */
function of(more: Partial<CanonicalQuery> & { readonly user?: Expression }): readonly [string, ...unknown[]] {
  const { statements, values } = compiler.compile(ask(more))
  return [statements.rows.sql.replaceAll('"', ''), ...bind(statements.rows, values)]
}

test('a record that a step picks is joined under an alias of its own, and read there', () => {
  const linked = ['arr', 'stage', 'id'].map((property) => column(`c.${property}`, employer, property, isStage('open')))
  const order = [{ property: 'c.stage', direction: 'ascending', by: 'value' }] as const
  expect(
    of({
      select: ['name', 'c.arr', 'c.id'],
      linked,
      order,
      limit: 3,
      user: { atom: 0, test: 'is-known', property: 'mail', kind: 'string' },
    }),
  ).toEqual([
    "SELECT t0.id, t0.version, l0.arr, l0.arr__currency, l0.id, t0.name FROM contact AS t0 LEFT JOIN company AS l0 ON l0.id = (SELECT t1.id FROM tenure_edge AS e1 JOIN company AS t1 ON t1.id = e1.to_id WHERE e1.edge = ? AND e1.from_id = t0.id AND t1.archived_at IS NULL AND t1.stage = ? ORDER BY CASE WHEN e1.label = 'primary' THEN 0 ELSE 1 END, e1.to_id LIMIT 1) WHERE t0.archived_at IS NULL AND t0.mail IS NOT NULL ORDER BY l0.stage ASC NULLS LAST, t0.id ASC LIMIT ?",
    'works-at',
    'open',
    3,
  ])
})

test('steps share a pick only where edge, direction and rights are the same', () => {
  const colleague: Hop = { edge: 'knows', forward: false, to: 'company' }
  const [open, won] = [isStage('open'), isStage('won')]
  const aliases = (...columns: readonly (readonly [Hop, Expression])[]) => {
    const linked = columns.map(([hop, among], at) => column(`c${at}`, hop, 'stage', among))
    const found = queryColumns({ ...ask({}), linked }, { type: view.get('contact'), alias: 't0' }, view)
    return [found.picks.length, ...linked.map(({ name }) => found.keyOf(name))]
  }
  expect(aliases([employer, open], [employer, open])).toEqual([1, 'l0.0', 'l0.0'])
  expect(aliases([employer, open], [employer, won])).toEqual([2, 'l0.0', 'l1.0'])
  expect(aliases([employer, open], [colleague, open])).toEqual([2, 'l0.0', 'l1.0'])
  expect(aliases([employer, open], [{ ...colleague, forward: true }, open])).toEqual([2, 'l0.0', 'l1.0'])
  expect(aliases([employer, open], [{ ...employer, forward: false }, open])).toEqual([2, 'l0.0', 'l1.0'])
})

test('own columns and linked ones have keys of their own', () => {
  const linked = [column('mail', employer, 'csm'), column('c.id', employer, 'id')]
  const own = { type: view.get('contact'), alias: 't0' }
  const found = queryColumns({ ...ask({}), linked }, own, view)
  expect(['name', 'mail', 'c.id'].map(found.keyOf)).toEqual(['0', 'l0.2', 'l0.-1'])
  expect(found.get('name')).toEqual({ place: own, column: view.get('contact').get('name') })
  expect(found.get('c.id').column).toEqual({ property: 'id', kind: 'string', column: 'id', place: -1 })
  expect(() => found.get('absent')).toThrow('The store has no property contact.absent.')
  expect(queryColumns(ask({}), own, view)).toMatchObject({ own, picks: [] })
})

test('steps are taken along their edge, in their direction and by their label, at every depth', () => {
  const inner: Expression = {
    atom: 0,
    test: 'some',
    hop: { edge: 'knows', forward: true, to: 'contact', label: 'boss' },
    where: everything,
  }
  const back: Hop = { edge: 'works-at', forward: false, to: 'contact' }
  expect(of({ user: { atom: 0, test: 'some', hop: employer, where: { all: [isStage('open'), inner] } } })).toEqual([
    'SELECT t0.id, t0.version FROM contact AS t0 WHERE t0.archived_at IS NULL AND EXISTS (SELECT 1 FROM tenure_edge AS e1 JOIN company AS t1 ON t1.id = e1.to_id WHERE e1.edge = ? AND e1.from_id = t0.id AND t1.archived_at IS NULL AND (t1.stage = ? AND EXISTS (SELECT 1 FROM tenure_edge AS e2 JOIN contact AS t2 ON t2.id = e2.to_id WHERE e2.edge = ? AND e2.from_id = t1.id AND e2.label = ? AND t2.archived_at IS NULL AND 1 = 1 LIMIT 1)) LIMIT 1) ORDER BY t0.id ASC',
    'works-at',
    'open',
    'knows',
    'boss',
  ])
  expect(of({ type: 'company', user: { atom: 0, test: 'count', hop: back, where: everything, is: 'more', than: 2 } })).toEqual([
    'SELECT t0.id, t0.version FROM company AS t0 WHERE t0.archived_at IS NULL AND (SELECT count(DISTINCT e1.from_id) FROM tenure_edge AS e1 JOIN contact AS t1 ON t1.id = e1.from_id WHERE e1.edge = ? AND e1.to_id = t0.id AND t1.archived_at IS NULL AND 1 = 1) > ? ORDER BY t0.id ASC',
    'works-at',
    2,
  ])
  expect(of({ user: { atom: 0, test: 'first', hop: employer, among: isStage('open'), where: isStage('won') } })).toEqual([
    "SELECT t0.id, t0.version FROM contact AS t0 WHERE t0.archived_at IS NULL AND (SELECT t1.stage = ? FROM tenure_edge AS e1 JOIN company AS t1 ON t1.id = e1.to_id WHERE e1.edge = ? AND e1.from_id = t0.id AND t1.archived_at IS NULL AND t1.stage = ? ORDER BY CASE WHEN e1.label = 'primary' THEN 0 ELSE 1 END, e1.to_id LIMIT 1) ORDER BY t0.id ASC",
    'won',
    'works-at',
    'open',
  ])
  const named: Expression = { atom: 0, test: 'id-of', ids: ['x'] }
  expect(of({ user: { atom: 0, test: 'some', hop: { ...employer, label: 'main' }, where: named } })).toEqual([
    'SELECT t0.id, t0.version FROM contact AS t0 WHERE t0.archived_at IS NULL AND t0.id IN (SELECT e1.from_id FROM company AS t1 JOIN tenure_edge AS e1 ON e1.to_id = t1.id WHERE e1.edge = ? AND e1.label = ? AND t1.archived_at IS NULL AND t1.id IN (?, ?)) ORDER BY t0.id ASC',
    'works-at',
    'main',
    'x',
    'x',
  ])
  expect(of({ user: { not: { atom: 0, test: 'some', hop: { ...employer, label: 'main' }, where: isStage('open') } } })).toEqual([
    'SELECT t0.id, t0.version FROM contact AS t0 WHERE t0.archived_at IS NULL AND (EXISTS (SELECT 1 FROM tenure_edge AS e1 JOIN company AS t1 ON t1.id = e1.to_id WHERE e1.edge = ? AND e1.from_id = t0.id AND e1.label = ? AND t1.archived_at IS NULL AND t1.stage = ? LIMIT 1)) IS NOT TRUE ORDER BY t0.id ASC',
    'works-at',
    'main',
    'open',
  ])
})

test('a count is compared as it is asked', () => {
  const hop: Hop = { edge: 'works-at', forward: false, to: 'contact' }
  const signs = (['is', 'less', 'at-most', 'more', 'at-least'] as const).map((is) => {
    const [text, ...values] = of({ type: 'company', user: { atom: 0, test: 'count', hop, where: everything, is, than: 2 } })
    return [/\) (\S+) \? ORDER BY/.exec(text)?.[1], ...values]
  })
  expect(signs).toEqual(['=', '<', '<=', '>', '>='].map((sign) => [sign, 'works-at', 2]))
})
