import type { Observable } from 'rxjs'
import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import { always, isEditable, isReadable, never } from '../access/policy.js'
import { mappingOf, resolveAbout } from '../access/role-path.js'
import type { About, SeenProperty } from '../contract/records.js'
import { TenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, PipelineDefinition, PropertyDefinition, SchemaDefinition } from '../schema/definition.js'
import { splitLinked } from '../schema/property.js'
import { isRoleName } from '../schema/role.js'
import type { UserId } from '../schema/value.js'
import { concernsTypes, follow } from '../workspace/follow.js'
import { type GrantedPaths, isGranted } from './granted.js'
import type { SchemaPort } from './schema-port.js'

/** Which properties: all of a type or role, and these that are read through a link. */
interface AskedProperties extends About {
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
      return [...readProperties(asker, schema, asked, granted), ...readLinked(asker, schema, asked, granted)]
    },
  )
}

/** Those of linked records under their names here; a name that leads nowhere, or to what is hidden or not granted, is left out. */
function readLinked(
  { principal, roles }: Asker,
  schema: SchemaDefinition,
  { type, linked, about }: AskedProperties,
  granted: GrantedPaths | undefined,
): readonly PropertyDefinition[] {
  const { associations } = getType(schema, resolveAbout(roles, type, about))
  return linked.flatMap((name) => {
    const [link, own] = splitLinked(name) ?? []
    const target = schema.get(associations.find((association) => association.name === link)?.to ?? '')
    if (target === undefined || own === undefined || !isReadable(principal, target, own)) return []
    if (granted !== undefined && !isGranted(`${type}.${name}`, granted, () => target.name)) return []
    return ownProperties(target, own).map((property) => ({ ...property, name }))
  })
}

/** Those of a role are there under the role's names, and what the role does not know under their own. */
function readProperties(
  asker: Asker,
  schema: SchemaDefinition,
  { type, about }: AskedProperties,
  granted: GrantedPaths | undefined,
): readonly SeenProperty[] {
  const { principal, roles } = asker
  demandType(type, granted)
  const definition = getType(schema, resolveAbout(roles, type, about))
  const chosen = Object.entries(mappingOf(roles, type, about)?.properties ?? {})
  const named = chosen.flatMap(([name, real]) => ownProperties(definition, real).map((property) => ({ property, name })))
  const taken = new Set([...chosen.map(([name]) => name), ...named.map(({ property }) => property.name)])
  const rest = definition.properties.filter(({ name }) => !taken.has(name)).map((property) => ({ property, name: property.name }))
  return [...named, ...rest]
    .filter(({ property }) => isReadable(principal, definition, property.name))
    .map(({ property, name }) => ({ ...property, name, ...(isEditable(asker, definition, property) && { edits: property.name }) }))
}

/** The pipelines of a type or role whose stages the user may see, now and after each change of them. */
export function watchPipelines(
  port: SchemaPort,
  user: UserId,
  { type, about }: Omit<AskedProperties, 'linked'>,
  granted: GrantedPaths | undefined,
): Observable<readonly PipelineDefinition[]> {
  return follow(
    port.changes,
    (change) => concernsTypes(change, user),
    () => {
      demandType(type, granted)
      const { principal, roles } = port.askers.get(user)
      const definition = getType(port.schema(), resolveAbout(roles, type, about))
      const isSeen = ['pipeline', 'stage'].every((name) => isReadable(principal, definition, name))
      const { pipelines = [] } = definition
      const chosen = mappingOf(roles, type, about)?.pipelines
      if (!isSeen) return []
      return chosen === undefined ? pipelines : chosen.flatMap((value) => pipelines.find((pipeline) => pipeline.value === value) ?? [])
    },
  )
}
/** The object types that play a role, now and after each change of them. */
export function watchObjects(
  port: SchemaPort,
  user: UserId,
  type: string,
  granted: GrantedPaths | undefined,
): Observable<readonly Pick<ObjectTypeDefinition, 'name' | 'label' | 'plural'>[]> {
  return follow(
    port.changes,
    (change) => concernsTypes(change, user),
    () => {
      demandType(type, granted)
      const { roles } = port.askers.get(user)
      const names = isRoleName(type) ? (roles.get(type) ?? []).map((mapping) => mapping.type) : [type]
      return names.map((name) => getType(port.schema(), name)).map(({ name, label, plural }) => ({ name, label, plural }))
    },
  )
}

/** How many records of a type or role the user may see, now and after each change of rights. */
export function watchReach(
  port: ReachPort,
  user: UserId,
  { type, about }: Omit<AskedProperties, 'linked'>,
  granted: GrantedPaths | undefined,
): Observable<'all' | 'some' | 'none'> {
  return follow(
    port.changes,
    (change) => concernsTypes(change, user),
    () => {
      demandType(type, granted)
      const asker = port.askers.get(user)
      const policy = port.access.policy(asker, resolveAbout(asker.roles, type, about), 'view')
      if (policy === never) return 'none'
      return policy === always ? 'all' : 'some'
    },
  )
}
/** What it needs besides. */
interface ReachPort extends SchemaPort {
  readonly access: Pick<Access, 'policy'>
}

function demandType(type: string, granted: GrantedPaths | undefined): void {
  if (granted === undefined || granted.has(`${type}.*`)) return
  throw new TenureError('access.denied', `The plugin was not granted to read ${type}.`, { missing: `read ${type}.*` })
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
