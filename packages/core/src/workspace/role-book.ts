import type { Roles, WorkspaceId } from '../access/asker.js'
import type { AnySettings } from '../contract/settings.js'
import type { SchemaDefinition } from '../schema/definition.js'
import { rolesOf } from './roles-of.js'
import type { SettingsStore } from './settings-store.js'

/** The roles of each workspace: the same value until the mapping, a type or a choice of the workspace changes. */
export interface RoleBook {
  in(workspace: WorkspaceId): Roles
  /** Settings or object types changed: roles are worked out again at the next read. */
  refresh(): void
}
/** A role book over the settings. `sections` are those of all plugins that are there now. */
export function createRoleBook(
  settings: Pick<SettingsStore, 'read' | 'mapping'>,
  sections: () => readonly AnySettings[],
  schema: () => SchemaDefinition,
): RoleBook {
  const known = new Map<WorkspaceId, { readonly roles: Roles; readonly text: string }>()
  const fresh = new Set<WorkspaceId>()
  return {
    in(workspace) {
      const before = known.get(workspace)
      if (before !== undefined && fresh.has(workspace)) return before.roles
      const values = sections().map((section) => ({ section, ...settings.read(section, workspace) }))
      const roles = rolesOf(settings.mapping(), values, schema())
      const text = JSON.stringify([...roles])
      const kept = before?.text === text ? before : { roles, text }
      known.set(workspace, kept)
      fresh.add(workspace)
      return kept.roles
    },
    refresh: () => fresh.clear(),
  }
}
