import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(200)

/** The user's own links that open without signing in and webhooks, of one kind or all, and the kinds of which there may be more. */
export const publicLinksContract = defineProviderContract({
  id: 'tenure.core/public-links',
  title: 'Your public links',
  description:
    'The links of yours that open without signing in, and your webhooks, the newest first. Their tokens and secrets are kept nowhere.',
  permission: 'signed-in',
  input: z.strictObject({ kind: id.optional() }),
  output: z.strictObject({
    /** Those that need no input and that the user may make. */
    kinds: z.array(
      z.strictObject({
        kind: z.string(),
        title: z.string(),
        description: z.string(),
        /** There where it is a webhook: a body that it takes. */
        webhook: z.strictObject({ example: z.string() }).exactOptional(),
      }),
    ),
    links: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        /** What its maker calls it. */
        name: z.string(),
        createdAt: z.number(),
        /** When it was last opened, or took a delivery, to the hour. */
        openedAt: z.number().exactOptional(),
        expiresAt: z.number().exactOptional(),
      }),
    ),
  }),
})

/** Makes a link of a kind that a plugin defines, to one input of its provider; or a webhook, which has no input. */
export const createPublicLinkContract = defineActionContract({
  id: 'tenure.core/create-public-link',
  title: 'Create a public link',
  description:
    'Creates a link that opens without signing in, or a webhook, with your rights as they are when it is used. The path, below the root of the API, and the secret of a webhook are given once.',
  permission: 'workspace.access',
  input: z.strictObject({ kind: id, name: z.string().trim().min(1).max(100), input: z.json().optional() }),
  /** `secret` signs deliveries to a webhook: `whsec_` and base64. */
  output: z.strictObject({ id: z.string(), path: z.string(), secret: z.string().exactOptional() }),
})

/** Withdraws a link or a webhook for good. */
export const revokePublicLinkContract = defineActionContract({
  id: 'tenure.core/revoke-public-link',
  title: 'Withdraw a public link',
  description: 'Withdraws a link or a webhook of yours: it opens and takes nothing any more, for good.',
  permission: 'workspace.access',
  input: z.strictObject({ id }),
})
