import type { AnySettings } from '../../contract/settings.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { toLabel } from '../../schema/property.js'
import { checkSettings, type SettingsView } from '../check-settings.js'
import { type RoleSettings, typesOf } from '../role-section.js'
import { chosenProperty } from '../roles-of.js'
import { isRequired, type MappedValues, type OpenChoice, type TypeChoice, typeChoices } from './kept-choices.js'

/** One choice of a section for one object type that plays a role, and what it is; without `chosen` there is none that the type has. */
export interface ChoiceForType {
  readonly field: string
  readonly label: string
  readonly type: ObjectTypeDefinition
  readonly isRequired: boolean
  /** Labels of the chosen property or pipelines. */
  readonly chosen?: string
}

/** The choices of a section for each object type that a mapping gives the roles; one that is not activated, or not there, has none. */
export function choicesFor(
  section: AnySettings,
  saved: MappedValues,
  { mapping, types }: { readonly mapping: RoleSettings; readonly types: SchemaDefinition },
): readonly ChoiceForType[] {
  return typeChoices(section).flatMap(({ field, choice }) =>
    typesOf(mapping, choice.role)
      .slice(0, choice.each ? undefined : 1)
      .flatMap((name) => types.get(name) ?? [])
      .filter(({ active }) => active)
      .map((type) => {
        const chosen = labelOfChosen(saved, field, choice, type)
        const label = section.labels?.[field] ?? toLabel(field)
        const required = isRequired(section, saved.value, { field, type: type.name, each: choice.each === true })
        return { field, label, type, isRequired: required, ...(chosen !== undefined && { chosen }) }
      }),
  )
}

/** What is wrong with the settings that hold: what has to be chosen for the types that play the roles now, and what no longer fits (MAP-4). */
export function problemsOf(section: AnySettings, { value, open }: MappedValues, view: SettingsView): readonly Issue[] {
  const missing = open.filter((one) => one.isRequired).map((one) => toIssue(section, one, view.types))
  const others = checkSettings(section, value, { ...view, saved: value }).filter(
    ({ path }) => !open.some(({ field, type }) => path[0] === field && (path[1] ?? type) === type),
  )
  return [...missing, ...others]
}

function labelOfChosen({ value, open }: MappedValues, field: string, choice: TypeChoice, type: ObjectTypeDefinition): string | undefined {
  if (open.some((one) => one.field === field && one.type === type.name)) return undefined
  const held = read(value, field)
  if (choice.from === 'properties') {
    const name = chosenProperty(type, choice, held)
    return type.properties.find((property) => property.name === name)?.label
  }
  const chosen = choice.each ? read(held, type.name) : held
  const values = Array.isArray(chosen) ? chosen : [chosen]
  const labels = values.map((one) => type.pipelines?.find((pipeline) => pipeline.value === one)?.label)
  return labels.length > 0 && labels.every((label) => label !== undefined) ? labels.join(', ') : undefined
}
function toIssue(section: AnySettings, { field, type }: OpenChoice, types: SchemaDefinition): Issue {
  const isEach = typeChoices(section).some((one) => one.field === field && one.choice.each === true)
  const of = types.get(type)?.label ?? type
  return { path: isEach ? [field, type] : [field], message: `Choose the ${section.labels?.[field] ?? toLabel(field)} of ${of}.` }
}
function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
