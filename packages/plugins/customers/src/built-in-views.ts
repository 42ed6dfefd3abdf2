import { CustomerRole, days, rowOf } from '@tenure/core/contract'
import { type BuiltInView, defineView } from '@tenure/core/plugin'
import { all, ascending, changedInLast, is, me } from '@tenure/core/query'

/** The tab that these views belong to. */
export const tabId = 'tenure.customers/customers'

const Row = rowOf(CustomerRole.name, CustomerRole.healthStatus, CustomerRole.renewalDate)
const byRenewal = [ascending(CustomerRole.renewalDate)]
const recentId = 'tenure.customers/assigned-recently'
const assignedWithin = (span: number) => all(is(CustomerRole.csm, me), changedInLast(CustomerRole.csm, days(span), me))

/** The user's own portfolio. */
export const ownedByMe = defineView({
  id: 'tenure.customers/owned-by-me',
  title: 'Owned by me',
  description: 'Customers whose CSM you are',
  icon: 'user',
  tab: tabId,
  order: { rank: 1 },
  select: Row,
  where: is(CustomerRole.csm, me),
  orderBy: byRenewal,
})
/** What came to the user lately, by property history. */
export const assignedRecently = defineView({
  id: recentId,
  title: 'Assigned in the last 30 days',
  description: 'Customers that were assigned to you lately',
  icon: 'clock',
  tab: tabId,
  order: { rank: 2 },
  select: Row,
  where: assignedWithin(30),
  orderBy: byRenewal,
})
/** Every customer that the user may see. */
export const allCustomers = defineView({
  id: 'tenure.customers/all',
  title: 'All customers',
  description: 'Every customer that you may see',
  icon: 'list',
  tab: tabId,
  order: { rank: 3 },
  select: Row,
  orderBy: [ascending(CustomerRole.name)],
})

/** A built-in view as the configuration has it: how long *lately* is. */
export function configured(view: BuiltInView, recentDays: number): BuiltInView {
  if (view.id !== recentId) return view
  return { ...view, title: `Assigned in the last ${recentDays} days`, query: { ...view.query, where: assignedWithin(recentDays) } }
}
