import { filter, map, type OperatorFunction, pipe } from 'rxjs'
import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'

/** One step of a live stream. It never errors: a stream that broke turns stale and keeps its last good value. */
export type Frame<T> =
  | { readonly state: 'live'; readonly value: T; readonly asOf: Instant }
  | { readonly state: 'stale'; readonly value?: T; readonly asOf?: Instant; readonly problem: Problem }

/** Operator: the values of the live frames only. */
export function values<T>(): OperatorFunction<Frame<T>, T> {
  return pipe(
    filter((frame: Frame<T>) => frame.state === 'live'),
    map(({ value }) => value),
  )
}
