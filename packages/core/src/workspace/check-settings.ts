import type { Roles } from '../access/asker.js'
import type { AccountEdition } from '../contract/administration/edition.js'
import type { AnySettings, Choice, SettingsLook } from '../contract/settings.js'
import { runPluginCode } from '../errors/plugin-code.js'
import type { Issue, Problem } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, OptionDefinition, SchemaDefinition } from '../schema/definition.js'
import { toLabel } from '../schema/property.js'
import { roleDefinitions } from '../schema/role.js'
import type { TypeChoice } from './mapping/kept-choices.js'

/** What settings are looked at with. */
export interface SettingsView extends SettingsLook {
  readonly edition: Pick<AccountEdition, 'has' | 'lacks'>
  /** Object types that may play the role *revenue* in any edition, besides those of its definition (MAP-3). */
  readonly revenueTypes?: readonly string[]
  /** The values that hold now: an object type that plays a role keeps it when the edition shrinks (EDN-4). */
  readonly saved?: unknown
}
/** One field with a choice, and what is offered; if the field has one value for each type, also the type. */
export interface Offer {
  readonly field: string
  readonly type?: string
  readonly typeLabel?: string
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
  const chosen = offersOf(section, view).flatMap((offer) => checkOffer(offer, value, isKept(section, offer, view)))
  return chosen.length > 0 ? chosen : checkOf(section, value, view)
}
function checkOf({ id, check }: AnySettings, value: unknown, view: SettingsView): readonly Issue[] {
  if (check === undefined) return []
  return runPluginCode({ contribution: id, part: 'check' }, () => check(value, view) ?? [], areIssues)
}
function areIssues(found: unknown): boolean {
  return Array.isArray(found) && found.every((each) => typeof each?.message === 'string' && Array.isArray(each.path))
}

function offersFor(field: string, label: string, choice: Choice, view: SettingsView): readonly Offer[] {
  if (choice.from === 'options') {
    if (choice.each === undefined) return [{ field, label, options: choice.options }]
    const each = typesPlaying(choice.each, view.roles, view.types)
    return each.map((type) => ({ field, label, type: type.name, typeLabel: type.label, options: choice.options }))
  }
  if (choice.from === 'types') return [{ field, label, options: typesFor(choice.role, view) }]
  const types = typesPlaying(choice.role, view.roles, view.types)
  if (choice.from === 'playing') return [{ field, label, options: types.map((type) => ({ value: type.name, label: type.label })) }]
  const offered = types.map((type) => ({ field, label, type: type.name, typeLabel: type.label, options: optionsOf(type, choice) }))
  if (choice.each) return offered
  const [first] = offered
  return [{ field, label, options: first?.options ?? [] }]
}

function typesFor(role: string, view: SettingsView): readonly OptionDefinition[] {
  return candidatesFor(role, view)
    .filter(({ needs }) => needs === undefined || view.edition.has(needs))
    .map(({ type }) => ({ value: type.name, label: type.label }))
}
/** The object types that may play a role; `needs` is what an edition must have for it. */
export function candidatesFor(
  role: string,
  { types, revenueTypes = [] }: Pick<SettingsView, 'types' | 'revenueTypes'>,
): readonly { readonly type: ObjectTypeDefinition; readonly needs?: 'customObjects' }[] {
  const own = roleDefinitions.find(({ name }) => name === role)?.types ?? []
  const allowed = role === 'revenue' ? [...own, ...revenueTypes] : own
  return [...types.values()].flatMap((type) => {
    // One that is not activated is offered too: its tab says so until a super admin activates it (MAP-7).
    if (allowed.includes(type.name) && type.policy === undefined) return [{ type }]
    const isCustom = !type.builtIn && type.policy === undefined && type.activity === undefined && type.playsRoles !== false
    return isCustom ? [{ type, needs: 'customObjects' as const }] : []
  })
}
/** What the edition lacks for object types that a section newly gives a role: `edition.missing` (EDN-3). */
export function lackedBy(section: AnySettings, value: unknown, view: SettingsView): Problem | undefined {
  for (const [field, choice] of Object.entries(section.choices ?? {})) {
    if (choice?.from !== 'types') continue
    const chosen = listOf(read(value, field)).filter((type) => !listOf(read(view.saved, field)).includes(type))
    const needed = candidatesFor(choice.role, view).find(({ type, needs }) => needs !== undefined && chosen.includes(type.name))
    const lacked = needed?.needs && view.edition.lacks(needed.needs)
    if (lacked !== undefined) return lacked
  }
  return undefined
}
function typesPlaying(role: string, roles: Roles, types: SchemaDefinition): readonly ObjectTypeDefinition[] {
  const found = roleDefinitions.find(({ name }) => name === role)
  return found === undefined ? [] : (roles.get(found.name) ?? []).flatMap(({ type }) => types.get(type) ?? [])
}
function optionsOf({ properties, pipelines = [] }: ObjectTypeDefinition, choice: TypeChoice): readonly OptionDefinition[] {
  if (choice.from === 'pipelines') return pipelines.map(({ value, label }) => ({ value, label }))
  return properties.filter(({ kind }) => choice.kinds.includes(kind)).map(({ name, label }) => ({ value: name, label }))
}

function checkOffer({ field, type, label, options }: Offer, value: unknown, isKept: (one: unknown) => boolean): readonly Issue[] {
  const bad = listOf(valueAt(value, field, type)).filter((one) => !options.some((option) => option.value === one) && !isKept(one))
  const takes = options.length === 0 ? 'there is nothing to choose' : `it takes ${options.map((option) => option.value).join(', ')}`
  return bad.map((one) => ({
    path: type === undefined ? [field] : [field, type],
    message: `${label} cannot be ${String(one)}${type === undefined ? '' : ` for ${type}`}: ${takes}.`,
  }))
}
// An object type that plays a role and for which the edition lacks something now stays, until an administrator chooses another.
function isKept(section: AnySettings, { field }: Offer, view: SettingsView): (one: unknown) => boolean {
  const choice = section.choices?.[field]
  // While no object type plays the role there is nothing to choose from, and what was chosen stays: a tab can be hidden all the same.
  if (choice !== undefined && choice.from !== 'types' && choice.from !== 'options')
    return typesPlaying(choice.role, view.roles, view.types).length === 0
      ? (one) => listOf(read(view.saved, field)).includes(one)
      : () => false
  if (choice?.from !== 'types') return () => false
  const kept = listOf(read(view.saved, field))
  const there = candidatesFor(choice.role, view).map(({ type }) => type.name)
  return (one) => kept.includes(one) && there.some((name) => name === one)
}
function listOf(value: unknown): readonly unknown[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== undefined)
}
function valueAt(value: unknown, field: string, type: string | undefined): unknown {
  const found = read(value, field)
  return type === undefined ? found : read(found, type)
}
function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
