import type { Instant } from '../../base/clock.js'
import { type Problem, TenureError } from '../../errors/tenure-error.js'
import { type AggregateGroup, aggregateLimits } from '../../query/aggregate/aggregate-data.js'
import type { StoreGroup } from '../../query/aggregate/canonical-aggregate.js'
import type { Moving } from '../../query/aggregate/measure-state.js'
import { compareGroups, type GroupKeys, toGroup } from '../../query/aggregate/tally.js'
import type { Value, Values } from '../../schema/value.js'
import type { AggregateResult } from '../../storage/run-aggregate.js'
import { FollowedView, type LiveAnswer, type LiveSources, type RunLimits } from '../followed-view.js'
import type { TallyState } from '../live-window.js'
import type { SeenChange } from '../seen-change.js'
import type { TallyParts } from './tally-parts.js'
import type { TallyPlan } from './tally-plan.js'

/** One group while changes come in. */
interface LiveGroup {
  readonly name: string
  readonly key: readonly Value[]
  count: number
  readonly sums: readonly Moving[]
  /** As it was sent, or will be next; absent for a group that nobody was told of yet. */
  shown: AggregateGroup | undefined
}

/** A watched aggregate: the measures of its groups move with each change; one that cannot move is asked again as a whole. */
export class TallyView extends FollowedView<TallyPlan> {
  state: TallyState | undefined
  readonly #parts: TallyParts
  readonly #keysOf: GroupKeys
  readonly #groups = new Map<string, LiveGroup>()
  readonly #moved = new Set<LiveGroup>()
  /** Groups that have lost their least or greatest value. */
  readonly #lost = new Set<LiveGroup>()
  /** The groups in order; absent after one has come or gone. */
  #ordered: readonly LiveGroup[] | undefined
  /** Filled by a run since the last renewal: what is shown may be other than what was sent, or older. */
  #isFilled = false

  constructor(key: string, plan: TallyPlan, parts: TallyParts) {
    super(key, plan)
    this.#parts = parts
    this.#keysOf = parts.groupKeys(plan.aggregate.by)
  }

  async ask({ aggregate }: LiveSources, limits: RunLimits): Promise<LiveAnswer> {
    if (aggregate === undefined) throw unsourced()
    const result = await aggregate(this.plan.aggregate, limits)
    return { asOf: result.asOf, followable: result.asOf !== undefined, fill: () => this.#fill(result) }
  }

  catchUp(): void {}

  empty(): void {
    this.#groups.clear()
    this.#moved.clear()
    this.#lost.clear()
    this.#ordered = undefined
    this.#isFilled = true
  }

  follow({ before, after, change }: SeenChange): boolean {
    if (before && after && !change.changed.some((property) => this.mask.has(property))) return false
    const was = before !== undefined && this.plan.was(before)
    const is = after !== undefined && this.plan.is(after)
    if (was) this.#move(before.values, -1)
    if (is) this.#move(after.values, 1)
    return this.#moved.size > 0
  }

  shows(): boolean {
    return false
  }

  lacksRows(): boolean {
    return this.#lost.size > 0 || this.#groups.size > aggregateLimits.groups
  }

  // A greatest value may be lost with each change, and each time all records are asked.
  override rests(): boolean {
    return true
  }

  renew(now: Instant): boolean {
    let isMoved = false
    for (const group of this.#moved) if (this.#settle(group)) isMoved = true
    this.#moved.clear()
    const { state } = this
    const sent = state === undefined || 'problem' in state || state.mode !== this.mode ? undefined : state.groups
    if (sent !== undefined && !isMoved && !this.#isFilled) return false
    this.#ordered ??= this.#inOrder()
    const groups = this.#ordered.map(({ shown }) => shown as AggregateGroup)
    const isSame = this.#isFilled && sent !== undefined && this.#areSame(groups, sent)
    this.#isFilled = false
    if (isSame) return false
    this.state = { groups, asOf: now, mode: this.mode }
    return true
  }

  #areSame(groups: readonly AggregateGroup[], others: readonly AggregateGroup[]): boolean {
    const { nameOfKey, isSameGroup } = this.#parts
    const isSame = (a: AggregateGroup, b: AggregateGroup): boolean => a === b || (nameOfKey(a.by) === nameOfKey(b.by) && isSameGroup(a, b))
    return groups.length === others.length && groups.every((group, at) => isSame(group, others[at] as AggregateGroup))
  }

  break(problem: Problem): void {
    this.empty()
    this.state = { problem }
  }

  #fill({ groups }: AggregateResult): void {
    const shown = new Map([...this.#groups].map(([name, group]) => [name, group.shown]))
    this.empty()
    for (const found of groups) {
      const group = this.#toLive(found)
      const former = shown.get(group.name)
      const fresh = toGroup(this.plan.aggregate.measures, found)
      group.shown = former && this.#parts.isSameGroup(former, fresh) ? former : fresh
      this.#groups.set(group.name, group)
    }
  }

  #toLive({ key, count, measures: states }: StoreGroup): LiveGroup {
    const { measures } = this.plan.aggregate
    const sums = this.plan.mode === 'asked' ? [] : measures.map((measure) => this.#parts.startMoving(measure))
    for (const [place, sum] of sums.entries()) sum.start(states[place] ?? [])
    return { name: this.#parts.nameOfKey(key), key, count, sums, shown: undefined }
  }

  #move(values: Values, sign: 1 | -1): void {
    for (const key of this.#keysOf(values)) {
      const group = this.#groupOf(key)
      group.count += sign
      for (const sum of group.sums) {
        if (sign === 1) sum.add(values)
        else sum.remove(values)
      }
      this.#moved.add(group)
      if (group.sums.some((sum) => sum.isLost())) this.#lost.add(group)
      else this.#lost.delete(group)
    }
  }

  #groupOf(key: readonly Value[]): LiveGroup {
    const name = this.#parts.nameOfKey(key)
    const known = this.#groups.get(name)
    if (known) return known
    const group = this.#toLive({ key, count: 0, measures: this.plan.aggregate.measures.map(() => []) })
    this.#groups.set(name, group)
    return group
  }

  /** Whether the group shows something else now. */
  #settle(group: LiveGroup): boolean {
    const { by, measures } = this.plan.aggregate
    if (by.length > 0 && this.#parts.isEmpty(group.count)) {
      this.#groups.delete(group.name)
      this.#ordered = undefined
      return group.shown !== undefined
    }
    const states = group.sums.map((sum) => sum.state())
    const fresh = toGroup(measures, { key: group.key, count: group.count, measures: states })
    if (group.shown && this.#parts.isSameGroup(group.shown, fresh)) return false
    if (!group.shown) this.#ordered = undefined
    group.shown = fresh
    return true
  }

  #inOrder(): readonly LiveGroup[] {
    const compare = compareGroups(this.plan.aggregate.by)
    return [...this.#groups.values()].sort((a, b) => compare(a.shown as AggregateGroup, b.shown as AggregateGroup))
  }
}

function unsourced(): TenureError {
  const invariant = 'a hub whose aggregates are watched can run them'
  return new TenureError('internal.invariant', `A live view broke a promise: ${invariant}.`, { invariant })
}
