import { combineLatest, from, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { missingFor } from '../../access/principal.js'
import { defineToken, type Token } from '../../base/key.js'
import type { editionContract } from '../../contract/administration/edition-contract.js'
import type { mappingEffectContract, objectRolesContract } from '../../contract/administration/mapping-contract.js'
import { isTenureError, type Problem, TenureError } from '../../errors/tenure-error.js'
import { validate } from '../../errors/validate.js'
import type { Reader } from '../../records/read-records.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import { roleDefinitions } from '../../schema/role.js'
import type { UserId } from '../../schema/value.js'
import type { Actor } from '../../storage/adapter.js'
import { candidatesFor, checkSettings, lackedBy } from '../check-settings.js'
import { follow } from '../follow.js'
import { type RoleSettings, roleSection } from '../role-section.js'
import type { SettingsPort } from '../settings-desk.js'
import { type ExceedingPort, exceedingOf } from './exceeding.js'
import { type EffectPort, effectOf } from './mapping-effect.js'

type ShownRoles = z.output<typeof objectRolesContract.output>
type ShownEffect = z.output<typeof mappingEffectContract.output>
type ShownEdition = z.output<typeof editionContract.output>

/** What the pages about roles and editions work with; only the core's plugin is given it. */
export interface MappingDesk {
  roles(): Observable<ShownRoles>
  effect(mapping: RoleSettings): Observable<ShownEffect>
  /** Errors: `input.invalid` for a type that does not exist. */
  activate(type: string): Promise<void>
  edition(): Observable<ShownEdition>
}
export const MappingDesk: Token<MappingDesk> = defineToken('tenure.core/mapping@1')

/** What the desk needs of the host. */
export interface MappingPort extends Omit<SettingsPort, 'workspaces'>, EffectPort, ExceedingPort {
  readonly settings: SettingsPort['settings']
  readonly workspaces: EffectPort['workspaces']
  readonly reader: Pick<Reader, 'list'>
  extend(extensions: readonly ObjectTypeExtension[], by: Actor): Promise<void>
}

/** The desk of one user. */
export function createMappingDesk(port: MappingPort, user: UserId): MappingDesk {
  const after = <T>(read: () => T): Observable<T> =>
    follow(port.changes, (change) => 'section' in change || 'types' in change || 'workspace' in change, read)
  return {
    roles: () => after(() => readRoles(port, user)).pipe(switchMap((roles) => withCounts(port, user, roles))),
    effect: (mapping) => after(() => readEffect(port, mapping)),
    edition: () => after(() => readEdition(port)),
    async activate(type) {
      const known = port.schema().get(type)
      if (known === undefined || known.policy !== undefined) throw noType(type)
      if (!known.active) await port.extend([{ name: type, active: true }], { user, source: 'user' })
    },
  }
}

function readRoles(port: MappingPort, user: UserId): ShownRoles {
  const { value, version } = port.settings.read(roleSection, '')
  const mapping = value as RoleSettings
  const roles = roleDefinitions.map(({ name: role, label, most, optional }) => {
    const types = candidatesFor(role, { types: port.schema(), revenueTypes: port.revenueTypes }).map(({ type, needs }) => {
      const lacks = needs && port.edition.lacks(needs)
      return {
        type: type.name,
        label: type.label,
        custom: type.builtIn !== true,
        active: type.active,
        records: null,
        ...(lacks && { lacks: toShown(lacks) }),
      }
    })
    return { role, label, most, optional, types }
  })
  const activates = missingFor(port.askers.get(user).principal, 'superAdmin') === undefined
  return { mapping: { ...mapping, revenue: [...mapping.revenue] }, version, activates, roles }
}
function withCounts(port: MappingPort, user: UserId, shown: ShownRoles): Observable<ShownRoles> {
  const names = [...new Set(shown.roles.flatMap(({ types }) => types.flatMap(({ type, active }) => (active ? [type] : []))))]
  if (names.length === 0) return of(shown)
  return combineLatest(names.map((type) => from(countOf(port, user, type)))).pipe(
    map((counts) => new Map(names.map((type, index) => [type, counts[index] ?? null] as const))),
    map((counts) => ({
      ...shown,
      roles: shown.roles.map((role) => ({
        ...role,
        types: role.types.map((type) => ({ ...type, records: counts.get(type.type) ?? null })),
      })),
    })),
  )
}
async function countOf({ askers, reader }: MappingPort, user: UserId, type: string): Promise<number | null> {
  try {
    const { total } = await reader.list(askers.get(user), { type, select: [], orderBy: [], limit: 0 })
    return total
  } catch (error) {
    if (isTenureError(error)) return null
    throw error
  }
}

function readEffect(port: MappingPort, mapping: RoleSettings): ShownEffect {
  const refused = refusalOf(port, mapping)
  const { roles, sections, pipelines, inactive, workspaces } = effectOf(port, mapping)
  return {
    ...(refused && { refused: toShown(refused) }),
    roles: roles.map(({ from: before, to, ...role }) => ({ ...role, from: [...before], to: [...to] })),
    sections: sections.map(({ asks, unused, ...section }) => ({ ...section, asks: [...asks], unused: [...unused] })),
    pipelines: pipelines.map(({ typeLabel, labels }) => ({ typeLabel, labels: [...labels] })),
    inactive: [...inactive],
    workspaces,
  }
}
function refusalOf(port: MappingPort, mapping: RoleSettings): Problem | undefined {
  const { revenueTypes, edition, settings } = port
  const view = { types: port.schema(), roles: new Map(), edition, revenueTypes, saved: settings.mapping() }
  const parsed = validate(roleSection.schema, mapping)
  const issues = parsed.ok ? checkSettings(roleSection, mapping, view) : parsed.issues.map(({ message }) => ({ path: [], message }))
  const lacked = lackedBy(roleSection, mapping, view)
  if (lacked !== undefined || issues.length === 0) return lacked
  return { code: 'input.invalid', message: issues.map(({ message }) => message).join(' '), details: { issues } }
}

function readEdition(port: MappingPort): ShownEdition {
  const { edition } = port
  return {
    name: edition.name,
    label: edition.label,
    capabilities: (['teamWorkspaces', 'customObjects'] as const).map((name) => ({ name, has: edition.has(name) })),
    limits: (['teamWorkspaces', 'defaultViews', 'activeHealthScores', 'draftHealthScores'] as const).map((name) => ({
      name,
      max: edition.limit(name),
    })),
    exceeding: exceedingOf(port).map(({ what, id, label, problem }) => ({ what, id, label, message: problem.message })),
  }
}

function toShown({ code, message, details }: Problem): NonNullable<ShownEffect['refused']> {
  return { code, message, details: details as NonNullable<ShownEffect['refused']>['details'] }
}
function noType(type: string): TenureError {
  const message = `There is no object type ${type}.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['type'], message }] })
}
