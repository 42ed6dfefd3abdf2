import { z } from 'zod'
import { TenureError } from '../errors/tenure-error.js'
import type { Schema } from '../schema/row.js'

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
/** Schema of what a person fills in. */
export const formFieldsSchema = z.array(formFieldSchema).readonly()
/** One input of an action that a person is asked for. */
export type FormField = z.output<typeof formFieldSchema>

interface Asking {
  readonly id: string
  readonly input?: Schema
}
/**
 * The inputs of an action that a person is asked for: those that are not in `filled`. An optional input of another kind than these is left out.
 * Errors: `input.invalid` when the action needs something else that is not filled in.
 */
export function openFieldsOf({ id, input }: Asking, filled: object): readonly FormField[] {
  if (input === undefined) return []
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const open = Object.entries(properties).filter(([field]) => !(field in filled))
  return open.flatMap(([field, property]) => {
    const json = property as JsonInput
    const kind = kindOf(json)
    const isRequired = required.includes(field)
    if (kind !== undefined) return [toField(field, kind, isRequired, json)]
    if (isRequired) throw cannotAsk(id, field)
    return []
  })
}

/**
 * The inputs of a provider that a person may change, in the order of their names; each begins as it is filled in, or as the schema says.
 * Errors: `input.invalid` for one of another kind than a form asks for.
 */
export function controlsOf({ id, input }: Asking, names: readonly string[], filled: object = {}): readonly FormField[] {
  const { properties = {}, required = [] } = input === undefined ? {} : z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return names.map((field) => {
    const json = (properties[field] ?? {}) as JsonInput
    const kind = kindOf(json)
    if (kind === undefined) throw invalid(field, `A control cannot ask for the input "${field}" of ${id}. Take it out of \`controls\`.`)
    const initial = (filled as Readonly<Record<string, unknown>>)[field] ?? json.default
    return toField(field, kind === 'long-text' ? 'text' : kind, required.includes(field), { ...json, default: initial })
  })
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
  return invalid(field, `A form cannot ask for the input "${field}" of ${action}. Fill it in advance, or make it optional.`)
}
function invalid(field: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [field], message }] })
}
