import { TenureError } from '@tenure/core'
import { CsvError, parse } from 'csv-parse'

/** Cells of one record with its first line; `reason` if it is malformed. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
  readonly reason?: string
}
/** The format of a file, and how much of it to read at once. */
export interface CsvOptions {
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  /** Characters of one cell, and bytes of one record. */
  readonly maxCell?: number
  readonly maxRecord?: number
}

/**
 * Records of a CSV file (RFC 4180), as they are read. Blank lines are left out; the first record is the header's.
 *
 * Shape: LF, CRLF and CR end a line; a record with another number of cells than the header, or a stray quote, has a `reason`.
 * Errors: `input.invalid` where the rest cannot be read: bytes of another encoding, a quote that is never closed; `input.too-large`.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, options: CsvOptions = {}): AsyncGenerator<CsvRecord> {
  const { delimiter = ',', encoding = 'utf-8', maxCell = 262_144, maxRecord = 2 ** 20 } = options
  const wellFormed = wellFormedRecord(delimiter)
  let line = 1
  let width: number | undefined
  try {
    for await (const { record, raw } of parsed(decode(bytes, encoding), delimiter, maxRecord)) {
      if (!/^[\r\n]*$/.test(raw)) {
        width ??= record.length
        const reason = problemOf(record, raw, width, wellFormed, maxCell)
        yield reason === undefined ? { line, cells: record } : { line, cells: record, reason }
      }
      line += raw.match(/\r\n|\n|\r/g)?.length ?? 0
    }
  } catch (error) {
    throw readable(error, line, maxRecord)
  }
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly raw: string
}

// Records are read one by one: as a stream, the parser would drop those before an error.
async function* parsed(texts: AsyncIterable<string>, delimiter: string, maxRecord: number): AsyncGenerator<ParsedRecord> {
  let found: ParsedRecord[] = []
  const take = (record: unknown): null => {
    found.push(record as ParsedRecord)
    return null
  }
  const parser = parse({
    delimiter,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: maxRecord,
    on_record: take,
  })
  let failure: unknown
  parser.on('error', (error) => {
    failure ??= error
  })
  parser.resume()
  for await (const text of texts) {
    await new Promise<void>((resolve) => parser.write(text, () => resolve()))
    yield* found
    found = []
    if (failure !== undefined) throw failure
  }
  await new Promise<void>((resolve) => parser.once('close', resolve).end())
  yield* found
  if (failure !== undefined) throw failure
}

// The parser accepts stray quotes, so that one of them does not swallow the following lines; this reports them.
function problemOf(record: readonly string[], raw: string, width: number, wellFormed: RegExp, maxCell: number): string | undefined {
  if (raw.includes('"') && !wellFormed.test(raw))
    return 'A quote is in the wrong place. Quote the whole cell, and double the quotes inside it.'
  if (raw.includes('\0')) return 'A cell contains a NUL character, which text may not contain.'
  if (record.length !== width) return `It has ${record.length} cells, and the header has ${width}.`
  return record.some((cell) => cell.length > maxCell) ? `A cell is longer than ${maxCell} characters.` : undefined
}
function wellFormedRecord(delimiter: string): RegExp {
  const mark = delimiter.replace(/[^\w\s]/g, '\\$&')
  const cell = `(?:"(?:[^"]|"")*"|[^"${mark}\\r\\n]*)`
  return new RegExp(`^${cell}(?:${mark}${cell})*(?:\\r\\n|\\n|\\r)?$`)
}

async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  yield decoder.decode()
}

function readable(error: unknown, line: number, maxRecord: number): unknown {
  const code = error instanceof CsvError ? error.code : (error as { code?: string } | undefined)?.code
  if (code === 'CSV_QUOTE_NOT_CLOSED') return unreadable(line, 'A quote is opened here and never closed.')
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return unreadable(line, 'From here on, the bytes have another encoding. Name it in the mapping, such as "encoding": "windows-1252".')
  if (code !== 'CSV_MAX_RECORD_SIZE') return error
  const message = `Line ${line}: the record is larger than ${maxRecord} bytes. A quote may have been opened and not closed.`
  return new TenureError('input.too-large', message, { limit: 'recordBytes', max: maxRecord })
}
function unreadable(line: number, message: string): TenureError {
  return new TenureError('input.invalid', `Line ${line}: ${message}`, { issues: [{ path: ['line', line], message }] })
}
