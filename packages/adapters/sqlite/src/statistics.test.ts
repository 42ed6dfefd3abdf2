import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Atom, canonicalise, type Expression, type SchemaSnapshot, silentLog } from '@tenure/core/adapter'
import type { StoreLayout } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from './connection.js'
import { sqlite } from './sqlite.js'
import { refreshStatistics } from './statistics.js'

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
