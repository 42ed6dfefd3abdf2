import type { Text } from '@tenure/web/parts'

const noSuchDay = /^read as (.+) names a day or time that does not exist$/
const notWritten = /^is not written (.+)$/
const noRecord = /^There is no (.+) of that key\.$/
const several = /^is the (.+) of several records here$/

/** Why a cell is wrong, in the language of the page. */
export function causeText(text: Text, cause: string): string {
  const written = (found: RegExpExecArray): string => found[1] ?? ''
  const day = noSuchDay.exec(cause)
  if (day !== null) return text('no such day, read as {format}', { format: written(day) })
  const format = notWritten.exec(cause)
  if (format !== null) return text('is not written {format}', { format: written(format) })
  const record = noRecord.exec(cause)
  if (record !== null) return text('There is no {type} of that key.', { type: written(record) })
  const many = several.exec(cause)
  return many === null ? text(cause) : text('is the {property} of several records here', { property: written(many) })
}
