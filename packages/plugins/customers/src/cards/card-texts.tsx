import type { ElementContext, Text } from '@tenure/web/parts'
import type { z } from 'zod'
import type { customerCards } from '../contract.js'

/** What the element is given. */
export type Context = ElementContext<typeof customerCards>
/** A view that is a card, or may become one. */
export type View = z.output<typeof customerCards.output>[number]

/** Texts of a built-in view are translated; what people wrote stays. */
export function toTexts({ builtIn, title, description = '' }: View, text: Text): { readonly title: string; readonly description: string } {
  return builtIn ? { title: text(title), description: description === '' ? '' : text(description) } : { title, description }
}
