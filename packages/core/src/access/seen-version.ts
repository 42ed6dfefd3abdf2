import { derivedId } from '../base/id.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import type { StoredRecord } from '../storage/adapter.js'
import { isReadable } from './policy.js'
import type { Principal } from './principal.js'

/** What a version is worked out from. */
type Versioned = Pick<StoredRecord, 'version' | 'values' | 'archivedAt'>

/** The version of a record as a user sees it. The core itself sees the version of the store. */
export function seenVersion(principal: Principal, type: ObjectTypeDefinition, record: Versioned): string {
  return principal.system ? record.version : versionOfNames(namesFor(principal, type), record)
}

/**
 * The version of what these properties show: another text whenever one of them has another value, and the same while none has, whatever else
 * is written to the record or linked with it (REC-7, HS-15). What the workspace keeps by itself, such as the time of the last change,
 * does not count: nobody can edit it.
 */
export function versionOf(properties: readonly PropertyDefinition[], record: Pick<Versioned, 'values' | 'archivedAt'>): string {
  return versionOfNames(countedNames(properties), record)
}

// Names and values in a text that has only one reading: each text after its length, everything else as JSON, which ends by itself.
function versionOfNames(names: readonly string[], { values, archivedAt }: Pick<Versioned, 'values' | 'archivedAt'>): string {
  let text = archivedAt === undefined ? '' : 'archived'
  for (const name of names) {
    const value = values[name] ?? null
    if (value === null) continue
    text += typeof value === 'string' ? `"${name}"s${value.length}:${value}` : `"${name}"${JSON.stringify(value)}`
  }
  return derivedId(text)
}
function countedNames(properties: readonly PropertyDefinition[]): readonly string[] {
  return properties
    .filter(({ computed }) => computed !== true)
    .map(({ name }) => name)
    .sort()
}

// Every write asks, and a principal is the same object for as long as its rights are.
const known = new WeakMap<Principal, WeakMap<ObjectTypeDefinition, readonly string[]>>()
function namesFor(principal: Principal, type: ObjectTypeDefinition): readonly string[] {
  const types = known.get(principal) ?? new WeakMap<ObjectTypeDefinition, readonly string[]>()
  if (!known.has(principal)) known.set(principal, types)
  const names = types.get(type) ?? countedNames(type.properties.filter(({ name }) => isReadable(principal, type, name)))
  types.set(type, names)
  return names
}
