import { type CanonicalQuery, canonicalise, type Expression } from '@tenure/core/adapter'
import type { StoreAggregate } from '@tenure/core/aggregate'
import { expect, test } from 'vitest'
import { sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { bind, QueryCompiler } from './query-compiler.js'

const layout = extendLayout(emptyLayout, {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'csm', kind: 'user' },
        { name: 'arr', kind: 'money' },
        { name: 'renewalDate', kind: 'date' },
      ],
    },
    { name: 'contact', properties: [{ name: 'name', kind: 'string' }] },
  ],
  edges: [{ edge: 'contact-company', from: 'contact', to: 'company' }],
})
const compiler = new QueryCompiler(new LayoutView(layout), sqliteDialect())
const everything: Expression = { all: [] }
const ask = (user: Expression, more: Partial<CanonicalQuery> = {}) =>
  canonicalise({ type: 'company', user, policy: everything, order: [], select: ['name'], limit: 5, count: true, archived: 'no', ...more })
const isName = (value: string): Expression => ({ atom: 0, test: 'is', property: 'name', kind: 'string', value })
const idOf = (...ids: string[]): Expression => ({ atom: 0, test: 'id-of', ids })

test('queries of one shape share their statements, with constants of their own', () => {
  const [a, b] = [compiler.compile(ask(isName('A'))), compiler.compile(ask(isName('b')))]
  expect(a.statements).toBe(b.statements)
  expect([bind(a.statements.rows, a.values), bind(b.statements.rows, b.values)]).toEqual([
    ['a', 5],
    ['b', 5],
  ])
})

test('lists of many lengths share few statements', () => {
  const statements = new Set([3, 4].map((length) => compiler.compile(ask(idOf(...'abcd'.slice(0, length)))).statements))
  for (let length = 17; length < 60; length += 1)
    statements.add(compiler.compile(ask(idOf(...Array.from({ length }, (_, n) => `c${n}`)))).statements)
  expect(statements.size).toBe(2)
})

test('what differs in more than constants has statements of its own', () => {
  const by = (direction: 'ascending' | 'descending', after?: CanonicalQuery['after']): CanonicalQuery =>
    ask(everything, { order: [{ property: 'name', direction, by: 'text' }], ...(after && { after }) })
  const queries = [
    ask(everything),
    ask(isName('a')),
    ask({ not: isName('a') }),
    ask({ any: [isName('a'), { atom: 1, test: 'is-known', property: 'csm', kind: 'user' }] }),
    ask({ all: [isName('a'), { atom: 1, test: 'is-known', property: 'csm', kind: 'user' }] }),
    ask(everything, { select: ['csm'] }),
    ask(everything, { archived: 'any' }),
    ask(everything, { count: false }),
    ask(everything, { offset: 1 }),
    by('ascending'),
    by('descending'),
    by('ascending', { values: ['a'], id: 'x' }),
    by('ascending', { values: [null], id: 'x' }),
  ]
  const statements = queries.map((query) => compiler.compile(query).statements.rows.sql + compiler.compile(query).statements.total?.sql)
  expect(new Set(statements).size).toBe(queries.length)
})

test('a walk backwards is the reverse with missing values and ties, and one that sorts uses no index for its order', () => {
  const query = ask(everything, { order: [{ property: 'renewalDate', direction: 'ascending', by: 'value' }], offset: 3 })
  const orders = (['forwards', 'backwards', 'sorted'] as const).map((walk) => {
    const { statements, values } = compiler.compile(query, walk)
    expect(bind(statements.rows, values)).toEqual([5, 3])
    return statements.rows.sql.replace(/.* ORDER BY /, '').replaceAll('"t0".', '')
  })
  expect(orders).toEqual([
    '"renewalDate" ASC NULLS LAST, "id" ASC LIMIT ? OFFSET ?',
    '"renewalDate" DESC NULLS FIRST, "id" DESC LIMIT ? OFFSET ?',
    '+"renewalDate" ASC NULLS LAST, "id" ASC LIMIT ? OFFSET ?',
  ])
})

const hop = { edge: 'contact-company', forward: true, to: 'company' } as const
const contacts = (mine: string, names: readonly string[], more: Partial<CanonicalQuery> = {}): CanonicalQuery => {
  const among: Expression = { atom: 0, test: 'is', property: 'csm', kind: 'user', value: mine }
  const linked = ['name', 'csm', 'arr'].map((property) => ({
    name: `companies.${property}`,
    hop,
    among,
    property,
    kind: 'string' as const,
  }))
  return ask(everything, { type: 'contact', select: ['name', ...names], linked, ...more })
}

test('columns of one step share one join, which the total does without', () => {
  const order = [{ property: 'companies.arr', direction: 'ascending', by: 'value' }] as const
  const { statements } = compiler.compile(contacts('anna', ['companies.name', 'companies.csm'], { order }))
  expect(statements.rows.sql.match(/LEFT JOIN/g)).toHaveLength(1)
  expect(statements.total?.sql).not.toContain('JOIN')
})

