import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { isTenureError, TenureError } from '@tenure/core'
import type { ReportedLine } from './import-run.js'

/** A file that names every line that was left out, whole or in part; it is created with the first one. */
export interface ImportReport extends Disposable {
  readonly file: string
  readonly count: number
  add(line: ReportedLine): void
}

const columns = ['file', 'line', 'column', 'objectType', 'reason', 'result']
const csvHeader = toCsv(columns)
/** How a report began before it had results. */
const oldHeader = toCsv(columns.slice(0, -1))
const jsonStart = /^\{"file":"(?:[^"\\]|\\.)*","line":\d+,/

/**
 * Opens the report; one of an earlier run is removed, and nothing else is. A name in `.jsonl` gets JSON lines, every other CSV.
 *
 * Errors: `input.invalid` where the file is there and is no report, or cannot be written.
 */
export function openReport(file: string): ImportReport {
  const isJson = file.endsWith('.jsonl')
  makeRoom(file)
  let handle: number | undefined
  let count = 0
  return {
    file,
    get count() {
      return count
    },
    add(line) {
      handle ??= create(file, isJson)
      writeSync(handle, isJson ? toJson(line) : toCsv(cellsOf(line)))
      count++
    },
    [Symbol.dispose]() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

// Tried out before the first line: an import that cannot say what it left out does not begin.
function makeRoom(file: string): void {
  try {
    removeEarlier(file)
    closeSync(openSync(file, 'wx'))
    rmSync(file)
  } catch (error) {
    if (isTenureError(error)) throw error
    throw refused(`The report cannot be written to ${file}. ${whyNot(error)} Name another file with --report FILE.`, error)
  }
}
function removeEarlier(file: string): void {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isFile() || !isReport(startOf(file)))
    throw refused(`${file} is there already and is no report of an import. Name another file with --report FILE, or move this one.`)
  rmSync(file)
}
function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no such folder.'
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'Nothing may be written there.' : `${code ?? message}.`
}
function refused(message: string, cause?: unknown): TenureError<'input.invalid'> {
  return new TenureError('input.invalid', message, { issues: [{ path: ['report'], message }] }, { cause })
}
function isReport(start: string): boolean {
  return start.startsWith(csvHeader) || start.startsWith(oldHeader) || jsonStart.test(start)
}
function startOf(file: string): string {
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(4096)
    return bytes.toString('utf8', 0, readSync(handle, bytes))
  } finally {
    closeSync(handle)
  }
}

// Only a file that is not there is created: what came between is not the report's either.
function create(file: string, isJson: boolean): number {
  const handle = openSync(file, 'wx')
  if (!isJson) writeSync(handle, csvHeader)
  return handle
}

function toJson({ file, line, column, type, reason, result }: ReportedLine): string {
  return `${JSON.stringify({ file, line, ...(column && { column }), objectType: type, reason, result })}\n`
}
function cellsOf({ file, line, column = '', type, reason, result }: ReportedLine): readonly string[] {
  return [file, String(line), column, type, reason, result]
}

// Spreadsheets would run a cell that begins with one of these (SEC-8).
function toCsv(cells: readonly string[]): string {
  const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
  return `${safe.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
