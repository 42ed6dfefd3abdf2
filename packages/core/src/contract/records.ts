import { map, type Observable, type OperatorFunction } from 'rxjs'
import type { Instant } from '../base/clock.js'
import { mapOnce } from '../base/map-once.js'
import type { Aggregate, AggregateData } from '../query/aggregate/aggregate-data.js'
import type { AggregateQuery } from '../query/aggregate/aggregate-query.js'
import type { QueryData } from '../query/filter-data.js'
import type { Query } from '../query/query.js'
import type { ObjectTypeDefinition, PipelineDefinition, PropertyDefinition } from '../schema/definition.js'
import type { Association, NameOf } from '../schema/property.js'
import type { RowSchema, Window } from '../schema/row.js'
import type { RecordId, UserId, Value, Values } from '../schema/value.js'

/** Records as the acting user may see them, cut to what was granted. Bound to the call: there is no session to pass. */
export interface Records<Path extends string = string> {
  watch<Row, Selected extends Path>(query: Query<Row, Selected, Path>): Observable<Window<Row>>
  list<Row, Selected extends Path>(query: Query<Row, Selected, Path>): Promise<Window<Row>>
  find<Row>(id: RecordId, row: RowSchema<Row, Path>): Promise<Row | undefined>
  /** How many records there are and what they come to, by group. */
  aggregate(query: AggregateQuery<Path>): Promise<Aggregate>
  /** The same, now and whenever it changes. */
  watchAggregate(query: AggregateQuery<Path>): Observable<Aggregate>
}

/** Which of several object types is meant. */
export interface About {
  /** Of two object types that play the role which the question names, this one; the one shown first where it is left out. Errors: `input.invalid`. */
  readonly about?: string
}
/** A query whose properties are known only at run time. A list that is watched without `count`, or read with `count: false`, may have the number of returned rows as its total. */
export interface DynamicQuery extends QueryData, About {
  readonly count?: boolean
  /** Archived records in place of the others (REC-10). */
  readonly archived?: 'only'
}
/** A record's id and the values of the selected properties under their names; properties that the user may not read are missing. */
export type DynamicRow = { readonly id: RecordId } & Values
/** A window of such rows; `objectType` is the real one where the query named a role. */
export interface DynamicWindow extends Window<DynamicRow> {
  readonly objectType: string
}
/** A property as a user sees it. */
export interface SeenProperty extends PropertyDefinition {
  /** The name by which the user may write it; absent where it is computed, read through a link, or not theirs to write. */
  readonly edits?: string
}
/** All properties of the granted object types, for columns and filters that people choose; still only what the user may see. */
export interface DynamicRecords {
  watch(query: DynamicQuery): Observable<DynamicWindow>
  list(query: DynamicQuery): Promise<DynamicWindow>
  /** How many records there are and what they come to, by group. */
  aggregate(query: AggregateData & About): Promise<Aggregate>
  /** The same, now and whenever it changes. */
  watchAggregate(query: AggregateData & About): Observable<Aggregate>
  /** The pipelines of a granted object type or role, as far as the user may see its stages; again when they change. */
  watchPipelines(type: string, about?: string): Observable<readonly PipelineDefinition[]>
  /** The object types that play a granted role, the one shown first before the other; the type itself where it is no role. */
  watchObjects(type: string): Observable<readonly Pick<ObjectTypeDefinition, 'name' | 'label' | 'plural'>[]>
  /**
   * The properties of a granted object type or role that the user may read; again when rights, settings or the type change. `linked` names
   * properties that are read through a link (`companies.name`): those that the user may read follow.
   */
  watchProperties(type: string, linked?: readonly string[], about?: string): Observable<readonly SeenProperty[]>
  /**
   * What these properties of some records were, for each record in the order of `ids`, newest first: of the properties that the user may read,
   * and of the records that the user may see now. Errors: `input.too-large` for more than 1,000 records.
   */
  histories(query: HistoriesQuery): Promise<readonly (readonly PastValue[])[]>
  /** Whether the user may see every record of a granted object type or role, some, or none; again when rights change. */
  watchReach(type: string, about?: string): Observable<'all' | 'some' | 'none'>
}
/** Whose past is read: at most `limit` entries of each record. */
export interface HistoriesQuery extends About {
  readonly type: string
  readonly ids: readonly RecordId[]
  readonly properties: readonly string[]
  readonly limit: number
}
/** A past or present value of a property: who set it, when, and how. */
export interface PastValue {
  readonly property: string
  readonly value: Value
  readonly before: Value
  readonly at: Instant
  readonly source: string
  readonly user?: UserId
  readonly plugin?: string
  /** What was done as one: the whole of it can be undone. */
  readonly group?: string
  /** The record that had the value, where that one was merged into this later. */
  readonly from?: RecordId
}

/** An id that knows the object type of its record. Any text is accepted in its place, except the id of another type. */
export type IdOf<Type extends string> = RecordId & { readonly '~type'?: Type }
/** The record at the other end of a link, with the label of the link where it has one. */
export type LinkTarget<Type extends string = string> = IdOf<Type> | { readonly id: IdOf<Type>; readonly label?: string }
/** Links by the name of the association: one target, or several. */
export type Links<A extends Association> = [A] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [X in A as NameOf<X['path']>]?: OneOrMore<LinkTarget<X['to']>> }
/** One, or a list. */
export type OneOrMore<T> = T | readonly T[]

/** Staged edits: they take effect together when the action ends, or not at all. */
export interface Edits<V, L = Readonly<Record<string, never>>> {
  edit(id: RecordId, values: Partial<V>, expect?: { readonly version: string }): void
  /** Adds links. Where a record has at most one, the new one takes the place of the old. */
  link(id: RecordId, links: L): void
  /** Takes links away: those with the given label, or without one. */
  unlink(id: RecordId, links: L): void
}
/** Stages new records. Their ids can be used at once, also as targets of links; the records exist when the action has ended. */
export interface Creates<V, L = Readonly<Record<string, never>>, Type extends string = string> {
  /** With `key` the record is created once and for all: the same key again gives its id and changes nothing, also when somebody has archived it since. */
  create(values: Partial<V>, links?: L, once?: { readonly key: string }): IdOf<Type>
}

/** Stages notifications: users find them in their list, and those whose page is open are shown them at once. */
export interface Notifies<Shown extends string, Type extends string = string> {
  /**
   * Reminds a user of a record, once and for all for each `key`. The user sees it only while the record may be seen, with its title and the
   * value of `shows` as they are then. Where the user may not see the record now, nothing is written.
   */
  notify(notice: { readonly user: UserId; readonly about: IdOf<Type>; readonly shows?: Shown }, once: { readonly key: string }): void
}

/** Stages that records go and come back which the plugin itself created under a key: nobody else's can be named. */
export interface Archives {
  /** Archives the record that was created under this key. One that is archived stays so. Errors: `record.not-found` where none was. */
  archive(key: string): void
  /** Brings it back, as it was. One that is not archived stays as it is. Errors: `record.not-found` where none was. */
  restore(key: string): void
}

/** Operator: changes each row of a window. A row that did not change is not mapped again, so `change` must depend only on the row. */
export function mapRows<A extends object, B extends object>(change: (row: A) => B): OperatorFunction<Window<A>, Window<B>> {
  const changeOnce = mapOnce(change)
  return map(({ rows, ...window }) => ({ ...window, rows: rows.map(changeOnce) }))
}
