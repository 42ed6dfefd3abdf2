import { defineSettings, oneOf } from '@tenure/core/plugin'
import { z } from 'zod'

const paths = ['contact-company', 'company', 'contact', 'contact-owner'] as const
/** How an activity leads to the user in whose feed it is. */
export type FeedPath = (typeof paths)[number]

/** Whose activities the feed of a user has (FEED-1). */
export const FeedSettings = defineSettings({
  id: 'tenure.feed/settings',
  scope: 'workspace',
  title: 'Feed',
  description: 'Whose activities the feed of a CSM has.',
  icon: 'feed',
  order: { group: 'settings', rank: 4 },
  schema: z.strictObject({ path: z.enum(paths) }),
  initial: { path: 'contact-company' },
  labels: { path: 'From an activity to its CSM' },
  hints: { path: 'An activity is in the feed of the user to whom this leads.' },
  choices: {
    path: oneOf([
      { value: 'contact-company', label: 'A company of its contact, and the CSM of that' },
      { value: 'company', label: 'Its own company, and the CSM of that' },
      { value: 'contact', label: 'Its contact, who is the customer, and the CSM of that' },
      { value: 'contact-owner', label: 'Its contact, and the owner of that' },
    ]),
  },
  check: ({ path }, { roles }) => {
    const needed = customerOf[path]
    const isCustomer = (roles.get('customer') ?? []).some(({ type }) => type === needed)
    if (needed === undefined || isCustomer) return []
    return [{ path: ['path'], message: 'This leads to no customer: another object type has that role. Choose another way.' }]
  },
})
/** The object type that has to be the customer, for a path that goes by its CSM. */
const customerOf: Readonly<Record<FeedPath, string | undefined>> = {
  'contact-company': 'company',
  company: 'company',
  contact: 'contact',
  'contact-owner': undefined,
}
