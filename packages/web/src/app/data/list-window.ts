import type { Frame } from '@tenure/core/contract'
import type { Subscription } from 'rxjs'
import type { ShownProblem } from './answers.js'
import { forgetsValue } from './forgets-value.js'
import { type Row, type RowWindow, readNamed, rowsOf, watchNamed } from './named.js'
import { isSame } from './same.js'
import type { Source } from './source.js'
import { planWindow, type Reach, type Span, shiftOf } from './window-plan.js'

/** The known part of a list. Rows outside the watched window are `undefined`, and are requested as soon as they come into sight. */
export interface ListState {
  readonly status: 'waiting' | 'live' | 'stale'
  readonly total: number | undefined
  readonly rows: ReadonlyMap<number, Row>
  readonly objectType?: string
  readonly asOf?: number
  readonly problem?: ShownProblem
  /** Instants at which fields of a row changed by a live update, by row id. */
  readonly changed: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** How far the rows in sight were moved by the last update, and its number. */
  readonly shift: { readonly by: number; readonly turn: number }
}
/** What is requested of a list. */
export interface ListQuestion {
  readonly provider: `${string}/${string}`
  /** There whenever something is asked; a provider without inputs takes none. */
  readonly input?: Readonly<Record<string, unknown>>
  /** Whether the provider takes `offset` and `limit`; one that does not gives all its rows. */
  readonly windowed: boolean
  /** How much of it is watched at once, where that is not as for rows. */
  readonly reach?: Reach
  /** No row is watched: only how many there are, and of which type. */
  readonly isCounted?: boolean
}

const nothing: ListState = { status: 'waiting', total: undefined, rows: new Map(), changed: new Map(), shift: { by: 0, turn: 0 } }
const tintMs = 1200
const pauseMs = 90

/** A live list of any length: it watches one window around the rows in sight, and drops the previous one as soon as the next has arrived. */
export class ListWindow {
  readonly #source: Pick<Source, 'read' | 'watch'>
  readonly #question: ListQuestion
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  #state: ListState = nothing
  #span: Span | undefined
  #current: Subscription | undefined
  #leaving: Subscription | undefined
  #inSight: () => readonly string[] = () => []
  #askedAt = Number.NEGATIVE_INFINITY
  #later: ReturnType<typeof setTimeout> | undefined

  constructor(source: Pick<Source, 'read' | 'watch'>, question: ListQuestion, now: () => number = Date.now) {
    this.#source = source
    this.#question = question
    this.#now = now
  }

  readonly getState = (): ListState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Says which rows (by id) must keep their place on the screen when others come and go. */
  keepInPlace(inSight: () => readonly string[]): void {
    this.#inSight = inSight
  }

  /** Makes sure that these rows are watched. */
  show(first: number, last: number): void {
    const { windowed, isCounted, reach } = this.#question
    const all = { offset: 0, limit: isCounted ? 0 : Number.MAX_SAFE_INTEGER }
    const next = windowed && !isCounted ? planWindow(this.#span, first, last, this.#state.total, reach) : all
    clearTimeout(this.#later)
    if (next.offset === this.#span?.offset) return
    const wait = this.#askedAt + pauseMs - this.#now()
    // A fast scroll passes many windows: at most one is requested in each pause.
    if (wait > 0) this.#later = setTimeout(() => this.#watch(next), wait)
    else this.#watch(next)
  }

  /** Rows from a place on, also those that are out of sight; `undefined` beyond the end. */
  async rowsFrom(first: number, count: number): Promise<readonly (Row | undefined)[]> {
    const known = Array.from({ length: count }, (_, at) => this.#state.rows.get(first + at))
    const { provider, input, windowed } = this.#question
    if (!windowed || known.every((row) => row !== undefined)) return known
    const window = await readNamed(this.#source, rowsOf(provider), { ...input, offset: first, limit: count })
    return window === undefined ? known : known.map((_, at) => window.rows[at])
  }

  /** Requests it again, as *Try now* does. */
  retry(): void {
    if (this.#span !== undefined) this.#watch(this.#span)
  }

  close(): void {
    clearTimeout(this.#later)
    this.#current?.unsubscribe()
    this.#leaving?.unsubscribe()
    this.#span = undefined
  }

  #watch(span: Span): void {
    this.#leaving?.unsubscribe()
    this.#leaving = this.#current
    this.#span = span
    this.#askedAt = this.#now()
    const { provider, input, windowed } = this.#question
    const asked = windowed ? { ...input, offset: span.offset, limit: span.limit } : input
    this.#current = watchNamed(this.#source, rowsOf(provider), asked).subscribe((frame) => this.#take(frame, span))
  }

  #take(frame: Frame<RowWindow>, span: Span): void {
    if (span !== this.#span) {
      this.#takeFromLeaving(frame)
      return
    }
    if (frame.state === 'stale') {
      const { problem, asOf } = frame
      const isForgotten = forgetsValue(problem)
      const known = frame.value === undefined ? this.#state : this.#applied(frame.value, span)
      this.#set({ ...(isForgotten ? nothing : known), status: 'stale', problem, ...(asOf === undefined ? {} : { asOf }) })
      return
    }
    this.#leaving?.unsubscribe()
    this.#leaving = undefined
    const { problem: _gone, ...known } = this.#applied(frame.value, span)
    this.#set({ ...known, status: 'live', asOf: frame.asOf })
  }

  /** The previous window still answers while the next one is on its way: only its total is used. */
  #takeFromLeaving(frame: Frame<RowWindow>): void {
    if (frame.state === 'live') this.#set({ ...this.#state, total: frame.value.total })
  }

  #applied(value: RowWindow, span: Span): ListState {
    const before = byId(this.#state.rows)
    const offset = value.offset ?? span.offset
    const rows = new Map<number, Row>()
    const changed = this.#recent()
    value.rows.forEach((row, at) => {
      const was = this.#state.rows.get(before.get(row.id) ?? -1)
      rows.set(offset + at, was === undefined ? row : this.#merged(was, row, changed))
    })
    const by = this.#state.status === 'waiting' ? 0 : shiftOf(before, byId(rows), this.#inSight())
    const shift = { by, turn: this.#state.shift.turn + 1 }
    const total = this.#question.windowed ? value.total : Math.max(value.total, value.rows.length)
    return { ...this.#state, rows, total, changed, shift, ...(value.objectType === undefined ? {} : { objectType: value.objectType }) }
  }

  /** The same object for the same data, so that a row that did not change is not drawn again; else the new one, with its changes noted. */
  #merged(was: Row, row: Row, changed: Map<string, ReadonlyMap<string, number>>): Row {
    const fields = Object.keys(row).filter((field) => !isSame(was[field], row[field]))
    if (fields.length === 0) return was
    const known = fields.filter((field) => field in was)
    if (known.length > 0)
      changed.set(row.id, new Map([...(changed.get(row.id) ?? []), ...known.map((field) => [field, this.#now()] as const)]))
    return row
  }

  #recent(): Map<string, ReadonlyMap<string, number>> {
    const since = this.#now() - tintMs
    return new Map([...this.#state.changed].filter(([, fields]) => [...fields.values()].some((at) => at > since)))
  }

  #set(state: ListState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

function byId(rows: ReadonlyMap<number, Row>): ReadonlyMap<string, number> {
  return new Map([...rows].map(([index, row]) => [row.id, index]))
}
