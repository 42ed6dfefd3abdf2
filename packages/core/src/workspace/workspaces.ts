import { mainWorkspace, type WorkspaceId } from '../access/asker.js'
import type { Principal } from '../access/principal.js'
import type { Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** A workspace as people know it. */
export interface WorkspaceCard {
  readonly id: WorkspaceId
  readonly name: string
  readonly description?: string
  readonly teams: readonly string[]
}
/** The account's current workspaces; they follow commits. The main one exists without a record (WSP-1). */
export interface Workspaces {
  /** The one that holds the user's primary team, or else the main one; other teams grant nothing (WSP-3). */
  of(principal: Principal): WorkspaceId
  find(id: WorkspaceId): WorkspaceCard | undefined
  /** The main one first. */
  all(): readonly WorkspaceCard[]
  /** Takes a committed change in; the workspace that it touched. */
  apply(change: Change): WorkspaceId | undefined
}

/** Workspaces over the records that a store holds. */
export function createWorkspaces(records: readonly StoredRecord[]): Workspaces {
  const cards = new Map<WorkspaceId, WorkspaceCard>([[mainWorkspace, { id: mainWorkspace, name: 'Main workspace', teams: [] }]])
  const take = (id: WorkspaceId, values: Values | undefined): void => {
    if (values !== undefined) cards.set(id, toCard(id, values))
    else if (id === mainWorkspace) cards.set(id, { id, name: 'Main workspace', teams: [] })
    else cards.delete(id)
  }
  for (const { ref, values, archivedAt } of records) if (ref.type === 'workspace' && archivedAt === undefined) take(ref.id, values)
  return {
    of: ({ primaryTeam }) =>
      primaryTeam === undefined
        ? mainWorkspace
        : ([...cards.values()].find(({ teams }) => teams.includes(primaryTeam))?.id ?? mainWorkspace),
    find: (id) => cards.get(id),
    all: () => [...cards.values()],
    apply({ ref, after, change }) {
      if (ref.type !== 'workspace' || change === 'link') return undefined
      take(ref.id, after)
      return ref.id
    },
  }
}

function toCard(id: WorkspaceId, { name, description, teams }: Values): WorkspaceCard {
  const held = Array.isArray(teams) ? teams.filter((team) => typeof team === 'string') : []
  return { id, name: typeof name === 'string' ? name : id, teams: held, ...(typeof description === 'string' && { description }) }
}
