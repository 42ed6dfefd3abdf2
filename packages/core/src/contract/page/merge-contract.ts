import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(500)
const name = z.string().min(1).max(200)
const end = z.strictObject({ id: z.string(), title: z.string().nullable(), version: z.string() })

/** What merging a record into another would give (REC-4): each property with both values and which of them it will have, and what is linked. */
export const mergePreviewContract = defineProviderContract({
  id: 'tenure.record/merge-preview',
  title: 'Preview of a merge',
  description: 'What merging a record into another of its type would give: the values that it will have, and the links that come along.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, other: id }),
  output: z.strictObject({
    survivor: end,
    other: end,
    properties: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        kind: z.string(),
        value: z.json(),
        other: z.json(),
        from: z.enum(['survivor', 'other']),
      }),
    ),
    links: z.array(z.strictObject({ name: z.string(), label: z.string(), total: z.int() })),
  }),
})

/** Merges a record into another of its type (REC-4). It cannot be undone. */
export const mergeRecordsContract = defineActionContract({
  id: 'tenure.record/merge',
  title: 'Merge records',
  description:
    'Merges `other` into the record: its values win, what it lacks comes from the other, associations and history of both are kept, and the id of the other leads to it. It cannot be undone.',
  permission: 'workspace.access',
  destructive: true,
  input: z.strictObject({ type: name, id, other: id, version: z.string().optional(), otherVersion: z.string().optional() }),
  output: z.strictObject({ version: z.string() }),
})
