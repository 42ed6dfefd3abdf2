import { mainWorkspace } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import { fromProblem } from '../base/outcome.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import { type Issue, type Problem, TenureError } from '../errors/tenure-error.js'
import type { PlannedBatch, PlannedWrite } from '../records/write-rule.js'
import type { Values } from '../schema/value.js'
import { excessOf } from './mapping/exceeding.js'
import type { WorkspaceCard, Workspaces } from './workspaces.js'

/** What the rules look at. */
export interface RuleGround {
  readonly workspaces: Workspaces
  readonly directory: Pick<Directory, 'hasTeam' | 'rows'>
  readonly edition: AccountEdition
}

/**
 * What is wrong with workspaces as a batch would leave them, however it is written: no name or that of another, a team in two of them, the
 * main one gone (WSP-2, WSP-4, WSP-10). Errors: `edition.missing` and `edition.limit` for more than the edition has, and for a change of one
 * that is over the limit (EDN-2, EDN-4).
 */
export function workspaceRules(ground: RuleGround, { asker, records }: PlannedBatch): readonly Issue[] {
  const { workspaces } = ground
  const isRead = ({ ref, before, after }: PlannedWrite): boolean =>
    before !== undefined && before === after && workspaces.find(ref.id) !== undefined
  const changed = records.filter((write) => write.ref.type === 'workspace' && !isRead(write))
  const settings = records.filter(({ ref, after }) => ref.type === 'setting' && after !== undefined)
  if (changed.length === 0 && settings.length === 0) return []
  keepWhatIsOver(ground, [...changed, ...settings])
  const cards = new Map(workspaces.all().map((card): readonly [string, WorkspaceCard] => [card.id, card]))
  const isNew = ({ ref, after }: PlannedWrite): boolean => after !== undefined && !cards.has(ref.id)
  const back = changed.filter((write) => isNew(write) && write.before !== undefined)
  if (back.length > 0) return back.map(() => ({ path: ['id'], message: 'A deleted workspace does not come back. Create another one.' }))
  if (changed.some(isNew)) allowMore(ground, changed.filter(isNew).length)
  const planned = planOf(cards, changed)
  return changed.flatMap((write) => [...deletion(write, asker.principal.system), ...ownIssues(write, ground, planned)])
}

type Cards = ReadonlyMap<string, Pick<WorkspaceCard, 'name' | 'teams'>>
function planOf(cards: Cards, changed: readonly PlannedWrite[]): Cards {
  const planned = new Map(cards)
  for (const { ref, after } of changed) {
    if (after === undefined) planned.delete(ref.id)
    else planned.set(ref.id, { name: nameOf(after), teams: teamsOf(after['teams']) })
  }
  return planned
}

function allowMore({ workspaces, edition }: RuleGround, more: number): void {
  const problem = edition.lacks('teamWorkspaces') ?? edition.exceeds('teamWorkspaces', workspaces.all().length - 1 + more)
  if (problem !== undefined) throw fromProblem(problem)
}
// One that is over the limit can only be deleted.
function keepWhatIsOver(ground: RuleGround, writes: readonly PlannedWrite[]): void {
  for (const write of writes) {
    const problem = write.after === undefined ? undefined : excessOf(ground, workspaceOf(write))
    if (problem !== undefined) throw asKept(problem, ground.workspaces.find(workspaceOf(write))?.name ?? workspaceOf(write))
  }
}
function asKept(problem: Problem, name: string): TenureError {
  return new TenureError(problem.code, `The workspace ${name} is kept as it is and cannot be edited. ${problem.message}`, problem.details)
}
function workspaceOf({ ref, after }: PlannedWrite): string {
  return ref.type === 'workspace' ? ref.id : String(after?.['workspace'] ?? mainWorkspace)
}

// Only the action can be given the acknowledgement, and takes along what goes with a workspace.
function deletion({ ref, after }: PlannedWrite, isCore: boolean): readonly Issue[] {
  if (after !== undefined) return []
  if (ref.id === mainWorkspace) return [{ path: ['id'], message: 'The main workspace cannot be deleted.' }]
  if (isCore) return []
  const message = 'Delete a workspace on the page Workspaces, where you acknowledge that this cannot be undone.'
  return [{ path: ['id'], message }]
}

function ownIssues({ ref, before, after }: PlannedWrite, ground: RuleGround, planned: Cards): readonly Issue[] {
  if (after === undefined) return []
  return [...nameIssues(ref.id, nameOf(after), planned), ...teamIssues(ref.id, before, after, ground, planned)]
}
function nameIssues(id: string, name: string, planned: Cards): readonly Issue[] {
  if (name === '') return [{ path: ['name'], message: 'A workspace needs a name.' }]
  const isTaken = [...planned].some(([other, card]) => other !== id && toKey(card.name) === toKey(name))
  return isTaken ? [{ path: ['name'], message: `There already is a workspace ${name}. Choose another name.` }] : []
}
function teamIssues(id: string, before: Values | undefined, after: Values, { directory }: RuleGround, planned: Cards): readonly Issue[] {
  const teams = teamsOf(after['teams'])
  if (id === mainWorkspace && teams.length > 0)
    return [{ path: ['teams'], message: 'The main workspace has every team that no other one has. Take the teams out where they are.' }]
  const known = teamsOf(before?.['teams'])
  const unknown = teams.filter((team) => !known.includes(team) && !directory.hasTeam(team))
  const taken = teams.flatMap((team) => {
    const other = [...planned].find(([each, card]) => each !== id && card.teams.includes(team))
    return other === undefined ? [] : [takenTeam(teamName(directory, team), other[1].name)]
  })
  return [...unknown.map((team) => ({ path: ['teams'], message: `There is no team ${team}.` })), ...taken]
}

/** The issue of a team that is in another workspace, which it names (WSP-2). */
export function takenTeam(team: string, workspace: string): Issue {
  return {
    path: ['teams'],
    message: `The team ${team} is in the workspace ${workspace}, and a team belongs to one workspace at most. Ask for its move, or take it out there first.`,
  }
}
/** The name of a team, or its id. */
export function teamName(directory: Pick<Directory, 'rows'>, team: string): string {
  const name = directory.rows('team').get(team)?.['name']
  return typeof name === 'string' ? name : team
}
function nameOf(values: Values): string {
  const { name } = values
  return typeof name === 'string' ? name.trim() : ''
}
function toKey(name: string): string {
  return name.trim().toLowerCase()
}
function teamsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((team) => typeof team === 'string') : []
}
