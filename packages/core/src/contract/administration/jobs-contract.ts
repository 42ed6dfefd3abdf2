import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { runReport } from '../page/run-contract.js'
import { defineProviderContract } from '../provider.js'

const job = z.string().min(1).max(500)
const counts = { done: z.int(), left: z.int(), failed: z.int() }

const changeKind = z.enum(['created', 'changed', 'archived', 'linked'])
/** What a job runs on: a beat, changes of records, an instant of theirs, or a segment that they enter or leave. Objects and properties are named as people know them. */
const on = z.discriminatedUnion('occasion', [
  z.strictObject({
    occasion: z.literal('every'),
    every: z.strictObject({ days: z.number().exactOptional(), ms: z.number().exactOptional() }),
  }),
  z.strictObject({
    occasion: z.literal('changes'),
    objects: z.array(z.string()),
    properties: z.array(z.string()),
    links: z.array(z.string()),
    kinds: z.array(changeKind),
  }),
  z.strictObject({ occasion: z.literal('at'), objects: z.array(z.string()), property: z.string() }),
  z.strictObject({ occasion: z.enum(['enters', 'leaves']), objects: z.array(z.string()), properties: z.array(z.string()) }),
])

/** The jobs of all plugins: what each does, what it runs on, what came of its last run and when the next one is. */
export const jobsContract = defineProviderContract({
  id: 'tenure.core/jobs',
  title: 'Jobs',
  description:
    'What plugins do by themselves: each job with what it runs on, what came of its last run, and when it runs next. For super admins.',
  permission: 'superAdmin',
  output: z.array(
    z.strictObject({
      id: z.string(),
      plugin: z.string(),
      title: z.string(),
      description: z.string().exactOptional(),
      on,
      /** *stopped*: its plugin does not run, and `because` says why. */
      state: z.enum(['waiting', 'running', 'stopped']),
      because: z.string().exactOptional(),
      nextAt: z.int().exactOptional(),
      /** How many runs have failed one after the other. */
      failures: z.int(),
      /** Since when it has not come to what was stored; absent where it has come to all of it. */
      behindSince: z.int().exactOptional(),
      /** Records that it failed for: how many are tried again, and how many are left. */
      again: z.int(),
      left: z.int(),
      /** The run that is going on, and how far it is. */
      going: z.strictObject({ run: z.string(), startedAt: z.int(), ...counts }).exactOptional(),
      /** How its last run ended; `run` is there where it changed or refused something. */
      last: z
        .strictObject({
          run: z.string().exactOptional(),
          state: z.enum(['done', 'cancelled', 'failed']),
          startedAt: z.int(),
          endedAt: z.int(),
          ...counts,
          problem: z.string().exactOptional(),
        })
        .exactOptional(),
    }),
  ),
})

/** The latest runs of a job that changed or refused something, newest first, with the records that it failed for. */
export const jobRunsContract = defineProviderContract({
  id: 'tenure.core/job-runs',
  title: 'Runs of a job',
  description: 'The latest runs of a job, newest first, with the records that it failed for. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ job, limit: z.int().min(1).max(50).default(10) }),
  output: z.array(runReport),
})

/** Runs a job now instead of at its next time. Errors: `record.not-found`, `plugin.unavailable`, `input.invalid` while it is running. */
export const runJobContract = defineActionContract({
  id: 'tenure.core/run-job',
  title: 'Run a job now',
  description:
    'Runs a job now instead of at its next time. Refused while it is running, or while its plugin does not run. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ job }),
})
