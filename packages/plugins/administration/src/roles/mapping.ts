import type { mappingEffectContract, objectRolesContract } from '@tenure/core/administration'
import type { z } from 'zod'

/** The roles as the core answers them. */
export type ShownRoles = z.output<typeof objectRolesContract.output>
/** One role with the types that may play it. */
export type ShownRole = ShownRoles['roles'][number]
/** One of these types. */
export type RoleType = ShownRole['types'][number]
/** Which types play the roles. */
export type Mapping = ShownRoles['mapping']
/** What a mapping would do. */
export type Effect = z.output<typeof mappingEffectContract.output>

/** The types that play a role, the first shown first. */
export function typesIn(mapping: Mapping, role: ShownRole['role']): readonly string[] {
  const chosen = mapping[role]
  if (chosen === null) return []
  return typeof chosen === 'string' ? [chosen] : chosen
}

/** The mapping with a type chosen for a role, or taken away. A role with one type changes it; the others take as many as they may. */
export function choose(mapping: Mapping, { role, most, optional }: ShownRole, type: string): Mapping {
  const now = typesIn(mapping, role)
  if (role === 'customer') return { ...mapping, customer: type }
  if (role === 'serviceRole') return { ...mapping, serviceRole: now.includes(type) && optional ? null : type }
  if (now.includes(type)) return { ...mapping, revenue: now.filter((each) => each !== type) }
  return { ...mapping, revenue: [...now.slice(0, most - 1), type] }
}
/** The mapping with this type of a role shown first. */
export function showFirst(mapping: Mapping, type: string): Mapping {
  return { ...mapping, revenue: [type, ...mapping.revenue.filter((each) => each !== type)] }
}
/** The roles that other types play in the one mapping than in the other. */
export function changedRoles(a: Mapping, b: Mapping): readonly ShownRole['role'][] {
  return (['customer', 'serviceRole', 'revenue'] as const).filter((role) => typesIn(a, role).join() !== typesIn(b, role).join())
}
