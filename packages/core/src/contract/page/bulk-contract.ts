import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { collectionQuestion } from '../collection/collection-contract.js'
import { runReport } from './run-contract.js'

const id = z.string().min(1).max(500)
const name = z.string().min(1).max(200)

/** Changes many records alike: those of a collection's view with filters and a search, or those that are named. */
export const bulkContract = defineActionContract({
  id: 'tenure.core/bulk',
  title: 'Change many records',
  description:
    'Edits, archives or restores the records of a list, each for itself, and says what became of them. At most 200 are done when it answers; more go on in a run. The whole can be undone as one.',
  permission: 'workspace.access',
  destructive: true,
  input: z.strictObject({
    records: z.union([z.strictObject({ type: name, ids: z.array(id).min(1).max(1000) }), collectionQuestion.extend({ collection: id })]),
    change: z.union([
      z.strictObject({ values: z.record(name, z.json()).refine((values) => Object.keys(values).length > 0, 'Name a property.') }),
      z.strictObject({ archive: z.literal(true) }),
      z.strictObject({ restore: z.literal(true) }),
    ]),
  }),
  output: runReport,
})
