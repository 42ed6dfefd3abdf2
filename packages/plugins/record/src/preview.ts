import { recordContract } from '@tenure/core/page'
import { type AnyRecords, implementProvider, type TypeView } from '@tenure/core/plugin'
import { combineLatest, distinctUntilChanged, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { mergeActivities, watchActivities } from './activities.js'
import { Everything, Users } from './grants.js'
import { watchLinks } from './links.js'
import { type Names, watchNames } from './names.js'

type Preview = z.output<typeof recordContract.output>

/** Everything that the preview of one record shows, live, as the user may see it (REC-1). */
export const preview = implementProvider(recordContract, {
  uses: { records: Everything, providers: Users },
  watch: ({ input, records, providers }) => {
    const names = watchNames(providers)
    return records.watchType(input.type).pipe(switchMap((type) => watchParts(records, type, input.id, names)))
  },
})

function watchParts(records: AnyRecords, type: TypeView, id: string, names: Observable<Names>): Observable<Preview> {
  const ref = { type: type.name, id }
  const ends = type.associations.map((association) => records.watchType(association.to).pipe(map((to) => ({ association, to }))))
  const parts = latest(ends).pipe(
    // Which sections there are follows from the types; they are opened again only when a type changes.
    distinctUntilChanged((a, b) => a.length === b.length && a.every((end, index) => end.to === b[index]?.to)),
    switchMap((known) => {
      const sections = known.filter(({ to }) => to.activity === undefined).map((end) => watchLinks(records, ref, end))
      const timelines = known.filter(({ to }) => to.activity !== undefined).map((end) => watchActivities(records, ref, end, names))
      return combineLatest([latest(sections), latest(timelines)])
    }),
  )
  return combineLatest([watchHead(records, ref), parts]).pipe(
    map(([head, [links, activities]]) => ({
      ...head,
      links: links.filter(({ total }) => total > 0),
      activities: mergeActivities(activities),
    })),
  )
}

function watchHead(
  records: AnyRecords,
  ref: { readonly type: string; readonly id: string },
): Observable<Omit<Preview, 'links' | 'activities'>> {
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
        properties: type.properties.map(({ name, label, kind, group, currency, edits, options = [] }) => ({
          name,
          label,
          kind,
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
