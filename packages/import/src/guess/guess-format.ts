import { CsvParser } from '../csv/csv-parser.js'
import { namedDelimiter } from '../csv/csv-reader.js'

/** How a file is written, as far as its beginning tells. */
export interface FileFormat {
  readonly encoding: string
  readonly delimiter: string
}

const delimiters = [',', ';', '\t', '|'] as const

/** Guesses encoding and delimiter from the first bytes of a file. */
export function guessFormat(head: Uint8Array): FileFormat {
  const encoding = guessEncoding(head)
  const text = new TextDecoder(encoding).decode(head)
  return { encoding, delimiter: namedDelimiter(text) ?? guessDelimiter(text) }
}

// Bytes that are not UTF-8 are nearly always of Windows: every one of its bytes is a character.
function guessEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  try {
    // A character may be cut at the end of the head.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

// The one that cuts most lines into the same number of cells, more than one.
function guessDelimiter(text: string): string {
  let best: { readonly delimiter: string; readonly score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const widths = new CsvParser({ delimiter, maxCell: 262_144, maxRecord: 2 ** 20 }).push(text).map(({ cells }) => cells.length)
    const [width = 1] = widths
    const score = width < 2 ? 0 : (widths.filter((each) => each === width).length / widths.length) * Math.min(width, 4)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
