import { z } from 'zod'
import type { $ZodType } from 'zod/v4/core'
import type { CalendarDay, Instant } from '../base/clock.js'
import { TenureError } from '../errors/tenure-error.js'
import { type NameOf, type Property, splitPath } from './property.js'
import { rememberRows } from './remember-rows.js'
import type { Money, PropertyKind, RecordId, UserId } from './value.js'

/** A zod schema (classic or mini). It may set defaults; it does not change a value's type on the way out. */
export interface Schema<Output = unknown, Input = unknown> extends $ZodType<Output, Input> {}
/** Properties of one object type, read together. It is at once the selection of a query and the schema of its rows. */
export interface RowSchema<Row, Path extends string> extends Schema<Row, Row> {
  readonly properties: readonly Property<Path>[]
}
/** A row: the record's id, and each property under its name; `null` is a missing value. */
export type RowOf<P extends Property> = Flat<{ readonly id: RecordId } & ValuesOf<P>>
/** The values of some properties, each under its name. */
export type ValuesOf<P extends Property> = Flat<{
  readonly [X in P as NameOf<X['path']>]: X extends Property<string, PropertyKind, infer V> ? V | null : never
}>
/** The same type, written out. */
export type Flat<T> = { [K in keyof T]: T[K] } & {}
/**
 * How a live list is kept right. `indexed`: only changes that can touch it are looked at. `checked`: every change of its object type is.
 * `asked`: it looks beyond the record, so a change that may concern it runs the query again.
 */
export type LiveMode = 'indexed' | 'checked' | 'asked'
/** A part of an ordered list, with the size of the whole; one that is live says how it is kept right. */
export interface Window<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  readonly next?: string
  readonly mode?: LiveMode
}

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written YYYY-MM-DD.')
  .refine(isCalendarDay, 'There is no such day.')
const amount = z.string().regex(/^-?\d+(\.\d+)?$/, 'An amount is decimal text, such as 1250.50.')
const money = z.strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/, 'A currency is an ISO 4217 code, such as EUR.') })
/** Zod schema of the values of each property kind. */
export const valueSchemas: { readonly [K in PropertyKind]: z.ZodType } = {
  string: z.string(),
  text: z.string(),
  number: z.number(),
  money,
  boolean: z.boolean(),
  date: day,
  datetime: z.int(),
  enumeration: z.string(),
  multi_enumeration: z.array(z.string()),
  user: z.string(),
  json: z.json(),
}
/** Schemas of the values above, for inputs and outputs. */
export const schemas: {
  readonly recordId: z.ZodType<RecordId, RecordId>
  readonly userId: z.ZodType<UserId, UserId>
  readonly day: z.ZodType<CalendarDay, CalendarDay>
  readonly instant: z.ZodType<Instant, Instant>
  readonly money: z.ZodType<Money, Money>
  /** As the field `progress` of an answer: the share of the work that is done, from 0 to 1, while it is still worked out. */
  readonly progress: z.ZodType<number, number>
} = {
  recordId: z.string().min(1),
  // What a form asks for by more than the type of the value.
  userId: z.string().min(1).meta({ propertyKind: 'user' }),
  day,
  instant: z.int().meta({ propertyKind: 'datetime' }),
  money: money.meta({ propertyKind: 'money' }),
  progress: z.number().min(0).max(1),
}

/** A row of these properties; they must be of one object type. Errors: `input.invalid`. */
export function rowOf<const P extends readonly Property[]>(...properties: P): RowSchema<RowOf<P[number]>, P[number]['path']> {
  const types = new Set(properties.map(({ path }) => splitPath(path)[0]))
  if (types.size !== 1) throw invalid(`A row is of one object type; these are of ${[...types].join(', ') || 'none'}.`)
  const shape = Object.fromEntries(properties.map((property) => [splitPath(property.path)[1], cell(property)]))
  const row = z.strictObject({ id: z.string(), ...shape })
  return Object.assign(row, { properties }) as unknown as RowSchema<RowOf<P[number]>, P[number]['path']>
}
/** A row with fields that the provider works out itself. */
export function extendRow<Row, More>(
  row: Schema<Row>,
  more: { readonly [K in keyof More]: Schema<More[K]> },
): Schema<Flat<Row & More>, Flat<Row & More>> {
  if (!(row instanceof z.ZodObject)) throw invalid('Only a row made by `rowOf` or `extendRow` can be extended.')
  return row.extend(more as z.ZodRawShape) as unknown as Schema<Flat<Row & More>, Flat<Row & More>>
}
/** Schema of a window of such rows. */
export function windowOf<Row>(row: Schema<Row>): Schema<Window<Row>, Window<Row>> {
  const window = z.strictObject({
    rows: z.array(rememberRows(row as z.ZodType<Row, Row>)),
    total: z.int().nonnegative(),
    next: z.string().optional(),
    mode: z.enum(['indexed', 'checked', 'asked']).optional(),
  })
  return window as unknown as Schema<Window<Row>, Window<Row>>
}
/** Whether the text names a day that exists. */
export function isCalendarDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function cell(property: Property): z.ZodType {
  const { propertyKind, options, label: title, path } = property
  const value = propertyKind === 'enumeration' && options ? z.enum(options as [string]) : valueSchemas[propertyKind]
  // What a block that shows the field goes by: its label, its format, and whose record the row is.
  return value.nullable().meta({ title, propertyKind, objectType: splitPath(path)[0] })
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
