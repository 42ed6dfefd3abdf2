import { Observable, type Subscriber } from 'rxjs'
import type { Instant } from '../base/clock.js'
import { type Problem, TenureError, toProblem } from '../errors/tenure-error.js'
import type { CanonicalAggregate } from '../query/aggregate/canonical-aggregate.js'
import type { CanonicalQuery } from '../query/canonical.js'
import type { UserId } from '../schema/value.js'
import type { FollowedView, Listener, ViewState } from './followed-view.js'
import { type AppliedBatch, LiveEngine, type LiveHubOptions, type LiveQuestion, type LiveStats, questionKey } from './live-engine.js'
import type { LiveState, TallyState } from './live-window.js'
import { createTimeFrontier, type TimeFrontier } from './time-frontier.js'
import { type LiveParts, liveParts } from './view-plan.js'

/** What a query means now, or why it cannot be answered; `until` says when to bind it again without a write. */
export type LiveBinding = (
  | { readonly query: CanonicalQuery; readonly problem?: undefined }
  | { readonly query?: undefined; readonly problem: Problem }
) & {
  readonly until?: Instant | undefined
}
/** The same for an aggregate. */
export type TallyBinding = (
  | { readonly aggregate: CanonicalAggregate; readonly problem?: undefined }
  | { readonly aggregate?: undefined; readonly problem: Problem }
) & {
  readonly until?: Instant | undefined
}
/** A query of one user. */
export interface LiveQuery {
  readonly subject: UserId
  /** Binds the query to the clock and to the subject's current rights. An error that it throws becomes the view's problem. */
  bind(): LiveBinding
}
/** An aggregate of one user. */
export interface LiveAggregate {
  readonly subject: UserId
  /** As of a query. */
  bind(): TallyBinding
}
/** Live windows of queries, and live aggregates. Each question is followed once, however many users watch it. */
export interface LiveHub {
  /**
   * The result of the query, now and whenever it changes. The stream starts when it is subscribed to, never fails, and completes when the hub closes.
   * Errors: as items, `{ problem }`; rows follow once they can be shown again.
   */
  watch(query: LiveQuery): Observable<LiveState>
  /** The same for an aggregate: its counts, sums and averages move with each change, everything else in it is asked again. */
  watchAggregate(aggregate: LiveAggregate): Observable<TallyState>
  /** Applies the changes of a commit, in the order of the commits and with both images. Notifies every affected view before it returns, except those that must run their query again. */
  apply(batch: AppliedBatch): void
  /** Runs every view again: changes were missed. */
  runAgain(): void
  /** The rights of these users changed: from now on nothing is sent under the old ones. Call it before `apply` of the batch that changed them. */
  rebind(subjects: 'all' | ReadonlySet<UserId>): void
  /** Resolves when all views reflect the applied batches. */
  idle(): Promise<void>
  stats(): LiveStats
  /** Completes every stream. */
  close(): void
}

/** A hub without views. `parts` are for tests alone. */
export function createLiveHub(options: LiveHubOptions, parts: LiveParts = liveParts): LiveHub {
  return new Hub(options, parts)
}

/** One subscriber of one question. */
class Watcher implements Listener {
  readonly subject: UserId
  readonly bind: () => LiveBinding | TallyBinding
  core: FollowedView | undefined
  heard: ViewState | undefined
  /** Its rights are being bound again. */
  muted = false
  readonly #subscriber: Subscriber<ViewState>

  constructor({ subject, bind }: Pick<Watcher, 'subject' | 'bind'>, subscriber: Subscriber<ViewState>) {
    this.subject = subject
    this.bind = bind
    this.#subscriber = subscriber
  }
  hear(state: ViewState): void {
    if (this.muted) return
    this.heard = state
    this.#subscriber.next(state)
  }
  complete(): void {
    this.#subscriber.complete()
  }
}

class Hub implements LiveHub {
  readonly #engine: LiveEngine
  readonly #frontier: TimeFrontier<Watcher>
  readonly #watchers = new Map<UserId, Set<Watcher>>()
  #closed = false

