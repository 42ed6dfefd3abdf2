import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { silentLog, systemClock, TenureError } from '@tenure/core'
import { exportAudit, exportWorkspace } from '@tenure/core/backup'
import { sqlite } from '@tenure/sqlite'
import type { Command } from '../arguments.js'
import { storeFile } from '../open-host.js'
import type { Terminal } from '../terminal.js'

/** The files of an export. */
export const exportFiles = { workspace: 'workspace.jsonl', audit: 'audit.jsonl' } as const

/** Runs `tenure export`: writes everything into the folder. The workspace may be open meanwhile: what is written then is not in it. */
export async function exportCommand({ folder, data }: Extract<Command, { command: 'export' }>, terminal: Terminal): Promise<void> {
  if (!existsSync(storeFile(data))) throw invalid(`There is no workspace in ${data}. Name its folder with --data DIR.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const there = Object.values(exportFiles).find((name) => existsSync(join(folder, name)))
  if (there !== undefined) throw invalid(`${join(folder, there)} is there already. Name another folder.`)
  const storage = sqlite({ file: storeFile(data), readonly: true })
  const { signal } = new AbortController()
  await storage.open({ clock: systemClock, log: silentLog, signal })
  try {
    await writeWhole(exportWorkspace(storage, { signal }), join(folder, exportFiles.workspace))
    await writeWhole(exportAudit(storage, { signal }), join(folder, exportFiles.audit))
  } finally {
    await storage.close()
  }
  terminal.out(`Everything is in ${join(folder, exportFiles.workspace)}. The audit is in ${exportFiles.audit}; it is never imported.`)
}

// Under its name there is only what is whole.
async function writeWhole(text: AsyncIterable<string>, file: string): Promise<void> {
  const part = `${file}.part`
  try {
    await pipeline(Readable.from(text), createWriteStream(part, { mode: 0o600 }))
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
