import { TenureError } from '@tenure/core'
import { readCsv } from '../csv/csv-reader.js'
import type { FileSource } from '../file-source.js'
import { guessFormat } from './guess-format.js'
import type { FileSample } from './guess-plan.js'

/** So many lines of a file are looked at. */
const mostRows = 500
const headBytes = 65_536

/** The beginning of a file, in the format that it seems to have. Errors: `input.invalid` where nothing of it can be read, such as of a workbook. */
export async function readSample(source: FileSource, name: string, upload = name): Promise<FileSample> {
  const format = guessFormat(await headOf(source, name))
  const rows: (readonly string[])[] = []
  for await (const { records, unread } of readCsv(source.read(name), format)) {
    if (rows.length + records.length === 0 && unread !== undefined) throw unreadable(`${name} cannot be read. ${unread.reason}`)
    rows.push(...records.filter(({ reason }) => reason === undefined).map(({ cells }) => cells))
    if (rows.length > mostRows) break
  }
  const [header = [], ...lines] = rows
  return { upload, file: name, ...format, header, rows: lines.slice(0, mostRows) }
}

async function headOf(source: FileSource, name: string): Promise<Uint8Array> {
  for await (const chunk of source.read(name)) return chunk.subarray(0, headBytes)
  return new Uint8Array(0)
}

function unreadable(message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
