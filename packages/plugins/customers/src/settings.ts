import { CustomerRole } from '@tenure/core/contract'
import { defineSettings, propertiesOf } from '@tenure/core/plugin'
import { z } from 'zod'

/** Which property of the customer says who looks after it, and which says when it renews (WSP-6, MAP-5). */
export const CustomersSettings = defineSettings({
  id: 'tenure.customers/settings',
  scope: 'workspace',
  title: 'Customers',
  description: 'Who looks after a customer, and when it renews.',
  schema: z.strictObject({ csm: z.string().min(1), renewalDate: z.string().min(1).nullable() }),
  initial: { csm: 'csm', renewalDate: 'renewalDate' },
  labels: { csm: 'CSM property', renewalDate: 'Renewal date property' },
  choices: {
    csm: propertiesOf(CustomerRole, ['user']),
    renewalDate: propertiesOf(CustomerRole, ['date', 'datetime']),
  },
})
