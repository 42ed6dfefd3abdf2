import type {
  AdapterEnv,
  Atom,
  CanonicalQuery,
  ChangeBatch,
  CommitResult,
  Duration,
  Expression,
  FeedCursor,
  IO,
  LinkEnd,
  LinkOps,
  Page,
  PlanOffer,
  RecordRef,
  StorageAdapter,
  WriteBatch,
} from '@tenure/core/adapter'
import { days, TenureError } from '@tenure/core/adapter'
import type { AggregateOffer, StoreAggregate } from '@tenure/core/aggregate'
import type { BackupOps } from '@tenure/core/backup'
import { describeLayout } from '@tenure/sql'
import { closedError, OpenStore } from './open-store.js'
import type { ReadTuning } from './reading/query-reader.js'

const dayMs = 86_400_000

/** Where the store is and how it is opened. */
export interface SqliteOptions {
  /** Path of the file, made where there is none; `:memory:` for a store that is gone when it closes. */
  readonly file: string
  /** `full`, the default, survives a power cut with every commit; `normal` may lose the last ones, but never breaks the file. */
  readonly synchronous?: 'full' | 'normal'
  /** Reads only, beside the one that writes. The file must be there. */
  readonly readonly?: boolean
  /** Processes for long reads, started when they are needed; 2 where nothing is said. A store in memory has none. */
  readonly readers?: number
  /** How far the feed goes back, at least a day; 30 days unless said otherwise. A reader that comes later reads everything again. */
  readonly keepFeed?: Duration
}

/**
 * A store in one SQLite file: a table for each object type, a column for each property.
 * One process writes: opening a second time fails with `storage.locked`, which names the first; a killed process leaves no lock.
 */
export function sqlite(options: SqliteOptions): StorageAdapter<CanonicalQuery> {
  return tunedSqlite(options, {})
}

/** The same with other limits of what is read on this thread; for tests, which have few rows. */
export function tunedSqlite(options: SqliteOptions, tuning: Partial<ReadTuning>): StorageAdapter<CanonicalQuery> {
  const { file, synchronous = 'full', readonly = false, readers, keepFeed = days(30) } = options
  const keepFeedMs = Math.max(dayMs, (keepFeed.days ?? 0) * dayMs + (keepFeed.ms ?? 0))
  let store: OpenStore | undefined
  const use = (io?: IO): OpenStore => {
    io?.signal.throwIfAborted()
    if (store === undefined) throw closedError(file)
    return store
  }
  return {
    kind: 'sqlite',
    capabilities: {
      atomic: 'batch',
      versions: true,
      unique: true,
      feed: true,
      images: 'both',
      snapshots: true,
      consequences: true,
      // Beside the process that writes, a reader follows its feed.
      ...(readonly && { shared: true }),
    },
    open: async (env: AdapterEnv) => {
      store ??= OpenStore.open({ file, synchronous, readonly, keepFeedMs, readers, tuning }, env)
    },
    close: async () => {
      store?.close()
      store = undefined
    },
    describe: async () => describeLayout(use().layout),
    read: async (refs, io) => use(io).records.read(refs),
    plan: (query) => offer(query, store),
    scan: ({ native }, io) => scan(() => use(io), native, io),
    commit: async (batch, io) => commit(use(io), batch, readonly),
    changes: (from, io) => changes(() => use(io), from, io),
    scrub: async (io) => use(io).scrub(),
    links: linksOf(use),
    history: {
      read: async (refs, properties, limit, io) => refs.map((ref) => use(io).records.history(ref, properties, limit)),
    },
    groups: { read: async (group, { before, limit }, io) => use(io).feed.ofGroup(group, before, limit) },
    aggregate: {
      plan: offerAggregate,
      run: async ({ native }: AggregateOffer<StoreAggregate>, io) => use(io).groups(native, io),
    },
    backup: backupOf(use, readonly),
    schema: {
      apply: async (next, io) => {
        if (readonly) throw refused('schema')
        use(io).apply(next)
      },
    },
  }
}

function linksOf(use: (io: IO) => OpenStore): LinkOps {
  const idsOf = (refs: readonly RecordRef[]): readonly string[] => refs.map(({ id }) => id)
  return {
    read: async (refs, edge, forward, io) => {
      const links = use(io).records.linksOfAll(idsOf(refs), edge, forward)
      return links.map((ends) => ends.map(toEnd))
    },
    readRecords: async (refs, along, io) => use(io).records.linkedRecords(idsOf(refs), along),
  }
}
function toEnd({ id, label }: Required<LinkEnd>): LinkEnd {
  return label === '' ? { id } : { id, label }
}
function commit(store: OpenStore, batch: WriteBatch, readonly: boolean): CommitResult {
  if (readonly) throw refused('atomic')
  return store.commit(batch)
}

function backupOf(use: (io: IO) => OpenStore, readonly: boolean): BackupOps {
  return {
    read: (io) => use(io).kept(),
    restore: async (pages, io) => {
      if (readonly) throw refused('backup')
      await use(io).restore(pages)
    },
  }
}

async function* scan(use: () => OpenStore, query: CanonicalQuery, io: IO): AsyncGenerator<Page> {
  for await (const page of use().read(query, io)) {
    use()
    yield page
  }
}

async function* changes(use: () => OpenStore, from: FeedCursor | 'head', io: IO): AsyncGenerator<ChangeBatch> {
  yield* use().feed.read(from, io.signal)
}

// All tests, orders and windows are exact, whatever is stored: a plan is made without looking. How many rows is known of an open store.
function offer(query: CanonicalQuery, store: OpenStore | undefined): PlanOffer<CanonicalQuery> {
  const grades = new Map<Atom['atom'], 'exact'>()
  gradeAll(query.where, grades)
  const rows = store && { rows: store.estimates.rowsFor(query) }
  return { grades, order: 'exact', limit: 'exact', linked: 'exact', count: 'exact', ...rows, native: query }
}

// The bounds of a statement are in its text, which is not to grow without limit.
const mostBounds = 5_000
function offerAggregate(aggregate: StoreAggregate): AggregateOffer<StoreAggregate> {
  const grades = new Map<Atom['atom'], 'exact'>()
  gradeAll(aggregate.query.where, grades)
  const by = aggregate.by.map(({ bounds = [] }) => (bounds.length > mostBounds ? ('none' as const) : ('exact' as const)))
  return { grades, by, measures: aggregate.measures.map(() => 'exact'), linked: 'exact', native: aggregate }
}

function gradeAll(where: Expression, grades: Map<Atom['atom'], 'exact'>): void {
  if ('test' in where) grades.set(where.atom, 'exact')
  else if ('not' in where) gradeAll(where.not, grades)
  else for (const part of 'all' in where ? where.all : where.any) gradeAll(part, grades)
}

function refused(capability: string): TenureError {
  return new TenureError('storage.refused', 'This store was opened read-only.', { capability })
}
