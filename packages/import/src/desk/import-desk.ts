// One class of a bit over 250 lines: every call of the page about imports, in one place, so that each can be seen to ask whose it is.
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { getValue, type Host, type ImportRecord, TenureError, type UserId, type UserImporter } from '@tenure/core'
import type { ImportPlan } from '@tenure/core/administration'
import { cancelRunContract, undoContract } from '@tenure/core/page'
import { Subject, Subscription } from 'rxjs'
import { readCsv } from '../csv/csv-reader.js'
import type { FileSource } from '../file-source.js'
import { type FileSample, type GuessedPlan, guessPlan } from '../guess/guess-plan.js'
import { readSample } from '../guess/read-sample.js'
import { openImport } from '../import-files.js'
import { runImport, type SettledLine } from '../import-run.js'
import { memorySource } from '../memory-source.js'
import { readHere } from '../records-here.js'
import { ImportJob, type ImportUndo, type JobState, pageSource } from './import-job.js'
import type { JournalLine } from './import-journal.js'
import { followUndo } from './import-undo.js'
import { type CheckedPlan, checkPlan, toFault } from './plan-check.js'
import { storedSource } from './stored-source.js'
import { type Upload, type UploadLimits, UploadStore } from './upload-store.js'

/** What a desk of imports works with. */
export interface ImportDeskOptions {
  readonly host: Host
  /** Where uploads and the lines of imports are kept; made where there is none, for its owner alone. */
  readonly folder: string
  readonly now?: () => number
  readonly limits?: UploadLimits
}
/** A file that was looked at. */
export interface LookedAt {
  readonly sample: FileSample
  readonly bytes: number
  readonly lines: number
}

/** Lines of an import are kept so long. */
const keepMs = 90 * 24 * 3_600_000
const mostJobs = 2

/** All that the page asks about imports. Every call is for one user, and has that user's rights. */
export class ImportDesk implements AsyncDisposable {
  readonly #host: Host
  readonly #folder: string
  readonly #now: () => number
  readonly uploads: UploadStore
  readonly #jobs = new Map<string, ImportJob>()
  readonly #undoing = new Subscription()
  /** Emits the run that has changed. */
  readonly changes = new Subject<string>()

  constructor({ host, folder, now = Date.now, limits }: ImportDeskOptions) {
    this.#host = host
    this.#folder = folder
    this.#now = now
    this.uploads = new UploadStore(join(folder, 'uploads'), now, limits)
  }

