import type { calendarMove } from '@tenure/core/block'
import { TenureError } from '@tenure/core/contract'
import type { DynamicRecords } from '@tenure/core/plugin'
import type { z } from 'zod'

/** What the action is asked. */
export type Move = z.output<typeof calendarMove>
/** A meeting as the store has it. */
export type MeetingValues = Awaited<ReturnType<DynamicRecords['list']>>['rows'][number]

/** The times of a meeting after the move. */
export function newTimes({ startAt, endAt, firstDay, lastDay }: Move) {
  if (firstDay !== undefined) return { startDate: firstDay, endDate: lastDay ?? firstDay }
  if (startAt === undefined) throw invalid('startAt', 'A move says a new start, or a new first day.')
  return { startDate: null, endDate: null, at: startAt, endAt: Math.max(endAt ?? startAt, startAt) }
}

/** Somebody was quicker. */
export function conflict(id: string, newer: Readonly<Record<string, unknown>>): TenureError {
  return new TenureError('record.conflict', 'Somebody else moved it meanwhile. Look where it is now.', {
    ...{ record: { type: 'meeting', id }, version: '0' },
    newer: { at: newer['at'] ?? null },
  })
}
/** The move cannot be made, for what is at the path of its input. */
export function invalid(path: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [path], message }] })
}
