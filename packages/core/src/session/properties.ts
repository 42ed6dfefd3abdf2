import type { Observable } from 'rxjs'
import type { Asker } from '../access/asker.js'
import { isEditable, isReadable } from '../access/policy.js'
import { mappingOf, resolveType } from '../access/role-path.js'
import type { SeenProperty } from '../contract/records.js'
import { TenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import { splitLinked } from '../schema/property.js'
import type { UserId } from '../schema/value.js'
import { concernsTypes, follow } from '../workspace/follow.js'
import { type GrantedPaths, isGranted } from './granted.js'
import type { SchemaPort } from './schema-port.js'

/** Which properties: all of a type or role, and these that are read through a link. */
interface AskedProperties {
  readonly type: string
  readonly linked: readonly string[]
}

/** Properties of a type or role that the user may read, now and after each change of them. */
export function watchProperties(
  port: SchemaPort,
  user: UserId,
  asked: AskedProperties,
  granted: GrantedPaths | undefined,
): Observable<readonly SeenProperty[]> {
  return follow(
    port.changes,
    (change) => concernsTypes(change, user),
    () => {
      const [asker, schema] = [port.askers.get(user), port.schema()]
      return [...readProperties(asker, schema, asked.type, granted), ...readLinked(asker, schema, asked, granted)]
    },
  )
}

/** Those of linked records under their names here; a name that leads nowhere, or to what is hidden or not granted, is left out. */
function readLinked(
  { principal, roles }: Asker,
  schema: SchemaDefinition,
  { type, linked }: AskedProperties,
  granted: GrantedPaths | undefined,
): readonly PropertyDefinition[] {
  const { associations } = getType(schema, resolveType(roles, type))
  return linked.flatMap((name) => {
    const [link, own] = splitLinked(name) ?? []
    const target = schema.get(associations.find((association) => association.name === link)?.to ?? '')
    if (target === undefined || own === undefined || !isReadable(principal, target, own)) return []
    if (granted !== undefined && !isGranted(`${type}.${name}`, granted, () => target.name)) return []
    return ownProperties(target, own).map((property) => ({ ...property, name }))
  })
}

/** Those of a role are there under the role's names, and what the role does not know under their own. */
function readProperties(asker: Asker, schema: SchemaDefinition, type: string, granted: GrantedPaths | undefined): readonly SeenProperty[] {
  const { principal, roles } = asker
  if (granted !== undefined && !granted.has(`${type}.*`))
    throw new TenureError('access.denied', `The plugin was not granted to read ${type}.`, { missing: `read ${type}.*` })
  const definition = getType(schema, resolveType(roles, type))
  const chosen = Object.entries(mappingOf(roles, type)?.properties ?? {})
  const named = chosen.flatMap(([name, real]) => ownProperties(definition, real).map((property) => ({ property, name })))
  const taken = new Set([...chosen.map(([name]) => name), ...named.map(({ property }) => property.name)])
  const rest = definition.properties.filter(({ name }) => !taken.has(name)).map((property) => ({ property, name: property.name }))
  return [...named, ...rest]
    .filter(({ property }) => isReadable(principal, definition, property.name))
    .map(({ property, name }) => ({ ...property, name, ...(isEditable(asker, definition, property) && { edits: property.name }) }))
}

function ownProperties({ properties }: ObjectTypeDefinition, name: string | undefined): readonly PropertyDefinition[] {
  return properties.filter((property) => property.name === name)
}
function getType(schema: SchemaDefinition, name: string): ObjectTypeDefinition {
  const definition = schema.get(name)
  if (definition !== undefined) return definition
  const message = `There is no object type ${name}.`
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