test('users whose rights have one shape share a statement, each with constants of their own', () => {
  const [anna, ben] = ['anna', 'ben'].map((user) => compiler.compile(contacts(user, ['companies.name'])))
  expect(anna?.statements).toBe(ben?.statements)
  expect(anna && bind(anna.statements.rows, anna.values)).toEqual(['contact-company', 'anna', 5])
  const others = [contacts('anna', ['companies.csm']), contacts('anna', [], { select: ['name'] })].map((query) => compiler.compile(query))
  expect(new Set([anna, ...others].map((compiled) => compiled?.statements.rows.sql)).size).toBe(3)
})

test('names of what the store does not have are refused', () => {
  expect(() => compiler.compile(contacts('anna', ['companies.name', 'companies.secret']))).toThrow(
    expect.objectContaining({ code: 'input.invalid' }),
  )
  const refused = expect.objectContaining({ code: 'input.invalid' })
  expect(() => compiler.compile({ ...ask(everything), type: 'deal' })).toThrow(refused)
  expect(() => compiler.compile(ask(everything, { select: ['secret'] }))).toThrow(refused)
})

test('an aggregate reads records in their place unless an index has all that it needs', () => {
  const indexed = extendLayout(layout, {
    types: [{ name: 'company', properties: [], indexes: [['renewalDate'], ['csm', 'arr']] }],
    edges: [],
  })
  const compiler = new QueryCompiler(new LayoutView(indexed), sqliteDialect())
  const renews: Expression = { atom: 0, test: 'at-least', property: 'renewalDate', kind: 'date', value: '2027-01-01' }
  const sqlOf = (where: Expression, measures: StoreAggregate['measures'] = []): string =>
    compiler.compileAggregate({ query: ask(where), by: [], measures, most: 9 }, 'in place').statement.sql
  const sum = { measure: 'sum', property: 'arr', kind: 'money' } as const
  const isInPlace = [sqlOf(everything), sqlOf(renews), sqlOf(isName('a')), sqlOf({ all: [renews, isName('a')] }), sqlOf(renews, [sum])]
  expect(isInPlace.map((text) => text.includes('NOT INDEXED'))).toEqual([false, false, true, true, true])
})

test('the least and the greatest value of all records are looked up at the ends of an index', () => {
  const indexed = extendLayout(layout, { types: [{ name: 'company', properties: [], indexes: [['renewalDate']] }], edges: [] })
  const compiler = new QueryCompiler(new LayoutView(indexed), sqliteDialect())
  const least = { measure: 'minimum', property: 'renewalDate', kind: 'date' } as const
  const sqlOf = (where: Expression) => compiler.compileAggregate({ query: ask(where), by: [], measures: [least], most: 9 }).statement.sql
  expect(sqlOf(everything)).toMatch(/^SELECT \(SELECT count\(\*\) .*\), \(SELECT min\("t0"."renewalDate"\) /)
  expect(sqlOf(isName('a'))).toMatch(/^SELECT count\(\*\), min/)
})

const isCsm = (value: string): Expression => ({ atom: 0, test: 'is', property: 'csm', kind: 'user', value })
const fromFar = /"id" IN \(SELECT/

test('a step to records that are few is taken from there, once for all', () => {
  const conditions: Readonly<Record<string, Expression>> = {
    named: idOf('c1'),
    'named, among others': { all: [isName('a'), idOf('c1')] },
    'named or not': { any: [isName('a'), idOf('c1')] },
    'of a user': isCsm('anna'),
    'of a user, among others': { all: [isName('a'), isCsm('anna')] },
    'of a user or not': { any: [isCsm('anna'), isName('a')] },
    'of a name': isName('a'),
    'not of a user': { not: isCsm('anna') },
  }
  const rowsOf = (where: Expression, walk: 'forwards' | 'sorted') => {
    const { rows, total } = compiler.compile(ask({ atom: 0, test: 'some', hop, where }, { type: 'contact' }), walk).statements
    return [rows, total].map((statement) => fromFar.test(statement?.sql ?? ''))
  }
  const isFar = Object.entries(conditions).map(([name, where]) => [name, ...rowsOf(where, 'forwards'), ...rowsOf(where, 'sorted')])
  // For each: rows and total of a walk along an index, then of one that looks at all records.
  expect(isFar).toEqual([
    ['named', true, true, true, true],
    ['named, among others', true, true, true, true],
    ['named or not', false, false, false, false],
    ['of a user', false, true, true, true],
    ['of a user, among others', false, true, true, true],
    ['of a user or not', false, false, false, false],
    ['of a name', false, false, false, false],
    ['not of a user', false, false, false, false],
  ])
})

test('records with a text are found once before the pick is made among what is linked', () => {
  const property = { atom: 0, property: 'name', kind: 'string' } as const
  const conditions: readonly Expression[] = [
    ...(['contains', 'starts-with', 'ends-with'] as const).map((test): Expression => ({ ...property, test, text: 'a' })),
    isName('a'),
    { ...property, test: 'any-of', values: ['a'] },
    { ...property, test: 'is-known' },
    { not: isName('a') },
    isCsm('anna'),
  ]
  const isFar = conditions.map((where) => {
    const { rows } = compiler.compile(ask({ atom: 0, test: 'first', hop, among: isCsm('anna'), where }, { type: 'contact' })).statements
    expect(rows.sql).toMatch(/ORDER BY CASE WHEN .* LIMIT 1\)/)
    return fromFar.test(rows.sql)
  })
  expect(isFar).toEqual([true, true, true, true, true, false, false, false])
})
