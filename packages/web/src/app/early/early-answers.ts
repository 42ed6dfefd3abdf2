import type { Outcome, ProviderContract } from '@tenure/core/contract'
import { preferencesContract, sessionContract, tabContract, tabsContract, textsContract, usersContract } from '@tenure/core/page'
import { type Address, parseAddress } from '../address/address.js'
import type { Blocks } from '../block/renderer.js'
import { laidOver, overlayName, overlayOf, parseOverlay } from '../column/overlay.js'
import type { ColumnChoice, OpenTab, SavedView, Tab } from '../data/answers.js'
import { planWindow } from '../data/window-plan.js'
import { askedFields, chosenColumns } from '../grid/chosen-columns.js'
import { firstRows, questionOf, takenFromRows } from '../table/list-question.js'

type TableBlock = Blocks['table']
interface Preferences {
  readonly values: Readonly<Record<string, unknown>>
}
/** An answer that is on its way. */
export type EarlyAnswer = Promise<Outcome<unknown>>
/** Reads a provider once, by its id. */
export type Read = (provider: string, input?: unknown) => EarlyAnswer
interface EarlyOptions {
  readonly now?: () => number
  /** Fetches the scripts that draw a tab while its answers are on their way. */
  readonly fetchParts?: (block: OpenTab['block']) => void
}
interface Asking {
  /** The one that the page spoke here last. */
  readonly language?: string
  /** The tab that a page without one in its address opened here last: somebody was signed in, and very likely is. */
  readonly tab?: string | undefined
}

/** So long an answer may be on its way to the first rows; later, it is old. */
const keptMs = 20_000

/**
 * The answers that the page asks first, read while the rest of its script is still on its way. They are asked in the page's own words, so
 * that it finds them; one that it asks otherwise is not missed, only read for nothing.
 */
export class EarlyAnswers {
  readonly #read: Read
  readonly #now: () => number
  readonly #fetchParts: (block: OpenTab['block']) => void
  #askedAt = 0
  readonly #answers = new Map<string, EarlyAnswer>()

  constructor(read: Read, { now = Date.now, fetchParts = () => {} }: EarlyOptions = {}) {
    this.#read = read
    this.#now = now
    this.#fetchParts = fetchParts
  }

  /** The answer to a question, if it was asked early; once, and only while it is new. */
  find(provider: string, input: unknown): EarlyAnswer | undefined {
    const question = JSON.stringify([provider, input])
    const found = this.#answers.get(question)
    this.#answers.delete(question)
    return this.#now() - this.#askedAt > keptMs ? undefined : found
  }

  /** Asks all that the page at this address needs for its first rows; with the texts of plugins where it speaks another language. The first tab of the user. */
  async ask(search: string, { language = 'en', tab: last }: Asking = {}): Promise<string | undefined> {
    const address = parseAddress(search)
    this.#askedAt = this.#now()
    const asked = this.#ask<readonly Tab[]>(tabsContract.id)
    // Where nobody is known to be signed in, nothing else is asked before somebody is.
    const likely = last === undefined ? undefined : this.#askFrame(language, address.tab ?? last)
    const tabs = await asked
    if (tabs === undefined) return undefined
    const tab = address.tab === undefined ? tabs[0] : tabs.find(({ id }) => id === address.tab)
    const frame = likely ?? this.#askFrame(language, tab?.problem === undefined ? tab?.id : undefined)
    if (tab !== undefined && tab.problem === undefined) {
      const open = await (frame.tab === tab.id ? frame.open : this.#askTab(tab.id))
      if (open !== undefined) await this.#askBlock(open.block, address, frame.preferences)
    }
    return tabs[0]?.id
  }

  /** What every page needs, and the tab in it. */
  #askFrame(language: string, tab: string | undefined) {
    void this.#ask(sessionContract.id)
    if (language !== 'en') void this.#ask(textsContract.id, { language })
    void this.#ask(usersContract.id)
    const preferences = this.#ask<Preferences>(preferencesContract.id, {})
    return { preferences, tab, open: tab === undefined ? undefined : this.#askTab(tab) }
  }

  #askTab(tab: string): Promise<OpenTab | undefined> {
    return this.#ask<OpenTab>(tabContract.id, { tab })
  }

  async #askBlock(block: OpenTab['block'], address: Address, preferences: Promise<Preferences | undefined>): Promise<void> {
    if (block.kind === 'overview')
      for (const { block: area } of block.areas ?? []) if ('provider' in area) void this.#ask(area.provider, area.input)
    // After the questions: a browser has few connections to a server, and the answers take longer than the scripts.
    this.#fetchParts(block)
    if (block.kind === 'table') await this.#askTable(block, address, preferences)
  }

  async #askTable(block: TableBlock, address: Address, preferences: Promise<Preferences | undefined>): Promise<void> {
    const [views, choices, kept] = await Promise.all([
      this.#named<readonly SavedView[]>(block.views),
      this.#named<readonly ColumnChoice[]>(block.columnChoices),
      preferences,
    ])
    if ((block.views !== undefined && views === undefined) || (block.columnChoices !== undefined && choices === undefined)) return
    const view = address.view === undefined ? views?.[0] : views?.find(({ id }) => id === address.view)
    // The page shows no other view in the place of one that is not there.
    if (views !== undefined && view === undefined) return
    const all: readonly { readonly field: string; readonly byDefault: boolean }[] =
      choices ?? block.columns.map(({ field }) => ({ field, byDefault: true }))
    const own = parseOverlay(kept?.values[overlayName(block.provider, view)])
    const shown = chosenColumns(all, address.columns ?? laidOver(overlayOf(view), own).columns)
    const question = questionOf(block, address, view, askedFields(all, shown, takenFromRows(block)))
    if (question === undefined) return
    const { provider, input, windowed } = question
    await this.#ask(provider, windowed ? { ...input, ...planWindow(undefined, 0, firstRows, undefined) } : input)
  }

  async #named<T>(provider: ProviderContract<unknown, unknown>['id'] | undefined): Promise<T | undefined> {
    return provider === undefined ? undefined : this.#ask<T>(provider)
  }

  // The page checks what it draws; here a wrong answer ends the chain.
  async #ask<T>(provider: string, input?: unknown): Promise<T | undefined> {
    const answer = this.#read(provider, input)
    this.#answers.set(JSON.stringify([provider, input]), answer)
    const outcome = await answer
    return outcome.ok ? (outcome.value as T) : undefined
  }
}
