import type { Host } from '@tenure/core'
import { CustomerRole, days, getValue } from '@tenure/core/contract'
import { saveViewContract, setDefaultViewContract } from '@tenure/core/page'
import { all, is, isBeforeLast, isInNext, me, orMissing } from '@tenure/core/query'
import { customerViews } from '@tenure/customers'
import { setSummaryReportsContract } from '@tenure/dashboards'
import { administratorId } from '../row/people.js'

const collection = 'tenure.customers/list'
const mine = is(CustomerRole.csm, me)
const views = [
  { name: 'Health at risk', description: 'My customers at risk', filter: all(mine, is(CustomerRole.healthStatus, 'at-risk')) },
  {
    name: 'Renews in 90 days',
    description: 'My customers that renew soon',
    filter: all(mine, isInNext(CustomerRole.renewalDate, days(90))),
  },
  {
    name: 'Quiet for 30 days',
    description: 'My customers with no activity for 30 days',
    filter: all(mine, orMissing(isBeforeLast(CustomerRole.lastActivityAt, days(30)))),
  },
] as const
const reports = ['tenure.customers/renewals-90', 'tenure.dashboards/activity']

/** The views and reports that the administrator has chosen for everyone. After a kill some may be there already. */
export async function furnish(host: Pick<Host, 'as'>): Promise<void> {
  const administrator = host.as(administratorId)
  const known = getValue(await administrator.read(customerViews))
  for (const [at, { description, ...view }] of views.entries()) {
    if (known.some(({ title }) => title === view.name)) continue
    const saved = {
      ...view,
      collection,
      description,
      audience: 'everyone' as const,
      sort: [{ property: 'renewalDate', direction: 'ascending' as const }],
    }
    const { id } = getValue(await administrator.act(saveViewContract, saved))
    // Behind the view of one's own customers.
    getValue(await administrator.act(setDefaultViewContract, { collection, view: id, place: at + 2 }))
  }
  getValue(await administrator.act(setSummaryReportsContract, { reports }))
}
