import { mainWorkspace } from '../access/asker.js'
import type { Directory } from '../access/directory.js'
import type { Issue } from '../errors/tenure-error.js'
import type { PlannedBatch, PlannedWrite } from '../records/write-rule.js'
import type { Workspaces } from './workspaces.js'

/** What is wrong with workspaces as a batch would leave them: a team in two of them, no name, the main one gone (WSP-2, WSP-4, WSP-10). */
export function workspaceRules(workspaces: Workspaces, directory: Pick<Directory, 'hasTeam'>, { records }: PlannedBatch): readonly Issue[] {
  const changed = records.filter(({ ref }) => ref.type === 'workspace')
  if (changed.length === 0) return []
  const cards = new Map(workspaces.all().map(({ id, name, teams }) => [id, { name, teams }]))
  for (const { ref, after } of changed) {
    if (after === undefined) cards.delete(ref.id)
    else cards.set(ref.id, { name: String(after['name'] ?? ''), teams: teamsOf(after['teams']) })
  }
  return changed.flatMap((write) => [...ownIssues(write, directory), ...takenTeams(write, cards)])
}

function ownIssues({ ref, before, after }: PlannedWrite, directory: Pick<Directory, 'hasTeam'>): readonly Issue[] {
  if (after === undefined) return ref.id === mainWorkspace ? [{ path: ['id'], message: 'The main workspace cannot be deleted.' }] : []
  if (typeof after['name'] !== 'string' || after['name'].trim() === '') return [{ path: ['name'], message: 'A workspace needs a name.' }]
  const known = teamsOf(before?.['teams'])
  const unknown = teamsOf(after['teams']).filter((team) => !known.includes(team) && !directory.hasTeam(team))
  return unknown.map((team) => ({ path: ['teams'], message: `There is no team ${team}.` }))
}

type Cards = ReadonlyMap<string, { readonly name: string; readonly teams: readonly string[] }>
function takenTeams({ ref, after }: PlannedWrite, cards: Cards): readonly Issue[] {
  return teamsOf(after?.['teams']).flatMap((team) => {
    const other = [...cards].find(([id, { teams }]) => id !== ref.id && teams.includes(team))
    if (other === undefined) return []
    return [{ path: ['teams'], message: `The team ${team} belongs to the workspace ${other[1].name}. Take it out there first.` }]
  })
}
function teamsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((team) => typeof team === 'string') : []
}
