import { type CollectionRow, Company, Contact, ContactActivity, defineCollectionContract, Meeting, through } from '@tenure/core/contract'

const always = [
  ContactActivity.title,
  ContactActivity.kind,
  ContactActivity.at,
  ContactActivity.body,
  ContactActivity.times,
  ContactActivity.durationMs,
  ContactActivity.score,
  through(ContactActivity.contact, 'id'),
  through(ContactActivity.contact, Contact.name),
  through(ContactActivity.company, 'id'),
  through(ContactActivity.company, Company.name),
  through(ContactActivity.company, Company.healthScore),
  through(ContactActivity.company, Company.healthStatus),
  // What it is about, where that is a record.
  through(ContactActivity.email, 'id'),
  through(ContactActivity.meeting, 'id'),
  through(ContactActivity.meeting, Meeting.at),
  through(ContactActivity.deal, 'id'),
  through(ContactActivity.ticket, 'id'),
  through(ContactActivity.service, 'id'),
] as const

/** One activity of a contact, with the names of who did it and where, and the chosen columns under their names. A missing value is `null`. */
export type FeedRow = CollectionRow<(typeof always)[number]>

/** What contacts do, as a collection, as browsers know it. */
export const feedContract = defineCollectionContract({ id: 'tenure.feed/list', of: ContactActivity, title: 'Feed', always })
/** The activities of a view, newest first (FEED-1, FEED-2). */
export const feedList = feedContract.list
/** The views of the tab, each with how many activities it has now. */
export const feedViews = feedContract.viewList
