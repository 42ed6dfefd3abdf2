import type { z } from 'zod'
import { asText, type Directory, grantsOf, isActive, listOf, teamsOf } from '../../access/directory.js'
import { missingFor } from '../../access/principal.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { peopleContract, permissionSetsContract, personRow, teamsContract } from '../../contract/administration/people-contract.js'
import { fold } from '../../schema/fold.js'
import type { UserId, Values } from '../../schema/value.js'
import { compareCodePoints, compareText } from '../../schema/value-order.js'
import type { SessionBook } from '../session-book.js'
import type { Workspaces } from '../workspaces.js'

/** What lists of people are read from. */
export interface PeoplePort {
  readonly clock: Pick<Clock, 'now'>
  readonly directory: Directory
  readonly sessions: Pick<SessionBook, 'all'>
  readonly workspaces: Pick<Workspaces, 'all'>
}
/** A user as the list shows it. */
export type PersonRow = z.output<typeof personRow>
/** Which users are asked for. */
export type PeopleRequest = z.output<NonNullable<typeof peopleContract.input>>
type People = z.output<typeof peopleContract.output>
/** How many customers each user looks after; absent where the one who asks sees none at all. */
export type CustomerCounts = (user: UserId) => number | undefined

/** Who was seen in this time is here. */
export const hereMs = 5 * 60_000

/** A window of the users, and how many there are of each kind. */
export function listPeople(port: PeoplePort, request: PeopleRequest, customers: CustomerCounts): People {
  const users = [...port.directory.rows('user')]
  const seen = lastSeen(port)
  const found = users.filter(([id, values]) => fits(id, values, request))
  const rows = sorted(found, keyOf(port, request.by, seen), request.direction)
    .slice(request.offset, request.offset + request.limit)
    .map(([id, values]) => toPersonRow(port, id, values, { seenAt: seen.get(id), customers: customers(id) }))
  return { rows, total: found.length, counts: countsOf(port, users, seen) }
}

/** One row. */
export function toPersonRow(
  { directory }: Pick<PeoplePort, 'directory'>,
  id: UserId,
  values: Values,
  { seenAt, customers }: { readonly seenAt: Instant | undefined; readonly customers: number | undefined },
): PersonRow {
  const email = asText(values['email'])
  const principal = directory.find(id)
  const missing = principal === undefined || principal.superAdmin ? undefined : missingFor(principal, 'workspace.access')
  return {
    id,
    name: asText(values['name']) ?? id,
    active: isActive(values),
    seat: values['seat'] === true,
    superAdmin: values['superAdmin'] === true,
    teams: named(directory, 'team', teamsOf(values)),
    hasPrimary: asText(values['primaryTeam']) !== undefined,
    sets: named(directory, 'permissionSet', listOf(values['permissionSets'])),
    ...(email !== undefined && email !== '' && { email }),
    ...(missing?.code === 'access.denied' && { missing: missing.details.missing }),
    ...(seenAt !== undefined && { seenAt }),
    ...(customers !== undefined && { customers }),
  }
}

/** When each user was seen last, by the sessions that are kept. */
export function lastSeen({ sessions }: Pick<PeoplePort, 'sessions'>): ReadonlyMap<UserId, Instant> {
  const seen = new Map<UserId, Instant>()
  for (const { user, usedAt } of sessions.all()) seen.set(user, Math.max(usedAt, seen.get(user) ?? 0))
  return seen
}

/** All teams by name. */
export function listTeams({ directory, workspaces }: PeoplePort, versionOf: (id: string) => string): z.output<typeof teamsContract.output> {
  const teams = directory.rows('team')
  const users = [...directory.rows('user').values()].filter(isActive)
  const members = countEach(users.flatMap(teamsOf))
  const primary = countEach(users.flatMap(({ primaryTeam }) => asText(primaryTeam) ?? []))
  return byName(teams).map(([id, values]) => {
    const [parent] = named(directory, 'team', listOf([values['parent']]))
    const workspace = workspaces.all().find((each) => each.teams.includes(id))
    return {
      id,
      name: asText(values['name']) ?? id,
      version: versionOf(id),
      members: members.get(id) ?? 0,
      primary: primary.get(id) ?? 0,
      ...(parent !== undefined && { parent }),
      ...(workspace !== undefined && { workspace: { id: workspace.id, name: workspace.name } }),
    }
  })
}

