import { defineToken, type Token } from '../../base/key.js'
import { type EraseInput, type ErasePort, eraseRecord } from '../../records/erase/erase-record.js'
import type { UserId } from '../../schema/value.js'

/** What the core's own actions of security work with; only the core's plugin is given it. */
export interface SecurityDesk {
  erase(input: EraseInput): Promise<void>
}
export const SecurityDesk: Token<SecurityDesk> = defineToken('tenure.core/security@1')

/** What the desk needs of the host. */
export type SecurityPort = ErasePort

/** The desk of one user. */
export function createSecurityDesk(port: SecurityPort, user: UserId): SecurityDesk {
  return { erase: (input) => eraseRecord(port, user, input) }
}
