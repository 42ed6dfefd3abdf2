import { z } from 'zod'
import { answerOf, type Reference } from './reference.js'
import { type AnyBlock, type From, sourced, toSourced } from './source.js'

/** An element of your own, and what the page shows if it is not installed or fails. */
export interface CustomBlock<Fallback> {
  readonly kind: 'custom'
  readonly title?: string
  readonly provider: `${string}/${string}`
  readonly input?: Readonly<Record<string, unknown>>
  readonly element: `${string}-${string}`
  readonly fallback: Fallback
}

/** Schema of custom blocks whose fallback is such a block. */
export function customSchemaOf<Fallback>(fallback: z.ZodType<Fallback, Fallback>) {
  return z
    .strictObject({ kind: z.literal('custom'), ...sourced, element: z.templateLiteral([z.string(), '-', z.string()]), fallback })
    .readonly()
}

/** An element of your own over the answer of a provider, with a fallback that the page can draw. */
export function custom<Output, Asked, Fallback extends AnyBlock & { readonly element?: never }>(
  spec: From<Output, Asked> & { readonly element: `${string}-${string}`; readonly fallback: Fallback },
): CustomBlock<Fallback> {
  return Object.freeze({ kind: 'custom', ...toSourced(spec), element: spec.element, fallback: spec.fallback })
}

/** What a custom block expects of its provider: nothing but its input can be looked at. */
export function referencesOfCustom(block: CustomBlock<unknown>): readonly Reference[] {
  return answerOf(block, {})
}
