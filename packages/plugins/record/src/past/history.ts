import { values } from '@tenure/core/contract'
import { historyContract, usersContract } from '@tenure/core/page'
import { implementProvider, type PastValue, type TypeView } from '@tenure/core/plugin'
import { combineLatest, from, map, switchMap } from 'rxjs'
import type { z } from 'zod'
import { Everything, Users } from '../grants.js'
import type { Names } from '../names.js'
import { deedOf } from './fold-history.js'

type Entry = z.output<typeof historyContract.output>[number]

/** Past and present values of a record, newest first, again after each change of it (REC-3). */
export const history = implementProvider(historyContract, {
  uses: { records: Everything, providers: Users },
  watch: ({ input: { type, id, property, limit }, records, providers }) => {
    const entries = records
      .watchRecord({ type, id })
      .pipe(
        switchMap((record) =>
          from(records.history({ type: record.type.name, id }, { property, limit })).pipe(map((past) => ({ past, type: record.type }))),
        ),
      )
    return combineLatest([entries, providers.watch(usersContract).pipe(values())]).pipe(
      map(([{ past, type: of }, users]) => {
        const names: Names = new Map(users.map((user) => [user.id, user.name]))
        return past.map((entry) => toEntry(of, entry, names))
      }),
    )
  },
})

function toEntry({ properties }: TypeView, past: PastValue, names: Names): Entry {
  const { property, value, before, group } = past
  const definition = properties.find(({ name }) => name === property)
  return {
    property,
    label: definition?.label ?? property,
    kind: definition?.format ?? definition?.kind ?? 'string',
    value: value as Entry['value'],
    before: before as Entry['before'],
    ...deedOf(past, names),
    ...(group !== undefined && { group }),
  }
}
