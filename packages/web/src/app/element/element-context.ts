import type { Block } from '@tenure/core/block'
import type { ActOptions, Argument, FilterData, Outcome } from '@tenure/core/contract'
import type { MouseEvent, ReactNode } from 'react'
import type { z } from 'zod'
import type { FollowUpKind } from '../compose/follow-up-kinds.js'
import type { Formats } from '../format/formats.js'
import type { Live } from './live.js'

type Schema = z.core.$ZodType
type Id = `${string}/${string}`
/** The contract of a provider, as far as an element looks at it. */
export interface AnyProvider {
  readonly kind: 'provider'
  readonly id: Id
  readonly input?: Schema
  readonly output: Schema
}
/** The contract of an action, as far as an element looks at it. */
export interface AnyAction {
  readonly kind: 'action'
  readonly id: Id
  readonly input?: Schema
  readonly output?: Schema
}
type AskedOf<C extends AnyProvider | AnyAction> = z.input<Exclude<C['input'], undefined>>
type OutputOf<C extends AnyProvider | AnyAction> = z.output<Exclude<C['output'], undefined>>

/** A record by its type and id. */
export interface RecordRef {
  readonly type: string
  readonly id: string
}

/** A tab, at one of its views, or with a filter in place of that of its view; of a calendar at a day, and as a `day`, a `week` or a `month`. */
export interface TabPlace {
  readonly tab: string
  readonly view?: string
  readonly filter?: FilterData
  readonly at?: string
  readonly layout?: string
}
/** What an `<a>` takes to lead there. */
export interface LinkProps {
  readonly href?: string
  readonly onClick?: (event: MouseEvent<HTMLElement>) => void
}

/**
 * All that an element gets of the page, frozen. `C` is the contract of the provider that its block names. When something in it changes, such as
 * the open record or the day, the element gets another one; `answer` stays the same object.
 */
export interface ElementContext<C extends AnyProvider = AnyProvider> {
  /** The answer of the block's provider; it has a frame from the start. */
  readonly answer: Live<OutputOf<C>>
  /** The input that the provider was asked with. */
  readonly input: AskedOf<C>
  /** Watches a provider of the element's own plugin, or one that the element names in `calls`, with the rights of the user: `watch<typeof atRisk>('acme.renewals/at-risk', {})`. */
  watch<P extends AnyProvider>(id: P['id'], ...input: Argument<AskedOf<P>>): Live<OutputOf<P>>
  /**
   * Runs such an action in the same way; the outcome is a value, or the problem. What was done under a `key` is undone by it: a toast with
   * `undo: { action, key }` offers that.
   */
  act<A extends AnyAction>(id: A['id'], ...input: Argument<AskedOf<A>, [options?: ActOptions]>): Promise<Outcome<OutputOf<A>>>
  /** Writes numbers, money and dates as the user reads them. */
  readonly formats: Formats
  /** The name of a user. */
  nameOf(user: string): string
  /** The language of the page, and the locale and the zone of its numbers and dates. */
  readonly language: string
  readonly locale: string
  readonly timeZone: string
  /** The record that is open on the page. */
  readonly record: RecordRef | undefined
  /** Opens a record beside what is shown; with `followUp` at the composer of that kind, such as `call`, as far as the user may add one. */
  openRecord(record: RecordRef, options?: { readonly followUp?: FollowUpKind }): void
  /** Asks for the main properties of a new record, as the button of a table does, and opens it once it is there. */
  createRecord(what: { readonly type: string; readonly title: string }): void
  /**
   * Draws a block inside the element, as the page draws it: with its states, its menu and the records behind its numbers. `title` is what a person
   * called it, which is not translated, in place of the block's own.
   */
  draw(block: Block, title?: string): ReactNode
  /** The place within a page of the administration, as the address has it, such as the id of what is open beside a list. */
  readonly at: string | undefined
  /** Goes to another place within the page; a form with changes that are not saved asks first. */
  goTo(at: string | undefined): void
  /** Opens another page or tab, at a place in it. */
  openPage(id: string, at?: string): void
  /** Leads to another tab: `<a {...context.link({ tab: 'tenure.tasks/tasks', view })}>`. While another user's page is viewed it leads nowhere. */
  link(place: TabPlace): LinkProps
  /** The page is viewed as another user: nothing can be changed, so an element offers nothing that would. */
  readonly isReadOnly: boolean
  /** Says that the element cannot go on: the fallback takes its place, with this reason. */
  fail(reason: string): void
}
