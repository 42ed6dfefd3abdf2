import { chmodSync, closeSync, existsSync, openSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Log } from '@tenure/core/adapter'

/** What SQLite and the lock keep beside a store. SQLite gives its files the rights of the store. */
const beside = ['-wal', '-shm', '-journal', '-lock', '-lock-journal', '-lock-holder']
const owner = 0o600
const others = 0o077

/**
 * Makes a store's files those of their owner alone (SEC-12): a new store is created so, and others lose their rights to an existing one.
 * Where the system does not allow that, the log says so.
 */
export function ownFiles(file: string, log: Log): void {
  if (!existsSync(dirname(file))) return
  create(file)
  const real = realpathSync(file)
  create(`${real}-lock`)
  for (const path of [real, ...beside.map((ending) => `${real}${ending}`)]) if (existsSync(path)) ownFile(path, log)
}

function create(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', owner))
}

function ownFile(path: string, log: Log): void {
  const { mode } = statSync(path)
  if ((mode & others) === 0 || process.platform === 'win32') return
  try {
    chmodSync(path, mode & 0o700)
  } catch (error) {
    log.warn(`${path} can be opened by other users, and its rights cannot be changed. Make it readable for its owner alone.`, {
      error: String(error),
    })
  }
}
