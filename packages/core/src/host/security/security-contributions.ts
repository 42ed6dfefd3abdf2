import { implementAction } from '../../contract/action.js'
import {
  auditChangeContract,
  auditContract,
  auditCountsContract,
  auditEntryContract,
  exportAuditContract,
} from '../../contract/administration/audit-contract.js'
import type { Contribution } from '../../contract/contribution.js'
import { eraseRecordContract } from '../../contract/page/erase-contract.js'
import { implementProvider } from '../../contract/provider.js'
import { SecurityDesk } from './security-desk.js'

const uses = { security: SecurityDesk }

/** What the core contributes for security. */
export const securityContributions: readonly Contribution[] = [
  implementAction(eraseRecordContract, { uses, run: ({ security, input }) => security.erase(input) }),
  implementProvider(auditContract, { uses, watch: ({ security, input }) => security.audit(input) }),
  implementProvider(auditCountsContract, { uses, watch: ({ security, input }) => security.auditCounts(input) }),
  implementProvider(auditEntryContract, { uses, watch: ({ security, input }) => security.auditEntry(input.entry) }),
  implementProvider(auditChangeContract, { uses, watch: ({ security, input }) => security.auditChange(input.entry) }),
  implementAction(exportAuditContract, { uses, run: ({ security, input }) => security.exportAudit(input) }),
]
