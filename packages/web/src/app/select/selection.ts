import type { Row } from '../data/named.js'

/** Which records are selected: some by their ids, or all of the view, which follows what comes and goes, but for a few. */
export interface Selection {
  readonly of: 'some' | 'all'
  /** Those that are selected, or of all those that are not. */
  readonly ids: ReadonlySet<string>
  /** Where a range begins: the record that was chosen last, and where it was then. */
  readonly anchor?: { readonly id: string; readonly index: number }
}
/** Most records that are selected, or left out, one by one. More are selected as all of the view. */
export const mostNamed = 500
/** Nothing is selected. */
export const nothing: Selection = { of: 'some', ids: new Set() }
/** All of the view is selected, whatever it comes to have. */
export const everything: Selection = { of: 'all', ids: new Set() }

export function isSelected({ of, ids }: Selection, id: string): boolean {
  return ids.has(id) === (of === 'some')
}

/** How many are selected in a view of so many. */
export function countOf({ of, ids }: Selection, total: number): number {
  return of === 'some' ? ids.size : Math.max(0, total - ids.size)
}

/** The record at that place is in where it was out, and out where it was in. */
export function toggled(selection: Selection, id: string, index: number): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { of: selection.of, ids, anchor: { id, index } }
}

/** With these as well. A range can be drawn out further from where it began. */
export function withAll(selection: Selection, more: readonly string[]): Selection {
  const { of, ids } = selection
  return { ...selection, ids: new Set(of === 'some' ? [...ids, ...more] : [...ids].filter((id) => !more.includes(id))) }
}

/** What the box in the head does: all rows that are known, or nothing where they all are selected. */
export function withKnown(selection: Selection, rows: ReadonlyMap<number, Row>): Selection {
  const known = [...rows.values()].map(({ id }) => id)
  if (selection.of === 'all' || known.every((id) => selection.ids.has(id))) return nothing
  return withAll(selection, known)
}

/** Without those that are gone. */
export function without(selection: Selection, gone: readonly string[]): Selection {
  const ids = new Set([...selection.ids].filter((id) => !gone.includes(id)))
  if (ids.size === selection.ids.size) return selection
  const { anchor, ...rest } = selection
  return { ...rest, ids, ...(anchor !== undefined && !gone.includes(anchor.id) && { anchor }) }
}

/** Whether the box in the head is ticked, empty or between. */
export function headOf(selection: Selection, rows: ReadonlyMap<number, Row>): 'on' | 'off' | 'mixed' {
  if (selection.of === 'all') return selection.ids.size === 0 ? 'on' : 'mixed'
  if (selection.ids.size === 0) return 'off'
  return [...rows.values()].every(({ id }) => selection.ids.has(id)) ? 'on' : 'mixed'
}

/** The places from where the range begins to a row, whichever comes first; the row alone where nothing was chosen before. */
export function rangeTo(
  { anchor }: Selection,
  rows: ReadonlyMap<number, Row>,
  index: number,
): { readonly first: number; readonly count: number } {
  const from = anchor === undefined ? index : ([...rows].find(([, { id }]) => id === anchor.id)?.[0] ?? anchor.index)
  return { first: Math.min(from, index), count: Math.abs(from - index) + 1 }
}
