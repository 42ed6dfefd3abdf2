import type { recordContract } from '@tenure/core/page'
import type { AnyRecords, DynamicRow, TypeView } from '@tenure/core/plugin'
import { combineLatest, map, type Observable } from 'rxjs'
import type { z } from 'zod'
import { doerOf, doerPaths } from './doer.js'
import { type End, textOf, watchLinked } from './links.js'
import type { Names } from './names.js'

type ActivitySection = z.output<typeof recordContract.output>['activities']
/** How many activities are shown, of each type and in all. */
const shown = 50

/** Activities of one type that concern a record, newest first. */
export function watchActivities(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
  end: End,
  names: Observable<Names>,
): Observable<ActivitySection> {
  const { to } = end
  const has = (name: string): boolean => to.properties.some((property) => property.name === name)
  const at = to.activity?.at ?? 'createdAt'
  const text = to.properties.find(({ name, kind }) => kind === 'text' && name !== to.title)?.name
  const own = [...new Set([to.title, at, ...(text === undefined ? [] : [text])])].filter(has)
  const select = [...own, ...doerPaths(to)]
  const linked = watchLinked(records, ref, end, {
    select,
    orderBy: has(at) ? [{ by: `${to.name}.${at}`, direction: 'descending' }] : [],
    limit: shown,
  })
  return combineLatest([linked, names]).pipe(
    map(([{ rows, total }, known]) => ({ total, rows: rows.map((row) => toActivity(to, row, known, { at, text })) })),
  )
}

/** Activities of all types as one list, newest first. */
export function mergeActivities(sections: readonly ActivitySection[]): ActivitySection {
  const rows = sections.flatMap((section) => section.rows).sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? -1 : 1))
  return { total: sections.reduce((sum, { total }) => sum + total, 0), rows: rows.slice(0, shown) }
}

function toActivity(
  to: TypeView,
  row: DynamicRow,
  names: Names,
  { at, text }: { readonly at: string; readonly text: string | undefined },
): ActivitySection['rows'][number] {
  const doer = doerOf(to, row, names)
  const body = text === undefined ? null : textOf(row[text])
  const time = row[at]
  return {
    type: to.name,
    typeLabel: to.label,
    id: row.id,
    title: textOf(row[to.title]),
    at: typeof time === 'number' ? time : null,
    ...(body !== null && { text: body }),
    ...(doer !== undefined && { doer }),
  }
}
