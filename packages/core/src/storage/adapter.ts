import type { Clock, Instant } from '../base/clock.js'
import type { Log } from '../base/log.js'
import type { StoreAggregate, StoreGroup } from '../query/aggregate/canonical-aggregate.js'
import type { Atom, CanonicalQuery } from '../query/canonical.js'
import type { PropertyKind, RecordId, RecordRef, UserId, Value, Values } from '../schema/value.js'

/** A store. It describes, reads, plans, scans, commits and lists changes; the core does the rest. */
export interface StorageAdapter<Native = unknown> {
  readonly kind: string
  readonly capabilities: Capabilities
  open(env: AdapterEnv): Promise<void>
  close(): Promise<void>
  describe(): Promise<SchemaSnapshot>
  /** In the order of `refs`, however many; `null` where there is none. Archived records are among them, with `archivedAt`. */
  read(refs: readonly RecordRef[], io: IO): Promise<readonly (StoredRecord | null)[]>
  /** Pure: says what the store can do of the query. */
  plan(query: CanonicalQuery): PlanOffer<Native>
  /** Pages in the offered order. All pages of one scan see one state of the store where `capabilities.snapshots` says so. */
  scan(offer: PlanOffer<Native>, io: IO): AsyncIterable<Page>
  commit(batch: WriteBatch, io: IO): Promise<CommitResult>
  /**
   * At least once, in order per record, resumable from any cursor it gave. Errors: `storage.pruned` for a cursor that the feed no longer goes
   * back to; the reader reads everything again and follows from the head.
   */
  changes(from: FeedCursor | 'head', io: IO): AsyncIterable<ChangeBatch>
  /** Takes the bytes of what was purged out of files and logs, at once or as soon as nobody reads them. For a store that would leave them there. */
  scrub?(io: IO): Promise<void>
  readonly links?: LinkOps
  readonly history?: HistoryOps
  readonly groups?: GroupOps
  readonly schema?: SchemaOps
  readonly aggregate?: AggregateOps
  readonly backup?: BackupOps
}
/** What the store can do; what is left out it cannot, and the core does without. The core reads each claim. The kit checks what is claimed of the store itself. */
export interface Capabilities {
  /** `batch`: several writes are stored as one, and a key makes a batch happen once. Otherwise the core sends one write at a time. */
  readonly atomic?: 'batch' | 'record'
  /** `expect` is compared. Otherwise the core sends none, and the last writer wins. */
  readonly versions?: boolean
  /** Unique values are enforced: compared exactly, and those of archived records count, so that these can be restored. Otherwise the core looks before it writes. */
  readonly unique?: boolean
  /** `changes` lists what was committed. */
  readonly feed?: boolean
  /** What the feed says of a record: its values before and after, or only after. Otherwise the core reads the record. */
  readonly images?: 'both' | 'after'
  /** Others write into the store too: the core follows its feed. */
  readonly shared?: boolean
  /** It is reached over a network, so the answer to a commit can be lost: the core gives every batch a key, to ask again. */
  readonly remote?: boolean
  /** One scan sees one state of the store, and its first page names it (`asOf`). */
  readonly snapshots?: boolean
  /** Empty text is stored as a missing value: the core writes it so, too. */
  readonly emptyIsNull?: boolean
  /** A batch may carry its consequence. Claimed beside `atomic: 'batch'`, `versions` and images of both sides; the core sends none otherwise. */
  readonly consequences?: boolean
}
/** What an adapter is given instead of globals. */
export interface AdapterEnv {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
}
/** Limits of one call. A store that takes long looks at them while it works: once either is over, nobody waits for the answer. */
export interface IO {
  readonly signal: AbortSignal
  readonly deadline?: Instant
  /** Whose call it is: where reads have to wait, callers take turns. */
  readonly caller?: string
}

/** What the store holds now; also the argument of `schema.apply`. */
export interface SchemaSnapshot {
  readonly types: readonly TypeSnapshot[]
  readonly edges: readonly EdgeSnapshot[]
}
/** One object type. A store may leave the past of `internal` properties out of history and feed: nobody reads it. `indexes` are lists of property names: equality first, then the order; a store adds the id itself. */
export interface TypeSnapshot {
  readonly name: string
  readonly properties: readonly { readonly name: string; readonly kind: PropertyKind; readonly unique?: true; readonly internal?: true }[]
  readonly indexes?: readonly (readonly string[])[]
}
/** One kind of link, from records of one type to records of another. */
export interface EdgeSnapshot {
  readonly edge: string
  readonly from: string
  readonly to: string
}

/** A record as stored. Its id has at most 500 characters, of which all count. `version` changes with every write to it; a link or unlink counts for both ends. */
export interface StoredRecord {
  readonly ref: RecordRef
  readonly version: string
  readonly values: Values
  readonly archivedAt?: Instant
}
/** Some records of a scan. The first page has the total, if the offer counts, and names the state that it saw. */
export interface Page {
  readonly records: readonly StoredRecord[]
  readonly total?: number
  readonly asOf?: FeedCursor
}

