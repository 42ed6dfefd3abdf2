import type { Money, Value } from '@tenure/core/contract'

/** A column of a list, as the list describes it. */
export interface CsvColumn {
  readonly field: string
  readonly label: string
  readonly kind: string
  readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined
}
/** Names of users, to show owners by. */
export type UserNames = ReadonlyMap<string, string>

const lineEnd = '\r\n'
/** With it, spreadsheets know that the text is UTF-8. */
export const byteOrderMark = '\ufeff'

/**
 * Text that no spreadsheet runs (SEC-8): one that begins as a formula does gets an apostrophe before it. So does one that begins with
 * apostrophes and goes on like that, or taking it back would not give what was there.
 */
export function neutralise(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** The line of the names. An amount of money has a column for its currency beside it. */
export function headLine(columns: readonly CsvColumn[]): string {
  return toLine(columns.flatMap(({ label, kind }) => (kind === 'money' ? [label, `${label} currency`] : [label]).map(neutralise)))
}

/** The line of a record. Numbers, days, instants and amounts are written for programs, options and users as people call them. */
export function rowLine(columns: readonly CsvColumn[], row: Readonly<Record<string, unknown>>, users: UserNames): string {
  return toLine(columns.flatMap((column) => cellsOf(column, (row[column.field] ?? null) as Value, users)))
}

function cellsOf({ kind, options = [] }: CsvColumn, value: Value, users: UserNames): readonly string[] {
  if (kind === 'money') return value === null ? ['', ''] : [(value as Money).amount, (value as Money).currency]
  if (value === null) return ['']
  const label = (item: unknown): string => options.find((option) => option.value === item)?.label ?? String(item)
  switch (kind) {
    case 'number':
    case 'boolean':
    case 'date':
      return [String(value)]
    case 'datetime':
      return [new Date(value as number).toISOString()]
    case 'user':
      return [neutralise(users.get(value as string) ?? String(value))]
    case 'multi_enumeration':
      return [neutralise((value as readonly string[]).map(label).join('; '))]
    default:
      return [neutralise(label(value))]
  }
}

function toLine(cells: readonly string[]): string {
  return cells.map(quote).join(',') + lineEnd
}
function quote(cell: string): string {
  return /[",\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
