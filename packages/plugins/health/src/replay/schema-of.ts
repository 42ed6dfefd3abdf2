import type { TypeView } from '@tenure/core/plugin'
import type { CompileOptions } from '@tenure/core/score'

type SchemaDefinition = CompileOptions['schema']

/** The object types that a user sees, as profiles are compiled with: what the user may not read is not there. */
export function schemaOf(types: readonly TypeView[]): SchemaDefinition {
  return new Map(types.map((type) => [type.name, { ...type, ownership: [], active: true }]))
}
