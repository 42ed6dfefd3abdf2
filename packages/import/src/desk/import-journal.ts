import { appendFile, readFile } from 'node:fs/promises'
import { importedId } from '@tenure/core'
import type { ImportCounts, SettledLine } from '../import-run.js'
import type { RecordsHere } from '../records-here.js'
import { splitReason } from './line-causes.js'

/** A line of an import that was created, updated or rejected, as the journal has it. */
export interface JournalLine {
  readonly file: string
  readonly line: number
  readonly type: string
  readonly result: keyof ImportCounts
  readonly id?: string
  readonly title?: string
  readonly faults: readonly { readonly column?: string; readonly value?: string; readonly reason: string }[]
  readonly cells?: readonly string[]
}

const results = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const

/**
 * What became of each line of one import, in a file beside it: it survives a restart, after which the import reads its files from the
 * beginning and what it did before comes out as unchanged.
 */
export class ImportJournal {
  readonly #path: string
  readonly #source: string
  /** By file and line: the place of its result, plus one. */
  readonly #known = new Map<string, number[]>()
  readonly counts: Record<keyof ImportCounts, number> = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }
  #waiting: string[] = []

  constructor(path: string, source: string) {
    this.#path = path
    this.#source = source
  }

  /** Reads what an earlier run wrote. */
  async open(): Promise<void> {
    for (const { file, line, result } of await this.lines()) this.#set(file, line, result)
    const text = await readFile(this.#path, 'utf8').catch(() => '')
    // What a kill cut off ends here, so that the next line is one of its own.
    if (text !== '' && !text.endsWith('\n')) await appendFile(this.#path, '\n')
  }

  settle(settled: SettledLine, here: RecordsHere): void {
    const { file, line, result, externalId, type, title, faults = [], cells } = settled
    const before = this.#at(file, line)
    if (before !== undefined && (result === 'unchanged' || result === before)) return
    this.#set(file, line, result)
    if (result === 'unchanged' || result === 'skipped') return
    const id = externalId === undefined ? undefined : (here.known(type, externalId) ?? importedId(this.#source, externalId))
    this.add({
      file,
      line,
      type,
      result,
      ...(id !== undefined && { id }),
      ...(title !== undefined && { title }),
      faults: faults.map(({ column, reason }) => ({ ...(column !== undefined && { column }), ...withValue(reason) })),
      ...(cells && { cells }),
    })
  }

  /** A rejected line that was mended. */
  mend(line: JournalLine): void {
    this.#set(line.file, line.line, line.result)
    this.add(line)
  }

  add(line: JournalLine): void {
    this.#waiting.push(JSON.stringify(line))
  }

  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return
    const text = `${this.#waiting.join('\n')}\n`
    this.#waiting = []
    await appendFile(this.#path, text, { mode: 0o600 })
  }

  /** The lines that are written; of one that was mended, the last word. A last line that a kill cut is left out. */
  async lines(): Promise<readonly JournalLine[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => '')
    const last = new Map<string, JournalLine>()
    for (const each of text.split('\n')) {
      const line = parseLine(each)
      if (line !== undefined) last.set(`${line.line} ${line.file}`, line)
    }
    return [...last.values()]
  }

  #at(file: string, line: number): keyof ImportCounts | undefined {
    const place = this.#known.get(file)?.[line]
    return place === undefined || place === 0 ? undefined : results[place - 1]
  }

  #set(file: string, line: number, result: keyof ImportCounts): void {
    const before = this.#at(file, line)
    if (before !== undefined) this.counts[before]--
    this.counts[result]++
    const lines = this.#known.get(file) ?? []
    lines[line] = results.indexOf(result) + 1
    this.#known.set(file, lines)
  }
}

function parseLine(text: string): JournalLine | undefined {
  try {
    return JSON.parse(text) as JournalLine
  } catch {
    return undefined
  }
}
function withValue(reason: string): { readonly value?: string; readonly reason: string } {
  const { cause, value } = splitReason(reason)
  return value === undefined ? { reason } : { value, reason: cause }
}
