import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host, ImportRecord, UserId, UserImporter } from '@tenure/core'
import { isTenureError } from '@tenure/core'
import type { shownImport } from '@tenure/core/administration'
import type { z } from 'zod'
import { unreadText } from '../csv/csv-reader.js'
import { openImport } from '../import-files.js'
import { type ImportProgress, type ImportSummary, runImport } from '../import-run.js'
import { toExtensions } from '../mapping/extensions.js'
import type { Mapping } from '../mapping/mapping-schema.js'
import { readHere } from '../records-here.js'
import { ImportJournal } from './import-journal.js'
import { storedSource } from './stored-source.js'

/** What is kept of an import beside its run: whose files, which mapping, and how far it is. */
export interface JobState {
  readonly run: string
  readonly group: string
  readonly user: UserId
  readonly name: string
  readonly mapping: Mapping
  /** The names of the mapping; the files lie beside this by their place. */
  readonly files: readonly string[]
  /** The first line of each. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly total: number
  readonly startedAt: number
  readonly state: 'running' | 'paused' | 'done' | 'cancelled' | 'failed'
  readonly counts: ImportJournal['counts']
  readonly notLinked: number
  readonly lines: number
  readonly endedAt?: number
  readonly problem?: string
  readonly undo?: ImportUndo
  readonly undoneAt?: number
}
/** The run that takes an import back, and how far it has come; `user` undoes it. */
export interface ImportUndo extends NonNullable<z.output<typeof shownImport>['undo']> {
  readonly run: string
  readonly user: UserId
}
/** Name of the source of what is imported on the page: the same key finds the same record again. */
export const pageSource = 'csv'

/** One import of the page, while it runs and afterwards. */
export class ImportJob {
  readonly #host: Pick<Host, 'importerOf'>
  readonly #folder: string
  readonly #changed: () => void
  readonly journal: ImportJournal
  #state: JobState
  #gate: { readonly open: Promise<void>; readonly release: () => void } | undefined
  #stopping = false
  #running: Promise<void> | undefined

  constructor(host: Pick<Host, 'importerOf'>, folder: string, state: JobState, changed: () => void) {
    this.#host = host
    this.#folder = folder
    this.#state = state
    this.#changed = changed
    this.journal = new ImportJournal(join(folder, 'lines.jsonl'), pageSource)
  }

  /** The job that a folder keeps; `undefined` where it keeps none. */
  static async open(host: Pick<Host, 'importerOf'>, folder: string, changed: () => void): Promise<ImportJob | undefined> {
    const text = await readFile(join(folder, 'job.json'), 'utf8').catch(() => undefined)
    if (text === undefined) return undefined
    return new ImportJob(host, folder, JSON.parse(text) as JobState, changed)
  }

  get state(): JobState {
    return this.#state
  }
  get isGoingOn(): boolean {
    return this.#state.state === 'running' || this.#state.state === 'paused'
  }

  filePath(place: number): string {
    return join(this.#folder, `file-${place}`)
  }

  async save(change: Partial<JobState> = {}): Promise<void> {
    this.#state = { ...this.#state, ...change }
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const file = join(this.#folder, 'job.json')
    await writeFile(`${file}.new`, JSON.stringify(this.#state), { mode: 0o600 })
    await rename(`${file}.new`, file)
    this.#changed()
  }

  /** Runs it, or goes on with it. Nothing is thrown: what goes wrong ends the run and is its problem. */
  start(record: ImportRecord): void {
    this.#running ??= this.#run(record).finally(() => {
      this.#running = undefined
    })
  }

  async pause(): Promise<void> {
    if (this.#state.state !== 'running') return
    this.#close()
    await this.save({ state: 'paused' })
  }

  /** Goes on; whether it still had a place in memory to go on from. */
  async proceed(): Promise<boolean> {
    await this.save({ state: 'running' })
    this.#gate?.release()
    this.#gate = undefined
    return this.#running !== undefined
  }

  async cancelled(): Promise<void> {
    if (this.isGoingOn) await this.save({ state: 'cancelled', endedAt: Date.now() })
    this.#gate?.release()
    this.#gate = undefined
  }

  /** How far taking it back has come: kept where that begins and where it ends. */
  async noteUndo(undo: ImportUndo): Promise<void> {
    const isBegun = this.#state.undo?.run === undo.run
    if (undo.state !== 'running' || !isBegun) return this.save({ undo, ...(undo.state === 'done' && { undoneAt: Date.now() }) })
    this.#state = { ...this.#state, undo }
    this.#changed()
  }

  /** Leaves off between two batches, to go on at the next start. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#gate?.release()
    await this.#running
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  #close(): void {
    let release = (): void => {}
    const open = new Promise<void>((resolve) => {
      release = resolve
    })
    this.#gate ??= { open, release }
  }

  async #run(record: ImportRecord): Promise<void> {
    const { mapping, files, user } = this.#state
    try {
      await this.journal.open()
      const importer = this.#host.importerOf(user, pageSource)
      const opened = await openImport(mapping, storedSource(new Map(files.map((name, at) => [name, this.filePath(at)]))))
      const extensions = toExtensions(mapping)
      if (extensions.length > 0) await importer.extend(extensions)
      const here = await readHere(mapping, importer)
      const summary = await runImport(opened, this.#gated(importer, record), {
        here,
        tellEveryMs: 500,
        onReported: () => {},
        onSettled: (line) => this.journal.settle(line, here),
        onProgress: (progress) => this.#progress(progress),
      })
      await this.#end(summary)
    } catch (error) {
      if (this.#stopping) return
      await this.#fail(error, record)
    }
  }

  // Every batch waits at the gate, and what is done before it is written to the journal first.
  #gated(importer: UserImporter, record: ImportRecord): Pick<UserImporter, 'run'> & { readonly begin: () => Promise<ImportRecord> } {
    const end: ImportRecord['end'] = async (...tally) => (this.#stopping ? undefined : record.end(...tally))
    return {
      begin: async () => ({ ...record, end }),
      run: async (rows, options) => {
        await this.journal.flush()
        await this.#gate?.open
        if (this.#stopping || this.#state.state === 'cancelled') throw new Interrupted()
        return importer.run(rows, options)
      },
    }
  }

  #progress({ step, lines }: ImportProgress): void {
    if (step !== 'importing') return
    this.#state = { ...this.#state, lines, counts: { ...this.journal.counts } }
    this.#changed()
  }

  async #end({ objectTypes, notLinked, unread, cancelled }: ImportSummary): Promise<void> {
    await this.journal.flush()
    const lines = Object.values(objectTypes).reduce(
      (sum, each) => sum + each.created + each.updated + each.unchanged + each.rejected + each.skipped,
      0,
    )
    const [first] = unread
    const problem = first && `${first.file}: ${unreadText(first)}`
    await this.save({
      state: cancelled ? 'cancelled' : 'done',
      endedAt: Date.now(),
      counts: { ...this.journal.counts },
      notLinked,
      lines,
      ...(problem !== undefined && { problem }),
    })
  }

  async #fail(error: unknown, record: ImportRecord): Promise<void> {
    await this.journal.flush()
    const counts = { ...this.journal.counts }
    if (error instanceof Interrupted) return this.save({ counts })
    const problem = isTenureError(error) ? error.message : 'Something went wrong that was not expected.'
    const tally = { done: counts.created + counts.updated, kept: 0, left: 0, failed: counts.rejected }
    await record.end(tally, problem).catch(() => undefined)
    await this.save({ state: 'failed', endedAt: Date.now(), counts, problem })
  }
}

class Interrupted extends Error {}
