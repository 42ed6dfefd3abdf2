import type { JsonValue } from '../data/answers.js'
import type { Row } from '../data/named.js'
import type { FieldFault } from '../field/parsed.js'
import { parseValue, type TextEnv } from '../field/value-text.js'
import { isMoney } from '../format/is-money.js'
import { type Column, toShown } from '../grid/columns.js'
import type { Edit } from './pending-edits.js'

/** Most rows that are pasted at once; the action takes no more. */
export const mostPasted = 500

/** Cells of a spreadsheet as the clipboard has them: lines of cells, a quoted cell may have line breaks. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (isQuoted && mark === '"' && text[at + 1] === '"') cell += text[++at]
    else if (mark === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted
    else if (isQuoted || (mark !== '\t' && mark !== '\n' && mark !== '\r')) cell += mark
    else {
      if (mark === '\r' && text[at + 1] === '\n') at++
      rows.at(-1)?.push(cell)
      cell = ''
      if (mark !== '\t') rows.push([])
    }
  }
  rows.at(-1)?.push(cell)
  const last = rows.at(-1)
  return last?.length === 1 && last[0] === '' && rows.length > 1 ? rows.slice(0, -1) : rows
}

/** Why nothing is pasted. `line` counts from 1. */
export type PasteFault =
  | { readonly because: 'beyond' }
  | { readonly because: 'read-only'; readonly label: string }
  | { readonly because: 'value'; readonly line: number; readonly text: string; readonly fault: FieldFault }

interface PastePlan {
  readonly type: string
  /** The rows below and including the one where the paste begins; as many as there are lines. */
  readonly rows: readonly (Row | undefined)[]
  /** The columns from the one where the paste begins. */
  readonly columns: readonly Column[]
  /** Its currency is for amounts that nothing else says one for. */
  readonly env: TextEnv
  /** Ids of active users by their names. */
  readonly users: ReadonlyMap<string, string>
}

/** The edits of a paste: all of them, or what is wrong with the first cell that cannot be pasted. Values that stay the same are no edits. */
export function planPaste(cells: readonly (readonly string[])[], plan: PastePlan): readonly Edit[] | PasteFault {
  const width = Math.max(...cells.map((line) => line.length))
  const columns = plan.columns.slice(0, width)
  if (columns.length < width || plan.rows.length < cells.length) return { because: 'beyond' }
  const readOnly = columns.find(({ edits }) => edits === undefined)
  if (readOnly !== undefined) return { because: 'read-only', label: readOnly.label }
  const edits: Edit[] = []
  for (const [at, line] of cells.entries()) {
    const row = plan.rows[at]
    if (row === undefined) return { because: 'beyond' }
    for (const [place, column] of columns.entries()) {
      const text = line[place] ?? ''
      const was = (row[column.field] ?? null) as JsonValue
      const value = valueOfCell(text, column, was, plan)
      if (!value.ok) return { because: 'value', line: at + 1, text, fault: value.fault }
      const property = column.edits
      if (property !== undefined && JSON.stringify(was) !== JSON.stringify(value.value))
        edits.push({ type: plan.type, id: row.id, property, value: value.value, was })
    }
  }
  return edits
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'ja', 'wahr', '1', 'x'].map((text) => [text, true] as const),
  ...['false', 'no', 'nein', 'falsch', '0'].map((text) => [text, false] as const),
])

type CellValue = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly fault: FieldFault }

function valueOfCell(text: string, column: Column, was: JsonValue, { env, users }: PastePlan): CellValue {
  const { kind, options } = column
  // An amount without a currency is of the one that it takes the place of.
  const currency = isMoney(was) ? was.currency : (column.currency ?? env.currency)
  const trimmed = text.trim()
  if (trimmed === '') return { ok: true, value: null }
  if (kind === 'user') return found(users.get(folded(trimmed)), 'choice')
  if (kind === 'boolean') return found(booleans.get(folded(trimmed)), 'choice')
  if (options !== undefined) return found(optionOf(trimmed, column), 'choice')
  const parsed = parseValue(text, kind as never, { ...env, currency, required: false })
  return parsed.ok ? { ok: true, value: parsed.value as JsonValue } : parsed
}

function optionOf(text: string, column: Column): JsonValue | undefined {
  const { kind, options = [] } = column
  const one = (label: string) =>
    options.find(({ value }) => folded(value) === folded(label) || folded(String(toShown(column, value))) === folded(label))?.value
  if (kind !== 'multi_enumeration') return one(text)
  const values = text.split(/[,;\n]/).map((part) => one(part.trim()))
  return values.every((value) => value !== undefined) ? values : undefined
}

function found(value: JsonValue | undefined, fault: FieldFault): CellValue {
  return value === undefined ? { ok: false, fault } : { ok: true, value }
}

/** Texts are compared without case and without what differs only by how it is written. */
export const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('en').trim()
