import { mainWorkspace, type WorkspaceId } from '../access/asker.js'
import type { Principal } from '../access/principal.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import type { Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** A workspace as people know it. `version` is that of its record, `0` for the main one until somebody saves it. */
export interface WorkspaceCard {
  readonly id: WorkspaceId
  readonly name: string
  readonly description?: string
  /** The main one has none of its own: it holds every team that no other one holds. */
  readonly teams: readonly string[]
  readonly version: string
}
/** The account's current workspaces; they follow commits. The main one exists without a record (WSP-1). */
export interface Workspaces {
  /** The one that holds the user's primary team, or else the main one; other teams grant nothing (WSP-3). */
  of(principal: Pick<Principal, 'primaryTeam'>): WorkspaceId
  find(id: WorkspaceId): WorkspaceCard | undefined
  /** The main one first. */
  all(): readonly WorkspaceCard[]
  /** Takes a committed change in; the workspace that it touched. */
  apply(change: Change): WorkspaceId | undefined
}

/** Workspaces over the records that a store holds. */
export function createWorkspaces(records: readonly StoredRecord[]): Workspaces {
  const unnamed: WorkspaceCard = { id: mainWorkspace, name: 'Main workspace', teams: [], version: '0' }
  const cards = new Map<WorkspaceId, WorkspaceCard>([[mainWorkspace, unnamed]])
  const take = (id: WorkspaceId, values: Values | undefined, version: string): void => {
    if (values !== undefined) cards.set(id, toCard(id, values, version))
    else if (id === mainWorkspace) cards.set(id, unnamed)
    else cards.delete(id)
  }
  for (const { ref, values, version, archivedAt } of records)
    if (ref.type === 'workspace' && archivedAt === undefined) take(ref.id, values, version)
  return {
    of: ({ primaryTeam }) =>
      primaryTeam === undefined
        ? mainWorkspace
        : ([...cards.values()].find(({ teams }) => teams.includes(primaryTeam))?.id ?? mainWorkspace),
    find: (id) => cards.get(id),
    all: () => [...cards.values()],
    apply({ ref, after, change, version }) {
      if (ref.type !== 'workspace' || change === 'link') return undefined
      take(ref.id, after, version)
      return ref.id
    },
  }
}

/** How many team workspaces the edition has. */
export function mostOf(edition: Pick<AccountEdition, 'has' | 'limit'>): number {
  return edition.has('teamWorkspaces') ? edition.limit('teamWorkspaces') : 0
}

function toCard(id: WorkspaceId, { name, description, teams }: Values, version: string): WorkspaceCard {
  const held = Array.isArray(teams) && id !== mainWorkspace ? teams.filter((team) => typeof team === 'string') : []
  return { id, name: typeof name === 'string' ? name : id, teams: held, version, ...(typeof description === 'string' && { description }) }
}
