import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { TenureError } from '@tenure/core/adapter'
import Database from 'better-sqlite3'

/**
 * The right to write to a store's file. One process has it; the system takes it back when that process ends, however it ends (SDK-15).
 * It is an exclusive transaction on a small file beside the store; another file names its holder, for the process that comes second.
 */
export class StoreLock {
  readonly #db: Database.Database
  readonly #note: string

  private constructor(db: Database.Database, note: string) {
    this.#db = db
    this.#note = note
  }

  /** Errors: `storage.locked`, with the holder's process and since when. */
  static take(file: string, now: number): StoreLock {
    const path = `${realPath(file)}-lock`
    const note = `${path}-holder`
    const db = new Database(path, { timeout: 0 })
    try {
      db.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      db.close()
      if (isBusy(error)) throw locked(file, readNote(note))
      throw error
    }
    writeFileSync(note, JSON.stringify({ pid: process.pid, since: new Date(now).toISOString() }), { mode: 0o600 })
    return new StoreLock(db, note)
  }

  release(): void {
    if (!this.#db.open) return
    rmSync(this.#note, { force: true })
    this.#db.exec('ROLLBACK')
    this.#db.close()
  }
}

/** Whether SQLite refused because somebody else is at work. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_BUSY')
}

// Two names of one file have one lock.
function realPath(file: string): string {
  if (existsSync(file)) return realpathSync(file)
  return existsSync(dirname(file)) ? join(realpathSync(dirname(file)), basename(file)) : file
}

function readNote(note: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(note, 'utf8')) as { pid: number; since: string }
    return `process ${pid} since ${since}`
  } catch {
    // The holder has not written it yet.
    return 'another process'
  }
}

function locked(file: string, by: string): TenureError {
  return new TenureError('storage.locked', `${file} is open for writing by ${by}. Close that one first, or open this one with readonly.`, {
    by,
  })
}
