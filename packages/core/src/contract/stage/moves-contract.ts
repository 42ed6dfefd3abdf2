import { z } from 'zod'
import { defineProviderContract } from '../provider.js'

const refusal = z.discriminatedUnion('because', [
  z.strictObject({ because: z.literal('start'), stages: z.array(z.string()) }),
  z.strictObject({ because: z.literal('skipping'), stages: z.array(z.string()) }),
  z.strictObject({ because: z.literal('going-back') }),
  z.strictObject({ because: z.literal('people') }),
  z.strictObject({ because: z.literal('missing'), properties: z.array(z.string()) }),
  z.strictObject({ because: z.literal('read-only') }),
])
const asked = z.strictObject({ property: z.string(), required: z.boolean() })

/** Where a record may go in its pipeline, or in another one of its type. */
export const movesContract = defineProviderContract({
  id: 'tenure.record/moves',
  title: 'Moves of a record',
  description:
    'The stages of a pipeline, each with why a record may not go there now, and with the properties that a person is asked for first.',
  permission: 'workspace.access',
  input: z.strictObject({
    type: z.string().min(1).max(200),
    id: z.string().min(1).max(500),
    /** The record's own where it is left out. */
    pipeline: z.string().min(1).max(200).optional(),
  }),
  output: z.strictObject({
    stage: z.string().nullable(),
    stages: z.array(
      z.strictObject({
        value: z.string(),
        label: z.string(),
        /** What stands against the move, but for properties that are asked for; absent where it is open. */
        refusal: refusal.exactOptional(),
        /** The refusal in a sentence. */
        reason: z.string().exactOptional(),
        /** A super admin may go there although a rule says otherwise. */
        passes: z.literal(true).exactOptional(),
        asks: z.array(asked),
      }),
    ),
  }),
})
