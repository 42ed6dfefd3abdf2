import type { CalendarDay, Instant } from '../base/clock.js'

/** Opaque text; unique within its object type. */
export type RecordId = string
/** Id of a user; `me` is the session's own. */
export type UserId = string
/**
 * An amount in a currency; never a bare number.
 *
 * Shape: decimal text, and a code of three capital letters as ISO 4217 has them. Codes are not looked up there: the list changes, and amounts of
 * the past keep codes that it has dropped, such as DEM.
 */
export interface Money {
  readonly amount: string
  readonly currency: string
}
/** What JSON can say; it is stored, not filtered by. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
/** Names one record of any type. */
export interface RecordRef {
  readonly type: string
  readonly id: RecordId
}

/** The TypeScript type of each property kind. */
export interface ValueByKind {
  string: string
  text: string
  number: number
  money: Money
  boolean: boolean
  date: CalendarDay
  datetime: Instant
  enumeration: string
  multi_enumeration: readonly string[]
  user: UserId
  json: Json
}
/** The kinds that a property may have. */
export type PropertyKind = keyof ValueByKind
/** The same, as a list. */
export const propertyKinds = [
  'string',
  'text',
  'number',
  'money',
  'boolean',
  'date',
  'datetime',
  'enumeration',
  'multi_enumeration',
  'user',
  'json',
] as const satisfies readonly PropertyKind[]
/** Any property value; `null` is a missing one, and not the same as empty text. */
export type Value = ValueByKind[PropertyKind] | null
/** Values by property name, where the type is known only at run time. */
export type Values = Readonly<Record<string, Value>>
/** A record of the core that says that something was done: its id follows from what, so that it is there once. */
export interface Mark {
  readonly ref: RecordRef
  readonly values: Values
}