/** All permission sets by name. Rights that cannot be read are shown as none, which is what they give. */
export function listSets({ directory }: PeoplePort, versionOf: (id: string) => string): z.output<typeof permissionSetsContract.output> {
  const members = countEach([...directory.rows('user').values()].filter(isActive).flatMap((values) => listOf(values['permissionSets'])))
  return byName(directory.rows('permissionSet')).map(([id, values]) => ({
    id,
    name: asText(values['name']) ?? id,
    version: versionOf(id),
    members: members.get(id) ?? 0,
    permissions: [...listOf(values['permissions'])],
    objects: grantsOf(values['objects'])[0] ?? {},
    hidden: [...listOf(values['hidden'])],
    readOnly: [...listOf(values['readOnly'])],
  }))
}

/** Teams or sets by name, for choosing. */
export function offer(
  directory: Pick<Directory, 'rows'>,
  type: 'team' | 'permissionSet',
): { readonly id: string; readonly name: string }[] {
  return byName(directory.rows(type)).map(([id, values]) => ({ id, name: asText(values['name']) ?? id }))
}

function fits(id: UserId, values: Values, { text, state, team, set }: PeopleRequest): boolean {
  if (state === 'active' && !isActive(values)) return false
  if (state === 'deactivated' && isActive(values)) return false
  if (state === 'no-seat' && (values['seat'] === true || !isActive(values))) return false
  if (team !== undefined && !teamsOf(values).includes(team)) return false
  if (set !== undefined && !listOf(values['permissionSets']).includes(set)) return false
  if (text === undefined || text.trim() === '') return true
  const wanted = fold(text.trim())
  return [asText(values['name']) ?? id, asText(values['email']) ?? ''].some((each) => fold(each).includes(wanted))
}

type Key = (id: UserId, values: Values) => string | number
function keyOf({ directory }: Pick<PeoplePort, 'directory'>, by: PeopleRequest['by'], seen: ReadonlyMap<UserId, Instant>): Key {
  const textOf = (type: 'team' | 'permissionSet', ids: readonly string[]): string => {
    const names = named(directory, type, ids).map(({ name }) => name)
    return fold(names.join(' '))
  }
  const keys: Readonly<Record<PeopleRequest['by'], Key>> = {
    name: nameKey,
    seat: (_id, values) => (isActive(values) ? (values['seat'] === true ? 0 : 1) : 2),
    teams: (_id, values) => textOf('team', teamsOf(values)),
    sets: (_id, values) => textOf('permissionSet', listOf(values['permissionSets'])),
    seen: (id) => -(seen.get(id) ?? 0),
  }
  return keys[by]
}
function nameKey(id: UserId, values: Values): string {
  return fold(asText(values['name']) ?? id)
}
// Each key is worked out once. Ties go by name, then by id.
function sorted(
  users: readonly (readonly [UserId, Values])[],
  key: Key,
  direction: PeopleRequest['direction'],
): readonly (readonly [UserId, Values])[] {
  const sign = direction === 'ascending' ? 1 : -1
  const keyed = users.map((user) => {
    const name = nameKey(...user)
    return { user, name, first: key === nameKey ? name : key(...user) }
  })
  keyed.sort((a, b) => sign * (compareKeys(a.first, b.first) || compareText(a.name, b.name) || compareCodePoints(a.user[0], b.user[0])))
  return keyed.map(({ user }) => user)
}
function compareKeys(a: string | number, b: string | number): number {
  return typeof a === 'number' ? a - Number(b) : compareText(a, String(b))
}

function countsOf(
  { clock, directory }: PeoplePort,
  users: readonly (readonly [UserId, Values])[],
  seen: ReadonlyMap<UserId, Instant>,
): People['counts'] {
  const active = users.filter(([, values]) => isActive(values))
  const seats = active.filter(([, values]) => values['seat'] === true).length
  const now = clock.now()
  return {
    users: users.length,
    active: active.length,
    deactivated: users.length - active.length,
    noSeat: active.length - seats,
    seats,
    superAdmins: active.filter(([, values]) => values['superAdmin'] === true).length,
    teams: directory.rows('team').size,
    sets: directory.rows('permissionSet').size,
    here: active.filter(([id]) => now - (seen.get(id) ?? 0) <= hereMs).length,
  }
}

function named(directory: Pick<Directory, 'rows'>, type: 'team' | 'permissionSet', ids: readonly string[]): { id: string; name: string }[] {
  const rows = directory.rows(type)
  return ids.map((id) => ({ id, name: asText(rows.get(id)?.['name']) ?? id }))
}
function byName(rows: ReadonlyMap<string, Values>): readonly (readonly [string, Values])[] {
  return [...rows].sort(([a, x], [b, y]) => compareText(asText(x['name']) ?? a, asText(y['name']) ?? b) || compareCodePoints(a, b))
}
function countEach(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}
