import { createReadStream, existsSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { silentLog, systemClock, TenureError } from '@tenure/core'
import { type RestoredWorkspace, restoreWorkspace } from '@tenure/core/backup'
import { sqlite } from '@tenure/sqlite'
import type { Command } from '../arguments.js'
import { storeFile } from '../open-host.js'
import type { Terminal } from '../terminal.js'
import { exportFiles } from './export-command.js'

/** Runs `tenure restore`: makes a workspace of an export, whole or not at all. */
export async function restoreCommand({ from, data }: Extract<Command, { command: 'restore' }>, terminal: Terminal): Promise<void> {
  const file = existsSync(from) && statSync(from).isDirectory() ? join(from, exportFiles.workspace) : from
  if (!existsSync(file)) throw invalid(`There is no export ${file}. tenure export makes one.`)
  if (existsSync(storeFile(data))) throw invalid(`There is a workspace in ${data} already. Name an empty folder with --data DIR.`)
  await mkdir(data, { recursive: true, mode: 0o700 })
  // The store has its name only once it is whole, so a kill leaves no half of one.
  const place = await mkdtemp(join(data, 'restore-'))
  try {
    const { records, types } = await restoreInto(storeFile(place), file)
    await rename(storeFile(place), storeFile(data))
    terminal.out(
      `${records} records are in ${data}: ${Object.entries(types)
        .map(([type, count]) => `${type} ${count}`)
        .join(', ')}.`,
    )
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function restoreInto(store: string, file: string): Promise<RestoredWorkspace> {
  const storage = sqlite({ file: store })
  const { signal } = new AbortController()
  await storage.open({ clock: systemClock, log: silentLog, signal })
  try {
    return await restoreWorkspace(storage, createReadStream(file, { highWaterMark: 1 << 18 }), { signal })
  } finally {
    await storage.close()
  }
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
