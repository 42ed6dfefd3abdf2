import type { Atom, Expression } from '../query/canonical.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { type ObjectAction } from './permissions.js'
import { type Principal, rightsTo } from './principal.js'

/** Holds for every record. */
export const always: Expression = Object.freeze({ all: [] })
/** Holds for none. */
export const never: Expression = Object.freeze({ any: [] })

/** Properties of system types that everybody who signs in may read: names of colleagues and teams. */
const open: Readonly<Record<string, readonly string[]>> = { user: ['name', 'email', 'active', 'timeZone', 'primaryTeam'], team: ['name'] }

/** System types that the core alone writes, each by an action of its own that checks the whole (MAP-6). */
const kept: readonly string[] = ['setting', 'objectType']

/** Which records of a type the user may view, edit or delete, as a condition (ACC-4, ACC-7). Deny by default. */
export function policyOf(principal: Principal, type: ObjectTypeDefinition, action: ObjectAction): Expression {
  if (principal.system) return always
  if (type.system === true) return mayTouchSystem(principal, type, action) ? always : never
  const rights = rightsTo(principal, type.name)
  if (rights[action] === 'all') return always
  if (rights[action] === 'none') return never
  return own(principal, type, rights.unassigned === true)
}

/** Whether the user may see this property's values (ACC-8). */
export function isReadable(principal: Principal, type: ObjectTypeDefinition, property: string): boolean {
  if (principal.system) return true
  if (type.system === true && !principal.superAdmin) return open[type.name]?.includes(property) === true
  return !principal.hidden.has(`${type.name}.${property}`)
}
/** Whether the user may write it. */
export function isWritable(principal: Principal, type: ObjectTypeDefinition, property: string): boolean {
  return isReadable(principal, type, property) && !principal.readOnly.has(`${type.name}.${property}`)
}

function mayTouchSystem({ superAdmin }: Principal, { name }: ObjectTypeDefinition, action: ObjectAction): boolean {
  return action === 'view' ? superAdmin || Object.hasOwn(open, name) : superAdmin && !kept.includes(name)
}
function own(principal: Principal, type: ObjectTypeDefinition, unassigned: boolean): Expression {
  const properties = type.ownership.filter((name) => type.properties.some((property) => property.name === name))
  const mine: Expression[] = properties.map((property) => ({ atom: 0, test: 'is', property, kind: 'user', value: principal.user }))
  const known: Atom[] = properties.map((property) => ({ atom: 0, test: 'is-known', property, kind: 'user' }))
  return unassigned ? { any: [...mine, { not: { any: known } }] } : { any: mine }
}
