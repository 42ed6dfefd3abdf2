import { values } from '@tenure/core/contract'
import { usersContract } from '@tenure/core/page'
import type { Providers } from '@tenure/core/plugin'
import { map, type Observable } from 'rxjs'

/** Names of users by their ids. */
export type Names = ReadonlyMap<string, string>

/** The names of all users, again when one changes. */
export function watchNames(providers: Providers): Observable<Names> {
  return providers.watch(usersContract).pipe(
    values(),
    map((users) => new Map(users.map(({ id, name }) => [id, name]))),
  )
}
