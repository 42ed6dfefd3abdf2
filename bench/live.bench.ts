import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageAdapter } from '@tenure/core/adapter'
import { sqlite } from '@tenure/sqlite'
import type Database from 'better-sqlite3'
import type { LiveState } from '../packages/core/src/live/live-window.js'
import { type Bench, type BenchOptions, type Row, toRow } from './bench.js'
import { quantile } from './compare.js'
import { openStore, recordId, unlimited } from './laid-store.js'
import { HandEngine, type ViewSpec } from './live-limit.js'
import { firstDay, Images, openHub, toValues } from './live-ours.js'
import { type Customer, customerAt, storeWith, tableWith } from './page-data.js'

/** From a write until the last of many views is notified: windows of 50 with totals, of four kinds, over many customers; single-record writes one after the other. */
export const bench: Bench = { name: 'live', run: runLive }

// What a write that affects no view may cost with the most views, by what it costs with the fewest.
const quietGoal = 1.5
const dayMs = 86_400_000
const stages = ['onboarding', 'adoption', 'value', 'growth', 'renewal', 'risk', 'churned']
const regions = ['na-east', 'na-west', 'latam', 'uk', 'dach', 'nordics', 'apac', 'anz']

async function* runLive({ quick, folder, sizes = quick ? [20_000] : [100_000] }: BenchOptions): AsyncGenerator<Row> {
  const counts = quick ? [100, 1_000] : [100, 1_000, 10_000]
  for (const size of sizes) yield* runSize(size, counts, folder, quick)
}

async function* runSize(size: number, counts: readonly number[], folder: string, quick: boolean): AsyncGenerator<Row> {
  const contests: Contest[] = []
  try {
    for (const count of counts) contests.push(await openContest(size, count, folder))
    yield* runContests(contests, makeUpdates(quick ? 6_000 : 60_000, size), quick)
  } finally {
    for (const contest of contests) await contest.close()
  }
}

// What is stored comes first: later writes in memory are unknown to the stores.
async function* runContests(contests: readonly Contest[], updates: readonly Update[], quick: boolean): AsyncGenerator<Row> {
  const storedCount = quick ? 500 : 5_000
  const stored = updates.slice(0, storedCount)
  for (const contest of contests)
    yield* rowsOf(contest, 'stored in SQLite first', await contest.storeByHand(stored), await contest.storeOurs(stored))
  yield* measureQuiet(contests, 'stored in SQLite first', quick ? 1_000 : 5_000, (contest) => [contest.storeOurs, contest.storeByHand])
  const rest = updates.slice(storedCount)
  for (const contest of contests) {
    const ours = await contest.writeOurs(rest)
    yield* rowsOf(contest, 'in memory', await contest.writeByHand(rest), ours)
    yield toRow({ bench: 'live', case: contest.name, metric: 'notified by a write', unit: 'views', value: mean(ours.told) })
    yield toRow({ bench: 'live', case: contest.name, metric: 'to subscribe', unit: 'us', value: contest.subscribeUs })
  }
  yield* measureQuiet(contests, 'in memory', quick ? 4_000 : 20_000, (contest) => [contest.writeOurs, contest.writeByHand])
  for (const contest of contests) await contest.check()
}

/** Times in microseconds and the number of notified views, write by write. */
interface Measured {
  readonly us: readonly number[]
  readonly told: readonly number[]
}
type Write = (updates: readonly Update[]) => Promise<Measured>
/** Ours and the limit, with as many views, over the same customers; both get the same writes. */
interface Contest {
  readonly name: string
  readonly subscribeUs: number
  readonly writeByHand: Write
  readonly writeOurs: Write
  readonly storeByHand: Write
  readonly storeOurs: Write
  /** Writes that affect no view, one after the other. */
  findQuiet(count: number): readonly Update[]
  /** Both show the same rows and totals. */
  check(): Promise<void>
  close(): Promise<void>
}
interface Update {
  readonly id: number
  readonly patch: Partial<Customer>
}

