import { dayIn } from './zone-day.js'

/**
 * Whether something was to happen by this date, which is past, and has not happened: a renewal of what has no stage, and work that is not done.
 * `beside`: the other values of the record; without them nothing is known of the work.
 */
export function isLate(field: string, value: unknown, beside: Readonly<Record<string, unknown>>, zone: string, now = Date.now()): boolean {
  const name = field.slice(field.lastIndexOf('.') + 1)
  if (name === 'renewalDate') return typeof value === 'string' && (beside['stage'] ?? null) === null && value < dayIn(zone, now)
  return name === 'dueAt' && typeof value === 'number' && beside['completedAt'] === null && value < now
}
