import type { UserId, Values } from '../schema/value.js'
import { compareCodePoints, compareText } from '../schema/value-order.js'
import type { Change, StoredRecord } from '../storage/adapter.js'
import { type ObjectPermissions, objectPermissionsSchema } from './permissions.js'
import type { Principal } from './principal.js'
import { isTimeZone } from './time-zone.js'

/** System types that the directory is made of. */
export const directoryTypes = ['user', 'team', 'permissionSet'] as const

/** Users, teams and permission sets as they are now; it follows what is committed. */
export interface Directory {
  find(user: UserId): Principal | undefined
  name(user: UserId): string | undefined
  /** By name. */
  users(): readonly { readonly id: UserId; readonly name: string; readonly active: boolean }[]
  members(teams: readonly string[]): readonly UserId[]
  deactivated(): readonly UserId[]
  /** Active ones. */
  superAdmins(): readonly UserId[]
  /** Takes a committed change in; tells whether it touched the directory. */
  apply(change: Change): boolean
}

/** A directory out of the records that a store holds. */
export function createDirectory(records: readonly StoredRecord[]): Directory {
  const rows = new Map<string, Map<string, Values>>(directoryTypes.map((type) => [type, new Map()]))
  for (const { ref, values, archivedAt } of records) if (archivedAt === undefined) rows.get(ref.type)?.set(ref.id, values)
  const principals = new Map<UserId, Principal>()
  const users = (): Map<string, Values> => rows.get('user') ?? new Map()
  return {
    find(user) {
      const values = users().get(user)
      if (values === undefined || !isActive(values)) return undefined
      const known = principals.get(user) ?? toPrincipal(user, values, rows.get('permissionSet') ?? new Map())
      principals.set(user, known)
      return known
    },
    name: (user) => asText(users().get(user)?.['name']),
    users: () =>
      [...users()]
        .map(([id, values]) => ({ id, name: asText(values['name']) ?? id, active: isActive(values) }))
        .sort((a, b) => compareText(a.name, b.name) || compareCodePoints(a.id, b.id)),
    members: (teams) => [...users()].filter(([, values]) => teamsOf(values).some((team) => teams.includes(team))).map(([id]) => id),
    deactivated: () => [...users()].filter(([, values]) => !isActive(values)).map(([id]) => id),
    superAdmins: () => [...users()].filter(([, values]) => isSuperAdmin(values)).map(([id]) => id),
    apply({ ref, after, change }) {
      const of = rows.get(ref.type)
      if (of === undefined || change === 'link') return false
      if (after === undefined) of.delete(ref.id)
      else of.set(ref.id, after)
      principals.clear()
      return true
    },
  }
}

/** Whether these are the values of an active super admin. */
export function isSuperAdmin(values: Values): boolean {
  return values['superAdmin'] === true && isActive(values)
}
function isActive(values: Values): boolean {
  return values['active'] !== false
}

function toPrincipal(user: UserId, values: Values, sets: ReadonlyMap<string, Values>): Principal {
  const granted = listOf(values['permissionSets'])
    .map((id) => sets.get(id))
    .filter((set) => set !== undefined)
  const sources: readonly Values[] = [values, ...granted]
  return Object.freeze({
    user,
    name: asText(values['name']) ?? user,
    timeZone: zoneOf(values['timeZone']),
    locale: asText(values['locale']) ?? 'en',
    teams: teamsOf(values),
    primaryTeam: asText(values['primaryTeam']),
    seat: values['seat'] === true,
    superAdmin: values['superAdmin'] === true,
    permissions: new Set(sources.flatMap((source) => listOf(source['permissions']))),
    grants: sources.flatMap((source) => grantsOf(source['objects'])),
    hidden: new Set(sources.flatMap((source) => listOf(source['hidden']))),
    readOnly: new Set(sources.flatMap((source) => listOf(source['readOnly']))),
    system: false,
  })
}

// What cannot be read as rights grants nothing: deny by default.
function grantsOf(objects: unknown): readonly ObjectPermissions[] {
  const parsed = objectPermissionsSchema.safeParse(objects)
  return parsed.success ? [parsed.data as ObjectPermissions] : []
}
function zoneOf(zone: unknown): string {
  return typeof zone === 'string' && isTimeZone(zone) ? zone : 'UTC'
}
function teamsOf(values: Values): readonly string[] {
  const primary = asText(values['primaryTeam'])
  return [...new Set([...(primary === undefined ? [] : [primary]), ...listOf(values['teams'])])]
}
function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
