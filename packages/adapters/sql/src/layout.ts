import { type EdgeSnapshot, type PropertyKind, type SchemaSnapshot, TenureError, type TypeSnapshot } from '@tenure/core/adapter'

/** Where a store keeps what: plain data, kept in the store itself, so that names stay what they were. */
export interface StoreLayout {
  readonly types: readonly TypeLayout[]
  readonly edges: readonly EdgeSnapshot[]
}
/** The table of one object type. */
export interface TypeLayout {
  readonly type: string
  readonly table: string
  readonly columns: readonly ColumnLayout[]
  readonly indexes: readonly IndexLayout[]
}
/** The columns of one property: `column` as people read it, the others as it is compared. */
export interface ColumnLayout {
  readonly property: string
  readonly kind: PropertyKind
  readonly column: string
  /** Of `string` and `text`: folded (FLT-11). */
  readonly fold?: string
  /** Of `money`: the amount as text that sorts as it does. */
  readonly key?: string
  /** Of `money`: the currency; `column` has the amount as decimal text. */
  readonly currency?: string
  readonly unique?: true
  /** The workspace's own: its past is not kept. */
  readonly internal?: true
}
/** An index: the wanted properties, and the columns that serve them. */
export interface IndexLayout {
  readonly name: string
  readonly properties: readonly string[]
  readonly columns: readonly string[]
  readonly unique?: true
  /** Rows without a value in this column are left out. */
  readonly known?: string
}

/** Columns that every table has. */
export const fixedColumns = { id: 'id', version: 'version', archivedAt: 'archived_at' } as const
/** Tables beside those of the object types. */
export const sideTables = {
  edge: 'tenure_edge',
  history: 'tenure_history',
  /** Who wrote rows of the history, and as part of which group: commits of many records name it by its number in place of the actor. */
  origin: 'tenure_origin',
  feed: 'tenure_feed',
  answer: 'tenure_answer',
  purged: 'tenure_purged',
  meta: 'tenure_meta',
} as const
/**
 * The property of the row of the history that a creation is. Without a value the row refers to the record: what a property was then is what
 * its first later row says was before, or else what it is now. Where values of a creation have different dates, and in stores of an earlier
 * version, its value is a JSON object of those that have the row's date.
 */
export const creationRow = ''
/** A store without any object type. */
export const emptyLayout: StoreLayout = { types: [], edges: [] }

/** The layout with `next` added; adding the same again changes nothing. Errors: `storage.refused` if a kind or an edge would change. */
export function extendLayout(layout: StoreLayout, next: SchemaSnapshot): StoreLayout {
  const types = new Map(layout.types.map((type) => [type.type, type]))
  const names = new Names([
    ...Object.values(sideTables),
    ...layout.types.flatMap(({ table, indexes }) => [table, ...indexes.map(({ name }) => name)]),
  ])
  for (const type of next.types) {
    const known = types.get(type.name) ?? { type: type.name, table: names.claim(type.name), columns: [], indexes: [] }
    types.set(type.name, extendType(known, type, names))
  }
  return { types: [...types.values()], edges: extendEdges(layout.edges, next.edges) }
}

/** The contents of the layout, in the terms of the contract. */
export function describeLayout({ types, edges }: StoreLayout): SchemaSnapshot {
  return { types: types.map(describeType), edges: edges.map(({ edge, from, to }) => ({ edge, from, to })) }
}

/** Every column that a property has, in the order in which its values are written. */
export function columnsOf({ column, fold, key, currency }: ColumnLayout): readonly string[] {
  return [column, ...[fold, key, currency].filter((name) => name !== undefined)]
}

function describeType({ type, columns, indexes }: TypeLayout): TypeSnapshot {
  const wanted = new Map(indexes.flatMap(({ unique, properties }) => (unique ? [] : [[JSON.stringify(properties), properties] as const])))
  return {
    name: type,
    properties: columns.map(({ property, kind, unique, internal }) => ({
      name: property,
      kind,
      ...(unique && { unique }),
      ...(internal && { internal }),
    })),
    ...(wanted.size > 0 && { indexes: [...wanted.values()] }),
  }
}

function extendType(known: TypeLayout, next: TypeSnapshot, global: Names): TypeLayout {
  const names = new Names([...Object.values(fixedColumns), ...known.columns.flatMap(columnsOf)])
  const columns = new Map(known.columns.map((column) => [column.property, column]))
  for (const property of next.properties) {
    const before = columns.get(property.name)
    if (before !== undefined && before.kind !== property.kind)
      throw refused(`The property ${next.name}.${property.name} is of kind ${before.kind} and cannot become ${property.kind}.`)
    const column = before ?? newColumn(property.name, property.kind, names)
    const { unique, internal } = property
    columns.set(property.name, { ...column, ...(unique && { unique }), ...(internal && { internal }) })
  }
  return extendIndexes({ ...known, columns: [...columns.values()] }, next.indexes ?? [], global)
}

