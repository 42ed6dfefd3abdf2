import type { z } from 'zod'
import { mainWorkspace, systemAsker, type WorkspaceId } from '../../access/asker.js'
import type { Directory } from '../../access/directory.js'
import { missingFor } from '../../access/principal.js'
import { newId } from '../../base/id.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import type { createWorkspaceContract, saveWorkspaceContract } from '../../contract/administration/workspaces.js'
import { type Issue, TenureError } from '../../errors/tenure-error.js'
import type { Draft, DraftRecord } from '../../records/draft.js'
import type { Reader } from '../../records/read-records.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import { allSections, type SettingsPort } from '../settings-desk.js'
import { settingId } from '../settings-store.js'
import { takenTeam, teamName } from '../workspace-rules.js'
import type { WorkspaceCard, Workspaces } from '../workspaces.js'
import { findShared } from './shared-records.js'
import { toGeneral } from './watch-workspaces.js'

/** What writing workspaces works with. */
export interface WriteWorkspacesPort extends Pick<SettingsPort, 'askers' | 'clock' | 'schema' | 'sections' | 'writer'> {
  readonly directory: Pick<Directory, 'rows' | 'hasTeam'>
  readonly reader: Pick<Reader, 'list'>
  readonly workspaces: Workspaces
}
type Created = z.output<NonNullable<typeof createWorkspaceContract.input>>
type Saved = z.output<NonNullable<typeof saveWorkspaceContract.input>>
type General = ReturnType<typeof toGeneral>

/** Creates a team workspace. Errors: `input.invalid`, `access.denied`, `edition.missing`, `edition.limit`. */
export async function createWorkspace(port: WriteWorkspacesPort, user: UserId, { move, ...values }: Created): Promise<General> {
  const id = newId(port.clock.now())
  return write(port, user, id, async (draft) => {
    await takeTeams(port, draft, { id, teams: values.teams, move })
    draft.create({ type: 'workspace', id }, toValues(values))
  })
}

/**
 * Saves the General settings of a workspace as one change, with the workspaces that teams leave for it.
 * Errors: `record.conflict` with the newer values, `input.invalid`, `access.denied`, `record.not-found`.
 */
export async function saveWorkspace(
  port: WriteWorkspacesPort,
  user: UserId,
  { workspace: id, values, version, move }: Saved,
): Promise<General> {
  return write(port, user, id, async (draft) => {
    const card = demand(port, id)
    const ref = { type: 'workspace', id }
    await draft.load([ref])
    const record = draft.find(ref)
    if ((record?.before?.version ?? '0') !== version) throw conflict(card)
    await takeTeams(port, draft, { id, teams: values.teams, move })
    if (record === undefined) draft.create(ref, toValues(values))
    else record.values = { ...record.values, ...toValues(values) }
  })
}

/** Deletes a team workspace, its settings, and what is shared with everyone there (WSP-10). Errors: `input.invalid`, `access.denied`, `record.not-found`. */
export async function deleteWorkspace(port: WriteWorkspacesPort, user: UserId, id: WorkspaceId): Promise<void> {
  await change(port, user, async (draft) => {
    demand(port, id)
    if (id === mainWorkspace) throw invalid([{ path: ['workspace'], message: 'The main workspace cannot be deleted.' }])
    const ref = { type: 'workspace', id }
    const settings = allSections(port).flatMap((section) =>
      section.scope === 'account' ? [] : [{ type: 'setting', id: settingId(section, id) }],
    )
    const shared = await findShared(port.reader, port.schema(), id)
    await draft.load([ref, ...settings, ...shared])
    for (const each of [ref, ...settings, ...shared]) purge(draft, each)
  })
}

// Nothing of it is kept, so nothing can be undone, and its name is free again.
function purge(draft: Draft, ref: RecordRef): void {
  const record = draft.find(ref)
  if (record !== undefined) Object.assign(record, { archived: true, archive: 'purge' } satisfies Partial<DraftRecord>)
}

async function write(port: WriteWorkspacesPort, user: UserId, id: WorkspaceId, fill: (draft: Draft) => Promise<void>): Promise<General> {
  await change(port, user, fill)
  return toGeneral(demand(port, id))
}

// A group of its own, which no key leads to: undo is for records, not for settings.
async function change(port: WriteWorkspacesPort, user: UserId, fill: (draft: Draft) => Promise<void>): Promise<void> {
  const by = { asker: systemAsker, actor: { user, source: 'user' }, group: newId(port.clock.now()) } as const
  const outcome = await port.writer.draft(by, (draft) => {
    const missing = missingFor(port.askers.get(user).principal, 'settings.manage')
    if (missing !== undefined) throw fromProblem(missing)
    return fill(draft)
  })
  getValue(outcome)
}

interface Taking {
  readonly id: WorkspaceId
  readonly teams: readonly string[]
  readonly move: readonly string[]
}
// A team leaves another workspace only where its move is asked for (WSP-2).
async function takeTeams({ directory, workspaces }: WriteWorkspacesPort, draft: Draft, { id, teams, move }: Taking): Promise<void> {
  const others = workspaces.all().filter((card) => card.id !== id && card.teams.some((team) => teams.includes(team)))
  const taken = others.flatMap((card) => card.teams.filter((team) => teams.includes(team)).map((team) => ({ card, team })))
  const refused = taken.filter(({ team }) => !move.includes(team))
  if (refused.length > 0) throw invalid(refused.map(({ card, team }) => takenTeam(teamName(directory, team), card.name)))
  const refs = others.map((card) => ({ type: 'workspace', id: card.id }))
  await draft.load(refs)
  for (const card of others) {
    const record = draft.find({ type: 'workspace', id: card.id })
    if (record !== undefined) record.values = { ...record.values, teams: card.teams.filter((team) => !teams.includes(team)) }
  }
}

function toValues({ name, description, teams }: Saved['values']) {
  return { name: name.trim(), description: description.trim() === '' ? null : description.trim(), teams: [...new Set(teams)] }
}
function demand({ workspaces }: WriteWorkspacesPort, id: WorkspaceId): WorkspaceCard {
  const card = workspaces.find(id)
  if (card !== undefined) return card
  throw new TenureError('record.not-found', `There is no workspace with the id ${id}.`, { record: { type: 'workspace', id } })
}
function conflict(card: WorkspaceCard): TenureError {
  const { id, version, ...newer } = toGeneral(card)
  return new TenureError('record.conflict', 'Someone else saved these settings. Look at the newer version first.', {
    record: { type: 'workspace', id },
    newer,
    version,
  })
}
function invalid(issues: readonly Issue[]): TenureError {
  return new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}
