import type { Value } from '@tenure/core'
import type { PropertyMapping } from '../mapping/mapping-schema.js'
import { compileDateFormat, type DateParts } from './date-format.js'
import { shiftDecimal, toDecimal } from './decimal.js'
import { toExistingInstant } from './zoned-time.js'

/** What a cell says, or why it cannot be read. */
export type Cell = { readonly value: Value } | { readonly reason: string }
/** What a reader may look up beside its own cell. */
export interface CellContext {
  /** Another cell of the same line, aliases and spellings of missing applied. */
  readonly cell: (column: string) => string | null
  /** Id here of a record that the import knows by its key, or that is here with that value of the property `match`; or of a user by name. */
  readonly idOf: (type: string, key: string, match?: string) => Cell
  readonly userNamed: (name: string) => Cell
  /** A user of the account, by email address or by name. */
  readonly userHere: (text: string) => Cell
}
/** Reads the text of one cell. */
export type CellReader = (text: string, context: CellContext) => Cell
type Of<Kind extends PropertyMapping['kind']> = Extract<PropertyMapping, { kind: Kind }>

/** The reader of one property. `zone` applies if the property names none. */
export function compileCell(property: PropertyMapping, zone: string | undefined): CellReader {
  switch (property.kind) {
    case 'string':
    case 'text':
      return property.idOf === undefined ? (text) => ({ value: text }) : referenceReader(property.idOf, property.match)
    case 'number':
      return numberReader(property)
    case 'money':
      return moneyReader(property)
    case 'boolean':
      return readBoolean
    case 'date':
      return dateReader(property.format, ({ day, milliseconds }) =>
        milliseconds === 0 || property.time === 'drop'
          ? { value: day }
          : { reason: 'is a time, and a day is expected; `"time": "drop"` in the mapping keeps only the day' },
      )
    case 'datetime':
      return dateReader(property.format, (parts, text) => timeIn(property.zone ?? zone ?? 'UTC', parts, text))
    case 'enumeration':
      return (text) => ({ value: text.trim() })
    case 'multi_enumeration':
      return setReader(property)
    case 'user':
      return userReader(property)
    case 'json':
      return readJson
  }
}

function userReader({ by }: Of<'user'>): CellReader {
  if (by === 'account') return (text, { userHere }) => userHere(text)
  return by === 'externalId' ? (text, { idOf }) => idOf('user', text) : (text, { userNamed }) => userNamed(text)
}

function referenceReader(type: string, match: string | undefined): CellReader {
  return (text, { idOf }) => idOf(type, text, match)
}

function numberReader(style: Of<'number'>): CellReader {
  return (text) => {
    const plain = text.trim()
    const decimal = toDecimal(plain, style) ?? (/^[+-]?\d+(\.\d+)?[eE][+-]?\d+$/.test(plain) ? plain : undefined)
    if (decimal === undefined) return { reason: `${quoted(text)} is no number` }
    const value = Number(decimal)
    if (value === 0 && /^[^eE]*[1-9]/.test(decimal)) return { reason: `${quoted(text)} is too small to be kept exactly` }
    const exact = Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER
    return exact ? { value: value === 0 ? 0 : value } : { reason: `${quoted(text)} is too large to be kept exactly` }
  }
}

function moneyReader(property: Of<'money'>): CellReader {
  return (text, { cell }) => {
    const written = property.currencyInCell ? splitCurrency(text.trim()) : { amount: text.trim() }
    const decimal = toDecimal(written.amount, property)
    if (decimal === undefined) return { reason: `${quoted(text)} is no amount` }
    const named = property.currencyColumn === undefined ? written.currency : cell(property.currencyColumn)?.trim()
    const currency = named ?? property.currency
    if (currency === undefined) return { reason: `${quoted(text)} has no currency` }
    if (!/^[A-Z]{3}$/.test(currency)) return { reason: `${quoted(currency)} is no currency code` }
    return { value: { amount: shiftDecimal(decimal, property.powerOfTen ?? 0), currency } }
  }
}

const signs: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['$', 'USD'],
  ['£', 'GBP'],
  ['¥', 'JPY'],
  ['₹', 'INR'],
])
const mark = String.raw`([A-Z]{3}|[\u20ac$\u00a3\u00a5\u20b9])?`
const digits = String.raw`(?=\S)[\d.,'\u00a0\u202f ]*\d`
const amountWithMark = new RegExp(String.raw`^(-?)${mark}\s*(\(\s*${digits}\s*\)|[+-]?${digits}(?:\s*-)?)\s*${mark}(-?)$`)
/** An amount and the currency that is written before or behind it: `€ 1.50`, `1.50 EUR`, `-$5`, `(EUR 1.50)`. */
export function splitCurrency(text: string): { readonly amount: string; readonly currency?: string } {
  const [, inside = text] = /^\((.*)\)$/.exec(text) ?? []
  const [, sign = '', before, number = '', behind, minus = ''] = amountWithMark.exec(inside) ?? []
  const currency = before ?? behind
  if (currency === undefined || (before !== undefined && behind !== undefined)) return { amount: text }
  const amount = sign + number + minus
  return { amount: inside === text ? amount : `(${amount})`, currency: signs.get(currency) ?? currency }
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y', 't', 'on', '1'].map((text) => [text, true] as const),
  ...['false', 'no', 'n', 'f', 'off', '0'].map((text) => [text, false] as const),
])
function readBoolean(text: string): Cell {
  const value = truths.get(text.trim().toLowerCase())
  return value === undefined ? { reason: `${quoted(text)} is neither true nor false` } : { value }
}

function dateReader(format: string | readonly string[], toCell: (parts: DateParts, text: string) => Cell): CellReader {
  const formats = typeof format === 'string' ? [format] : format
  const readers = formats.map(compileDateFormat).flatMap((compiled) => ('read' in compiled ? [compiled.read] : []))
  return (text) => {
    for (const read of readers) {
      const parts = read(text.trim())
      if (parts === 'no such day')
        return { reason: `${quoted(text)} read as ${formats.join(' or ')} names a day or time that does not exist` }
      if (parts !== undefined) return toCell(parts, text)
    }
    return { reason: `${quoted(text)} is not written ${formats.join(' or ')}` }
  }
}

function timeIn(zone: string, parts: DateParts, text: string): Cell {
  const value = toExistingInstant(parts, zone)
  return value === undefined ? { reason: `${quoted(text)} names a time that does not exist in ${zone}: the clocks skip it` } : { value }
}

function setReader({ separator = ';', idOf: type }: Of<'multi_enumeration'>): CellReader {
  return (text, { idOf }) => {
    const items = text
      .split(separator)
      .map((item) => item.trim())
      .filter((item) => item !== '')
    const cells = items.map((item): Cell => (type === undefined ? { value: item } : idOf(type, item)))
    const refused = cells.find((cell) => 'reason' in cell)
    if (refused !== undefined) return refused
    return { value: [...new Set(cells.flatMap((cell) => ('value' in cell ? [String(cell.value)] : [])))].sort() }
  }
}

function readJson(text: string): Cell {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { reason: `${quoted(text)} is not JSON` }
  }
}

/** Text of a cell for a message, cut if it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
