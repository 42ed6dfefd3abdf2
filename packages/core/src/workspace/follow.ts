import { distinctUntilChanged, filter, map, merge, type Observable, of } from 'rxjs'
import type { WorkspaceChange } from './change.js'

/**
 * What `read` gives, now and after each change that concerns it, without repeating the same answer. It gets changes before the streams
 * that its first answer opens do, so these are closed before they would read what is gone.
 */
export function follow<T>(
  changes: Observable<WorkspaceChange>,
  concerns: (change: WorkspaceChange) => boolean,
  read: () => T,
): Observable<T> {
  return merge(changes.pipe(filter(concerns)), of(undefined)).pipe(
    map(() => read()),
    distinctUntilChanged<T>((a, b) => JSON.stringify(a) === JSON.stringify(b)),
  )
}
/** Whether object types changed, or something about this user. */
export function concernsTypes(change: WorkspaceChange, user: string): boolean {
  return 'types' in change || ('users' in change && change.users.has(user))
}
