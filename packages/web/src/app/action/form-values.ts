import type { Value } from '@tenure/core/contract'
import type { Words } from '../../words/en/index.js'
import { currencyName } from '../compose/read-form.js'
import { faultText } from '../field/fault-text.js'
import { faulty, type Parsed, parsed } from '../field/parsed.js'
import { type EditorKind, parseValue, type TextEnv } from '../field/value-text.js'
import type { Offer } from './offer.js'

type Field = Offer['fields'][number]

/** What a form says: the values by the names of the inputs, without empty ones that may be left out, or what is wrong with which field. */
export type FormReading =
  | { readonly values: Readonly<Record<string, Value>>; readonly errors?: undefined }
  | { readonly errors: ReadonlyMap<string, string> }

/** Reads a form as the locale writes it. One bad field refuses the whole form; every bad field is named. */
export function readForm(fields: readonly Field[], given: FormData, env: TextEnv, words: Words['field']['fault']): FormReading {
  const read = fields.map((field) => [field.field, readField(field, given, env)] as const)
  const errors = read.flatMap(([name, result]) => (result.ok ? [] : [[name, faultText(result.fault, words, env)] as const]))
  if (errors.length > 0) return { errors: new Map(errors) }
  const mayBeNull = new Set(fields.flatMap(({ field, emptyIsNull }) => (emptyIsNull ? [field] : [])))
  const filled = read.flatMap(([name, result]) =>
    result.ok && (result.value !== null || mayBeNull.has(name)) ? [[name, result.value] as const] : [],
  )
  return { values: Object.fromEntries(filled) }
}

const kinds: Readonly<Record<Exclude<Field['kind'], 'boolean' | 'text' | 'choice'>, EditorKind>> = {
  'long-text': 'text',
  number: 'number',
  integer: 'integer',
  day: 'date',
  moment: 'datetime',
  money: 'money',
  user: 'user',
}

function readField({ field, kind, required }: Field, given: FormData, env: TextEnv): Parsed<Value> {
  if (kind === 'boolean') return parsed(given.has(field))
  const text = String(given.get(field) ?? '')
  if (kind === 'text' || kind === 'choice') return text !== '' || !required ? parsed(text === '' ? null : text) : faulty('required')
  const currency = String(given.get(currencyName({ name: field })) ?? '')
  return parseValue(text, kinds[kind], { ...env, required, ...(currency !== '' && { currency }) })
}
