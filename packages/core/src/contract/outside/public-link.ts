import { z } from 'zod'
import type { Duration } from '../../base/duration.js'
import type { Schema } from '../../schema/row.js'
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
  /** A provider of the plugin's own; its permission is also what making a link takes. Its output is `publicAnswer`. */
  readonly from: ProviderContract<Input, PublicAnswer, Asked>
  /** The end of the address, such as `calendar.ics`: some programs go by it. */
  readonly file: string
  /** How long a link opens; without it, until its maker withdraws it. */
  readonly expiresAfter?: Duration
}): PublicLink {
  return Object.freeze({ contribution: 1, kind: 'public-link', ...spec, from: spec.from.id })
}