/** What is not graded exact is checked again by the core; a limit counts only when all and the order are exact. */
export interface PlanOffer<Native = unknown> {
  readonly grades: ReadonlyMap<Atom['atom'], 'exact' | 'inexact'>
  readonly order?: 'exact'
  /** Limit, offset and `after` are all applied by the store. */
  readonly limit?: 'exact'
  /** The store fills in the linked columns and, where it offers order and limit, takes them into account there. Without it the core reads them. */
  readonly linked?: 'exact'
  /** The first page carries the number of all that match, whatever the limit. */
  readonly count?: 'exact'
  /** How many records the store expects to look at, by its statistics; the price of the query is worked out from it. */
  readonly rows?: number
  readonly native: Native
}

/** The only transaction, of thousands of writes at times. A store that cannot do it whole refuses before the first write. */
export interface WriteBatch {
  readonly atomic: boolean
  /**
   * The same key again answers what the first time answered, all of it, and writes nothing; kept 24 hours at least. Keys are compared
   * character by character, and have at most 1,000.
   */
  readonly key?: string
  /** What is undone as one has one group, in as many batches as it takes. History and feed keep it. */
  readonly group?: string
  readonly at: Instant
  readonly actor: Actor
  readonly writes: readonly Write[]
  /**
   * What somebody else makes of it, such as a score: stored in the same transaction, as a commit of its own right after it. It has its own versions, its
   * own actor in the history, no group, and its own place in the feed. `expect` is compared with the version that the batch leaves. Where it is refused,
   * so is the batch. Only for a store that claims `consequences`.
   */
  readonly consequence?: Pick<WriteBatch, 'actor' | 'writes'>
}
/** Who did it, and from which source. */
export interface Actor {
  readonly user?: UserId
  readonly source: 'user' | 'plugin' | 'import' | 'sync' | 'api' | 'system'
  readonly plugin?: string
}
/**
 * One write. A `purge` leaves nothing of the record: values, links, history, images in the feed and in kept answers go. Its id stays taken, and
 * the feed names it without images. `expect` is the version that it must find, compared exactly; every kind but `create`, which finds
 * nothing, may have one. A `patch` names what changes; `null` takes a value away.
 * `since` says by property since when a value holds, where that is not the time of the commit: history dates the value from then. The order of
 * history, and the time of the change, stay those of the commit. The core never dates a value before an earlier one of the same property.
 * Text with a NUL character or half a character is refused: `commit` throws `input.invalid`. Labels are compared exactly.
 */
export type Write = { readonly ref: RecordRef; readonly expect?: string } & (
  | { readonly write: 'create' | 'patch'; readonly values: Values; readonly since?: Readonly<Record<string, Instant>> }
  | { readonly write: 'archive' | 'restore' | 'purge' }
  | { readonly write: 'link' | 'unlink'; readonly edge: string; readonly to: RecordRef; readonly label?: string }
)
/**
 * What became of a batch. Success always names the records and the changes, and where there is a feed, the cursor under which it delivers
 * them. `at` is the place of the write that failed.
 *
 * `retry`: nothing was written, and the store asks for patience. `unknown`: the connection broke in between, so it may have been written; the
 * core repeats under the same key. Nothing else may leave open whether it was written: a call that throws something that is no `TenureError`
 * counts as `unknown`.
 */
export type CommitResult =
  | {
      readonly ok: true
      readonly records: readonly StoredRecord[]
      readonly changes: readonly Change[]
      readonly cursor?: FeedCursor
      readonly repeated?: true
      /** Of a batch with a consequence: what that changed. `records` are as they are after both. */
      readonly consequence?: Pick<ChangeBatch, 'changes' | 'cursor'>
    }
  | {
      readonly ok: false
      readonly because: 'conflict' | 'missing' | 'exists' | 'constraint' | 'refused' | 'retry' | 'unknown'
      readonly at?: number
      readonly property?: string
      readonly retryAfterMs?: number
    }

/** Opaque, and good after a restart. */
export type FeedCursor = string
/** The changes of one commit, whole; rolled-back work is not among them. */
export interface ChangeBatch {
  readonly cursor: FeedCursor
  readonly group?: string
  readonly changes: readonly Change[]
}
/**
 * What one commit did to one record. `before` and `after` are whole images (absent: there was, or is, none that is not archived).
 * `changed` names the properties with a new value. Links have `linked`: one change for each end, and one with both sides for a link of a record
 * to itself.
 */
