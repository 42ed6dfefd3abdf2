import type { Observable } from 'rxjs'
import type { MoveRefusal } from '../access/stage/stage-move.js'
import type { Instant } from '../base/clock.js'
import type { AggregateData } from '../query/aggregate/aggregate-data.js'
import type { ObjectTypeDefinition, StageDefinition } from '../schema/definition.js'
import type { RecordId, RecordRef, Value, Values } from '../schema/value.js'
import type { About, DynamicRecords, PastValue, SeenProperty } from './records.js'

/** An object type, cut to what the user may see: readable properties, and associations to types that are activated. */
export interface TypeView
  extends Pick<ObjectTypeDefinition, 'name' | 'label' | 'plural' | 'title' | 'associations' | 'pipelines' | 'activity'> {
  readonly properties: readonly SeenProperty[]
}
/** Whose past is read: these properties of the records, and those of the records at these associations. */
export interface PastsQuery {
  readonly type: string
  readonly ids: readonly RecordId[]
  readonly properties: readonly string[]
  readonly links: Readonly<Record<string, readonly string[]>>
}
/** What was recorded of one record, each in ascending order: when it was there, and its values. */
export interface RecordPast {
  readonly id: RecordId
  readonly spans: readonly { readonly from: Instant; readonly to?: Instant }[]
  readonly values: Readonly<Record<string, readonly { readonly at: Instant; readonly value: Value }[]>>
}
/** A record that is linked, since both were there: stores keep no time of a link. */
export interface LinkedPast {
  readonly association: string
  readonly record: RecordPast
  readonly spans: readonly { readonly from: Instant; readonly labels: readonly string[] }[]
}
/** What was recorded of a record and of what is linked to it. */
export interface WholePast {
  readonly record: RecordPast
  readonly links: readonly LinkedPast[]
}
/** One record with all that the user may read of it. */
export interface RecordView {
  readonly type: TypeView
  readonly id: RecordId
  /** Opaque text that changes with what the user may read of it, and with nothing else. An edit names it. */
  readonly version: string
  readonly archived: boolean
  readonly values: Values
  /** What the user may do with this record now. */
  readonly may: { readonly edit: boolean; readonly delete: boolean }
}
/** A record that was merged into another: who did it, when, and how. */
export interface PastMerge extends Pick<PastValue, 'at' | 'source' | 'user' | 'plugin' | 'group'> {
  readonly other: RecordId
}

/** What merging `other` into `survivor` would give: `filled` names the properties that come from the other. */
export interface MergeView {
  readonly survivor: RecordView
  readonly other: RecordView
  readonly filled: readonly string[]
}

/** A stage of a pipeline, and what keeps the record out of it. */
export interface StageView extends Pick<StageDefinition, 'value' | 'label' | 'requires' | 'asks'> {
  /** The first thing that keeps it out, but for properties that a person can still give. */
  readonly refusal?: MoveRefusal | { readonly because: 'read-only' }
  readonly reason?: string
  /** The user is a super admin, and may go there all the same. */
  readonly passes?: true
}
/** Where a record is in its pipeline, and where it may go. */
export interface MovesView {
  readonly stage: string | null
  readonly stages: readonly StageView[]
}

/** Records of every object type, as the user may see them: for what works on any of them, such as a record's preview. */
export interface AnyRecords extends DynamicRecords {
  /** A type, or the one that plays a role; again when it or the user's rights change. Errors: `input.invalid`. */
  watchType(type: string): Observable<TypeView>
  /** The object types whose records the user may see, without those of the workspace itself; again when they or the user's rights change. */
  watchTypes(): Observable<readonly TypeView[]>
  /** Whether the user may ask this now: not where it names a property that is hidden from the user, or that there is none of. */
  mayAsk(question: AggregateData & About): boolean
  /** One record, archived or not, whenever it changes. Errors: `record.not-found`, also for one that the user may not see. */
  watchRecord(ref: RecordRef): Observable<RecordView>
  /**
   * The labels of a record's links along one of its associations, by the id of the record at the other end, now and whenever they change.
   * Links without a label, and records that the user may not see, are left out.
   */
  watchLabels(ref: RecordRef, association: string): Observable<ReadonlyMap<RecordId, readonly string[]>>
  /** What merging two records of one type would give, whenever one of them changes. Errors: as of `watchRecord`. */
  watchMerge(survivor: RecordRef, other: RecordId): Observable<MergeView>
  /** Where a record may go in its own pipeline, or in this one of its type. Errors: as of `watchRecord`; `input.invalid` for a type without pipelines. */
  watchMoves(ref: RecordRef, pipeline?: string): Observable<MovesView>
  /** Newest first, of the properties that the user may read now. Errors: `record.not-found`, `input.invalid` for a property that does not exist. */
  history(ref: RecordRef, options: { readonly property?: string | undefined; readonly limit: number }): Promise<readonly PastValue[]>
  /**
   * What was recorded of records and of what is linked to them, in the order of the ids; nothing of a record that the user may not see, and nothing
   * that was erased. Errors: `input.too-large` for more than 1,000 records; `storage.refused` where the store keeps no history.
   */
  pasts(query: PastsQuery): Promise<readonly (WholePast | undefined)[]>
  /** The records that were merged into this one, newest first. Errors: `record.not-found`. */
  merges(ref: RecordRef): Promise<readonly PastMerge[]>
}

/** A link to be staged: along an association of the record, by its name. */
export interface StagedLink {
  readonly association: string
  readonly to: RecordId
  readonly label?: string | undefined
}
/** The version that the caller saw. If there is a newer one, the write is a conflict; without it, the write applies to the newest. */
export interface Expected {
  readonly version?: string | undefined
}
/** Staged changes of records of any object type, with the user's rights. They take effect together, or not at all. */
export interface AnyWrites {
  create(type: string, values: Values, links?: readonly StagedLink[]): RecordId
  /** `expected.was` are the values that the caller saw of what it writes: where somebody has changed one of these, it is a conflict. */
  update(ref: RecordRef, values: Values, expected?: Expected & { readonly was?: Values | undefined }): void
  archive(ref: RecordRef, expected?: Expected): void
  restore(ref: RecordRef, expected?: Expected): void
  /** Merges `other` into the record, which cannot be undone. `expected.other` is the version of the other that the caller saw. */
  merge(ref: RecordRef, other: RecordId, expected?: Expected & { readonly other?: string | undefined }): void
  associate(ref: RecordRef, link: StagedLink): void
  unassociate(ref: RecordRef, link: StagedLink): void
  /**
   * Writes what is staged now, when the action has to know the new versions; staging afterwards fails. Without it everything is written when the
   * action returns. Errors: what refuses the batch.
   */
  commit(): Promise<readonly { readonly ref: RecordRef; readonly version: string }[]>
}
