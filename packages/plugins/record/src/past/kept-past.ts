import type { TenureError } from '@tenure/core/contract'
import type { AnyRecords, PastValue } from '@tenure/core/plugin'

/** Whether a question was refused because the store keeps nothing of the kind: then there is nothing to show. */
export function isNotKept(error: unknown, capability: 'associations' | 'history'): boolean {
  const { problem } = error as Partial<TenureError>
  return problem?.code === 'storage.refused' && problem.details.capability === capability
}

/** Past values of a record; none where the store keeps none. */
export async function readPast(records: AnyRecords, ...[ref, options]: Parameters<AnyRecords['history']>): Promise<readonly PastValue[]> {
  try {
    return await records.history(ref, options)
  } catch (error) {
    if (isNotKept(error, 'history')) return []
    throw error
  }
}
