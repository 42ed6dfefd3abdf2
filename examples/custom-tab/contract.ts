// What a browser may know of this tab: only data, safe to bundle.
import {
  Company,
  Contact,
  defineActionContract,
  definePermission,
  defineProperty,
  defineProviderContract,
  extendRow,
  rowOf,
  schemas,
  through,
  windowOf,
} from '@tenure/core/contract'
import { z } from 'zod'

export const riskNote = defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' })

export const writeNotes = definePermission({ id: 'acme.renewals/write-notes', title: 'Write risk notes' })

export const CompanyRow = rowOf(Company.name, Company.csm, Company.arr, Company.renewalDate, riskNote)

export const atRisk = defineProviderContract({
  id: 'acme.renewals/at-risk',
  permission: 'workspace.access',
  input: z.strictObject({
    withinDays: z.int().positive().optional().meta({ title: 'Days until the renewal' }),
    onlyAtRisk: z.boolean().optional(),
  }),
  output: windowOf(extendRow(CompanyRow, { daysLeft: z.int() })),
})

// Read through the link from a contact to its company.
export const companyName = through(Contact.companies, Company.name, 'Customer')

export const toCall = defineProviderContract({
  id: 'acme.renewals/to-call',
  permission: 'workspace.access',
  output: windowOf(rowOf(Contact.name, Contact.phone, companyName)),
})

const month = schemas.day
const status = z.enum(['at-risk', 'neutral', 'healthy'])

export const byMonth = defineProviderContract({
  id: 'acme.renewals/by-month',
  permission: 'workspace.access',
  output: z.strictObject({ rows: z.array(z.strictObject({ month, status: status.nullable(), customers: z.int() })) }),
})

export const inMonth = defineProviderContract({
  id: 'acme.renewals/in-month',
  permission: 'workspace.access',
  input: z.strictObject({ month, status }),
  output: windowOf(CompanyRow),
})

export const addNote = defineActionContract({
  id: 'acme.renewals/add-note',
  title: 'Add risk note',
  permission: writeNotes,
  input: z.strictObject({ company: schemas.recordId, note: z.string().max(500), followUp: z.boolean().default(true) }),
  output: z.strictObject({ task: schemas.recordId.optional() }),
})
