import { TenureError } from '../errors/tenure-error.js'
import type { OrderTerm } from '../query/canonical.js'
import type { PropertyDefinition } from '../schema/definition.js'
import { valueSchemas } from '../schema/row.js'
import type { Value } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'

/**
 * Text that names the place after a record in an order: its sort values and its id. It reveals nothing, since a user orders only by
 * properties that the user may read.
 */
export function sealCursor(record: StoredRecord, order: readonly OrderTerm[]): string {
  const values = order.map(({ property }) => record.values[property] ?? null)
  return encodeURIComponent(JSON.stringify([order.map(termText), values, record.ref.id]))
}
/** The place that a cursor names; `columns` are those that the order may name. Errors: `input.invalid` for any other text, or the cursor of another order. */
export function openCursor(
  cursor: string,
  order: readonly OrderTerm[],
  columns: readonly Pick<PropertyDefinition, 'name' | 'kind'>[],
): { readonly values: readonly Value[]; readonly id: string } {
  const [terms, values, id] = parse(cursor) ?? []
  if (values === undefined || id === undefined || terms?.join() !== order.map(termText).join()) throw unknownCursor()
  const fits = order.every(({ property }, index) => {
    const kind = columns.find(({ name }) => name === property)?.kind
    return kind !== undefined && valueSchemas[kind].nullable().safeParse(values[index]).success
  })
  if (!fits) throw unknownCursor()
  return { values, id }
}

function termText({ property, direction }: OrderTerm): string {
  return `${property} ${direction}`
}
function parse(cursor: string): [string[], Value[], string] | undefined {
  try {
    const parsed: unknown = JSON.parse(decodeURIComponent(cursor))
    return isCursor(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
function isCursor(parsed: unknown): parsed is [string[], Value[], string] {
  if (!Array.isArray(parsed) || parsed.length !== 3) return false
  const [terms, values, id] = parsed
  return Array.isArray(terms) && Array.isArray(values) && terms.length === values.length && typeof id === 'string'
}
function unknownCursor(): TenureError {
  const message = 'This place in the list is not known. Ask for the list from its start.'
  return new TenureError('input.invalid', message, { issues: [{ path: ['after'], message }] })
}
