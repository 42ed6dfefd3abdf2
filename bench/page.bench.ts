import { type CanonicalQuery, canonicalise, runQuery, type StorageAdapter, type StoredRecord } from '@tenure/core/adapter'
import type Database from 'better-sqlite3'
import type { Bench, BenchOptions, Row } from './bench.js'
import { compareCases, limitName } from './compare.js'
import { comparedRows } from './compared-rows.js'
import { openStore, recordId, unlimited } from './laid-store.js'
import { runOwnPage } from './own-page.js'
import { type Customer, dayAt, questionAt, shown, storeWith, tableWith, userId } from './page-data.js'

/** A page of 50 with its total: customers of one's own that renew within 90 days and bring more than an amount, by renewal date. */
export const bench: Bench = { name: 'page', run: runPage }

type Hand = (call: number) => { readonly rows: readonly Customer[]; readonly total: number }
type Ours = (call: number) => Promise<{ readonly records: readonly StoredRecord[]; readonly total?: number }>
// What a page may cost by the hand-written one.
const goal = 1.5

async function* runPage(options: BenchOptions): AsyncGenerator<Row> {
  const { quick, folder, sizes = quick ? [20_000] : [100_000, 1_000_000] } = options
  for (const size of sizes) {
    yield* runSize(size, folder, quick)
    yield* runOwnPage(options, size)
  }
}

async function* runSize(size: number, folder: string, quick: boolean): AsyncGenerator<Row> {
  const table = tableWith(size, folder)
  const store = await openStore(await storeWith(size, folder))
  try {
    const hand = handWritten(table)
    const ours: Readonly<Record<string, Ours>> = { 'core and adapter': throughCore(store), 'adapter alone': throughAdapter(store) }
    for (const run of Object.values(ours)) await checkEqual(hand, run)
    const compared = await compareCases({ [limitName]: hand, ...ours }, { rounds: quick ? 10 : 50, roundMs: 40 })
    yield* comparedRows(compared, { bench: 'page', suffix: `${size.toLocaleString('en')} customers`, goals: { 'core and adapter': goal } })
  } finally {
    await store.close()
    table.close()
  }
}

function handWritten(db: Database.Database): Hand {
  const where = 'FROM customers WHERE ownerId = ? AND renewalAt >= ? AND renewalAt < ? AND arr > ?'
  const page = db.prepare(`SELECT id, name, stage, region, arr, renewalAt, lastActivityAt, health ${where} ORDER BY renewalAt, id LIMIT 50`)
  const total = db.prepare(`SELECT count(*) ${where}`).pluck()
  return (call) => {
    const { owner, from, to, arr } = questionAt(call)
    const values = [owner, from, to, arr]
    return { rows: page.all(values) as Customer[], total: total.get(values) as number }
  }
}

// The policy is what a user with rights to their own customers has; the condition is the user's.
function toQuery(call: number): CanonicalQuery {
  const { owner, from, to, arr } = questionAt(call)
  const policy = { atom: 0, test: 'is', property: 'csm', kind: 'user', value: userId(owner) } as const
  const user = {
    all: [
      { atom: 0, test: 'at-least', property: 'renewalDate', kind: 'date', value: dayAt(from) },
      { atom: 0, test: 'less', property: 'renewalDate', kind: 'date', value: dayAt(to) },
      { atom: 0, test: 'more', property: 'arr', kind: 'money', value: { amount: String(arr), currency: 'USD' } },
    ],
  } as const
  const order = [{ property: 'renewalDate', direction: 'ascending', by: 'value' }] as const
  return canonicalise({ type: 'company', user, policy, order, select: shown, limit: 50, count: true, archived: 'no' })
}

function throughCore(store: StorageAdapter): Ours {
  return (call) => runQuery(store, toQuery(call), unlimited, () => undefined)
}

function throughAdapter(store: StorageAdapter): Ours {
  return async (call) => {
    for await (const page of store.scan(store.plan(toQuery(call)), unlimited)) return page
    return { records: [] }
  }
}

/** Fails unless both give the same customers in the same order, the same values of each, and the same total. */
async function checkEqual(hand: Hand, ours: Ours): Promise<void> {
  for (const call of [0, 1, 17, 120]) {
    const wanted = hand(call)
    const { records, total } = await ours(call)
    const expected = JSON.stringify([wanted.total, wanted.rows.map(toComparable)])
    const found = JSON.stringify([total, records.map(({ ref, values }) => [ref.id, ...shown.map((name) => values[name])])])
    if (expected !== found)
      throw new Error(`Call ${call} is answered otherwise than by hand: ${found.slice(0, 300)} / ${expected.slice(0, 300)}`)
  }
}
function toComparable({ id, arr, health, lastActivityAt, name, region, renewalAt, stage }: Customer): readonly unknown[] {
  return [recordId(id), { amount: String(arr), currency: 'USD' }, health, lastActivityAt, name, region, dayAt(renewalAt), stage]
}
