/** Names of the three roles; a path may begin with one (`customer.csm`). `serviceRole` is not `service`, which is an object type. */
export const roleNames = ['customer', 'serviceRole', 'revenue'] as const
/** A role that an object type plays in every workspace of the account. */
export type RoleName = (typeof roleNames)[number]

/** What may play a role, and what does until an administrator chooses (MAP-1 to MAP-3). */
export interface RoleDefinition {
  readonly name: RoleName
  readonly label: string
  /** Built-in object types that may play it; custom ones may too where the edition has them (EDN-2). */
  readonly types: readonly string[]
  /** What plays it at first. */
  readonly initial: readonly string[]
  /** How many object types may play it together. */
  readonly most: number
  /** Whether it may stay empty. */
  readonly optional: boolean
}
/** The roles, in the order in which people set them. */
export const roleDefinitions: readonly RoleDefinition[] = [
  { name: 'customer', label: 'Customer', types: ['company', 'contact'], initial: ['company'], most: 1, optional: false },
  { name: 'serviceRole', label: 'Service', types: ['service'], initial: ['service'], most: 1, optional: true },
  { name: 'revenue', label: 'Revenue', types: ['deal'], initial: ['deal'], most: 2, optional: true },
]

/** Whether a text names a role. */
export function isRoleName(name: string): name is RoleName {
  return (roleNames as readonly string[]).includes(name)
}
