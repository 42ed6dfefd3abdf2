import type { Access } from '../../access/access.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Reader } from '../../records/read-records.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Facts } from '../criterion/facts.js'
import type { CompiledProfile } from '../engine/compile-profile.js'
import type { Measured } from '../engine/measure.js'
import type { ProfileBook } from '../keeper/profile-book.js'
import { type KeptProfile, keptScore, keptStatus } from '../keeper/profile-record.js'
import type { FactsPort } from '../keeper/read-facts.js'
import type { VisibleInputs } from './visible-inputs.js'

/** What explaining one score works with. */
export interface ExplainPort {
  readonly access: Access
  readonly clock: Pick<Clock, 'now'>
  readonly profiles: ProfileBook
  readonly reader: Reader
  readonly scoring: FactsPort
}
/** A customer under a profile, as it was scored at an instant. */
export interface Explaining {
  readonly type: ObjectTypeDefinition
  readonly record: StoredRecord
  readonly kept: KeptProfile
  readonly compiled: CompiledProfile
  readonly facts: Facts
  readonly now: Instant
  readonly measured: Measured
  readonly visible: VisibleInputs
}

/** The property in which the customer has the score of a profile. */
export function scoreProperty({ isMain }: KeptProfile): string {
  return isMain ? keptScore : 'score'
}
/** The property in which it has the status. */
export function statusProperty({ isMain }: KeptProfile): string {
  return isMain ? keptStatus : 'status'
}
