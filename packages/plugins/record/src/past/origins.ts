import { originsContract } from '@tenure/core/page'
import { type AnyRecords, implementProvider, type PastValue, type RecordView } from '@tenure/core/plugin'
import { combineLatest, from, map, switchMap } from 'rxjs'
import { Everything, Users } from '../grants.js'
import { watchNames } from '../names.js'
import { deedOf } from './fold-history.js'
import { readPast } from './kept-past.js'

/** How much of the history is read at once; what has no entry there is looked up by itself. */
const most = 500

/** Since when each property of a record has its value, and from where; again after each change of it. */
export const origins = implementProvider(originsContract, {
  uses: { records: Everything, providers: Users },
  watch: ({ input: ref, records, providers }) =>
    combineLatest([records.watchRecord(ref).pipe(switchMap((record) => from(readLatest(records, record)))), watchNames(providers)]).pipe(
      map(([latest, names]) => latest.map((entry) => ({ property: entry.property, ...deedOf(entry, names) }))),
    ),
})

async function readLatest(records: AnyRecords, { type, id, values }: RecordView): Promise<readonly PastValue[]> {
  const ref = { type: type.name, id }
  const kept = new Set(type.properties.filter(({ computed }) => !computed).map(({ name }) => name))
  const newest = (await readPast(records, ref, { limit: most })).filter(
    ({ property, from: other }) => kept.has(property) && other === undefined,
  )
  const latest = new Map([...newest].reverse().map((entry) => [entry.property, entry]))
  const older = [...kept].filter((name) => (values[name] ?? null) !== null && !latest.has(name))
  const found = await Promise.all(older.map((property) => readPast(records, ref, { property, limit: 1 })))
  return [...latest.values(), ...found.flat()]
}
