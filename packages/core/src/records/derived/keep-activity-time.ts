import type { Instant } from '../../base/clock.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { DraftRecord } from '../draft.js'

/** An activity that somebody records without a time happened now; one that takes place has its time, or none yet. */
export function keepActivityTime(record: DraftRecord, type: ObjectTypeDefinition | undefined, at: Instant): void {
  const { activity, takesPlace } = type ?? {}
  if (activity === undefined || takesPlace === true || record.before !== undefined) return
  if ((record.values[activity.at] ?? null) === null) record.values = { ...record.values, [activity.at]: at }
}
