import type { Frame } from '@tenure/core/contract'
import type { Subscription } from 'rxjs'
import type { ShownProblem } from '../data/answers.js'
import { forgetsValue } from '../data/forgets-value.js'
import { type Row, type RowWindow, readNamed, rowsOf, watchNamed } from '../data/named.js'
import type { Source } from '../data/source.js'

/** What a feed asks: a list that takes `limit` and `after`, sorted by this instant, the newest first. */
export interface FeedQuestion {
  readonly provider: `${string}/${string}`
  readonly input: Readonly<Record<string, unknown>>
  readonly at: string
}
/** The activities that are loaded, newest first; `page` is where each lies. */
export interface FeedState {
  readonly rows: readonly { readonly row: Row; readonly page: number }[]
  readonly hasOlder: boolean
  readonly isLoading: boolean
  readonly status: 'waiting' | 'live' | 'stale'
  readonly asOf?: number
  readonly problem?: ShownProblem
  /** Older ones could not be loaded. */
  readonly isOlderLost?: true
}
/** A part of the feed: what comes after a cursor, as far as a row. The last part has no end yet. */
interface Page {
  readonly after: string
  until: Row | undefined
  rows: readonly Row[]
  limit: number
  isFull: boolean
  watched: Subscription | undefined
}

const size = 50
const most = 500
const nothing: FeedState = { rows: [], hasOlder: false, isLoading: false, status: 'waiting' }

/**
 * A feed in pages between cursors. Each page that is in sight is live; one that has an end keeps it, so what arrives moves nothing to another
 * page: nothing comes twice, and nothing is left out.
 */
export class FeedPages {
  readonly #source: Pick<Source, 'read' | 'watch'>
  readonly #question: FeedQuestion
  readonly #listeners = new Set<() => void>()
  #pages: readonly Page[] = [toPage('', undefined)]
  #state: FeedState = nothing
  /** The page that is on its way. */
  #coming: Page | undefined
  #isClosed = false

  constructor(source: Pick<Source, 'read' | 'watch'>, question: FeedQuestion) {
    this.#source = source
    this.#question = question
    this.#watch(this.#pages[0] as Page)
  }

  readonly getState = (): FeedState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Loads what comes after the last row. */
  async older(): Promise<void> {
    const last = this.#pages.at(-1)
    if (this.#state.isLoading || last === undefined || last.rows.length === 0) return
    this.#set({ ...withoutLoss(this.#state), isLoading: true })
    const window = await this.#read(last.after, last.rows.length)
    if (this.#isClosed) return
    if (window === undefined) return this.#set({ ...this.#state, isLoading: false, isOlderLost: true })
    const end = window.rows.at(-1)
    last.isFull = window.next !== undefined
    if (window.next !== undefined && end !== undefined) {
      last.until = end
      const next = toPage(window.next, undefined)
      this.#pages = [...this.#pages, next]
      this.#coming = next
      this.#watch(next)
    } else this.#tell({ ...this.#state, isLoading: false })
  }

  /** Says which pages are in sight: the others keep what they have, and follow nothing. The first one always follows. */
  see(pages: ReadonlySet<number>): void {
    for (const [at, page] of this.#pages.entries()) {
      const isSeen = at === 0 || at === this.#pages.length - 1 || pages.has(at)
      if (isSeen && page.watched === undefined) this.#watch(page)
      if (isSeen || page.watched === undefined) continue
      page.watched.unsubscribe()
      page.watched = undefined
    }
  }

  /** Asks again, as *Try now* does. */
  retry(): void {
    for (const page of this.#pages.filter(({ watched }) => watched !== undefined)) this.#watch(page)
  }

  close(): void {
    this.#isClosed = true
    for (const { watched } of this.#pages) watched?.unsubscribe()
  }

  #watch(page: Page): void {
    const before = page.watched
    const { provider, input } = this.#question
    const asked = { ...input, limit: page.limit, after: page.after }
    page.watched = watchNamed(this.#source, rowsOf(provider), asked).subscribe((frame) => this.#take(page, frame))
    before?.unsubscribe()
  }

  async #read(after: string, limit: number): Promise<RowWindow | undefined> {
    const { provider, input } = this.#question
    return readNamed(this.#source, rowsOf(provider), { ...input, limit, after })
  }

  #take(page: Page, frame: Frame<RowWindow>): void {
    const isLoading = this.#state.isLoading && page !== this.#coming
    if (page === this.#coming) this.#coming = undefined
    if (frame.state === 'stale') {
      const { problem, asOf } = frame
      if (forgetsValue(problem)) for (const each of this.#pages) each.rows = []
      else if (frame.value !== undefined) this.#fill(page, frame.value)
      this.#tell({ ...this.#state, status: 'stale', isLoading, problem, ...(asOf !== undefined && { asOf }) })
      return
    }
    this.#fill(page, frame.value)
    const { problem: _gone, ...known } = this.#state
    this.#tell({ ...known, status: 'live', isLoading, asOf: frame.asOf })
  }

  #fill(page: Page, { rows }: RowWindow): void {
    page.isFull = rows.length >= page.limit
    page.rows = page.until === undefined ? rows : rows.filter((row) => !this.#isAfter(row, page.until as Row))
    const endsBefore = page.until !== undefined && page.isFull && page.rows.length === rows.length && rows.at(-1)?.id !== page.until.id
    if (endsBefore) void this.#enlarge(page)
  }

  /** More have come into a page than it asks for. One that asks for the most is cut in two. */
  async #enlarge(page: Page): Promise<void> {
    if (page.limit < most) {
      page.limit = Math.min(most, page.limit * 2)
      return this.#watch(page)
    }
    const window = await this.#read(page.after, most >> 1)
    const end = window?.rows.at(-1)
    const at = this.#pages.indexOf(page)
    if (this.#isClosed || window?.next === undefined || end === undefined || at < 0) return
    const rest = toPage(window.next, page.until)
    rest.limit = most
    this.#pages = [...this.#pages.slice(0, at + 1), rest, ...this.#pages.slice(at + 1)]
    page.until = end
    this.#watch(page)
    this.#watch(rest)
  }

  // Equal instants go by the id; a row without an instant comes last.
  #isAfter(row: Row, other: Row): boolean {
    const [a, b] = [this.#timeOf(row), this.#timeOf(other)]
    return a === b ? row.id > other.id : a < b
  }

  #timeOf({ [this.#question.at]: at }: Row): number {
    return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY
  }

  #tell(state: FeedState): void {
    const seen = new Set<string>()
    const rows = this.#pages.flatMap((page, at) => page.rows.map((row) => ({ row, page: at })))
    const once = rows.filter(({ row: { id } }) => !seen.has(id) && seen.add(id))
    this.#set({ ...state, rows: once, hasOlder: this.#pages.at(-1)?.isFull === true })
  }

  #set(state: FeedState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

function toPage(after: string, until: Row | undefined): Page {
  return { after, until, rows: [], limit: size, isFull: false, watched: undefined }
}
function withoutLoss({ isOlderLost: _gone, ...state }: FeedState): FeedState {
  return state
}
