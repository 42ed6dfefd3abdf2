import type { z } from 'zod'
import type { auditContract } from '../../contract/administration/audit-contract.js'

/** An entry as it is shown. */
export type ShownEntry = z.output<typeof auditContract.output>['entries'][number]

const columns = ['at', 'kind', 'user', 'as', 'what', 'name', 'detail', 'source', 'plugin', 'workspace', 'times'] as const

/** An entry as a row for spreadsheets; the heads of the columns where there is none. */
export function toRow(entry: ShownEntry | undefined): string {
  if (entry === undefined) return columns.join(',')
  return columns.map((name) => toCell(name === 'at' ? new Date(entry.at).toISOString() : String(entry[name] ?? ''))).join(',')
}
/** An entry as a line of JSON, whole. */
export function toLine(entry: ShownEntry): string {
  return JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() })
}

// A spreadsheet would take it for a formula (SEC-8).
function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
