import type { Importer, ImportOutcome, ImportRow } from '@tenure/core'
import type { ImportFiles, ImportLine } from './import-files.js'
import type { Fault } from './row-reader.js'

/** What became of the lines of one object type. */
export interface ImportCounts {
  created: number
  updated: number
  unchanged: number
  rejected: number
}
/** What became of an import. */
export interface ImportSummary {
  readonly objectTypes: Readonly<Record<string, ImportCounts>>
}
/** A line that was left out, and why. */
export interface RejectedLine {
  readonly type: string
  readonly file: string
  readonly line: number
  readonly column?: string
  readonly reason: string
}
/** Options of a run. */
export interface ImportRunOptions {
  readonly dryRun: boolean
  readonly onRejected: (rejected: RejectedLine) => void
  /** Called after each batch with the number of finished lines. */
  readonly onProgress?: (lines: number) => void
  /** Rows of one atomic batch. */
  readonly batch?: number
}

interface Deferred {
  readonly line: ImportLine
  readonly row: ImportRow
  readonly result: Exclude<ImportOutcome['result'], 'rejected'>
}

/** Takes all lines in, batch by batch, and counts. Links to lines that come later are made when those are there. */
export async function runImport(files: ImportFiles, importer: Importer, options: ImportRunOptions): Promise<ImportSummary> {
  return new ImportRun(files, importer, options).run()
}

class ImportRun {
  readonly #files: ImportFiles
  readonly #importer: Importer
  readonly #options: ImportRunOptions
  readonly #counts: Record<string, ImportCounts>
  /** Records that are there because of this run: written, or in a dry run only thought to be (`created`). */
  readonly #written = new Map<string, Set<string>>()
  readonly #created = new Map<string, Set<string>>()
  readonly #deferred: Deferred[] = []
  #pending: ImportLine[] = []
  #lines = 0

  constructor(files: ImportFiles, importer: Importer, options: ImportRunOptions) {
    this.#files = files
    this.#importer = importer
    this.#options = options
    this.#counts = Object.fromEntries(files.types.map((type) => [type, { created: 0, updated: 0, unchanged: 0, rejected: 0 }]))
  }

  async run(): Promise<ImportSummary> {
    const { batch = 500 } = this.#options
    for await (const line of this.#files.lines()) {
      if (this.#pending.length >= batch || this.#pending[0]?.type !== line.type) await this.#flush()
      this.#pending.push(line)
    }
    await this.#flush()
    for (let at = 0; at < this.#deferred.length; at += batch) await this.#linkDeferred(this.#deferred.slice(at, at + batch))
    return { objectTypes: this.#counts }
  }

  async #flush(): Promise<void> {
    const lines = this.#pending
    this.#pending = []
    for (const line of lines) if (line.faults !== undefined) this.#reject(line, line.faults)
    const ready = lines.flatMap((line) => (line.row === undefined ? [] : [{ line, ...this.#split(line.row) }]))
    const outcomes =
      ready.length === 0
        ? []
        : await this.#importer.run(
            ready.map(({ now }) => now),
            { dryRun: this.#options.dryRun },
          )
    for (const [at, { line, row, later }] of ready.entries()) this.#settle(line, row, later, outcomes[at])
    this.#lines += lines.length
    if (lines.length > 0) this.#options.onProgress?.(this.#lines)
  }

  // A link to a later line waits. In a dry run, a record that would have been created counts as existing.
  #split(row: ImportRow): { readonly row: ImportRow; readonly now: ImportRow; readonly later: boolean } {
    const isLater = ({ to }: ImportRow['links'][number]): boolean =>
      this.#files.gives(to.type, to.externalId) && !has(this.#written, to.type, to.externalId)
    const links = row.links.filter((link) => !isLater(link) && !has(this.#created, link.to.type, link.to.externalId))
    return { row, now: { ...row, links }, later: row.links.some(isLater) }
  }

  #settle(line: ImportLine, row: ImportRow, later: boolean, outcome: ImportOutcome | undefined): void {
    if (outcome === undefined || outcome.result === 'rejected') {
      this.#rejectOutcome(line, outcome)
      return
    }
    const result = outcome.result === 'unchanged' && this.#isLinkedToNew(row) ? 'updated' : outcome.result
    this.#count(line.type, result, 1)
    if (this.#files.gives(row.type, row.externalId)) add(this.#written, row.type, row.externalId)
    if (this.#options.dryRun && result === 'created') add(this.#created, row.type, row.externalId)
    if (later) this.#deferred.push({ line, row, result })
  }

  async #linkDeferred(deferred: readonly Deferred[]): Promise<void> {
    const { dryRun } = this.#options
    const rows = deferred.map(({ row }) => ({
      ...row,
      links: row.links.filter(({ to }) => !has(this.#created, to.type, to.externalId)),
      values: dryRun ? row.values : {},
    }))
    const outcomes = await this.#importer.run(rows, { dryRun })
    for (const [at, { line, row, result }] of deferred.entries()) {
      const outcome = outcomes[at]
      if (outcome !== undefined && outcome.result !== 'rejected' && result !== 'unchanged') continue
      if (outcome?.result === 'unchanged' && !this.#isLinkedToNew(row)) continue
      this.#count(line.type, result, -1)
      if (outcome === undefined || outcome.result === 'rejected') this.#rejectOutcome(line, outcome)
      else this.#count(line.type, 'updated', 1)
    }
  }

  #isLinkedToNew(row: ImportRow): boolean {
    return row.links.some(({ to }) => has(this.#created, to.type, to.externalId))
  }

  #rejectOutcome(line: ImportLine, outcome: ImportOutcome | undefined): void {
    const issues = outcome?.issues ?? []
    const faults = issues.map(({ path, message }) => {
      const columns = line.columnsOf(String(path[0] ?? ''))
      return columns.length === 0 ? { reason: message } : { column: columns.join(', '), reason: message }
    })
    this.#reject(line, faults.length > 0 ? faults : [{ reason: 'The core refused it without a reason.' }])
  }

  // A line counts once, however much is wrong with it.
  #reject({ type, file, line }: ImportLine, faults: readonly Fault[]): void {
    this.#count(type, 'rejected', 1)
    for (const fault of faults) this.#options.onRejected({ type, file, line, ...fault })
  }

  #count(type: string, result: keyof ImportCounts, by: number): void {
    const counts = this.#counts[type]
    if (counts !== undefined) counts[result] += by
  }
}

function has(sets: ReadonlyMap<string, ReadonlySet<string>>, type: string, externalId: string): boolean {
  return sets.get(type)?.has(externalId) ?? false
}
function add(sets: Map<string, Set<string>>, type: string, externalId: string): void {
  const set = sets.get(type) ?? new Set()
  sets.set(type, set.add(externalId))
}
