import type { FilterData } from '@tenure/core/contract'
import type { FeedPath } from './settings.js'

const ofMe = (property: string): FilterData => ({ test: 'is', property, value: { operand: 'me' } })
const some = (link: string, filter: FilterData): FilterData => ({ test: 'some', link, filter })
const byContact = (filter: FilterData): FilterData => some('contactActivity.contact', filter)

/** Which activities are in the feed of the user: those from which the path leads to a record that names the user (FEED-1). */
export const whose: Readonly<Record<FeedPath, FilterData>> = {
  'contact-company': byContact(some('contact.companies', ofMe('customer.csm'))),
  company: { test: 'all', filters: [some('contactActivity.company', ofMe('customer.csm')), byContact({ test: 'all', filters: [] })] },
  contact: byContact(ofMe('customer.csm')),
  'contact-owner': byContact(ofMe('contact.owner')),
}