function* rowsOf({ name }: Contest, where: string, limit: Measured, ours: Measured): Iterable<Row> {
  for (const [metric, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const value = quantile(ours.us, share)
    const least = quantile(limit.us, share)
    yield toRow({ bench: 'live', case: `${name}, ${where}`, metric, unit: 'us', value, limit: least, ratio: value / least })
  }
}

/** Writes that affect no view, with the most views and with the fewest by turns, some at a time: `ratio` is one by the other. */
async function* measureQuiet(
  contests: readonly Contest[],
  where: string,
  count: number,
  writesOf: (contest: Contest) => readonly [Write, Write],
): AsyncGenerator<Row> {
  const most = contests.at(-1) as Contest
  const fewest = contests[0] as Contest
  const quiet = most.findQuiet(count)
  const times = { few: [[], []] as number[][], many: [[], []] as number[][] }
  for (let from = 0; from < quiet.length; from += 500)
    for (const who of [0, 1] as const)
      for (const contest of contests) {
        const { us, told } = await writesOf(contest)[who](quiet.slice(from, from + 500))
        if (mean(told) > 0) throw new Error('A write that affects no view notified one.')
        if (contest === most) times.many[who]?.push(...us)
        if (contest === fewest) times.few[who]?.push(...us)
      }
  for (const [who, by] of ['', ', by hand'].entries()) {
    const value = quantile(times.many[who] ?? [], 0.5)
    const limit = quantile(times.few[who] ?? [], 0.5)
    const name = `a write that affects none, ${most.name} by ${fewest.name}, ${where}${by}`
    const goal = who === 0 ? quietGoal : null
    yield toRow({ bench: 'live', case: name, metric: 'p50', unit: 'us', value, limit, ratio: value / limit, goal })
  }
}
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Copies of the stores of the page bench, as these are written to. Both commit to a write-ahead log with `synchronous = normal`. */
async function openCopies(
  size: number,
  folder: string,
  temporary: string,
): Promise<{ readonly store: StorageAdapter; readonly table: Database.Database }> {
  await (await openStore(await storeWith(size, folder))).close()
  tableWith(size, folder).close()
  const file = join(temporary, 'store.db')
  copyFileSync(join(folder, `page-store-${size}.db`), file)
  copyFileSync(join(folder, `page-table-${size}.db`), join(temporary, `page-table-${size}.db`))
  const table = tableWith(size, temporary)
  table.pragma('synchronous = normal')
  return { table, store: await openStore(sqlite({ file, synchronous: 'normal' })) }
}

async function openContest(size: number, count: number, folder: string): Promise<Contest> {
  const temporary = mkdtempSync(join(tmpdir(), 'tenure-bench-'))
  const { store, table } = await openCopies(size, folder, temporary)
  const specs = makeViews(count)
  const told = { hand: 0, ours: 0 }
  const customers = Array.from({ length: size }, (_, place) => customerAt(place + 1))
  const hand = new HandEngine(customers, specs, () => told.hand++)
  const images = await Images.read(store, size)
  const start = performance.now()
  const { hub, states } = await openHub(images, specs, () => told.ours++)
  const subscribeUs = ((performance.now() - start) * 1000) / specs.length
  const updateTable = tableUpdater(table)
  const countByHand = () => told.hand
  const countOurs = () => told.ours
  const byHand = ({ id, patch }: Update): void => void hand.update(id, patch)
  const storeByHand = (update: Update): void => {
    updateTable(update.id, update.patch)
    byHand(update)
  }
  const storeOurs = async ({ id, patch }: Update): Promise<void> => {
    const write = { ref: { type: 'company', id: recordId(id) }, write: 'patch', values: toValues(patch) } as const
    const result = await store.commit({ atomic: true, at: firstDay, actor: { source: 'api' }, writes: [write] }, unlimited)
    if (!result.ok || !result.changes || result.cursor === undefined) throw new Error('The store refused a write of the bench.')
    hub.apply({ cursor: result.cursor, changes: result.changes })
    images.take(result.changes, result.cursor)
  }
  return {
    name: `${count.toLocaleString('en')} views`,
    subscribeUs,
    writeByHand: (updates) => measure(updates, countByHand, byHand),
    // A store hands over the images with the commit; by hand the copy is a part of the write.
    writeOurs: (updates) =>
      measurePrepared(
        updates,
        countOurs,
        ({ id, patch }) => images.patch(recordId(id), toValues(patch)),
        (batch) => hub.apply(batch),
      ),
    storeByHand: (updates) => measure(updates, countByHand, storeByHand),
    storeOurs: (updates) => measure(updates, countOurs, storeOurs),
    findQuiet: (wanted) => findQuiet(hand, wanted, size, countByHand),
    check: async () => {
      await hub.idle()
      checkEqual(hand, states, specs)
    },
    close: async () => {
      hub.close()
      await store.close()
      table.close()
      rmSync(temporary, { recursive: true, force: true })
    },
  }
}

/** Writes of the usual kinds that notify no view, one after the other; all are undone. */
function findQuiet(hand: HandEngine, count: number, size: number, told: () => number): readonly Update[] {
  const found: Update[] = []
  const undo: Update[] = []
  for (const update of makeUpdates(count * 20, size, 7)) {
    const before = told()
    const old = hand.update(update.id, update.patch)
    const [field] = Object.keys(update.patch) as [keyof Customer]
    const back = { id: update.id, patch: { [field]: old[field] } }
    if (told() > before) hand.update(back.id, back.patch)
    else {
      undo.push(back)
      found.push(update)
    }
    if (found.length === count) break
  }
  for (const { id, patch } of undo.reverse()) hand.update(id, patch)
  return found
}

async function measure<T>(items: readonly T[], told: () => number, write: (item: T) => void | Promise<void>): Promise<Measured> {
  return measurePrepared(items, told, (item) => item, write)
}
/** What `prepare` does is not measured. */
async function measurePrepared<T, Ready>(
  items: readonly T[],
  told: () => number,
  prepare: (item: T) => Ready,
  write: (ready: Ready) => void | Promise<void>,
): Promise<Measured> {
  const us: number[] = []
  const counts: number[] = []
  for (const item of items) {
    const ready = prepare(item)
    const before = told()
    const start = performance.now()
    const done = write(ready)
    if (done) await done
    us.push((performance.now() - start) * 1000)
    counts.push(told() - before)
  }
  return { us, told: counts }
}

/** The two must show the same rows and totals in the end. */
function checkEqual(hand: HandEngine, states: readonly (LiveState | undefined)[], specs: readonly ViewSpec[]): void {
  for (const { place } of specs) {
    const state = states[place]
    const ours = state && 'records' in state ? `${state.total} ${state.records.map(({ ref }) => ref.id).join()}` : 'a problem'
    const limit = `${hand.views[place]?.total} ${hand.shown(place).map(recordId).join()}`
    if (ours !== limit) throw new Error(`View ${place} differs: ${ours} and by hand ${limit}.`)
  }
}

/** My renewals over an ARR (40 %), my stage by ARR (20 %), region and stage over an ARR (20 %), low health in a region (20 %). */
function makeViews(count: number): readonly ViewSpec[] {
  const random = createRandom(77)
  const below = (bound: number) => Math.floor(random() * bound)
  return Array.from({ length: count }, (_, place): ViewSpec => {
    const kind = random()
    const equal = {
      ownerId: 1 + below(200),
      stage: stages[below(stages.length)] as string,
      region: regions[below(regions.length)] as string,
    }
    const arr = Math.floor(1000 * Math.exp(random() * 5.5))
    const until = firstDay + (30 + below(330)) * dayMs
    const health = 1 + below(60)
    const { ownerId, stage, region } = equal
    const rest = { place, descending: false }
    if (kind < 0.4)
      return {
        ...rest,
        equal: { ownerId },
        bounds: [
          ['arr', '>', arr],
          ['renewalAt', '<', until],
        ],
        sort: 'renewalAt',
      }
    if (kind < 0.6) return { ...rest, equal: { ownerId, stage }, bounds: [], sort: 'arr', descending: true }
    if (kind < 0.8) return { ...rest, equal: { region, stage }, bounds: [['arr', '>', arr]], sort: 'renewalAt' }
    return { ...rest, equal: { region }, bounds: [['health', '<', health]], sort: 'health' }
  })
}

/** Health (35 %), ARR (20 %), stage (15 %), renewal (10 %), last activity (15 %), owner (5 %). */
function makeUpdates(count: number, size: number, seed = 99): readonly Update[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const id = 1 + Math.floor(random() * size)
    return { id, patch: makePatch(random(), random()) }
  })
}
function makePatch(kind: number, value: number): Partial<Customer> {
  if (kind < 0.35) return { health: Math.floor(value * 101) }
  if (kind < 0.55) return { arr: Math.floor(1000 * Math.exp(value * 6)) }
  if (kind < 0.7) return { stage: stages[Math.floor(value * stages.length)] as string }
  if (kind < 0.8) return { renewalAt: firstDay + Math.floor(value * 365) * dayMs }
  if (kind < 0.95) return { lastActivityAt: firstDay + Math.floor(value * dayMs) }
  return { ownerId: 1 + Math.floor(value * 200) }
}

function tableUpdater(table: Database.Database): (id: number, patch: Partial<Customer>) => void {
  const known = new Map<string, Database.Statement>()
  return (id, patch) => {
    const [field] = Object.keys(patch) as [string]
    const statement = known.get(field) ?? table.prepare(`UPDATE customers SET ${field} = ? WHERE id = ?`)
    known.set(field, statement)
    statement.run(Object.values(patch)[0], id)
  }
}

function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
