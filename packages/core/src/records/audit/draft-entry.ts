import { type AuditFact, auditType, toEntry } from '../../access/audit/audit-entry.js'
import type { Instant } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import type { Draft } from '../draft.js'

/** Adds the record of a fact to a draft, so that it is stored with the change that it is about. */
export function draftEntry(draft: Draft, fact: AuditFact, at: Instant): void {
  draft.create({ type: auditType, id: newId(at) }, toEntry(fact, at))
}
