import type { Problem, UserId } from '@tenure/core/contract'
import type { Limits } from '../limits.js'
import { tooLarge } from '../problem-status.js'
import type { Principal } from '../sign-in/principal.js'
import type { Timing } from '../timing.js'
import { LiveConnection } from './live-connection.js'

/** What the list of connections needs. */
export interface LiveConnectionsOptions {
  readonly limits: Limits
  readonly timing: Timing
  readonly onFault: (error: unknown) => Problem
}

/** All live connections, and how many streams each user has open. */
export class LiveConnections implements Disposable {
  readonly #byId = new Map<string, LiveConnection>()
  readonly #byUser = new Map<UserId, Set<LiveConnection>>()
  readonly #options: LiveConnectionsOptions

  constructor(options: LiveConnectionsOptions) {
    this.#options = options
  }

  find(id: string): LiveConnection | undefined {
    return this.#byId.get(id)
  }

  /** A new connection. Errors: `input.too-large`, when the user has too many. */
  open(principal: Principal, only?: string): LiveConnection {
    const { limits, timing, onFault } = this.#options
    const own = this.#own(principal.user)
    this.#hold(own, 'connectionsPerUser', () => own.size)
    const onEnd = () => this.#forget(connection)
    const connection: LiveConnection = new LiveConnection({ principal, only, timing, resumeMs: limits.resumeMs, onEnd, onFault })
    this.#byId.set(connection.id, connection)
    this.#byUser.set(principal.user, own.add(connection))
    return connection
  }

  /** Admits one more stream of this user. Errors: `input.too-large`, when there are too many. */
  admitStream(user: UserId): void {
    const own = this.#own(user)
    this.#hold(own, 'streamsPerUser', () => [...own].reduce((sum, connection) => sum + connection.size, 0))
  }

  [Symbol.dispose](): void {
    for (const connection of [...this.#byId.values()]) connection.finish()
  }

  // Connections without a receiver make room first, oldest first.
  #hold(own: ReadonlySet<LiveConnection>, limit: 'connectionsPerUser' | 'streamsPerUser', used: () => number): void {
    const max = this.#options.limits[limit]
    while (used() >= max) {
      const idle = [...own].find((connection) => !connection.isAttached)
      if (idle === undefined) throw tooLarge(limit, max, 'Too many live streams are open.')
      idle.end()
    }
  }

  #own(user: UserId): Set<LiveConnection> {
    return this.#byUser.get(user) ?? new Set()
  }

  #forget(connection: LiveConnection): void {
    this.#byId.delete(connection.id)
    const own = this.#byUser.get(connection.principal.user)
    own?.delete(connection)
    if (own?.size === 0) this.#byUser.delete(connection.principal.user)
  }
}
