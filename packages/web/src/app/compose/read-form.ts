import type { Value } from '@tenure/core/contract'
import type { newRecordContract } from '@tenure/core/page'
import type { z } from 'zod'
import { parseMoment } from '../field/moment-text.js'
import type { FieldFault } from '../field/parsed.js'
import { type EditorKind, parseValue, type TextEnv, textOfValue } from '../field/value-text.js'
import { plainText } from '../note/note-markup.js'
import { parseReminder } from '../repeat/reminder-text.js'
import { startNames } from '../repeat/start-beside.js'

/** What a person is asked for when a record is created. */
export type NewRecord = z.output<typeof newRecordContract.output>
export type NewField = NewRecord['fields'][number]
/** What was typed, by the names of the fields. */
export type Texts = Readonly<Record<string, string>>
/** What a form says: the values of a new record, or what is wrong with which field. */
export type Read =
  | { readonly ok: true; readonly values: Readonly<Record<string, Value>> }
  | { readonly ok: false; readonly faults: ReadonlyMap<string, FieldFault>; readonly isEmpty: boolean }

const minuteMs = 60_000
const longestTitle = 80

/** Whether it is a length of time, which a person gives in minutes. */
export function isDuration({ name, kind }: NewField): boolean {
  return kind === 'number' && name.endsWith('Ms')
}

/** The field of an activity's text, which is written with formatting. An email goes to a mail program, which takes plain text. */
export function richField({ type, text }: NewRecord): string | undefined {
  return type === 'email' ? undefined : text
}

/** The text of a field before anybody has typed. */
export function firstText(field: NewField, env: TextEnv, now: number): string {
  if (field.now) return textOfValue(now, 'datetime', env)
  if (field.kind === 'datetime' && typeof field.initial === 'number') return textOfValue(field.initial, 'datetime', env)
  return field.initial === undefined || field.initial === null ? '' : String(field.initial)
}

/** Under which name a form keeps the currency that was chosen for an amount. */
export function currencyName({ name }: Pick<NewField, 'name'>): string {
  return `${name} currency`
}
/** In which currency an amount without one is: as it was chosen, as its property says, or as the account does. */
export function currencyOf(field: NewField, texts: Texts, env: TextEnv): string {
  return texts[currencyName(field)] ?? field.currency ?? env.currency
}

/** When what a form describes is due or begins, as far as it is typed. */
export function startIn(texts: Texts, env: TextEnv): number | undefined {
  const typed = startNames.flatMap((name) => parseMoment(texts[name] ?? '', env))
  return typed.find((each) => each.ok)?.value
}

/** Reads what was typed. An activity without a title is called by the first line of its text, or by what it is. */
export function readForm({ fields, text, typeLabel }: NewRecord, texts: Texts, env: TextEnv): Read {
  const faults = new Map<string, FieldFault>()
  const values: Record<string, Value> = {}
  for (const field of fields) {
    const reading = { ...env, required: field.required, currency: currencyOf(field, texts, env) }
    const text = texts[field.name] ?? ''
    const parsed =
      field.kind === 'reminder' ? parseReminder(text, startIn(texts, env), reading) : parseValue(text, field.kind as EditorKind, reading)
    if (!parsed.ok) faults.set(field.name, parsed.fault)
    else if (parsed.value !== null)
      values[field.name] = isDuration(field) && typeof parsed.value === 'number' ? parsed.value * minuteMs : parsed.value
  }
  const [title] = fields
  if (faults.size === 0 && text !== undefined && title !== undefined && values[title.name] === undefined) {
    const isEmpty = fields.every((field) => field.now === true || (values[field.name] ?? null) === null)
    if (isEmpty) return { ok: false, faults, isEmpty }
    values[title.name] = firstLine(String(values[text] ?? '')) || typeLabel
  }
  return faults.size > 0 ? { ok: false, faults, isEmpty: false } : { ok: true, values }
}

function firstLine(text: string): string {
  const line = plainText(text)
    .split('\n')
    .map((each) => each.trim())
    .find((each) => each !== '')
  if (line === undefined || line.length <= longestTitle) return line ?? ''
  const cut = line.slice(0, longestTitle)
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > 40 ? space : longestTitle)}…`
}
