import { fold } from './fold.js'
import type { Json, Money, PropertyKind, Value } from './value.js'

/** Order of two texts by Unicode code point, which JavaScript's own `<` is not. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return toRank(left) - toRank(right)
  }
  return a.length - b.length
}

// Halves of code points beyond U+FFFF come after every whole unit.
function toRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Order of text (FLT-13): folded, then raw, both by code point. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return compareFolded(a, b) || compareCodePoints(a, b)
}

// Most text is ASCII, where folding is letter by letter: compared in place, nothing is built. A letter before a unit that is not ASCII may compose with it.
function compareFolded(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = toSmall(a.charCodeAt(at))
    const right = toSmall(b.charCodeAt(at))
    if (left > 0x7f || right > 0x7f) return compareCodePoints(fold(a), fold(b))
    if (left !== right) return isPlainAt(a, at + 1) && isPlainAt(b, at + 1) ? left - right : compareCodePoints(fold(a), fold(b))
  }
  return isPlainAt(a, length) && isPlainAt(b, length) ? a.length - b.length : compareCodePoints(fold(a), fold(b))
}
function toSmall(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit
}
function isPlainAt(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) < 0x80
}

/** Order of two decimal texts by value, exact at any length. */
export function compareDecimal(a: string, b: string): number {
  // Fifteen digits survive as a double, so short ones are compared as numbers.
  if (a.length <= 15 && b.length <= 15) return Number(a) - Number(b)
  const left = toParts(a)
  const right = toParts(b)
  if (left.sign !== right.sign) return left.sign - right.sign
  return left.sign * compareMagnitude(left, right)
}
interface Decimal {
  readonly sign: number
  readonly whole: string
  readonly fraction: string
}
function toParts(text: string): Decimal {
  const negative = text.startsWith('-')
  const dot = text.indexOf('.')
  const whole = text.slice(negative ? 1 : 0, dot < 0 ? undefined : dot).replace(/^0+/, '')
  const fraction = dot < 0 ? '' : text.slice(dot + 1).replace(/0+$/, '')
  const zero = whole === '' && fraction === ''
  return { sign: zero ? 0 : negative ? -1 : 1, whole, fraction }
}
function compareMagnitude(a: Decimal, b: Decimal): number {
  return a.whole.length - b.whole.length || compareCodePoints(a.whole, b.whole) || compareCodePoints(a.fraction, b.fraction)
}

/** Order of two values of a kind; missing ones come last. Enumerations and users by their raw text: their positions and names are not known here. */
export function compareValues(kind: PropertyKind, a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return byKind[kind](a as never, b as never)
}
const byNumber = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)
const byKind: { readonly [K in PropertyKind]: (a: never, b: never) => number } = {
  string: compareText,
  text: compareText,
  number: byNumber,
  datetime: byNumber,
  boolean: (a: boolean, b: boolean) => Number(a) - Number(b),
  money: (a: Money, b: Money) => compareCodePoints(a.currency, b.currency) || compareDecimal(a.amount, b.amount),
  date: compareCodePoints,
  enumeration: compareCodePoints,
  user: compareCodePoints,
  multi_enumeration: (a: readonly string[], b: readonly string[]) => compareCodePoints(toSet(a).join('\0'), toSet(b).join('\0')),
  json: (a: Json, b: Json) => compareCodePoints(JSON.stringify(a), JSON.stringify(b)),
}

/** Whether a test takes two values of a kind for the same: text folded, money by amount and currency, sets without order. Missing equals nothing. */
export function equalValues(kind: PropertyKind, a: Value, b: Value): boolean {
  if (a === null || b === null) return false
  if (kind === 'string' || kind === 'text') return a === b || fold(a as string) === fold(b as string)
  if (kind === 'money') return byKind.money(a as never, b as never) === 0
  return sameValue(a, b, kind)
}

/** Whether nothing changed from one to the other: exact and deep. Lists of text are sets, in which order does not count, unless the kind is `json`. */
export function sameValue(a: Value, b: Value, kind?: PropertyKind): boolean {
  if (a === b) return true
  if (kind !== 'json' && isSet(a) && isSet(b)) return sameList(toSet(a), toSet(b))
  return sameJson(a as Json, b as Json)
}
function isSet(value: Value): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
function toSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compareCodePoints)
}
function sameList(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && a.every((item, at) => sameJson(item, b[at] as Json))
}
function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameList(a, b)
  return sameMembers(a as Members, b as Members)
}
type Members = { readonly [key: string]: Json }
function sameMembers(a: Members, b: Members): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] as Json, b[key] as Json))
}
