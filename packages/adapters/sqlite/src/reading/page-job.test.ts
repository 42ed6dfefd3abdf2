import { type CanonicalQuery, canonicalise, type Expression } from '@tenure/core/adapter'
import { emptyLayout, extendLayout, LayoutView, QueryCompiler, sqliteDialect } from '@tenure/sql'
import { expect, test } from 'vitest'
import { bound, feedHead, isFar, isPage, looksFar, mayBeSorted, toJob, totalKey, totalOf } from './page-job.js'

const layout = extendLayout(emptyLayout, {
  types: [
    { name: 'company', properties: [{ name: 'name', kind: 'string' }] },
    { name: 'contact', properties: [{ name: 'name', kind: 'string' }] },
  ],
  edges: [{ edge: 'contact-company', from: 'contact', to: 'company' }],
})
const compiler = new QueryCompiler(new LayoutView(layout), sqliteDialect())
const everything: Expression = { all: [] }
const isName = (value: string): Expression => ({ atom: 0, test: 'is', property: 'name', kind: 'string', value })
const hasContact: Expression = {
  atom: 0,
  test: 'some',
  hop: { edge: 'contact-company', forward: false, to: 'contact' },
  where: isName('Ada'),
}
const changed: Expression = { atom: 0, test: 'changed', property: 'name', kind: 'string', since: 0 }
const page = {
  type: 'company',
  user: isName('a'),
  policy: everything,
  order: [],
  select: ['name'],
  limit: 5,
  count: true,
  archived: 'no',
} as const
type Parts = Parameters<typeof canonicalise>[0]
const ask = (more: Partial<Parts> = {}): CanonicalQuery => canonicalise({ ...page, ...more })
const rows = { sql: 'rows', values: [] }

test('rows come at once up to 500 of them', () => {
  const { limit: _, ...whole } = page
  expect([ask({ limit: 500 }), ask({ limit: 501 }), canonicalise(whole)].map(isPage)).toEqual([true, false, false])
})

test('a page is far where its offset is, unless it goes on after a record or is none', () => {
  const after = { values: [], id: 'c1' }
  const far = [{ offset: 9 }, { offset: 10 }, {}, { offset: 10, after }, { offset: 10, limit: 501 }]
  expect(far.map((more) => isFar(ask(more), 10))).toEqual([false, true, false, false, false])
  expect(isFar(ask(), 0)).toBe(true)
})

test('a page may be sorted where a total is wanted and the first thousand reach it', () => {
  const pages = [{ offset: 995 }, { offset: 996 }, {}, { count: false }, { limit: 501 }]
  expect(pages.map((more) => mayBeSorted(ask(more)))).toEqual([true, false, true, false, false])
})

test('a job reads the head first, then rows and total; of more rows, the total first and then the rows in parts', () => {
  const compiled = compiler.compile(ask())
  const total = bound(compiled.statements.total ?? compiled.statements.rows, compiled.values)
  expect(total.sql).toContain('count(*)')
  expect(total.values).toEqual(['a'])
  expect(toJob(compiled, true, rows)).toEqual({ statements: [feedHead, rows, { ...total, unlessFewer: 5 }] })
  expect(toJob(compiled, false, rows)).toEqual({ statements: [feedHead, total], parts: rows })
  const uncounted = compiler.compile(ask({ count: false }))
  expect(toJob(uncounted, true, rows)).toEqual({ statements: [feedHead, rows] })
  expect(toJob(uncounted, false, rows)).toEqual({ statements: [feedHead], parts: rows })
})

test('the total is left out of a page that is not full only where that page says it, whatever comes before it', () => {
  const whole = compiler.compile(ask())
  const later = compiler.compile(ask({ offset: 10 }))
  const part = { ...whole, whole: false }
  const unless = [whole, later, part].map((compiled) => toJob(compiled, true, rows).statements.at(-1)?.unlessFewer)
  expect(unless).toEqual([5, undefined, undefined])
  const totals = (compiled: typeof whole) => [0, 1, 4, 5].map((found) => totalOf(compiled, found))
  expect(totals(whole)).toEqual([0, 1, 4, undefined])
  expect(totals(later)).toEqual([undefined, 11, 14, undefined])
  expect(totals(part)).toEqual([undefined, undefined, undefined, undefined])
  expect(totals({ ...whole, limit: undefined })).toEqual([undefined, undefined, undefined, undefined])
})

test('a total is known by its condition and constants, whatever the page', () => {
  const key = (more: Partial<Parts>) => totalKey(compiler.compile(ask(more)))
  const byName = [{ property: 'name', direction: 'ascending', by: 'text' }] as const
  expect(key({ offset: 10, order: byName })).toBe(key({}))
  expect(key({ user: isName('b') })).not.toBe(key({}))
  expect(key({ user: everything })).not.toBe(key({}))
  expect(key({ count: false })).toBe('')
})

test('what follows links or the past looks far', () => {
  const queries = [isName('a'), hasContact, changed].map((user) => compiler.compile(ask({ user })).statements.rows)
  expect(queries.map(looksFar)).toEqual([false, true, true])
})
