import { z } from 'zod'
import { TenureError } from '../errors/tenure-error.js'
import { type AnyObjectType, type OfKind, toLabel } from '../schema/property.js'
import type { Window } from '../schema/row.js'
import { type Column, columnsSchema, type DescribedField, describeRows, toColumns } from './field.js'
import { formFieldsSchema, openFieldsOf } from './form-field.js'
import { type IconName, iconNames } from './icon-name.js'
import { actionOf, providerOf, type Reference, rowsOf } from './reference.js'
import { type From, idSchema, type Source, sourced, type Target, toSourced } from './source.js'

const rowActionSchema = z
  .strictObject({
    title: z.string(),
    action: idSchema,
    /** Which input of the action comes from which field of the row; there whenever the action takes an input. */
    fill: z.record(z.string(), z.string()).readonly().exactOptional(),
    /** What a person is asked for; an action without any runs at once. */
    fields: formFieldsSchema,
    icon: z.enum(iconNames).exactOptional(),
    /** A button in the row, and not only in its menu. */
    button: z.literal(true).exactOptional(),
    /** The letter that runs it on the row that has the focus. */
    key: z
      .string()
      .regex(/^[a-z]$/)
      .exactOptional(),
  })
  .readonly()
/** Schema of what a row opens. */
export const opensSchema = z.union([
  z.literal('record'),
  z.strictObject({ type: z.string(), id: z.string().exactOptional() }).readonly(),
  z.strictObject({ typeIn: z.string(), id: z.string().exactOptional() }).readonly(),
])
/** What a row opens, as data. */
export type OpensData = z.output<typeof opensSchema>
/** `kind` says what a person chooses: a user, a piece of text, options, whether there is a value; or a span of time where it is left out. */
const quickFilterSchema = z
  .strictObject({
    property: z.string(),
    label: z.string(),
    kind: z.enum(['user', 'text', 'options', 'known']).exactOptional(),
    /** What may be chosen; of `known` the texts for `known` and `unknown`. */
    options: z
      .array(z.strictObject({ value: z.string(), label: z.string() }).readonly())
      .readonly()
      .exactOptional(),
  })
  .readonly()

/** Schema of tables. */
export const tableSchema = z
  .strictObject({
    kind: z.literal('table'),
    ...sourced,
    columns: columnsSchema,
    rowActions: z.array(rowActionSchema).readonly(),
    /** The collection that the rows are of: its records can be selected and changed together. */
    collection: idSchema.exactOptional(),
    /** The object type, or the role, of the collection's records: what a filter of them names. */
    of: z.string().exactOptional(),
    /** Provider of the saved views that the person chooses from; the chosen one's id goes into the input as `view`. */
    views: idSchema.exactOptional(),
    /** Provider of the columns that the person chooses from; their names go into the input as `columns`. */
    columnChoices: idSchema.exactOptional(),
    /** Provider of what the rows come to: one total under its column, for all rows of the view with its filters and search. */
    totals: idSchema.exactOptional(),
    /** A box for text, which goes into the input as `search`. */
    search: z.literal(true).exactOptional(),
    /** Filters on time, users and text besides the views; the person's choices go into the input's `filters`, as filters of these paths. */
    quickFilters: z.array(quickFilterSchema).readonly().exactOptional(),
    /** A person may create a record here: of which object type or role, and what the button says. */
    creates: z
      .strictObject({ type: z.string().min(1).max(200), title: z.string().min(1).max(100) })
      .readonly()
      .exactOptional(),
    /** A row opens its record beside the table: the one of the row's id, of the type that the answer names, or as these fields say. */
    opens: opensSchema.exactOptional(),
  })
  .readonly()
/** Rows below each other, with columns. */
export type TableBlock = z.output<typeof tableSchema>

