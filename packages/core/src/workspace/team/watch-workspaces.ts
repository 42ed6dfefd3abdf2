import { concatMap, distinctUntilChanged, filter, from, merge, type Observable, of } from 'rxjs'
import type { z } from 'zod'
import { mainWorkspace } from '../../access/asker.js'
import type { Directory } from '../../access/directory.js'
import { missingFor, type Principal } from '../../access/principal.js'
import type { AccountEdition } from '../../contract/administration/edition.js'
import type { workspacesContract } from '../../contract/administration/workspaces.js'
import type { Reader } from '../../records/read-records.js'
import { compareText } from '../../schema/value-order.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import type { SettingsView } from '../check-settings.js'
import { excessOf } from '../mapping/exceeding.js'
import { problemsOf } from '../mapping/open-choices.js'
import { allSections, type SettingsPort } from '../settings-desk.js'
import { teamName } from '../workspace-rules.js'
import { mostOf, type WorkspaceCard, type Workspaces } from '../workspaces.js'
import { countViews, sharedTypes } from './shared-records.js'

/** What the list of workspaces follows from. */
export interface WorkspacesPort extends Pick<SettingsPort, 'changes' | 'roles' | 'settings' | 'schema' | 'sections'> {
  readonly batches: Observable<ChangeBatch>
  readonly directory: Pick<Directory, 'find' | 'users' | 'rows'>
  readonly edition: AccountEdition
  readonly reader: Pick<Reader, 'count'>
  readonly workspaces: Workspaces
}
type Shown = z.output<typeof workspacesContract.output>
type ShownWorkspace = Shown['workspaces'][number]

/** The workspaces of the account, now and after each change that concerns them. */
export function watchWorkspaces(port: WorkspacesPort): Observable<Shown> {
  const concerned = port.batches.pipe(
    filter(({ changes }) => {
      const types = new Set(['team', ...sharedTypes(port.schema()).map(({ name }) => name)])
      return changes.some(({ ref }) => types.has(ref.type))
    }),
  )
  return merge(of(undefined), port.changes, concerned).pipe(
    concatMap(() => from(readWorkspaces(port))),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
  )
}

async function readWorkspaces(port: WorkspacesPort): Promise<Shown> {
  const { edition, workspaces } = port
  const cards = workspaces.all()
  const people = peopleOf(port)
  const shared = await Promise.all(cards.map(({ id }) => countViews(port.reader, port.schema(), id)))
  const teams = teamsOf(port, people)
  const full = edition.lacks('teamWorkspaces') ?? edition.exceeds('teamWorkspaces', cards.length)
  return {
    workspaces: cards.map((card, index) => ({
      ...toGeneral(card),
      teams: teams.filter(({ workspace }) => workspace === card.id).map(({ id }) => id),
      main: card.id === mainWorkspace,
      over: excessOf(port, card.id) !== undefined,
      people: people.filter((one) => workspaces.of(one) === card.id).length,
      views: shared[index] ?? 0,
      faults: faultsIn(port, card),
    })),
    teams,
    limit: mostOf(edition),
    ...(full && { full: full.message }),
  }
}

/** The General settings of a workspace (WSP-5). */
export function toGeneral({ id, name, description = '', teams, version }: WorkspaceCard) {
  return { id, name, description, teams: [...teams], version }
}

// Who works here: one without a seat sees no workspace.
function peopleOf({ directory }: WorkspacesPort): readonly Principal[] {
  return directory.users().flatMap(({ id }) => {
    const principal = directory.find(id)
    return principal === undefined || missingFor(principal, 'workspace.access') !== undefined ? [] : [principal]
  })
}
function teamsOf({ directory, workspaces }: WorkspacesPort, people: readonly Principal[]): Shown['teams'] {
  return [...directory.rows('team').keys()]
    .map((id) => ({
      id,
      name: teamName(directory, id),
      people: people.filter(({ primaryTeam }) => primaryTeam === id).length,
      workspace: workspaces.of({ primaryTeam: id }),
    }))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.id, b.id))
}
function faultsIn(port: WorkspacesPort, { id }: WorkspaceCard): ShownWorkspace['faults'] {
  const view: SettingsView = { types: port.schema(), roles: port.roles.in(id), edition: port.edition }
  return allSections(port)
    .filter(({ scope }) => scope === 'workspace')
    .map((section) => ({ section: section.id, count: problemsOf(section, port.settings.read(section, id), view).length }))
    .filter(({ count }) => count > 0)
}
