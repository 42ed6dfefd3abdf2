import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { toLabel } from '../../schema/property.js'
import type { Value } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'

/** What changed of a record, by the labels of its properties. Only yes and no are written out: other values are in its history. */
export function changeDetail(record: DraftRecord, changed: readonly string[], type: ObjectTypeDefinition | undefined): string | undefined {
  if (record.ref.type === 'setting') return fieldsOf(record.before?.values['data'], record.values['data'])
  const label = (name: string): string => type?.properties.find((property) => property.name === name)?.label ?? toLabel(name)
  const [only] = changed
  if (changed.length !== 1 || only === undefined) return changed.map(label).join(', ')
  const is = record.values[only]
  return typeof is === 'boolean' ? `${label(only)}: ${is ? 'no to yes' : 'yes to no'}` : label(only)
}

// The names of the fields of a section that are other than before.
function fieldsOf(before: Value | undefined, after: Value | undefined): string | undefined {
  const [was, is] = [toFields(before), toFields(after)]
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]),
  )
  return names.length === 0 ? undefined : names.map(toLabel).join(', ')
}
function toFields(value: Value | undefined): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as unknown as Record<string, unknown>) : {}
}
