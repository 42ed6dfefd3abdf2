import type { ObjectTypeDefinition, PropertyDefinition } from './definition.js'
import { toLabel } from './property.js'
import type { PropertyKind } from './value.js'

// Rights, of a user and of a permission set: the same names, so that both are read the same way.
const rights = { permissions: 'multi_enumeration', objects: 'json', hidden: 'multi_enumeration', readOnly: 'multi_enumeration' } as const

/** Records of the workspace itself: who works in it, what they may do, how it is set up. */
export const systemTypes: readonly ObjectTypeDefinition[] = [
  system('user', 'User', 'Users', {
    name: 'string',
    email: 'string',
    active: 'boolean',
    seat: 'boolean',
    superAdmin: 'boolean',
    timeZone: 'string',
    locale: 'string',
    teams: 'multi_enumeration',
    primaryTeam: 'string',
    permissionSets: 'multi_enumeration',
    ...rights,
  }),
  system('team', 'Team', 'Teams', { name: 'string' }),
  system('permissionSet', 'Permission set', 'Permission sets', { name: 'string', ...rights }),
  system('setting', 'Setting', 'Settings', { name: 'string', data: 'json' }, ['name']),
  system('objectType', 'Object type', 'Object types', { name: 'string', definition: 'json' }, ['name']),
]

function system(
  name: string,
  label: string,
  plural: string,
  members: Readonly<Record<string, PropertyKind>>,
  unique: readonly string[] = [],
): ObjectTypeDefinition {
  const properties = Object.entries(members).map(
    ([key, kind]): PropertyDefinition => ({ name: key, kind, label: toLabel(key), ...(unique.includes(key) && { unique: true }) }),
  )
  return { name, label, plural, title: 'name', properties, associations: [], ownership: [], system: true, active: true }
}
