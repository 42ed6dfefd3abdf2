import type { CanonicalQuery, LinkedColumn } from '@tenure/core/adapter'
import { sql } from 'kysely'
import type { Sql } from '../dialect.js'
import { fixedColumns } from '../layout.js'
import type { LayoutView, PlacedColumn } from '../layout-view.js'
import { at, type Place } from './atom-sql.js'
import { type Compiling, pickSql, type Shape, shapePick } from './expression-sql.js'

/** A column that a query reads, and the table that has it: the query's own, or that of a record that a step picks. */
export interface ReadColumn {
  readonly place: Place
  readonly column: PlacedColumn
}
/** The columns of a query by the names under which it selects and orders. */
export interface QueryColumns {
  /** Errors: `input.invalid` for a property that the store does not have. */
  get(name: string): ReadColumn
  /** Short text for the keys of statements. */
  keyOf(name: string): string
  /** The query's own table. */
  readonly own: Place
  readonly picks: readonly Picked[]
}
/** A step that columns share: its record is joined once, under an alias of its own. */
interface Picked extends Pick<LinkedColumn, 'hop' | 'among'> {
  readonly place: Place
}

/** The columns of a query on the table at `own`. Errors: `input.invalid`. */
export function queryColumns({ linked = [] }: CanonicalQuery, own: Place, view: LayoutView): QueryColumns {
  const picks: Picked[] = []
  const pickFor = ({ hop, among }: LinkedColumn): Picked => {
    const known = picks.find((pick) => pick.among === among && pick.hop.edge === hop.edge && pick.hop.forward === hop.forward)
    if (known !== undefined) return known
    const pick = { hop, among, place: { type: view.get(hop.to), alias: `l${picks.length}` } }
    picks.push(pick)
    return pick
  }
  const read = ({ place, column }: { readonly place: Place; readonly column: string }) => ({ place, column: place.type.get(column) })
  const columns = new Map(linked.map((column) => [column.name, readLinked(pickFor(column).place, column.property)]))
  const get = (name: string): ReadColumn => columns.get(name) ?? read({ place: own, column: name })
  const keyOf = (name: string): string => {
    const { place, column } = get(name)
    return place === own ? `${column.place}` : `${place.alias}.${column.place}`
  }
  return { get, keyOf, own, picks }
}

// No property is named `id`: it is the record that a step picks.
function readLinked(place: Place, property: string): ReadColumn {
  return { place, column: property === 'id' ? idColumn : place.type.get(property) }
}
const idColumn: PlacedColumn = { property: 'id', kind: 'string', column: fixedColumns.id, place: -1 }

/** Adds the picks to the shape. */
export function shapePicks({ picks }: QueryColumns, view: LayoutView, shape: Shape): void {
  for (const pick of picks) shapePick(pick, view, shape)
}
/** Joins the record that each step picks, or nothing. Takes its constants in the order of `shapePicks`. */
export function picksSql({ own, picks }: QueryColumns, to: Compiling): Sql {
  const joins = picks.map((pick) => {
    const { type, alias } = pick.place
    const id = pickSql(pick, own, to, (other) => at(other, fixedColumns.id))
    return sql` LEFT JOIN ${sql.id(type.table)} AS ${sql.id(alias)} ON ${at(pick.place, fixedColumns.id)} = ${id}`
  })
  return joins.length === 0 ? sql`` : sql.join(joins, sql``)
}
