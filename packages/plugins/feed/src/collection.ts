import { Company, Contact, ContactActivity, through } from '@tenure/core/contract'
import { implementCollection } from '@tenure/core/plugin'
import { all, descending, type Filter, isAnyOf, isKnown, isUnknown } from '@tenure/core/query'
import { feedContract } from './contract.js'
import { FeedSettings } from './settings.js'
import { whose } from './whose.js'

const newest = [descending(ContactActivity.at)]
const { kind } = ContactActivity
/** The sequence in which the contact is now. */
export const sequence = through(ContactActivity.contact, Contact.sequence)

const kinds = (...values: Parameters<typeof isAnyOf<typeof kind>>[1][]): Filter => isAnyOf(kind, ...values)
const views = [
  { id: 'tenure.feed/all', title: 'Everything', description: 'By contacts of the customers I look after', icon: 'activity', only: [] },
  { id: 'tenure.feed/email', title: 'Email', icon: 'email', only: [kinds('email-replied', 'email-opened', 'email-clicked')] },
  { id: 'tenure.feed/meetings', title: 'Meetings', icon: 'meeting', only: [kinds('meeting-booked')] },
  { id: 'tenure.feed/calls', title: 'Calls', icon: 'call', only: [kinds('called')] },
  { id: 'tenure.feed/documents', title: 'Documents', icon: 'file', only: [kinds('document-viewed')] },
  { id: 'tenure.feed/forms', title: 'Forms and surveys', icon: 'note', only: [kinds('form-sent', 'survey-answered')] },
  { id: 'tenure.feed/visits', title: 'Website visits', icon: 'cursor', only: [kinds('page-visited')] },
  {
    id: 'tenure.feed/enrolled',
    title: 'Enrolled now',
    description: 'By contacts who are in a sequence',
    icon: 'spark',
    only: [isKnown(sequence)],
  },
  {
    id: 'tenure.feed/not-enrolled',
    title: 'Not enrolled',
    description: 'By contacts who are in no sequence',
    icon: 'list',
    only: [isUnknown(sequence)],
  },
] as const

/** What contacts did, newest first; its built-in views are of the user (FEED-1, FEED-2). */
export const Feed = implementCollection(feedContract, {
  columns: [
    { property: through(ContactActivity.contact, Contact.name), label: 'Contact' },
    kind,
    ContactActivity.title,
    { property: through(ContactActivity.company, Company.name), label: 'Company' },
    { property: sequence, label: 'Sequence' },
    ContactActivity.at,
  ],
  sorted: [ContactActivity.at],
  groupedBy: kind,
  searched: [
    ContactActivity.title,
    ContactActivity.body,
    through(ContactActivity.contact, Contact.name),
    through(ContactActivity.company, Company.name),
  ],
  views: views.map(({ only, ...view }) => ({ ...view, where: all(...only), orderBy: newest })),
  removable: true,
  adapt: {
    uses: { settings: FeedSettings },
    view: (view, { settings }) => ({
      ...view,
      where: { test: 'all', filters: [whose[settings.path], ...(view.where ? [view.where] : [])] },
    }),
  },
})
