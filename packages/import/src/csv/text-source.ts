import { LineTally, lineEnds } from './line-tally.js'

/** The first bytes that are not of the encoding: the line, counted in the text given so far, and the character in that line. */
export interface EncodingFault {
  readonly encoding: string
  readonly character: number
  readonly byte: number
}

/** What often comes with the name of a CSV file and is none, by its first bytes; and what to do with it. */
const otherKinds: readonly { readonly sign: readonly number[]; readonly text: string }[] = [
  {
    sign: [0x50, 0x4b, 0x03, 0x04],
    text: 'It is a workbook (.xlsx) or another ZIP archive. Save the sheet as CSV, or unpack the archive.',
  },
  { sign: [0xd0, 0xcf, 0x11, 0xe0], text: 'It is a workbook (.xls). Save the sheet as CSV.' },
  { sign: [0x1f, 0x8b], text: 'It is compressed by gzip. Unpack it first.' },
  { sign: [0x25, 0x50, 0x44, 0x46], text: 'It is a PDF. A CSV file is expected.' },
  { sign: [0xff, 0xfe, 0, 0], text: 'It is in UTF-32. Save it in UTF-8.' },
  { sign: [0, 0, 0xfe, 0xff], text: 'It is in UTF-32. Save it in UTF-8.' },
]
function otherKindOf(bytes: Uint8Array): string | undefined {
  return otherKinds.find(({ sign }) => sign.every((byte, at) => bytes[at] === byte))?.text
}

/** A block that has no line end is cut at this size, in bytes. */
const maxBlock = 4 * 2 ** 20
const nothing = new Uint8Array(0)

/**
 * Decodes a file into text, whole lines at a time, so that bytes of another encoding end the text at the line before them. A byte-order
 * mark decides the encoding, whatever was named.
 */
export class TextSource {
  readonly #bytes: AsyncIterator<Uint8Array>
  readonly #wanted: string
  #encoding = ''
  #left: Uint8Array = nothing
  #fault: EncodingFault | undefined
  #otherKind: string | undefined

  constructor(bytes: AsyncIterable<Uint8Array>, encoding: string) {
    this.#bytes = bytes[Symbol.asyncIterator]()
    this.#wanted = encoding
  }

  /** What ended the text early. */
  get fault(): EncodingFault | undefined {
    return this.#fault
  }

  /** What the bytes are, where they are no text: nothing of them is given. */
  get otherKind(): string | undefined {
    return this.#otherKind
  }

  async *texts(): AsyncGenerator<string> {
    let decoder: TextDecoder | undefined
    for (let isLast = false; !isLast; ) {
      const next = await this.#bytes.next()
      isLast = next.done === true
      const bytes = isLast ? this.#left : joined(this.#left, next.value)
      this.#left = bytes
      // The longest sign has four bytes.
      if (bytes.length < 4 && !isLast) continue
      decoder ??= new TextDecoder(this.#detected(bytes), { fatal: true })
      if (this.#otherKind !== undefined) return
      const end = isLast ? bytes.length : wholeLines(bytes, decoder.encoding)
      const { text, rest = end } = this.#decode(decoder, bytes.subarray(0, end), isLast)
      this.#left = bytes.subarray(rest)
      if (text !== '') yield text
      if (this.#fault !== undefined) return
    }
  }

  /** Adds the lines that were not given as text. */
  async tallyRest(tally: LineTally): Promise<void> {
    const decoder = new TextDecoder(this.#encoding)
    tally.add(decoder.decode(this.#left, { stream: true }))
    for (let next = await this.#bytes.next(); next.done !== true; next = await this.#bytes.next())
      tally.add(decoder.decode(next.value, { stream: true }))
  }

  async close(): Promise<void> {
    await this.#bytes.return?.()
  }

  #detected(bytes: Uint8Array): string {
    const [first, second, third] = bytes
    this.#otherKind = otherKindOf(bytes)
    const mark =
      first === 0xff && second === 0xfe
        ? 'utf-16le'
        : first === 0xfe && second === 0xff
          ? 'utf-16be'
          : first === 0xef && second === 0xbb && third === 0xbf
            ? 'utf-8'
            : undefined
    this.#encoding = mark ?? this.#wanted
    return this.#encoding
  }

  #decode(decoder: TextDecoder, block: Uint8Array, isLast: boolean): { readonly text: string; readonly rest?: number } {
    try {
      return { text: decoder.decode(block, { stream: !isLast }) }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return this.#decodeUpToFault(block)
    }
  }

  // Gives the lines before the fault, and where the line of the fault begins.
  #decodeUpToFault(block: Uint8Array): { readonly text: string; readonly rest: number } {
    const decoder = new TextDecoder(this.#encoding, { fatal: true })
    let [text, line, rest, start] = ['', '', 0, 0]
    try {
      for (let at = 0; at < block.length; at++) {
        const more = decoder.decode(block.subarray(at, at + 1), { stream: true })
        if (more === '') continue
        line += more
        start = at + 1
        if (lineEnds(more) === 0) continue
        text += line
        line = ''
        rest = start
      }
    } catch {
      // The character that begins at `start` cannot be read.
    }
    this.#fault = { encoding: this.#encoding, character: line.length + 1, byte: block[start] ?? 0 }
    return { text, rest }
  }
}

// No multi-byte encoding but UTF-16 has the byte of a line end inside another character.
function wholeLines(bytes: Uint8Array, encoding: string): number {
  if (bytes.length > maxBlock) return bytes.length - (bytes.length % 2)
  if (!encoding.startsWith('utf-16')) return Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13)) + 1
  const low = encoding === 'utf-16le' ? 0 : 1
  for (let at = bytes.length - (bytes.length % 2) - 2; at >= 0; at -= 2) {
    const [unit, other] = [bytes[at + low], bytes[at + 1 - low]]
    if (other === 0 && (unit === 10 || unit === 13)) return at + 2
  }
  return 0
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
