import { TenureError } from '../errors/tenure-error.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { sameValue } from '../schema/value-order.js'
import type { Draft, DraftRecord } from './draft.js'
import type { RuleReader } from './write-rule.js'

/** Looks whether unique values are free, for a store that does not enforce them. Errors: `record.taken`. */
export async function checkUnique(draft: Draft, schema: SchemaDefinition, read: RuleReader): Promise<void> {
  for (const record of draft.records) {
    const unique = schema.get(record.ref.type)?.properties.filter((property) => property.unique) ?? []
    for (const { name, kind, label } of unique) {
      const value = record.values[name] ?? null
      if (value === null || record.archived || sameValue(value, record.before?.values[name] ?? null, kind)) continue
      if (await isTaken(draft, record, name, read))
        throw new TenureError('record.taken', `The value of ${label} is taken. Choose another one.`, { property: name })
    }
  }
}

// A record of the same batch may give the value up, or take it.
async function isTaken(draft: Draft, { ref, values }: DraftRecord, property: string, read: RuleReader): Promise<boolean> {
  const value = values[property] ?? null
  const holders = await read.list({
    type: ref.type,
    select: [],
    where: { test: 'is', property: `${ref.type}.${property}`, value: value as string },
  })
  const stored = holders.filter((other) => other.ref.id !== ref.id && draft.find(other.ref) === undefined)
  const drafted = draft.records.filter((other) => other.ref.type === ref.type && other.ref.id !== ref.id)
  return stored.length > 0 || drafted.some((other) => sameValue(other.values[property] ?? null, value))
}
