import { type CanonicalQuery, canonicalise, type Expression } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { bind, QueryCompiler } from './query-compiler.js'

const properties = [
  ...['csm', 'owner'].map((name) => ({ name, kind: 'user' as const })),
  { name: 'stage', kind: 'enumeration' as const },
  { name: 'due', kind: 'date' as const },
]
const indexes = [
  ['csm', 'due'],
  ['owner', 'due'],
  ['csm', 'owner', 'due'],
]
const layout = extendLayout(emptyLayout, { types: [{ name: 'company', properties, indexes }], edges: [] })
const compiler = new QueryCompiler(new LayoutView(layout), sqliteDialect())
const is = (property: string, value: string, kind: 'user' | 'enumeration' = 'user'): Expression => ({
  atom: 0,
  test: 'is',
  property,
  kind,
  value,
})
const anyOf = (property: string, ...values: string[]): Expression => ({ atom: 0, test: 'any-of', property, kind: 'user', values })

/** Rows and total without quotes, and what they bind. */
function of(any: readonly Expression[], more: Partial<CanonicalQuery> = {}, user: Expression = { all: [] }) {
  const order = [{ property: 'due', direction: 'descending', by: 'value' }] as const
  const query = canonicalise({
    type: 'company',
    user,
    policy: { any },
    order,
    select: ['due'],
    limit: 5,
    count: true,
    archived: 'no',
    ...more,
  })
  const { statements, values } = compiler.compile(query)
  const text = (statement: { readonly sql: string }) => statement.sql.replaceAll('"t0".', '').replaceAll('"', '')
  const { rows, total = rows } = statements
  return [text(rows), bind(rows, values), text(total), bind(total, values)]
}

test('each reason is a walk of its own without what the ones before it show, and all are merged in their order', () => {
  expect(of([is('csm', 'anna'), is('owner', 'anna')])).toEqual([
    'SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND csm = ? UNION ALL SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND owner = ? AND (csm = ?) IS NOT TRUE ORDER BY 4 DESC NULLS LAST, 5 ASC LIMIT ?',
    ['anna', 'anna', 'anna', 5],
    'SELECT (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND csm = ?) + (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND owner = ?) - (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND owner = ? AND csm = ?)',
    ['anna', 'anna', 'anna', 'anna'],
  ])
})

test('each value of a list is a walk, and the last one is not walked twice', () => {
  expect(of([anyOf('csm', 'a', 'b', 'c'), is('owner', 'anna')], { offset: 2 }, is('stage', 'new', 'enumeration'))).toEqual([
    'SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND csm = ? AND stage = ? UNION ALL SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND csm = ? AND ? <> ? AND stage = ? UNION ALL SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND csm = ? AND ? <> ? AND stage = ? UNION ALL SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND csm = ? AND ? <> ? AND stage = ? UNION ALL SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND owner = ? AND (csm IN (?, ?, ?, ?)) IS NOT TRUE AND stage = ? ORDER BY 4 DESC NULLS LAST, 5 ASC LIMIT ? OFFSET ?',
    ['a', 'new', 'b', 'b', 'a', 'new', 'c', 'c', 'b', 'new', 'c', 'c', 'c', 'new', 'anna', 'a', 'b', 'c', 'c', 'new', 5, 2],
    'SELECT (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND csm IN (?, ?, ?, ?) AND stage = ?) + (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND owner = ? AND (csm IN (?, ?, ?, ?)) IS NOT TRUE AND stage = ?)',
    ['a', 'b', 'c', 'c', 'new', 'anna', 'a', 'b', 'c', 'c', 'new'],
  ])
})

test('what comes after a row is asked of each walk', () => {
  expect(of([is('csm', 'anna'), is('owner', 'anna')], { after: { values: ['2027-01-01'], id: 'c1' } })).toEqual([
    'SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND csm = ? AND ((due < ? OR due IS NULL) OR (due = ? AND id > ?)) UNION ALL SELECT id, version, due, due, id FROM company AS t0 WHERE archived_at IS NULL AND owner = ? AND (csm = ?) IS NOT TRUE AND ((due < ? OR due IS NULL) OR (due = ? AND id > ?)) ORDER BY 4 DESC NULLS LAST, 5 ASC LIMIT ?',
    ['anna', '2027-01-01', '2027-01-01', 'c1', 'anna', 'anna', '2027-01-01', '2027-01-01', 'c1', 5],
    'SELECT (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND csm = ?) + (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND owner = ?) - (SELECT count(*) FROM company AS t0 WHERE archived_at IS NULL AND owner = ? AND csm = ?)',
    ['anna', 'anna', 'anna', 'anna'],
  ])
})
