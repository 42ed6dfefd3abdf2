import { type ImportRow, importedId, isTenureError } from '@tenure/core'
import type { Cell } from './cell.js'
import { type CsvRecord, readCsv } from './csv-reader.js'
import { orderFiles, typesPointedAt } from './file-order.js'
import { invalidMapping } from './mapping.js'
import type { FileMapping, Mapping } from './mapping-schema.js'
import { columnsUsed, createRowReader, type Fault, type RowLookups, type RowReader } from './row-reader.js'
import { openInside } from './safe-file.js'

/** One line of a file: the row that it became, or what is wrong with it. */
export interface ImportLine {
  readonly type: string
  readonly file: string
  readonly line: number
  readonly row?: ImportRow
  readonly faults?: readonly Fault[]
  /** Columns behind a property or association, for naming them in a report. */
  readonly columnsOf: RowReader['columnsOf']
}
/** The files of a mapping, checked and ready to be read. */
export interface ImportFiles {
  /** Object types, in the order in which they are read. */
  readonly types: readonly string[]
  /** Columns that no part of the mapping looks at, by file. */
  readonly unused: ReadonlyMap<string, readonly string[]>
  /** Whether a line has that record, for types that others link to. */
  gives(type: string, externalId: string): boolean
  lines(): AsyncIterable<ImportLine>
}

/**
 * Checks every file's header against the mapping and notes the keys that other files point at, so that a link may lead to a line that
 * comes later. Nothing else is kept of the files.
 *
 * Errors: `input.invalid`, `input.too-large`: a file that is missing or outside the folder, a missing column.
 */
export async function openImport(mapping: Mapping, folder: string): Promise<ImportFiles> {
  const files = orderFiles(mapping.files)
  const headers = new Map<FileMapping, readonly string[]>()
  for (const file of mapping.files) headers.set(file, await checkedHeader(mapping, file, folder))
  const index = await indexKeys(mapping, files, folder)
  return {
    types: [...new Set(files.map(({ objectType }) => objectType))],
    unused: unusedColumns(headers),
    gives: (type, externalId) => index.keys.get(type)?.has(externalId) ?? false,
    async *lines() {
      for (const file of files) yield* readLines(mapping, file, folder, toLookups(mapping, index))
    },
  }
}

interface KeyIndex {
  readonly keys: ReadonlyMap<string, Set<string>>
  readonly users: ReadonlyMap<string, string | 'several'>
}

async function indexKeys(mapping: Mapping, files: readonly FileMapping[], folder: string): Promise<KeyIndex> {
  const keys = new Map([...new Set(files.flatMap((file) => [...typesPointedAt(file)]))].map((type) => [type, new Set<string>()]))
  const users = new Map<string, string>()
  const anything: RowLookups = { idOf: (_, key) => ({ value: key }), userNamed: (name) => ({ value: name }) }
  for (const file of files.filter(({ objectType }) => keys.has(objectType))) {
    for await (const { row } of readLines(mapping, file, folder, anything)) {
      if (row === undefined) continue
      keys.get(row.type)?.add(row.externalId)
      const name = row.values['name']
      if (row.type === 'user' && typeof name === 'string')
        users.set(name, users.get(name) === undefined || users.get(name) === row.externalId ? row.externalId : several)
    }
  }
  return { keys, users }
}
const several = '\0several'

function toLookups({ source }: Mapping, { keys, users }: KeyIndex): RowLookups {
  const id = (externalId: string): Cell => ({ value: importedId(source, externalId) })
  return {
    idOf: (type, key) => (keys.get(type)?.has(key) ? id(key) : { reason: `there is no ${type} with the key ${JSON.stringify(key)}` }),
    userNamed(name) {
      const user = users.get(name) ?? users.get(name.trim())
      if (user === several) return { reason: `several users are called ${JSON.stringify(name)}` }
      return user === undefined ? { reason: `no user is called ${JSON.stringify(name)}` } : id(user)
    },
  }
}

async function* readLines(mapping: Mapping, file: FileMapping, folder: string, lookups: RowLookups): AsyncGenerator<ImportLine> {
  let reader: RowReader | undefined
  const seen = new Map<string, { readonly line: number; readonly content: string }>()
  const place = { type: file.objectType, file: file.file, columnsOf: (name: string) => reader?.columnsOf(name) ?? [] }
  let line = 1
  try {
    for await (const record of records(file, folder)) {
      line = record.line
      if (reader === undefined) {
        reader = createRowReader(mapping, file, record.cells, lookups)
        continue
      }
      const read = withoutTwins(file, reader.read(record), seen)
      if (read !== 'again') yield { ...place, line, ...read }
    }
  } catch (error) {
    if (!isTenureError(error) || reader === undefined) throw error
    yield { ...place, line, faults: [{ reason: `${error.message} The rest of the file was not read.` }] }
  }
}

// The same key twice in one file would let one line overwrite the other without a word.
function withoutTwins(
  file: FileMapping,
  read: ReturnType<RowReader['read']>,
  seen: Map<string, { line: number; content: string }>,
): ReturnType<RowReader['read']> | 'again' {
  if ('faults' in read) return read
  const { line = 0, ...rest } = read.row
  const content = file.distinct ? JSON.stringify(rest) : ''
  const first = seen.get(rest.externalId)
  if (first === undefined) {
    seen.set(rest.externalId, { line, content })
    return read
  }
  if (file.distinct && first.content === content) return 'again'
  const says = file.distinct ? ' and says something else' : ''
  return {
    faults: [
      {
        column: file.externalId.join(', '),
        reason: `the key ${JSON.stringify(rest.externalId)} is already on line ${first.line}${says}`,
      },
    ],
  }
}

async function* records(file: FileMapping, folder: string): AsyncGenerator<CsvRecord> {
  const handle = await openInside(folder, file.file)
  try {
    yield* readCsv(handle.createReadStream({ autoClose: false }), { delimiter: file.delimiter, encoding: file.encoding })
  } finally {
    await handle.close()
  }
}

async function checkedHeader(mapping: Mapping, file: FileMapping, folder: string): Promise<readonly string[]> {
  const path = ['files', mapping.files.indexOf(file)]
  let header: readonly string[] | undefined
  for await (const record of records(file, folder)) {
    header = record.cells
    break
  }
  if (header === undefined)
    throw invalidMapping([{ path: [...path, 'file'], message: `${file.file} is empty; a line with the names of the columns is expected.` }])
  const twice = header.find((column, at) => header.indexOf(column) !== at)
  if (twice !== undefined)
    throw invalidMapping([{ path: [...path, 'file'], message: `${file.file} has two columns ${JSON.stringify(twice)}.` }])
  const known = new Set(header)
  const unknown = columnsUsed(file).filter(({ column }) => !known.has(column))
  if (unknown.length === 0) return header
  throw invalidMapping(
    unknown.map((use) => ({
      path: [...path, ...use.path],
      message: `${file.file} has no column ${JSON.stringify(use.column)}. It has ${header.join(', ')}.`,
    })),
  )
}

function unusedColumns(headers: ReadonlyMap<FileMapping, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const used = new Map<string, Set<string>>()
  for (const file of headers.keys())
    used.set(file.file, new Set([...(used.get(file.file) ?? []), ...columnsUsed(file).map(({ column }) => column)]))
  const unused = [...headers].map(([{ file }, header]) => [file, header.filter((column) => !used.get(file)?.has(column))] as const)
  return new Map(unused.filter(([, columns]) => columns.length > 0))
}
