import { compareCodePoints, fold, type Money, type PropertyKind, TenureError, type Value } from '@tenure/core/adapter'
import { amountKey } from './amount-key.js'
import type { ColumnLayout } from './layout.js'

/** What a driver binds and returns. */
export type SqlValue = string | number | null

// Most properties of most records have no value: one list for all of them.
const missing = { 1: [null], 2: [null, null], 3: [null, null, null] } as const

/** What a property's columns hold for a value, in the order of `columnsOf`. Errors: `input.invalid` for a value of another kind, and for text with a NUL. */
export function encodeValue(column: ColumnLayout, value: Value): readonly SqlValue[] {
  if (value === null) return column.fold ? missing[2] : column.key ? missing[3] : missing[1]
  const main = encodeScalar(column, value)
  if (column.fold !== undefined) return [main, fold(main as string)]
  if (column.key !== undefined) return [main, amountKey(main as string), (value as Money).currency]
  return [main]
}

/** The first of a property's columns: what is read back. Errors: `input.invalid`. */
export function encodeScalar({ kind, property }: Pick<ColumnLayout, 'kind' | 'property'>, value: NonNullable<Value>): SqlValue {
  const encoded = encoders[kind](value)
  if (encoded === undefined) throw invalid(property, `The value of ${property} is not of kind ${kind}.`)
  if (typeof encoded === 'string' && !isStorable(encoded))
    throw invalid(property, `The text of ${property} has a NUL character or half a character.`)
  return encoded
}

/** The stored form of a multi enumeration: a set, so equal sets are equal text. */
export function encodeSet(values: readonly unknown[]): string {
  return JSON.stringify([...new Set(values.map(String))].sort(compareCodePoints))
}

/** A value as text that is equal where the values are; sets without order. */
export function encodeJson(value: Value, kind: PropertyKind): string {
  if (kind === 'multi_enumeration' && Array.isArray(value)) return encodeSet(value)
  if (kind === 'money') return JSON.stringify({ amount: (value as Money).amount, currency: (value as Money).currency })
  return JSON.stringify(value)
}

/** How the first column of a kind is read; `undefined` if it is the value already. Money is read from two columns. */
export function decoderOf(kind: PropertyKind): ((stored: SqlValue) => Value) | undefined {
  if (kind === 'boolean') return (stored) => (stored === null ? null : stored === 1)
  if (kind === 'multi_enumeration' || kind === 'json') return (stored) => (stored === null ? null : (JSON.parse(stored as string) as Value))
  return undefined
}

type Encoder = (value: NonNullable<Value>) => SqlValue | undefined
const text: Encoder = (value) => (typeof value === 'string' ? value : undefined)
const number: Encoder = (value) => (typeof value === 'number' && Number.isFinite(value) ? value + 0 : undefined)
const encoders: Readonly<Record<PropertyKind, Encoder>> = {
  string: text,
  text,
  enumeration: text,
  user: text,
  date: text,
  number,
  datetime: number,
  boolean: (value) => (typeof value === 'boolean' ? Number(value) : undefined),
  money: (value) => (isMoney(value) && /^-?\d+(\.\d+)?$/.test(value.amount) ? value.amount : undefined),
  multi_enumeration: (value) => (Array.isArray(value) ? encodeSet(value) : undefined),
  json: (value) => JSON.stringify(value),
}

function isMoney(value: NonNullable<Value>): value is Money {
  return (
    typeof value === 'object' &&
    'amount' in value &&
    'currency' in value &&
    typeof value.amount === 'string' &&
    typeof value.currency === 'string'
  )
}
// Nearly no text has either: only one that might is looked at letter by letter.
const suspicious = /[\0\ud800-\udfff]/
function isStorable(value: string): boolean {
  return !suspicious.test(value) || (!value.includes('\0') && !/\p{Surrogate}/u.test(value))
}
function invalid(property: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [property], message }] })
}
