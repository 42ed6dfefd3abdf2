import { z } from 'zod'
import { TenureError } from '../errors/tenure-error.js'
import type { Schema } from '../schema/row.js'
import { actionOf, type Reference } from './reference.js'
import { type Bound, idSchema, inputSchema, type Target } from './source.js'

const formFieldSchema = z
  .strictObject({
    field: z.string(),
    label: z.string().exactOptional(),
    kind: z.enum(['text', 'long-text', 'number', 'integer', 'boolean', 'day', 'choice']),
    required: z.boolean(),
    /** What can be chosen. */
    choices: z.array(z.string()).readonly().exactOptional(),
    /** What it is until a person changes it. */
    initial: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
  })
  .readonly()
/** Schema of forms. */
export const formSchema = z
  .strictObject({
    kind: z.literal('form'),
    title: z.string().exactOptional(),
    action: idSchema,
    /** What a person fills in. */
    fields: z.array(formFieldSchema).readonly(),
    /** What is filled in already and not shown; there whenever the action takes an input. */
    input: inputSchema.exactOptional(),
  })
  .readonly()
/** The inputs of an action, to be filled in by a person. */
export type FormBlock = z.output<typeof formSchema>
type FormField = FormBlock['fields'][number]

/**
 * A form for an action; `input` fills some of it in advance, and a person is asked for the rest: texts, numbers, boxes, days and choices.
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
    fields: action.input === undefined ? [] : fieldsOf(action.id, action.input, input),
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

interface JsonInput {
  readonly type?: unknown
  readonly title?: string
  readonly format?: string
  readonly pattern?: string
  readonly maxLength?: number
  readonly enum?: readonly unknown[]
  readonly default?: unknown
}
const dayPattern = '^\\d{4}-\\d{2}-\\d{2}$'
const longText = 200

function fieldsOf(action: string, schema: Schema, filled: object): readonly FormField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const open = Object.entries(properties).filter(([field]) => !(field in filled))
  return open.flatMap(([field, property]) => {
    const json = property as JsonInput
    const kind = kindOf(json)
    const isRequired = required.includes(field)
    if (kind !== undefined) return [toField(field, kind, isRequired, json)]
    if (isRequired) throw cannotAsk(action, field)
    return []
  })
}
function kindOf({ type, format, pattern, maxLength, enum: choices }: JsonInput): FormField['kind'] | undefined {
  if (choices?.every((choice) => typeof choice === 'string')) return 'choice'
  if (type === 'boolean' || type === 'number' || type === 'integer') return type
  if (type !== 'string') return undefined
  if (format === 'date' || pattern === dayPattern) return 'day'
  return maxLength !== undefined && maxLength > longText ? 'long-text' : 'text'
}
function toField(field: string, kind: FormField['kind'], required: boolean, json: JsonInput): FormField {
  const { title, enum: choices, default: initial } = json
  return {
    field,
    kind,
    required,
    ...(title !== undefined && { label: title }),
    ...(kind === 'choice' && choices && { choices: choices.map(String) }),
    ...((typeof initial === 'string' || typeof initial === 'number' || typeof initial === 'boolean') && { initial }),
  }
}
function cannotAsk(action: string, field: string): TenureError {
  const message = `A form cannot ask for the input "${field}" of ${action}. Fill it in advance, or make it optional.`
  return new TenureError('input.invalid', message, { issues: [{ path: [field], message }] })
}
