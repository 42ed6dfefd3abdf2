import { systemAsker } from '../../access/asker.js'
import { asText, type Directory, type DirectoryType, isActive, listOf } from '../../access/directory.js'
import type { Clock } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import type { Outcome } from '../../base/outcome.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Draft } from '../../records/draft.js'
import type { Writer } from '../../records/write-records.js'
import type { UserId, Values } from '../../schema/value.js'

/** What a sign-in elsewhere says of a user. What it does not say stays as it is. Teams and permission sets go by id or by name. */
export interface ProvisionedUser {
  /** Who the user is there, for good. Where several places sign people in, with the name of the place. */
  readonly subject: string
  readonly name?: string
  /** Only one that was verified there. */
  readonly email?: string
  readonly teams?: readonly string[]
  readonly primaryTeam?: string
  readonly sets?: readonly string[]
}
/** What a sign-in may do, as the configuration says. What is not named here is never given, and never taken away. */
export interface ProvisionLimits {
  /** How a user is found, in this order. An id or an e-mail only counts for a user without another subject, which is then kept. */
  readonly find: readonly ('subject' | 'id' | 'email')[]
  /** Makes users that are not found. */
  readonly create: boolean
  /** Users that it makes get a service seat. */
  readonly seat: boolean
  readonly teams: readonly string[] | 'all'
  readonly sets: readonly string[]
}
/** The user that signs in; `unknown` names teams and permission sets that there are not, or not one alone. */
export interface Provisioned {
  readonly user: UserId
  readonly unknown: readonly string[]
}
/** Takes over what a sign-in elsewhere says of its users (ACC-13). */
export interface DirectoryDesk {
  /**
   * Makes or changes the user of a sign-in, as one change. It writes name, e-mail, teams and permission sets, and no other right: it can neither
   * make a super admin nor remove one. Errors: `access.denied` for a deactivated user, and for one that is not found and may not be made.
   */
  provision(user: ProvisionedUser, limits: ProvisionLimits): Promise<Outcome<Provisioned>>
}
/** What the desk works with. */
export interface DirectoryDeskPort {
  readonly clock: Pick<Clock, 'now'>
  readonly directory: Directory
  readonly writer: Pick<Writer, 'draft'>
}

/** Opens the desk. */
export function createDirectoryDesk({ clock, directory, writer }: DirectoryDeskPort): DirectoryDesk {
  return {
    async provision(said, limits) {
      const given = toGiven(directory, said, limits)
      let user: UserId = ''
      const by = { asker: systemAsker, actor: { source: 'sync' }, group: newId(clock.now()) } as const
      const outcome = await writer.draft(by, async (draft) => {
        user = await change(draft, { directory, said, limits, given, newUser: newId(clock.now()) })
      })
      return outcome.ok ? { ok: true, value: { user, unknown: [...given.teams.unknown, ...given.sets.unknown] } } : outcome
    },
  }
}

interface Provisioning {
  readonly directory: Directory
  readonly said: ProvisionedUser
  readonly limits: ProvisionLimits
  readonly given: Given
  readonly newUser: UserId
}
// Looked up within the queue of writes: of two first sign-ins at once one makes the user, and the other finds it.
async function change(draft: Draft, { directory, said, limits, given, newUser }: Provisioning): Promise<UserId> {
  const id = findUser(directory, said, limits)
  if (id === undefined) {
    if (!limits.create) throw denied('a user', 'There is no user for this sign-in. An administrator can add one.')
    const first = { active: true, seat: limits.seat, superAdmin: false, timeZone: 'UTC', locale: 'en' }
    draft.create({ type: 'user', id: newUser }, { ...first, ...valuesOf({ name: said.subject }, said, given) })
    return newUser
  }
  await draft.load([{ type: 'user', id }])
  const record = draft.find({ type: 'user', id })
  if (record === undefined || !isActive(record.values))
    throw denied('an active user', 'This user is deactivated. An administrator can activate the user again.')
  const values = valuesOf(record.values, said, given)
  const isNew = Object.entries(values).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(record.values[name] ?? null))
  if (isNew) record.values = { ...record.values, ...values }
  return id
}

