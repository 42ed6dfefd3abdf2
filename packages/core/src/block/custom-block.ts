import { z } from 'zod'
import type { FormField } from './form-field.js'
import { answerOf, type Reference } from './reference.js'
import { type AnyBlock, type From, idSchema, sourced, toSourced } from './source.js'

/** An element of your own, and what the page shows until it is there, or where it fails. */
export interface CustomBlock<Fallback> {
  readonly kind: 'custom'
  readonly title?: string
  readonly provider: `${string}/${string}`
  readonly input?: Readonly<Record<string, unknown>>
  readonly controls?: readonly FormField[]
  readonly element: `${string}/${string}`
  /** Contracts of others that the element calls. */
  readonly calls?: readonly `${string}/${string}`[]
  /** It draws the whole of its tab, with its own head and list at the side. */
  readonly whole?: true
  readonly fallback: Fallback
}
/** What a block needs to know of an element: `defineElement` returns one. `Answer` is what it expects of its provider. */
export interface Drawing<Answer> {
  readonly kind: 'element'
  readonly id: `${string}/${string}`
  readonly calls?: readonly `${string}/${string}`[]
  readonly '~answer'?: (answer: Answer) => void
}

/** Schema of custom blocks whose fallback is such a block. */
export function customSchemaOf<Fallback>(fallback: z.ZodType<Fallback, Fallback>) {
  return z
    .strictObject({
      kind: z.literal('custom'),
      ...sourced,
      element: idSchema,
      calls: z.array(idSchema).readonly().exactOptional(),
      whole: z.literal(true).exactOptional(),
      fallback,
    })
    .readonly()
}

/** An element of your own over the answer of a provider, with a fallback that the page can draw. */
export function custom<Output, Asked, Fallback extends AnyBlock & { readonly element?: never }>(
  spec: From<Output, Asked> & { readonly element: Drawing<NoInfer<Output>>; readonly fallback: Fallback; readonly whole?: true },
): CustomBlock<Fallback> {
  const { element, fallback, whole } = spec
  return Object.freeze({
    kind: 'custom',
    ...toSourced(spec),
    element: element.id,
    ...(element.calls && { calls: element.calls }),
    ...(whole && { whole }),
    fallback,
  })
}

/** The tag of an element: its id with dashes, as `<acme-renewals-strip>` of `acme.renewals/strip`. */
export function tagOf(element: string): string {
  return element.replace(/[./]/g, '-')
}

/** What a custom block expects of its provider, whose answer cannot be looked at, and its element. */
export function referencesOfCustom(block: CustomBlock<unknown>): readonly Reference[] {
  return [...answerOf(block, {}), { kind: 'element', id: block.element, part: 'element', where: 'answer', fields: [] }]
}
