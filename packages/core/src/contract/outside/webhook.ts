import type { RecordId } from '../../schema/value.js'
import type { ActionContract } from '../action.js'
import type { Contribution, ContributionId } from '../contribution.js'

/** A kind of webhook, as the host holds it. */
export interface Webhook extends Contribution {
  readonly kind: 'webhook'
  readonly id: ContributionId
  readonly title: string
  readonly description?: string
  /** The action that takes what is delivered. */
  readonly takes: ContributionId
  /** A body that it takes, as JSON text, for those who write the sender. */
  readonly example: string
  readonly most?: number
}

/**
 * A kind of incoming webhook (SEC-11): other systems send what an action takes. Each user makes webhooks of it with `createPublicLinkContract`, each
 * with an address and a secret. The body of a delivery is the input of the action, as JSON. The action is run with the rights that the maker of the
 * webhook has at that moment, and each delivery is taken once: it is noted in the same commit as what the action stages.
 */
export function defineWebhook<Input, Output, Asked>(spec: {
  readonly id: ContributionId
  readonly title: string
  /** What a program that has address and secret can do, in a sentence: people read it before they make one. */
  readonly description?: string
  /** An action of the plugin's own; its permission is also what making a webhook takes. It stages what it changes by typed grants. */
  readonly takes: ActionContract<Input, Output, Asked>
  readonly example: NoInfer<Asked>
  /** So many webhooks of this kind may a user have; 20 by default. */
  readonly most?: number
}): Webhook {
  const { takes, example, ...rest } = spec
  return Object.freeze({ contribution: 1, kind: 'webhook', ...rest, takes: takes.id, example: JSON.stringify(example, null, 2) })
}

/** What comes to the address of a webhook: three headers of the convention Standard Webhooks, and the bytes of the body as they came. */
export interface Delivery {
  /** `webhook-id`: the same each time that the sender tries again. */
  readonly id: string
  /** `webhook-timestamp`: seconds since 1970, as text. */
  readonly timestamp: string
  /** `webhook-signature`: one or more, each `v1,` and base64, with spaces between them. */
  readonly signature: string
  readonly body: Uint8Array
}
/** Secrets of webhooks. They follow from a key that only the server has, so they are in no record; `openWebhooks` of `@tenure/server` makes one. */
export interface WebhookPort {
  /** The secret of a webhook as programs take it: `whsec_` and base64. */
  secretOf(webhook: RecordId): string
  /** Whether one of the signatures is that of the id, the time and the body; compared in constant time. */
  isSigned(webhook: RecordId, delivery: Delivery): boolean
}
