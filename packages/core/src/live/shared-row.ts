import type { RecordId } from '../schema/value.js'
import type { RecordState } from './seen-change.js'

/** A record that at least one window holds, as all of them share it. */
export interface SharedRow<View> {
  readonly id: RecordId
  /** Windows that hold it. */
  holds: number
  /** The record after the last change; absent while nothing changed since it is held. */
  latest: RecordState | undefined
  /** Grows with every change. */
  changes: number
  /** Views that show it; those that hold it to spare look at it when they come to show it. */
  readonly shownBy: View[]
  /** Length of `shownBy`, at hand without looking there. */
  showing: number
}
/** The shared rows of one object type. */
export interface SharedRows<View> {
  get(id: RecordId): SharedRow<View> | undefined
  hold(id: RecordId): SharedRow<View>
  release(row: SharedRow<View>): void
}

/** No rows yet. */
export function createSharedRows<View>(): SharedRows<View> {
  const rows = new Map<RecordId, SharedRow<View>>()
  return {
    get: (id) => rows.get(id),
    hold(id) {
      const known = rows.get(id)
      const row = known ?? { id, holds: 0, latest: undefined, changes: 0, shownBy: [], showing: 0 }
      if (!known) rows.set(id, row)
      row.holds++
      return row
    },
    release(row) {
      row.holds--
      if (row.holds === 0) rows.delete(row.id)
    },
  }
}

/** The view shows the row from now on. */
export function showIn<View>(row: SharedRow<View>, view: View): void {
  row.shownBy.push(view)
  row.showing++
}
/** The view shows the row no more. */
export function hideFrom<View>(row: SharedRow<View>, view: View): void {
  const { shownBy } = row
  const place = shownBy.indexOf(view)
  const last = shownBy.pop()
  if (place < shownBy.length && last !== undefined) shownBy[place] = last
  row.showing--
}
