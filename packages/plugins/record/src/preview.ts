import { recordContract } from '@tenure/core/page'
import { type AnyRecords, implementProvider, type TypeView } from '@tenure/core/plugin'
import { combineLatest, distinctUntilChanged, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { mergeActivities, watchActivities } from './activities.js'
import { Everything, Users } from './grants.js'
import { type End, watchLinks } from './links.js'
import { type Names, watchNames } from './names.js'
import { Config } from './write/config.js'
import { backOf, isAbout, type WithoutEdit } from './write/may-add.js'

type Preview = z.output<typeof recordContract.output>

/** Everything that the preview of one record shows, live, as the user may see it (REC-1). */
export const preview = implementProvider(recordContract, {
  uses: { records: Everything, providers: Users, config: Config },
  watch: ({ input, records, providers, config }) => {
    const names = watchNames(providers)
    return records.watchType(input.type).pipe(switchMap((type) => watchParts(records, type, input.id, { names, ...config })))
  },
})

interface Known {
  readonly names: Observable<Names>
  readonly withoutEdit: WithoutEdit
  readonly labels: Readonly<Record<string, readonly string[]>>
}

function watchParts(records: AnyRecords, type: TypeView, id: string, { names, withoutEdit, labels }: Known): Observable<Preview> {
  const ref = { type: type.name, id }
  const ends = type.associations.map((association) => records.watchType(association.to).pipe(map((to) => ({ association, to }))))
  const parts = latest(ends).pipe(
    // Which sections there are follows from the types; they are opened again only when a type changes.
    distinctUntilChanged((a, b) => a.length === b.length && a.every((end, index) => end.to === b[index]?.to)),
    switchMap((known) => {
      const sections = known.filter(({ to }) => to.activity === undefined).map((end) => watchLabelled(records, ref, end))
      const timelines = known.filter(({ to }) => to.activity !== undefined).map((end) => watchActivities(records, ref, end, names))
      return combineLatest([of(known), latest(sections), latest(timelines)])
    }),
  )
  return combineLatest([watchHead(records, ref), parts]).pipe(
    map(([head, [known, links, activities]]) => {
      const mayLink = head.may.edit && !head.archived
      return {
        ...head,
        links: links.filter(({ total }) => total > 0),
        linkable: mayLink ? known.flatMap((end) => toLinkable(end, labels)) : [],
        adds: head.archived ? [] : known.flatMap((end) => toAdded(end, mayLink, withoutEdit)),
        activities: mergeActivities(activities),
      }
    }),
  )
}

/** One section of associated records, with the labels of the links that lead there. */
function watchLabelled(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
  end: End,
): Observable<Preview['links'][number]> {
  return combineLatest([watchLinks(records, ref, end), records.watchLabels(ref, end.association.name)]).pipe(
    map(([list, labels]) => ({ ...list, rows: list.rows.map((row) => ({ ...row, ...labelsOf(labels.get(row.id)) })) })),
  )
}
function labelsOf(labels: readonly string[] | undefined): { readonly labels?: string[] } {
  return labels === undefined ? {} : { labels: [...labels] }
}

// What is recorded about a record is added, not linked.
function toLinkable({ association: { name, label }, to }: End, labels: Known['labels']): Preview['linkable'] {
  return isAbout(to) ? [] : [{ name, label, type: to.name, typeLabel: to.label, labels: [...(labels[to.name] ?? [])] }]
}

function toAdded(end: End, mayLink: boolean, withoutEdit: WithoutEdit): Preview['adds'] {
  const association = backOf(end)
  const isFree = isAbout(end.to) && withoutEdit.includes(end.to.name)
  if (association === undefined || !(mayLink || isFree)) return []
  return [{ type: end.to.name, typeLabel: end.to.label, association }]
}

function watchHead(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
): Observable<Omit<Preview, 'links' | 'linkable' | 'adds' | 'activities'>> {
  return records.watchRecord(ref).pipe(
    map(({ type, id, version, archived, may, values: own }) => {
      const title = own[type.title]
      return {
        type: type.name,
        typeLabel: type.label,
        id,
        title: typeof title === 'string' ? title : null,
        version,
        archived,
        may,
        properties: type.properties.map(({ name, label, kind, format, group, currency, edits, options = [] }) => ({
          name,
          label,
          kind: format ?? kind,
          // Property values are JSON already; the type of a read-only list is the whole difference.
          value: (own[name] ?? null) as Preview['properties'][number]['value'],
          editable: may.edit && !archived && edits !== undefined,
          ...(currency !== undefined && { currency }),
          ...(group !== undefined && { group }),
          ...(options.length > 0 && { options: options.map((option) => ({ value: option.value, label: option.label })) }),
        })),
      }
    }),
  )
}

function latest<T>(sources: readonly Observable<T>[]): Observable<readonly T[]> {
  return sources.length === 0 ? of([]) : combineLatest(sources)
}
