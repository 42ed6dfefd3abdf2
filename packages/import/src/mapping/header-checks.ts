import { didYouMean } from '@tenure/core'
import { invalidMapping } from './mapping.js'
import type { FileMapping, Mapping, PropertyMapping } from './mapping-schema.js'

/** A column that a mapping names, and where. */
export interface ColumnUse {
  readonly path: readonly (string | number)[]
  readonly column: string
}

/** The header of a file, if it has all columns of the mapping, each once. Errors: `input.invalid`, with what is missing. */
export function checkHeader(mapping: Mapping, file: FileMapping, header: readonly string[] | undefined): readonly string[] {
  const path = ['files', mapping.files.indexOf(file)]
  if (header === undefined)
    throw invalidMapping([{ path: [...path, 'file'], message: `${file.file} is empty; a line with the names of the columns is expected.` }])
  const misread = columnsUsed(file).length > 0 ? misreadHeader(file, header) : undefined
  if (misread !== undefined) throw invalidMapping([{ path: [...path, misread.part], message: `${file.file} ${misread.message}` }])
  const issues = columnsUsed(file).flatMap((use) => {
    const count = header.filter((column) => column === use.column).length
    if (count === 1) return []
    const message = count > 1 ? `${file.file} has ${count} columns ${JSON.stringify(use.column)}.` : missing(file, header, use.column)
    return [{ path: [...path, ...use.path], message }]
  })
  if (issues.length > 0) throw invalidMapping(issues)
  return header
}

/** Columns that a file mapping looks at, each with its place in the mapping. */
export function columnsUsed(file: FileMapping): readonly ColumnUse[] {
  const at = (column: string, ...path: (string | number)[]): ColumnUse => ({ path, column })
  return [
    ...keyColumns(file).map((column, index) => at(column, 'externalId', index)),
    ...Object.entries(file.properties ?? {}).flatMap(([name, property]) => [
      ...columnsIn(property).map((column) => at(column, 'properties', name, property.column === undefined ? 'text' : 'column')),
      ...(property.kind === 'money' && property.currencyColumn !== undefined
        ? [at(property.currencyColumn, 'properties', name, 'currencyColumn')]
        : []),
      ...(property.since === undefined ? [] : [at(property.since.column, 'properties', name, 'since', 'column')]),
    ]),
    ...(file.stage?.column === undefined ? [] : [at(file.stage.column, 'stage', 'column')]),
    ...(file.stage?.since === undefined ? [] : [at(file.stage.since.column, 'stage', 'since', 'column')]),
    ...(file.links ?? []).flatMap(({ columns }, link) => columns.map((column, index) => at(column, 'links', link, 'columns', index))),
    ...Object.keys(file.cells ?? {}).map((column) => at(column, 'cells', column)),
  ]
}

/** Columns that identify a record; none where its line does. */
export function keyColumns({ externalId }: FileMapping): readonly string[] {
  return externalId === 'lineNumber' ? [] : externalId
}
/** Columns that a property reads. */
export function columnsIn({ column, text }: Pick<PropertyMapping, 'column' | 'text'>): readonly string[] {
  return column === undefined ? columnsOfText(text ?? '') : [column]
}
/** Columns that a text inserts. */
export function columnsOfText(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '')
}

/** Columns with a name that no part of the mapping looks at, by file. */
export function unusedColumns(headers: ReadonlyMap<FileMapping, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const used = new Map<string, Set<string>>()
  for (const file of headers.keys())
    used.set(file.file, new Set([...(used.get(file.file) ?? []), ...columnsUsed(file).map(({ column }) => column)]))
  const unused = [...headers].map(
    ([{ file }, header]) => [file, header.filter((column) => column.trim() !== '' && !used.get(file)?.has(column))] as const,
  )
  return new Map(unused.filter(([, columns]) => columns.length > 0))
}

function missing({ file }: FileMapping, header: readonly string[], column: string): string {
  const spaced = header.find((each) => each.trim() === column)
  const hint = spaced === undefined ? didYouMean(column, header) : ` Did you mean ${JSON.stringify(spaced)}, with its spaces?`
  return `${file} has no column ${JSON.stringify(column)}.${hint} It has ${header.join(', ')}.`
}

// The file is separated by something else than the mapping says, or is in UTF-16 without its mark.
function misreadHeader(
  { delimiter = ',' }: FileMapping,
  header: readonly string[],
): { readonly part: string; readonly message: string } | undefined {
  const [first = '', ...others] = header
  if (first.includes('\0'))
    return { part: 'encoding', message: `seems to be in UTF-16. Say "encoding": "${first.startsWith('\0') ? 'utf-16be' : 'utf-16le'}".` }
  const other = others.length === 0 ? [',', ';', '\t', '|'].find((each) => each !== delimiter && first.includes(each)) : undefined
  if (other === undefined) return undefined
  const said = JSON.stringify(other)
  return {
    part: 'delimiter',
    message: `has one column, ${JSON.stringify(first)}. It seems to be separated by ${said}: say "delimiter": ${said}.`,
  }
}
