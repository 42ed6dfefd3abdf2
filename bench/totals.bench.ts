import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Change, canonicalise, type Expression, type StorageAdapter, type Values } from '@tenure/core/adapter'
import { type CanonicalAggregate, runAggregate } from '@tenure/core/aggregate'
import { sqlite } from '@tenure/sqlite'
import Database from 'better-sqlite3'
import { createLiveHub } from '../packages/core/src/live/live-hub.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'
import { familyCpuMs } from './family-cpu.js'
import { openStore, recordId, unlimited } from './laid-store.js'
import { storeWith } from './page-data.js'
import { HandCounter } from './totals-limit.js'

/** Totals: groups of a whole store against hand-written SQL over the same file, and many open totals that a stored write moves. */
export const bench: Bench = { name: 'totals', run: runTotals }

const everything: Expression = { all: [] }
const sum = { measure: 'sum', property: 'arr', kind: 'money' } as const
const stage = { property: 'stage', kind: 'enumeration' } as const
const month = { property: 'renewalDate', kind: 'date', bucket: { period: 'month' } } as const
function aggregateOf(user: Expression, by: CanonicalAggregate['by']): CanonicalAggregate {
  const parts = { type: 'company', user, policy: everything, order: [], select: ['arr', 'renewalDate', 'stage'] } as const
  return { query: canonicalise({ ...parts, count: false, archived: 'no' }), by, measures: [sum] }
}

async function* runTotals({ quick, folder, sizes = quick ? [20_000] : [1_000_000] }: BenchOptions): AsyncGenerator<Row> {
  for (const size of sizes) {
    await (await openStore(await storeWith(size, folder))).close()
    const file = join(folder, `page-store-${size}.db`)
    yield* await measureGroups(file, size, quick ? 3 : 7)
  }
  // What a move costs does not depend on how many records the totals do not hold.
  await (await openStore(await storeWith(20_000, folder))).close()
  yield* measureMoves(join(folder, 'page-store-20000.db'), quick ? 100 : 1_000, quick ? 50 : 400)
}

// Sums of doubles, which are not exact: what one would write without looking twice.
const byHand = `SELECT substr(renewalDate, 1, 7), stage, arr__currency, count(*), sum(CAST(arr AS REAL))
  FROM company WHERE archived_at IS NULL GROUP BY 1, 2, 3`
async function measureGroups(file: string, size: number, rounds: number): Promise<readonly Row[]> {
  const adapter = await openStore(sqlite({ file }))
  const db = new Database(file, { readonly: true })
  db.pragma('mmap_size = 1073741824')
  const hand = db.prepare(byHand).raw(true)
  const aggregate = aggregateOf(everything, [month, stage])
  const times: { readonly limit: Taken; readonly ours: Taken }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    // Between two writes a store knows what it has answered.
    await write(adapter, round, { renewalDate: `2027-01-${10 + (round % 20)}` })
    const limit = await taken(() => hand.all())
    const ours = await taken(() => runAggregate(adapter, aggregate, unlimited, () => undefined))
    if (round > 0) times.push({ limit, ours })
  }
  db.close()
  await adapter.close()
  const middle = (of: (time: (typeof times)[number]) => number): number => quantile(times.map(of), 0.5)
  const row = (metric: string, by: keyof Taken, goal: number | null): Row =>
    toRow({
      bench: 'totals',
      case: `by month and stage, ${size.toLocaleString('en')} rows`,
      metric,
      unit: 'ms',
      value: middle(({ ours }) => ours[by]),
      limit: middle(({ limit }) => limit[by]),
      ratio: middle(({ limit, ours }) => ours[by] / limit[by]),
      goal,
    })
  // Ours runs in a process of a lower priority, which waits longer than this one on a machine that does other work too.
  return [row('cpu p50', 'cpuMs', 1.3), row('wall p50', 'wallMs', null)]
}
interface Taken {
  readonly cpuMs: number
  readonly wallMs: number
}
async function taken(run: () => unknown): Promise<Taken> {
  const [cpu, wall] = [familyCpuMs(), performance.now()]
  await run()
  return { cpuMs: familyCpuMs() - cpu, wallMs: performance.now() - wall }
}

