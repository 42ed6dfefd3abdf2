import type { WorkspaceId } from '../access/asker.js'
import type { UserId } from '../schema/value.js'

/**
 * What changed in the workspace itself, so that only what depends on it is looked at again: users (their card, rights, workspace or roles),
 * a workspace, object types, a section of the settings (of one workspace; without one, of the account), the saved views of
 * collections, or the profiles of health scores.
 */
export type WorkspaceChange =
  | { readonly users: ReadonlySet<UserId> }
  | { readonly workspace: WorkspaceId }
  | { readonly types: ReadonlySet<string> }
  | { readonly section: string; readonly workspace?: WorkspaceId }
  | { readonly views: ReadonlySet<string> }
  | { readonly profiles: true }
