import type { Outcome } from '@tenure/core/contract'
import type { Claimed, Identity } from '../sign-in/identity.js'

/** What a browser takes along while it proves elsewhere who it is; nobody but the server reads it. */
export interface VisitSecret {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}
/** Signing in at another place: the browser goes there and comes back. */
export interface Visit {
  /** What the button says. */
  readonly title: string
  /** Where the browser goes. `back` is where it has to come back to. Errors: `storage.failed`, while the other place cannot be reached. */
  begin(back: URL): Promise<{ readonly location: URL; readonly secret: VisitSecret }>
  /** Who came back, under the address `came`. The codes of what went wrong are those of `VisitProblem`. */
  finish(came: URL, secret: VisitSecret): Promise<Outcome<Identity | Claimed>>
}
/** Why a visit did not sign anybody in, for the page's words: it is in an address, so it says no more. */
export type VisitProblem = 'unavailable' | 'declined' | 'expired' | 'invalid' | 'unknown'
