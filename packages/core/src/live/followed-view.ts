import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'
import type { CanonicalAggregate } from '../query/aggregate/canonical-aggregate.js'
import type { CanonicalQuery } from '../query/canonical.js'
import type { LiveMode } from '../schema/row.js'
import type { RecordId, UserId } from '../schema/value.js'
import type { FeedCursor } from '../storage/adapter.js'
import type { WindowResult } from '../storage/planner.js'
import type { AggregateResult } from '../storage/run-aggregate.js'
import type { LiveState, TallyState } from './live-window.js'
import type { Anchor } from './route/anchor.js'
import type { HopWatch } from './route/hop-watch.js'
import type { Match } from './route/match.js'
import type { Routed } from './route/router.js'
import type { SeenChange } from './seen-change.js'

/** What a view shows. */
export type ViewState = LiveState | TallyState
/** Someone who listens to a view. */
export interface Listener {
  /** Who listens. */
  readonly subject: UserId
  core: FollowedView | undefined
  /** The state that it got last. */
  heard: ViewState | undefined
  hear(state: ViewState): void
}
/** Limits of one run: the signal aborts when nobody watches any more; `caller` is one of those who do. */
export interface RunLimits {
  readonly signal: AbortSignal
  readonly caller: UserId
}
/** Where views get their answers. Rights are already part of what they ask. */
export interface LiveSources {
  run(query: CanonicalQuery, limits: RunLimits): Promise<WindowResult>
  aggregate?(aggregate: CanonicalAggregate, limits: RunLimits): Promise<AggregateResult>
}
/** What is worked out once for a watched question: which changes can concern it. */
export interface FollowPlan {
  readonly query: CanonicalQuery
  readonly mode: LiveMode
  readonly anchors: readonly Anchor[]
  /** Properties of the record that it looks at. */
  readonly mask: ReadonlySet<string>
  /** Those that its answer depends on while the condition holds. */
  readonly ordered: ReadonlySet<string>
  readonly hops: readonly HopWatch[]
  /** Names of users decide the order. */
  readonly byUser: boolean
  /** The records that alone can match it, where it names them. */
  readonly named: ReadonlySet<RecordId> | undefined
  readonly was: Match
  readonly is: Match
}

/** One watched question, shared by all its watchers: what the engine knows of it, and what it sent last. */
export abstract class FollowedView<Plan extends FollowPlan = FollowPlan> implements Routed {
  readonly key: string
  readonly plan: Plan
  readonly listeners = new Set<Listener>()
  readonly anchors: readonly Anchor[]
  readonly mask: ReadonlySet<string>
  readonly ordered: ReadonlySet<string>
  mode: LiveMode
  abstract state: ViewState | undefined
  /** Changes of records are handed to it. */
  routed = false
  /** A run of its question is under way or waits for its turn. */
  running = false
  /** Somebody came while it was about to change, and waits for its next state. */
  awaited = false
  /** It took part in the batch that is being applied, and has not sent anything yet. */
  unsettled = false
  /** Stamp of the last change that was handed to it. */
  visited = 0
  /** Place of the last batch that requires a new run. */
  staleAt = 0
  /** Number of batches applied when the run began. */
  startedAt = 0
  failures = 0
  retry: Disposable | undefined
  /** When one that rests may run again because of a change: its last run took as long as it rests. */
  restUntil = 0
  /** It is stale, and rests before it runs again. */
  rest: Disposable | undefined
  /** Ends the run that is under way. */
  abort: AbortController | undefined

  constructor(key: string, plan: Plan) {
    this.key = key
    this.plan = plan
    this.anchors = plan.anchors
    this.mask = plan.mask
    this.ordered = plan.ordered
    this.mode = plan.mode
  }

  /** Whether it waits before it runs again, because its runs look at many records. */
  rests(): boolean {
    return this.mode === 'asked'
  }
  /** Runs its question. */
  abstract ask(sources: LiveSources, limits: RunLimits): Promise<LiveAnswer>
  /** Its answer takes all changes so far into account. */
  abstract catchUp(): void
  /** Releases all that it holds. */
  abstract empty(): void
  /** Follows a change. Returns whether its answer may differ now. `held` is false only if it surely shows no such row. */
  abstract follow(seen: SeenChange, held: boolean): boolean
  /** Whether it shows that record. */
  abstract shows(id: RecordId): boolean
  /** Whether its answer needs what it does not hold. */
  abstract lacksRows(): boolean
  /** Works out the state to send. Returns whether it differs from the last. */
  abstract renew(now: Instant): boolean
  /** Shows a problem in place of its answer. */
  abstract break(problem: Problem): void
}
/** An answer, ready to be taken. */
export interface LiveAnswer {
  readonly asOf: FeedCursor | undefined
  /** The store says enough of it to follow changes from there. */
  readonly followable: boolean
  /** Replaces all that the view holds. It counts as newer than any change until `catchUp`. */
  fill(): void
}
