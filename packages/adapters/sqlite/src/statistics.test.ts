import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Atom, canonicalise, type Expression, type SchemaSnapshot, silentLog } from '@tenure/core/adapter'
import type { StoreLayout } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from './connection.js'
import { sqlite } from './sqlite.js'
import { gatherStatistics, readEstimates, refreshStatistics } from './statistics.js'

const io = { signal: new AbortController().signal }
const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'owner', kind: 'user' },
        { name: 'csm', kind: 'user' },
      ],
      indexes: [['owner']],
    },
  ],
  edges: [],
}

test('after a start the store expects as many rows as the table, the named ids or the values of an index have', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'statistics-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const open = async () => {
    const store = sqlite({ file: join(folder, 'rows.db') })
    await store.open({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: io.signal })
    await store.schema?.apply(schema, io)
    return store
  }
  const first = await open()
  const writes = Array.from({ length: 200 }, (_, at) => ({
    ...{ write: 'create' as const, ref: { type: 'company', id: `c${at}` } },
    values: { owner: `u${at % 10}`, csm: `u${at % 10}` },
  }))
  await first.commit({ atomic: true, at: 0, actor: { source: 'user' }, writes }, io)
  await first.close()
  const store = await open()
  onTestFinished(() => store.close())
  const rows = (user: Expression) =>
    store.plan(canonicalise({ type: 'company', user, policy: { all: [] }, order: [], select: [], limit: 5, count: true, archived: 'no' }))
      .rows
  const is = (property: string, value: string): Atom => ({ atom: 0, test: 'is', property, kind: 'user', value })
  const ids: Atom = { atom: 0, test: 'id-of', ids: ['c1', 'c2'] }
  expect([rows({ all: [] }), rows(is('csm', 'u1')), rows(ids), rows({ any: [ids, is('csm', 'u1')] })]).toEqual([200, 200, 2, 200])
  const either: Expression = { any: [is('owner', 'u1'), is('owner', 'u2')] }
  expect([rows(is('owner', 'u1')), rows(either), rows({ all: [is('owner', 'u1'), ids] })]).toEqual([20, 40, 2])
})

test('SQLite counts again once a table has more than 500 rows beyond twice those that it knew of', () => {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  onTestFinished(() => connection.close())
  connection.exec('CREATE TABLE company (id TEXT); CREATE INDEX by_id ON company (id)')
  const layout = { types: [{ table: 'company', indexes: [{ name: 'by_id', columns: ['id'] }] }] } as unknown as StoreLayout
  const numbers = (from: number, to: number) => `WITH RECURSIVE n(x) AS (SELECT ${from} UNION ALL SELECT x + 1 FROM n WHERE x < ${to})`
  const fill = (from: number, to: number) => connection.exec(`${numbers(from, to)} INSERT INTO company SELECT x FROM n`)
  const known = () => {
    refreshStatistics(connection, layout)
    const isThere = connection.get("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", []) !== undefined
    return isThere ? Number(String(connection.get('SELECT stat FROM sqlite_stat1', [])?.[0]).split(' ')[0]) : 0
  }
  fill(1, 500)
  expect(known()).toBe(0)
  fill(501, 501)
  expect(known()).toBe(501)
  fill(502, 1502)
  expect(known()).toBe(501)
  fill(1503, 1503)
  expect(known()).toBe(1503)
})

/** A table of 60 rows with an index of three owners and one of names that are unique, and its statistics. */
function counted() {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  onTestFinished(() => connection.close())
  connection.exec(`CREATE TABLE company (archived_at INTEGER, owner TEXT, name TEXT); CREATE TABLE empty (id TEXT);
    CREATE INDEX by_owner ON company (archived_at, owner); CREATE UNIQUE INDEX unique_name ON company (name); CREATE INDEX by_csm ON company (archived_at, name)`)
  const indexes = [
    { name: 'by_owner', columns: ['archived_at', 'owner'], properties: ['owner'] },
    { name: 'unique_name', columns: ['name'], properties: ['name'], unique: true },
  ]
  const layout = {
    types: [
      { type: 'company', table: 'company', indexes },
      { type: 'none', table: 'empty', indexes: [{ name: 'absent', columns: ['archived_at', 'id'], properties: ['id'] }] },
    ],
  } as unknown as StoreLayout
  connection.exec(`WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 60)
    INSERT INTO company SELECT CASE WHEN x % 2 THEN x END, 'u' || (x % 3), 'n' || x FROM n`)
  const stats = () => connection.all("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'company' ORDER BY idx", [])
  return { connection, layout, stats }
}

test('nearly all records are taken to be not archived, in the indexes of the layout that begin with that', () => {
  const { connection, layout, stats } = counted()
  connection.exec('ANALYZE')
  const [csm, owner, name] = stats().map(([, stat]) => String(stat))
  gatherStatistics(connection, layout)
  expect(owner).not.toMatch(/^60 60/)
  expect(stats()).toEqual([
    ['by_csm', csm],
    ['by_owner', `60 60 ${owner?.split(' ')[2]}`],
    ['unique_name', name],
  ])
})

test('a store without statistics has none to correct, and expects all rows', () => {
  const { connection, layout } = counted()
  connection.exec('DELETE FROM company')
  const rows = (name: string) => readEstimates(connection, layout).rowsFor({ type: name, where: { all: [] } } as never)
  expect([rows('company'), rows('none'), rows('unknown')]).toEqual([0, 0, 0])
  gatherStatistics(connection, layout)
  refreshStatistics(connection, layout)
  expect(rows('company')).toBe(0)
})

test('a question looks at as many rows as its conditions leave', () => {
  const { connection, layout } = counted()
  gatherStatistics(connection, layout)
  connection.run("UPDATE sqlite_stat1 SET stat = '60 60 20' WHERE idx = 'by_owner'", [])
  const { rowsFor } = readEstimates(connection, layout)
  const rows = (where: Expression) => rowsFor({ type: 'company', where } as never)
  const is = (property: string): Atom => ({ atom: 0, test: 'is', property, kind: 'user', value: 'x' })
  const anyOf = (...values: string[]): Atom => ({ atom: 0, test: 'any-of', property: 'owner', kind: 'user', values })
  const ids = (count: number): Atom => ({ atom: 0, test: 'id-of', ids: Array.from({ length: count }, (_, at) => `c${at}`) })
  expect([rows({ all: [] }), rows({ any: [] }), rows({ not: ids(1) })]).toEqual([60, 0, 60])
  expect([rows(is('owner')), rows(is('name')), rows(is('csm')), rows({ ...is('owner'), test: 'less' } as Atom)]).toEqual([20, 1, 60, 60])
  expect([rows(anyOf('a', 'b')), rows(anyOf('a', 'b', 'c', 'd')), rows(ids(5)), rows(ids(61))]).toEqual([40, 60, 5, 60])
  expect([rows({ any: [ids(5), is('owner')] }), rows({ any: [is('csm'), ids(1)] }), rows({ all: [is('owner'), ids(5)] })]).toEqual([
    25, 60, 5,
  ])
})
