import { z } from 'zod'
import { TenureError } from '../errors/tenure-error.js'
import type { Schema } from '../schema/row.js'

const formFieldSchema = z
  .strictObject({
    field: z.string(),
    label: z.string().exactOptional(),
    kind: z.enum(['text', 'long-text', 'number', 'integer', 'boolean', 'day', 'choice', 'moment', 'money', 'user']),
    required: z.boolean(),
    /** The input is there in any case; left empty, it is `null`. */
    emptyIsNull: z.literal(true).exactOptional(),
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
/** Whether it is a text, a number, a yes or no, a day or a choice. */
export function isPlain(kind: FormField['kind']): boolean {
  return kind !== 'moment' && kind !== 'money' && kind !== 'user'
}

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
    const json = orNull(property as JsonInput)
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
    if (kind === undefined || !isPlain(kind))
      throw invalid(field, `A control cannot ask for the input "${field}" of ${id}. Take it out of \`controls\`.`)
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
  readonly anyOf?: readonly JsonInput[]
  /** Of `schemas.money`, `schemas.instant`, `schemas.userId`. */
  readonly propertyKind?: unknown
}
// An input that may be `null` is asked for as what it is otherwise.
function orNull(json: JsonInput): JsonInput {
  const [given, ...others] = json.anyOf?.filter(({ type }) => type !== 'null') ?? []
  return given !== undefined && others.length === 0 ? { ...given, ...json } : json
}
const dayPattern = '^\\d{4}-\\d{2}-\\d{2}$'
const longText = 200

function kindOf({ type, format, pattern, maxLength, enum: choices, propertyKind }: JsonInput): FormField['kind'] | undefined {
  if (propertyKind === 'money' || propertyKind === 'user') return propertyKind
  if (propertyKind === 'datetime') return 'moment'
  if (choices?.every((choice) => typeof choice === 'string')) return 'choice'
  if (type === 'boolean' || type === 'number' || type === 'integer') return type
  if (type !== 'string') return undefined
  if (format === 'date' || pattern === dayPattern) return 'day'
  return maxLength !== undefined && maxLength > longText ? 'long-text' : 'text'
}
function toField(field: string, kind: FormField['kind'], required: boolean, json: JsonInput): FormField {
  const { title, enum: choices, default: initial, anyOf } = json
  return {
    field,
    kind,
    required: required && anyOf === undefined,
    ...(required && anyOf !== undefined && { emptyIsNull: true as const }),
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
