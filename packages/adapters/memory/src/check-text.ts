import { type PropertyKind, TenureError, type Write } from '@tenure/core/adapter'

/** The kind of a property, where it is declared. */
type KindOf = (type: string, property: string) => PropertyKind | undefined

// Nearly no text has either: only one that might is looked at letter by letter.
const suspicious = /[\0\ud800-\udfff]/
function isWholeText(text: string): boolean {
  return !suspicious.test(text) || (!text.includes('\0') && !/\p{Surrogate}/u.test(text))
}
/**
 * Refuses writes with a NUL character or half a character in an id, a label, or a value that is text: other stores could not keep it.
 * JSON and sets may hold any text. Errors: `input.invalid`.
 */
export function checkText(writes: readonly Write[], kindOf: KindOf): void {
  for (const write of writes) {
    for (const name of brokenTexts(write, kindOf)) {
      const message = `The text of ${name} has a NUL character or half a character. Take it out.`
      throw new TenureError('input.invalid', message, { issues: [{ path: [name], message }] })
    }
  }
}
function* brokenTexts(write: Write, kindOf: KindOf): Iterable<string> {
  const { type, id } = write.ref
  if (write.write === 'create' && !isWholeText(id)) yield 'id'
  if ('label' in write && write.label !== undefined && !isWholeText(write.label)) yield 'label'
  if (!('values' in write)) return
  for (const [name, value] of Object.entries(write.values))
    if (typeof value === 'string' && !isWholeText(value) && kindOf(type, name) !== 'json') yield name
}
