import { map, type Observable, type OperatorFunction } from 'rxjs'
import type { QueryData } from '../query/filter-data.js'
import type { Query } from '../query/query.js'
import type { PropertyDefinition } from '../schema/definition.js'
import type { RowSchema, Window } from '../schema/row.js'
import type { RecordId, Values } from '../schema/value.js'

/** Records as the acting user may see them, cut to what was granted. Bound to the call: there is no session to pass. */
export interface Records<Path extends string = string> {
  watch<Row, Selected extends Path>(query: Query<Row, Selected, Path>): Observable<Window<Row>>
  list<Row, Selected extends Path>(query: Query<Row, Selected, Path>): Promise<Window<Row>>
  find<Row>(id: RecordId, row: RowSchema<Row, Path>): Promise<Row | undefined>
}

/** A question whose properties are known only at run time. Without `count` the total may be left uncounted and is then that of the rows. */
export interface DynamicQuery extends QueryData {
  readonly count?: boolean
}
/** A record's id and the values of the selected properties under their names; one that the user may not read is not there. */
export type DynamicRow = { readonly id: RecordId } & Values
/** A window of such rows; `objectType` is the real one where the query named a role. */
export interface DynamicWindow extends Window<DynamicRow> {
  readonly objectType: string
}
/** All properties of the granted object types, for columns and filters that people choose; still only what the user may see. */
export interface DynamicRecords {
  watch(query: DynamicQuery): Observable<DynamicWindow>
  list(query: DynamicQuery): Promise<DynamicWindow>
  /** The properties of a granted object type or role that the user may read; again when rights, settings or the type change. */
  watchProperties(type: string): Observable<readonly PropertyDefinition[]>
}

/** Staged edits: they take effect together when the action ends, or not at all. */
export interface Edits<V> {
  edit(id: RecordId, values: Partial<V>, expect?: { readonly version: string }): void
}
/** Staged new records; the id is good at once, the record is there when the action has ended. */
export interface Creates<V> {
  create(values: Partial<V>): RecordId
}

/** Operator: changes each row of a window. */
export function mapRows<A, B>(change: (row: A) => B): OperatorFunction<Window<A>, Window<B>> {
  return map(({ rows, ...window }) => ({ ...window, rows: rows.map(change) }))
}