/** One of the saved views that a table offers. */
export interface ViewChoice {
  readonly id: string
  readonly title: string
  readonly description?: string | undefined
  readonly builtIn: boolean
  readonly icon?: string | undefined
  readonly total?: number | null | undefined
}
/** One of the columns that a table offers. */
export interface ColumnChoice {
  readonly field: string
  readonly label: string
  readonly format?: string | undefined
  readonly kind: string
  readonly sortable: boolean
  readonly byDefault: boolean
}
/** What the rows of a table come to: how many there are, and totals by the fields of columns. */
export interface RowTotals {
  readonly count: number
  readonly totals: readonly { readonly field: string; readonly measure: string; readonly value: unknown }[]
}
/** What a table has besides its rows, if people choose views and columns. */
export interface TableChoices {
  readonly views?: Source<readonly ViewChoice[], unknown>
  readonly columnChoices?: Source<readonly ColumnChoice[], unknown>
  readonly search?: true
  /** Filters above the list. With `known` it asks whether there is a value, in these words: `['Enrolled', 'Not enrolled']`. */
  readonly quickFilters?: readonly {
    readonly property: OfKind<'date' | 'datetime' | 'user' | 'string' | 'enumeration'>
    readonly label?: string
    readonly known?: readonly [known: string, unknown: string]
  }[]
  readonly opens?: 'record'
  /** A button that creates a record of an object type or a role: `{ type: CustomerRole, title: 'New customer' }`. */
  readonly creates?: { readonly type: AnyObjectType; readonly title: string }
}
/**
 * Which record a row opens: its own, whose type follows from `rowOf` or from the answer; or one of this type, or of the type in this field.
 * `id` is the field with its id, `id` where it is left out.
 */
export type Opens<Field extends string> =
  | 'record'
  | { readonly type: string; readonly id?: Field }
  | { readonly typeIn: Field; readonly id?: Field }
/** An action offered on each row. `Row` is what it takes from the row. */
export type RowAction<Row> = z.output<typeof rowActionSchema> & { readonly '~row'?: (row: Row) => void }

/** A list of records with views and columns to choose: what a table needs to know of a collection. */
export interface Listed<Row> {
  readonly id: Source<unknown, unknown>['id']
  readonly of: AnyObjectType
  readonly list: Source<Pick<Window<Row>, 'rows' | 'total'>, Readonly<Record<never, never>>>
  readonly viewList: Source<readonly ViewChoice[], Readonly<Record<never, never>>>
  readonly columnList: Source<readonly ColumnChoice[], Readonly<Record<never, never>>>
  readonly totalList: Source<RowTotals, Readonly<Record<never, never>>>
  readonly shown: readonly string[]
  readonly searchable: boolean
}
/** A table of rows that a provider gives. */
export type TableSpec<Row, Asked> = From<Window<Row>, Asked> &
  Omit<TableChoices, 'opens'> & {
    readonly opens?: Opens<keyof NoInfer<Row> & string>
    readonly columns: readonly Column<keyof NoInfer<Row> & string>[]
    readonly rowActions?: readonly RowAction<NoInfer<Row>>[]
  }
/** What a table says besides its collection. */
export interface CollectionTable<Row> extends Pick<TableChoices, 'quickFilters' | 'creates'> {
  /** What its records are called: `Deals`. A tab that is this table calls them by its own title where it is left out. */
  readonly title?: string
  readonly opens?: Opens<keyof Row & string>
  readonly rowActions?: readonly RowAction<Row>[]
}

/** Rows with columns, of a collection or of a provider; names of fields are those of its rows. */
export function table<Row>(collection: Listed<Row>, options?: CollectionTable<NoInfer<Row>>): TableBlock
export function table<Row, Asked>(spec: TableSpec<Row, Asked>): TableBlock
export function table(given: object, options: object = {}): TableBlock {
  return toTable('list' in given ? ofCollection(given as Listed<unknown>, options) : (given as TableData))
}

