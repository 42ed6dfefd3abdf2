import { z } from 'zod'
import { auditKinds } from '../../access/audit/audit-entry.js'
import { defineActionContract } from '../action.js'
import { defineProviderContract } from '../provider.js'

const day = z.iso.date()
const filter = {
  kinds: z.array(z.enum(auditKinds)).max(auditKinds.length).exactOptional(),
  user: z.string().max(200).exactOptional(),
  /** Instants: from the first of them, before the second. */
  from: z.int().exactOptional(),
  to: z.int().exactOptional(),
  /** The same in calendar days of the user, both of them included. */
  days: z.strictObject({ from: day, to: day }).exactOptional(),
}
const entry = z.strictObject({
  id: z.string(),
  at: z.number(),
  kind: z.string(),
  what: z.string(),
  name: z.string(),
  detail: z.string().exactOptional(),
  user: z.string().exactOptional(),
  as: z.string().exactOptional(),
  source: z.string(),
  plugin: z.string().exactOptional(),
  workspace: z.string().exactOptional(),
  times: z.number(),
  data: z.json().exactOptional(),
})

/** Entries of the audit, newest first, a window of them (SEC-13). */
export const auditContract = defineProviderContract({
  id: 'tenure.core/audit',
  title: 'Audit',
  description:
    'Who signed in, was refused, changed rights or settings, exported, imported, merged or erased. Newest first. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ ...filter, offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(100) }),
  output: z.strictObject({ total: z.number(), entries: z.array(entry) }),
})

/** One entry of the audit, by its id (SEC-13). Errors: `record.not-found`. */
export const auditEntryContract = defineProviderContract({
  id: 'tenure.core/audit-entry',
  title: 'Entry of the audit',
  description: 'One entry of the audit by its id. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ entry: z.string().min(1).max(200) }),
  output: entry,
})

/** How many entries of each kind there are, and how many users were refused something. */
export const auditCountsContract = defineProviderContract({
  id: 'tenure.core/audit-counts',
  title: 'Counts of the audit',
  description: 'How many entries of each kind the audit has. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ user: filter.user, from: filter.from, to: filter.to, days: filter.days }),
  output: z.strictObject({ kinds: z.record(z.string(), z.number()), refused: z.number() }),
})

/** What an entry's record was before and after, by its history; empty where there is none, or none any more. */
export const auditChangeContract = defineProviderContract({
  id: 'tenure.core/audit-change',
  title: 'Before and after',
  description: 'What an entry of the audit changed, before and after, by the history of the record. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ entry: z.string().min(1).max(200) }),
  output: z.array(z.strictObject({ label: z.string(), before: z.json(), after: z.json() })),
})

/** A part of the audit as text, to be kept elsewhere. The first part is itself in the audit. */
export const exportAuditContract = defineActionContract({
  id: 'tenure.core/export-audit',
  title: 'Export the audit',
  description:
    'Writes entries of the audit as CSV or as lines of JSON, 1,000 at a time; `next` is where the following part begins. For super admins.',
  permission: 'superAdmin',
  input: z.strictObject({ ...filter, format: z.enum(['csv', 'jsonl']), offset: z.int().min(0).default(0) }),
  output: z.strictObject({ text: z.string(), next: z.number().exactOptional() }),
})