// Each total has a bound of its own, and all of them hold for the customers that are written.
async function* measureMoves(file: string, count: number, writes: number): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-totals-'))
  const copy = join(folder, 'store.db')
  copyFileSync(file, copy)
  const adapter = await openStore(sqlite({ file: copy, synchronous: 'normal' }))
  try {
    const ours = await openTotals(adapter, count)
    const limit = openCounters(count)
    const times: { readonly limit: number; readonly ours: number; readonly heard: number }[] = []
    for (let write = 0; write < writes * 2; write += 1) {
      const before = performance.now()
      const { cursor, changes } = await commit(adapter, write)
      const heard = write % 2 === 0 ? ours.apply(cursor, changes) : limit.apply(changes)
      const us = (performance.now() - before) * 1000
      // The others follow too, so that both always know the same.
      if (write % 2 === 0) limit.apply(changes)
      else ours.apply(cursor, changes)
      const last = times.at(-1)
      if (write % 2 === 0) times.push({ ours: us, limit: Number.NaN, heard })
      else if (last) times[times.length - 1] = { ...last, limit: us }
    }
    if (ours.sum() !== limit.sum()) throw new Error(`Ours came to ${ours.sum()}, the limit to ${limit.sum()}.`)
    yield* toRows(times.slice(Math.floor(writes / 4)), count)
    ours.close()
  } finally {
    await adapter.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
function* toRows(
  times: readonly { readonly limit: number; readonly ours: number; readonly heard: number }[],
  count: number,
): Iterable<Row> {
  const name = `a stored write that moves ${count.toLocaleString('en')} distinct totals`
  const middle = (of: (time: (typeof times)[number]) => number): number => quantile(times.map(of), 0.5)
  const [value, limit] = [middle(({ ours }) => ours), middle(({ limit: us }) => us)]
  yield toRow({ bench: 'totals', case: name, metric: 'p50', unit: 'us', value, limit, ratio: value / limit, goal: 3 })
  yield toRow({ bench: 'totals', case: name, metric: 'notified', unit: 'totals', value: middle(({ heard }) => heard) })
}

function commit(adapter: StorageAdapter, number: number) {
  return write(adapter, number, { arr: { amount: `${500_000 + ((number * 7919) % 90_000)}.5`, currency: 'USD' } })
}
async function write(adapter: StorageAdapter, number: number, values: Values) {
  const ref = { type: 'company', id: recordId(1 + ((number * 37) % 1_000)) }
  const batch = {
    atomic: true,
    at: Date.UTC(2026, 5, 1) + number,
    actor: { source: 'user' },
    writes: [{ write: 'patch', ref, values }],
  } as const
  const result = await adapter.commit(batch, unlimited)
  if (!result.ok || result.cursor === undefined) throw new Error('The bench writes what a store takes.')
  return { cursor: result.cursor, changes: result.changes ?? [] }
}
/** Nothing before the bench's writes is as large, so that all totals begin with no record. */
const least = (place: number): number => 410_000 + place

async function openTotals(adapter: StorageAdapter, count: number) {
  let heard = 0
  let last = ''
  const clock = { now: () => Date.now(), today: () => '2026-06-01', watchToday: refuse, at: () => ({ [Symbol.dispose]() {} }) }
  const { asOf = '' } = await runAggregate(adapter, aggregateOf({ any: [] }, []), unlimited, () => undefined)
  const aggregate = (asked: CanonicalAggregate) => runAggregate(adapter, asked, unlimited, () => undefined)
  const hub = createLiveHub({ run: refuse, aggregate, clock, userName: () => undefined, head: asOf })
  for (let place = 0; place < count; place += 1) {
    const value = { amount: String(least(place)), currency: 'USD' }
    const asked = aggregateOf({ atom: 0, test: 'at-least', property: 'arr', kind: 'money', value }, [stage])
    hub.watchAggregate({ subject: 'u1', bind: () => ({ aggregate: asked }) }).subscribe((state) => {
      heard += 1
      if (place === count - 1)
        last = 'groups' in state ? JSON.stringify(state.groups.map(({ measures }) => measures)) : state.problem.message
    })
    if (place % 50 === 0) await hub.idle()
  }
  await hub.idle()
  return {
    apply(cursor: string, changes: readonly Change[]): number {
      const before = heard
      hub.apply({ cursor, changes })
      return heard - before
    },
    sum: () => addUp(last),
    close: () => hub.close(),
  }
}
function addUp(text: string): number {
  return [...text.matchAll(/"amount":"([^"]+)"/g)].reduce((total, [, amount]) => total + Number(amount), 0)
}
function openCounters(count: number) {
  let heard = 0
  let last = 0
  const counters = Array.from(
    { length: count },
    (_, place) =>
      new HandCounter(least(place), (totals) => {
        heard += 1
        if (place === count - 1) last = totals.reduce((total, { sum: each }) => total + Number(each), 0)
      }),
  )
  return {
    apply(changes: readonly Change[]): number {
      const before = heard
      for (const change of changes) for (const counter of counters) counter.follow(change)
      return heard - before
    },
    sum: () => last,
  }
}
function refuse(): never {
  throw new Error('The bench watches totals alone.')
}
