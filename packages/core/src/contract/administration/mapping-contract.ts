import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const name = z.string().min(1).max(63)
const label = z.string()
const problem = z.strictObject({ code: z.string(), message: z.string(), details: z.json() })
/** Which object types play the roles; of two for revenue the first is shown first (MAP-3). */
export const mappingSchema = z.strictObject({ customer: name, serviceRole: name.nullable(), revenue: z.array(name).max(10) })

/** The mapping of roles, and which object types may play each. It is saved as the section `tenure.core/roles` of the settings (MAP-6). */
export const objectRolesContract = defineProviderContract({
  id: 'tenure.core/object-roles',
  title: 'Object roles',
  description: 'Which object types play the roles customer, service and revenue, and which may.',
  permission: 'settings.manage',
  output: z.strictObject({
    mapping: mappingSchema,
    /** The one that a save has to name. */
    version: z.string(),
    /** Whether the user may activate object types. */
    activates: z.boolean(),
    roles: z.array(
      z.strictObject({
        role: z.enum(['customer', 'serviceRole', 'revenue']),
        label,
        most: z.int(),
        optional: z.boolean(),
        types: z.array(
          z.strictObject({
            type: z.string(),
            label,
            custom: z.boolean(),
            active: z.boolean(),
            /** How many records the user sees; `null` where the user sees none of the type. */
            records: z.int().nullable(),
            /** Why it cannot be chosen: what the edition lacks for it. */
            lacks: problem.exactOptional(),
          }),
        ),
      }),
    ),
  }),
})

const choice = z.strictObject({ field: z.string(), label, typeLabel: label })
/** What a mapping would do if it were saved (MAP-4). Nothing is deleted: choosing the old type again brings everything back. */
export const mappingEffectContract = defineProviderContract({
  id: 'tenure.core/mapping-effect',
  title: 'Effect of a mapping',
  description: 'What saving this mapping would do: which settings have to be chosen again, and what is not used any more.',
  permission: 'settings.manage',
  input: mappingSchema,
  output: z.strictObject({
    /** Why it cannot be saved. */
    refused: problem.exactOptional(),
    roles: z.array(z.strictObject({ role: z.string(), label, from: z.array(label), to: z.array(label) })),
    sections: z.array(
      z.strictObject({
        section: z.string(),
        title: z.string(),
        workspace: z.string(),
        workspaceName: z.string(),
        /** Fields that have to be chosen; until then the tabs over the role ask for them. */
        asks: z.array(choice),
        /** What was chosen for an object type that no longer plays the role. */
        unused: z.array(choice.extend({ chosen: z.string() })),
      }),
    ),
    pipelines: z.array(z.strictObject({ typeLabel: label, labels: z.array(label) })),
    inactive: z.array(z.strictObject({ type: z.string(), label })),
    workspaces: z.int(),
  }),
})

/** Activates an object type of the account (MAP-7). */
export const activateTypeContract = defineActionContract({
  id: 'tenure.core/activate-type',
  title: 'Activate object type',
  description: 'Activates an object type of the account, so that it can play a role and people can create records of it.',
  permission: 'superAdmin',
  input: z.strictObject({ type: name }),
})
