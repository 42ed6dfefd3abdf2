// What a browser may know of this tab; the element takes only its types.
import { Company, defineActionContract, defineProviderContract, rowOf, schemas, windowOf } from '@tenure/core/contract'
import { z } from 'zod'

export const RenewalRow = rowOf(Company.name, Company.renewalDate, Company.arr)

export const renewals = defineProviderContract({
  id: 'acme.calendar/renewals',
  permission: 'workspace.access',
  output: windowOf(RenewalRow),
})

export const planCall = defineActionContract({
  id: 'acme.calendar/plan-call',
  title: 'Plan a call',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId, title: z.string().min(1) }),
})
