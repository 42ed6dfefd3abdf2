import { mergePreviewContract } from '@tenure/core/page'
import { type AnyRecords, implementProvider, type MergeView, type RecordView } from '@tenure/core/plugin'
import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { Everything } from './grants.js'
import { textOf, watchLinked } from './links.js'

type Preview = z.output<typeof mergePreviewContract.output>

/** What merging two records would give, and how many records are linked with the one that goes (REC-4). */
export const mergePreview = implementProvider(mergePreviewContract, {
  uses: { records: Everything },
  watch: ({ input: { type, id, other }, records }) =>
    records
      .watchMerge({ type, id }, other)
      .pipe(switchMap((view) => watchLinks(records, view.other).pipe(map((links) => toPreview(view, links))))),
})

function watchLinks(records: AnyRecords, { type, id }: RecordView): Observable<Preview['links']> {
  const totals = type.associations.map((association) =>
    records.watchType(association.to).pipe(
      switchMap((to) => watchLinked(records, { type: type.name, id }, { association, to }, { select: [], orderBy: [], limit: 0 })),
      map(({ total }) => ({ name: association.name, label: association.label, total })),
    ),
  )
  return totals.length === 0 ? of([]) : combineLatest(totals).pipe(map((all) => all.filter(({ total }) => total > 0)))
}

function toPreview({ survivor, other, filled }: MergeView, links: Preview['links']): Preview {
  const ends = [survivor, other].map(({ type, id, version, values }) => ({ id, version, title: textOf(values[type.title]) }))
  const properties = survivor.type.properties
    .filter(({ computed }) => !computed)
    .map(({ name, label, kind }) => {
      const isFilled = filled.includes(name)
      const [own, theirs] = [survivor.values[name] ?? null, other.values[name] ?? null] as Preview['properties'][number]['value'][]
      return {
        name,
        label,
        kind,
        value: (isFilled ? theirs : own) ?? null,
        other: theirs ?? null,
        from: isFilled ? ('other' as const) : ('survivor' as const),
      }
    })
  return { survivor: ends[0] as Preview['survivor'], other: ends[1] as Preview['other'], properties, links }
}
