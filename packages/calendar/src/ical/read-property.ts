import ICAL from 'ical.js'
import type { CalendarLine } from './calendar-lines.js'

/** One property of a component: its name in lower case, what its parameters and its values say. */
export interface Property {
  readonly line: number
  readonly name: string
  readonly values: readonly string[]
  parameter(name: string): string | undefined
}

/** Parameters of a line: more is nobody's calendar, and the parser takes the square of them. */
const mostParameters = 100
const listNames = 'member|delegated-from|delegated-to'
const parameter = `;(?:(?:${listNames})="[^"]*"(?:,"[^"]*")+|[\\w-]+=(?:"[^"]*"|[^";:]*))`
const ordinaryHead = new RegExp(`^[\\w-]+(?:${parameter}){0,${mostParameters}}:`, 'i')

/** The property of a line, or why there is none. */
export function readProperty({ line, text }: CalendarLine): Property | string {
  // A rule is read by our own parser, and the other one would take it apart.
  const rule = /^rrule\s*(?:;[^:]*)?:(.*)$/is.exec(text)
  if (rule !== null) return { line, name: 'rrule', values: [rule[1] ?? ''], parameter: () => undefined }
  try {
    if (hasTooMany(text)) return `${text.slice(0, 40)} has more than ${mostParameters} parameters; the line was left out.`
    const [name, parameters, , ...values] = ICAL.parse.property(text) as [string, Record<string, unknown>, string, ...unknown[]]
    return {
      line,
      name,
      values: values.map((value) => (Array.isArray(value) ? value.join('/') : String(value))),
      parameter: (wanted) => (Object.hasOwn(parameters, wanted) ? String(parameters[wanted]) : undefined),
    }
  } catch {
    return `${text.slice(0, 40)} is no property: it is written as NAME:value.`
  }
}

// Of a line that is written otherwise nobody knows where its value begins: then what is in the value counts too.
function hasTooMany(text: string): boolean {
  if (ordinaryHead.test(text)) return false
  let at = -1
  for (let count = 0; count <= mostParameters; count++) {
    at = text.indexOf(';', at + 1)
    if (at < 0) return false
  }
  return true
}
