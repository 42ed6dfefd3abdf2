import type { Asker } from '../../access/asker.js'
import { type Directory, grantsOf, listOf } from '../../access/directory.js'
import {
  corePermissions,
  corePermissionTitles,
  type ObjectAction,
  type ObjectPermission,
  permissionFor,
  type Reach,
} from '../../access/permissions.js'
import { missingFor, type Principal, rightsTo } from '../../access/principal.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { splitPath } from '../../schema/property.js'
import type { UserId, Values } from '../../schema/value.js'

/** What rights are explained with. */
export interface RightsPort {
  readonly directory: Pick<Directory, 'rows'>
  schema(): SchemaDefinition
  permissions(): readonly { readonly id: string; readonly title: string }[]
}
/** One source of rights: a permission set by its name, or the user's own record, without one. */
interface Source {
  readonly name: string | undefined
  readonly values: Values
}
/** One cell of the matrix: how far the right reaches, and the permission sets that give that much. */
export interface RightsCell {
  readonly reach: Reach
  readonly from: readonly string[]
}
/** The rights of a user to the records of one type. */
export interface TypeRights extends Readonly<Record<ObjectAction, RightsCell>> {
  readonly type: string
  readonly label: string
  readonly unassigned?: { readonly on: boolean; readonly from: readonly string[] }
}
type RightName = 'tabs' | 'summary' | 'settings' | 'scores' | 'people' | 'plugin'
/** One thing that a user may do, or may not. */
export interface NamedRight {
  readonly right: RightName
  readonly title?: string
  readonly yes: boolean
  readonly from: readonly string[]
  readonly needs?: 'seat' | 'permission' | 'superAdmin'
}

/** The types to which people are given rights. */
export function typesWithRights(schema: SchemaDefinition): readonly ObjectTypeDefinition[] {
  return [...schema.values()].filter(({ active, policy }) => active && policy === undefined)
}

/** What a user may do beside records, decided by the same function as each call (ACC-1 to ACC-6). */
export function namedRights(port: RightsPort, { principal }: Pick<Asker, 'principal'>): readonly NamedRight[] {
  const sources = sourcesOf(port, principal.user)
  const of = (right: RightName, permission: string, title?: string): NamedRight => {
    const yes = missingFor(principal, permission) === undefined
    const from = principal.superAdmin ? [] : namesOf(sources, ({ values }) => listOf(values['permissions']).includes(permission))
    return { right, yes, from, ...(title !== undefined && { title }), ...(!yes && { needs: needsOf(principal, permission) }) }
  }
  const tabs = of('tabs', 'workspace.access')
  const settings = of('settings', 'settings.manage')
  const givesTabs = tabs.yes && tabs.from.length === 0 ? { ...tabs, from: settings.from } : tabs
  // Without a seat a super admin may configure, but neither make nor edit a health score (ACC-5).
  const scores: NamedRight = {
    ...settings,
    right: 'scores',
    yes: settings.yes && principal.seat,
    ...(!principal.seat && { needs: 'seat' }),
  }
  const summary: readonly NamedRight[] = principal.superAdmin && !principal.seat ? [{ right: 'summary', yes: true, from: [] }] : []
  const plugins = port.permissions().map(({ id, title }) => of('plugin', id, title))
  return [givesTabs, ...summary, settings, scores, ...plugins, of('people', 'superAdmin')]
}

/** The rights of a user to records, each with the sets that give it. What they come to is read from the rights that decide. */
export function recordRights(port: RightsPort, principal: Principal): readonly TypeRights[] {
  const sources = sourcesOf(port, principal.user)
  return typesWithRights(port.schema()).map((type) => {
    const rights = rightsTo(principal, type.name)
    const cell = (action: ObjectAction): RightsCell => cellOf(principal, sources, { type: type.name, action, reach: rights[action] })
    const isPartial = [rights.view, rights.edit, rights.delete].some((reach) => reach === 'team' || reach === 'own')
    const on = rights.unassigned === true
    const from = on ? namesOf(sources, ({ values }) => grantOf(values, type.name)?.unassigned === true) : []
    return {
      type: type.name,
      label: type.plural,
      view: cell('view'),
      edit: cell('edit'),
      delete: cell('delete'),
      ...(isPartial && { unassigned: { on, from } }),
    }
  })
}

/** The sets that give a user the reach of one right. */
export function originOf(port: RightsPort, principal: Principal, type: string, action: ObjectAction): RightsCell {
  return cellOf(principal, sourcesOf(port, principal.user), { type, action, reach: rightsTo(principal, type)[action] })
}

/** Properties that are hidden from a user, or read-only, by label, with the sets that say so (ACC-8). */
export function propertyLimits(
  port: RightsPort,
  user: UserId,
  list: 'hidden' | 'readOnly',
): readonly { readonly path: string; readonly label: string; readonly from: readonly string[] }[] {
  const sources = sourcesOf(port, user)
  const paths = [...new Set(sources.flatMap(({ values }) => listOf(values[list])))]
  return paths.map((path) => ({
    path,
    label: labelOf(port.schema(), path),
    from: namesOf(sources, ({ values }) => listOf(values[list]).includes(path)),
  }))
}

/** A path as people read it: `Company, ARR`. */
export function labelOf(schema: SchemaDefinition, path: string): string {
  const [typeName, name] = splitPath(path)
  const type = schema.get(typeName)
  const property = type?.properties.find((each) => each.name === name)
  return type === undefined || property === undefined ? path : `${type.label}, ${property.label}`
}

/** The permissions that sets may hold: those of the core, then those of plugins. */
export function offeredPermissions(port: RightsPort): readonly { readonly id: string; readonly title: string }[] {
  return [...corePermissions.map((id) => ({ id, title: corePermissionTitles[id] })), ...port.permissions()]
}

interface Asked {
  readonly type: string
  readonly action: ObjectAction
  readonly reach: Reach
}
function cellOf(principal: Principal, sources: readonly Source[], { type, action, reach }: Asked): RightsCell {
  if (reach === 'none' || (principal.superAdmin && principal.seat)) return { reach, from: [] }
  return { reach, from: namesOf(sources, ({ values }) => grantOf(values, type)?.[action] === reach) }
}
function sourcesOf({ directory }: RightsPort, user: UserId): readonly Source[] {
  const own = directory.rows('user').get(user) ?? {}
  const sets = directory.rows('permissionSet')
  const held = listOf(own['permissionSets']).flatMap((id): readonly Source[] => {
    const values = sets.get(id)
    return values === undefined ? [] : [{ name: String(values['name'] ?? id), values }]
  })
  return [...held, { name: undefined, values: own }]
}
function namesOf(sources: readonly Source[], gives: (source: Source) => boolean): readonly string[] {
  return sources.filter((source) => source.name !== undefined && gives(source)).map(({ name }) => name ?? '')
}
function grantOf(values: Values, type: string): ObjectPermission | undefined {
  return permissionFor(grantsOf(values['objects']), type)
}
function needsOf({ seat }: Principal, permission: string): NonNullable<NamedRight['needs']> {
  if (permission === 'superAdmin') return 'superAdmin'
  return seat ? 'permission' : 'seat'
}
