import {
  type Importer,
  type ImportNote,
  type ImportOutcome,
  type ImportRecord,
  type ImportRow,
  type ImportTally,
  isTenureError,
} from '@tenure/core'
import { unreadText } from './csv/csv-reader.js'
import type { ImportFiles, ImportLine, ImportPiece } from './import-files.js'
import type { RecordsHere } from './records-here.js'
import type { Fault } from './row-reader.js'

/** What became of the lines of one object type: each line counts once. */
export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
  rejected: number
  /** Passed over because the mapping says so. */
  skipped: number
}
/** What became of an import. */
export interface ImportSummary {
  readonly objectTypes: Readonly<Record<string, ImportCounts>>
  /** Links that were not made because the other record does not exist. */
  readonly notLinked: number
  /** Values and links that a person changed since the last import, and that stayed. */
  readonly kept: number
  /** Lines that could not be read. */
  readonly unread: readonly UnreadPart[]
  /** What the import wrote is of this group: undoing it takes the whole import back. */
  readonly group: string
  /** Somebody cancelled it: the lines that follow were not imported. */
  readonly cancelled?: true
}
/** Lines of a file that could not be read: the first, the last, and why. */
export interface UnreadPart {
  readonly file: string
  readonly from: number
  readonly to: number
  readonly reason: string
}
/** A line that was left out, or a part of one, and why. */
export interface ReportedLine {
  readonly result: 'rejected' | 'unread' | ImportNote['note']
  readonly type: string
  readonly file: string
  readonly line: number
  readonly column?: string
  readonly reason: string
}
/** Options of a run. */
export interface ImportRunOptions {
  readonly onReported: (line: ReportedLine) => void
  /** Called after each batch. */
  readonly onProgress?: (progress: ImportProgress) => void
  /** How often the run's record is brought up to date. */
  readonly tellEveryMs?: number
  /** Rows of one atomic batch. */
  readonly batch?: number
  /** What keys and names mean here. */
  readonly here?: RecordsHere
  /** Hears what became of each line; one that is linked later is heard again when that changes it. */
  readonly onSettled?: (line: SettledLine) => void
}
/** What became of one line. */
export interface SettledLine {
  readonly type: string
  readonly file: string
  readonly line: number
  readonly result: keyof ImportCounts
  /** The record that it became. */
  readonly externalId?: string
  readonly title?: string
  /** What is wrong with it, and what it says, of one that was rejected. */
  readonly faults?: readonly Fault[]
  readonly cells?: readonly string[]
}
/** How far a run is. */
export interface ImportProgress {
  readonly step: 'indexing' | 'importing' | 'linking'
  readonly lines: number
  /** From 0 to 1. */
  readonly done: number
}

interface Noted {
  readonly result: ImportNote['note']
}
type Place = Pick<ImportPiece, 'type' | 'file' | 'columnsOf'>
interface Pending extends ImportLine {
  readonly place: Place
  readonly row: ImportRow
}
/** A line that is imported; the links of its row wait for lines that come later. */
interface Linking extends Pending {
  readonly result: Exclude<ImportOutcome['result'], 'rejected'>
}

/** Takes all lines in, batch by batch, and counts. Links to lines that come later are made when those are there. */
export async function runImport(
  files: ImportFiles,
  importer: Pick<Importer, 'begin' | 'run'>,
  options: ImportRunOptions,
): Promise<ImportSummary> {
  const record = await importer.begin()
  const run = new ImportRun(files, importer, record, options)
  try {
    const isWhole = await run.run()
    if (isWhole) await record.end(run.tally)
    return { ...run.summary, ...(!isWhole && { cancelled: true }) }
  } catch (error) {
    await record.end(run.tally, isTenureError(error) ? error.message : 'Something went wrong that was not expected.')
    throw error
  }
}

class ImportRun {
  readonly #files: ImportFiles
  readonly #importer: Pick<Importer, 'run'>
  readonly #record: ImportRecord
  readonly #options: ImportRunOptions
  readonly #size: number
  readonly #counts: Record<string, ImportCounts>
  readonly #unread: UnreadPart[] = []
  /** Keys of lines that this run has finished, of types that others link to. */
  readonly #finished = new Map<string, Set<string>>()
  /** Lines that need a later one, and lines that only lack a link to it. */
  #waiting: Pending[] = []
  readonly #linking: Linking[] = []
  #pending: Pending[] = []
  readonly #notes = { 'not-linked': 0, kept: 0 }
  #lines = 0
  #reportedAt = performance.now()
  #cancelled = false

