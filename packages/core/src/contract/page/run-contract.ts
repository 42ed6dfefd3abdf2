import { z } from 'zod'
import { runsPermission } from '../../access/principal.js'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(500)
const counts = { done: z.int(), kept: z.int(), left: z.int(), failed: z.int() }
const state = z.enum(['running', 'done', 'cancelled', 'failed'])
const summary = {
  run: z.string(),
  name: z.string(),
  kind: z.string(),
  /** Whose run it is. */
  user: z.string().exactOptional(),
  /** What the run changed is of this group: undoing it takes the whole run back. */
  group: z.string(),
  state,
  total: z.int().exactOptional(),
  ...counts,
  /** Of an import: how many of what was done are new. */
  created: z.int().exactOptional(),
  startedAt: z.int(),
  endedAt: z.int().exactOptional(),
}

/**
 * What became of a run: how much was done, and what was not, with the reasons. *kept* is as it was: somebody else changed it since, or it had that
 * value already, which is only counted. *left* is what the user may not write, *failed* was refused. `items` has the first of them, as far as the
 * user may see them now. `code` and `details` say why in any language, as a problem does; `message` says it in English.
 */
export const runReport = z.strictObject({
  ...summary,
  problem: z.string().exactOptional(),
  /** Why it could not go on, in any language. */
  reason: z.strictObject({ code: z.string(), details: z.record(z.string(), z.json()) }).exactOptional(),
  items: z.array(
    z.strictObject({
      outcome: z.enum(['kept', 'left', 'failed']),
      type: z.string(),
      id: z.string(),
      title: z.string().nullable(),
      part: z.string().exactOptional(),
      message: z.string(),
      code: z.string().exactOptional(),
      details: z.record(z.string(), z.json()).exactOptional(),
    }),
  ),
})

/** Takes back what was done as one: a change, a bulk change, an import, or an undo (BEY-5). */
export const undoContract = defineActionContract({
  id: 'tenure.core/undo',
  title: 'Undo',
  description:
    'Takes back what was done as one. What others changed since is kept and named, what you may not write is left and named. Name the group that the history shows, or the action and the key that it was called with. A long undo goes on after the answer.',
  permission: runsPermission,
  input: z.union([z.strictObject({ group: id }), z.strictObject({ action: id, key: id })]),
  output: runReport,
})

/** One run, while it goes on and afterwards. */
export const runContract = defineProviderContract({
  id: 'tenure.core/run',
  title: 'Run',
  description: 'How far a bulk change, an undo or an import has come, and what became of it. Its user and super admins see it.',
  permission: runsPermission,
  input: z.strictObject({ run: id }),
  output: runReport,
})

/** The latest runs that the user may see, newest first. */
export const runsContract = defineProviderContract({
  id: 'tenure.core/runs',
  title: 'Runs',
  description: 'Your latest bulk changes, undos and imports, newest first; super admins see those of everybody.',
  permission: runsPermission,
  input: z.strictObject({ limit: z.int().min(1).max(100).default(20) }),
  output: z.array(z.strictObject(summary)),
})

/** Ends a run between two of its parts. */
export const cancelRunContract = defineActionContract({
  id: 'tenure.core/cancel-run',
  title: 'Cancel run',
  description: 'Ends a run that is going on. What it has done stays, and can be undone.',
  permission: runsPermission,
  input: z.strictObject({ run: id }),
  output: runReport,
})
