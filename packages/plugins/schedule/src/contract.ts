import { calendarInput, calendarLinked, calendarMove, calendarOutput } from '@tenure/core/block'
import { defineActionContract, defineProviderContract, schemas } from '@tenure/core/contract'
import { z } from 'zod'

/** The tasks and the meetings of the user who looks, in some days of a time zone. What repeats is there at each of its times. */
export const scheduleItems = defineProviderContract({
  id: 'tenure.schedule/items',
  title: 'Schedule',
  description: 'Your tasks and meetings of some days; a meeting that repeats is there at each of its times.',
  permission: 'workspace.access',
  input: calendarInput,
  output: calendarOutput,
})
/** What the user has today, in the user's own zone; it moves on at midnight (SUM-5). */
export const scheduleToday = defineProviderContract({
  id: 'tenure.schedule/today',
  title: 'Today',
  description: "Your tasks and meetings of today, in your time zone; another day's after midnight.",
  permission: 'summary',
  output: z.strictObject({ day: z.iso.date(), timeZone: z.string(), items: calendarOutput.shape.items, left: z.int().exactOptional() }),
})
/** The records that a task or a meeting of the user is linked with. */
export const scheduleLinked = defineProviderContract({
  id: 'tenure.schedule/linked',
  title: 'Linked records',
  description: 'Companies, contacts, deals, tickets and services that a task or a meeting is linked with, as far as you may see them.',
  permission: 'workspace.access',
  input: z.strictObject({ type: z.string(), id: schemas.recordId }),
  output: calendarLinked,
})
/**
 * Moves a task or a meeting, or changes how long it is; of one that repeats, this time or all of them.
 *
 * Errors: `record.conflict` where somebody else has moved it, `access.denied`, `input.invalid` for an end before the start and for a rule that names its days.
 */
export const moveContract = defineActionContract({
  id: 'tenure.schedule/move',
  title: 'Move',
  description: 'Moves a task or a meeting, or changes its length. Of one that repeats, moves one time or all.',
  permission: 'workspace.access',
  input: calendarMove,
  output: z.strictObject({ id: schemas.recordId }),
})
