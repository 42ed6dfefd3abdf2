import { createHash, randomBytes } from 'node:crypto'
import type { Problem, UserId } from '@tenure/core/contract'
import { ReplaySubject, type Subscription } from 'rxjs'
import type { HostPort } from '../host-port.js'
import type { Limits } from '../limits.js'
import { signedOut } from '../problem-status.js'
import type { Timing } from '../timing.js'
import type { Principal } from './principal.js'
import type { Identity } from './sign-in.js'

interface Session extends Principal {
  readonly digest: string
  readonly endsAt: number
  readonly ended: ReplaySubject<Problem>
  readonly expiry: Disposable
  readonly deactivation: Subscription
}

/** Sign-ins of browsers. Kept here and not in the cookie, which holds 256 random bits; only their digest is kept. */
export class Sessions implements Disposable {
  readonly #sessions = new Map<string, Session>()
  readonly #host: HostPort
  readonly #limits: Limits
  readonly #timing: Timing

  constructor(host: HostPort, limits: Limits, timing: Timing) {
    this.#host = host
    this.#limits = limits
    this.#timing = timing
  }

  /** Begins a session; `id` is for the cookie and nowhere else. */
  begin({ user, endsAt }: Identity): { readonly id: string; readonly maxAgeMs: number } {
    this.#makeRoom(user)
    const id = randomBytes(32).toString('base64url')
    const digest = digestOf(id)
    const now = this.#timing.now()
    const until = Math.min(now + this.#limits.sessionMs, endsAt ?? Number.POSITIVE_INFINITY)
    const ended = new ReplaySubject<Problem>(1)
    const expiry = this.#timing.at(until, () => this.#end(digest, 'The session has expired.'))
    const deactivation = this.#host.ended(user).subscribe(() => this.#end(digest, 'The user may no longer sign in.'))
    this.#sessions.set(digest, { user, by: 'cookie', binding: `session:${digest}`, digest, endsAt: until, ended, expiry, deactivation })
    return { id, maxAgeMs: until - now }
  }

  /** The session of this cookie, if it is still good. */
  find(id: string): Principal | undefined {
    const session = this.#sessions.get(digestOf(id))
    return session !== undefined && session.endsAt > this.#timing.now() ? session : undefined
  }

  /** Ends the session of this cookie, and its streams. */
  end(id: string): void {
    this.#end(digestOf(id), 'You have signed out.')
  }

  [Symbol.dispose](): void {
    for (const session of this.#sessions.values()) release(session)
    this.#sessions.clear()
  }

  // A map keeps the order of insertion, so the first found is the oldest.
  #makeRoom(user: UserId): void {
    const own = [...this.#sessions.values()].filter((session) => session.user === user)
    const oldest = own[0]
    if (oldest && own.length >= this.#limits.sessionsPerUser) this.#end(oldest.digest, 'The user has signed in elsewhere too often.')
  }

  #end(digest: string, message: string): void {
    const session = this.#sessions.get(digest)
    if (session === undefined) return
    this.#sessions.delete(digest)
    release(session)
    session.ended.next(signedOut(message, session.user))
  }
}

function release(session: Session): void {
  session.expiry[Symbol.dispose]()
  session.deactivation.unsubscribe()
}

function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
