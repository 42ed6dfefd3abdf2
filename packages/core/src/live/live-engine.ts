// Long because starting, following, running again, failing and ending must agree on one small state: it is read as one.
import type { Clock, Instant } from '../base/clock.js'
import { type Problem, TenureError, toProblem } from '../errors/tenure-error.js'
import { aggregateKey, type CanonicalAggregate } from '../query/aggregate/canonical-aggregate.js'
import type { CanonicalQuery } from '../query/canonical.js'
import { queryKey } from '../query/canonicalise.js'
import type { LiveMode } from '../schema/row.js'
import type { UserId } from '../schema/value.js'
import type { ChangeBatch, FeedCursor } from '../storage/adapter.js'
import { createFeedLog, type FeedLog } from './feed-log.js'
import type { FollowedView, Listener, LiveAnswer, LiveSources } from './followed-view.js'
import { type HopWatch, linksAtStart, mattersAtEnd } from './route/hop-watch.js'
import { toLead } from './route/order-lead.js'
import { looksAt, ViewRoutes } from './route/view-routes.js'
import { createRunSlots, type RunSlots } from './run-slots.js'
import { type SeenChange, toSeen } from './seen-change.js'
import { createSelection } from './selection.js'
import { shareByText } from './share-by-text.js'
import { planTally } from './tally/tally-plan.js'
import { TallyView } from './tally/tally-view.js'
import { ViewCore } from './view-core.js'
import { type LiveParts, mayConcern, type PlanOptions, planView } from './view-plan.js'

/** What the hub needs. */
export interface LiveHubOptions extends LiveSources {
  readonly clock: Clock
  userName(id: UserId): string | undefined
  /** Cursor of the last batch before the first that `apply` gets; without it, the first batch makes open views run again. */
  readonly head?: FeedCursor
  /** Queries that may run at once. */
  readonly runsAtOnce?: number
}
/**
 * A batch of a feed. `blind`: its changes do not say what was there before, so views that look at their types run again. `foreign`: another process
 * committed it.
 */
export interface AppliedBatch extends ChangeBatch {
  readonly blind?: boolean
  readonly foreign?: boolean
}
/** Figures of the moment. */
export interface LiveStats {
  readonly views: number
  readonly watchers: number
  readonly modes: Readonly<Record<LiveMode, number>>
  /** Queries run since the hub was created: first fills, refills and views that ran again. */
  readonly runs: number
  readonly problems: number
}

/** What can be watched. */
export type LiveQuestion = CanonicalQuery | CanonicalAggregate
/** Text that two questions share when they ask the same. */
export function questionKey(question: LiveQuestion): string {
  return 'by' in question ? aggregateKey(question) : queryKey(question)
}

const ahead = Number.POSITIVE_INFINITY
const unknown = -1
const longestPauseMs = 60_000
/** A clock that is set while a run is under way must not hold its view up for hours. */
const longestRestMs = 10_000
/** A run that takes longer waits for a process of the store: others may start. */
const lentAfterMs = 50

/** Keeps views correct, change by change, independent of who listens. */
export class LiveEngine {
  readonly #options: LiveHubOptions
  readonly #parts: LiveParts
  readonly #planning: PlanOptions
  readonly #log: FeedLog
  readonly #slots: RunSlots
  readonly #cores = new Map<string, FollowedView>()
  readonly #routes: ViewRoutes
  /** Views whose rows are newer than the applied batches, and the cursor that each waits for. */
  readonly #ahead = new Map<FollowedView, FeedCursor>()
  readonly #inbox: AppliedBatch[] = []
  /** Stale views that rest before they run again. */
  readonly #resting = new Set<FollowedView>()
  #applying = false
  #touched: FollowedView[] = []
  #runs = 0
  #pending = 0
  #waiters: (() => void)[] = []

