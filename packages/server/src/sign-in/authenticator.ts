import type { Problem, UserId } from '@tenure/core/contract'
import { map, merge, Observable, take } from 'rxjs'
import type { AccountUser, HostPort } from '../host-port.js'
import { signedOut } from '../problem-status.js'
import type { Timing } from '../timing.js'
import type { Principal } from './principal.js'
import type { Sessions } from './sessions.js'
import type { Identity, SignIn } from './sign-in.js'

/** What the authenticator needs. */
export interface AuthenticatorOptions {
  readonly host: HostPort
  readonly signIn: SignIn
  readonly sessions: Sessions
  readonly timing: Timing
}

/** Finds the principal of a request. A cookie does not make up for an invalid token. */
export class Authenticator {
  readonly #options: AuthenticatorOptions

  constructor(options: AuthenticatorOptions) {
    this.#options = options
  }

  /** `undefined` where nobody is signed in. Errors: `storage.failed`, when tokens cannot be checked now. */
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
    const identity = token === undefined ? undefined : await this.#options.signIn.verify?.(token)
    if (identity === undefined || !this.isActive(identity.user)) return undefined
    const { user } = identity
    return { user, by: 'bearer', binding: `token:${user}`, ended: this.#endOf(identity) }
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
