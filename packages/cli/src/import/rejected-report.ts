import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import type { RejectedLine } from './import-run.js'

/** A file that names every rejected line; it is created with the first one. */
export interface RejectedReport extends Disposable {
  readonly file: string
  readonly count: number
  add(rejected: RejectedLine): void
}

/** Opens the report; one of an earlier run is removed. A name in `.jsonl` gets JSON lines, every other CSV. */
export function openReport(file: string): RejectedReport {
  rmSync(file, { force: true })
  const isJson = file.endsWith('.jsonl')
  let handle: number | undefined
  let count = 0
  return {
    file,
    get count() {
      return count
    },
    add(rejected) {
      if (handle === undefined) {
        handle = openSync(file, 'w')
        if (!isJson) writeSync(handle, toCsv(['file', 'line', 'column', 'objectType', 'reason']))
      }
      const { file: name, line, column = '', type, reason } = rejected
      writeSync(
        handle,
        isJson
          ? `${JSON.stringify({ file: name, line, ...(column && { column }), objectType: type, reason })}\n`
          : toCsv([name, String(line), column, type, reason]),
      )
      count++
    },
    [Symbol.dispose]() {
      if (handle !== undefined) closeSync(handle)
      handle = undefined
    },
  }
}

// Spreadsheets would run a cell that begins with one of these (SEC-8).
function toCsv(cells: readonly string[]): string {
  const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
  return `${safe.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
