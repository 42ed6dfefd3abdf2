import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ListQuestion, ListState, ListWindow } from '../data/list-window.js'
import { rowsOf } from '../data/named.js'
import { useNamed } from '../data/use-source.js'
import {
  countOf,
  everything,
  headOf,
  isSelected,
  mostNamed,
  nothing,
  rangeTo,
  type Selection,
  toggled,
  withAll,
  withKnown,
  without,
} from './selection.js'

/** What is selected of a list, and the ways to change it. */
export interface Selecting {
  readonly selection: Selection
  readonly count: number
  /** The box in the head. */
  readonly head: 'on' | 'off' | 'mixed'
  readonly has: (id: string) => boolean
  /** How many records left the list, and the selection with it, since the person changed it. What they did themselves is not counted. */
  readonly left: number
  /** The person changes what is selected: if it leaves the list now, that is no news. */
  readonly expectLeaving: () => void
  /** More were to be named than can be. */
  readonly isFull: boolean
  /** All of the view can be selected, and is not. */
  readonly offersAll: boolean
  /** A key or a command wants the list of whom to assign the selected records to. */
  readonly wantsAssign: boolean
  readonly wantAssign: (wants: boolean) => void
  readonly toggle: (index: number) => void
  /** The same by its id, where the list does not know its place. */
  readonly toggleRecord: (id: string) => void
  readonly takeRecords: (ids: readonly string[]) => void
  /** From where the range begins, or from that place, to a row. */
  readonly extendTo: (index: number, from?: number) => void
  /** Of a board only all of the view can be taken at once: what is loaded of a column means nothing to people. */
  readonly toggleKnown?: () => void
  readonly takeAll: () => void
  readonly clear: () => void
}
interface SelectingParts {
  readonly list: ListWindow | undefined
  readonly state: ListState
  readonly question: ListQuestion | undefined
  /** Of a collection all of the view can be selected. */
  readonly isCollection: boolean
  /** It is laid out as a board: its rows are in columns that watch their own. */
  readonly isBoard: boolean
}
interface State {
  readonly selection: Selection
  readonly left: number
  readonly isFull: boolean
  /** Records that may leave without a word. */
  readonly expected: ReadonlySet<string>
}
const start: State = { selection: nothing, left: 0, isFull: false, expected: new Set() }

/** What is selected of a list. It outlives scrolling, sorting and live updates, and ends with the view, its filters and its search. */
export function useSelection({ list, state, question, isCollection, isBoard }: SelectingParts): Selecting {
  const [{ selection, left, isFull }, set] = useState(start)
  const [wantsAssign, wantAssign] = useState(false)
  const { rows, total = 0 } = state
  useEffect(() => set(start), [conditionOf(question)])
  useLeavers(selection, state, question, (gone) =>
    set((was) => {
      const next = without(was.selection, gone)
      return next === was.selection ? was : { ...was, selection: next, left: was.left + newsOf(was, gone) }
    }),
  )
  const change = useCallback((next: (was: Selection) => Selection) => {
    set(({ selection: was }) => {
      const selection = next(was)
      return selection.ids.size > mostNamed ? { ...start, selection: was, isFull: true } : { ...start, selection }
    })
  }, [])
  const extendTo = async (index: number, from = index) => {
    const begun = selection.anchor ?? anchorAt(rows, from)
    const { first, count } = rangeTo({ ...selection, ...(begun !== undefined && { anchor: begun }) }, rows, index)
    const found = count > mostNamed ? undefined : await list?.rowsFrom(first, count)
    if (found === undefined) set((was) => ({ ...was, isFull: true }))
    else change((was) => withAll({ ...was, ...(begun !== undefined && { anchor: begun }) }, idsOf(found)))
  }
  return useMemo(
    () => ({
      ...{ selection, left, isFull },
      count: countOf(selection, total),
      head: headOf(selection, rows),
      has: (id) => isSelected(selection, id),
      offersAll:
        isCollection &&
        selection.of === 'some' &&
        selection.ids.size < total &&
        (isBoard || (selection.ids.size > 0 && headOf(selection, rows) === 'on')),
      ...{ wantsAssign, wantAssign },
      expectLeaving: () => set((was) => ({ ...was, expected: was.selection.ids })),
      toggle: (index) => {
        const row = rows.get(index)
        if (row !== undefined) change((was) => toggled(was, row.id, index))
      },
      toggleRecord: (id) => change((was) => toggled(was, id, 0)),
      takeRecords: (ids) => change((was) => withAll(was, ids)),
      extendTo: (index, from) => void extendTo(index, from),
      ...(!isBoard && { toggleKnown: () => change((was) => withKnown(was, rows)) }),
      takeAll: () => change(() => everything),
      clear: () => change(() => nothing),
    }),
    [selection, left, isFull, wantsAssign, rows, total, isCollection, isBoard, list],
  )
}

function newsOf({ selection: { of, ids }, expected }: State, gone: readonly string[]): number {
  return of === 'some' ? gone.filter((id) => ids.has(id) && !expected.has(id)).length : 0
}

/** What decides which records a list has: its view, filters and search, and not its order or columns. */
export function conditionOf(question: ListQuestion | undefined): string {
  const { columns: _drawn, sort: _order, ...rest } = question?.input ?? {}
  return JSON.stringify([question?.provider, rest])
}

const pauseMs = 200
/** Watches whether the named records are still in the list, also those that are out of sight. */
function useLeavers(
  { ids }: Selection,
  { rows, status, objectType, total }: ListState,
  question: ListQuestion | undefined,
  leave: (gone: readonly string[]) => void,
): void {
  const [asked, setAsked] = useState<readonly string[]>([])
  useEffect(() => {
    const timer = setTimeout(() => setAsked((was) => (was.length + ids.size === 0 ? was : [...ids])), pauseMs)
    return () => clearTimeout(timer)
  }, [ids])
  const isAsked = asked.length > 0 && question?.windowed === true && objectType !== undefined
  const input = isAsked ? questionOf(question, objectType, asked) : undefined
  const { value, problem } = useNamed(isAsked ? rowsOf(question.provider) : undefined, input)
  useEffect(() => {
    if (value === undefined || problem !== undefined || !isAsked) return
    const there = new Set(value.rows.map(({ id }) => id))
    const gone = asked.filter((id) => !there.has(id))
    if (gone.length > 0) leave(gone)
  }, [value])
  useEffect(() => {
    if (question?.windowed !== false || status !== 'live' || ids.size === 0) return
    const there = new Set([...rows.values()].map(({ id }) => id))
    const gone = [...ids].filter((id) => !there.has(id))
    if (gone.length > 0) leave(gone)
  }, [rows, total])
}
function questionOf({ input }: ListQuestion, type: string, ids: readonly string[]): Readonly<Record<string, unknown>> {
  const { sort: _order, columns: _drawn, filters = [], ...rest } = input ?? {}
  return { ...rest, filters: [...(filters as readonly unknown[]), { test: 'id-of', type, ids }], columns: [], offset: 0, limit: mostNamed }
}

function anchorAt(rows: ListState['rows'], index: number): Selection['anchor'] {
  const row = rows.get(index)
  return row && { id: row.id, index }
}
function idsOf(rows: readonly ({ readonly id: string } | undefined)[]): readonly string[] {
  return rows.flatMap((row) => (row === undefined ? [] : [row.id]))
}
