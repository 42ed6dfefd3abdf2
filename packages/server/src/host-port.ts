import type { Host } from '@tenure/core'
import type { Caller, UserId } from '@tenure/core/contract'
import type { Observable } from 'rxjs'

export type { AccountUser, InstalledContracts } from '@tenure/core'
/** What the server needs of a host; `Host` has it. */
export interface HostPort
  extends Pick<
    Host,
    | 'contracts'
    | 'elements'
    | 'users'
    | 'createFirstAdmin'
    | 'sessions'
    | 'audit'
    | 'auditRefusal'
    | 'export'
    | 'directoryDesk'
    | 'openLink'
    | 'answerLink'
    | 'openWebhook'
    | 'viewAs'
  > {
  /** Everything that one user may do, on a page or with a token. Every call and stream of that user goes through it. */
  as(user: UserId, source?: 'api'): Caller
  /** Emits when that user may no longer be signed in. */
  ended(user: UserId): Observable<unknown>
}
