import { TenureError } from '@tenure/core/adapter'
import { isBusy } from '../store-lock.js'

const tooComplex = /^(Expression tree is too large|too many|parser stack overflow|string or blob too big|at most \d+ tables)/

/** Whether a statement is more than SQLite takes. */
export function isTooComplex(error: unknown): boolean {
  return error instanceof Error && error.name === 'SqliteError' && tooComplex.test(error.message)
}

/** SQLite's own errors as errors of the store; all others pass unchanged. */
export function toStorageError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return error
  if (isTooComplex(error)) {
    const message = `This query is too complex for SQLite (${error.message}). Leave out some of its conditions.`
    return new TenureError('input.too-large', message, { limit: 'conditions of one query', max: 500 }, { cause: error })
  }
  return new TenureError('storage.failed', `SQLite failed: ${error.message}.`, { transient: isBusy(error) }, { cause: error })
}

/** An error of SQLite in another process, as the same error here. */
export function sqliteError({ message, code }: { readonly message: string; readonly code: string }): Error {
  return Object.assign(new Error(message), { name: 'SqliteError', code })
}
