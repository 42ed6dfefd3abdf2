import { TenureError } from '@tenure/core/adapter'
import Database from 'better-sqlite3'

/**
 * Copies a store into a new file, as it is at one moment. Another process may have it open and write meanwhile.
 *
 * Errors: `storage.failed`.
 */
export async function copySqlite(file: string, target: string): Promise<void> {
  try {
    const db = new Database(file, { readonly: true, timeout: 5000 })
    try {
      // In one step: a copy in several would begin again with each commit of another process.
      db.pragma('query_only = true')
      await db.backup(target, { progress: () => 2 ** 30 })
    } finally {
      db.close()
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'the reason is not known'
    throw new TenureError('storage.failed', `${file} cannot be copied to ${target}: ${why}.`, { transient: false }, { cause: error })
  }
}
