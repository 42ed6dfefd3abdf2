import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const name = z.string().min(1).max(200)
const id = z.string().min(1).max(500)

/** Whether the user follows a record (REC-4). Nobody else reads it. */
export const followContract = defineProviderContract({
  id: 'tenure.core/follow',
  title: 'Whether you follow a record',
  description: 'Whether you follow a record, now and after each change. Nobody else sees it.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id }),
  output: z.strictObject({ following: z.boolean() }),
})

/** Follows a record, or no longer. Who follows a record that is merged follows the one that stays. */
export const setFollowContract = defineActionContract({
  id: 'tenure.core/set-follow',
  title: 'Follow a record',
  description: 'Follows a record that you may see, or no longer. A record that was merged is followed as the one that stays.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, following: z.boolean() }),
})

/** Takes a record out of the user's own lists that let people do so, or back into them (FEED-3). The record stays as it is, for everyone else too. */
export const setRemovedContract = defineActionContract({
  id: 'tenure.core/set-removed',
  title: 'Remove from your list',
  description: 'Takes a record that you may see out of your own feed, or back into it. The record stays.',
  permission: 'workspace.access',
  input: z.strictObject({ type: name, id, removed: z.boolean() }),
})
