import type { Roles } from '../access/asker.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import type { AnySettings, Choice, SettingsLook } from '../contract/settings.js'
import type { Issue } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, OptionDefinition, SchemaDefinition } from '../schema/definition.js'
import { toLabel } from '../schema/property.js'
import { roleDefinitions } from '../schema/role.js'

/** What settings are looked at with. */
export interface SettingsView extends SettingsLook {
  readonly edition: Pick<AccountEdition, 'has'>
}
/** One field with a choice, and what is offered; if the field has one value for each type, also the type. */
export interface Offer {
  readonly field: string
  readonly type?: string
  readonly label: string
  readonly options: readonly OptionDefinition[]
}

/** What may be chosen for each field that offers a choice (MAP-5). */
export function offersOf(section: AnySettings, view: SettingsView): readonly Offer[] {
  return Object.entries(section.choices ?? {}).flatMap(([field, choice]) =>
    choice === undefined ? [] : offersFor(field, section.labels?.[field] ?? toLabel(field), choice, view),
  )
}

/** What is wrong with the values of a section: each bad field with what it takes (WSP-5). `value` fits the section's schema. */
export function checkSettings(section: AnySettings, value: unknown, view: SettingsView): readonly Issue[] {
  const chosen = offersOf(section, view).flatMap((offer) => checkOffer(offer, value))
  return chosen.length > 0 ? chosen : (section.check?.(value, view) ?? [])
}

function offersFor(field: string, label: string, choice: Choice, view: SettingsView): readonly Offer[] {
  if (choice.from === 'options') return [{ field, label, options: choice.options }]
  if (choice.from === 'types') return [{ field, label, options: typesFor(choice.role, view) }]
  const types = typesPlaying(choice.role, view.roles, view.types)
  const offered = types.map((type) => ({ field, label, type: type.name, options: propertiesOf(type, choice.kinds) }))
  if (choice.each) return offered
  const [first] = offered
  return [{ field, label, options: first?.options ?? [] }]
}

function typesFor(role: string, { types, edition }: SettingsView): readonly OptionDefinition[] {
  const allowed = roleDefinitions.find(({ name }) => name === role)?.types ?? []
  return [...types.values()]
    .filter(({ name, builtIn, policy, activity }) => {
      // One that is not activated is offered too: its tab says so until a super admin activates it (MAP-7).
      if (allowed.includes(name)) return true
      return edition.has('customObjects') && !builtIn && policy === undefined && activity === undefined
    })
    .map(({ name, label }) => ({ value: name, label }))
}
function typesPlaying(role: string, roles: Roles, types: SchemaDefinition): readonly ObjectTypeDefinition[] {
  const found = roleDefinitions.find(({ name }) => name === role)
  return found === undefined ? [] : (roles.get(found.name) ?? []).flatMap(({ type }) => types.get(type) ?? [])
}
function propertiesOf({ properties }: ObjectTypeDefinition, kinds: readonly string[]): readonly OptionDefinition[] {
  return properties.filter(({ kind }) => kinds.includes(kind)).map(({ name, label }) => ({ value: name, label }))
}

function checkOffer({ field, type, label, options }: Offer, value: unknown): readonly Issue[] {
  const chosen = valueAt(value, field, type)
  const wanted = Array.isArray(chosen) ? chosen : [chosen]
  const bad = wanted.filter((one) => one !== null && one !== undefined && !options.some((option) => option.value === one))
  const takes = options.length === 0 ? 'there is nothing to choose' : `it takes ${options.map((option) => option.value).join(', ')}`
  return bad.map((one) => ({
    path: type === undefined ? [field] : [field, type],
    message: `${label} cannot be ${String(one)}${type === undefined ? '' : ` for ${type}`}: ${takes}.`,
  }))
}
function valueAt(value: unknown, field: string, type: string | undefined): unknown {
  const found = read(value, field)
  return type === undefined ? found : read(found, type)
}
function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
