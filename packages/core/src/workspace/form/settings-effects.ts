import { combineLatest, filter, from, map, type Observable, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import type { Asker, WorkspaceId } from '../../access/asker.js'
import type { Directory } from '../../access/directory.js'
import { missingFor } from '../../access/principal.js'
import type { Clock } from '../../base/clock.js'
import type { settingsEffectsContract } from '../../contract/page/settings-contract.js'
import type { SettingsChange } from '../../contract/settings.js'
import { brokenCode, demandFit } from '../../errors/plugin-code.js'
import { isTenureError } from '../../errors/tenure-error.js'
import { validate } from '../../errors/validate.js'
import type { Reader } from '../../records/read-records.js'
import type { RoleName } from '../../schema/role.js'
import type { UserId } from '../../schema/value.js'
import { findSection, type SettingsPlace, type SettingsPort } from '../settings-desk.js'
import type { Workspaces } from '../workspaces.js'

/** What the effects of a save are worked out from. */
export interface EffectsPort extends SettingsPort {
  readonly clock: Pick<Clock, 'at' | 'now'>
  readonly directory: Pick<Directory, 'find' | 'users' | 'rows'>
  readonly reader: Pick<Reader, 'count'>
  readonly workspaces: Workspaces
}
type Effects = z.output<typeof settingsEffectsContract.output>

/** What saving these values would do, now and after each change of people, workspaces and settings. Errors: `input.invalid` for an unknown section. */
export function watchEffects(port: EffectsPort, user: UserId, place: SettingsPlace & { readonly values: unknown }): Observable<Effects> {
  const moved = port.changes.pipe(
    filter((change) => !('types' in change)),
    startWith(undefined),
  )
  const lines = port.changes.pipe(
    filter((change) => 'section' in change || 'types' in change),
    startWith(undefined),
    switchMap(() => from(readLines(port, user, place))),
  )
  return combineLatest([moved, lines]).pipe(map(([, said]) => ({ ...readPeople(port, user, place), lines: [...said] })))
}

function readPeople(port: EffectsPort, user: UserId, place: SettingsPlace): Pick<Effects, 'people' | 'teams'> {
  const { section, workspace } = findSection(port, port.askers.get(user), place)
  const isThere = (id: WorkspaceId): boolean => section.scope === 'account' || id === workspace
  const { directory, workspaces } = port
  const people = directory.users().filter(({ id }) => {
    const principal = directory.find(id)
    return principal !== undefined && missingFor(principal, 'workspace.access') === undefined && isThere(workspaces.of(principal))
  })
  const teams = [...directory.rows('team').keys()].filter((team) => isThere(workspaces.of({ primaryTeam: team })))
  return { people: people.length, teams: teams.length }
}

// Values that do not fit the schema yet have no effects.
async function readLines(port: EffectsPort, user: UserId, { values, ...place }: SettingsPlace & { readonly values: unknown }) {
  const asker = port.askers.get(user)
  const { section, workspace } = findSection(port, asker, place)
  const { id, schema, effects } = section
  const parsed = validate(schema, values)
  const { value: before } = port.settings.read(section, workspace)
  if (effects === undefined || !parsed.ok) return []
  if (JSON.stringify(parsed.value) === JSON.stringify(before)) return []
  const filled: SettingsChange<unknown>['filled'] = (role, property) => countFilled(port, asker, { role, property })
  return effectsOf(port, id, async () => effects({ before, after: parsed.value, filled }))
}
// In less time than an answer has: it is this section that is late, not the page that shows it.
const effectsMs = 5_000
async function effectsOf({ clock }: EffectsPort, id: string, run: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const code = { contribution: id, part: 'effects' }
  let timer: Disposable | undefined
  const late = new Promise<never>((_, reject) => {
    timer = clock.at(clock.now() + effectsMs, () => reject(brokenCode(code, `did not answer within ${effectsMs / 1_000} s`, undefined)))
  })
  try {
    const found = await Promise.race([run(), late])
    return demandFit(code, found, (lines) => Array.isArray(lines) && lines.every((line) => typeof line === 'string'))
  } catch (cause) {
    throw isTenureError(cause) ? cause : brokenCode(code, 'failed', cause)
  } finally {
    timer?.[Symbol.dispose]()
  }
}

// Under the rights of the administrator; a property that no type of the role has is filled nowhere.
async function countFilled(
  { reader, schema }: EffectsPort,
  asker: Asker,
  { role, property }: { readonly role: RoleName; readonly property: string },
): Promise<number> {
  const types = (asker.roles.get(role) ?? []).flatMap(({ type }) => schema().get(type) ?? [])
  const having = types.filter(({ properties }) => properties.some(({ name }) => name === property))
  const counts = having.map(({ name }) => reader.count(asker, { type: name, where: { test: 'is-known', property: `${name}.${property}` } }))
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}
