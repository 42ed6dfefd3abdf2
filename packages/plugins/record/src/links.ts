import type { recordContract } from '@tenure/core/page'
import type { AnyRecords, DynamicRow, DynamicWindow, TypeView } from '@tenure/core/plugin'
import type { FilterData, QueryData } from '@tenure/core/query'
import { catchError, combineLatest, map, type Observable, of, throwError } from 'rxjs'
import type { z } from 'zod'
import { isNotKept } from './past/kept-past.js'

type LinkSection = z.output<typeof recordContract.output>['links'][number]
/** An association of the record, and the type at its other end. */
export interface End {
  readonly association: TypeView['associations'][number]
  readonly to: TypeView
}

/** How many linked records a section shows. */
const shown = 5
/** What a linked record is shown with, beside its title: the first that its type has. */
const details = ['stage', 'email', 'jobTitle', 'outcome']
/** First what happens soonest or happened last. */
const orders = ['closeDate', 'dueAt', 'renewalDate', 'createdAt']

/** Whether records of a type are work to do: they are due at a time, and done at one. */
export function isWork({ properties }: TypeView): boolean {
  return ['dueAt', 'completedAt'].every((name) => properties.some((property) => property.name === name))
}

/** One section of associated records: the first few, and how many there are. */
export function watchLinks(records: AnyRecords, ref: { readonly type: string; readonly id: string }, end: End): Observable<LinkSection> {
  const { association, to } = end
  const has = (name: string): boolean => to.properties.some((property) => property.name === name)
  const detail = details.find(has)
  const phone = ['phone'].filter(has)
  const select = [to.title, ...(detail === undefined ? [] : [detail]), ...phone, ...(isWork(to) ? ['dueAt', 'completedAt'] : [])]
  return watchFirst(records, ref, end, select).pipe(
    map(({ rows, total }) => ({
      name: association.name,
      label: association.label,
      type: to.name,
      typeLabel: to.label,
      total,
      rows: rows.map((row) => ({
        id: row.id,
        title: textOf(row[to.title]),
        ...(detail !== undefined && withDetail(to, detail, row[detail])),
        ...(textOf(row['phone']) !== null && { phone: textOf(row['phone']) ?? '' }),
        ...(isWork(to) && withState(row)),
      })),
    })),
  )
}

/** The linked records that are shown: of work what is open and due first, then what was done last. */
function watchFirst(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
  end: End,
  select: readonly string[],
): Observable<Pick<DynamicWindow, 'rows' | 'total'>> {
  const { to } = end
  const property = orders.find((name) => to.properties.some((one) => one.name === name))
  const orderBy = property === undefined ? [] : [{ by: `${to.name}.${property}`, direction: 'descending' as const }]
  if (!isWork(to)) return watchLinked(records, ref, end, { select, orderBy, limit: shown })
  const [due, completed] = [`${to.name}.dueAt`, `${to.name}.completedAt`]
  const part = { select, limit: shown }
  const open = { ...part, orderBy: [{ by: due, direction: 'ascending' as const }] }
  const done = { ...part, orderBy: [{ by: completed, direction: 'descending' as const }] }
  return combineLatest([
    watchLinked(records, ref, end, open, { test: 'is-unknown', property: completed }),
    watchLinked(records, ref, end, done, { test: 'is-known', property: completed }),
  ]).pipe(map(([todo, past]) => ({ total: todo.total + past.total, rows: [...todo.rows, ...past.rows].slice(0, shown) })))
}

/** Records of a type that are linked to one record; `only` says which of them. */
export function watchLinked(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
  { association, to }: End,
  part: Pick<QueryData, 'select' | 'orderBy' | 'limit'>,
  only?: FilterData,
): Observable<DynamicWindow> {
  const back = to.associations.find(({ edge, forward }) => edge === association.edge && forward !== association.forward)
  const nothing = { objectType: to.name, rows: [], total: 0 }
  if (back === undefined) return of(nothing)
  const linked: FilterData = { test: 'some', link: `${to.name}.${back.name}`, filter: { test: 'id-of', type: ref.type, ids: [ref.id] } }
  const where: FilterData = only === undefined ? linked : { test: 'all', filters: [linked, only] }
  // A store that keeps no associations has none to show; what else there is of the record is shown all the same.
  return records
    .watch({ type: to.name, where, ...part, count: true })
    .pipe(catchError((error: unknown) => (isNotKept(error, 'associations') ? of(nothing) : throwError(() => error))))
}

/** A value as text; `null` for one that is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function withState({ dueAt, completedAt }: DynamicRow): { readonly due?: number; readonly done: boolean } {
  return { done: (completedAt ?? null) !== null, ...(typeof dueAt === 'number' && { due: dueAt }) }
}

function withDetail({ properties }: TypeView, name: string, value: unknown): { readonly detail?: string } {
  const text = textOf(value)
  if (text === null) return {}
  const options = properties.find((property) => property.name === name)?.options
  return { detail: options?.find((option) => option.value === text)?.label ?? text }
}