  /** Goes on with what a stop interrupted, and removes what is too old. */
  async open(): Promise<void> {
    await mkdir(join(this.#folder, 'runs'), { recursive: true, mode: 0o700 })
    await this.uploads.expire()
    for (const name of await readdir(join(this.#folder, 'runs'))) {
      const job = await ImportJob.open(this.#host, this.#folderOf(name), () => this.changes.next(name))
      if (job === undefined) continue
      if (!job.isGoingOn && job.state.startedAt + keepMs < this.#now()) await job.remove()
      else this.#jobs.set(name, job)
      if (job.state.state === 'running') await this.#resume(job)
      if (job.state.undo?.state === 'running') this.#undoing.add(followUndo(this.#host, job, job.state.undo))
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#undoing.unsubscribe()
    await Promise.all([...this.#jobs.values()].map((job) => job.stop()))
    this.changes.complete()
  }

  /** What files seem to be. Errors: `input.invalid` for an upload that is gone, or a file without lines. */
  async analyse(user: UserId, ids: readonly string[]): Promise<GuessedPlan & { readonly files: readonly LookedAt[] }> {
    const uploads = named(await Promise.all(ids.map((id) => this.uploads.get(user, id))))
    const source = this.#sourceOf(uploads)
    const files: LookedAt[] = []
    for (const [name, { id, bytes }] of uploads) {
      const sample = await readSample(source, name, id)
      if (sample.header.length === 0) throw invalid(`${name} is empty. A line with the names of the columns is expected.`)
      files.push({ sample, bytes, lines: await linesOf(source, sample) })
    }
    const guessed = guessPlan(
      files.map(({ sample }) => sample),
      this.#importer(user).types(),
    )
    return { ...guessed, files }
  }

  /** What an import would do. Errors: `input.invalid`. */
  async check(user: UserId, plan: ImportPlan, zone: string): Promise<CheckedPlan> {
    return checkPlan(plan, { importer: this.#importer(user), source: await this.#planSource(user, plan), zone })
  }

  /** Starts an import; it goes on after this. Errors: `input.invalid`, also where the plan stops at a wrong line and there is one. */
  async start(user: UserId, plan: ImportPlan, zone: string): Promise<string> {
    const going = [...this.#jobs.values()].filter((job) => job.state.user === user && job.isGoingOn)
    if (going.length >= mostJobs) throw invalid(`You have ${going.length} imports going on. Wait until one has ended, or cancel one.`)
    const importer = this.#importer(user)
    const source = await this.#planSource(user, plan)
    const checked = await checkPlan(plan, { importer, source, zone })
    if (plan.wrong === 'stop' && checked.counts.rejected > 0) throw invalid(stoppedText(checked.counts.rejected))
    const { mapping, lines } = checked
    const name = plan.files
      .map(({ file }) => file)
      .join(', ')
      .slice(0, 200)
    const record = await importer.begin({ name, total: lines })
    const job = await this.#newJob(user, { record, plan, state: { name, mapping, total: lines, headers: await headersOf(source, plan) } })
    job.start(record)
    return record.run
  }

  /** The job of a run. The rights to the run are asked before, as those of its record. */
  job(run: string): JobState | undefined {
    return this.#jobs.get(run)?.state
  }

  /** The names of the columns of one of its files. */
  headerOf(run: string, file: string): readonly string[] {
    return this.#jobs.get(run)?.state.headers[file] ?? []
  }

  async lines(run: string, result: SettledLine['result']): Promise<readonly JournalLine[]> {
    const lines = (await this.#jobs.get(run)?.journal.lines()) ?? []
    return lines.filter((line) => line.result === result)
  }

  async steer(
    user: UserId,
    run: string,
    to: 'pause' | 'continue' | 'cancel' | 'undo',
  ): Promise<{ readonly done: number; readonly kept: number }> {
    const job = this.#demand(run)
    if (to === 'undo') return this.#undo(user, job)
    this.#demandOwn(user, job)
    if (to === 'pause') await job.pause()
    if (to === 'continue' && job.state.state === 'paused' && !(await job.proceed())) await this.#resume(job)
    if (to === 'cancel') {
      getValue(await this.#host.as(user).act(cancelRunContract, { run }))
      await job.cancelled()
    }
    return { done: 0, kept: 0 }
  }

  /** Imports one rejected line with other cells, as part of the same import. Errors: `input.invalid`. */
  async mend(user: UserId, run: string, place: { readonly file: string; readonly line: number }, cells: Readonly<Record<string, string>>) {
    const job = this.#demand(run)
    this.#demandOwn(user, job)
    if (job.isGoingOn) throw invalid('This import is still going on. Mend its lines when it has ended.')
    const old = (await this.lines(run, 'rejected')).find(({ file, line }) => file === place.file && line === place.line)
    if (old === undefined) throw invalid('This line is not rejected any more.')
    const { mapping, group } = job.state
    const files = mapping.files.filter(({ file }) => file === place.file)
    const importer = this.#importer(user)
    const header = this.headerOf(run, place.file)
    const mended = header.map((column, at) => cells[column] ?? old.cells?.[at] ?? '')
    const here = await readHere(mapping, importer)
    let settled: SettledLine | undefined
    const source = oneLine(place, [header, mended], files[0]?.delimiter ?? ',')
    const record = { run, group, tell: async () => true, end: async () => {} }
    await runImport(
      await openImport({ ...mapping, files }, source),
      { run: importer.run, begin: async () => record },
      {
        here,
        onReported: () => {},
        onSettled: (line) => {
          settled = line
        },
      },
    )
    if (settled === undefined) throw invalid('This line is empty.')
    const faults = (settled.faults ?? []).map(toFault)
    if (settled.result !== 'rejected') {
      job.journal.settle(settled, here)
      if (settled.result === 'unchanged')
        job.journal.mend({ file: place.file, line: place.line, type: settled.type, result: 'unchanged', faults: [] })
      await job.journal.flush()
      await job.save({ counts: { ...job.journal.counts } })
    }
    return { result: settled.result, faults }
  }

  /** The rejected lines of each file as CSV, with the reason behind them. */
  async rejectedCsv(run: string): Promise<{ name: string; text: string }[]> {
    const job = this.#demand(run)
    const rejected = await this.lines(run, 'rejected')
    const files = []
    for (const name of job.state.files) {
      const lines = rejected.filter(({ file }) => file === name)
      if (lines.length === 0) continue
      const header = this.headerOf(run, name)
      const rows = lines.map(({ cells = [], faults }) => [...header.map((_, at) => neutral(cells[at] ?? '')), reasonOf(faults)])
      files.push({
        name: `rejected-${name}`,
        text: `\ufeff${[[...header, 'Reason'], ...rows].map((row) => csvLine(row)).join('\r\n')}\r\n`,
      })
    }
    return files
  }

  async #undo(user: UserId, job: ImportJob): Promise<{ readonly done: number; readonly kept: number }> {
    if (job.isGoingOn) throw invalid('This import is still going on. Cancel it, or wait until it has ended, and undo it then.')
    if (job.state.undo?.state === 'running') throw invalid('This import is being taken back already.')
    const { run, state, total, ...counts } = getValue(await this.#host.as(user).act(undoContract, { group: job.state.group }))
    const { done, kept, left, failed } = counts
    const undo: ImportUndo = { run, user, state, done, kept, left, failed, ...(total !== undefined && { total }) }
    await job.noteUndo(undo)
    if (state === 'running') this.#undoing.add(followUndo(this.#host, job, undo))
    return { done, kept }
  }

  async #newJob(
    user: UserId,
    {
      record,
      plan,
      state,
    }: {
      readonly record: ImportRecord
      readonly plan: ImportPlan
      readonly state: Pick<JobState, 'name' | 'mapping' | 'total' | 'headers'>
    },
  ): Promise<ImportJob> {
    const { run, group } = record
    const files = plan.files.map(({ file }) => file)
    const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }
    const start = { run, group, user, files, startedAt: this.#now(), state: 'running', counts, notLinked: 0, lines: 0 } as const
    const job = new ImportJob(this.#host, this.#folderOf(run), { ...start, ...state }, () => this.changes.next(run))
    this.#jobs.set(run, job)
    await job.save()
    for (const [at, { upload }] of plan.files.entries())
      await copyFile(this.uploads.path((await this.uploads.get(user, upload)).id), job.filePath(at))
    return job
  }

  async #resume(job: ImportJob): Promise<void> {
    const record = await this.#importer(job.state.user).resume(job.state.run)
    if (record === undefined) await job.cancelled()
    else job.start(record)
  }

  async #planSource(user: UserId, plan: ImportPlan): Promise<FileSource> {
    const uploads = await Promise.all(plan.files.map(async ({ file, upload }) => [file, await this.uploads.get(user, upload)] as const))
    return this.#sourceOf(new Map(uploads))
  }
  #sourceOf(uploads: ReadonlyMap<string, Upload>): FileSource {
    return storedSource(new Map([...uploads].map(([name, { id }]) => [name, this.uploads.path(id)])))
  }
  #importer(user: UserId): UserImporter {
    return this.#host.importerOf(user, pageSource)
  }
  #folderOf(run: string): string {
    return join(this.#folder, 'runs', run)
  }
  #demand(run: string): ImportJob {
    const job = this.#jobs.get(run)
    if (job !== undefined) return job
    throw new TenureError('record.not-found', 'This import is not kept here any more.', { record: { type: 'run', id: run } })
  }
  #demandOwn(user: UserId, { state }: ImportJob): void {
    if (state.user === user) return
    const missing = 'to be the user who started this import'
    throw new TenureError('access.denied', 'Only the user who started this import can do that.', { missing })
  }
}

// Two files of one name are told apart by a number.
function named(uploads: readonly Upload[]): ReadonlyMap<string, Upload> {
  const all = new Map<string, Upload>()
  for (const upload of uploads) {
    let name = upload.name
    for (let at = 2; all.has(name); at++) name = upload.name.replace(/(\.\w+)?$/, ` ${at}$1`)
    all.set(name, upload)
  }
  return all
}

async function headersOf(source: FileSource, { files }: ImportPlan): Promise<JobState['headers']> {
  const headers: Record<string, readonly string[]> = {}
  for (const { file, encoding, delimiter } of files)
    for await (const { records } of readCsv(source.read(file), { encoding, delimiter })) {
      headers[file] = records[0]?.cells ?? []
      break
    }
  return headers
}

async function linesOf(source: FileSource, { file, encoding, delimiter }: FileSample): Promise<number> {
  let count = -1
  for await (const { records } of readCsv(source.read(file), { encoding, delimiter })) count += records.length
  return Math.max(count, 0)
}

// The line keeps its number: blank lines before it are no records.
function oneLine(
  { file, line }: { readonly file: string; readonly line: number },
  [header, cells]: readonly [readonly string[], readonly string[]],
  delimiter: string,
): FileSource {
  const blank = '\n'.repeat(Math.max(line - 1, 1))
  const text = `\ufeff${csvLine(header, delimiter)}${blank}${csvLine(cells, delimiter)}\n`
  return memorySource(new Map([[file, new TextEncoder().encode(text)]]))
}

function csvLine(cells: readonly string[], mark = ','): string {
  return cells.map((cell) => (cell.includes(mark) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(mark)
}
// Spreadsheets would run a cell that begins with one of these; a number is none of them (SEC-8).
function neutral(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-]?[\d.,' ]+$/.test(cell) ? `'${cell}` : cell
}
function reasonOf(faults: JournalLine['faults']): string {
  return faults
    .map(({ column, value, reason }) => [column, value === undefined ? '' : JSON.stringify(value), reason].filter(Boolean).join(' '))
    .join('; ')
}
function invalid(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}

function stoppedText(wrong: number): string {
  return wrong === 1
    ? 'Nothing was imported: 1 line is wrong. Mend the file, or leave this line out.'
    : `Nothing was imported: ${wrong} lines are wrong. Mend the file, or leave these lines out.`
}
