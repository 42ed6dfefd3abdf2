import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const id = z.string().min(1).max(200)

/** The user's own links that open without signing in, of one kind or all, and the kinds of which there may be more. */
export const publicLinksContract = defineProviderContract({
  id: 'tenure.core/public-links',
  title: 'Your public links',
  description: 'The links of yours that open without signing in, the newest first. Their tokens are kept nowhere.',
  permission: 'signed-in',
  input: z.strictObject({ kind: id.optional() }),
  output: z.strictObject({
    /** Those that need no input and that the user may make. */
    kinds: z.array(z.strictObject({ kind: z.string(), title: z.string(), description: z.string() })),
    links: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        /** What its maker calls it. */
        name: z.string(),
        createdAt: z.number(),
        /** When it was last opened, to the hour. */
        openedAt: z.number().exactOptional(),
        expiresAt: z.number().exactOptional(),
      }),
    ),
  }),
})

/** Makes a link of a kind that a plugin defines, to one input of its provider. */
export const createPublicLinkContract = defineActionContract({
  id: 'tenure.core/create-public-link',
  title: 'Create a public link',
  description:
    'Creates a link that opens without signing in, with your rights as they are when it is opened. The path, below the root of the API, is given once.',
  permission: 'workspace.access',
  input: z.strictObject({ kind: id, name: z.string().trim().min(1).max(100), input: z.json().optional() }),
  output: z.strictObject({ id: z.string(), path: z.string() }),
})

/** Withdraws a link for good. */
export const revokePublicLinkContract = defineActionContract({
  id: 'tenure.core/revoke-public-link',
  title: 'Withdraw a public link',
  description: 'Withdraws a link of yours: it opens nothing any more, for good.',
  permission: 'workspace.access',
  input: z.strictObject({ id }),
})
