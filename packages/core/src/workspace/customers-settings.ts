import { z } from 'zod'
import type { RoleMapping, Roles } from '../access/access.js'
import type { Issue } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, OptionDefinition, SchemaDefinition } from '../schema/definition.js'
import type { Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** Record that holds the customer role and the Customers settings; of the system type `setting`. */
export const customersSettingId = 'customers'

/** Which object type plays the role *customer*, and which of its properties say who looks after it and when it renews (MAP-1, WSP-6). */
export interface CustomersSettings {
  readonly objectType: string
  readonly csm: string
  readonly renewalDate: string | null
}
/** The settings as saved, with the version that a later save has to name. `0`: never saved, the defaults hold. */
export interface SavedSettings {
  readonly settings: CustomersSettings
  readonly version: string
}

/** What holds until an administrator chooses. */
export const defaultCustomersSettings: CustomersSettings = { objectType: 'company', csm: 'csm', renewalDate: 'renewalDate' }
/** Object types that may play the role *customer*. */
const customerTypes = ['company', 'contact']

const schemaOfSettings = z.strictObject({ objectType: z.string(), csm: z.string(), renewalDate: z.string().nullable() })

/** Keeps the settings as they are stored now. */
export interface SettingsStore {
  read(): SavedSettings
  /** Takes a committed change in; tells whether it changed the settings. */
  apply(change: Change): boolean
}
/** A settings store out of the records that there are. */
export function createSettingsStore(records: readonly StoredRecord[]): SettingsStore {
  let saved: SavedSettings = { settings: defaultCustomersSettings, version: '0' }
  const take = (id: string, values: Values | undefined, version: string): boolean => {
    if (id !== customersSettingId) return false
    const parsed = schemaOfSettings.safeParse(values?.['data'])
    saved = { settings: parsed.success ? parsed.data : defaultCustomersSettings, version: values === undefined ? '0' : version }
    return true
  }
  for (const { ref, values, version, archivedAt } of records)
    if (ref.type === 'setting' && archivedAt === undefined) take(ref.id, values, version)
  return {
    read: () => saved,
    apply: ({ ref, after, version }) => ref.type === 'setting' && take(ref.id, after, version),
  }
}

/** The role *customer* as the settings say; a property that its type lost stands for nothing (MAP-4). */
export function rolesOf(settings: CustomersSettings, schema: SchemaDefinition): Roles {
  const type = schema.get(settings.objectType)
  if (type === undefined) return new Map()
  const chosen = (name: string | null, kinds: readonly string[]): string | undefined =>
    isOfKind(type, name, kinds) ? (name ?? undefined) : undefined
  const mapping: RoleMapping = {
    type: type.name,
    properties: { name: type.title, csm: chosen(settings.csm, ['user']), renewalDate: chosen(settings.renewalDate, ['date', 'datetime']) },
  }
  return new Map([['customer', mapping]])
}

/** What is wrong with settings: each bad field with what it takes (MAP-1, MAP-5, WSP-5). */
export function validateCustomersSettings(settings: CustomersSettings, schema: SchemaDefinition): readonly Issue[] {
  const type = schema.get(settings.objectType)
  if (type === undefined || !customerTypes.includes(type.name) || !type.active) {
    return [{ path: ['objectType'], message: `The role customer takes ${customerTypes.join(' or ')}, not ${settings.objectType}.` }]
  }
  const issues: Issue[] = []
  if (!isOfKind(type, settings.csm, ['user']))
    issues.push({
      path: ['csm'],
      message: `${type.label} has no user property ${settings.csm}. Choose one of ${names(csmProperties(type))}.`,
    })
  if (settings.renewalDate !== null && !isOfKind(type, settings.renewalDate, ['date', 'datetime'])) {
    issues.push({
      path: ['renewalDate'],
      message: `${type.label} has no date property ${settings.renewalDate}. Choose one of ${names(renewalProperties(type))}.`,
    })
  }
  return issues
}

/** Object types that can be chosen for the role. */
export function customerTypeOptions(schema: SchemaDefinition): readonly OptionDefinition[] {
  return customerTypes.flatMap((name) => schema.get(name) ?? []).map(({ name, label }) => ({ value: name, label }))
}
/** Properties that can say who looks after a customer: exactly the `user` ones. */
export function csmProperties(type: ObjectTypeDefinition): readonly OptionDefinition[] {
  return optionsOf(type, ['user'])
}
/** Properties that can say when it renews: exactly the days and instants. */
export function renewalProperties(type: ObjectTypeDefinition): readonly OptionDefinition[] {
  return optionsOf(type, ['date', 'datetime'])
}

function optionsOf({ properties }: ObjectTypeDefinition, kinds: readonly string[]): readonly OptionDefinition[] {
  return properties.filter(({ kind }) => kinds.includes(kind)).map(({ name, label }) => ({ value: name, label }))
}
function isOfKind({ properties }: ObjectTypeDefinition, name: string | null, kinds: readonly string[]): boolean {
  return properties.some((property) => property.name === name && kinds.includes(property.kind))
}
function names(options: readonly OptionDefinition[]): string {
  return options.map(({ value }) => value).join(', ')
}
