import { type ImportRow, importedId } from '@tenure/core'
import type { Cell } from './csv/cell.js'
import type { CsvRecord } from './csv/csv-parser.js'
import { type CsvPiece, readCsv, type UnreadLines } from './csv/csv-reader.js'
import type { FileSource } from './file-source.js'
import { orderFiles, typesNamedById, typesPointedAt } from './mapping/file-order.js'
import { checkHeader, unusedColumns } from './mapping/header-checks.js'
import { invalidMapping } from './mapping/mapping.js'
import type { FileMapping, Mapping } from './mapping/mapping-schema.js'
import { nothingHere, type RecordsHere } from './records-here.js'
import { createRowReader, type Fault, fileId, type ReadRow, type RowLookups, type RowReader } from './row-reader.js'

/** One line of a file: the row that it became, or what is wrong with it. Without either, the mapping says to skip it. */
export interface ImportLine {
  readonly line: number
  readonly cells?: readonly string[]
  readonly row?: ImportRow
  readonly faults?: readonly Fault[]
  /** Links that half a key names. */
  readonly notes?: readonly Fault[]
}
/** Lines of one file that were read together. */
export interface ImportPiece {
  readonly type: string
  readonly file: string
  readonly lines: readonly ImportLine[]
  readonly unread?: UnreadLines
  /** Columns behind a property or association, for naming them in a report. */
  readonly columnsOf: RowReader['columnsOf']
  /** Part of all bytes to read that has been read, from 0 to 1. */
  readonly done: number
}
/** The files of a mapping, checked and ready to be read. */
export interface ImportFiles {
  /** Object types, in the order in which they are read. */
  readonly types: readonly string[]
  /** What tells the files from each other, as rows name them. */
  readonly ids: readonly string[]
  /** Columns that no part of the mapping looks at, by file. */
  readonly unused: ReadonlyMap<string, readonly string[]>
  /** Whether a line has that record, for types that others link to. Known once reading has begun. */
  gives(type: string, externalId: string): boolean
  /**
   * First notes the keys that other files point at, so that a link may lead to a line that comes later. Nothing else is kept of the files.
   * `onIndexing` hears how much of that is done, from 0 to 1. `here` knows the records that keys and names may mean.
   */
  read(onIndexing?: (done: number) => void, here?: RecordsHere): AsyncIterable<ImportPiece>
}

/**
 * Checks every file's header against the mapping.
 *
 * Errors: `input.invalid`, `input.too-large`: a file that is missing or outside the source, a missing column.
 */
export async function openImport(mapping: Mapping, source: FileSource): Promise<ImportFiles> {
  const files = orderFiles(mapping.files)
  const headers = new Map<FileMapping, readonly string[]>()
  for (const file of mapping.files) headers.set(file, checkHeader(mapping, file, await headerOf(mapping, file, source)))
  let index: KeyIndex = { keys: new Map(), users: new Map() }
  return {
    types: [...new Set(files.map(({ objectType }) => objectType))],
    ids: files.map((file) => fileId(mapping, file)),
    unused: unusedColumns(headers),
    gives: (type, externalId) => index.keys.get(type)?.has(externalId) ?? false,
    async *read(onIndexing, here = nothingHere) {
      index = await indexKeys(mapping, files, source, onIndexing)
      yield* readFiles(mapping, files, source, toLookups(mapping, index, here))
    },
  }
}

interface KeyIndex {
  readonly keys: ReadonlyMap<string, Set<string>>
  readonly users: ReadonlyMap<string, string | 'several'>
}

async function indexKeys(
  mapping: Mapping,
  files: readonly FileMapping[],
  source: FileSource,
  onIndexing: ((done: number) => void) | undefined,
): Promise<KeyIndex> {
  const keys = new Map([...new Set(files.flatMap((file) => [...typesPointedAt(file)]))].map((type) => [type, new Set<string>()]))
  const users = new Map<string, string>()
  const known = new Set(files.flatMap((file) => [...typesNamedById(file)]))
  const pointedAt = files
    .filter(({ objectType }) => keys.has(objectType))
    .map((file) => (known.has(file.objectType) ? file : keyOnly(file)))
  const anything: RowLookups = {
    idOf: (_, key) => ({ value: key }),
    userNamed: (name) => ({ value: name }),
    userHere: (text) => ({ value: text }),
    isAmbiguous: () => false,
  }
  for await (const { type, lines, done } of readFiles(mapping, pointedAt, source, anything)) {
    for (const { row } of lines) {
      if (row === undefined) continue
      keys.get(type)?.add(row.externalId)
      const name = row.values['name']
      if (type === 'user' && typeof name === 'string')
        users.set(name, users.get(name) === undefined || users.get(name) === row.externalId ? row.externalId : several)
    }
    onIndexing?.(done)
  }
  return { keys, users }
}
// Links that lead to a line that is wrong are found out when they are made, so the rest of a line need not be read for them.
function keyOnly({ properties: _, stage: __, links: ___, grant: ____, ...file }: FileMapping): FileMapping {
  return file
}
const several = '\0several'

