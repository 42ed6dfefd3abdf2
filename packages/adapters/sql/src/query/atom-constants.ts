import type { Money } from '@tenure/core/adapter'
import { type Atom, fold, type Value } from '@tenure/core/adapter'
import { amountKey } from '../amount-key.js'
import { encodeJson, encodeSet, type SqlValue } from '../codec.js'
import type { ColumnLayout } from '../layout.js'

type Known = NonNullable<Value>
/** A test of one property of the record itself. */
export type PropertyAtom = Exclude<Atom, { readonly test: 'some' | 'count' | 'first' | 'id-of' }>

/** What a test binds, in the order in which its SQL takes it. Equal numbers of constants make equal SQL. */
export function constantsOf(atom: PropertyAtom, column: ColumnLayout): readonly SqlValue[] {
  switch (atom.test) {
    case 'is-known':
    case 'before-property':
      return []
    case 'is':
      return column.key === undefined ? [comparable(column, atom.value)] : moneyConstants(atom.value as Money)
    case 'any-of':
      return listOf(atom.values.map((value) => comparable(column, value)))
    case 'contains-any':
    case 'contains-all':
      return [encodeSet(atom.values)]
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return textConstants(atom.test, fold(atom.text))
    case 'changed':
      return atom.to === undefined ? [atom.since] : [atom.since, encodeJson(atom.to, column.kind), ...stored(column, atom.to)]
    default:
      return boundConstants(column, atom.value)
  }
}

/** A list of any length in one of few lengths, so that few statements serve all: long lists of text are one JSON text. */
export function listOf(values: readonly SqlValue[]): readonly SqlValue[] {
  if (values.length > 16 && values.every((value) => typeof value === 'string')) return [JSON.stringify(values)]
  const last = values.at(-1)
  if (last === undefined) return []
  const size = Math.max(2, 2 ** Math.ceil(Math.log2(values.length)))
  return [...values, ...Array.from({ length: size - values.length }, () => last)]
}

/** A value in the form of the compared column; money as both its columns, joined. */
function comparable({ fold: folded, key, kind }: ColumnLayout, value: Known): SqlValue {
  if (folded !== undefined) return fold(String(value))
  if (key !== undefined) return moneyConstants(value as Money).join(' ')
  if (kind === 'boolean') return Number(value)
  if (typeof value === 'object') return encodeJson(value, kind)
  return value as string | number
}

/** A value as the columns have it that are read back. */
function stored({ kind }: ColumnLayout, value: Known): readonly SqlValue[] {
  if (kind === 'money') return [(value as Money).amount, (value as Money).currency]
  if (kind === 'boolean') return [Number(value)]
  return [kind === 'json' || typeof value === 'object' ? encodeJson(value, kind) : (value as SqlValue)]
}

function boundConstants(column: ColumnLayout, value: Known): readonly SqlValue[] {
  if (column.fold !== undefined) return [comparable(column, value), String(value)]
  return column.key === undefined ? [comparable(column, value)] : moneyConstants(value as Money)
}
function moneyConstants({ amount, currency }: Money): readonly SqlValue[] {
  return [amountKey(amount), currency]
}

// What starts with a text lies between it and the next text of its length, if there is one: an index can find it.
function textConstants(test: 'contains' | 'starts-with' | 'ends-with', folded: string): readonly SqlValue[] {
  if (folded === '') return []
  if (test !== 'starts-with') return [folded]
  const after = nextText(folded)
  return after === undefined ? [folded] : [folded, after]
}

/** The first text, by code point, after all that start with this one. */
export function nextText(text: string): string | undefined {
  const points = [...text]
  while (points.length > 0) {
    const last = points.pop()?.codePointAt(0) ?? 0
    if (last < 0x10ffff) return points.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1)
  }
  return undefined
}
