import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CanonicalQuery, canonicalise, type Expression, type IO, runQuery, type SchemaSnapshot, silentLog } from '@tenure/core/adapter'
import { memory } from '@tenure/memory'
import { bind, LayoutView, QueryCompiler, type StoreLayout, sqliteDialect } from '@tenure/sql'
import { createFakeClock } from '@tenure/testing'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { sqlite } from './sqlite.js'

const io: IO = { signal: new AbortController().signal }
const schema: SchemaSnapshot = {
  types: [
    { name: 'company', properties: [{ name: 'name', kind: 'string' }] },
    { name: 'task', properties: [{ name: 'dueAt', kind: 'datetime' }], indexes: [['dueAt']] },
  ],
  edges: [{ edge: 'company.tasks', from: 'company', to: 'task' }],
}
const count = 600

/** Tasks of companies that are named, latest first: what the preview of a company asks for. */
function tasksOf({ ids, label, more = { all: [] } }: { ids: readonly string[]; label?: string; more?: Expression }): CanonicalQuery {
  const hop = { edge: 'company.tasks', forward: false, to: 'company', ...(label !== undefined && { label }) }
  const named: Expression = { all: [{ atom: 0, test: 'id-of', ids }, more] }
  const user: Expression = { atom: 0, test: 'some', hop, where: named }
  const order = [{ property: 'dueAt', direction: 'descending', by: 'value' }] as const
  return canonicalise({ type: 'task', user, policy: { all: [] }, order, select: ['dueAt'], limit: 5, count: true, archived: 'no' })
}

async function open(kind: 'sqlite' | 'memory') {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-named-'))
  const file = join(folder, 'cs.db')
  const store = kind === 'memory' ? memory() : sqlite({ file })
  await store.open({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: io.signal })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await store.schema?.apply(schema, io)
  const writes = Array.from({ length: count }, (_, at) => {
    const [company, task] = [
      { type: 'company', id: `c${at % 20}` },
      { type: 'task', id: `t${at}` },
    ]
    const link = { write: 'link', ref: company, edge: 'company.tasks', to: task, ...(at % 3 === 0 && { label: 'own' }) } as const
    const created = at < 20 ? [{ write: 'create', ref: company, values: { name: `Company ${at}` } } as const] : []
    return [...created, { write: 'create', ref: task, values: { dueAt: at } } as const, link]
  })
  const result = await store.commit({ atomic: true, at: 0, actor: { source: 'system' }, writes: writes.flat() }, io)
  expect(result.ok).toBe(true)
  await store.commit(
    { atomic: true, at: 1, actor: { source: 'system' }, writes: [{ write: 'archive', ref: { type: 'company', id: 'c3' } }] },
    io,
  )
  return { store, file }
}
const shown = async (store: Awaited<ReturnType<typeof open>>['store'], query: CanonicalQuery) => {
  const { records, total } = await runQuery(store, query, io, () => undefined)
  return [records.map(({ ref }) => ref.id), total]
}

test('records that are linked to named ones are those that the reference store finds, with labels, conditions and archived ones', async () => {
  const [ours, reference] = [(await open('sqlite')).store, (await open('memory')).store]
  const isFive: Expression = { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'company 5' }
  for (const query of [
    tasksOf({ ids: ['c7'] }),
    tasksOf({ ids: ['c7', 'c8', 'nobody'] }),
    tasksOf({ ids: ['c6'], label: 'own' }),
    tasksOf({ ids: ['c3'] }),
    tasksOf({ ids: ['c5', 'c6'], more: isFive }),
    tasksOf({ ids: [] }),
  ])
    expect(await shown(ours, query)).toEqual(await shown(reference, query))
  expect(await shown(ours, tasksOf({ ids: ['c7'] }))).toEqual([['t587', 't567', 't547', 't527', 't507'], count / 20])
})

test('a list of what is linked to a named record starts at that record, however long the list of all is', async () => {
  const { store, file } = await open('sqlite')
  const db = new Database(file, { readonly: true })
  onTestFinished(() => void db.close())
  const layout = JSON.parse(db.prepare("SELECT value FROM tenure_meta WHERE name = 'layout'").pluck().get() as string) as StoreLayout
  const { statements, values } = new QueryCompiler(new LayoutView(layout), sqliteDialect()).compile(tasksOf({ ids: ['c7'] }))
  for (const statement of [statements.rows, statements.total]) {
    if (statement === undefined) throw new Error('The query counts.')
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${statement.sql}`).all(bind(statement, values)) as { readonly detail: string }[]
    expect(plan.map(({ detail }) => detail).filter((detail) => /\bCORRELATED\b/.test(detail))).toEqual([])
  }
  expect(store.kind).toBe('sqlite')
})
