import type { Value } from '@tenure/core/contract'
import { faulty, type Parsed, parsed } from '../field/parsed.js'
import { parseValue, type TextEnv } from '../field/value-text.js'

const minuteMs = 60_000
/** How long before the due time a reminder may come, without giving a time of its own. */
export const reminderSpans = [0, 10 * minuteMs, 60 * minuteMs, 24 * 60 * minuteMs]

/** The text by which a form keeps a reminder that follows the due time. */
export function reminderText(span: number): string {
  return `before ${span}`
}
/** How long before the due time such a text says. */
export function spanOf(text: string): number | undefined {
  const found = /^before (\d+)$/.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}
/** The text of a reminder beside its due time; nothing where it has a time of its own. */
export function textBeside(reminder: unknown, due: number | undefined): string | undefined {
  const span = typeof reminder === 'number' && due !== undefined ? due - reminder : undefined
  return span !== undefined && reminderSpans.includes(span) ? reminderText(span) : undefined
}
/** The instant that a reminder's text says: so long before the due time, or a day and a time. */
export function parseReminder(text: string, due: number | undefined, env: TextEnv & { readonly required: boolean }): Parsed<Value> {
  const span = spanOf(text)
  if (span === undefined) return parseValue(text, 'datetime', env)
  return due === undefined ? faulty('due') : parsed(due - span)
}
