import type { ProvisionedUser, ProvisionLimits } from '@tenure/core/administration'
import type { UserId } from '@tenure/core/contract'

/** The user, and until when the proof is valid. */
export interface Identity {
  readonly user: UserId
  /** Instant in ms; a session based on it ends then at the latest. */
  readonly endsAt?: number
}
/** What a proof says of its user, where that is to be taken over: who it is here follows from it. */
export interface Claimed {
  readonly claims: ProvisionedUser
  readonly limits: ProvisionLimits
  readonly endsAt?: number
}
