import type { Value } from '@tenure/core/contract'
import type { Words } from '../../words/en/index.js'
import { faultText } from '../field/fault-text.js'
import type { MomentEnv } from '../field/moment-text.js'
import { faulty, type Parsed, parsed } from '../field/parsed.js'
import { type EditorKind, parseValue } from '../field/value-text.js'
import type { Offer } from './offer.js'

type Field = Offer['fields'][number]

/** What a form says: the values by the names of the inputs, without empty ones, or what is wrong with which field. */
export type FormReading =
  | { readonly values: Readonly<Record<string, Value>>; readonly errors?: undefined }
  | { readonly errors: ReadonlyMap<string, string> }

/** Reads a form as the locale writes it. One bad field refuses the whole form; every bad field is named. */
export function readForm(fields: readonly Field[], given: FormData, env: MomentEnv, words: Words['field']['fault']): FormReading {
  const read = fields.map((field) => [field.field, readField(field, given, env)] as const)
  const errors = read.flatMap(([name, result]) => (result.ok ? [] : [[name, faultText(result.fault, words, env)] as const]))
  if (errors.length > 0) return { errors: new Map(errors) }
  const filled = read.flatMap(([name, result]) => (result.ok && result.value !== null ? [[name, result.value] as const] : []))
  return { values: Object.fromEntries(filled) }
}

const kinds: Readonly<Record<Exclude<Field['kind'], 'boolean' | 'text' | 'choice'>, EditorKind>> = {
  'long-text': 'text',
  number: 'number',
  integer: 'integer',
  day: 'date',
}

function readField({ field, kind, required }: Field, given: FormData, env: MomentEnv): Parsed<Value> {
  if (kind === 'boolean') return parsed(given.has(field))
  const text = String(given.get(field) ?? '')
  if (kind === 'text' || kind === 'choice') return text !== '' || !required ? parsed(text === '' ? null : text) : faulty('required')
  return parseValue(text, kinds[kind], { ...env, required, currency: '', currencies: [] })
}
