import type { Observable } from 'rxjs'
import type { Asker, WorkspaceId } from '../access/asker.js'
import { mainWorkspace, systemAsker } from '../access/asker.js'
import { missingFor } from '../access/principal.js'
import type { Clock } from '../base/clock.js'
import { newId } from '../base/id.js'
import { fromProblem, getValue } from '../base/outcome.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import type { AnySettings } from '../contract/settings.js'
import { brokenCode } from '../errors/plugin-code.js'
import { type Issue, TenureError } from '../errors/tenure-error.js'
import { describeIssues, validate } from '../errors/validate.js'
import type { Writer } from '../records/write-records.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { toLabel } from '../schema/property.js'
import type { Json, UserId } from '../schema/value.js'
import type { Askers } from './askers.js'
import type { WorkspaceChange } from './change.js'
import { checkSettings, lackedBy, type Offer, offersOf, type SettingsView } from './check-settings.js'
import { follow } from './follow.js'
import { excessOf } from './mapping/exceeding.js'
import { problemsOf } from './mapping/open-choices.js'
import type { RoleBook } from './role-book.js'
import { roleSection } from './role-section.js'
import { type SettingsStore, settingId } from './settings-store.js'
import type { Workspaces } from './workspaces.js'

/** What the settings desk works with. */
export interface SettingsPort {
  readonly askers: Pick<Askers, 'get'>
  readonly changes: Observable<WorkspaceChange>
  readonly clock: Pick<Clock, 'now'>
  readonly edition: AccountEdition
  readonly roles: Pick<RoleBook, 'in'>
  readonly settings: SettingsStore
  readonly revenueTypes: readonly string[]
  readonly workspaces: Pick<Workspaces, 'find' | 'all'>
  readonly writer: Pick<Writer, 'draft'>
  schema(): SchemaDefinition
  sections(): readonly AnySettings[]
}
/** A section, and the workspace whose settings are meant. */
export interface FoundSection {
  readonly section: AnySettings
  readonly workspace: WorkspaceId
}
/** Which settings: a section, in a workspace where it has one for each; by default the user's own. */
export interface SettingsPlace {
  readonly section: string
  readonly workspace?: WorkspaceId | undefined
}
/** A section as an administrator looks at it. */
export interface ShownSettings extends FoundSection {
  readonly value: unknown
  readonly version: string
  readonly problems: readonly Issue[]
  readonly offers: readonly Offer[]
}

/** The core's own section, then those of plugins. */
export function allSections(port: Pick<SettingsPort, 'sections'>): readonly AnySettings[] {
  return [roleSection, ...port.sections()]
}

/** A section now, and after each change that matters to it. Errors: `input.invalid` for a section that does not exist. */
export function watchSettings(port: SettingsPort, user: UserId, place: SettingsPlace): Observable<ShownSettings> {
  return follow(
    port.changes,
    (change) => 'section' in change || 'workspace' in change || 'types' in change,
    () => readSettings(port, port.askers.get(user), place),
  )
}

/**
 * Saves a section as one change. The right is looked at, and the choices are checked, when it is the batch's turn.
 * Errors: `input.invalid` naming each bad field, `record.conflict` with the newer values, `access.denied`.
 */
export async function saveSettings(
  port: SettingsPort,
  user: UserId,
  { version, values, ...place }: SettingsPlace & { readonly values: unknown; readonly version: string },
): Promise<{ readonly version: string }> {
  const by = { asker: systemAsker, actor: { user, source: 'user' }, group: newId(port.clock.now()) } as const
  const outcome = await port.writer.draft(by, async (draft) => {
    const asker = port.askers.get(user)
    const missing = missingFor(asker.principal, 'settings.manage')
    if (missing !== undefined) throw fromProblem(missing)
    const { section, workspace } = findSection(port, asker, place)
    const excess = section.scope === 'workspace' ? excessOf(port, workspace) : undefined
    if (excess !== undefined) throw fromProblem(excess)
    const ref = { type: 'setting', id: settingId(section, workspace) }
    await draft.load([ref])
    const known = draft.find(ref)
    const current = known?.before?.version ?? '0'
    if (current !== version) throw conflict(ref, port.settings.read(section, workspace).value, current)
    const data = check(port, section, workspace, values) as Json
    const kept = port.settings.keep(section, workspace, data) as Json
    const saved = { name: ref.id, section: section.id, data, kept, ...(section.scope === 'workspace' && { workspace }) }
    if (known === undefined) draft.create(ref, saved)
    else known.values = { ...known.values, ...saved }
  })
  return { version: getValue(outcome).records[0]?.version ?? version }
}

/** How many saved settings of a section are no longer valid in the workspace of this user. */
export function countFaults(port: SettingsPort, user: UserId, section: string): number {
  const asker = port.askers.get(user)
  return allSections(port).some(({ id }) => id === section) ? readSettings(port, asker, { section }).problems.length : 0
}

function readSettings(port: SettingsPort, asker: Asker, place: SettingsPlace): ShownSettings {
  const { section, workspace } = findSection(port, asker, place)
  const view = viewOf(port, workspace)
  const { value, version, open } = port.settings.read(section, workspace)
  const offers = offersOf(section, view)
  return { section, workspace, value, version, problems: problemsOf(section, { value, open }, view), offers }
}

function check(port: SettingsPort, section: AnySettings, workspace: WorkspaceId, values: unknown): unknown {
  const parsed = validate(section.schema, values)
  if (!parsed.ok)
    throw parsed.cause === undefined
      ? invalid(parsed.issues, describeIssues(parsed.issues.map((issue) => named(section, issue))))
      : brokenCode({ contribution: section.id, part: 'schema' }, 'failed', parsed.cause)
  const view = { ...viewOf(port, workspace), saved: port.settings.read(section, workspace).value }
  const lacked = lackedBy(section, parsed.value, view)
  if (lacked !== undefined) throw fromProblem(lacked)
  const issues = checkSettings(section, parsed.value, view)
  if (issues.length > 0) throw invalid(issues)
  return parsed.value
}

/** The section, and the workspace that is meant. Errors: `input.invalid` where there is no such one. */
export function findSection(port: SettingsPort, asker: Asker, { section: id, workspace = asker.workspace }: SettingsPlace): FoundSection {
  const section = allSections(port).find((candidate) => candidate.id === id)
  if (section === undefined) throw invalid([{ path: ['section'], message: `There is no section ${id} of the settings.` }])
  if (section.scope === 'account') return { section, workspace: mainWorkspace }
  if (port.workspaces.find(workspace) === undefined)
    throw invalid([{ path: ['workspace'], message: `There is no workspace with the id ${workspace}.` }])
  return { section, workspace }
}
function viewOf(port: SettingsPort, workspace: WorkspaceId): SettingsView {
  return { types: port.schema(), roles: port.roles.in(workspace), edition: port.edition, revenueTypes: port.revenueTypes }
}
function conflict(record: { readonly type: string; readonly id: string }, newer: unknown, version: string): TenureError {
  return new TenureError('record.conflict', 'Someone else saved these settings. Look at the newer version first.', {
    record,
    newer: { ...(newer as Readonly<Record<string, unknown>>) },
    version,
  })
}
// In front of what a schema finds is what people read as the name of the field.
function named({ labels = {} }: AnySettings, { path: [field, ...rest], message }: Issue): Issue {
  return { message, path: field === undefined ? [] : [labels[field] ?? toLabel(String(field)), ...rest] }
}
function invalid(issues: readonly Issue[], message = issues.map((issue) => issue.message).join(' ')): TenureError {
  return new TenureError('input.invalid', message, { issues })
}
