import type { workspacesContract } from '@tenure/core/administration'
import type { Text } from '@tenure/web/parts'
import type { z } from 'zod'

/** The workspaces of the account with its teams, as the core answers them. */
export type WorkspaceList = z.output<typeof workspacesContract.output>
/** One of them. */
export type ShownWorkspace = WorkspaceList['workspaces'][number]
/** A team, and the workspace that it is in. */
export type ShownTeam = WorkspaceList['teams'][number]

/** A team that somebody wants here while it is in another workspace: where it is, and what its move means (WSP-2). */
export interface Pending {
  readonly team: ShownTeam
  readonly from: ShownWorkspace
}

/** The wanted teams that are in another team workspace, and whose move nobody has asked for. */
export function pendingTeams(
  list: WorkspaceList,
  own: string | undefined,
  teams: readonly string[],
  move: readonly string[],
): readonly Pending[] {
  return list.teams.flatMap((team) => {
    if (!teams.includes(team.id) || move.includes(team.id) || team.workspace === own) return []
    const from = list.workspaces.find(({ id, main }) => id === team.workspace && !main)
    return from === undefined ? [] : [{ team, from }]
  })
}
/** The main workspace, which always exists. */
export function mainOf({ workspaces }: WorkspaceList): ShownWorkspace | undefined {
  return workspaces.find(({ main }) => main)
}
/** Names of teams in a row. */
export function teamNames({ teams }: WorkspaceList, ids: readonly string[]): string {
  return teams
    .filter(({ id }) => ids.includes(id))
    .map(({ name }) => name)
    .join(', ')
}
/** *14 people*, *1 person*. */
export function people(n: number, text: Text): string {
  return n === 1 ? text('1 person') : text('{n} people', { n })
}
/** *3 teams*, *1 team*. */
export function teams(n: number, text: Text): string {
  return n === 1 ? text('1 team') : text('{n} teams', { n })
}
