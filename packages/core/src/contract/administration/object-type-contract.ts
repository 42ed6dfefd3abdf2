import { z } from 'zod'
import { propertyKinds } from '../../schema/value.js'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const name = z.string().min(1).max(63)
const label = z.string().trim().min(1).max(100)
/** Kinds of properties that people give their own object types. */
export const peopleKinds = propertyKinds.filter((kind) => kind !== 'json')
const property = z.strictObject({
  /** Absent for a new one: it gets a name after its label. */
  name: name.optional(),
  label,
  kind: z.enum(propertyKinds),
  options: z
    .array(z.strictObject({ value: name.optional(), label }))
    .max(200)
    .optional(),
  unique: z.boolean().optional(),
  currency: z.string().length(3).optional(),
  /** Taken out of forms, lists and views; its values stay, and come back with it. */
  archived: z.boolean().optional(),
})
const association = z.strictObject({
  name: name.optional(),
  label,
  to: name,
  single: z.boolean().optional(),
  inverse: z.strictObject({ name: name.optional(), label, single: z.boolean().optional() }),
})
const stage = z.strictObject({ value: name.optional(), label, outcome: z.enum(['open', 'won', 'lost']) })
const pipeline = z.strictObject({ value: name.optional(), label, stages: z.array(stage).min(1).max(50) })
const parts = {
  label,
  plural: label,
  properties: z.array(property).min(1).max(200),
  associations: z.array(association).max(50),
  pipelines: z.array(pipeline).max(20),
}

/** The object types of the account with all that they consist of; `custom` ones were made by people and can be changed. */
export const objectTypesContract = defineProviderContract({
  id: 'tenure.core/object-types',
  title: 'Object types',
  description: 'The object types of the account with their properties, associations and pipelines.',
  permission: 'settings.manage',
  output: z.strictObject({
    /** Whether the user may make and change custom ones. */
    edits: z.boolean(),
    types: z.array(
      z.strictObject({
        ...parts,
        properties: z.array(property),
        name: z.string(),
        custom: z.boolean(),
        active: z.boolean(),
        /** Of a custom one: the version that a save has to name. */
        version: z.string().exactOptional(),
        /** Labels of the roles that it plays. */
        roles: z.array(z.string()),
      }),
    ),
  }),
})

/**
 * Makes a custom object type, or changes one that people made, as a whole. What would lose data is refused: a property is archived and not
 * taken out, and keeps its kind; a stage with records in it stays.
 */
export const saveObjectTypeContract = defineActionContract({
  id: 'tenure.core/save-object-type',
  title: 'Save object type',
  description: 'Makes a custom object type, or changes one. What would lose data is refused with the reason.',
  permission: 'superAdmin',
  input: z.strictObject({ name: name.optional(), version: z.string().optional(), ...parts }),
  output: z.strictObject({ name: z.string(), version: z.string() }),
})
