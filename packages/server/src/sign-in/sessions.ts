import { createHash, randomBytes } from 'node:crypto'
import type { KeptSession, Log } from '@tenure/core'
import { type Outcome, type Problem, TenureError, type UserId } from '@tenure/core/contract'
import { ReplaySubject, Subscription } from 'rxjs'
import type { HostPort } from '../host-port.js'
import type { Limits } from '../limits.js'
import { signedOut } from '../problem-status.js'
import type { Timing } from '../timing.js'
import type { Identity } from './identity.js'
import type { Principal } from './principal.js'

interface Session extends Principal {
  readonly digest: string
  readonly endsAt: number
  /** When the store was last informed that it is used. */
  readonly notedAt: number
  readonly ended: ReplaySubject<Problem>
  readonly expiry: Disposable
  readonly follows: Subscription
}
/** What sessions of browsers work with. */
export interface SessionsOptions {
  readonly host: Pick<HostPort, 'sessions' | 'ended'>
  readonly limits: Pick<Limits, 'sessionsPerUser' | 'sessionMs'>
  readonly timing: Timing
  readonly log: Log
}

/** The store hears of a session in use so often at most: each time is a write. Who works is seen more often than the five minutes that they are *here* for. */
const noteMs = 4 * 60_000

/**
 * Sign-ins of browsers. The cookie holds 256 random bits; the store keeps their digest, so that a restart signs nobody out and a copy of the
 * store signs nobody in.
 */
export class Sessions implements Disposable {
  readonly #options: SessionsOptions
  /** In the order of their last use. */
  readonly #sessions = new Map<string, Session>()
  /** Those that have ended here and that the store may still keep: it is not to bring them back. */
  readonly #leaving = new Set<string>()
  readonly #endings: Subscription
  #isClosed = false

  constructor(options: SessionsOptions) {
    this.#options = options
    const { sessions } = options.host
    this.#endings = sessions.ended.subscribe((digest) => this.#end(digest, 'The session has ended.'))
    for (const kept of [...sessions.all()].sort((a, b) => a.usedAt - b.usedAt)) this.#adopt(kept)
  }

  /** Begins a session; `id` is for the cookie and nowhere else. Errors: `storage.*`, where it cannot be kept. */
  async begin({ user, endsAt = Number.POSITIVE_INFINITY }: Identity): Promise<Outcome<{ readonly id: string; readonly maxAgeMs: number }>> {
    const { host, limits, timing } = this.#options
    const id = randomBytes(32).toString('base64url')
    const now = timing.now()
    const kept = { id: digestOf(id), user, createdAt: now, usedAt: now, endsAt: Math.min(now + limits.sessionMs, endsAt) }
    const outcome = await host.sessions.begin(kept)
    if (!outcome.ok) return outcome
    if (!this.#sessions.has(kept.id)) this.#adopt(kept)
    this.#makeRoom(user)
    return { ok: true, value: { id, maxAgeMs: kept.endsAt - now } }
  }

  /** The session of this cookie, if it is still good. Errors: `storage.failed` while the server stops: nobody is signed out by that. */
  find(id: string): Principal | undefined {
    if (this.#isClosed) throw new TenureError('storage.failed', 'The server is stopping. Try again in a moment.', { transient: true })
    const digest = digestOf(id)
    if (this.#leaving.has(digest)) return undefined
    const session = this.#sessions.get(digest) ?? this.#adopt(this.#options.host.sessions.find(digest))
    if (session === undefined || session.endsAt <= this.#options.timing.now()) return undefined
    this.#use(session)
    return session
  }

  /** Ends the session of this cookie, and its streams. Errors: `storage.*`: it has ended here, and the store still keeps it. */
  end(id: string): Promise<Outcome<void>> {
    const digest = digestOf(id)
    this.#end(digest, 'You have signed out.')
    return this.#forget(digest)
  }

  /** Forgets the sessions here; the store keeps them. */
  [Symbol.dispose](): void {
    this.#isClosed = true
    this.#endings.unsubscribe()
    for (const session of this.#sessions.values()) release(session)
    this.#sessions.clear()
  }

  #adopt(kept: KeptSession | undefined): Session | undefined {
    if (kept === undefined || this.#isClosed) return undefined
    const { id: digest, user, endsAt, usedAt } = kept
    const ended = new ReplaySubject<Problem>(1)
    const expiry = this.#options.timing.at(endsAt, () => this.#drop(digest, 'The session has expired.'))
    const follows = new Subscription()
    const session: Session = { user, by: 'cookie', binding: `session:${digest}`, digest, endsAt, notedAt: usedAt, ended, expiry, follows }
    this.#sessions.set(digest, session)
    follows.add(this.#options.host.ended(user).subscribe(() => this.#drop(digest, 'The user may no longer sign in.')))
    return this.#sessions.get(digest)
  }

  #use(session: Session): void {
    const now = this.#options.timing.now()
    const isDue = now - session.notedAt >= noteMs
    this.#sessions.delete(session.digest)
    this.#sessions.set(session.digest, isDue ? { ...session, notedAt: now } : session)
    if (isDue) void this.#log(this.#options.host.sessions.use(session.digest, now), 'The last use of a session could not be noted.')
  }

  #makeRoom(user: UserId): void {
    const own = [...this.#sessions.values()].filter((session) => session.user === user)
    const surplus = own.slice(0, Math.max(0, own.length - this.#options.limits.sessionsPerUser))
    for (const { digest } of surplus) this.#drop(digest, 'The user has signed in elsewhere too often.')
  }

  /** Ends a session here at once, and in the store as soon as it can. */
  #drop(digest: string, message: string): void {
    this.#end(digest, message)
    void this.#log(this.#forget(digest), 'A session that has ended could not be taken out of the store.')
  }

  #end(digest: string, message: string): void {
    const session = this.#sessions.get(digest)
    if (session === undefined) return
    this.#sessions.delete(digest)
    release(session)
    session.ended.next(signedOut(message, session.user))
  }

  async #forget(digest: string): Promise<Outcome<void>> {
    this.#leaving.add(digest)
    const outcome = await this.#options.host.sessions.end([digest])
    if (outcome.ok) this.#leaving.delete(digest)
    return outcome
  }

  async #log(outcome: Promise<Outcome<void>>, message: string): Promise<void> {
    const done = await outcome
    if (!done.ok) this.#options.log.warn(message, { problem: done.problem.message })
  }
}

function release(session: Session): void {
  session.expiry[Symbol.dispose]()
  session.follows.unsubscribe()
}

function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