  constructor(options: LiveHubOptions, parts: LiveParts) {
    this.#engine = new LiveEngine(options, parts)
    this.#frontier = createTimeFrontier(options.clock, (watcher) => this.#bind(watcher))
  }

  watch({ subject, bind }: LiveQuery): Observable<LiveState> {
    return this.#open({ subject, bind }) as Observable<LiveState>
  }

  watchAggregate({ subject, bind }: LiveAggregate): Observable<TallyState> {
    return this.#open({ subject, bind }) as Observable<TallyState>
  }

  apply(batch: AppliedBatch): void {
    if (!this.#closed) this.#engine.apply(batch)
  }

  runAgain(): void {
    if (!this.#closed) this.#engine.runAgain('all')
  }

  rebind(subjects: 'all' | ReadonlySet<UserId>): void {
    const watchers = [...(subjects === 'all' ? this.#watchers.keys() : subjects)].flatMap((subject) => [
      ...(this.#watchers.get(subject) ?? []),
    ])
    for (const watcher of watchers) watcher.muted = true
    for (const watcher of watchers) this.#bind(watcher)
  }

  idle(): Promise<void> {
    return this.#engine.idle()
  }

  stats(): LiveStats {
    return this.#engine.stats()
  }

  close(): void {
    this.#closed = true
    this.#frontier.close()
    for (const together of this.#watchers.values()) for (const watcher of [...together]) watcher.complete()
  }

  // A watcher hears only states of what it binds.
  #open(question: Pick<Watcher, 'subject' | 'bind'>): Observable<ViewState> {
    return new Observable((subscriber) => {
      if (this.#closed) return subscriber.complete()
      const watcher = new Watcher(question, subscriber)
      this.#add(watcher)
      this.#bind(watcher)
      return () => this.#remove(watcher)
    })
  }

  #add(watcher: Watcher): void {
    const { subject } = watcher
    const together = this.#watchers.get(subject)
    if (together) together.add(watcher)
    else this.#watchers.set(subject, new Set([watcher]))
  }

  #remove(watcher: Watcher): void {
    const { subject } = watcher
    const together = this.#watchers.get(subject)
    together?.delete(watcher)
    if (together?.size === 0) this.#watchers.delete(subject)
    this.#frontier.remove(watcher)
    this.#engine.detach(watcher)
  }

  #isOpen(watcher: Watcher): boolean {
    return this.#watchers.get(watcher.subject)?.has(watcher) === true
  }

  /** Binds the query again, and moves the watcher to the view of the result. */
  #bind(watcher: Watcher): void {
    if (!this.#isOpen(watcher)) return
    const binding = bindSafely(watcher)
    if (binding.until === undefined) this.#frontier.remove(watcher)
    else this.#frontier.add(binding.until, watcher)
    const question = 'aggregate' in binding ? binding.aggregate : 'query' in binding ? binding.query : undefined
    if (question) this.#move(watcher, question)
    else this.#tellProblem(watcher, binding.problem ?? unbound)
  }

  #move(watcher: Watcher, question: LiveQuestion): void {
    const stays = watcher.core?.key === questionKey(question)
    if (!stays) this.#engine.detach(watcher)
    watcher.muted = false
    try {
      if (stays) this.#engine.refresh(watcher)
      else this.#engine.attach(watcher, question)
    } catch (error) {
      this.#tellProblem(watcher, toProblem(error, unbound))
    }
  }

  #tellProblem(watcher: Watcher, problem: Problem): void {
    const heard = watcher.heard
    this.#engine.detach(watcher)
    watcher.muted = false
    watcher.heard = heard
    if (!isSameProblem(heard, problem)) watcher.hear({ problem })
  }
}

function bindSafely({ bind }: Watcher): LiveBinding | TallyBinding {
  try {
    return bind()
  } catch (error) {
    return { problem: toProblem(error, unbound) }
  }
}
function isSameProblem(heard: ViewState | undefined, problem: Problem): boolean {
  return heard !== undefined && 'problem' in heard && JSON.stringify(heard.problem) === JSON.stringify(problem)
}

const invariant = 'a query can be bound to its user'
const unbound: Problem = new TenureError('internal.invariant', `A live view broke a promise: ${invariant}.`, { invariant }).problem
