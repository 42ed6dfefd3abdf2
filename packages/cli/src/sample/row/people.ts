import type { ImportRow } from '@tenure/core'
import { sampleId, sampleRow } from '../sample-row.js'

/** Somebody who looks after customers. */
export interface SampleUser {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly team: TeamKey
  readonly timeZone: string
}
/** A team of the sample. */
export type TeamKey = 'dach-benelux' | 'uk-ireland-france' | 'north-america'

const teams: readonly (readonly [key: TeamKey, name: string])[] = [
  ['dach-benelux', 'DACH & Benelux'],
  ['uk-ireland-france', 'UK, Ireland & France'],
  ['north-america', 'North America'],
]
const people: readonly (readonly [name: string, team: TeamKey, timeZone: string, locale: string])[] = [
  ['Katrin Vogel', 'dach-benelux', 'Europe/Berlin', 'de-DE'],
  ['Jonas Reuter', 'dach-benelux', 'Europe/Berlin', 'de-DE'],
  ['Femke de Wit', 'dach-benelux', 'Europe/Amsterdam', 'nl-NL'],
  ['Lukas Brandner', 'dach-benelux', 'Europe/Vienna', 'de-AT'],
  ['Ines Carvalho', 'uk-ireland-france', 'Europe/London', 'en-GB'],
  ['Callum Reid', 'uk-ireland-france', 'Europe/London', 'en-GB'],
  ['Ada Okafor', 'uk-ireland-france', 'Europe/Dublin', 'en-IE'],
  ['Théo Marchand', 'uk-ireland-france', 'Europe/Paris', 'fr-FR'],
  ['Denise Carver', 'north-america', 'America/New_York', 'en-US'],
  ['Marcus Bell', 'north-america', 'America/Chicago', 'en-US'],
  ['Priya Raman', 'north-america', 'America/New_York', 'en-US'],
  ['Tyler Novak', 'north-america', 'America/Los_Angeles', 'en-US'],
]
/** The one who runs the workspace, and the one who sees every customer without running it. */
const administrator = 'Denise Carver'
const seesAll = 'Katrin Vogel'

/** Id of the administrator. */
export const administratorId = sampleId(keyOf(administrator))

const own = { view: 'own', edit: 'own', delete: 'none' } as const
const ownOrUnassigned = { ...own, unassigned: true } as const
const looksAt = { view: 'all', edit: 'none', delete: 'none' } as const
const all = { view: 'all', edit: 'all', delete: 'none' } as const
/** Customers are handed from one to another within a team. */
const ofTheTeam = { view: 'team', edit: 'team', delete: 'none' } as const

/** All users of the sample. */
export const sampleUsers: readonly SampleUser[] = people.map(([name, team, timeZone]) => ({
  key: keyOf(name),
  id: sampleId(keyOf(name)),
  name,
  team,
  timeZone,
}))

/** Teams, then users with their rights. */
export function peopleRows(): readonly ImportRow[] {
  const teamRows = teams.map(([key, name]) => sampleRow('team', key, { name }))
  return [
    ...teamRows,
    ...people.map(([name, team, timeZone, locale]) =>
      sampleRow('user', keyOf(name), {
        name,
        email: `${keyOf(name).replace('-', '.')}@tenure.example`,
        active: true,
        seat: true,
        superAdmin: name === administrator,
        permissions: name === seesAll ? ['settings.manage', 'workspace.access'] : ['workspace.access'],
        objects: name === seesAll ? { '*': all } : { company: ofTheTeam, product: looksAt, task: ownOrUnassigned, '*': own },
        timeZone,
        locale,
        primaryTeam: sampleId(team),
      }),
    ),
  ]
}

function keyOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\w ]/g, '')
    .toLowerCase()
    .replace(/ /g, '-')
}
