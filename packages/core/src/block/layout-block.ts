import { z } from 'zod'
import type { Schema } from '../schema/row.js'
import type { AnyBlock } from './source.js'

/** Blocks below each other. */
export interface StackBlock<Inner> {
  readonly kind: 'stack'
  readonly title?: string
  readonly children: readonly Inner[]
}
/** Blocks side by side, as many as fit. */
export interface GridBlock<Inner> {
  readonly kind: 'grid'
  readonly title?: string
  readonly children: readonly Inner[]
}

/** Schema of stacks of such blocks. */
export function stackSchemaOf<Inner>(inner: z.ZodType<Inner, Inner>) {
  return z.strictObject({ kind: z.literal('stack'), ...contents(inner) }).readonly()
}
/** Schema of grids of such blocks. */
export function gridSchemaOf<Inner>(inner: z.ZodType<Inner, Inner>) {
  return z.strictObject({ kind: z.literal('grid'), ...contents(inner) }).readonly()
}

/** Blocks below each other. */
export function stack<const Children extends readonly AnyBlock[]>(...children: Children): StackBlock<Children[number]> {
  return Object.freeze({ kind: 'stack', children })
}
/** Blocks side by side, as many as fit. */
export function grid<const Children extends readonly AnyBlock[]>(...children: Children): GridBlock<Children[number]> {
  return Object.freeze({ kind: 'grid', children })
}

function contents<Inner>(inner: z.ZodType<Inner, Inner>) {
  return { title: z.string().exactOptional(), children: z.array(inner).readonly() }
}

/** Schema of slots. */
export const slotSchema = z.strictObject({ kind: z.literal('slot'), title: z.string().exactOptional(), point: z.string() }).readonly()
/** A place for the blocks of others. The host puts them in; an empty slot takes no room. */
export type SlotBlock = z.output<typeof slotSchema>

/** A place for the blocks that others contribute to this point. */
export function slot(point: { readonly key: string; readonly item: Schema<{ readonly block: AnyBlock }> }): SlotBlock {
  return Object.freeze({ kind: 'slot', point: point.key })
}

/** A block of an overview, and how many of its twelve columns it takes on a wide page. */
export interface OverviewArea<Inner> {
  readonly columns: number
  readonly block: Inner
}
/** The blocks that plugins give to a point, on one sheet in rows of twelve columns, under the date of today. */
export interface OverviewBlock<Inner> {
  readonly kind: 'overview'
  readonly title?: string
  readonly point: string
  /** What the point was given. The host fills it in; without any the overview is empty. */
  readonly areas?: readonly OverviewArea<Inner>[]
}

/** How many columns a block of an overview takes. */
export const areaColumns = z.int().min(2).max(12)
/** Schema of overviews of such blocks. */
export function overviewSchemaOf<Inner>(inner: z.ZodType<Inner, Inner>) {
  const area = z.strictObject({ columns: areaColumns, block: inner }).readonly()
  return z
    .strictObject({
      kind: z.literal('overview'),
      title: z.string().exactOptional(),
      point: z.string(),
      areas: z.array(area).readonly().exactOptional(),
    })
    .readonly()
}

/** An overview of what others contribute to this point. */
export function overview(point: {
  readonly key: string
  readonly item: Schema<{ readonly columns: number; readonly block: AnyBlock }>
}): OverviewBlock<never> {
  return Object.freeze({ kind: 'overview', point: point.key })
}
