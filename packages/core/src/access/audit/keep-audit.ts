import type { Instant } from '../../base/clock.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { RecordRef, Values } from '../../schema/value.js'
import { auditType } from './audit-entry.js'

/** What would change the audit: nobody does, the core included; only entries from before `oldest` may go (SEC-13). */
export function keepAudit(
  records: readonly { readonly ref: RecordRef; readonly before: Values | undefined; readonly after: Values | undefined }[],
  oldest: Instant,
): readonly Issue[] {
  return records.flatMap(({ ref, before, after }) => {
    if (ref.type !== auditType || before === undefined || before === after) return []
    const isOver = after === undefined && Number(before['at']) < oldest
    return isOver ? [] : [{ path: [ref.id], message: 'The audit cannot be changed.' }]
  })
}
