import { TenureError } from '@tenure/core/adapter'
import type { ColumnLayout, StoreLayout, TypeLayout } from './layout.js'

/** A column with its place among the type's columns: short names for the keys of statements. */
export interface PlacedColumn extends ColumnLayout {
  readonly place: number
}

/** A layout, with its types and properties found by name. */
export class LayoutView {
  readonly layout: StoreLayout
  readonly #types: ReadonlyMap<string, TypeView>
  readonly #edges: ReadonlyMap<string, StoreLayout['edges'][number]>

  constructor(layout: StoreLayout) {
    this.layout = layout
    this.#types = new Map(layout.types.map((type, place) => [type.type, new TypeView(type, place)]))
    this.#edges = new Map(layout.edges.map((edge) => [edge.edge, edge]))
  }

  find(type: string): TypeView | undefined {
    return this.#types.get(type)
  }

  /** Errors: `input.invalid`. */
  get(type: string): TypeView {
    const found = this.#types.get(type)
    if (found !== undefined) return found
    throw invalid(`The store has no object type ${type}.`, [type])
  }

  /** Whether the edge goes from records of the one type to records of the other. */
  fits(edge: string, from: string, to: string): boolean {
    const known = this.#edges.get(edge)
    return known?.from === from && known.to === to
  }
}

/** The table of a type, with its columns by property. */
export class TypeView {
  readonly layout: TypeLayout
  readonly place: number
  readonly columns: readonly PlacedColumn[]
  /** Properties whose past is not kept. */
  readonly internal: readonly string[]
  readonly hasUnique: boolean
  readonly #columns: ReadonlyMap<string, PlacedColumn>

  constructor(layout: TypeLayout, place: number) {
    this.layout = layout
    this.place = place
    this.columns = layout.columns.map((column, at) => ({ ...column, place: at }))
    this.internal = this.columns.filter(({ internal }) => internal).map(({ property }) => property)
    this.hasUnique = this.columns.some(({ unique }) => unique)
    this.#columns = new Map(this.columns.map((column) => [column.property, column]))
  }

  get type(): string {
    return this.layout.type
  }

  get table(): string {
    return this.layout.table
  }

  find(property: string): PlacedColumn | undefined {
    return this.#columns.get(property)
  }

  /** Errors: `input.invalid`. */
  get(property: string): PlacedColumn {
    const column = this.#columns.get(property)
    if (column !== undefined) return column
    throw invalid(`The store has no property ${this.type}.${property}.`, [property])
  }
}

function invalid(message: string, path: readonly string[]): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path, message }] })
}
