import type { Asker, Roles, WorkspaceId } from '../../access/asker.js'
import type { ObjectPermission } from '../../access/permissions.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { resolveType } from '../../access/role-path.js'
import type { Grant } from '../../contract/grant.js'
import type { AssociationDefinition, SchemaDefinition } from '../../schema/definition.js'
import { splitPath } from '../../schema/property.js'
import { isRoleName } from '../../schema/role.js'

/** A plugin at work by itself: its id, the grants of the contribution that works, and where. */
export interface PluginAskerOptions {
  readonly plugin: string
  readonly grants: readonly Pick<Grant, 'opens' | 'paths'>[]
  readonly workspace: WorkspaceId
  readonly roles: Roles
  readonly schema: SchemaDefinition
}

/**
 * The plugin in place of a user: it sees the records of the object types that it may read something of, and edits those that it may write
 * something of. Which properties is up to its grants. Where it has the
 * grant, it archives what it created. It is no super admin, and sees no records of the workspace itself.
 */
export function pluginAsker(options: PluginAskerOptions): Asker {
  const { plugin, workspace, roles } = options
  const rights = new Map<string, ObjectPermission>()
  for (const { opens, paths } of options.grants.filter((grant) => grant.opens !== 'fetcher'))
    for (const path of paths) {
      if (opens === 'archives') giveDelete(options, rights, path)
      else give(options, rights, opens === 'edits' || opens === 'creates', path)
    }
  const principal: Principal = { ...systemPrincipal, name: plugin, superAdmin: false, system: false, grants: [Object.fromEntries(rights)] }
  return Object.freeze({ principal, workspace, roles })
}

const sees: ObjectPermission = { view: 'all', edit: 'none', delete: 'none' }
const edits: ObjectPermission = { view: 'all', edit: 'all', delete: 'none' }
// Only what the plugin created itself can be named: the stage sees to that.
const archives: ObjectPermission = { view: 'all', edit: 'all', delete: 'all' }

function giveDelete({ roles, schema }: PluginAskerOptions, rights: Map<string, ObjectPermission>, path: string): void {
  const type = schema.get(resolveType(roles, splitPath(path)[0]))
  if (type !== undefined) rights.set(type.name, archives)
}

function give({ roles, schema }: PluginAskerOptions, rights: Map<string, ObjectPermission>, writes: boolean, path: string): void {
  const [name, member] = splitPath(path)
  // A role that no type plays gives nothing.
  if (isRoleName(name) && (roles.get(name) ?? []).length === 0) return
  const type = schema.get(resolveType(roles, name))
  if (type === undefined) return
  widen(rights, type.name, writes)
  const link = type.associations.find((each) => each.name === (member.split('.')[0] ?? member))
  if (link !== undefined) widen(rights, link.to, writes && isOwnedThere(schema, link))
}
// Where the other end has at most one, the link is that record's own.
function isOwnedThere(schema: SchemaDefinition, { to, edge, forward }: AssociationDefinition): boolean {
  return schema.get(to)?.associations.some((end) => end.edge === edge && end.forward !== forward && end.single) === true
}
function widen(rights: Map<string, ObjectPermission>, type: string, writes: boolean): void {
  if (rights.get(type) === archives) return
  if (writes || !rights.has(type)) rights.set(type, writes ? edits : sees)
}
