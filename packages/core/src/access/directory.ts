import { isTimeZone } from '../base/zone/zone.js'
import type { UserId, Values } from '../schema/value.js'
import { compareCodePoints, compareText } from '../schema/value-order.js'
import type { Change, StoredRecord } from '../storage/adapter.js'
import { type ObjectPermissions, objectPermissionsSchema } from './permissions.js'
import type { Principal } from './principal.js'

/** System types that the directory consists of. */
export const directoryTypes = ['user', 'team', 'permissionSet'] as const
/** One of them. */
export type DirectoryType = (typeof directoryTypes)[number]

/** What colleagues see of a user. */
export interface UserCard {
  readonly id: UserId
  readonly name: string
  readonly active: boolean
}
/** The current users, teams and permission sets; it follows commits. */
export interface Directory {
  /** The principal of an active user: the same object until something changes that rights depend on. */
  find(user: UserId): Principal | undefined
  name(user: UserId): string | undefined
  /** By name. */
  users(): readonly UserCard[]
  members(teams: readonly string[]): readonly UserId[]
  deactivated(): readonly UserId[]
  /** Active ones. */
  superAdmins(): readonly UserId[]
  hasTeam(team: string): boolean
  /** The values of all users, teams or permission sets that are not archived, by id. */
  rows(type: DirectoryType): ReadonlyMap<string, Values>
  /** Applies a committed change. Returns whether it touched the directory. */
  apply(change: Change): boolean
}

/** A directory over the records that a store holds. */
export function createDirectory(records: readonly StoredRecord[]): Directory {
  return new Book(records)
}

type Rows = ReadonlyMap<string, Map<string, Values>>
interface Known {
  readonly principal: Principal
  readonly text: string
}

class Book implements Directory {
  readonly #rows: Rows = new Map(directoryTypes.map((type) => [type, new Map<string, Values>()]))
  readonly #known = new Map<UserId, Known>()
  /** Users whose principal must be worked out again. */
  readonly #stale = new Set<UserId>()
  #members: ReadonlyMap<string, readonly UserId[]> | undefined

  constructor(records: readonly StoredRecord[]) {
    for (const { ref, values, archivedAt } of records) if (archivedAt === undefined) this.#rows.get(ref.type)?.set(ref.id, values)
  }