function newColumn(property: string, kind: PropertyKind, names: Names): ColumnLayout {
  const column = names.claim(property)
  const shadow = (suffix: string): string => names.claim(`${column}__${suffix}`)
  if (kind === 'string' || kind === 'text') return { property, kind, column, fold: shadow('fold') }
  if (kind === 'money') return { property, kind, column, key: shadow('key'), currency: shadow('currency') }
  return { property, kind, column }
}

function extendIndexes(type: TypeLayout, wanted: readonly (readonly string[])[], names: Names): TypeLayout {
  const indexes = new Map(type.indexes.map((index) => [indexKey(index), index]))
  const add = (index: IndexLayout): void => {
    if (!indexes.has(indexKey(index))) indexes.set(indexKey(index), { ...index, name: names.claim(index.name) })
  }
  for (const column of type.columns.filter(({ unique }) => unique)) add(uniqueIndex(type.table, column))
  for (const properties of wanted) add(orderIndex(type, properties, wanted))
  return { ...type, indexes: [...indexes.values()] }
}

// By its columns, which tell a unique index from the others: a store that was made when the same properties had others gets the new index beside the old one.
function indexKey({ columns }: IndexLayout): string {
  return JSON.stringify(columns)
}

function uniqueIndex(table: string, { property, column, currency }: ColumnLayout): IndexLayout {
  return { name: `${table}__unique__${column}`, properties: [property], columns: currency ? [column, currency] : [column], unique: true }
}

// Not archived comes first, since nearly every query tests it; a text that is the last property is ordered by both its forms.
function orderIndex(type: TypeLayout, properties: readonly string[], wanted: readonly (readonly string[])[]): IndexLayout {
  const columns = properties.flatMap((property, place) => {
    const { column, fold, key, currency } = columnOf(type, property)
    if (key !== undefined && currency !== undefined) return [currency, key]
    if (fold === undefined) return [column]
    return place === properties.length - 1 ? [fold, column] : [fold]
  })
  const name = `${type.table}__by__${properties.map((property) => columnOf(type, property).column).join('__')}`
  return {
    name,
    properties: [...properties],
    columns: [fixedColumns.archivedAt, ...columns, ...(endsInTies(type, properties) ? [fixedColumns.id] : [])],
    ...(isOfSomebody(type, properties, wanted) && { known: columnOf(type, properties[0] ?? '').column }),
  }
}

// Of the records of each user in an order. Those of nobody are found by the index over all users in the same order, where there is one.
function isOfSomebody(type: TypeLayout, [user = '', ...order]: readonly string[], wanted: readonly (readonly string[])[]): boolean {
  const isUser = (property: string): boolean => columnOf(type, property).kind === 'user'
  if (order.length === 0 || !isUser(user) || order.some(isUser)) return false
  return wanted.some((properties) => {
    const users = properties.slice(0, properties.length - order.length)
    return (
      users.length > 1 && users.every(isUser) && users.includes(user) && order.every((each, at) => each === properties[users.length + at])
    )
  })
}

// Records of the same day or stage are many, and the index orders them by id too; few share an amount or a text, and a short index is a quick one.
function endsInTies(type: TypeLayout, properties: readonly string[]): boolean {
  const last = columnOf(type, properties.at(-1) ?? '')
  return last.key === undefined && last.fold === undefined
}

/** The column of a property. Errors: `input.invalid` where the type has none of that name. */
export function columnOf(type: TypeLayout, property: string): ColumnLayout {
  const column = type.columns.find((each) => each.property === property)
  if (column !== undefined) return column
  const message = `The store has no property ${type.type}.${property}.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [property], message }] })
}

function extendEdges(known: readonly EdgeSnapshot[], next: readonly EdgeSnapshot[]): readonly EdgeSnapshot[] {
  const edges = new Map(known.map((edge) => [edge.edge, edge]))
  for (const { edge, from, to } of next) {
    const before = edges.get(edge)
    if (before !== undefined && (before.from !== from || before.to !== to))
      throw refused(`The edge ${edge} goes from ${before.from} to ${before.to} and cannot change.`)
    edges.set(edge, { edge, from, to })
  }
  return [...edges.values()]
}

function refused(message: string): TenureError {
  return new TenureError('storage.refused', message, { capability: 'schema' })
}

// Names of tables and columns, unlike but for more than the case of their letters.
class Names {
  readonly #taken: Set<string>

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken.map((name) => name.toLowerCase()))
  }

  claim(wanted: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    const base = wanted.replace(/[\u0000-\u001f\u007f]/g, '_').replace(/^sqlite_/i, '_$&') || '_'
    let name = base
    for (let count = 2; this.#taken.has(name.toLowerCase()); count++) name = `${base}_${count}`
    this.#taken.add(name.toLowerCase())
    return name
  }
}
