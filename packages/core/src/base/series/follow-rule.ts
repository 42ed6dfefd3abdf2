import type { Instant } from '../clock.js'
import type { RecurrenceRule } from '../rule/rule.js'
import { toWallTime } from '../zone/zone.js'
import { next } from './expand-series.js'

/** When what repeats comes again, and the rule that it has then. */
export interface Following {
  readonly at: Instant
  readonly rule: RecurrenceRule
}

/**
 * When something that is due at an instant comes again by its rule; none where the rule has ended.
 *
 * Shape: the rule goes from one to the next, so one that counts has one time less each time; `COUNT=1` was the last. Wall times are those of
 * the zone. One that clocks leave out stays in the rule, so that the times after it are as before.
 */
export function following(rule: RecurrenceRule, at: Instant, zone: string): Following | undefined {
  const { count, ...endless } = rule
  if (count === 1) return undefined
  const found = next({ start: toWallTime(at, zone), durationMs: 0, zone, rule: endless }, at, zone)
  if (found === undefined) return undefined
  const left = count === undefined ? rule : { ...rule, count: count - 1 }
  const wanted = new Date(found.at)
  const isMoved = found.start !== found.at && rule.hours.length === 0
  return { at: found.startAt, rule: isMoved ? { ...left, hours: [wanted.getUTCHours()], minutes: [wanted.getUTCMinutes()] } : left }
}
