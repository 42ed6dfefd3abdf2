import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { collectionQuestion } from '../collection/collection-contract.js'
import { defineProviderContract } from '../provider.js'
import { runReport } from './run-contract.js'

const id = z.string().min(1).max(500)
const name = z.string().min(1).max(200)

const records = z.union([z.strictObject({ type: name, ids: z.array(id).min(1).max(1000) }), collectionQuestion.extend({ collection: id })])

/** Changes many records alike: those of a collection's view with filters and a search, or those that are named. */
export const bulkContract = defineActionContract({
  id: 'tenure.core/bulk',
  title: 'Change many records',
  description:
    'Edits, archives or restores the records of a list, or adds a linked record to each, such as a task. Each is done for itself, and the report says what became of them. At most 200 are done when it answers; more go on in a run. The whole can be undone as one.',
  permission: 'workspace.access',
  destructive: true,
  input: z.strictObject({
    records,
    change: z.union([
      z.strictObject({ values: z.record(name, z.json()).refine((values) => Object.keys(values).length > 0, 'Name a property.') }),
      z.strictObject({ archive: z.literal(true) }),
      z.strictObject({ restore: z.literal(true) }),
      // A new record for each, linked by its own association: `{ type: 'task', association: 'about', values: … }`.
      z.strictObject({ add: z.strictObject({ type: name, association: name, values: z.record(name, z.json()) }) }),
    ]),
  }),
  output: runReport,
})

/** What the user may do to many records of a type at once. A single record may still refuse it. */
export const bulkOffersContract = defineProviderContract({
  id: 'tenure.core/bulk-offers',
  title: 'Changes of many records',
  description: 'What you may do to many records of a type at once: whom they can be assigned to, which properties you may edit, and more.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name }),
  output: z.strictObject({
    type: z.string(),
    label: z.string(),
    plural: z.string(),
    /** The property that says who looks after a record: of customers the CSM. */
    assign: z.string().exactOptional(),
    edits: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        kind: z.string(),
        currency: z.string().exactOptional(),
        options: z.array(z.strictObject({ value: z.string(), label: z.string() })).exactOptional(),
      }),
    ),
    archive: z.boolean(),
    /** Of work to do: the property that says whether it is done, and its values for both. */
    work: z.strictObject({ state: z.string(), open: z.string(), done: z.string() }).exactOptional(),
    /** The association of a new task that leads to a record of this type. */
    task: z.strictObject({ association: z.string() }).exactOptional(),
  }),
})

/** The active users whom the user may assign at least one of these records to, by the rule that the change itself is checked by. */
export const assigneesContract = defineProviderContract({
  id: 'tenure.core/assignees',
  title: 'Whom records can be assigned to',
  description:
    'The active users whom you may assign at least one of these records to: you may edit it, and could edit it afterwards. Of more than 1,000 records that is not worked out, and all are named.',
  permission: 'workspace.access',
  input: z.strictObject({ records, property: name }),
  output: z.array(z.strictObject({ id: z.string(), name: z.string() })),
})
