import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type CanonicalQuery, canonicalise, type Expression, runQuery, type SchemaSnapshot, type Values } from '@tenure/core/adapter'
import Database from 'better-sqlite3'
import type { BenchOptions, Row } from './bench.js'
import { compareCases, limitName } from './compare.js'
import { comparedRows } from './compared-rows.js'
import { openStore, recordId, storeOf, unlimited } from './laid-store.js'
import { type Customer, createRandom, customerAt, dayAt, openTable, shown, userId, users, valuesOf } from './page-data.js'

/** A customer with a second user who answers for it; nobody looks after some, and some have no renewal. */
type OwnedCustomer = Omit<Customer, 'ownerId' | 'renewalAt'> & {
  readonly csmId: number | null
  readonly ownerId: number | null
  readonly renewalAt: number | null
}
interface Answer {
  readonly ids: readonly string[]
  readonly total: number
}
type Ask = (call: number) => Answer | Promise<Answer>

const goal = 1.5
const names = ['name', 'csm', 'owner', 'stage', 'region', 'arr', 'renewalDate', 'lastActivityAt', 'healthScore'] as const
const kinds = ['string', 'user', 'user', 'enumeration', 'enumeration', 'money', 'date', 'datetime', 'number'] as const
// The indexes that the core derives for a list by renewal date and by name.
const schema: SchemaSnapshot = {
  types: [
    {
      name: 'company',
      properties: names.map((name, place) => ({ name, kind: kinds[place] ?? 'text' })),
      indexes: [
        ['owner'],
        ['csm'],
        ...['renewalDate', 'name'].flatMap((sort) => [['owner', sort], ['csm', sort], ['owner', 'csm', sort], [sort]]),
      ],
    },
  ],
  edges: [],
}

/** A page of 50 by renewal date with its total, of all that a user may see who has rights to what they own as CSM or as owner. */
export async function* runOwnPage({ quick, folder }: BenchOptions, size: number): AsyncGenerator<Row> {
  const table = tableWith(size, folder)
  const file = join(folder, `own-store-${size}.db`)
  const store = await openStore(await storeOf({ file, count: size, schema, valuesAt: (id) => ownValues(ownedAt(id)) }))
  try {
    for (const unassigned of [false, true]) {
      const hand = handWritten(table, unassigned)
      const ours: Ask = async (call) => {
        const { records, total = -1 } = await runQuery(store, toQuery(call, unassigned), unlimited, () => undefined)
        return { ids: records.map(({ ref }) => ref.id), total }
      }
      await checkEqual(hand, ours)
      const compared = await compareCases({ [limitName]: hand, 'own rights': ours }, { rounds: quick ? 10 : 40, roundMs: 40 })
      const suffix = `${unassigned ? 'own and unassigned' : 'own'}, ${size.toLocaleString('en')} customers`
      yield* comparedRows(compared, { bench: 'page', suffix, goals: { 'own rights': goal } })
    }
  } finally {
    await store.close()
    table.close()
  }
}

function ownedAt(id: number): OwnedCustomer {
  const { ownerId: csmId, renewalAt, ...customer } = customerAt(id)
  const random = createRandom(Math.imul(id + 7, 0x9e3779b1))
  const [kind, other, renews] = [random(), 1 + Math.floor(random() * users), random()]
  // Nobody has 1 %, a tenth has no CSM, and one in three has one user for both.
  const nobody = kind < 0.01
  return {
    ...customer,
    csmId: nobody || kind < 0.1 ? null : csmId,
    ownerId: nobody ? null : kind > 0.66 ? csmId : other,
    renewalAt: renews < 0.1 ? null : renewalAt,
  }
}

function ownValues({ csmId, ownerId, renewalAt, ...customer }: OwnedCustomer): Values {
  const { csm: _, renewalDate: __, ...values } = valuesOf({ ...customer, ownerId: 0, renewalAt: 0 })
  return {
    ...values,
    ...(csmId !== null && { csm: userId(csmId) }),
    ...(ownerId !== null && { owner: userId(ownerId) }),
    ...(renewalAt !== null && { renewalDate: dayAt(renewalAt) }),
  }
}

