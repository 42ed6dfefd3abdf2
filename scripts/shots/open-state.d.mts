import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Visitor } from './furnish.mjs'
import type { PageState } from './states.mjs'

/** A workspace that answers, with the ids that addresses need and a visitor for each user. */
export interface Place {
  readonly url: string
  readonly ids: Readonly<Record<string, string>>
  readonly users: Readonly<Record<string, Visitor>>
}
/** Opens a page in a state, in a browser context of its own. */
export function openState(opened: {
  readonly browser: Browser
  readonly place: Place
  readonly state: PageState
  readonly options?: BrowserContextOptions
}): Promise<Page>
