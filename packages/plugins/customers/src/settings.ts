import { CustomerRole } from '@tenure/core/contract'
import { defineSettings, propertiesOf } from '@tenure/core/plugin'
import { z } from 'zod'

/** Which property of the customer says who looks after it, and which says when it renews (WSP-6, MAP-5). */
export const CustomersSettings = defineSettings({
  id: 'tenure.customers/settings',
  scope: 'workspace',
  title: 'Customers',
  description: 'Who looks after a customer, and when it renews.',
  icon: 'users',
  order: { group: 'settings', rank: 1 },
  schema: z.strictObject({ csm: z.string().min(1), renewalDate: z.string().min(1).nullable() }),
  initial: { csm: 'csm', renewalDate: 'renewalDate' },
  labels: { csm: 'CSM property', renewalDate: 'Renewal date property' },
  hints: {
    csm: 'A customer is in the portfolio of the user that this property names.',
    renewalDate: 'Without one, renewals are in no list.',
  },
  choices: {
    csm: propertiesOf(CustomerRole, ['user']),
    renewalDate: propertiesOf(CustomerRole, ['date', 'datetime']),
  },
  effects: async ({ before, after, filled }) => {
    if (before.csm === after.csm) return []
    const [was, is] = await Promise.all([filled('customer', before.csm), filled('customer', after.csm)])
    return [is === 1 ? `1 customer has a CSM, before ${was}.` : `${is} customers have a CSM, before ${was}.`]
  },
})
