import type { WorkspaceId } from '../../access/asker.js'
import type { AnySettings } from '../../contract/settings.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { type RoleName, roleDefinitions } from '../../schema/role.js'
import { typesOf } from '../role-section.js'
import type { SettingsStore } from '../settings-store.js'
import { choicesFor } from './open-choices.js'

/** What has to be known to say what a workspace still has to choose. */
export interface ConfigurationPort {
  readonly settings: Pick<SettingsStore, 'read' | 'mapping'>
  schema(): SchemaDefinition
  sections(): readonly AnySettings[]
}
/**
 * What a workspace has to choose before tabs over a role have something to show (MAP-4): an object type for the role, its activation, or fields
 * of a section of the settings.
 */
export type NeededConfiguration =
  | { readonly because: 'unmapped'; readonly role: string }
  | { readonly because: 'inactive'; readonly role: string; readonly type: { readonly name: string; readonly label: string } }
  | {
      readonly because: 'unchosen'
      readonly role: string
      readonly section: string
      readonly fields: readonly { readonly label: string; readonly typeLabel: string }[]
    }

/** The first thing that a workspace has to choose for these roles; `undefined` where nothing is missing. */
export function neededFor(port: ConfigurationPort, workspace: WorkspaceId, roles: readonly RoleName[]): NeededConfiguration | undefined {
  for (const role of roles) {
    const needed = typeNeeded(port, role) ?? choiceNeeded(port, workspace, role)
    if (needed !== undefined) return needed
  }
  return undefined
}

function typeNeeded({ settings, schema }: ConfigurationPort, role: RoleName): NeededConfiguration | undefined {
  const label = roleDefinitions.find(({ name }) => name === role)?.label ?? role
  const types = typesOf(settings.mapping(), role).flatMap((name) => schema().get(name) ?? [])
  const [first] = types
  if (first === undefined) return { because: 'unmapped', role: label }
  return types.some(({ active }) => active)
    ? undefined
    : { because: 'inactive', role: label, type: { name: first.name, label: first.label } }
}
function choiceNeeded(
  { settings, schema, sections }: ConfigurationPort,
  workspace: WorkspaceId,
  role: RoleName,
): NeededConfiguration | undefined {
  const mapping = settings.mapping()
  for (const section of sections()) {
    const own = new Set(
      Object.entries(section.choices ?? {}).flatMap(([field, choice]) =>
        choice && 'role' in choice && choice.role === role ? [field] : [],
      ),
    )
    if (own.size === 0) continue
    const missing = choicesFor(section, settings.read(section, workspace), { mapping, types: schema() }).filter(
      ({ field, isRequired, chosen }) => own.has(field) && isRequired && chosen === undefined,
    )
    if (missing.length > 0) {
      const fields = missing.map(({ label, type }) => ({ label, typeLabel: type.label }))
      return { because: 'unchosen', role: roleDefinitions.find(({ name }) => name === role)?.label ?? role, section: section.id, fields }
    }
  }
  return undefined
}
