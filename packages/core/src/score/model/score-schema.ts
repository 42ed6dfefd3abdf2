import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { extendSchema, type ObjectTypeExtension } from '../../schema/extend-schema.js'

/** The object types that come with the core, with what an application adds to them: to compile a profile where there is no host. Errors: `input.invalid`. */
export function toScoreSchema(extensions: readonly ObjectTypeExtension[] = []): SchemaDefinition {
  return extendSchema(new Map(builtInTypes.map((type) => [type.name, type])), extensions)
}
