import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { firstStart as FirstStart } from '@tenure/administration'
import { type Host, use } from '@tenure/core'
import type { RowSource } from '@tenure/core/administration'
import type { ImportDesk } from '@tenure/import/files'
import type { UploadPort } from '@tenure/server'
import { localDay } from './local-day.js'

/** What is served beside the host. */
export interface Served {
  readonly desk: ImportDesk
  readonly uploads: UploadPort
}
/** Where its files are, the day around which sample data lie, and the rows of these. */
export interface ServedOptions {
  readonly data: string
  readonly today?: string
  readonly sample?: RowSource
}

/**
 * Adds the plugins that a served workspace has besides those of every workspace: files that are dropped on the page, calendars that come in,
 * the sample that it may take in and out, and the tab of a workspace that is being set up.
 */
export async function addServed(host: Host, { data, today, sample }: ServedOptions): Promise<Served> {
  const { ImportDesk, importPlugin, importUploads } = await import('@tenure/import/files')
  const desk = new ImportDesk({ host, folder: join(data, 'imports') })
  const { sampleCustomers, sampleInput, sampleRows } = await import('./sample/sample-rows.js')
  const rows = await host.openRows(sample ?? sampleRows)
  await host.add(importPlugin({ host, desk, sample: { rows, customers: sampleCustomers, input: () => sampleInput(today ?? localDay()) } }))
  const { firstStart, importPages } = await import('@tenure/administration')
  const { calendarPages } = await import('@tenure/calendars')
  await host.add(use(importPages))
  await host.add(calendarPages(host))
  await addFirstStart(host, data, firstStart)
  await desk.open()
  return { desk, uploads: importUploads({ host, desk }) }
}

// A workspace that started without anybody has a tab for setting it up, until somebody hides it or all is done.
async function addFirstStart(host: Host, data: string, firstStart: typeof FirstStart): Promise<void> {
  const mark = join(data, 'set-up-unfinished')
  if (host.users().length === 0) writeFileSync(mark, '')
  if (!existsSync(mark)) return
  const hide = (): void => {
    rmSync(mark, { force: true })
    // The plugin answers first: what hides it is an action of its own.
    setTimeout(() => void host.remove('tenure.first-start'), 0)
  }
  await host.add(use(firstStart({ hide })))
}
