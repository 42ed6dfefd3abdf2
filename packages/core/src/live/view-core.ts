import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'
import type { RecordId, RecordRef, Value, Values } from '../schema/value.js'
import { sameValue } from '../schema/value-order.js'
import type { Change, StoredRecord } from '../storage/adapter.js'
import type { WindowResult } from '../storage/planner.js'
import type { Anchor } from './anchor.js'
import type { LiveMode, LiveState } from './live-window.js'
import { createWindow, type RankedWindow, replace, shownRecords, trim, type WindowEntry } from './ranked-window.js'
import type { Routed } from './router.js'
import type { LiveParts, ViewPlan } from './view-plan.js'

/** Whoever hears of a view. */
export interface Listener {
  core: ViewCore | undefined
  /** The state that it heard last. */
  heard: LiveState | undefined
  hear(state: LiveState): void
}
/** Tells which records a view holds. */
export interface Holding {
  hold(id: RecordId, core: ViewCore): void
  release(id: RecordId, core: ViewCore): void
}

/** One watched query, shared by all who ask the same: its window, and what it told last. */
export class ViewCore implements Routed {
  readonly key: string
  readonly plan: ViewPlan
  readonly listeners = new Set<Listener>()
  readonly anchors: readonly Anchor[]
  readonly mask: ReadonlySet<string>
  readonly ordered: ReadonlySet<string>
  mode: LiveMode
  state: LiveState | undefined
  /** Changes of records are handed to it. */
  routed = false
  /** A run of its query is under way or waits for its turn. */
  running = false
  /** It took part in the batch that is being applied, and has not told yet. */
  unsettled = false
  /** Stamp of the last change that was handed to it. */
  visited = 0
  /** Place of the last batch that asks for a new run. */
  staleAt = 0
  /** Number of batches applied when the run began. */
  startedAt = 0
  failures = 0
  retry: Disposable | undefined
  readonly #parts: LiveParts
  readonly #holding: Holding
  #window: RankedWindow
  #toldEdits = -1

  constructor(key: string, plan: ViewPlan, parts: LiveParts, holding: Holding) {
    this.key = key
    this.plan = plan
    this.anchors = plan.anchors
    this.mask = plan.mask
    this.ordered = plan.ordered
    this.mode = plan.mode
    this.#parts = parts
    this.#holding = holding
    this.#window = this.#emptyWindow()
  }

  /** Takes the rows of a run in place of all that it held. */
  fill(result: WindowResult): void {
    const known = new Map(this.#window.entries.map(({ record }) => [record.ref.id, record]))
    const offset = this.plan.query.after ? 0 : (this.plan.seed.offset ?? 0)
    this.empty()
    const window = this.#window
    window.entries = result.records.map((record) => this.#toEntry(record.ref, record.version, record.values, known))
    window.total = result.total ?? offset + result.records.length
    window.base = Math.min(offset, window.total)
    window.lost = window.entries.length === 0 && window.base < window.total
    for (const { id } of window.entries) this.#holding.hold(id, this)
  }

  /** Lets go of all rows. */
  empty(): void {
    for (const { id } of this.#window.entries) this.#holding.release(id, this)
    this.#window = this.#emptyWindow()
    this.#toldEdits = -1
  }

  /** Follows a change; whether the rows or the total may be different now. `held` is false only when it surely holds no such row. */
  follow(change: Change, held: boolean): boolean {
    const { before, after, ref } = change
    if (before && after && !change.changed.some((property) => this.mask.has(property))) return held && this.#show(change, after)
    const was = before !== undefined && this.plan.was(ref.id, before)
    const is = after !== undefined && this.plan.is(ref.id, after)
    if (was && is) return this.#stay(change, before, after, held)
    if (was) return this.#leave(ref.id, before)
    return is && this.#enter(change, after)
  }

  /** Whether it holds that row. */
  shows(id: RecordId): boolean {
    return this.#window.entries.some((entry) => entry.id === id)
  }

  /** Whether rows are to be shown that it does not hold. */
  lacksRows(): boolean {
    return this.#parts.lacksRows(this.#window)
  }

  /** Works out what to tell; whether that differs from what it told last. */
  renew(now: Instant): boolean {
    const { state } = this
    const window = this.#window
    const told = state && 'records' in state ? state : undefined
    const records = told && this.#toldEdits === window.edits ? told.records : shareList(told?.records, shownRecords(window))
    this.#toldEdits = window.edits
    if (told && told.records === records && told.total === window.total && told.mode === this.mode) return false
    this.state = { records, total: window.total, asOf: now, mode: this.mode }
    return true
  }

  /** Shows a problem in place of rows. */
  break(problem: Problem): void {
    this.empty()
    this.state = { problem }
  }

  #emptyWindow(): RankedWindow {
    const { query, slack, compare } = this.plan
    const from = query.after ? 0 : (query.offset ?? 0)
    return createWindow({ from, size: query.limit ?? Number.POSITIVE_INFINITY, slack, compare })
  }

  #stay(change: Change, before: Values, after: Values, held: boolean): boolean {
    const { id } = change.ref
    if (!change.changed.some((property) => this.ordered.has(property))) return held && this.#show(change, after)
    const left = this.#leave(id, before)
    const entered = this.#enter(change, after)
    return left || entered
  }

  /** Nothing decides otherwise than before: a row that is held gets its new values in its old place. */
  #show(change: Change, after: Values): boolean {
    return replace(this.#window, this.#toEntry(change.ref, change.version, after))
  }

  #enter(change: Change, after: Values): boolean {
    const entry = this.#toEntry(change.ref, change.version, after)
    if (!this.#parts.enter(this.#window, entry)) return true
    this.#holding.hold(entry.id, this)
    for (const { id } of trim(this.#window)) this.#holding.release(id, this)
    return true
  }

  #leave(id: RecordId, before: Values): boolean {
    if (this.#parts.leave(this.#window, { id, values: before })) this.#holding.release(id, this)
    return true
  }

  #toEntry(ref: RecordRef, version: string, values: Values, known?: ReadonlyMap<RecordId, StoredRecord>): WindowEntry {
    const record = known?.get(ref.id)
    if (record && record.version === version && this.#showsSame(record.values, values)) return { id: ref.id, values, record }
    return { id: ref.id, values, record: { ref, version, values: this.#select(values) } }
  }

  #select(values: Values): Values {
    const selected: Record<string, Value> = {}
    for (const property of this.plan.select) selected[property] = values[property] ?? null
    return selected
  }

  #showsSame(shown: Values, values: Values): boolean {
    return this.plan.select.every((property) => sameValue(shown[property] ?? null, values[property] ?? null))
  }
}

/** The list told before, when the new one has the same records. */
function shareList(told: readonly StoredRecord[] | undefined, records: readonly StoredRecord[]): readonly StoredRecord[] {
  const same = told !== undefined && told.length === records.length && told.every((record, place) => record === records[place])
  return same ? told : records
}
