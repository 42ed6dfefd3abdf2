import { concat, defer, map, NEVER, type Observable } from 'rxjs'
import type { BoundAggregate } from '../access/access.js'
import { fromProblem } from '../base/outcome.js'
import type { About } from '../contract/records.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { LiveHub } from '../live/live-hub.js'
import type { LiveTally } from '../live/live-window.js'
import type { Aggregate, AggregateData } from '../query/aggregate/aggregate-data.js'
import { toAggregate } from '../query/aggregate/tally.js'
import type { Reader } from '../records/read-records.js'
import type { UserId } from '../schema/value.js'

/** An aggregate, and of two object types that play its role the one that is meant. */
export type AskedAggregate = AggregateData & About
/** What aggregates for a session need of the host. */
export interface AggregatesPort {
  readonly reader: Pick<Reader, 'runAggregate'>
  readonly live: Pick<LiveHub, 'watchAggregate'>
}
/** Aggregates for one user. `bind` limits each to what the user may see at that moment. */
export interface AggregatesOptions {
  readonly user: UserId
  readonly once: boolean
  bind(asked: AskedAggregate, live: boolean): BoundAggregate
}
/** How many records there are and what they come to, as the user may see them. */
export interface Aggregates {
  aggregate(asked: AskedAggregate): Promise<Aggregate>
  watchAggregate(asked: AskedAggregate): Observable<Aggregate>
  /** Whether the user may ask it now. */
  mayAsk(asked: AskedAggregate): boolean
}

/** Aggregates over a host. */
export function openAggregates({ reader, live }: AggregatesPort, { user, once, bind }: AggregatesOptions): Aggregates {
  const answer = async (asked: AskedAggregate): Promise<Aggregate> => {
    const { aggregate } = bind(asked, false)
    return toAggregate(aggregate, (await reader.runAggregate(aggregate)).groups)
  }
  return {
    aggregate: answer,
    mayAsk(asked) {
      try {
        return bind(asked, false) !== undefined
      } catch (error) {
        if (!isTenureError(error)) throw error
        // Its price is no matter of rights: whoever asks it is given the limit.
        return error.code === 'input.too-large'
      }
    },
    watchAggregate(asked) {
      // It emits once and does not end, as lists do.
      if (once)
        return concat(
          defer(() => answer(asked)),
          NEVER,
        )
      return live.watchAggregate({ subject: user, bind: () => bind(asked, true) }).pipe(
        map((tally) => {
          if ('problem' in tally) throw fromProblem(tally.problem)
          return toAnswer(tally)
        }),
      )
    },
  }
}

// Made once for all watchers, for as long as the engine keeps the state.
const answers = new WeakMap<LiveTally, Aggregate>()
function toAnswer(tally: LiveTally): Aggregate {
  const known = answers.get(tally)
  if (known !== undefined) return known
  const answer = Object.freeze({ groups: tally.groups, mode: tally.mode })
  answers.set(tally, answer)
  return answer
}
