import { didYouMean } from '../base/nearest-name.js'
import type { Issue } from '../errors/tenure-error.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import type { RecordRef, Values } from '../schema/value.js'
import { listOf } from './directory.js'
import { corePermissions, objectPermissionsSchema } from './permissions.js'

/** What rights may name. */
export interface KnownNames {
  readonly schema: SchemaDefinition
  /** Those that plugins define. */
  readonly permissions: readonly string[]
}
/** A record of a batch, as it is and as it would be. */
interface Changed {
  readonly ref: RecordRef
  readonly before: Values | undefined
  readonly after: Values | undefined
}

/**
 * The issues of a batch that gives rights which would silently do nothing: a permission, an object type or a property that does not exist. What
 * a record named before may stay: a plugin can be away for a while.
 */
export function knownRights(known: KnownNames, batch: readonly Changed[]): readonly Issue[] {
  const rights = batch.filter(({ ref }) => ref.type === 'user' || ref.type === 'permissionSet')
  return rights.flatMap((change) => [
    ...unknownPaths(known.schema, change, 'hidden'),
    ...unknownPaths(known.schema, change, 'readOnly'),
    ...unknownPermissions(known.permissions, change),
    ...unknownTypes(known.schema, change),
  ])
}

function unknownPaths(schema: SchemaDefinition, { before, after }: Changed, list: 'hidden' | 'readOnly'): readonly Issue[] {
  const unknown = added(before?.[list], after?.[list]).filter((path) => !isProperty(schema, path))
  return unknown.map((path) => ({
    path: [list],
    message: `There is no property ${path}. Name it by its object type, such as company.arr.`,
  }))
}

function unknownPermissions(ofPlugins: readonly string[], { before, after }: Changed): readonly Issue[] {
  const known = [...corePermissions, ...ofPlugins]
  const unknown = added(before?.['permissions'], after?.['permissions']).filter((name) => !known.includes(name))
  return unknown.map((name) => ({ path: ['permissions'], message: `There is no permission ${name}.${didYouMean(name, known)}` }))
}

function unknownTypes(schema: SchemaDefinition, { before, after }: Changed): readonly Issue[] {
  const objects = after?.['objects'] ?? null
  if (objects === null || JSON.stringify(objects) === JSON.stringify(before?.['objects'])) return []
  if (!objectPermissionsSchema.safeParse(objects).success) {
    const message = 'Rights to records name, for each object type, how far view, edit and delete reach: all, team, own or none.'
    return [{ path: ['objects'], message }]
  }
  const earlier = Object.keys(before?.['objects'] ?? {})
  const types = [...schema.values()].filter(({ policy }) => policy === undefined).map(({ name }) => name)
  const unknown = Object.keys(objects).filter((type) => type !== '*' && !earlier.includes(type) && !types.includes(type))
  return unknown.map((type) => ({
    path: ['objects', type],
    message: schema.has(type)
      ? `Rights to ${type} cannot be given: the workspace itself decides who sees and changes it.`
      : `There is no object type ${type}.${didYouMean(type, types)}`,
  }))
}

function added(before: unknown, after: unknown): readonly string[] {
  const earlier = listOf(before)
  return listOf(after).filter((name) => !earlier.includes(name))
}
function isProperty(schema: SchemaDefinition, path: string): boolean {
  const [type, name] = splitPath(path)
  return schema.get(type)?.properties.some((property) => property.name === name) === true
}
