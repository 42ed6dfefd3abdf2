import type { Problem, UserId } from '@tenure/core/contract'
import type { Observable } from 'rxjs'

/** The user of a request, and how the user signed in. */
export interface Principal {
  readonly user: UserId
  /** A cookie is sent by the browser unasked, so what changes something needs more proof; a token is not. */
  readonly by: 'cookie' | 'bearer'
  /** A live stream continues only under the same binding: the session, or the user of the tokens. */
  readonly binding: string
  /** Emits once, when the session or the token ends. */
  readonly ended: Observable<Problem>
}
