import { days } from '@tenure/core/contract'
import { all, any, descending, type Filter, isBeforeLast, isKnown, isUnknown, not } from '@tenure/core/query'
import { Alert } from './alert-type.js'

// Alerts that were stored before `crossedAt` was there are as old as their records.

/** Alerts of crossings of the last days. */
export function crossedInLast(span: number): Filter {
  const isRecord = all(isUnknown(Alert.crossedAt), not(isBeforeLast(Alert.createdAt, days(span))))
  return any<string>(all(isKnown(Alert.crossedAt), not(isBeforeLast(Alert.crossedAt, days(span)))), isRecord)
}
/** The order of alerts: the newest crossing first, those without a time of their own after the others. */
export const newestFirst = [descending(Alert.crossedAt), descending(Alert.createdAt)] as const
/** When the status changed, UTC ms. */
export function toCrossedAt({ crossedAt, createdAt }: { readonly crossedAt: number | null; readonly createdAt: number | null }): number {
  return crossedAt ?? createdAt ?? 0
}
