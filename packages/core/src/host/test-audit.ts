import { auditType } from '../access/audit/audit-entry.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { Values } from '../schema/value.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { runQuery } from '../storage/planner.js'

/** Every entry of the audit that a store holds, oldest first; for tests. */
export async function auditOf(storage: StorageAdapter): Promise<readonly Values[]> {
  const select = builtInTypes.find(({ name }) => name === auditType)?.properties.map(({ name }) => name) ?? []
  const order = [{ property: 'at', direction: 'ascending', by: 'value' }] as never
  const query = { type: auditType, every: [], where: { all: [] }, order, select, count: false, archived: 'any' } as never
  const { records } = await runQuery(storage, query, { signal: new AbortController().signal }, () => undefined)
  return records.map(({ values }) => values)
}
