import { implementAction } from '../../contract/action.js'
import type { Contribution } from '../../contract/contribution.js'
import { eraseRecordContract } from '../../contract/page/erase-contract.js'
import { SecurityDesk } from './security-desk.js'

const uses = { security: SecurityDesk }

/** What the core contributes for security. */
export const securityContributions: readonly Contribution[] = [
  implementAction(eraseRecordContract, { uses, run: ({ security, input }) => security.erase(input) }),
]
