import type { Operand } from '../query/builders.js'
import type { OfKind } from '../schema/property.js'
import type { Window } from '../schema/row.js'
import type { RecordId } from '../schema/value.js'
import type { ActionContract } from './action.js'
import type { Nothing } from './call.js'
import type { ContributionId } from './contribution.js'
import type { Point } from './point.js'
import type { ProviderContract } from './provider.js'
import type {
  CardsView,
  ColumnData,
  CustomView,
  DetailView,
  FeedView,
  Format,
  FormView,
  LayoutView,
  MetricView,
  RowActionData,
  SlotView,
  TableView,
  View,
} from './view.js'

/** A value that the page fills in, from where the view stands. */
export interface PageOperand<V> {
  readonly operand: 'current-record'
  readonly '~value'?: V
}
/** An input: constants, or operands that the page or the query fills in. */
export type Bound<Asked> = { readonly [K in keyof Asked]: Asked[K] | Operand<NonNullable<Asked[K]>> | PageOperand<NonNullable<Asked[K]>> }
/** A provider by value, and its input when it asks for one. A field may be bound to where the view stands. */
export type From<Output, Asked> = {
  readonly title?: string
  readonly from: ProviderContract<unknown, Output, Asked>
} & (Nothing extends Asked
  ? { readonly input?: Bound<Asked> }
  : [Asked] extends [undefined]
    ? { readonly input?: never }
    : { readonly input: Bound<Asked> })
/** A field of the row, by its name; with a label and a format where the property's own do not fit. */
export type Column<Field extends string> = Field | { readonly field: Field; readonly label?: string; readonly format?: Format }
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
/** What a table of chosen views and columns has beside its rows. */
export interface TableChoices {
  readonly views?: ProviderContract<unknown, readonly ViewChoice[], unknown>
  readonly columnChoices?: ProviderContract<unknown, readonly ColumnChoice[], unknown>
  readonly search?: true
  readonly quickFilters?: readonly { readonly property: OfKind<'date' | 'datetime'>; readonly label?: string }[]
  readonly opens?: 'record'
}
/** An action offered on each row. `Row` is what it takes from the row. */
export interface RowAction<in Row> extends RowActionData {
  readonly '~row'?: (row: Row) => void
}

/** The record on whose page the view stands. */
export const currentRecord: PageOperand<RecordId> = Object.freeze({ operand: 'current-record' })

/** Rows with columns; names of fields are those of the rows that the provider gives. */
export function table<Row, Asked>(
  spec: From<Window<Row>, Asked> &
    TableChoices & {
      readonly columns: readonly Column<keyof NoInfer<Row> & string>[]
      readonly rowActions?: readonly RowAction<NoInfer<Row>>[]
    },
): TableView {
  const { columns, rowActions = [], views, columnChoices, search, quickFilters, opens } = spec
  return Object.freeze({
    kind: 'table',
    ...shown(spec),
    columns: columns.map(toColumn),
    rowActions: rowActions.map(({ action, fill }) => ({ action, fill })),
    ...(views && { views: views.id }),
    ...(columnChoices && { columnChoices: columnChoices.id }),
    ...(search && { search }),
    ...(quickFilters && { quickFilters: quickFilters.map(({ property, label = property.label }) => ({ property: property.path, label })) }),
    ...(opens && { opens }),
  })
}
/** What happened, newest first. */
export function feed<Row, Asked>(
  spec: From<Window<Row>, Asked> & { readonly at: keyof NoInfer<Row> & string; readonly text: keyof NoInfer<Row> & string },
): FeedView {
  return Object.freeze({ kind: 'feed', ...shown(spec), at: spec.at, text: spec.text })
}
/** Rows as cards. */
export function cards<Row, Asked>(
  spec: From<Window<Row>, Asked> & {
    readonly heading: keyof NoInfer<Row> & string
    readonly fields: readonly Column<keyof NoInfer<Row> & string>[]
  },
): CardsView {
  return Object.freeze({ kind: 'cards', ...shown(spec), heading: spec.heading, fields: spec.fields.map(toColumn) })
}
/** One number of the answer, large. */
export function metric<Output, Asked>(
  spec: From<Output, Asked> & { readonly value: keyof NoInfer<Output> & string; readonly format?: Format },
): MetricView {
  return Object.freeze({ kind: 'metric', ...shown(spec), value: spec.value, ...(spec.format && { format: spec.format }) })
}
/** The parts of the answer by name. */
export function detail<Output, Asked>(
  spec: From<Output, Asked> & { readonly fields: readonly Column<keyof NoInfer<Output> & string>[] },
): DetailView {
  return Object.freeze({ kind: 'detail', ...shown(spec), fields: spec.fields.map(toColumn) })
}
/** A form for an action; `input` fills some of it in advance. */
export function form<Input, Output, Asked>(spec: {
  readonly title?: string
  readonly action: ActionContract<Input, Output, Asked>
  readonly input?: Partial<Bound<NoInfer<Asked>>>
}): FormView {
  const { title = spec.action.title, input } = spec
  return Object.freeze({ kind: 'form', title, action: spec.action.id, ...(input && { input: input as Readonly<Record<string, unknown>> }) })
}
/** Views below each other. */
export function stack(...children: readonly View[]): LayoutView {
  return Object.freeze({ kind: 'stack', children })
}
/** Views side by side, as many as fit. */
export function grid(...children: readonly View[]): LayoutView {
  return Object.freeze({ kind: 'grid', children })
}
/** A place for the views of others. */
export function slot(point: Point<{ readonly view: View }, unknown>): SlotView {
  return Object.freeze({ kind: 'slot', point: point.key })
}
/** An element of one's own, and what is shown where it is not installed or fails. */
export function custom<Output, Asked>(
  spec: From<Output, Asked> & { readonly element: CustomView['element']; readonly fallback: CustomView['fallback'] },
): CustomView {
  return Object.freeze({ kind: 'custom', ...shown(spec), element: spec.element, fallback: spec.fallback })
}
/** Fills these inputs from the row's fields; the person is asked for the others. */
export function onRow<Input, Output, Asked, const Fill extends { readonly [K in keyof Asked]?: string }>(
  action: ActionContract<Input, Output, Asked>,
  fill: Fill,
): RowAction<{ readonly [K in keyof Fill & keyof Asked as Fill[K] & string]: Asked[K] }> {
  return Object.freeze({ action: action.id, fill: fill as Readonly<Record<string, string>> })
}

function shown(spec: { readonly title?: string; readonly from: { readonly id: ContributionId }; readonly input?: unknown }): {
  readonly title?: string
  readonly provider: ContributionId
  readonly input?: Readonly<Record<string, unknown>>
} {
  const { title, from, input } = spec
  return {
    provider: from.id,
    ...(title !== undefined && { title }),
    ...(typeof input === 'object' && input !== null && { input: input as Readonly<Record<string, unknown>> }),
  }
}
function toColumn(column: Column<string>): ColumnData {
  return typeof column === 'string' ? { field: column } : column
}
