import type { AuditFact } from '../../access/audit/audit-entry.js'
import type { Instant } from '../../base/clock.js'

/** Somebody was refused something. `place` tells places apart: it is one of a closed list, never text from outside. */
export interface Refusal extends Omit<AuditFact, 'kind' | 'times'> {
  readonly place: string
}
/** A fact and when it happened. */
export interface DatedFact {
  readonly fact: AuditFact
  readonly at: Instant
}

const hourMs = 3_600_000
/** So many actors and places have entries of their own in an hour; those beyond share one. */
const mostPlaces = 500

/**
 * Counts refusals by actor, place and hour. The first is kept at once, all others of the hour together when it is over, so that nobody can
 * fill a disk by being refused.
 */
export class RefusalCount {
  readonly #counted = new Map<string, { readonly fact: AuditFact; times: number; at: Instant }>()
  #endsAt = 0

  /** When the counts of this hour are due; none while nothing is counted. */
  get endsAt(): Instant | undefined {
    return this.#counted.size === 0 ? undefined : this.#endsAt
  }

  /** What is to be kept now. */
  count({ place, ...rest }: Refusal, at: Instant): readonly DatedFact[] {
    const over = at >= this.#endsAt ? this.take() : []
    if (this.#counted.size === 0) this.#endsAt = (Math.floor(at / hourMs) + 1) * hourMs
    const key = JSON.stringify([rest.user ?? '', rest.as ?? '', place])
    const known = this.#counted.get(key)
    if (known !== undefined) return this.#again(known, at, over)
    if (this.#counted.size < mostPlaces) return [...over, this.#first(key, { ...rest, kind: 'refusal' }, at)]
    const shared = this.#counted.get('')
    if (shared !== undefined) return this.#again(shared, at, over)
    return [...over, this.#first('', { kind: 'refusal', what: 'was refused', name: 'many places' }, at)]
  }

  /** Ends the hour: what was counted since the first of each. */
  take(): readonly DatedFact[] {
    const facts = [...this.#counted.values()].filter(({ times }) => times > 0)
    this.#counted.clear()
    return facts.map(({ fact, times, at }) => ({ fact: { ...fact, times }, at }))
  }

  #again(counted: { times: number; at: Instant }, at: Instant, over: readonly DatedFact[]): readonly DatedFact[] {
    counted.times += 1
    counted.at = at
    return over
  }
  #first(key: string, fact: AuditFact, at: Instant): DatedFact {
    this.#counted.set(key, { fact, times: 0, at })
    return { fact, at }
  }
}
