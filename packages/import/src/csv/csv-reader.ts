import { CsvParser, type CsvRecord } from './csv-parser.js'
import { LineTally, lineEnds } from './line-tally.js'
import { TextSource } from './text-source.js'

/** The format of a file, and how much of it to read at once. */
export interface CsvOptions {
  /** By default the one that a first line such as `sep=;` names, or else a comma. */
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  /** Characters of one cell, and of one record. */
  readonly maxCell?: number
  readonly maxRecord?: number
}
/** Records as they were read together. The last piece names what could not be read. */
export interface CsvPiece {
  readonly records: readonly CsvRecord[]
  readonly unread?: UnreadLines
}
/** Lines that were not read, first and last, and why. */
export interface UnreadLines {
  readonly from: number
  readonly to: number
  readonly reason: string
}

/** Which lines were not read, and why, as the end of a sentence. */
export function unreadText({ from, to, reason }: UnreadLines): string {
  return `${from === to ? `line ${from} was` : `lines ${from} to ${to} were`} not read. ${reason}`
}

/**
 * Records of a CSV file (RFC 4180), as they are read. Blank lines are left out, and so is a first line `sep=;`; the first record is the header's.
 *
 * Shape: LF, CRLF and CR end a line; a record with another number of cells than the header, or a stray quote, has a `reason`. Bytes of
 * another encoding, a quote that is never closed and a record above the limit end the reading: the last piece has `unread`.
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, options: CsvOptions = {}): AsyncGenerator<CsvPiece> {
  const { encoding = 'utf-8', maxCell = 262_144, maxRecord = 2 ** 20 } = options
  const parserOf = (delimiter = ','): CsvParser => new CsvParser({ delimiter: options.delimiter ?? delimiter, maxCell, maxRecord })
  let parser = parserOf()
  let isFirst = true
  const source = new TextSource(bytes, encoding)
  try {
    for await (const text of source.texts()) {
      const named = isFirst ? namedDelimiter(text) : undefined
      if (named !== undefined) parser = parserOf(named)
      isFirst = false
      // What is left of the line that names it is a blank line, which counts.
      const records = parser.push(named === undefined ? text : text.slice(namingLength))
      if (records.length > 0) yield { records }
      if (parser.isTooLong) break
    }
    const last = source.fault === undefined && !parser.isTooLong ? parser.push('', true) : []
    const reason = problemOf(parser, source, maxRecord)
    yield reason === undefined ? { records: last } : { records: last, unread: { ...(await placeOf(parser, source)), reason } }
  } finally {
    await source.close()
  }
}

const namingLength = 'sep=;'.length
/** The delimiter that the first line of a file names, as Excel reads and writes it. */
export function namedDelimiter(text: string): string | undefined {
  return /^sep=([^"\r\n])(?=[\r\n]|$)/i.exec(text)?.[1]
}

function problemOf(parser: CsvParser, { fault, otherKind }: TextSource, maxRecord: number): string | undefined {
  if (otherKind !== undefined) return otherKind
  if (fault !== undefined) {
    const place = `Line ${parser.line + lineEnds(parser.rest)}, character ${fault.character}`
    const byte = `0x${fault.byte.toString(16).padStart(2, '0').toUpperCase()}`
    return `${place}: the byte ${byte} is not ${fault.encoding}. Name the encoding of the file in the mapping, such as "encoding": "windows-1252".`
  }
  if (parser.isTooLong)
    return `Line ${parser.line}: the record is larger than ${maxRecord} characters. A quote may have been opened and not closed.`
  return parser.rest === '' ? undefined : `Line ${parser.line}: A quote is opened here and never closed.`
}

async function placeOf(parser: CsvParser, source: TextSource): Promise<Omit<UnreadLines, 'reason'>> {
  const tally = new LineTally().add(parser.rest)
  await source.tallyRest(tally)
  return { from: parser.line, to: parser.line + Math.max(tally.lines, 1) - 1 }
}
