import { getEventListeners } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalise, type Expression, type IO, type StorageAdapter, silentLog } from '@tenure/core/adapter'
import type { Measure, StoreAggregate } from '@tenure/core/aggregate'
import { createFakeClock } from '@tenure/testing'
import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest'
import type { ReadTuning } from '../reading/query-reader.js'
import { tunedSqlite } from '../sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-aggregates-'))
const stores: StorageAdapter[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const always: IO = { signal: new AbortController().signal }
const size = 900
const cities = ['Bergen', 'Kraków', 'Lyon', undefined]
async function open(name: string, tuning: Partial<ReadTuning>): Promise<StorageAdapter> {
  const store = tunedSqlite({ file: join(folder, name), synchronous: 'normal' }, tuning) as StorageAdapter
  await store.open({ clock: createFakeClock('2026-06-30T12:00:00Z'), log: silentLog, signal: always.signal })
  stores.push(store)
  const properties = [
    { name: 'city', kind: 'string' as const },
    { name: 'size', kind: 'number' as const },
    { name: 'arr', kind: 'money' as const },
  ]
  await store.schema?.apply({ types: [{ name: 'company', properties, indexes: [['city'], ['size']] }], edges: [] }, always)
  return store
}
async function fill(store: StorageAdapter): Promise<void> {
  const writes = Array.from({ length: size }, (_, at) => ({
    write: 'create' as const,
    ref: { type: 'company', id: `c${at}` },
    values: {
      ...(cities[at % 4] !== undefined && { city: cities[at % 4] as string }),
      ...(at % 3 > 0 && { size: at % 50 }),
      ...(at % 5 > 0 && { arr: { amount: `${at}.10`, currency: at % 2 === 0 ? 'EUR' : 'USD' } }),
    },
  }))
  const archive = Array.from({ length: 30 }, (_, at) => ({ write: 'archive' as const, ref: { type: 'company', id: `c${at * 7}` } }))
  for (const batch of [writes, archive]) await store.commit({ atomic: true, at: 1, actor: { source: 'user' }, writes: batch }, always)
}

const inCity = (value: string): Expression => ({ atom: 0, test: 'is', property: 'city', kind: 'string', value })
const from = (value: number): Expression => ({ atom: 0, test: 'at-least', property: 'size', kind: 'number', value })
const to = (value: number): Expression => ({ atom: 0, test: 'less', property: 'size', kind: 'number', value })
const hasArr: Expression = { atom: 0, test: 'is-known', property: 'arr', kind: 'money' }
const noCity: Expression = { not: { atom: 0, test: 'is-known', property: 'city', kind: 'string' } }
const sum: Measure = { measure: 'sum', property: 'arr', kind: 'money' }
const most: Measure = { measure: 'maximum', property: 'size', kind: 'number' }
const cityCount: Measure = { measure: 'distinct', property: 'city', kind: 'string' }
const arrCount: Measure = { measure: 'distinct', property: 'arr', kind: 'money' }
const asked = (user: Expression, measures: readonly Measure[] = [], policy: Expression = { all: [] }): StoreAggregate => ({
  query: canonicalise({ type: 'company', user, policy, order: [], select: [], count: false, archived: 'no' }),
  by: [],
  measures,
  most: 100,
})
const steps: readonly Expression[] = [inCity('Lyon'), from(10), to(45), hasArr]
/** A filter part by part, its alternatives part by part, the opposite of each, nothing at all, and measures on some. */
const questions: readonly StoreAggregate[] = [
  asked({ all: [] }, [sum]),
  ...steps.map((_, at) => asked({ all: steps.slice(0, at + 1) }, at === 3 ? [sum, most, cityCount, arrCount] : [])),
  ...steps.map((_, at) => asked({ any: steps.slice(0, at + 1) })),
  asked({ not: inCity('Lyon') }, [most]),
  asked({ all: [noCity, from(0)] }, [sum]),
  asked({ any: [] }, [sum, most]),
  asked({ all: steps }),
]
const run = async (store: StorageAdapter, aggregate: StoreAggregate, io: IO = always) => {
  const { groups } = (await store.aggregate?.run(store.aggregate.plan(aggregate), io)) ?? {}
  return groups
}
const inProcess = { fewRows: 0, fuseMs: 0 }

test('[ST70] aggregates of one turn, read in one pass, answer as each of them alone', async () => {
  const store = await open('pass.db', { fewRows: 1_000_000 })
  await fill(store)
  const policy = to(40)
  const all = [...questions, ...questions.map(({ query, measures }) => asked(query.where, measures, policy))]
  const alone = []
  for (const each of all) alone.push(await run(store, each))
  await store.close()
  const apart = await open('pass.db', inProcess)
  expect(await Promise.all(all.map((each) => run(apart, each)))).toEqual(alone)
  expect(new Set(alone.map((groups) => groups?.[0]?.count)).size).toBeGreaterThan(10)
})

test('many that ask in one turn may share a signal, and Node warns of no leak', async () => {
  const warnings: string[] = []
  const note = ({ name }: Error) => void warnings.push(name)
  process.on('warning', note)
  onTestFinished(() => void process.off('warning', note))
  const store = await open('shared.db', inProcess)
  await fill(store)
  const { signal } = new AbortController()
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => run(store, asked(from(at)), { signal })))
  expect(new Set(answers.map((groups) => groups?.[0]?.count)).size).toBe(40)
  expect([warnings, getEventListeners(signal, 'abort')]).toEqual([[], []])
})

test('an answer of a pass is known until something is written', async () => {
  const store = await open('known.db', inProcess)
  await fill(store)
  const count = () => Promise.all(questions.slice(0, 2).map((each) => run(store, each).then((groups) => groups?.[0]?.count)))
  const [all = 0, inLyon = 0] = await count()
  expect(await count()).toEqual([all, inLyon])
  const ref = { type: 'company', id: 'new' }
  await store.commit(
    { atomic: true, at: 1, actor: { source: 'user' }, writes: [{ write: 'create', ref, values: { city: 'Lyon' } }] },
    always,
  )
  expect(await count()).toEqual([all + 1, inLyon + 1])
})

test('[SEC-17] a caller that leaves a pass is refused at once, and the others get their answers', async () => {
  const store = await open('leave.db', inProcess)
  await fill(store)
  const leaving = new AbortController()
  const left = run(store, asked(from(10)), { signal: leaving.signal })
  const stays = run(store, asked(from(20)))
  leaving.abort(new Error('left'))
  await expect(left).rejects.toThrow('left')
  expect((await stays)?.[0]?.count).toBeGreaterThan(0)
  const all = [from(1), from(2)].map((where) => run(store, asked(where), { signal: leaving.signal }))
  for (const each of all) await expect(each).rejects.toThrow('left')
})
