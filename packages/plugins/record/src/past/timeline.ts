import { changesKind, timelineContract } from '@tenure/core/page'
import { type AnyRecords, implementProvider, type TypeView } from '@tenure/core/plugin'
import { combineLatest, distinctUntilChanged, from, map, type Observable, of, switchMap } from 'rxjs'
import type { z } from 'zod'
import { Everything, Users } from '../grants.js'
import { type End, isWork } from '../links.js'
import { type Names, watchNames } from '../names.js'
import { type ChangeRow, foldHistory } from './fold-history.js'
import { readPast } from './kept-past.js'
import { type TimelinePart, watchHappened, watchWork } from './timeline-part.js'

type Timeline = z.output<typeof timelineContract.output>
interface Asked {
  readonly kinds?: readonly string[] | undefined
  readonly limit: number
}
type Ref = { readonly type: string; readonly id: string }

/** How much of the history is read: what lies before is found at the properties. */
const mostPast = 500

/** Activities, tasks and changes of a record as one list, live, as the user may see them (REC-1, REC-3, REC-6). */
export const timeline = implementProvider(timelineContract, {
  uses: { records: Everything, providers: Users },
  watch: ({ input, records, providers }) => {
    const names = watchNames(providers)
    return records.watchType(input.type).pipe(
      switchMap((type) => {
        const ref = { type: type.name, id: input.id }
        return combineLatest([watchEnds(records, ref, type, input, names), watchChanges(records, ref, names)])
      }),
      map(([parts, changes]) => toTimeline(parts, changes, input)),
    )
  },
})

function watchEnds(
  records: AnyRecords,
  ref: Ref,
  { associations }: TypeView,
  { kinds, limit }: Asked,
  names: Observable<Names>,
): Observable<readonly TimelinePart[]> {
  const ends = associations.map((association) => records.watchType(association.to).pipe(map((to) => ({ association, to }))))
  return latest(ends).pipe(
    distinctUntilChanged((a, b) => a.length === b.length && a.every((end, index) => end.to === b[index]?.to)),
    switchMap((known) => {
      const shown = known.filter(({ to }) => to.activity !== undefined || isWork(to))
      return latest(shown.map((end: End) => watchPart(records, ref, end, isAsked(kinds, end.to.name) ? limit : 0, names)))
    }),
  )
}

function watchPart(records: AnyRecords, ref: Ref, end: End, limit: number, names: Observable<Names>): Observable<TimelinePart> {
  return isWork(end.to) ? watchWork(records, ref, end, limit, names) : watchHappened(records, ref, end, limit, names)
}

function watchChanges(records: AnyRecords, ref: Ref, names: Observable<Names>): Observable<Changes> {
  const past = records.watchRecord(ref).pipe(
    switchMap((record) => {
      const read = Promise.all([readPast(records, ref, { limit: mostPast }), records.merges(ref)])
      return from(read).pipe(map(([entries, merges]) => ({ record, entries, merges })))
    }),
  )
  return combineLatest([past, names]).pipe(
    map(([{ record, entries, merges }, known]) => {
      const created = record.values['createdAt']
      const createdAt = typeof created === 'number' ? created : undefined
      return {
        rows: foldHistory(entries, { type: record.type, names: known, createdAt, merges }),
        isCut: entries.length === mostPast,
      }
    }),
  )
}
interface Changes {
  readonly rows: readonly ChangeRow[]
  readonly isCut: boolean
}

function toTimeline(parts: readonly TimelinePart[], changes: Changes, { kinds, limit }: Asked): Timeline {
  const rows: readonly Timeline['rows'][number][] = [
    ...parts.flatMap((part) => part.rows),
    ...(isAsked(kinds, changesKind) ? changes.rows : []),
  ].sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
  const ahead = parts.flatMap((part) => part.ahead).sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))
  const ofTypes = parts.map(({ kind, label, total }) => ({ kind, label, total }))
  return {
    kinds: [...ofTypes, { kind: changesKind, label: 'Changes', total: changes.rows.length, ...(changes.isCut && { more: true as const }) }],
    ahead,
    rows: rows.slice(0, limit),
    more: rows.length > limit || parts.some(({ isCut }) => isCut),
  }
}

function isAsked(kinds: readonly string[] | undefined, kind: string): boolean {
  return kinds === undefined || kinds.includes(kind)
}
function latest<T>(sources: readonly Observable<T>[]): Observable<readonly T[]> {
  return sources.length === 0 ? of([]) : combineLatest(sources)
}
