import { z } from 'zod'
import type { $ZodType } from 'zod/v4/core'
import { isRoleName } from '../schema/role.js'
import type { Schema } from '../schema/row.js'

const formats = ['text', 'number', 'money', 'percent', 'date', 'relative-date', 'user', 'health', 'duration', 'repeat'] as const
/** How a value is written; `repeat` is a recurrence rule in words. Where a block does not say, the property decides. */
export type Format = (typeof formats)[number]
/** Schema of formats. */
export const formatSchema = z.enum(formats)

const byKind: Readonly<Record<string, Format>> = {
  money: 'money',
  number: 'number',
  date: 'relative-date',
  datetime: 'relative-date',
  user: 'user',
  reminder: 'relative-date',
  repeat: 'repeat',
}
/** The format that values of a kind of property have by themselves. */
export function formatOfKind(kind: string): Format {
  return byKind[kind] ?? 'text'
}

const columnSchema = z
  .strictObject({ field: z.string(), label: z.string().exactOptional(), format: formatSchema.exactOptional() })
  .readonly()
/** One column of a table, or one field of a card or a detail. */
export type ColumnData = z.output<typeof columnSchema>
/** Schema of columns and fields. */
export const columnsSchema = z.array(columnSchema).readonly()

/** A field of the row, by its name; with a label and a format where the property's own do not fit. */
export type Column<Field extends string> = Field | { readonly field: Field; readonly label?: string; readonly format?: Format }

/** What the schema of an answer says of one of its fields: what `rowOf` wrote there of the property. */
export interface DescribedField {
  readonly label?: string
  readonly format?: Format
  /** The object type whose records the rows are; roles are known only to a workspace. */
  readonly type?: string
}
/** Columns as data. What a column does not say of itself follows from the property that its field comes from. */
export function toColumns(
  columns: readonly Column<string>[],
  described: ReadonlyMap<string, DescribedField> = new Map(),
): readonly ColumnData[] {
  return columns.map((given) => {
    const column = typeof given === 'string' ? { field: given } : given
    const { label, format } = described.get(column.field) ?? {}
    return { ...(label !== undefined && { label }), ...(format && { format }), ...column }
  })
}

type Json = Readonly<Record<string, unknown>>

/** The fields of each row of an answer, as far as they come from properties. */
export function describeRows(output: Schema): ReadonlyMap<string, DescribedField> {
  const list = output instanceof z.ZodObject ? output.def.shape['rows'] : output
  if (list instanceof z.ZodArray && list.element instanceof z.ZodObject) return describeObject(list.element)
  const answer = toJson(output)
  return describe(child(answer['type'] === 'array' ? answer : child(child(answer, 'properties'), 'rows'), 'items'))
}
/** The fields of an answer itself, in the same way. */
export function describeAnswer(output: Schema): ReadonlyMap<string, DescribedField> {
  return output instanceof z.ZodObject ? describeObject(output) : describe(toJson(output))
}

// Most answers are plain objects of zod, of which this can be read; writing one out as JSON Schema takes a hundred times as long.
function describeObject({ def: { shape } }: z.ZodObject): ReadonlyMap<string, DescribedField> {
  return new Map(Object.entries(shape).map(([field, schema]) => [field, toDescribed(saidOf(schema))]))
}
/** What was said of a schema by `meta`; of one that wraps another also what was said of that, as in its JSON Schema. */
function saidOf(schema: $ZodType): Json {
  const { def } = schema._zod
  const inner = wrappers.has(def.type) && 'innerType' in def ? saidOf(def.innerType as $ZodType) : {}
  return { ...inner, ...z.globalRegistry.get(schema) }
}
const wrappers = new Set(['optional', 'nonoptional', 'default', 'prefault', 'readonly', 'catch'])

function describe(row: Json): ReadonlyMap<string, DescribedField> {
  const fields = Object.entries(child(row, 'properties'))
  return new Map(fields.map(([field, given]) => [field, toDescribed(given as Json)]))
}
function toDescribed({ title, propertyKind, objectType }: Json): DescribedField {
  if (typeof propertyKind !== 'string') return {}
  const format = formatOfKind(propertyKind)
  const isType = typeof objectType === 'string' && !isRoleName(objectType)
  return {
    ...(typeof title === 'string' && { label: title }),
    ...(format !== 'text' && { format }),
    ...(isType && { type: objectType }),
  }
}
function child(json: Json, name: string): Json {
  const value = json[name]
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
// A schema of another library has no JSON Schema here; its fields keep what the block says.
function toJson(schema: Schema): Json {
  try {
    return z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
  } catch {
    return {}
  }
}
