import type { recordContract } from '@tenure/core/page'
import type { AnyRecords, DynamicWindow, TypeView } from '@tenure/core/plugin'
import type { QueryData } from '@tenure/core/query'
import { map, type Observable, of } from 'rxjs'
import type { z } from 'zod'

type LinkSection = z.output<typeof recordContract.output>['links'][number]
/** An association of the record, and the type at its other end. */
export interface End {
  readonly association: TypeView['associations'][number]
  readonly to: TypeView
}

/** How many linked records a section shows. */
const shown = 5
/** What a linked record is shown with, beside its title: the first that its type has. */
const details = ['stage', 'email', 'jobTitle']
/** First what happens soonest or happened last. */
const orders = ['closeDate', 'dueAt', 'renewalDate', 'createdAt']

/** One section of associated records: the first few, and how many there are. */
export function watchLinks(records: AnyRecords, ref: { readonly type: string; readonly id: string }, end: End): Observable<LinkSection> {
  const { association, to } = end
  const has = (name: string): boolean => to.properties.some((property) => property.name === name)
  const detail = details.find(has)
  const order = orders.find(has)
  return watchLinked(records, ref, end, {
    select: [to.title, ...(detail === undefined ? [] : [detail])],
    orderBy: order === undefined ? [] : [{ by: `${to.name}.${order}`, direction: 'descending' }],
    limit: shown,
  }).pipe(
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
      })),
    })),
  )
}

/** Records of a type that are linked to one record. */
export function watchLinked(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
  { association, to }: End,
  part: Pick<QueryData, 'select' | 'orderBy' | 'limit'>,
): Observable<DynamicWindow> {
  const back = to.associations.find(({ edge, forward }) => edge === association.edge && forward !== association.forward)
  if (back === undefined) return of({ objectType: to.name, rows: [], total: 0 })
  return records.watch({
    type: to.name,
    where: { test: 'some', link: `${to.name}.${back.name}`, filter: { test: 'id-of', type: ref.type, ids: [ref.id] } },
    ...part,
    count: true,
  })
}

/** A value as text; `null` for one that is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function withDetail({ properties }: TypeView, name: string, value: unknown): { readonly detail?: string } {
  const text = textOf(value)
  if (text === null) return {}
  const options = properties.find((property) => property.name === name)?.options
  return { detail: options?.find((option) => option.value === text)?.label ?? text }
}