  get #users(): Map<string, Values> {
    return this.#rows.get('user') ?? new Map()
  }

  find(user: UserId): Principal | undefined {
    const values = this.#users.get(user)
    if (values === undefined || !isActive(values)) return undefined
    const known = this.#known.get(user)
    if (known !== undefined && !this.#stale.has(user)) return known.principal
    const next = this.#toKnown(user, values)
    const kept = known?.text === next.text ? known : next
    this.#known.set(user, kept)
    this.#stale.delete(user)
    return kept.principal
  }

  name(user: UserId): string | undefined {
    return asText(this.#users.get(user)?.['name'])
  }

  users(): readonly UserCard[] {
    return [...this.#users]
      .map(([id, values]) => ({ id, name: asText(values['name']) ?? id, active: isActive(values) }))
      .sort((a, b) => compareText(a.name, b.name) || compareCodePoints(a.id, b.id))
  }

  members(teams: readonly string[]): readonly UserId[] {
    this.#members ??= membersOf(this.#users)
    const members = this.#members
    return [...new Set(teams.flatMap((team) => members.get(team) ?? []))].sort(compareCodePoints)
  }

  deactivated(): readonly UserId[] {
    return [...this.#users].filter(([, values]) => !isActive(values)).map(([id]) => id)
  }

  superAdmins(): readonly UserId[] {
    return [...this.#users].filter(([, values]) => isSuperAdmin(values)).map(([id]) => id)
  }

  hasTeam(team: string): boolean {
    return this.#rows.get('team')?.has(team) === true
  }

  rows(type: DirectoryType): ReadonlyMap<string, Values> {
    return this.#rows.get(type) ?? new Map()
  }

  apply({ ref, after, change }: Change): boolean {
    const of = this.#rows.get(ref.type)
    if (of === undefined || change === 'link') return false
    const before = of.get(ref.id)
    if (after === undefined) of.delete(ref.id)
    else of.set(ref.id, after)
    if (ref.type === 'user') this.#userChanged(ref.id, before, after)
    if (ref.type === 'permissionSet') this.#setChanged(ref.id)
    return true
  }

  // Rights of colleagues depend on who is in their teams.
  #userChanged(user: UserId, before: Values | undefined, after: Values | undefined): void {
    this.#stale.add(user)
    if (after === undefined) this.#known.delete(user)
    const [was, is] = [teamsOf(before ?? {}), teamsOf(after ?? {})]
    if (was.join('\0') === is.join('\0')) return
    const colleagues = this.members([...was, ...is])
    this.#members = undefined
    for (const id of [...colleagues, ...this.members(is)]) this.#stale.add(id)
  }
  #setChanged(set: string): void {
    for (const [id, values] of this.#users) if (listOf(values['permissionSets']).includes(set)) this.#stale.add(id)
  }

  #toKnown(user: UserId, values: Values): Known {
    const sets = this.#rows.get('permissionSet')
    const granted = listOf(values['permissionSets']).flatMap((id): readonly Values[] => toList(sets?.get(id)))
    const teammates = [...new Set([user, ...this.members(teamsOf(values))])].sort(compareCodePoints)
    const principal = toPrincipal(user, values, granted, teammates)
    return {
      principal,
      text: JSON.stringify({
        ...principal,
        permissions: [...principal.permissions],
        hidden: [...principal.hidden],
        readOnly: [...principal.readOnly],
      }),
    }
  }
}

/** Whether these are the values of an active super admin. */
export function isSuperAdmin(values: Values): boolean {
  return values['superAdmin'] === true && isActive(values)
}
/** Whether a user may sign in. */
export function isActive(values: Values): boolean {
  return values['active'] !== false
}

function toPrincipal(user: UserId, values: Values, granted: readonly Values[], teammates: readonly UserId[]): Principal {
  const sources: readonly Values[] = [values, ...granted]
  return Object.freeze({
    user,
    name: asText(values['name']) ?? user,
    timeZone: zoneOf(values['timeZone']),
    locale: asText(values['locale']) ?? 'en',
    teams: teamsOf(values),
    primaryTeam: asText(values['primaryTeam']),
    teammates,
    seat: values['seat'] === true,
    superAdmin: values['superAdmin'] === true,
    permissions: new Set(sources.flatMap((source) => listOf(source['permissions']))),
    grants: sources.flatMap((source) => grantsOf(source['objects'])),
    hidden: new Set(sources.flatMap((source) => listOf(source['hidden']))),
    readOnly: new Set(sources.flatMap((source) => listOf(source['readOnly']))),
    system: false,
  })
}

function toList(values: Values | undefined): readonly Values[] {
  return values === undefined ? [] : [values]
}
function membersOf(users: ReadonlyMap<string, Values>): ReadonlyMap<string, readonly UserId[]> {
  const members = new Map<string, UserId[]>()
  for (const [id, values] of users)
    for (const team of teamsOf(values)) {
      const known = members.get(team)
      if (known) known.push(id)
      else members.set(team, [id])
    }
  return members
}
/** The rights to records in a user or a permission set. Unreadable rights grant nothing: deny by default. */
export function grantsOf(objects: unknown): readonly ObjectPermissions[] {
  const parsed = objectPermissionsSchema.safeParse(objects)
  return parsed.success ? [parsed.data as ObjectPermissions] : []
}
function zoneOf(zone: unknown): string {
  return typeof zone === 'string' && isTimeZone(zone) ? zone : 'UTC'
}
/** The teams of a user, the primary one first. */
export function teamsOf(values: Values): readonly string[] {
  const primary = asText(values['primaryTeam'])
  return [...new Set([...(primary === undefined ? [] : [primary]), ...listOf(values['teams'])])]
}
/** The texts in a value that is a list of them. */
export function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
/** A value that is a text. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
