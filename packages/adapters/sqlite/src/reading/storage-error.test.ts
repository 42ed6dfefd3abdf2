import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { isTooComplex, sqliteError, toStorageError } from './storage-error.js'

/** What SQLite itself says of a statement. */
function failureOf(sql: string): unknown {
  const db = new Database(':memory:')
  try {
    db.exec(sql)
  } catch (error) {
    return error
  } finally {
    db.close()
  }
  return undefined
}
const tooDeep = failureOf(`SELECT ${'('.repeat(1_100)}1${' OR 1)'.repeat(1_100)}`)
const tooMany = failureOf(`SELECT ${Array.from({ length: 2_001 }, () => '1').join()}`)
const wrong = failureOf('SELECT missing')

test('a statement that is more than SQLite takes is a query of too many conditions', () => {
  for (const error of [tooDeep, tooMany]) {
    expect(isTooComplex(error)).toBe(true)
    expect(toStorageError(error)).toMatchObject({
      code: 'input.too-large',
      problem: { details: { limit: 'conditions of one query', max: 500 } },
      cause: error,
    })
  }
})

test('another failure of SQLite is one of the store, and passes where somebody else writes', () => {
  const failed = (error: unknown) => toStorageError(error) as { readonly code: string; readonly message: string; readonly problem: unknown }
  expect(isTooComplex(wrong)).toBe(false)
  expect(failed(wrong)).toMatchObject({ code: 'storage.failed', cause: wrong, problem: { details: { transient: false } } })
  expect(failed(wrong).message).toBe('SQLite failed: no such column: missing.')
  expect(failed(sqliteError({ message: 'database is locked', code: 'SQLITE_BUSY' }))).toMatchObject({
    problem: { details: { transient: true } },
  })
})

test('an error of another process is the same error here', () => {
  const error = sqliteError({ message: 'too many terms in compound SELECT', code: 'SQLITE_ERROR' })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'SqliteError', code: 'SQLITE_ERROR', message: 'too many terms in compound SELECT' })
  expect(isTooComplex(error)).toBe(true)
})

test('what SQLite did not say passes unchanged', () => {
  const others = [new Error('too many terms'), 'too many terms', undefined, { name: 'SqliteError', message: 'too many terms' }]
  for (const other of others) {
    expect(isTooComplex(other)).toBe(false)
    expect(toStorageError(other)).toBe(other)
  }
})
