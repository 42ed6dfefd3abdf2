import type { RoleMapping, Roles } from '../access/asker.js'
import type { AnySettings, Choice } from '../contract/settings.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { type RoleName, roleNames } from '../schema/role.js'
import type { OpenChoice } from './mapping/kept-choices.js'
import { type RoleSettings, typesOf } from './role-section.js'

/** A section with its values in one workspace. */
export interface SectionValues {
  readonly section: AnySettings
  readonly value: unknown
  /** What nobody has chosen for the types that play the roles now. */
  readonly open?: readonly OpenChoice[]
}
type PropertyChoice = Extract<Choice, { readonly from: 'properties' }>

/**
 * What plays each role in one workspace: the types by the account's mapping, their properties by what the workspace chose in any section. A
 * property that its type lost, or never had, means nothing until an administrator chooses again (MAP-4).
 */
export function rolesOf(mapping: RoleSettings, sections: readonly SectionValues[], schema: SchemaDefinition): Roles {
  return new Map(
    roleNames.map((role): readonly [RoleName, readonly RoleMapping[]] => {
      const types = typesOf(mapping, role).flatMap((name) => schema.get(name) ?? [])
      const first = firstOf(role, sections)
      const inOrder = [...types.filter(({ name }) => name === first), ...types.filter(({ name }) => name !== first)]
      return [role, inOrder.filter(({ active }) => active).map((type) => toMapping(role, type, sections))]
    }),
  )
}

/** The type that the workspace shows first, where it has chosen one. */
function firstOf(role: RoleName, sections: readonly SectionValues[]): unknown {
  for (const { section, value } of sections)
    for (const [field, choice] of Object.entries(section.choices ?? {}))
      if (choice?.from === 'playing' && choice.role === role) return fieldOf(value, field)
  return undefined
}

/** The pipelines that a workspace chose for a type, the default one first; what the type has no more does not count. */
function pipelinesOf(
  role: RoleName,
  { name, pipelines = [] }: ObjectTypeDefinition,
  sections: readonly SectionValues[],
): readonly string[] | undefined {
  const chosen = sections.flatMap(({ section, value }) =>
    Object.entries(section.choices ?? {}).flatMap(([field, choice]) => {
      if (choice?.from !== 'pipelines' || choice.role !== role || choice.aside) return []
      const found = choice.each ? fieldOf(fieldOf(value, field), name) : fieldOf(value, field)
      return [found]
    }),
  )
  const listed = chosen.find((each): each is readonly unknown[] => Array.isArray(each))
  if (listed === undefined) return undefined
  const known = listed.flatMap((each) => pipelines.find((pipeline) => pipeline.value === each)?.value ?? [])
  const first = chosen.find((each) => typeof each === 'string' && known.includes(each))
  return [...known.filter((each) => each === first), ...known.filter((each) => each !== first)]
}

function toMapping(role: RoleName, type: ObjectTypeDefinition, sections: readonly SectionValues[]): RoleMapping {
  const chosen = sections.flatMap(({ section, value, open = [] }) =>
    Object.entries(section.choices ?? {}).flatMap(([field, choice]) => {
      if (!isFor(choice, role)) return []
      const isOpen = open.some((one) => one.field === field && one.type === type.name)
      return [[choice.as ?? field, isOpen ? undefined : chosenProperty(type, choice, fieldOf(value, field))] as const]
    }),
  )
  const pipelines = pipelinesOf(role, type, sections)
  return { type: type.name, properties: { name: type.title, ...Object.fromEntries(chosen) }, ...(pipelines && { pipelines }) }
}

/** The property that a value of settings names for a type; `undefined` where that is none which the choice offers. */
export function chosenProperty(type: ObjectTypeDefinition, { kinds, each }: PropertyChoice, value: unknown): string | undefined {
  const name = each ? fieldOf(value, type.name) : value
  return type.properties.find((property) => property.name === name && kinds.includes(property.kind))?.name
}

function isFor(choice: Choice | undefined, role: RoleName): choice is PropertyChoice {
  return choice?.from === 'properties' && choice.role === role
}
function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field) ? Reflect.get(value, field) : undefined
}
