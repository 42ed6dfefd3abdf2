import type { Instant } from '../base/clock.js'
import type { Problem } from '../errors/tenure-error.js'
import type { Image } from '../query/canonical.js'
import type { RecordId } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import type { WindowResult } from '../storage/planner.js'
import { FollowedView, type LiveAnswer, type LiveSources, type RunLimits } from './followed-view.js'
import type { LiveState } from './live-window.js'
import { append, createWindow, isBeyond, type RankedWindow, replace, shownPlaces, trim } from './ranked-window.js'
import { type RecordState, recordOf, type SeenChange } from './seen-change.js'
import { selectRecord, shareList, showsAlready, type WholeRecord } from './selection.js'
import { hideFrom, type SharedRow, type SharedRows, showIn } from './shared-row.js'
import type { LiveParts, ViewPlan } from './view-plan.js'

/** What a window keeps of a row. */
interface Held {
  readonly shared: SharedRow<ViewCore>
  record: StoredRecord
  /** Changes of the row that `record` takes into account. */
  changes: number
  shown: boolean
  /** It came in by a change, which does not say what is shown of linked records. */
  lacksLinked: boolean
}

/** A watched query: its window of rows. */
export class ViewCore extends FollowedView<ViewPlan> {
  state: LiveState | undefined
  readonly #parts: LiveParts
  readonly #shared: SharedRows<ViewCore>
  #window: RankedWindow<Held>
  #sentEdits = -1
  /** A row was taken in that lacks what is shown of linked records. */
  #mayLackLinked = false

  constructor(key: string, plan: ViewPlan, parts: LiveParts, shared: SharedRows<ViewCore>) {
    super(key, plan)
    this.#parts = parts
    this.#shared = shared
    this.#window = this.#emptyWindow()
  }

  async ask({ run }: LiveSources, limits: RunLimits): Promise<LiveAnswer> {
    const result = await run(this.plan.seed, limits)
    return { asOf: result.asOf, followable: result.asOf !== undefined && result.total !== undefined, fill: () => this.#fill(result) }
  }

  #fill(result: WindowResult): void {
    const sent = this.state && 'records' in this.state ? this.state.records : []
    const known = new Map([...sent, ...this.#window.items.map(({ record }) => record)].map((record) => [record.ref.id, record]))
    const offset = this.plan.query.after ? 0 : (this.plan.seed.offset ?? 0)
    this.empty()
    const window = this.#window
    for (const record of result.records) {
      const { id } = record.ref
      const held = {
        shared: this.#shared.hold(id),
        record: this.#toShown(record, known.get(id)),
        changes: Number.POSITIVE_INFINITY,
        shown: false,
        lacksLinked: false,
      }
      append(window, { id, values: record.values }, held)
    }
    window.total = result.total ?? offset + result.records.length
    window.base = Math.min(offset, window.total)
    window.lost = window.rows.length === 0 && window.base < window.total
  }

  catchUp(): void {
    for (const held of this.#window.items) held.changes = held.shared.changes
  }

  empty(): void {
    for (const held of this.#window.items) this.#letGo(held)
    this.#window = this.#emptyWindow()
    this.#sentEdits = -1
    this.#mayLackLinked = false
  }

  follow(seen: SeenChange, held: boolean): boolean {
    const { before, after } = seen
    if (before && after) {
      if (!touches(this.mask, seen)) return held && this.#show(seen, after)
      if (!held && this.#passesBeyond(seen, before, after)) return false
    }
    const was = before !== undefined && this.plan.was(before)
    const is = after !== undefined && this.plan.is(after)
    if (was && is) return this.#stay(seen, before, after, held)
    if (was) return this.#leave(before)
    return is && this.#enter(seen, after)
  }

  shows(id: RecordId): boolean {
    return this.#window.rows.some((row) => row.id === id)
  }

  lacksRows(): boolean {
    return this.#parts.lacksRows(this.#window) || this.#lacksLinked()
  }

  override rests(): boolean {
    return super.rests() || this.plan.linked.length > 0
  }

  renew(now: Instant): boolean {
    const { state } = this
    const window = this.#window
    const sent = state && 'records' in state ? state : undefined
    const records = sent && this.#sentEdits === window.edits ? sent.records : shareList(this.plan.selection, sent?.records, this.#toShow())
    this.#sentEdits = window.edits
    if (sent && sent.records === records && sent.total === window.total && sent.mode === this.mode) return false
    this.state = { records, total: window.total, asOf: now, mode: this.mode }
    return true
  }

  break(problem: Problem): void {
    this.empty()
    this.state = { problem }
  }

  #emptyWindow(): RankedWindow<Held> {
    const { query, slack, compare, leadOf } = this.plan
    const from = query.after ? 0 : (query.offset ?? 0)
    return createWindow({ from, size: query.limit ?? Number.POSITIVE_INFINITY, slack, compare, leadOf })
  }

  /** It matches as before, or fails as before, and moves where no row is held. */
  #passesBeyond(seen: SeenChange, before: Image, after: Image): boolean {
    return !touches(this.plan.tested, seen) && isBeyond(this.#window, before) && isBeyond(this.#window, after)
  }

  #stay(seen: SeenChange, before: Image, after: Image, held: boolean): boolean {
    if (!touches(this.ordered, seen)) return held && this.#show(seen, after)
    const former = this.#takeOut(before)
    return this.#enter(seen, after, former)
  }

  /** Match and place are unchanged: a held row gets its new values in its old place. */
  #show({ state }: SeenChange, after: Image): boolean {
    const held = replace(this.#window, after)
    if (held) this.#refresh(held, state)
    return held !== undefined
  }

  /** Takes a row in; `former` is how it was held so far. */
  #enter({ state }: SeenChange, after: Image, former?: Held): boolean {
    const place = this.#parts.enter(this.#window, after)
    if (place < 0) return true
    const shared = this.#shared.hold(after.id)
    const lacksLinked = this.plan.linked.length > 0 && former?.lacksLinked !== false
    if (lacksLinked) this.#mayLackLinked = true
    const record = this.#recordOf(state, former?.record)
    this.#window.items[place] = { shared, record, changes: shared.changes, shown: false, lacksLinked }
    for (let held = trim(this.#window); held; held = trim(this.#window)) this.#letGo(held)
    return true
  }

  #leave(before: Image): boolean {
    this.#takeOut(before)
    return true
  }

  #takeOut(before: Image): Held | undefined {
    const held = this.#parts.leave(this.#window, before)
    if (held) this.#letGo(held)
    return held
  }

  #letGo(held: Held): void {
    if (held.shown) hideFrom(held.shared, this.plan.selection, this)
    held.shown = false
    this.#shared.release(held.shared)
  }

  #refresh(held: Held, state: RecordState): void {
    held.record = this.#recordOf(state, held.record)
    held.changes = held.shared.changes
  }

