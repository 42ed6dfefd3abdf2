import { z } from 'zod'
import { defineSettings, type Settings, typesFor } from '../contract/settings.js'
import { CustomerRole, RevenueRole, ServiceRole } from '../schema/object-types.js'
import { type RoleName, roleDefinitions } from '../schema/role.js'

/** Which object types play the roles, account-wide (MAP-1 to MAP-3). Of two for *revenue* the first is shown first. */
export interface RoleSettings {
  readonly customer: string
  readonly serviceRole: string | null
  readonly revenue: readonly string[]
}

const type = z.string().min(1).max(63)
const most = (role: RoleName): number => roleDefinitions.find(({ name }) => name === role)?.most ?? 1

/** The account's mapping of roles, a section of the settings like those of plugins. */
export const roleSection: Settings<RoleSettings> = defineSettings<RoleSettings>({
  id: 'tenure.core/roles',
  scope: 'account',
  title: 'Objects',
  description: 'Which object types play the roles of customer, service and revenue, in every workspace.',
  schema: z.strictObject({
    customer: type,
    serviceRole: type.nullable(),
    revenue: z.array(type).max(most('revenue')).refine(isDistinct, 'An object type plays the role revenue once.'),
  }),
  initial: { customer: 'company', serviceRole: 'service', revenue: ['deal'] },
  labels: { customer: 'Customer', serviceRole: 'Service', revenue: 'Revenue' },
  choices: { customer: typesFor(CustomerRole), serviceRole: typesFor(ServiceRole), revenue: typesFor(RevenueRole) },
})

/** The types that play a role, the first shown first. */
export function typesOf(settings: RoleSettings, role: RoleName): readonly string[] {
  const chosen = settings[role]
  if (chosen === null) return []
  return typeof chosen === 'string' ? [chosen] : chosen
}

function isDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}
