import { TenureError } from '../errors/tenure-error.js'
import type { PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import type { Values } from '../schema/value.js'
import { sameValue } from '../schema/value-order.js'
import type { Draft, DraftRecord } from './draft.js'
import type { RuleReader } from './write-rule.js'

/** Looks whether unique values are free, for a store that does not enforce them. An archived record keeps its own. Errors: `record.taken`. */
export async function checkUnique(draft: Draft, schema: SchemaDefinition, read: RuleReader): Promise<void> {
  for (const record of draft.records) {
    const unique = schema.get(record.ref.type)?.properties.filter((property) => property.unique) ?? []
    for (const property of unique) {
      const { name, kind, label } = property
      const value = record.values[name] ?? null
      if (value === null || record.archived || sameValue(value, record.before?.values[name] ?? null, kind)) continue
      if (await isTaken(draft, record, property, read))
        throw new TenureError('record.taken', `The value of ${label} is taken. Choose another one.`, { property: name })
    }
  }
}

// A record of the same batch may give the value up, or take it.
async function isTaken(draft: Draft, { ref, values }: DraftRecord, { name, kind }: PropertyDefinition, read: RuleReader): Promise<boolean> {
  const value = values[name] ?? null
  const isSame = (other: Values) => sameValue(other[name] ?? null, value, kind)
  const { type } = ref
  const query = { type, select: [name], where: { test: 'is', property: `${type}.${name}`, value: value as string } } as const
  // The question folds text, and unique values are compared as they are written.
  const holders = [...(await read.list(query)), ...(await read.list({ ...query, archived: 'only' }))].filter((other) =>
    isSame(other.values),
  )
  const stored = holders.filter((other) => other.ref.id !== ref.id && draft.find(other.ref) === undefined)
  const drafted = draft.records.filter((other) => other.ref.type === type && other.ref.id !== ref.id)
  return stored.length > 0 || drafted.some((other) => isSame(other.values))
}
