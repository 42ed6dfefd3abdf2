/** Counts lines in text that comes in pieces. LF, CRLF and CR end a line; a last line without an end counts too. */
export class LineTally {
  #ended = 0
  #last = ''

  get lines(): number {
    return this.#ended + (this.#last === '' || isEnd(this.#last) ? 0 : 1)
  }

  add(text: string): this {
    this.#ended += lineEnds(text) - (this.#last === '\r' && text.startsWith('\n') ? 1 : 0)
    this.#last = text.at(-1) ?? this.#last
    return this
  }
}

/** How many line ends a text has. */
export function lineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0
}
function isEnd(mark: string): boolean {
  return mark === '\n' || mark === '\r'
}