export interface Change {
  readonly ref: RecordRef
  readonly change: 'create' | 'patch' | 'archive' | 'restore' | 'purge' | 'link'
  readonly version: string
  readonly at: Instant
  readonly actor?: Actor
  readonly changed: readonly string[]
  readonly before?: Values
  readonly after?: Values
  readonly linked?: readonly {
    readonly edge: string
    readonly forward: boolean
    readonly other: RecordRef
    readonly label?: string
    readonly gone?: true
  }[]
}
/** Reading links where the store keeps them. */
export interface LinkOps {
  /**
   * For each record, in the order of `refs`, its links along one edge; `forward` if the records are its first ends. The links of one record
   * are ordered by the other's id, then label.
   */
  read(refs: readonly RecordRef[], edge: string, forward: boolean, io: IO): Promise<readonly (readonly LinkEnd[])[]>
  /**
   * The same with the selected properties of the records there; archived ones are left out. A record that is linked by several labels is there for
   * each of them. Without it the core reads links and records apart.
   */
  readRecords?(
    refs: readonly RecordRef[],
    along: LinkSelection,
    io: IO,
  ): Promise<readonly (readonly (LinkEnd & Pick<StoredRecord, 'values'>)[])[]>
}
/** Links along one edge, to records of the type `to`, and what is wanted of these. */
export interface LinkSelection {
  readonly edge: string
  readonly forward: boolean
  readonly to: string
  readonly select: readonly string[]
}
/** The other end of a link, and the label that leads there. */
export interface LinkEnd {
  readonly id: RecordId
  readonly label?: string
}
/** Reading past values where the store keeps them. */
export interface HistoryOps {
  /** For each record, in the order of `refs`, at most `limit` entries, those of the newest commit first. All properties where none is named. */
  read(
    refs: readonly RecordRef[],
    properties: readonly string[] | undefined,
    limit: number,
    io: IO,
  ): Promise<readonly (readonly HistoryEntry[])[]>
}
/** One past or present value of a property. */
export interface HistoryEntry {
  readonly property: string
  readonly value: Value
  readonly before: Value
  /** Since when the value holds: the time of its commit, unless the write gave another. */
  readonly at: Instant
  readonly actor: Actor
  readonly version: string
  readonly group?: string
}
/** Reading what was done as one, where the store keeps it. */
export interface GroupOps {
  /**
   * The commits of a group, each whole, newest first. `before` is the cursor of the last one that was read, to go on from there. A feed that is
   * pruned keeps all of them until the newest is too old, and none afterwards: half a group must not be undone.
   */
  read(group: string, part: { readonly before?: FeedCursor; readonly limit: number }, io: IO): Promise<readonly ChangeBatch[]>
}
/** Taking everything out, and into an empty store, where the store can: what an export and its import are made from. */
export interface BackupOps {
  /**
   * Every record, archived or not, type by type in the order of the names, by code point of the id; the ids of purged records last, in the same
   * order. All of one state, whatever is written meanwhile.
   */
  read(io: IO): AsyncIterable<KeptPage>
  /**
   * Fills a store that holds no record with what `read` gave, for types that `schema.apply` declared. Whole or not at all: where the pages
   * throw, or something does not fit, the store is as it was. Nothing of it is in the feed. Errors: `storage.refused` where there are records.
   */
  restore(pages: AsyncIterable<KeptPage>, io: IO): Promise<void>
}
/** Some of what a store keeps. */
export interface KeptPage {
  readonly records: readonly KeptRecord[]
  /** Records that were purged: their ids stay taken. */
  readonly purged?: readonly RecordRef[]
}
/** A record with its links, each at its first end, and its whole past in the order of the commits, by property within a commit. */
export interface KeptRecord extends StoredRecord {
  readonly links: readonly KeptLink[]
  readonly history: readonly HistoryEntry[]
}
/** A link of a record that is its first end. */
export interface KeptLink {
  readonly edge: string
  readonly to: RecordRef
  readonly label?: string
}
/** Changing what the store can hold: additive and repeatable. Nothing that holds data is dropped. */
export interface SchemaOps {
  apply(next: SchemaSnapshot, io: IO): Promise<void>
}

/** Counting and adding up where the store can. Without it, and for what is not graded exact, the core reads the records and does it. */
export interface AggregateOps<Native = unknown> {
  /** Pure: says what the store can do of the aggregate. */
  plan(aggregate: StoreAggregate): AggregateOffer<Native>
  /** The groups, each once and in any order; all of them of one state of the store. Called only where everything is graded exact. */
  run(offer: AggregateOffer<Native>, io: IO): Promise<AggregateAnswer>
}
/** What is not graded exact is done by the core; one part that is not makes the core do the whole. */
export interface AggregateOffer<Native = unknown> {
  readonly grades: ReadonlyMap<Atom['atom'], 'exact' | 'inexact'>
  /** For each grouping and each measure, in their order. */
  readonly by: readonly ('exact' | 'none')[]
  readonly measures: readonly ('exact' | 'none')[]
  /** Linked columns that the groupings and measures name are picked by the store. */
  readonly linked?: 'exact'
  readonly native: Native
}
/** The groups that a store found, and the state that it saw. */
export interface AggregateAnswer {
  readonly groups: readonly StoreGroup[]
  readonly asOf?: FeedCursor
}
