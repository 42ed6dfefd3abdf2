import { z } from 'zod'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(500)
const name = z.string().min(1).max(200)
const title = z.string().nullable()

/** The kind under which a timeline has the changes of the record itself; the others are object types. */
export const changesKind = 'tenure.changes'

/** Something that was done with a record, or is to be done. */
const activity = z.strictObject({
  row: z.literal('activity'),
  type: z.string(),
  typeLabel: z.string(),
  id: z.string(),
  title,
  at: z.int().nullable(),
  text: z.string().exactOptional(),
  doer: z.string().exactOptional(),
  /** Of work to do: `at` is when it is due, or when it was done. */
  done: z.boolean().exactOptional(),
})
/** Changes that belong together: of one person within an hour, of one import, or of the creation of the record. */
const change = z.strictObject({
  row: z.literal('change'),
  how: z.enum(['created', 'changed', 'imported', 'merged']),
  /** Of the latest of them. */
  at: z.int(),
  source: z.string(),
  user: z.string().exactOptional(),
  by: z.string().exactOptional(),
  /** The record that was merged into this one: what is described was its own, or is the merge. */
  other: z.strictObject({ id: z.string(), title }).exactOptional(),
  values: z.array(
    z.strictObject({ property: z.string(), label: z.string(), kind: z.string(), value: z.json(), before: z.json(), at: z.int() }),
  ),
})

/**
 * What happened with a record, and what is ahead: activities, tasks, and the changes of the record itself, as the user may see them.
 * `rows` reach to the end of today, newest first; `ahead` has what is dated later and the tasks that are open, soonest first.
 */
export const timelineContract = defineProviderContract({
  id: 'tenure.record/timeline',
  title: 'Timeline',
  description:
    'Activities, tasks and changes of a record as one list, newest first. Small changes of one person within an hour are one row, an import is one row, and what the workspace keeps by itself is left out.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, kinds: z.array(name).max(50).optional(), limit: z.int().min(1).max(500).default(30) }),
  output: z.strictObject({
    /** What the timeline can be limited to. `more`: there are at least so many. */
    kinds: z.array(z.strictObject({ kind: z.string(), label: z.string(), total: z.int(), more: z.literal(true).exactOptional() })),
    ahead: z.array(activity),
    rows: z.array(z.discriminatedUnion('row', [activity, change])),
    /** Whether a larger limit gives more rows. */
    more: z.boolean(),
  }),
})

/** Since when each property has its value, and from where: one entry for each that was ever set. */
export const originsContract = defineProviderContract({
  id: 'tenure.record/origins',
  title: 'Origins of values',
  description: 'For each property of a record: who or what gave it its value, and when.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id }),
  output: z.array(
    z.strictObject({
      property: z.string(),
      at: z.int(),
      source: z.string(),
      user: z.string().exactOptional(),
      by: z.string().exactOptional(),
    }),
  ),
})