function toQuery(call: number, unassigned: boolean): CanonicalQuery {
  const me = userId(userOf(call))
  const owned = ['owner', 'csm'] as const
  const mine = owned.map((property) => ({ atom: 0, test: 'is', property, kind: 'user', value: me }) as const)
  const nobodys = { all: owned.map((property) => ({ not: { atom: 0, test: 'is-known', property, kind: 'user' } }) as const) }
  const policy: Expression = { any: unassigned ? [...mine, nobodys] : mine }
  const order = [{ property: 'renewalDate', direction: 'ascending', by: 'value' }] as const
  return canonicalise({ type: 'company', user: { all: [] }, policy, order, select: shown, limit: 50, count: true, archived: 'no' })
}
function userOf(call: number): number {
  return 1 + ((call * 37) % users)
}

// The walks are merged as they come, and no row is in two of them; the total is counted in indexes alone.
function handWritten(db: Database.Database, unassigned: boolean): Ask {
  const columns = 'id, name, stage, region, arr, renewalAt, lastActivityAt, health'
  const nobody = 'csmId IS NULL AND ownerId IS NULL'
  const reasons = ['csmId = @me', 'ownerId = @me AND csmId IS NOT @me', ...(unassigned ? [nobody] : [])]
  const walks = reasons.map((reason) => `SELECT ${columns} FROM customers WHERE ${reason}`).join(' UNION ALL ')
  const page = db.prepare(`${walks} ORDER BY renewalAt NULLS LAST, id LIMIT 50`)
  const count = (where: string): string => `(SELECT count(*) FROM customers WHERE ${where})`
  const counts = `${count('csmId = @me')} + ${count('ownerId = @me')} - ${count('csmId = @me AND ownerId = @me')}`
  const total = db.prepare(`SELECT ${counts}${unassigned ? ` + ${count(nobody)}` : ''}`).pluck()
  return (call) => {
    const me = { me: userOf(call) }
    return { ids: (page.all(me) as readonly OwnedCustomer[]).map(({ id }) => recordId(id)), total: total.get(me) as number }
  }
}

function tableWith(count: number, folder: string): Database.Database {
  const file = join(folder, `own-table-${count}.db`)
  if (!existsSync(file)) makeTable(file, count)
  return openTable(file)
}

function makeTable(file: string, count: number): void {
  const made = `${file}.made`
  rmSync(made, { force: true })
  const db = new Database(made)
  db.pragma('synchronous = off')
  db.exec(`CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, csmId INTEGER, ownerId INTEGER, stage TEXT NOT NULL,
    region TEXT NOT NULL, arr INTEGER NOT NULL, renewalAt INTEGER, lastActivityAt INTEGER NOT NULL, health INTEGER NOT NULL)`)
  const insert = db.prepare(
    'INSERT INTO customers VALUES (@id, @name, @csmId, @ownerId, @stage, @region, @arr, @renewalAt, @lastActivityAt, @health)',
  )
  db.transaction(() => {
    for (let id = 1; id <= count; id += 1) insert.run(ownedAt(id))
  })()
  db.exec(`CREATE INDEX byCsm ON customers(csmId, renewalAt); CREATE INDEX byOwner ON customers(ownerId, renewalAt);
    CREATE INDEX byBoth ON customers(csmId, ownerId); CREATE INDEX byNobody ON customers(renewalAt) WHERE csmId IS NULL AND ownerId IS NULL; ANALYZE`)
  db.close()
  renameSync(made, file)
}

async function checkEqual(hand: Ask, ours: Ask): Promise<void> {
  for (const call of [0, 1, 17, 120]) {
    const [expected, found] = [JSON.stringify(await hand(call)), JSON.stringify(await ours(call))]
    if (expected !== found)
      throw new Error(`Call ${call} is answered otherwise than by hand: ${found.slice(0, 300)} / ${expected.slice(0, 300)}`)
  }
}