/** What a table is built of, whatever its rows are. */
export type TableData = Omit<TableChoices, 'opens'> & {
  readonly totals?: Pick<Source<unknown, unknown>, 'id'>
  readonly title?: string
  readonly from: Pick<Source<unknown, unknown>, 'id' | 'input' | 'output'>
  readonly collection?: Source<unknown, unknown>['id']
  readonly of?: AnyObjectType
  readonly input?: unknown
  readonly controls?: readonly string[]
  readonly opens?: Opens<string>
  readonly columns: readonly Column<string>[]
  readonly rowActions?: readonly RowAction<never>[]
}
function ofCollection({ id, of, list, viewList, columnList, totalList, shown, searchable }: Listed<unknown>, options: object): TableData {
  const choices = { views: viewList, columnChoices: columnList, totals: totalList, ...(searchable && { search: true as const }) }
  return { from: list, collection: id, of, columns: shown, ...choices, ...options }
}
/** A table as data. */
export function toTable(spec: TableData): TableBlock {
  const { columns, rowActions = [], collection, of, views, columnChoices, totals, search, quickFilters, opens, creates } = spec
  const described = describeRows(spec.from.output)
  return Object.freeze({
    kind: 'table',
    ...toSourced(spec),
    columns: toColumns(columns, described),
    rowActions: rowActions.map(({ '~row': _typed, ...action }) => action),
    ...(collection && { collection }),
    ...(of && { of: of.objectType }),
    ...(views && { views: views.id }),
    ...(columnChoices && { columnChoices: columnChoices.id }),
    ...(totals && { totals: totals.id }),
    ...(search && { search }),
    ...(quickFilters && { quickFilters: quickFilters.map(toQuickFilter) }),
    ...(opens && { opens: toOpens(opens, described) }),
    ...(creates && { creates: { type: creates.type.objectType, title: creates.title } }),
  })
}
function toQuickFilter({
  property,
  label = property.label,
  known,
}: NonNullable<TableChoices['quickFilters']>[number]): z.output<typeof quickFilterSchema> {
  const { path, options } = property
  const kind = known ? 'known' : quickKinds[property.propertyKind]
  const ofKnown = known && [
    { value: 'known', label: known[0] },
    { value: 'unknown', label: known[1] },
  ]
  const choices = ofKnown ?? (kind === 'options' ? options?.map((value) => ({ value, label: toLabel(value) })) : undefined)
  return { property: path, label, ...(kind && { kind }), ...(choices && { options: choices }) }
}
const quickKinds: Readonly<Record<string, 'user' | 'text' | 'options' | undefined>> = {
  user: 'user',
  string: 'text',
  enumeration: 'options',
}
/** What a row opens, as data. The type of rows that `rowOf` describes is known; that of others is in the answer. */
export function toOpens(opens: Opens<string>, described: ReadonlyMap<string, DescribedField>): OpensData {
  const type = opens === 'record' ? [...described.values()].find((field) => field.type !== undefined)?.type : undefined
  return type === undefined ? opens : { type }
}

/** How an action is offered besides the menu of its row. */
export interface RowActionOptions {
  readonly icon?: IconName
  /** A button in the row. */
  readonly button?: true
  /** A letter that runs it on the row that has the focus; the page keeps `acefgjklmntvx` for itself. */
  readonly key?: string
}
/** Letters that mean something on every table. */
const keptLetters = 'acefgjklmntvx'

/**
 * An action in the menu of each row. It fills these inputs from the row's fields; the page asks the person for the others.
 * Errors: `input.invalid` when the action needs an input that is not filled in and that no form can ask for, and for a key of the page's own.
 */
export function onRow<Asked, const Fill extends { readonly [K in keyof Asked]?: string }>(
  action: Target<Asked>,
  fill: Fill,
  { icon, button, key }: RowActionOptions = {},
): RowAction<{ readonly [K in keyof Fill & keyof Asked as Fill[K] & string]: Asked[K] }> {
  const { title, id, input } = action
  const filled = input !== undefined && { fill: fill as Readonly<Record<string, string>> }
  if (key !== undefined && (!/^[a-z]$/.test(key) || keptLetters.includes(key))) throw noKey(id, key)
  const offered = { ...(icon && { icon }), ...(button && { button }), ...(key !== undefined && { key }) }
  return Object.freeze({ title, action: id, fields: openFieldsOf(action, fill), ...filled, ...offered })
}

/** The fields of a row that say which record it opens. */
export function openingFields(opens: OpensData | undefined): readonly string[] {
  if (typeof opens !== 'object') return []
  return [('typeIn' in opens ? opens.typeIn : undefined) ?? [], opens.id ?? []].flat()
}

function noKey(action: string, key: string): TenureError {
  const message = `The key ${JSON.stringify(key)} of ${action} is not free. A key of a row action is one small letter other than ${keptLetters}.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['key'], message }] })
}

/** What a table expects of the providers and actions that it names. */
export function referencesOfTable(block: TableBlock): readonly Reference[] {
  const { columns, rowActions, views, columnChoices, totals } = block
  return [
    ...rowsOf(block, {
      columns: columns.map(({ field }) => field),
      opens: openingFields(block.opens),
      rowActions: rowActions.flatMap(({ fill = {} }) => Object.values(fill)),
    }),
    ...providerOf(views, 'views'),
    ...providerOf(columnChoices, 'columnChoices'),
    ...providerOf(totals, 'totals'),
    ...rowActions.map(({ action, fill = {}, fields }) =>
      actionOf(action, 'rowActions', [...Object.keys(fill), ...fields.map(({ field }) => field)]),
    ),
  ]
}
