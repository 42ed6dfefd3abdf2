import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { instantsOfDays } from '../../schema/occasion/occasion.js'
import type { Values } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'

/**
 * Whole days and the instants that activities are sorted by are one fact in two pairs of properties: where there are days, the instants
 * follow. What repeats says in which zone its wall times are: that of the person who wrote it, unless they named another.
 */
export function keepOccasion(record: DraftRecord, type: ObjectTypeDefinition | undefined, zone: string): void {
  if (type?.takesPlace !== true || record.archived || record.values === record.before?.values) return
  const put = (values: Values): void => {
    const differing = Object.entries(values).filter(([name, value]) => record.values[name] !== value)
    if (differing.length > 0) record.values = { ...record.values, ...Object.fromEntries(differing) }
  }
  const { repeat, startDate, timeZone } = record.values
  if (typeof repeat === 'string' && typeof startDate !== 'string' && typeof timeZone !== 'string') put({ timeZone: zone })
  put({ ...instantsOfDays(record.values) })
}
