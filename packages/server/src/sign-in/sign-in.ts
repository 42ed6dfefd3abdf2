import type { Outcome } from '@tenure/core/contract'
import type { AccountUser } from '../host-port.js'
import type { Visit } from '../visit/visit.js'
import type { Claimed, Identity } from './identity.js'

/** How people and programs prove who they are. The server keeps the sessions; a sign-in only says who it is. */
export interface SignIn {
  readonly kind: string
  /** Runs before the server listens. Errors: `config.invalid`, where this sign-in may not be used at that address. */
  check?(address: { readonly hostname: string; readonly loopback: boolean; readonly publicUrl: string | undefined }): void
  /** What the sign-in page offers to every visitor. */
  offer?(users: readonly AccountUser[]): Readonly<Record<string, unknown>>
  /** A browser signs in: the body of `POST /api/sign-in`. */
  enter?(body: unknown): Promise<Outcome<Identity | Claimed>>
  /** The bearer of a token; `undefined`, if the token is not good. */
  verify?(token: string): Promise<Identity | Claimed | undefined>
  /** A browser proves elsewhere who it is, and comes back. */
  readonly visit?: Visit
}
