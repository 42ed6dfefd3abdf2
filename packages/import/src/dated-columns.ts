import type { Value } from '@tenure/core'
import { type CellContext, type CellReader, compileCell } from './csv/cell.js'
import type { FileMapping, Mapping } from './mapping/mapping-schema.js'

/** A column that says since when values hold. */
export interface DatedColumn {
  readonly column: string
  /** The properties that it dates. */
  readonly names: readonly string[]
  readonly read: CellReader
}
/** Since when the values of a line hold, and the cells that cannot be read. An empty cell says nothing. */
export interface LineDates {
  readonly since: Readonly<Record<string, number>>
  readonly faults: readonly { readonly column: string; readonly reason: string }[]
}

/** The columns of a file that date values. */
export function datedColumns({ zone }: Mapping, { properties = {}, stage }: FileMapping): readonly DatedColumn[] {
  const dated = [
    ...Object.entries(properties).map(([name, { since }]) => ({ names: [name], since })),
    { names: ['pipeline', 'stage'], since: stage?.since },
  ]
  return dated.flatMap(({ names, since }) =>
    since === undefined ? [] : [{ names, column: since.column, read: compileCell({ kind: 'datetime', ...since }, zone) }],
  )
}

/** Reads them from one line. */
export function readDates(columns: readonly DatedColumn[], context: CellContext): LineDates {
  const since: Record<string, number> = {}
  const faults: { readonly column: string; readonly reason: string }[] = []
  for (const { column, names, read } of columns) {
    const text = context.cell(column)
    const cell = text === null ? { value: null } : read(text, context)
    if ('reason' in cell) faults.push({ column, reason: cell.reason })
    else for (const name of names) if (isInstant(cell.value)) since[name] = cell.value
  }
  return { since, faults }
}
function isInstant(value: Value): value is number {
  return typeof value === 'number'
}
