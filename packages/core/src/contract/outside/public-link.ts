import { z } from 'zod'
import type { Duration } from '../../base/duration.js'
import type { Schema } from '../../schema/row.js'
import type { ActionContract } from '../action.js'
import type { Contribution, ContributionId } from '../contribution.js'
import type { ProviderContract } from '../provider.js'

/** What a public link gives: a text of a kind that no browser runs. */
export const publicAnswer: Schema<PublicAnswer> = z.strictObject({
  type: z.enum(['text/calendar', 'text/csv', 'text/plain', 'application/json']),
  text: z.string(),
})
/** It as data. */
export interface PublicAnswer {
  readonly type: 'text/calendar' | 'text/csv' | 'text/plain' | 'application/json'
  readonly text: string
}

/** A question that a public link asks: a score of a scale, and a comment. The server draws it; all of it is text. */
export interface PublicQuestion {
  readonly type: 'question'
  readonly question: {
    readonly language: 'en' | 'de'
    /** Who asks, or what it is about. */
    readonly title: string
    readonly text: string
    readonly from: number
    readonly to: number
    /** What the ends of the scale mean. */
    readonly low: string
    readonly high: string
    /** What was answered before; it can be changed. */
    readonly given?: PublicReply | undefined
  }
}
/** What somebody answers. */
export interface PublicReply {
  readonly score: number
  readonly comment: string
}
const reply = z.strictObject({ score: z.int(), comment: z.string().max(4_000) })
/** What a provider answers whose link asks a question. */
export const publicQuestion: Schema<PublicQuestion> = z.strictObject({
  type: z.literal('question'),
  question: z.strictObject({
    language: z.enum(['en', 'de']),
    title: z.string().max(200),
    text: z.string().max(2_000),
    from: z.int().min(0),
    to: z.int().max(20),
    low: z.string().max(100),
    high: z.string().max(100),
    given: reply.optional(),
  }),
})

/** A kind of link that opens without signing in, as the host holds it. */
export interface PublicLink extends Contribution {
  readonly kind: 'public-link'
  readonly id: ContributionId
  readonly title: string
  readonly description?: string
  /** The provider that answers. */
  readonly from: ContributionId
  readonly file: string
  readonly expiresAfter?: Duration
  /** The action that takes what is answered. */
  readonly takes?: ContributionId
  readonly most?: number
}

/**
 * A kind of link that opens without signing in, such as one to a calendar (SEC-11). Each user makes links of it with `createPublicLinkContract`:
 * an unguessable token for one input of one provider of the plugin. It is read with the rights that its maker has when it is opened.
 */
export function definePublicLink<Input, Asked>(spec: {
  readonly id: ContributionId
  readonly title: string
  /** What a person who has the link can see, in a sentence: people read it before they make one. */
  readonly description?: string
  /** A provider of the plugin's own; its permission is also what making a link takes. Its output is `publicAnswer`, or
   * `publicQuestion`. */
  readonly from: ProviderContract<Input, PublicAnswer, Asked> | ProviderContract<Input, PublicQuestion, Asked>
  /** The end of the address, such as `calendar.ics`: some programs go by it. */
  readonly file: string
  /** How long a link opens; without it, until its maker withdraws it. */
  readonly expiresAfter?: Duration
  /**
   * An action of the plugin's own that takes what is answered, for a link that asks a question: its input is that of the provider with `score` and
   * `comment`. It is run with the rights of the maker, and may be run again while the link opens.
   */
  readonly takes?: Pick<ActionContract<unknown, unknown>, 'kind' | 'id'>
  /** So many links of this kind may a user have; 20 by default. */
  readonly most?: number
}): PublicLink {
  const { from, takes, ...rest } = spec
  return Object.freeze({ contribution: 1, kind: 'public-link', ...rest, from: from.id, ...(takes && { takes: takes.id }) })
}
