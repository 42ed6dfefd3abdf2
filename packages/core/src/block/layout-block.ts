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
