import type { AnySettings } from '../../contract/settings.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { type RoleName, roleDefinitions } from '../../schema/role.js'
import { type RoleSettings, typesOf } from '../role-section.js'
import type { SettingsStore } from '../settings-store.js'
import type { Workspaces } from '../workspaces.js'
import { type ChoiceForType, choicesFor } from './open-choices.js'

/** What working out the effect of a mapping needs. */
export interface EffectPort {
  readonly settings: Pick<SettingsStore, 'read' | 'under' | 'mapping'>
  readonly workspaces: Pick<Workspaces, 'all'>
  schema(): SchemaDefinition
  sections(): readonly AnySettings[]
}
/** A role that other object types would play. */
export interface ChangedRole {
  readonly role: RoleName
  readonly label: string
  readonly from: readonly string[]
  readonly to: readonly string[]
}
/** What becomes of a section of one workspace: which fields have to be chosen, and which choices are not used any more. */
export interface ChangedSection {
  readonly section: string
  readonly title: string
  readonly workspace: string
  readonly workspaceName: string
  /** Fields that have to be chosen; until then the tabs over the role ask for them. */
  readonly asks: readonly { readonly field: string; readonly label: string; readonly typeLabel: string }[]
  /** Choices for an object type that no longer plays the role. */
  readonly unused: readonly { readonly field: string; readonly label: string; readonly typeLabel: string; readonly chosen: string }[]
}
/** What a change of the mapping does, before it is saved; nothing is deleted (MAP-4). */
export interface MappingEffect {
  readonly roles: readonly ChangedRole[]
  readonly sections: readonly ChangedSection[]
  /** Pipelines of object types that no longer play a role. */
  readonly pipelines: readonly { readonly typeLabel: string; readonly labels: readonly string[] }[]
  /** Object types that would play a role and are not activated (MAP-7). */
  readonly inactive: readonly { readonly type: string; readonly label: string }[]
  readonly workspaces: number
}

/** What saving this mapping would do to each workspace. */
export function effectOf(port: EffectPort, next: RoleSettings): MappingEffect {
  const [types, now] = [port.schema(), port.settings.mapping()]
  const label = (name: string): string => types.get(name)?.label ?? name
  const roles = roleDefinitions.flatMap(({ name: role, label: title }) => {
    const [from, to] = [typesOf(now, role), typesOf(next, role)]
    return from.join() === to.join() ? [] : [{ role, label: title, from: from.map(label), to: to.map(label) }]
  })
  const workspaces = port.workspaces.all()
  const places = workspaces.flatMap((workspace) => port.sections().map((section) => ({ workspace, section })))
  const sections = places.flatMap(({ workspace, section }): readonly ChangedSection[] => {
    const changed = changeOf(port, section, workspace.id, next)
    if (changed.asks.length === 0 && changed.unused.length === 0) return []
    return [{ section: section.id, title: section.title, workspace: workspace.id, workspaceName: workspace.name, ...changed }]
  })
  return {
    roles,
    sections,
    pipelines: pipelinesLeft(types, now, next),
    inactive: inactiveOf(types, now, next),
    workspaces: workspaces.length,
  }
}

type Changed = Pick<ChangedSection, 'asks' | 'unused'>
function changeOf({ settings, schema }: EffectPort, section: AnySettings, workspace: string, next: RoleSettings): Changed {
  const types = schema()
  const before = choicesFor(section, settings.read(section, workspace), { mapping: settings.mapping(), types })
  const after = choicesFor(section, settings.under(next, section, workspace), { mapping: next, types })
  const isIn = (list: readonly ChoiceForType[], one: ChoiceForType): boolean =>
    list.some(({ field, type }) => field === one.field && type.name === one.type.name)
  const asks = after.filter((one) => !isIn(before, one) && one.isRequired && one.chosen === undefined)
  const unused = before.filter((one) => !isIn(after, one))
  return {
    asks: asks.map(({ field, label, type }) => ({ field, label, typeLabel: type.label })),
    unused: unused.flatMap(({ field, label, type, chosen }) =>
      chosen === undefined ? [] : [{ field, label, typeLabel: type.label, chosen }],
    ),
  }
}

function playing(mapping: RoleSettings): ReadonlySet<string> {
  return new Set(roleDefinitions.flatMap(({ name }) => typesOf(mapping, name)))
}
function pipelinesLeft(types: SchemaDefinition, now: RoleSettings, next: RoleSettings): MappingEffect['pipelines'] {
  const left = [...playing(now)].filter((name) => !playing(next).has(name))
  return left.flatMap((name) => {
    const { label = name, pipelines = [], active = false } = types.get(name) ?? {}
    return active && pipelines.length > 0 ? [{ typeLabel: label, labels: pipelines.map((each) => each.label) }] : []
  })
}
function inactiveOf(types: SchemaDefinition, now: RoleSettings, next: RoleSettings): MappingEffect['inactive'] {
  const added = [...playing(next)].filter((name) => !playing(now).has(name))
  return added.flatMap((name) => {
    const type = types.get(name)
    return type === undefined || type.active ? [] : [{ type: name, label: type.label }]
  })
}