function findUser(directory: Directory, { subject, email }: ProvisionedUser, { find }: ProvisionLimits): UserId | undefined {
  const users = [...directory.rows('user')]
  const only = (is: (id: UserId, values: Values) => boolean): UserId | undefined => {
    const found = users.filter(([id, values]) => is(id, values))
    return found.length === 1 ? found[0]?.[0] : undefined
  }
  const isFree = (values: Values): boolean => (asText(values['subject']) ?? subject) === subject
  const ways = {
    subject: () => only((_id, values) => values['subject'] === subject),
    id: () => only((id, values) => id === subject && isFree(values)),
    email: () =>
      email === undefined
        ? undefined
        : only((_id, values) => asText(values['email'])?.toLowerCase() === email.toLowerCase() && isFree(values)),
  }
  for (const way of find) {
    const found = ways[way]()
    if (found !== undefined) return found
  }
  return undefined
}

/** What configuration lets a sign-in give of one kind, and what the sign-in asks for, by id. */
interface Named {
  readonly managed: ReadonlySet<string>
  readonly wanted: readonly string[] | undefined
  readonly unknown: readonly string[]
}
interface Given {
  readonly teams: Named
  readonly sets: Named
}
function toGiven(directory: Directory, { teams, primaryTeam, sets }: ProvisionedUser, limits: ProvisionLimits): Given {
  const asked = teams ?? (primaryTeam === undefined ? undefined : [])
  const withPrimary = primaryTeam === undefined ? asked : [primaryTeam, ...(asked ?? [])]
  return {
    teams: toNamed(directory, 'team', { allowed: limits.teams, asked: withPrimary }),
    sets: toNamed(directory, 'permissionSet', { allowed: limits.sets, asked: sets }),
  }
}
interface Asked {
  readonly allowed: readonly string[] | 'all'
  readonly asked: readonly string[] | undefined
}
function toNamed(directory: Directory, type: DirectoryType, { allowed, asked }: Asked): Named {
  const unknown: string[] = []
  const rows = directory.rows(type)
  const toIds = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => {
      if (rows.has(name)) return [name]
      const found = [...rows].filter(([, values]) => values['name'] === name).map(([id]) => id)
      if (found.length !== 1) unknown.push(name)
      return found.length === 1 ? found : []
    })
  const managed = new Set(allowed === 'all' ? rows.keys() : toIds(allowed))
  const wanted = asked && [...new Set(toIds(asked))].filter((id) => managed.has(id))
  return { managed, wanted, unknown: [...new Set(unknown)] }
}

function valuesOf(before: Values, said: ProvisionedUser, { teams, sets }: Given): Values {
  const { subject, name, email, primaryTeam } = said
  const held = next(listOf(before['teams']), said.teams === undefined ? { ...teams, wanted: undefined } : teams)
  const primary = primaryTeam === undefined ? undefined : teams.wanted?.[0]
  const known = asText(before['primaryTeam'])
  const isLost = said.teams !== undefined && known !== undefined && teams.managed.has(known) && teams.wanted?.includes(known) !== true
  const first = primary ?? (isLost ? undefined : known)
  return {
    subject,
    name: name ?? asText(before['name']) ?? subject,
    ...(email !== undefined && { email }),
    teams: held.filter((team) => team !== first),
    primaryTeam: first ?? null,
    permissionSets: next(listOf(before['permissionSets']), sets),
  }
}
// What the configuration does not name stays.
function next(before: readonly string[], { managed, wanted }: Named): readonly string[] {
  if (wanted === undefined) return before
  return [...new Set([...before.filter((id) => !managed.has(id)), ...wanted])]
}
function denied(missing: string, message: string): TenureError {
  return new TenureError('access.denied', message, { missing })
}
