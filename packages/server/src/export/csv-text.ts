import type { Money, Value } from '@tenure/core/contract'
import { csvLine, neutralise } from '@tenure/core/wire'

/** A column of a list, as the list describes it. */
export interface CsvColumn {
  readonly field: string
  readonly label: string
  readonly kind: string
  readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined
}
/** Names of users, to show owners by. */
export type UserNames = ReadonlyMap<string, string>

/** The line of the names. An amount of money has a column for its currency beside it. */
export function headLine(columns: readonly CsvColumn[]): string {
  return csvLine(columns.flatMap(({ label, kind }) => (kind === 'money' ? [label, `${label} currency`] : [label]).map(neutralise)))
}

/** The line of a record. Numbers, days, instants and amounts are written for programs, options and users as people call them. */
export function rowLine(columns: readonly CsvColumn[], row: Readonly<Record<string, unknown>>, users: UserNames): string {
  return csvLine(columns.flatMap((column) => cellsOf(column, (row[column.field] ?? null) as Value, users)))
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
