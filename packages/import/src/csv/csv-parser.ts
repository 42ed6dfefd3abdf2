/** Cells of one record with its first line; `reason` if it is malformed. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
  readonly reason?: string
}
/** Limits of one record, in characters. */
export interface CsvLimits {
  readonly delimiter: string
  readonly maxCell: number
  readonly maxRecord: number
}
interface Parsed {
  readonly cells: readonly string[]
  /** Where its text ends, and where the next record begins. */
  readonly end: number
  readonly next: number
  readonly isStray?: true
}
interface Place {
  readonly end: number
  readonly next: number
}

/**
 * Cuts text into the records of a CSV file (RFC 4180), piece by piece. Blank lines are left out. A stray quote spoils its own record and no
 * other. What is not complete yet stays in `rest`.
 */
export class CsvParser {
  readonly #limits: CsvLimits
  #rest = ''
  #line = 1
  #width: number | undefined
  #isLast = false
  #quote = -1

  constructor(limits: CsvLimits) {
    this.#limits = limits
  }

  /** The line on which `rest` begins. */
  get line(): number {
    return this.#line
  }
  get rest(): string {
    return this.#rest
  }
  /** Whether `rest` is longer than a record may be. */
  get isTooLong(): boolean {
    return this.#rest.length > this.#limits.maxRecord
  }

  /** The records that are complete with this text. `isLast`: nothing follows, so the last record needs no line end. */
  push(text: string, isLast = false): CsvRecord[] {
    this.#rest += text
    this.#isLast = isLast
    this.#quote = -1
    const records: CsvRecord[] = []
    let at = 0
    while (at < this.#rest.length) {
      const parsed = this.#record(at)
      if (parsed === undefined || parsed.next - at > this.#limits.maxRecord) break
      if (parsed.end > at) records.push(this.#checked(parsed, at))
      this.#line += this.#linesOf(parsed, at)
      at = parsed.next
    }
    this.#rest = this.#rest.slice(at)
    return records
  }

  // Most lines have no quote: they are cut without looking at each cell.
  #record(start: number): Parsed | undefined {
    const line = this.#lineEnd(start)
    if (this.#nextQuote(start) < (line?.end ?? this.#rest.length)) return this.#quoted(start)
    return line && { ...line, cells: this.#rest.slice(start, line.end).split(this.#limits.delimiter) }
  }

  #nextQuote(start: number): number {
    if (this.#quote < start) {
      const found = this.#rest.indexOf('"', start)
      this.#quote = found === -1 ? Number.POSITIVE_INFINITY : found
    }
    return this.#quote
  }

  #quoted(start: number): Parsed | undefined {
    const cells: string[] = []
    for (let at = start; ; ) {
      const cell = this.#rest[at] === '"' ? this.#quotedCell(at) : this.#plainCell(at)
      if (cell === undefined) return undefined
      cells.push(cell.text)
      if (!cell.isStray && this.#rest[cell.end] === this.#limits.delimiter) at = cell.end + 1
      else {
        const line = this.#lineEnd(cell.end)
        const isStray = cell.isStray || (line !== undefined && line.end !== cell.end)
        return line && { ...line, cells, ...(isStray && { isStray: true }) }
      }
    }
  }

  #quotedCell(start: number): { readonly text: string; readonly end: number; readonly isStray: boolean } | undefined {
    let close = this.#rest.indexOf('"', start + 1)
    while (close !== -1 && this.#rest[close + 1] === '"') close = this.#rest.indexOf('"', close + 2)
    // A quote at the end of the text may be the first of two.
    if (close === -1 || (close + 1 === this.#rest.length && !this.#isLast)) return undefined
    return { text: this.#rest.slice(start + 1, close).replaceAll('""', '"'), end: close + 1, isStray: false }
  }

  #plainCell(start: number): { readonly text: string; readonly end: number; readonly isStray: boolean } | undefined {
    const line = this.#lineEnd(start)
    if (line === undefined) return undefined
    const delimiter = this.#rest.indexOf(this.#limits.delimiter, start)
    const text = this.#rest.slice(start, delimiter === -1 ? line.end : Math.min(delimiter, line.end))
    return { text, end: start + text.length, isStray: text.includes('"') }
  }

  #lineEnd(start: number): Place | undefined {
    const feed = this.#rest.indexOf('\n', start)
    const carriage = this.#carriage(start, feed)
    if (carriage !== -1) {
      if (this.#rest[carriage + 1] === '\n') return { end: carriage, next: carriage + 2 }
      return carriage + 1 === this.#rest.length && !this.#isLast ? undefined : { end: carriage, next: carriage + 1 }
    }
    if (feed !== -1) return { end: feed, next: feed + 1 }
    return this.#isLast ? { end: this.#rest.length, next: this.#rest.length } : undefined
  }

  // Only as far as the line feed: a file without carriage returns would be searched to its end for each line.
  #carriage(start: number, feed: number): number {
    if (feed === -1) return this.#rest.indexOf('\r', start)
    const place = this.#rest.slice(start, feed).indexOf('\r')
    return place === -1 ? -1 : start + place
  }

  #linesOf({ end, next }: Parsed, start: number): number {
    return this.#endsWithin(start, end) + (next > end ? 1 : 0)
  }
  #endsWithin(start: number, end: number): number {
    return this.#rest.slice(start, end).match(/\r\n|\n|\r/g)?.length ?? 0
  }

  #checked(parsed: Parsed, start: number): CsvRecord {
    this.#width ??= parsed.cells.length
    const record = { line: this.#line, cells: parsed.cells }
    const reason = this.#problem(parsed, start)
    return reason === undefined ? record : { ...record, reason }
  }

  #problem(parsed: Parsed, start: number): string | undefined {
    const { cells, isStray, end } = parsed
    const { maxCell } = this.#limits
    const last = this.#line + this.#endsWithin(start, end)
    if (isStray) {
      const lines = last > this.#line ? ` Lines ${this.#line} to ${last} were left out.` : ''
      return `A quote is in the wrong place. Quote the whole cell, and double the quotes inside it.${lines}`
    }
    if (this.#rest.slice(start, end).includes('\0')) return 'A cell contains a NUL character, which text may not contain.'
    if (cells.length !== this.#width) return `It has ${cells.length} cells, and the header has ${this.#width}.`
    return cells.some((cell) => cell.length > maxCell) ? `A cell is longer than ${maxCell} characters.` : undefined
  }
}
