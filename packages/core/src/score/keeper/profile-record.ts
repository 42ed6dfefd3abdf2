import type { Instant } from '../../base/clock.js'
import { derivedId } from '../../base/id.js'
import type { RecordId, Values } from '../../schema/value.js'
import type { Actor } from '../../storage/adapter.js'
import type { ScoreProfile } from '../model/profile.js'
import { scoreProfileSchema } from '../model/profile-schema.js'

/** Object types of profiles, and of what customers have under those that are not the main one. */
export const profileType = 'scoreProfile'
export const profileScoreType = 'profileScore'
/** Properties of a customer that the main profile keeps. */
export const keptScore = 'healthScore'
export const keptStatus = 'healthStatus'
/** That the last change of the status came from a changed profile, and raises no alert. */
export const keptQuiet = 'healthQuiet'

/** Who the history of scores names. */
export const scorePlugin = 'tenure.score'
/** Who writes scores, as history names it. */
export const scoreActor: Actor = Object.freeze({ source: 'system', plugin: scorePlugin })

/** A profile as the store keeps it. */
export interface KeptProfile {
  readonly id: RecordId
  readonly version: string
  readonly state: 'draft' | 'active'
  readonly isMain: boolean
  readonly definition: ScoreProfile
  /** It was changed, and no run has begun to score its customers by it yet. */
  readonly pending?: { readonly alerts: boolean }
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly activatedAt?: Instant
}

/** The version of what people see of a profile: whether a run has taken it up does not count. */
export function profileVersion({ definition, state, main }: Values): string {
  return derivedId(JSON.stringify([definition, state ?? 'draft', main === true]))
}
/** The profile in a record; nothing where it cannot be read. */
export function toProfile(id: RecordId, values: Values): KeptProfile | undefined {
  const parsed = scoreProfileSchema.safeParse(values['definition'])
  if (!parsed.success) return undefined
  const { activatedAt, pending } = values
  return {
    ...{ id, version: profileVersion(values), definition: parsed.data, isMain: values['main'] === true },
    state: values['state'] === 'active' ? 'active' : 'draft',
    createdAt: Number(values['createdAt'] ?? 0),
    updatedAt: Number(values['updatedAt'] ?? 0),
    ...(typeof activatedAt === 'number' && { activatedAt }),
    ...(pending != null && { pending: { alerts: (pending as { readonly alerts?: boolean }).alerts === true } }),
  }
}