  constructor(files: ImportFiles, importer: Pick<Importer, 'run'>, record: ImportRecord, options: ImportRunOptions) {
    this.#files = files
    this.#importer = importer
    this.#record = record
    this.#options = options
    this.#size = options.batch ?? 500
    this.#counts = Object.fromEntries(files.types.map((type) => [type, { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }]))
  }

  get summary(): Omit<ImportSummary, 'cancelled'> {
    const { kept, 'not-linked': notLinked } = this.#notes
    return { objectTypes: this.#counts, notLinked, kept, unread: this.#unread, group: this.#record.group }
  }
  get tally(): ImportTally {
    const counts = Object.values(this.#counts)
    const sum = (name: keyof ImportCounts): number => counts.reduce((total, each) => total + each[name], 0)
    const created = sum('created')
    const { kept, 'not-linked': left } = this.#notes
    return { done: created + sum('updated'), created, kept, left, failed: sum('rejected') }
  }

  /** Whether it came to its end. */
  async run(): Promise<boolean> {
    let done = 0
    const indexing = (part: number): void => this.#options.onProgress?.({ step: 'indexing', lines: 0, done: part })
    for await (const piece of this.#files.read(indexing, this.#options.here)) {
      for (const line of piece.lines) {
        await this.#take(piece, line, done)
        if (this.#cancelled) return false
      }
      if (piece.unread !== undefined) this.#leaveUnread(piece, piece.unread)
      done = piece.done
    }
    await this.#flush(1)
    if (!this.#cancelled) await this.#importWaiting()
    if (!this.#cancelled) await this.#linkAll()
    return !this.#cancelled
  }

  async #take(place: ImportPiece, line: ImportLine, done: number): Promise<void> {
    const { row, faults } = line
    if (faults !== undefined) this.#reject(place, line, faults)
    else if (row === undefined) this.#settled(place, line, 'skipped')
    else {
      const isFull = this.#pending.length >= this.#size || (this.#pending[0] !== undefined && this.#pending[0].place.file !== place.file)
      if (isFull || this.#pending[0]?.place.type !== place.type) await this.#flush(done)
      const pending = { ...line, row, place }
      if (row.links.some((link) => link.required && this.#isLater(link))) this.#waiting.push(pending)
      else this.#pending.push(pending)
    }
    this.#lines++
  }

  async #flush(done: number): Promise<void> {
    const lines = this.#pending
    this.#pending = []
    await this.#import(lines)
    if (lines.length > 0) await this.#tell({ step: 'importing', lines: this.#lines, done })
  }

  /** Imports lines without the links that have to wait; gives back those that a missing record keeps out. */
  async #import(lines: readonly Pending[], keepRejected = false): Promise<readonly Pending[]> {
    if (lines.length === 0) return []
    const ready = lines.map((line) => ({ line, now: this.#withoutLater(line.row) }))
    const outcomes = await this.#run(ready.map(({ now }) => now))
    const left: Pending[] = []
    for (const [at, { line, now }] of ready.entries()) {
      const outcome = outcomes[at]
      if (outcome?.result === 'rejected' && keepRejected) left.push(line)
      else
        this.#settle(
          line,
          outcome,
          line.row.links.filter((link) => !now.links.includes(link)),
        )
    }
    return left
  }

  async #tell(progress: ImportProgress): Promise<void> {
    this.#options.onProgress?.(progress)
    if (performance.now() - this.#reportedAt < (this.#options.tellEveryMs ?? 2000)) return
    this.#reportedAt = performance.now()
    this.#cancelled = !(await this.#record.tell(this.tally))
  }

  #run(rows: readonly ImportRow[]): Promise<readonly ImportOutcome[]> {
    const { here } = this.#options
    return this.#importer.run(rows, { files: this.#files.ids, group: this.#record.group, ...(here && { known: here.known }) })
  }

  #withoutLater(row: ImportRow): ImportRow {
    const later = row.links.filter((link) => this.#isLater(link))
    return later.length === 0 ? row : { ...row, links: row.links.filter((link) => !later.includes(link)), later }
  }

  #settle(line: Pending, outcome: ImportOutcome | undefined, later: ImportRow['links']): void {
    const { place, row } = line
    if (this.#files.gives(row.type, row.externalId)) add(this.#finished, row.type, row.externalId)
    if (outcome === undefined || outcome.result === 'rejected') this.#rejectOutcome(line, outcome)
    else {
      this.#settled(place, line, outcome.result)
      this.#noteAll(line, outcome.notes ?? [])
      for (const fault of line.notes ?? []) this.#note(line, { result: 'not-linked', ...fault })
      if (later.length > 0 && outcome.result !== 'skipped')
        this.#linking.push({
          ...withoutCells(line),
          row: { ...withoutLinked(row), values: {}, links: later, adds: true },
          result: outcome.result,
        })
    }
  }

  // Lines that need each other in a chain come in one after the other, for as long as any does.
  async #importWaiting(): Promise<void> {
    for (let isMoving = true; isMoving && this.#waiting.length > 0; ) {
      const before = this.#waiting
      this.#waiting = []
      for (const lines of portions(before, this.#size)) this.#waiting.push(...(await this.#importNeeding(lines, true)))
      isMoving = this.#waiting.length < before.length
    }
    const left = this.#waiting
    for (const lines of portions(left, this.#size)) await this.#importNeeding(lines, false)
  }

  // All lines are read: what a line needs is there, is among these, or never comes.
  #importNeeding(lines: readonly Pending[], keepRejected: boolean): Promise<readonly Pending[]> {
    for (const { row } of lines) for (const { required, to } of row.links) if (required) add(this.#finished, to.type, to.externalId)
    return this.#import(lines, keepRejected)
  }

  async #linkAll(): Promise<void> {
    for (const [at, lines] of portions(this.#linking, this.#size).entries()) {
      const outcomes = await this.#run(lines.map(({ row }) => row))
      for (const [place, line] of lines.entries()) this.#settleLink(line, outcomes[place])
      await this.#tell({ step: 'linking', lines: this.#lines, done: Math.min(1, ((at + 1) * this.#size) / this.#linking.length) })
      if (this.#cancelled) return
    }
  }

  #settleLink(line: Linking, outcome: ImportOutcome | undefined): void {
    this.#noteAll(line, outcome?.notes ?? [])
    if (outcome?.result !== 'updated' || line.result !== 'unchanged') return
    this.#count(line.place.type, 'unchanged', -1)
    this.#settled(line.place, line, 'updated')
  }

  #isLater({ to }: ImportRow['links'][number]): boolean {
    return this.#files.gives(to.type, to.externalId) && this.#finished.get(to.type)?.has(to.externalId) !== true
  }

  #leaveUnread({ type, file }: Place, { from, to, reason }: Omit<UnreadPart, 'file'>): void {
    this.#unread.push({ file, from, to, reason })
    this.#options.onReported({ result: 'unread', type, file, line: from, reason: `L${unreadText({ from, to, reason }).slice(1)}` })
  }

  #rejectOutcome(line: Pending, outcome: ImportOutcome | undefined): void {
    const faults = (outcome?.issues ?? []).map(({ path, message }) => ({ ...columnAt(line, path), reason: message }))
    this.#reject(line.place, line, faults.length > 0 ? faults : [{ reason: 'The core refused it without a reason.' }])
  }

  // A line counts once, however much is wrong with it.
  #reject(place: Place, line: ImportLine, faults: readonly Fault[]): void {
    const { type, file } = place
    this.#settled(place, line, 'rejected', faults)
    for (const fault of faults) this.#options.onReported({ result: 'rejected', type, file, line: line.line, ...fault })
  }

  #noteAll(line: Pending, notes: readonly ImportNote[]): void {
    for (const { note, path, message } of notes) this.#note(line, { result: note, ...columnAt(line, path), reason: message })
  }

  #note({ place: { type, file }, line }: Pending, note: Pick<ReportedLine, 'column' | 'reason'> & Noted): void {
    this.#notes[note.result]++
    this.#options.onReported({ type, file, line, ...note })
  }

  #settled({ type, file }: Place, { line, row, cells }: ImportLine, result: keyof ImportCounts, faults?: readonly Fault[]): void {
    this.#count(type, result)
    const title = row?.values['name'] ?? row?.values['title'] ?? row?.values['subject']
    this.#options.onSettled?.({
      type,
      file,
      line,
      result,
      ...(row !== undefined && { externalId: row.externalId }),
      ...(typeof title === 'string' && { title }),
      ...(faults !== undefined && { faults, ...(cells && { cells }) }),
    })
  }

  #count(type: string, result: keyof ImportCounts, by = 1): void {
    const counts = this.#counts[type]
    if (counts !== undefined) counts[result] += by
  }
}

function columnAt({ place }: Pending, path: readonly (string | number)[]): { readonly column?: string } {
  const columns = place.columnsOf(String(path[0] ?? ''))
  return columns.length === 0 ? {} : { column: columns.join(', ') }
}
function withoutCells({ cells: _, ...line }: Pending): Pending {
  return line
}
function withoutLinked({ linked: _, ...row }: ImportRow): ImportRow {
  return row
}
function portions<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}
function add(sets: Map<string, Set<string>>, type: string, externalId: string): void {
  const set = sets.get(type) ?? new Set()
  sets.set(type, set.add(externalId))
}