function toLookups({ source }: Mapping, { keys, users }: KeyIndex, here: RecordsHere): RowLookups {
  const id = (externalId: string): Cell => ({ value: importedId(source, externalId) })
  return {
    userHere: (text) => here.user(text),
    isAmbiguous: (type, key) => here.isAmbiguous(type, key),
    idOf(type, key, match) {
      const known = match === undefined ? undefined : here.known(type, key)
      if (known !== undefined) return { value: known }
      if (match !== undefined && here.isAmbiguous(type, key)) return { reason: `several ${type}s have the ${match} ${JSON.stringify(key)}` }
      return keys.get(type)?.has(key) ? id(key) : { reason: `there is no ${type} with the ${match ?? 'key'} ${JSON.stringify(key)}` }
    },
    userNamed(name) {
      const user = users.get(name) ?? users.get(name.trim())
      if (user === several) return { reason: `several users are called ${JSON.stringify(name)}` }
      return user === undefined ? { reason: `no user is called ${JSON.stringify(name)}` } : id(user)
    },
  }
}

async function* readFiles(
  mapping: Mapping,
  files: readonly FileMapping[],
  source: FileSource,
  lookups: RowLookups,
): AsyncGenerator<ImportPiece> {
  const sizes: number[] = []
  for (const file of files) sizes.push(await source.size(file.file))
  const total = sizes.reduce((sum, size) => sum + size, 0) || 1
  let before = 0
  for (const [at, file] of files.entries()) {
    for await (const { bytes, ...piece } of readPieces(mapping, file, source, lookups)) yield { ...piece, done: (before + bytes) / total }
    before += sizes[at] ?? 0
  }
}

async function* readPieces(
  mapping: Mapping,
  file: FileMapping,
  source: FileSource,
  lookups: RowLookups,
): AsyncGenerator<Omit<ImportPiece, 'done'> & { readonly bytes: number }> {
  let reader: RowReader | undefined
  const seen: SeenLines = new Map()
  for await (const { records, unread, bytes } of csvOf(file, source)) {
    const [header] = records
    const rows = reader === undefined ? records.slice(1) : records
    if (reader === undefined && header !== undefined) reader = createRowReader(mapping, file, header.cells, lookups)
    if (reader === undefined) continue
    const lines = toLines(file, reader, rows, seen)
    yield { type: file.objectType, file: file.file, lines, columnsOf: reader.columnsOf, bytes, ...(unread && { unread }) }
  }
}

/** By key, the line that it was on; and what that line said, where several lines may say the same. */
type SeenLines = Map<string, number | { readonly line: number; readonly content: string }>

function toLines(file: FileMapping, reader: RowReader, records: readonly CsvRecord[], seen: SeenLines): readonly ImportLine[] {
  const lines: ImportLine[] = []
  for (const record of records) {
    const read = withoutTwins(file, reader.read(record), seen)
    if (read !== 'again') lines.push({ line: record.line, cells: record.cells, ...(read !== 'skip' && read) })
  }
  return lines
}

// The same key twice in one file would let one line overwrite the other without a word.
function withoutTwins(file: FileMapping, read: ReadRow, seen: SeenLines): ReadRow | 'again' {
  if (read === 'skip' || 'faults' in read || file.externalId === 'lineNumber') return read
  const { line = 0, externalId } = read.row
  const first = seen.get(externalId)
  const content = file.distinct ? JSON.stringify({ ...read.row, line: 0 }) : ''
  if (first === undefined) {
    seen.set(externalId, file.distinct ? { line, content } : line)
    return read
  }
  if (typeof first !== 'number' && first.content === content) return 'again'
  const says = file.distinct ? ' and says something else' : ''
  const reason = `the key ${JSON.stringify(externalId)} is already on line ${typeof first === 'number' ? first : first.line}${says}`
  return { faults: [{ column: file.externalId.join(', '), reason }] }
}

async function headerOf(mapping: Mapping, file: FileMapping, source: FileSource): Promise<readonly string[] | undefined> {
  for await (const { records, unread } of csvOf(file, source)) {
    if (records[0] !== undefined) return records[0].cells
    if (unread !== undefined)
      throw invalidMapping([
        { path: ['files', mapping.files.indexOf(file), 'file'], message: `${file.file} cannot be read. ${unread.reason}` },
      ])
  }
  return undefined
}

async function* csvOf(file: FileMapping, source: FileSource): AsyncGenerator<CsvPiece & { readonly bytes: number }> {
  const counted = { bytes: 0 }
  const options = { delimiter: file.delimiter, encoding: file.encoding }
  for await (const piece of readCsv(bytesOf(source.read(file.file), counted), options)) yield { ...piece, bytes: counted.bytes }
}

async function* bytesOf(chunks: AsyncIterable<Uint8Array>, counted: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    counted.bytes += chunk.length
    yield chunk
  }
}
