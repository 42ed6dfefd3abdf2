import { defer, from, type Observable } from 'rxjs'
import type { z } from 'zod'
import { defineToken, type Token } from '../../base/key.js'
import type {
  auditChangeContract,
  auditContract,
  auditCountsContract,
  auditEntryContract,
  exportAuditContract,
} from '../../contract/administration/audit-contract.js'
import { type AuditedBy, type EraseInput, type ErasePort, eraseRecord } from '../../records/erase/erase-record.js'
import { type AuditChangePort, readAuditChange } from './audit-change.js'
import { type AuditPart, type AuditPort, exportAudit, readAuditEntry, watchAudit, watchAuditCounts } from './audit-desk.js'

/** What the core's own providers and actions of security work with; only the core's plugin is given it. */
export interface SecurityDesk {
  erase(input: EraseInput): Promise<void>
  audit(input: z.output<NonNullable<typeof auditContract.input>>): Observable<z.output<NonNullable<typeof auditContract.output>>>
  auditCounts(
    input: z.output<NonNullable<typeof auditCountsContract.input>>,
  ): Observable<z.output<NonNullable<typeof auditCountsContract.output>>>
  auditEntry(entry: string): Observable<z.output<typeof auditEntryContract.output>>
  auditChange(entry: string): Observable<z.output<NonNullable<typeof auditChangeContract.output>>>
  exportAudit(input: z.output<NonNullable<typeof exportAuditContract.input>>): Promise<AuditPart>
}
export const SecurityDesk: Token<SecurityDesk> = defineToken('tenure.core/security@1')

/** What the desk needs of the host. */
export type SecurityPort = ErasePort & AuditPort & AuditChangePort

/** The desk of one user. */
export function createSecurityDesk(port: SecurityPort, by: AuditedBy): SecurityDesk {
  const { user } = by
  return {
    erase: (input) => eraseRecord(port, by, input),
    audit: (input) => watchAudit(port, user, input),
    auditCounts: (input) => watchAuditCounts(port, user, input),
    auditEntry: (entry) => defer(() => from(readAuditEntry(port, user, entry))),
    auditChange: (entry) => defer(() => from(readAuditChange(port, user, entry))),
    exportAudit: (input) => exportAudit(port, by, input),
  }
}
