import type { Clock, Instant } from '../../base/clock.js'

/** When a contribution is switched off, and for how long: so many failures within a time, then a pause, then one probe. */
export interface BreakerOptions {
  readonly failures: number
  readonly windowMs: number
  readonly coolMs: number
}
/** State of a breaker: calls go through, none does, or a single probe does. */
export type BreakerState = 'closed' | 'open' | 'half-open'
/** Permission for one call. The first of the three methods ends it; later ones do nothing. */
export interface Pass {
  succeed(): void
  fail(): void
  /** Ends it without a verdict: the caller left, or was at fault. */
  leave(): void
}
/** Keeps callers away from code that keeps failing. */
export interface Breaker {
  readonly state: BreakerState
  /** When an open breaker lets a call through again. */
  readonly triesAgainAt: Instant
  /** A pass, or the instant when to ask again. */
  enter(): Pass | Instant
}
/** A closed breaker. */
export function createBreaker(options: BreakerOptions, clock: Clock, onChange: (state: BreakerState) => void): Breaker {
  const { failures, windowMs, coolMs } = options
  let state: BreakerState = 'closed'
  let failed: Instant[] = []
  let opensAgainAt = 0
  let probing = false
  const become = (next: BreakerState): void => {
    if (next === state) return
    state = next
    onChange(next)
  }
  const open = (): void => {
    failed = []
    opensAgainAt = clock.now() + coolMs
    become('open')
  }
  const fail = (): void => {
    const now = clock.now()
    failed = [...failed.filter((at) => at > now - windowMs), now]
    if (failed.length >= failures) open()
  }
  const probe = (): Pass => {
    probing = true
    become('half-open')
    return once({ succeed: () => become('closed'), fail: open, leave: () => become('open') }, () => (probing = false))
  }
  return {
    get state() {
      return state
    },
    get triesAgainAt() {
      return opensAgainAt
    },
    enter() {
      if (state === 'closed') return once({ succeed: () => undefined, fail, leave: () => undefined })
      if (probing) return clock.now() + coolMs
      return clock.now() < opensAgainAt ? opensAgainAt : probe()
    },
  }
}

function once(pass: Pass, ended: () => void = () => undefined): Pass {
  let over = false
  const ending = (end: () => void) => (): void => {
    if (over) return
    over = true
    ended()
    end()
  }
  return { succeed: ending(pass.succeed), fail: ending(pass.fail), leave: ending(pass.leave) }
}
