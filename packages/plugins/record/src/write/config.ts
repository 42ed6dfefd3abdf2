import { defineConfig } from '@tenure/core/plugin'
import { z } from 'zod'

const name = z.string().min(1).max(200)

/**
 * `withoutEdit`: the types of activities and tasks that may be added to a record by those who may not edit it (REC-8).
 * `labels`: by object type, the labels that are usual for links to records of the type.
 */
export const Config = defineConfig(
  'tenure.record',
  z.strictObject({
    withoutEdit: z.array(name).default(['note', 'task']),
    labels: z.record(name, z.array(name)).default({ contact: ['primary', 'champion', 'decision maker', 'billing', 'user'] }),
  }),
)
