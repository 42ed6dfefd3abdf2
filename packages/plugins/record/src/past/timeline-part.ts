import type { timelineContract } from '@tenure/core/page'
import type { AnyRecords, DynamicRow, TypeView } from '@tenure/core/plugin'
import type { FilterData } from '@tenure/core/query'
import { combineLatest, map, type Observable } from 'rxjs'
import type { z } from 'zod'
import { doerOf, doerPaths } from '../doer.js'
import { type End, textOf, watchLinked } from '../links.js'
import type { Names } from '../names.js'

type Planned = z.output<typeof timelineContract.output>['ahead'][number]
type Ref = { readonly type: string; readonly id: string }

/** What records of one type give to a timeline. */
export interface TimelinePart {
  readonly kind: string
  readonly label: string
  readonly total: number
  readonly ahead: readonly Planned[]
  readonly rows: readonly Planned[]
  /** There are rows beyond those that were asked for. */
  readonly isCut: boolean
}

/** How many of one type are shown ahead. */
const mostAhead = 50
const later = { operand: 'today' } as const

/** Activities of one type: those to the end of today newest first, later ones ahead. */
export function watchHappened(records: AnyRecords, ref: Ref, end: End, limit: number, names: Observable<Names>): Observable<TimelinePart> {
  const { to } = end
  const at = to.activity?.at ?? 'createdAt'
  const property = `${to.name}.${at}`
  if (!to.properties.some(({ name }) => name === at)) return watchUndated(records, ref, end, limit, names)
  const select = selectOf(to, [at])
  const isLater: FilterData = { test: 'after', property, value: later }
  const ahead = watchLinked(records, ref, end, { select, orderBy: order(property, 'ascending'), limit: limit > 0 ? mostAhead : 0 }, isLater)
  const past: FilterData = { test: 'not', filter: isLater }
  const happened = watchLinked(records, ref, end, { select, orderBy: order(property, 'descending'), limit }, past)
  return combineLatest([ahead, happened, names]).pipe(
    map(([next, done, known]) => ({
      ...headOf(to, next.total + done.total),
      ahead: next.rows.map((row) => toPlanned(to, row, at, known)),
      rows: done.rows.map((row) => toPlanned(to, row, at, known)),
      isCut: limit > 0 && done.total > done.rows.length,
    })),
  )
}

/** Work of one type: what is open ahead, soonest first; what is done by the time when it was. */
export function watchWork(records: AnyRecords, ref: Ref, end: End, limit: number, names: Observable<Names>): Observable<TimelinePart> {
  const { to } = end
  const completed = `${to.name}.completedAt`
  const select = selectOf(to, ['dueAt', 'completedAt'])
  const open = watchLinked(
    records,
    ref,
    end,
    { select, orderBy: order(`${to.name}.dueAt`, 'ascending'), limit: limit > 0 ? mostAhead : 0 },
    { test: 'is-unknown', property: completed },
  )
  const closed = watchLinked(
    records,
    ref,
    end,
    { select, orderBy: order(completed, 'descending'), limit },
    { test: 'is-known', property: completed },
  )
  return combineLatest([open, closed, names]).pipe(
    map(([todo, done, known]) => ({
      ...headOf(to, todo.total + done.total),
      ahead: todo.rows.map((row) => ({ ...toPlanned(to, row, 'dueAt', known), done: false })),
      rows: done.rows.map((row) => ({ ...toPlanned(to, row, 'completedAt', known), done: true })),
      isCut: limit > 0 && done.total > done.rows.length,
    })),
  )
}

/** Activities whose time the user may not see: in no order, and never ahead. */
function watchUndated(records: AnyRecords, ref: Ref, end: End, limit: number, names: Observable<Names>): Observable<TimelinePart> {
  const { to } = end
  const linked = watchLinked(records, ref, end, { select: selectOf(to, []), limit })
  return combineLatest([linked, names]).pipe(
    map(([{ rows, total }, known]) => ({
      ...headOf(to, total),
      ahead: [],
      rows: rows.map((row) => toPlanned(to, row, '', known)),
      isCut: limit > 0 && total > rows.length,
    })),
  )
}

function headOf({ name, plural }: TypeView, total: number): Pick<TimelinePart, 'kind' | 'label' | 'total'> {
  return { kind: name, label: plural, total }
}
function order(by: string, direction: 'ascending' | 'descending') {
  return [{ by, direction }]
}
function bodyOf({ properties, title }: TypeView): string | undefined {
  return properties.find(({ name, kind }) => kind === 'text' && name !== title)?.name
}
function selectOf(to: TypeView, times: readonly string[]): readonly string[] {
  const asked = new Set([to.title, bodyOf(to), ...times])
  return [...to.properties.map(({ name }) => name).filter((name) => asked.has(name)), ...doerPaths(to)]
}

function toPlanned(to: TypeView, row: DynamicRow, at: string, names: Names): Planned {
  const doer = doerOf(to, row, names)
  const body = textOf(row[bodyOf(to) ?? ''])
  const time = row[at]
  return {
    row: 'activity',
    type: to.name,
    typeLabel: to.label,
    id: row.id,
    title: textOf(row[to.title]),
    at: typeof time === 'number' ? time : null,
    ...(body !== null && body !== '' && { text: body }),
    ...(doer !== undefined && { doer }),
  }
}