  /** The records to show; rows that come to be shown catch up with what happened to them meanwhile. */
  #toShow(): readonly StoredRecord[] {
    const { items } = this.#window
    const [from, to] = shownPlaces(this.#window)
    const records: StoredRecord[] = []
    for (let place = 0; place < items.length; place++) {
      const held = items[place] as Held
      const shown = place >= from && place < to
      if (held.shown !== shown) this.#turn(held, shown)
      if (shown) records.push(held.record)
    }
    return records
  }

  #turn(held: Held, shown: boolean): void {
    const { shared } = held
    held.shown = shown
    if (!shown) {
      hideFrom(shared, this.plan.selection, this)
      return
    }
    showIn(shared, this.plan.selection, this)
    if (shared.latest && held.changes < shared.changes) this.#refresh(held, shared.latest)
  }

  /** The record as it is shown; the one that was shown so far, if nothing of it is different. */
  #toShown(record: WholeRecord, former: StoredRecord | undefined): StoredRecord {
    const { selection } = this.plan
    return former && showsAlready(selection, former, record) ? former : selectRecord(selection, record)
  }

  /** The same for a record after a change, which views of one selection share; what is shown of linked records stays as it was. */
  #recordOf(state: RecordState, former: StoredRecord | undefined): StoredRecord {
    const { selection, linked } = this.plan
    if (linked.length > 0) {
      const kept = Object.fromEntries(linked.map((name) => [name, former?.values[name] ?? null]))
      return this.#toShown({ ref: state.ref, version: state.version, values: { ...state.values, ...kept } }, former)
    }
    return former && showsAlready(selection, former, state) ? former : recordOf(state, selection)
  }

  /** Whether a row that is to be shown lacks what is shown of linked records. */
  #lacksLinked(): boolean {
    if (!this.#mayLackLinked) return false
    const [from, to] = shownPlaces(this.#window)
    return this.#window.items.slice(from, to).some(({ lacksLinked }) => lacksLinked)
  }
}

function touches(properties: ReadonlySet<string>, { change }: SeenChange): boolean {
  for (const property of change.changed) if (properties.has(property)) return true
  return false
}
