import { derivedId } from '../base/id.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import type { StoredRecord } from '../storage/adapter.js'
import { isReadable } from './policy.js'
import type { Principal } from './principal.js'

/** What a version is worked out from. */
type Versioned = Pick<StoredRecord, 'version' | 'values' | 'archivedAt'>

/** The version of a record as a user sees it. The core itself sees the version of the store. */
export function seenVersion(principal: Principal, type: ObjectTypeDefinition, record: Versioned): string {
  if (principal.system) return record.version
  return versionOf(
    type.properties.filter(({ name }) => isReadable(principal, type, name)),
    record,
  )
}

/**
 * The version of what these properties show: another text whenever one of them has another value, and the same while none has, whatever else
 * is written to the record or linked with it (REC-7, HS-15). What the workspace keeps by itself, such as the time of the last change,
 * does not count: nobody can edit it.
 */
export function versionOf(
  properties: readonly PropertyDefinition[],
  { values, archivedAt }: Pick<Versioned, 'values' | 'archivedAt'>,
): string {
  const names = properties.filter(({ computed }) => computed !== true).map(({ name }) => name)
  const shown = names.filter((name) => (values[name] ?? null) !== null).sort()
  return derivedId(JSON.stringify([archivedAt !== undefined, shown.map((name) => [name, values[name]])]))
}
