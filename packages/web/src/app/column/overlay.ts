import type { SavedView } from '../data/answers.js'

/** What may be under a column. */
export const measures = ['sum', 'average', 'minimum', 'maximum', 'distinct', 'filled', 'none'] as const
export type Measure = (typeof measures)[number]

/**
 * How a user has the columns of a view: kept for that user alone, over what the view says, until it is saved with the view.
 */
export interface Overlay {
  /** Fields in order; without them the view's own columns are shown. */
  readonly columns?: readonly string[]
  /** Widths in pixels, by field. */
  readonly widths: Readonly<Record<string, number>>
  /** What is under columns, by field; where nothing is said, what the collection says. */
  readonly totals: Readonly<Record<string, Measure>>
}

/** Columns are at least and at most so wide. */
export const widthLimits = { least: 64, most: 800 } as const

/** Under which name the server keeps the overlay of a view; a name has at most 100 letters, digits and `. / - _`. */
export function overlayName(provider: string, view: SavedView | undefined): string {
  return `columns/${(view?.id ?? provider).replace(/[^\w./-]/g, '-')}`.slice(0, 100)
}

/** What was kept, as far as it still says something. */
export function parseOverlay(kept: unknown): Overlay {
  const { columns, widths, totals } = isObject(kept) ? kept : {}
  return {
    ...(Array.isArray(columns) && { columns: columns.filter((field) => typeof field === 'string') }),
    widths: pick(widths, (width): width is number => typeof width === 'number' && width >= widthLimits.least && width <= widthLimits.most),
    totals: pick(totals, (measure): measure is Measure => measures.some((each) => each === measure)),
  }
}

/** What the view itself says of its columns; a built-in one says nothing. */
export function overlayOf(view: SavedView | undefined): Overlay {
  const { columns } = view ?? {}
  return {
    ...(columns && { columns: columns.map(({ field }) => field) }),
    widths: Object.fromEntries((columns ?? []).flatMap(({ field, width }) => (width === undefined ? [] : [[field, width]]))),
    totals: Object.fromEntries((columns ?? []).flatMap(({ field, measure }) => (measure === undefined ? [] : [[field, measure]]))),
  }
}
/** An overlay over another one. */
export function laidOver(below: Overlay, above: Overlay): Overlay {
  return { ...below, ...above, widths: { ...below.widths, ...above.widths }, totals: { ...below.totals, ...above.totals } }
}

/** The overlay as it is kept; `null`, which is forgotten, where it says nothing. */
export function toKept({ columns, widths, totals }: Overlay) {
  if (columns === undefined && Object.keys(widths).length === 0 && Object.keys(totals).length === 0) return null
  return { ...(columns && { columns: [...columns] }), widths: { ...widths }, totals: { ...totals } }
}

function pick<T>(values: unknown, is: (value: unknown) => value is T): Readonly<Record<string, T>> {
  const entries = isObject(values) ? Object.entries(values) : []
  return Object.fromEntries(entries.flatMap(([field, value]) => (is(value) ? [[field, value]] : [])))
}
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
