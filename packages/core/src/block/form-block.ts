import { z } from 'zod'
import { formFieldsSchema, openFieldsOf } from './form-field.js'
import { actionOf, type Reference } from './reference.js'
import { type Bound, idSchema, inputSchema, type Target } from './source.js'

/** Schema of forms. */
export const formSchema = z
  .strictObject({
    kind: z.literal('form'),
    title: z.string().exactOptional(),
    action: idSchema,
    /** What a person fills in. */
    fields: formFieldsSchema,
    /** What is filled in already and not shown; there whenever the action takes an input. */
    input: inputSchema.exactOptional(),
  })
  .readonly()
/** The inputs of an action, to be filled in by a person. */
export type FormBlock = z.output<typeof formSchema>

/**
 * A form for an action; `input` fills some fields in advance, and the page asks the person for the rest: texts, numbers, boxes, days, choices, and
 * by `schemas.money`, `schemas.instant` and `schemas.userId` amounts, moments and users.
 * Errors: `input.invalid` when the action needs something else that is not filled in.
 */
export function form<Asked>(spec: {
  readonly title?: string
  readonly action: Target<Asked>
  readonly input?: Partial<Bound<NoInfer<Asked>>>
}): FormBlock {
  const { title = spec.action.title, action } = spec
  const input: Readonly<Record<string, unknown>> = spec.input ?? {}
  return Object.freeze({
    kind: 'form',
    title,
    action: action.id,
    fields: openFieldsOf(action, input),
    ...(action.input !== undefined && { input }),
  })
}

/** What a form expects of its action. */
export function referencesOfForm({ action, fields, input = {} }: FormBlock): readonly Reference[] {
  return [
    actionOf(
      action,
      'fields',
      fields.map(({ field }) => field),
    ),
    actionOf(action, 'input', Object.keys(input)),
  ]
}
