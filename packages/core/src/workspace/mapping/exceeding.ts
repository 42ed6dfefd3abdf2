import { mainWorkspace } from '../../access/asker.js'
import type { AccountEdition } from '../../contract/administration/edition.js'
import type { Problem } from '../../errors/tenure-error.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { roleDefinitions } from '../../schema/role.js'
import { candidatesFor } from '../check-settings.js'
import { typesOf } from '../role-section.js'
import type { SettingsStore } from '../settings-store.js'
import type { Workspaces } from '../workspaces.js'

/** What is looked through for what exceeds the edition. */
export interface ExceedingPort {
  readonly edition: AccountEdition
  readonly revenueTypes: readonly string[]
  readonly settings: Pick<SettingsStore, 'mapping'>
  readonly workspaces: Pick<Workspaces, 'all'>
  schema(): SchemaDefinition
}
/** Something that is kept although the edition would not have it now. It works on, and cannot be edited. */
export interface Exceeding {
  readonly what: 'workspace' | 'role'
  readonly id: string
  readonly label: string
  readonly problem: Problem
}

/** Everything that exceeds the edition (EDN-4). */
export function exceedingOf(port: ExceedingPort): readonly Exceeding[] {
  return [...exceedingWorkspaces(port), ...exceedingRoles(port)]
}

/** Why a workspace cannot be edited: the edition has no team workspaces, or fewer; the oldest are within the limit. */
export function excessOf(port: Pick<ExceedingPort, 'edition' | 'workspaces'>, workspace: string): Problem | undefined {
  return exceedingWorkspaces(port).find(({ id }) => id === workspace)?.problem
}

// Ids of workspaces follow the time at which they were made.
function exceedingWorkspaces({ edition, workspaces }: Pick<ExceedingPort, 'edition' | 'workspaces'>): readonly Exceeding[] {
  const teams = workspaces.all().filter(({ id }) => id !== mainWorkspace)
  const inOrder = [...teams].sort((a, b) => (a.id < b.id ? -1 : 1))
  return inOrder.flatMap(({ id, name }, index) => {
    const problem = edition.lacks('teamWorkspaces') ?? edition.exceeds('teamWorkspaces', index + 1)
    return problem === undefined ? [] : [{ what: 'workspace' as const, id, label: name, problem }]
  })
}
function exceedingRoles({ edition, revenueTypes, settings, schema }: ExceedingPort): readonly Exceeding[] {
  const types = schema()
  return roleDefinitions.flatMap(({ name }) => {
    const playing = typesOf(settings.mapping(), name)
    return candidatesFor(name, { types, revenueTypes }).flatMap(({ type, needs }) => {
      const problem = needs && playing.includes(type.name) ? edition.lacks(needs) : undefined
      return problem === undefined ? [] : [{ what: 'role' as const, id: name, label: type.label, problem }]
    })
  })
}
