import { z } from 'zod'
import { defineProviderContract } from '../../contract/provider.js'
import type { Json } from '../../schema/value.js'

const id = z.string().min(1).max(500)
const value = z.json() as unknown as z.ZodType<Json>
/** An input of a criterion; its value is left out for those who may not see all of it (HS-15). */
const input = z.strictObject({
  of: z.enum(['property', 'records', 'segment']),
  label: z.string(),
  /** The kind of a property. */
  kind: z.string().exactOptional(),
  value: value.exactOptional(),
  /** Records that counted, by their ids and titles; at most 20 are named. */
  records: z.array(z.strictObject({ type: z.string(), id, title: z.string() })).exactOptional(),
})
const status = z.enum(['at-risk', 'neutral', 'healthy'])
const entry = z.strictObject({
  part: z.enum(['criterion', 'criterion-cut', 'group-start', 'group-cut', 'group-rounding', 'start', 'cut', 'rounding']),
  of: z.string(),
  group: z.string().exactOptional(),
  /** Exact, in units; all entries sum to `total`. */
  units: z.int(),
  /** Whole points as shown; all entries sum to the score. */
  points: z.int(),
  missing: z.literal(true).exactOptional(),
})
const cause = z.strictObject({
  by: z.enum(['input', 'clock', 'profile', 'weights', 'bounds', 'hidden', 'unrecorded']),
  /** The criterion or group that moved. */
  of: z.string(),
  /** The name of that criterion or group. */
  label: z.string(),
  /** The label of the property or association that changed, and the kind of the property. */
  input: z.string().exactOptional(),
  kind: z.string().exactOptional(),
  points: z.int(),
  from: value.exactOptional(),
  to: value.exactOptional(),
  record: z.strictObject({ type: z.string(), id, title: z.string(), change: z.enum(['added', 'gone', 'changed']) }).exactOptional(),
  records: z.int().exactOptional(),
})
const explained = z.strictObject({
  state: z.literal('scored'),
  profile: z.strictObject({ id, name: z.string(), isMain: z.boolean() }),
  score: z.int(),
  status,
  thresholds: z.strictObject({ neutral: z.number(), healthy: z.number() }),
  /** The share of the maximum that could be judged, from 0 to 1 (HS-6). */
  coverage: z.number(),
  total: z.int(),
  unitsPerPoint: z.int(),
  entries: z.array(entry),
  groups: z.array(
    z.strictObject({
      ...{ id: z.string(), name: z.string(), maximum: z.number(), points: z.int(), isJudged: z.boolean() },
      criteria: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          points: z.int(),
          most: z.number(),
          isJudged: z.boolean(),
          inputs: z.array(input),
        }),
      ),
    }),
  ),
  /** Since the previous score, or that of the previous status: the causes sum to `to − from`. Absent where there was none. */
  change: z.strictObject({ at: z.int(), from: z.int(), to: z.int(), causes: z.array(cause) }).exactOptional(),
  /** It is still to be worked out from what was changed last. */
  isBehind: z.boolean(),
})

/** Score and explanation, or why there are none. */
export const shownHealth = z.discriminatedUnion('state', [
  explained,
  /** `none`: no active profile scores this object type. `outside`: it is in none of the profile's segments, or was not there. `unjudged`: nothing is known. */
  z.strictObject({ state: z.enum(['none', 'outside', 'unjudged']), isBehind: z.boolean() }),
])

const since = z.enum(['score', 'status']).default('score')
/**
 * The explanation of one customer's score, as data: entries that sum to it, and the causes of its difference to the previous score, which sum to that
 * (BEY-2, HS-7). Of a past instant it says what was recorded before it (BEY-4). Inputs are shown to those who may see them (HS-15).
 */
export const healthContract = defineProviderContract({
  id: 'tenure.core/health',
  title: 'Health of a customer',
  description:
    'The health score of one customer with its explanation: groups, criteria and inputs, and why it moved. `at`: as of a past instant. `since`: whether it is compared with its previous score, or with the last one of its previous status.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string().min(1), id, profile: id.optional(), at: z.int().optional(), since }),
  output: shownHealth,
})
