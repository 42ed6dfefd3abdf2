import { createHash } from 'node:crypto'
import type { Log } from '@tenure/core'
import type { Problem, UserId } from '@tenure/core/contract'
import { map, merge, Observable, take } from 'rxjs'
import type { AccountUser, HostPort } from '../host-port.js'
import { signedOut } from '../problem-status.js'
import type { Timing } from '../timing.js'
import type { Identity } from './identity.js'
import type { Principal } from './principal.js'
import { resolveIdentity } from './resolve-identity.js'
import type { Sessions } from './sessions.js'
import type { SignIn } from './sign-in.js'

/** What the authenticator needs. */
export interface AuthenticatorOptions {
  readonly host: HostPort
  readonly signIn: SignIn
  readonly sessions: Sessions
  readonly timing: Timing
  readonly log: Log
}

const mostTokens = 10_000

/** Finds the principal of a request. A cookie does not make up for an invalid token. */
export class Authenticator {
  readonly #options: AuthenticatorOptions
  /** Users of tokens whose claims were taken over, by digest. A token that is no longer good is not looked up. */
  readonly #tokens = new Map<string, Identity>()

  constructor(options: AuthenticatorOptions) {
    this.#options = options
  }

  /** `undefined` where nobody is signed in. Errors: `storage.failed`, when tokens or sessions cannot be checked now. */
  async identify(authorization: string | undefined, cookie: string | undefined): Promise<Principal | undefined> {
    if (authorization !== undefined) return this.#byToken(authorization)
    const session = cookie === undefined ? undefined : this.#options.sessions.find(cookie)
    return session !== undefined && this.isActive(session.user) ? session : undefined
  }

  /** Whether that user is there and may sign in. */
  isActive(user: UserId): boolean {
    return usersById(this.#options.host.users()).get(user)?.active === true
  }

  async #byToken(authorization: string): Promise<Principal | undefined> {
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1]
    const identity = token === undefined ? undefined : await this.#verify(token)
    if (identity === undefined || !this.isActive(identity.user)) return undefined
    const { user } = identity
    return { user, by: 'bearer', binding: `token:${user}`, ended: this.#endOf(identity) }
  }

  // What the claims say is taken over when a token is first seen, and not again with each of its calls.
  async #verify(token: string): Promise<Identity | undefined> {
    const proof = await this.#options.signIn.verify?.(token)
    if (proof === undefined || 'user' in proof) return proof
    const digest = createHash('sha256').update(token).digest('base64url')
    const known = this.#tokens.get(digest)
    if (known !== undefined) return known
    const resolved = await resolveIdentity(this.#options, proof)
    if (!resolved.ok) return undefined
    if (this.#tokens.size >= mostTokens) this.#tokens.clear()
    this.#tokens.set(digest, resolved.value)
    return resolved.value
  }

  #endOf({ user, endsAt }: Identity): Observable<Problem> {
    const left = this.#options.host.ended(user).pipe(map(() => signedOut('The user may no longer sign in.', user)))
    if (endsAt === undefined) return left.pipe(take(1))
    const expired = new Observable<Problem>((subscriber) => {
      const timer = this.#options.timing.at(endsAt, () => subscriber.next(signedOut('The token has expired.', user)))
      return () => timer[Symbol.dispose]()
    })
    return merge(left, expired).pipe(take(1))
  }
}

const indexes = new WeakMap<readonly AccountUser[], ReadonlyMap<UserId, AccountUser>>()

// The list is another object after each change, so an index of it stays right.
function usersById(users: readonly AccountUser[]): ReadonlyMap<UserId, AccountUser> {
  const known = indexes.get(users)
  if (known !== undefined) return known
  const index = new Map(users.map((user) => [user.id, user]))
  indexes.set(users, index)
  return index
}
