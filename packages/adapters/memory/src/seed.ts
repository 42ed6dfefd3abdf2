import type { Instant, Json, UserId, Write, WriteBatch } from '@tenure/core/adapter'
import { type SeedRecord, toSet } from './seed-record.js'

/** What a memory store holds when it opens. */
export interface Seed {
  readonly users?: readonly SeedUser[]
  readonly records?: readonly SeedRecord[]
}
/** A user. Without `objects` the user may view, edit and delete every record: a seed is a grant written by hand. */
export interface SeedUser {
  readonly id: UserId
  readonly name: string
  readonly email?: string
  readonly permissions?: readonly string[]
  /** Ids of teams; a team that is not among the records is made, with its id as its name. */
  readonly teams?: readonly string[]
  readonly primaryTeam?: string
  readonly superAdmin?: boolean
  readonly seat?: boolean
  readonly active?: boolean
  readonly timeZone?: string
  readonly locale?: string
  /** Object permissions by object type; `*` covers every type. */
  readonly objects?: Json
}
/** The one commit that writes a seed. */
export function toSeedBatch({ users = [], records = [] }: Seed, now: Instant): WriteBatch {
  const teams = new Set(users.flatMap(teamsOf))
  for (const { type, id } of records) if (type === 'team') teams.delete(id)
  const dated = records.map((each) => ({ ...each, values: { createdAt: now, updatedAt: now, ...each.values } }))
  return {
    atomic: true,
    at: now,
    actor: { source: 'system' },
    writes: [...[...[...teams].map(toTeam), ...users.map(toUser), ...dated].map(toWrite), ...records.flatMap(toLinks)],
  }
}

function toWrite({ type, id, values }: SeedRecord): Write {
  return { write: 'create', ref: { type, id }, values }
}
function toLinks({ type, id, links = [] }: SeedRecord): readonly Write[] {
  const own = { type, id }
  return links.map(({ edge, forward, to, label }) => ({
    write: 'link',
    edge,
    ref: forward ? own : to,
    to: forward ? to : own,
    ...(label !== undefined && { label }),
  }))
}
function toTeam(id: string): SeedRecord {
  return { type: 'team', id, values: { name: id } }
}
function toUser(user: SeedUser): SeedRecord {
  return {
    type: 'user',
    id: user.id,
    values: {
      name: user.name,
      email: user.email ?? null,
      active: user.active ?? true,
      timeZone: user.timeZone ?? 'UTC',
      locale: user.locale ?? 'en',
      seat: user.seat ?? false,
      superAdmin: user.superAdmin ?? false,
      permissions: toSet(user.permissions),
      primaryTeam: user.primaryTeam ?? null,
      teams: toSet(user.teams),
      objects: user.objects ?? everything,
    },
  }
}
const everything: Json = { '*': { view: 'all', edit: 'all', delete: 'all' } }

function teamsOf({ teams = [], primaryTeam }: SeedUser): readonly string[] {
  return primaryTeam === undefined ? teams : [primaryTeam, ...teams]
}
