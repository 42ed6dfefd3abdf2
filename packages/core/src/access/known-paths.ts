import type { Issue } from '../errors/tenure-error.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { splitPath } from '../schema/property.js'
import type { RecordRef, Values } from '../schema/value.js'

/** Where a user or a permission set names properties by path. */
const lists = ['hidden', 'readOnly']

/** The issues of a batch that hides or locks a property that does not exist: it would silently hide nothing (ACC-8). */
export function knownPaths(
  schema: SchemaDefinition,
  batch: readonly { readonly ref: RecordRef; readonly before: Values | undefined; readonly after: Values | undefined }[],
): readonly Issue[] {
  const rights = batch.filter(({ ref }) => ref.type === 'user' || ref.type === 'permissionSet')
  return rights.flatMap(({ before, after }) =>
    lists.flatMap((list) => {
      const earlier = textsOf(before?.[list])
      const unknown = textsOf(after?.[list]).filter((path) => !earlier.includes(path) && !isProperty(schema, path))
      return unknown.map((path) => ({
        path: [list],
        message: `There is no property ${path}. Name it by its object type, such as company.arr.`,
      }))
    }),
  )
}

function isProperty(schema: SchemaDefinition, path: string): boolean {
  const [type, name] = splitPath(path)
  return schema.get(type)?.properties.some((property) => property.name === name) === true
}
function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
