import type { Page } from 'playwright-core'

/** A page in one of its states, and how a user comes there. */
export interface PageState {
  readonly name: string
  /** The picture it is measured against, where it has another name. */
  readonly target?: string
  /** `csm`, `root`, `none` (without rights), `founder` or `nobody`. */
  readonly user: string
  /** `full`, `empty` or `names`. */
  readonly workspace: string
  /** The query of its address; `{csm}` stands for an id. */
  readonly at: string
  /** The id that is its path, where it is no page of the workspace. */
  readonly path?: string
  /** The one language that it speaks, where that is not its reader's. */
  readonly language?: 'en'
  /** What is there once it has opened. */
  readonly ready: string
  /** Where it is there at all: on a desk or on a phone. */
  readonly on?: 'desk' | 'phone'
  readonly before?: (page: Page) => Promise<unknown>
  readonly act?: (page: Page) => Promise<unknown>
}
/** All of them. */
export const states: readonly PageState[]
