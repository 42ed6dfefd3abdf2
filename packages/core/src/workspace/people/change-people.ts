import type { z } from 'zod'
import { asText, type Directory, listOf } from '../../access/directory.js'
import type { Clock } from '../../base/clock.js'
import { groupOfKey, newId } from '../../base/id.js'
import { getValue } from '../../base/outcome.js'
import type {
  addPersonContract,
  removePermissionSetContract,
  removeTeamContract,
  savePermissionSetContract,
  savePersonContract,
  saveTeamContract,
} from '../../contract/administration/people-contract.js'
import type { RecordWrite } from '../../records/write.js'
import type { Writer } from '../../records/write-records.js'
import type { UserId, Values } from '../../schema/value.js'
import type { Askers } from '../askers.js'
import type { Workspaces } from '../workspaces.js'

/** What changing users, teams and permission sets works with. */
export interface ChangePeoplePort {
  readonly askers: Pick<Askers, 'get'>
  readonly clock: Pick<Clock, 'now'>
  readonly directory: Pick<Directory, 'rows'>
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly writer: Pick<Writer, 'write'>
}
/** Who changes them, and the key under which it happens once. */
export interface ChangedBy {
  readonly user: UserId
  readonly key: string | undefined
}
/** What was written. */
export interface WrittenRecord {
  readonly id: string
  readonly version: string
}

/** Adds a user. As every write here: with the rights of the super admin, one change, undone as one. */
export function addPerson(
  port: ChangePeoplePort,
  by: ChangedBy,
  given: z.output<NonNullable<typeof addPersonContract.input>>,
): Promise<WrittenRecord> {
  const { zone, locale } = habitsOf(port, by.user)
  const values = { active: true, seat: false, superAdmin: false, timeZone: zone, locale, ...toValues(given) }
  return write(port, by, [{ write: 'create', type: 'user', values }])
}
export function savePerson(
  port: ChangePeoplePort,
  by: ChangedBy,
  { user: id, version, values }: z.output<NonNullable<typeof savePersonContract.input>>,
): Promise<WrittenRecord> {
  return write(port, by, [{ write: 'update', type: 'user', id, version, values: toValues(values) }])
}
export function saveTeam(
  port: ChangePeoplePort,
  by: ChangedBy,
  { team, version, ...values }: z.output<NonNullable<typeof saveTeamContract.input>>,
): Promise<WrittenRecord> {
  return write(port, by, [toSave('team', team, version, toValues(values))])
}
export function saveSet(
  port: ChangePeoplePort,
  by: ChangedBy,
  { set, version, ...values }: z.output<NonNullable<typeof savePermissionSetContract.input>>,
): Promise<WrittenRecord> {
  return write(port, by, [toSave('permissionSet', set, version, toValues(values))])
}

/** Takes a team away: from users, workspaces and the teams below it too. */
export async function removeTeam(
  port: ChangePeoplePort,
  by: ChangedBy,
  { team, version }: z.output<NonNullable<typeof removeTeamContract.input>>,
): Promise<void> {
  const { directory, workspaces } = port
  const users = [...directory.rows('user')].flatMap(([id, values]): readonly RecordWrite[] => {
    const isPrimary = asText(values['primaryTeam']) === team
    const teams = listOf(values['teams'])
    if (!isPrimary && !teams.includes(team)) return []
    return [update('user', id, { teams: without(teams, team), ...(isPrimary && { primaryTeam: null }) })]
  })
  const below = [...directory.rows('team')].filter(([, values]) => values['parent'] === team)
  const held = workspaces.all().filter(({ teams }) => teams.includes(team))
  await write(port, by, [
    { write: 'archive', type: 'team', id: team, version },
    ...users,
    ...below.map(([id]) => update('team', id, { parent: null })),
    ...held.map(({ id, teams }) => update('workspace', id, { teams: without(teams, team) })),
  ])
}
/** Takes a permission set away, from the users who have it too. */
export async function removeSet(
  port: ChangePeoplePort,
  by: ChangedBy,
  { set, version }: z.output<NonNullable<typeof removePermissionSetContract.input>>,
): Promise<void> {
  const users = [...port.directory.rows('user')].flatMap(([id, values]): readonly RecordWrite[] => {
    const sets = listOf(values['permissionSets'])
    return sets.includes(set) ? [update('user', id, { permissionSets: without(sets, set) })] : []
  })
  await write(port, by, [{ write: 'archive', type: 'permissionSet', id: set, version }, ...users])
}

async function write(port: ChangePeoplePort, { user, key }: ChangedBy, writes: readonly RecordWrite[]): Promise<WrittenRecord> {
  const once = key === undefined ? { group: newId(port.clock.now()) } : { key, group: groupOfKey(key) }
  const by = { asker: port.askers.get(user), actor: { user, source: 'user' }, ...once } as const
  const { records } = getValue(await port.writer.write(by, writes))
  const [first] = records
  return { id: first?.ref.id ?? '', version: first?.version ?? '0' }
}
function toSave(type: string, id: string | undefined, version: string | undefined, values: Values): RecordWrite {
  if (id === undefined) return { write: 'create', type, values }
  return { write: 'update', type, id, values, ...(version !== undefined && { version }) }
}
function update(type: string, id: string, values: Values): RecordWrite {
  return { write: 'update', type, id, values }
}
// What is absent stays, and an empty text is none.
function toValues(given: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value === '' ? null : value] as const])),
  ) as Values
}
function without(list: readonly string[], one: string): readonly string[] {
  return list.filter((each) => each !== one)
}
// A new user starts with the time zone and language of the administrator.
function habitsOf({ askers }: ChangePeoplePort, user: UserId): { readonly zone: string; readonly locale: string } {
  const { timeZone, locale } = askers.get(user).principal
  return { zone: timeZone, locale }
}
