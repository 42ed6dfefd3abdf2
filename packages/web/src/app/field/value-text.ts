import type { PropertyKind } from '@tenure/core'
import type { Json, Money, Value } from '@tenure/core/contract'
import { isMoney } from '../format/is-money.js'
import { dayText, parseDay } from './day-text.js'
import { type MomentEnv, momentText, parseMoment } from './moment-text.js'
import { amountText, parseMoney } from './money-text.js'
import { numberText, parseInteger, parseNumber } from './number-text.js'
import { faulty, type Parsed, parsed } from './parsed.js'

/** What an editor edits: a kind of property, what a property means beyond its kind, or a whole number that a form asks for. */
export type EditorKind = PropertyKind | 'integer' | 'repeat' | 'reminder'

/** What decides how a typed text is read. */
export interface TextEnv extends MomentEnv {
  /** The currency of an amount that names none. */
  readonly currency: string
  readonly currencies: readonly string[]
}

/** A value as the text that a person edits; `''` where it is unknown. */
export function textOfValue(value: Value, kind: EditorKind, env: TextEnv): string {
  if (value === null) return ''
  if (kind === 'json') return JSON.stringify(value, null, 2)
  if (kind === 'multi_enumeration' && Array.isArray(value)) return value.join('\n')
  if (isMoney(value)) return amountText(value as Money, env.locale)
  if (kind === 'date') return dayText(String(value), env.locale)
  if (typeof value === 'number') return kind === 'datetime' || kind === 'reminder' ? momentText(value, env) : numberText(value, env.locale)
  return String(value)
}

/** The value that a text says. Empty text is no value: `null`, unless one is required. */
export function parseValue(text: string, kind: EditorKind, env: TextEnv & { readonly required: boolean }): Parsed<Value> {
  if (text.trim() === '') return env.required ? faulty('required') : parsed(null)
  switch (kind) {
    case 'number':
      return parseNumber(text, env.locale)
    case 'integer':
      return parseInteger(text, env.locale)
    case 'money':
      return parseMoney(text, env.currency, env.currencies, env.locale)
    case 'date':
      return parseDay(text, env)
    case 'datetime':
    case 'reminder':
      return parseMoment(text, env)
    case 'json':
      return parseJson(text)
    case 'multi_enumeration':
      return parsed(linesOf(text))
    case 'text':
      return parsed(text)
    default:
      return parsed(text.trim())
  }
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function parseJson(text: string): Parsed<Json> {
  try {
    return parsed(JSON.parse(text) as Json)
  } catch {
    return faulty('json')
  }
}
