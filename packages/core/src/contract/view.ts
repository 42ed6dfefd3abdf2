import { z } from 'zod'
import { schemas as valueSchemas } from '../schema/row.js'
import type { ContributionId } from './contribution.js'

/** A page described as data, in a closed vocabulary; no expressions. What it cannot say is a provider's work, or a `custom` element's. */
export type View = TableView | FeedView | MetricView | DetailView | FormView | CardsView | LayoutView | SlotView | CustomView

interface Shown<Kind extends string> {
  readonly kind: Kind
  readonly title?: string
  readonly provider?: ContributionId
  readonly input?: Readonly<Record<string, unknown>>
}
/** Rows below each other, with columns. */
export interface TableView extends Shown<'table'> {
  readonly columns: readonly ColumnData[]
  readonly rowActions: readonly RowActionData[]
  /** Provider of the saved views that the person chooses from; the chosen one's id goes into the input as `view`. */
  readonly views?: ContributionId
  /** Provider of the columns that the person chooses from; their names go into the input as `columns`. */
  readonly columnChoices?: ContributionId
  /** A box for text, which goes into the input as `search`. */
  readonly search?: true
  /** Filters on time beside the views; what the person chooses goes into the input's `filters`, as filters of these paths. */
  readonly quickFilters?: readonly QuickFilter[]
  /** A row opens its record beside the table. */
  readonly opens?: 'record'
}
/** An action that each row offers; `fill` says which input comes from which field of the row. */
export interface RowActionData {
  readonly action: ContributionId
  readonly fill: Readonly<Record<string, string>>
}
/** A filter on a day or an instant that stands beside the views. */
export interface QuickFilter {
  readonly property: string
  readonly label: string
}
/** What happened, newest first. */
export interface FeedView extends Shown<'feed'> {
  readonly at: string
  readonly text: string
}
/** One number, large. */
export interface MetricView extends Shown<'metric'> {
  readonly value: string
  readonly format?: Format
}
/** The parts of one answer, by name. */
export interface DetailView extends Shown<'detail'> {
  readonly fields: readonly ColumnData[]
}
/** The inputs of an action, to be filled in by a person. */
export interface FormView extends Shown<'form'> {
  readonly action: ContributionId
}
/** Rows as cards. */
export interface CardsView extends Shown<'cards'> {
  readonly heading: string
  readonly fields: readonly ColumnData[]
}
/** Views below each other, or side by side. */
export interface LayoutView extends Shown<'stack' | 'grid'> {
  readonly children: readonly View[]
}
/** A place for the views of others. */
export interface SlotView extends Shown<'slot'> {
  readonly point: string
}
/** An element of one's own, and what is shown where it is not installed or fails. */
export interface CustomView extends Shown<'custom'> {
  readonly element: `${string}-${string}`
  readonly fallback: Exclude<View, CustomView>
}
/** How a value is written. The default follows from the property. */
export type Format = 'text' | 'number' | 'money' | 'percent' | 'date' | 'relative-date' | 'user' | 'health' | 'duration'
/** One column or field. */
export interface ColumnData {
  readonly field: string
  readonly label?: string
  readonly format?: Format
}

const id = z.templateLiteral([z.string(), '/', z.string()])
const shown = { title: z.string().optional(), provider: id.optional(), input: z.record(z.string(), z.unknown()).optional() }
const format = z.enum(['text', 'number', 'money', 'percent', 'date', 'relative-date', 'user', 'health', 'duration'])
const columns = z.array(z.strictObject({ field: z.string(), label: z.string().optional(), format: format.optional() }))
const quickFilters = z.array(z.strictObject({ property: z.string(), label: z.string() }))
const rowActions = z.array(z.strictObject({ action: id, fill: z.record(z.string(), z.string()) }))
const choices = {
  views: id.optional(),
  columnChoices: id.optional(),
  search: z.literal(true).optional(),
  quickFilters: quickFilters.optional(),
}
const children = z.array(z.lazy(() => viewSchema))
/** Schema of views. */
export const viewSchema: z.ZodType<View, View> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('table'), ...shown, columns, rowActions, ...choices, opens: z.literal('record').optional() }),
  z.strictObject({ kind: z.literal('feed'), ...shown, at: z.string(), text: z.string() }),
  z.strictObject({ kind: z.literal('metric'), ...shown, value: z.string(), format: format.optional() }),
  z.strictObject({ kind: z.literal('detail'), ...shown, fields: columns }),
  z.strictObject({ kind: z.literal('form'), ...shown, action: id }),
  z.strictObject({ kind: z.literal('cards'), ...shown, heading: z.string(), fields: columns }),
  z.strictObject({ kind: z.enum(['stack', 'grid']), ...shown, children }),
  z.strictObject({ kind: z.literal('slot'), ...shown, point: z.string() }),
  z.strictObject({
    kind: z.literal('custom'),
    ...shown,
    element: z.string().includes('-'),
    fallback: z.lazy(() => viewSchema.refine(isPlain, 'A fallback is no custom element.')),
  }),
]) as unknown as z.ZodType<View, View>
/** Schemas of values and of views, for inputs and outputs. */
export const schemas: typeof valueSchemas & { readonly view: z.ZodType<View, View> } = { ...valueSchemas, view: viewSchema }

/** A view and all that lie in it, outermost first. */
export function flattenView(view: View): readonly View[] {
  if ('children' in view) return [view, ...view.children.flatMap(flattenView)]
  return view.kind === 'custom' ? [view, ...flattenView(view.fallback)] : [view]
}

function isPlain(view: View): boolean {
  return view.kind !== 'custom'
}
