import {
  type AdapterEnv,
  type CanonicalQuery,
  type Capabilities,
  type ChangeBatch,
  type Duration,
  days,
  type FeedCursor,
  type IO,
  newId,
  type Page,
  type PlanOffer,
  type StorageAdapter,
  TenureError,
  type Write,
} from '@tenure/core/adapter'
import type { AggregateAnswer, AggregateOffer, StoreAggregate } from '@tenure/core/aggregate'
import type { KeptLink, KeptPage } from '@tenure/core/backup'
import type { Steps } from '@tenure/core/slices'
import { checkLinks, readKept, restoreKept } from './backup.js'
import { commitBatch } from './commit.js'
import type { Row } from './record-table.js'
import { findGroups, findRows, planAggregate, planAll, selectValues } from './scan.js'
import { type Seed, toSeedBatch } from './seed.js'
import { Store } from './store.js'

const capabilities: Capabilities = Object.freeze({
  atomic: 'batch',
  versions: true,
  unique: true,
  feed: true,
  images: 'both',
  snapshots: true,
  consequences: true,
})
const rowsOfPage = 1000
const dayMs = 86_400_000

/** How the store keeps what it is given. */
export interface MemoryOptions {
  /** How far the feed goes back, at least a day; 30 days unless said otherwise. */
  readonly keepFeed?: Duration
}

/**
 * The reference store, for tests and embedding. It forgets everything when it closes, and seeds again when it opens.
 *
 * It takes records of any type; `schema.apply` adds indexes, unique properties and the ends of links.
 * Errors: `storage.closed` for calls while it is not open; `input.invalid` for a feed cursor of another store.
 */
export function memory(seed: Seed = {}, { keepFeed = days(30) }: MemoryOptions = {}): StorageAdapter<CanonicalQuery> {
  const keepMs = Math.max(dayMs, (keepFeed.days ?? 0) * dayMs + (keepFeed.ms ?? 0))
  let open: Store | undefined
  let life: (() => Store) | undefined
  const store = (io?: IO): Store => {
    io?.signal.throwIfAborted()
    if (open === undefined) throw new TenureError('storage.closed', 'The memory store is not open.', { store: 'memory' })
    return open
  }
  return {
    kind: 'memory',
    capabilities,
    open: async (env) => {
      life = () => new Store({ life: newId(env.clock.now()), keepMs, now: () => env.clock.now() })
      open ??= openStore(seed, env, life())
    },
    close: async () => {
      open?.feed.close()
      open = undefined
    },
    describe: async () => store().describe(),
    read: async (refs, io) => refs.map((ref) => store(io).read(ref)),
    plan: (query) => planAll(query, open),
    scan: (offer, io) => scanPages(() => store(io), offer, io),
    commit: async (batch, io) => {
      const { turn } = store(io)
      while (turn.taken !== undefined) await turn.taken
      return commitBatch(store(io), batch)
    },
    changes: (from, io) => follow(open, from, io),
    links: {
      read: async (refs, edge, forward, io) => {
        const { links } = store(io)
        return refs.map(({ id }) => links.read(id, edge, forward))
      },
    },
    history: {
      read: async (refs, properties, limit, io) => {
        const { history } = store(io)
        return refs.map((ref) => history.read(ref, properties, limit))
      },
    },
    groups: { read: async (group, { before, limit }, io) => store(io).feed.ofGroup(group, before, limit) },
    aggregate: {
      plan: planAggregate,
      run: async ({ native }: AggregateOffer<StoreAggregate>, io) => store(io).turn.read(() => groupAll(store(), native), io.signal),
    },
    backup: {
      read: (io) => keptPages(() => readKept(store(io))),
      restore: async (pages, io) => {
        open = await restored(store(io), (life as () => Store)(), pages)
      },
    },
    schema: { apply: async (next, io) => store(io).declare(next) },
  }
}

function openStore(seed: Seed, { clock }: AdapterEnv, store: Store): Store {
  const batch = toSeedBatch(seed, clock.now())
  const result = batch.writes.length > 0 ? commitBatch(store, batch) : undefined
  if (result === undefined || result.ok) return store
  const message = describeFault(batch.writes[result.at ?? 0])
  throw new TenureError('input.invalid', message, { issues: [{ path: ['records'], message }] })
}

async function* keptPages(read: () => readonly KeptPage[]): AsyncGenerator<KeptPage> {
  yield* read()
}
// Nobody sees the store that is filled before it is whole.
async function restored(before: Store, next: Store, pages: AsyncIterable<KeptPage>): Promise<Store> {
  if (before.typesWithRows().length > 0)
    throw new TenureError('storage.refused', 'The store has records: only an empty one can be filled.', { capability: 'backup' })
  next.declare(before.describe())
  const links: KeptLink[] = []
  for await (const page of pages) {
    restoreKept(next, page)
    for (const record of page.records) links.push(...record.links)
  }
  checkLinks(next, links)
  before.feed.close()
  return next
}

function describeFault(write: Write | undefined): string {
  const { type, id } = write?.ref ?? {}
  if (write === undefined || !('to' in write)) return `The seed names ${type} ${id} twice.`
  return `The seed links ${type} ${id} to ${write.to.type} ${write.to.id}, and one of the two is not among its records.`
}

// Rows, total and cursor are of one state, that before the first page: no commit comes in between.
async function* scanPages(store: () => Store, { native }: PlanOffer<CanonicalQuery>, io: IO): AsyncGenerator<Page> {
  const { turn } = store()
  const { rows, total, asOf } = await turn.read(() => readAll(store(), native), io.signal)
  const first = rows.slice(0, rowsOfPage).map((row) => selectValues(row, native.select))
  yield { records: first, asOf, ...(native.count ? { total } : {}) }
  for (let start = rowsOfPage; start < rows.length; start += rowsOfPage) {
    store()
    yield { records: rows.slice(start, start + rowsOfPage).map((row) => selectValues(row, native.select)) }
  }
}

interface Found {
  readonly rows: readonly Row[]
  readonly total: number
  readonly asOf: FeedCursor
}
function* readAll(store: Store, query: CanonicalQuery): Steps<Found> {
  const asOf = store.feed.head
  return { ...(yield* findRows(store, query)), asOf }
}
function* groupAll(store: Store, aggregate: StoreAggregate): Steps<AggregateAnswer> {
  const asOf = store.feed.head
  return { groups: yield* findGroups(store, aggregate), asOf }
}

// The head is the cursor at the time of the call, not of the first subscription.
function follow(store: Store | undefined, from: FeedCursor | 'head', { signal }: IO): AsyncIterable<ChangeBatch> {
  const start = from === 'head' ? store?.feed.head : from
  return readFeed(store, start, signal)
}
async function* readFeed(store: Store | undefined, from: FeedCursor | undefined, signal: AbortSignal): AsyncGenerator<ChangeBatch> {
  if (store === undefined) throw new TenureError('storage.closed', 'The memory store is not open.', { store: 'memory' })
  yield* store.feed.read(from ?? store.feed.head, signal)
}
