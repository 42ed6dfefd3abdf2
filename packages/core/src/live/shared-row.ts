import type { RecordId } from '../schema/value.js'
import type { RecordState } from './seen-change.js'
import type { Selection } from './selection.js'

/** A record that at least one window holds, as all of them share it. */
export interface SharedRow<View> {
  readonly id: RecordId
  /** Windows that hold it. */
  holds: number
  /** The record after the last change; absent while nothing changed since it is held. */
  latest: RecordState | undefined
  /** Grows with every change. */
  changes: number
  /** Views that show it, by selection. Views that only hold it as a spare row look at it when they come to show it. */
  readonly shown: Showing<View>[]
}
/** Views that show the same properties of a record: a write that one does not show concerns none of them. */
export interface Showing<View> {
  readonly selection: Selection
  readonly views: View[]
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
      const row = known ?? { id, holds: 0, latest: undefined, changes: 0, shown: [] }
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
export function showIn<View>({ shown }: SharedRow<View>, selection: Selection, view: View): void {
  const showing = shown.find((each) => each.selection === selection)
  if (showing) showing.views.push(view)
  else shown.push({ selection, views: [view] })
}
/** The view no longer shows the row. */
export function hideFrom<View>({ shown }: SharedRow<View>, selection: Selection, view: View): void {
  const showing = shown.find((each) => each.selection === selection)
  if (!showing) return
  swapOut(showing.views, view)
  if (showing.views.length === 0) swapOut(shown, showing)
}

function swapOut<Item>(items: Item[], item: Item): void {
  const place = items.indexOf(item)
  const last = items.pop()
  if (place < items.length && last !== undefined) items[place] = last
}
