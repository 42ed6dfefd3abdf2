import { defineActionContract } from '@tenure/core/contract'
import { z } from 'zod'

/** Bytes of a calendar that comes from the page, as it is sent: what a call may be long. */
export const mostFileBytes = 1_000_000
/** As many meetings one file brings in, with the changed times of series. */
export const mostMeetings = 5_000
/** As many lines of each kind a report names. */
export const mostNamed = 200

const input = z.strictObject({
  /** The name of the file. */
  file: z.string().trim().min(1).max(200),
  text: z.string(),
})
const counts = z.strictObject({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  /** Of all of them, those that the calendar says are cancelled. */
  cancelled: z.int(),
  /** What could not be taken in. */
  rejected: z.int(),
  /** Values that a person changed here, which stay. */
  kept: z.int(),
  /** Meetings that came from this workspace. */
  own: z.int(),
})
const report = {
  /** What the program calls the calendar. */
  calendar: z.string().exactOptional(),
  counts,
  /** What comes in, and what a person changed, by time. */
  meetings: z.array(
    z.strictObject({
      title: z.string(),
      day: z.string(),
      result: z.enum(['created', 'updated', 'unchanged']),
      isCancelled: z.boolean(),
      repeats: z.boolean(),
      notes: z.array(z.string()),
    }),
  ),
  /** What does not, with the line of the file or the UID, and why. */
  problems: z.array(
    z.strictObject({
      line: z.int().exactOptional(),
      uid: z.string().exactOptional(),
      title: z.string().exactOptional(),
      message: z.string(),
    }),
  ),
}

const checked = z.strictObject(report)
/** What a calendar brings in. */
export type CalendarReport = z.output<typeof checked>

/**
 * Says what a calendar would bring in, and stores nothing.
 *
 * Errors: `input.invalid` for what is no calendar, `input.too-large` beyond a limit, which is named.
 */
export const checkCalendarContract = defineActionContract({
  id: 'tenure.calendar-pages/check',
  title: 'Check a calendar file',
  description: 'Says which meetings an iCalendar file would bring in, and what of it cannot be read. Nothing is stored.',
  permission: 'workspace.access',
  input,
  output: checked,
})
/**
 * Takes the meetings of a calendar in as one group, which can be undone. The user owns them. The same file a second time changes nothing, and
 * what a person changed since stays.
 *
 * Errors: as for the check.
 */
export const importCalendarContract = defineActionContract({
  id: 'tenure.calendar-pages/import',
  title: 'Import a calendar file',
  description: 'Takes the meetings of an iCalendar file into your schedule, as one group that can be undone.',
  permission: 'workspace.access',
  input,
  output: z.strictObject({ ...report, group: z.string() }),
})