  constructor(options: LiveHubOptions, parts: LiveParts) {
    this.#options = options
    this.#parts = parts
    const userName = (id: UserId) => options.userName(id)
    this.#planning = {
      parts,
      userName,
      shareSelection: shareByText(createSelection),
      shareLead: shareByText((order) => toLead(order, userName)),
    }
    this.#routes = new ViewRoutes(parts.touchesShown, {
      meet: (core, seen, held) => this.#meet(core, seen, held),
      askIf: (core, matters) => this.#askIf(core, matters),
    })
    this.#log = createFeedLog(options.head)
    const { clock } = options
    this.#slots = createRunSlots(options.runsAtOnce ?? 24, (lend) => clock.at(clock.now() + lentAfterMs, lend))
  }

  /** The listener follows that question from now on, and gets its state at once if the view exists. */
  attach(listener: Listener, question: LiveQuestion): void {
    const core = this.#cores.get(questionKey(question)) ?? this.#open(question)
    listener.core = core
    core.listeners.add(listener)
    if (core.listeners.size === 1) this.#start(core)
    else this.refresh(listener)
  }

  /** The listener gets nothing more. A view without listeners ends. */
  detach(listener: Listener): void {
    const { core } = listener
    listener.core = undefined
    listener.heard = undefined
    if (core?.listeners.delete(listener) && core.listeners.size === 0) this.#drop(core)
  }

  /** Sends the listener the current state if it has not got it yet, unless that is about to change. */
  refresh(listener: Listener): void {
    const { core } = listener
    if (core === undefined) return
    if (core.state && !core.running && !core.unsettled && !core.rest) tell(core, listener)
    else core.awaited = true
  }

  /** Applies batches in the order of the calls; a batch that comes during another waits for its end. */
  apply(batch: AppliedBatch): void {
    this.#inbox.push(batch)
    if (this.#applying) return
    this.#applying = true
    try {
      for (let next = this.#inbox.shift(); next; next = this.#inbox.shift()) this.#take(next)
    } finally {
      this.#applying = false
    }
  }

  /** Runs views again that a change may concern which does not say what was there before: those that look at these types, or all. */
  runAgain(types: 'all' | ReadonlySet<string>): void {
    for (const core of this.#cores.values()) if (types === 'all' || looksAt(core, types)) this.#ask(core)
    this.#settleTouched()
  }

  /** Resolves when no run is under way. Views that rest run now, so nobody waits for a clock that may not move. */
  async idle(): Promise<void> {
    for (const core of [...this.#resting]) this.#start(core)
    if (this.#pending > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    if (this.#resting.size > 0) await this.idle()
  }

  stats(): LiveStats {
    const modes = { indexed: 0, checked: 0, asked: 0 }
    let watchers = 0
    let problems = 0
    for (const core of this.#cores.values()) {
      modes[core.mode]++
      watchers += core.listeners.size
      if (core.state && 'problem' in core.state) problems++
    }
    return { views: this.#cores.size, watchers, modes, runs: this.#runs, problems }
  }

  #open(question: LiveQuestion): FollowedView {
    const core = 'by' in question ? this.#openTally(question) : this.#openWindow(question)
    this.#cores.set(core.key, core)
    this.#routes.open(core)
    if (core.mode === 'asked') this.#follow(core)
    return core
  }

  #openWindow(query: CanonicalQuery): FollowedView {
    return new ViewCore(queryKey(query), planView(query, this.#planning), this.#parts, this.#routes.sharedOf(query.type))
  }

  #openTally(aggregate: CanonicalAggregate): FollowedView {
    return new TallyView(questionKey(aggregate), planTally(aggregate, this.#parts), this.#parts.tally)
  }

  #drop(core: FollowedView): void {
    this.#cores.delete(core.key)
    this.#ahead.delete(core)
    this.#log.release(core)
    this.#routes.close(core)
    core.empty()
    core.retry?.[Symbol.dispose]()
    core.rest?.[Symbol.dispose]()
    core.abort?.abort()
  }

  #follow(core: FollowedView): void {
    if (core.routed) return
    if (core.mode !== 'asked') core.catchUp()
    this.#routes.add(core)
  }

  #take(batch: AppliedBatch): void {
    if (!this.#log.add(batch)) return
    if (!batch.blind) for (const change of batch.changes) this.#routes.route(change)
    this.#catchUp(batch.cursor)
    if (batch.blind) this.runAgain(new Set(batch.changes.map(({ ref }) => ref.type)))
    else this.#settleTouched()
  }

  #settleTouched(): void {
    const touched = this.#touched
    this.#touched = []
    const now = touched.length > 0 ? this.#options.clock.now() : 0
    for (const core of touched) this.#settle(core, now)
  }

  #meet(core: FollowedView, seen: SeenChange, held: boolean): void {
    try {
      if (core.mode !== 'asked') {
        if (core.follow(seen, held)) this.#touch(core)
      } else if (held || mayConcern(core.plan, seen)) this.#ask(core)
    } catch (error) {
      this.#fail(core, error)
    }
  }

  #askIf(core: FollowedView, matters: () => boolean): void {
    try {
      if (matters()) this.#ask(core)
    } catch (error) {
      this.#fail(core, error)
    }
  }

  #ask(core: FollowedView): void {
    core.staleAt = this.#log.sequence
    this.#touch(core)
  }

  #touch(core: FollowedView): void {
    if (core.unsettled) return
    core.unsettled = true
    this.#touched.push(core)
  }

  /** Runs or sends what the batch requires, once all of it is applied. */
  #settle(core: FollowedView, now: Instant): void {
    core.unsettled = false
    if (core.listeners.size === 0 || core.running || core.retry || core.rest) return
    if (core.staleAt === this.#log.sequence || core.lacksRows()) this.#startAgain(core)
    else this.#tell(core, now)
  }

  /** Views that waited for this batch follow from here; the others run again, as their cursor may never come. */
  #catchUp(cursor: FeedCursor): void {
    for (const [core, awaited] of this.#ahead) {
      this.#ahead.delete(core)
      if (cursor === awaited) this.#follow(core)
      else this.#start(core)
    }
  }

  /** Starts it, or lets it rest first, so that one slow question never runs without a pause. */
  #startAgain(core: FollowedView): void {
    const { clock } = this.#options
    if (!core.rests() || clock.now() >= core.restUntil) {
      this.#start(core)
      return
    }
    const timer = clock.at(core.restUntil, () => this.#start(core))
    this.#resting.add(core)
    core.rest = {
      [Symbol.dispose]: () => {
        timer[Symbol.dispose]()
        this.#resting.delete(core)
      },
    }
  }

  #start(core: FollowedView): void {
    if (core.running) return
    core.running = true
    this.#pending++
    core.retry?.[Symbol.dispose]()
    core.retry = undefined
    core.rest?.[Symbol.dispose]()
    core.rest = undefined
    this.#ahead.delete(core)
    if (core.mode !== 'asked') this.#routes.remove(core)
    void this.#run(core).finally(() => this.#finish())
  }

  #finish(): void {
    this.#pending--
    if (this.#pending > 0) return
    const waiters = this.#waiters
    this.#waiters = []
    for (const resolve of waiters) resolve()
  }

  async #run(core: FollowedView): Promise<void> {
    try {
      const answer = await this.#slots.run(() => this.#query(core))
      core.running = false
      core.abort = undefined
      if (answer && core.listeners.size > 0) this.#seat(core, answer)
    } catch (error) {
      core.running = false
      if (core.listeners.size > 0) this.#fail(core, error)
    } finally {
      if (!core.running) this.#log.release(core)
    }
  }

  /** `undefined` if the view ended while it waited for its turn. */
  async #query(core: FollowedView): Promise<LiveAnswer | undefined> {
    if (core.listeners.size === 0) return undefined
    core.startedAt = this.#log.sequence
    this.#log.retain(core)
    this.#runs++
    core.abort = new AbortController()
    const { clock } = this.#options
    const began = clock.now()
    const [first] = core.listeners
    const answer = await core.ask(this.#options, { signal: core.abort.signal, caller: first?.subject ?? '' })
    const ended = clock.now()
    core.restUntil = ended + Math.min(longestRestMs, ended - began)
    return answer
  }

  /** Takes the answer of a run; an answer older than a change that matters makes the query run again. */
  #seat(core: FollowedView, answer: LiveAnswer): void {
    const covered = this.#coveredBy(core, answer.asOf)
    if (core.mode !== 'asked' && !answer.followable) this.#askFromNowOn(core)
    const isOvertaken = covered < core.staleAt
    const isSent = isOvertaken ? this.#fillOvertaken(core, answer, covered) : this.#fill(core, answer, covered)
    if (isSent) this.#tell(core)
    if (isOvertaken || !isSent) this.#startAgain(core)
  }

  /**
   * What changed meanwhile does not concern what it shows: it is sent, since changes that never pause would keep a slow view silent. What is not
   * sent is not filled in either: the next answer is compared with what was.
   */
  #fillOvertaken(core: FollowedView, answer: LiveAnswer, covered: number): boolean {
    return core.mode === 'asked' && !this.#missedBeyond(core, covered, (watch) => !watch.first) && this.#fill(core, answer, covered)
  }

  /** Takes the rows and all changes since; whether listeners may get them. */
  #fill(core: FollowedView, answer: LiveAnswer, covered: number): boolean {
    core.failures = 0
    answer.fill()
    if (core.mode === 'asked') return !this.#missedOf(core, covered)
    if (covered !== ahead) {
      if (this.#missedBeyond(core, covered)) return false
      this.#replay(core, covered)
    }
    // Without a change since, the rows and the total of the store do not belong together: such a store cannot be followed.
    if (core.lacksRows() && covered < this.#log.sequence) return false
    if (core.lacksRows()) this.#askFromNowOn(core)
    else if (covered === ahead) this.#ahead.set(core, answer.asOf as FeedCursor)
    else this.#follow(core)
    return true
  }

  /** How many of the applied batches the answer takes into account. */
  #coveredBy(core: FollowedView, asOf: FeedCursor | undefined): number {
    if (asOf === undefined) return core.startedAt
    const place = this.#log.sequenceOf(asOf)
    if (place !== undefined) return place
    // Before the first batch, an unknown cursor may be the one that the feed started after.
    const older = core.startedAt === 0 && this.#options.head === undefined && this.#log.sequence > 0
    return older ? unknown : ahead
  }

  /** Whether a row of the answer changed after the answer, before the view held that row. */
  #missedOf(core: FollowedView, covered: number): boolean {
    return this.#log
      .since(covered)
      .some(({ changes }) => changes.some(({ ref }) => ref.type === core.plan.query.type && core.shows(ref.id)))
  }

  /** Whether something happened after the answer at the far end of a step that the view takes, or to the links there, as far as these count. */
  #missedBeyond({ plan: { hops } }: FollowedView, covered: number, linksCount: (watch: HopWatch) => boolean = () => true): boolean {
    if (hops.length === 0) return false
    const seen = this.#log.since(covered).flatMap(({ changes }) => changes.map(toSeen))
    const matters = (watch: HopWatch, each: SeenChange): boolean =>
      (each.change.ref.type === watch.hop.to && mattersAtEnd(watch, each)) || (linksCount(watch) && linksAtStart(watch, each))
    return seen.some((each) => hops.some((watch) => matters(watch, each)))
  }

  #replay(core: FollowedView, covered: number): void {
    for (const { changes } of this.#log.since(covered))
      for (const change of changes) if (change.ref.type === core.plan.query.type) core.follow(toSeen(change), true)
  }

  /** The store does not say which state it answered from: the view runs again after each change that may concern it. */
  #askFromNowOn(core: FollowedView): void {
    core.mode = 'asked'
    this.#follow(core)
    if (this.#log.sequence > core.startedAt) core.staleAt = this.#log.sequence
  }

  // Who came while it was about to change hears the state as well if it is still the last one.
  #tell(core: FollowedView, now = this.#options.clock.now()): void {
    const { awaited } = core
    core.awaited = false
    if (core.renew(now) || awaited) tellAll(core)
  }

  /** A failure affects only its own view, which sends the problem and tries again later. */
  #fail(core: FollowedView, error: unknown): void {
    if (core.retry) return
    if (core.mode !== 'asked') this.#routes.remove(core)
    core.break(toProblem(error, failed))
    const pauseMs = Math.min(longestPauseMs, 1_000 * 2 ** core.failures++)
    core.retry = this.#options.clock.at(this.#options.clock.now() + pauseMs, () => this.#start(core))
    tellAll(core)
  }
}

const failed: Problem = new TenureError('storage.failed', 'A live view could not be loaded. It will be tried again.', {
  transient: true,
}).problem

function tellAll(core: FollowedView): void {
  for (const listener of core.listeners) tell(core, listener)
}
function tell(core: FollowedView, listener: Listener): void {
  const { state } = core
  if (!state || listener.heard === state) return
  listener.hear(state)
}
