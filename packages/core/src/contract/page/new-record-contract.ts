import { z } from 'zod'
import { defineProviderContract } from '../provider.js'

/**
 * What a person is asked for when a record of a type is created: the property that names it, and the main ones of its type that the user may
 * write. It has no fields where the user may not create one.
 */
export const newRecordContract = defineProviderContract({
  id: 'tenure.record/new',
  title: 'A new record',
  description: 'What a person is asked for when a record of an object type, or of a role, is created, with what is filled in at first.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string().min(1).max(200) }),
  output: z.strictObject({
    type: z.string(),
    typeLabel: z.string(),
    /** Of an activity: the property with its text, from which its title is taken where none is given. */
    text: z.string().exactOptional(),
    /** The association of the new record to the people who take part. */
    people: z.string().exactOptional(),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        kind: z.string(),
        required: z.boolean(),
        /** At most one record of the type has a value. */
        unique: z.literal(true).exactOptional(),
        /** Filled in at first; `now` is the moment at which the person begins. */
        initial: z.json().exactOptional(),
        now: z.literal(true).exactOptional(),
        currency: z.string().exactOptional(),
        options: z.array(z.strictObject({ value: z.string(), label: z.string() })).exactOptional(),
      }),
    ),
  }),
})
