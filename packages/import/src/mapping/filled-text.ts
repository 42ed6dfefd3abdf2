/**
 * A text with its cells inserted. A blank cell is left out, and the blanks around it close up.
 *
 * Empty: a text whose cells are all blank has no value: `null`. A text without cells is always itself.
 */
export function filledText(text: string, cell: (column: string) => string | null): string | null {
  const pieces = text.split(/(\{[^{}]+\})/).filter((piece) => piece !== '')
  const filled = pieces.map((piece) => (isCell(piece) ? cell(piece.slice(1, -1)) || undefined : piece))
  if (pieces.some(isCell) && !pieces.some((piece, at) => isCell(piece) && filled[at] !== undefined)) return null
  let [written, isOpen] = ['', false]
  for (const piece of filled) {
    if (piece !== undefined) written = isOpen ? closedUp(written, piece) : written + piece
    isOpen = piece === undefined || (isOpen && piece.trim() === '')
  }
  return isOpen ? written.trimEnd() : written
}

function isCell(piece: string): boolean {
  return /^\{[^{}]+\}$/.test(piece)
}
// Between two words one blank is left; at an end, or inside a bracket, none.
function closedUp(before: string, after: string): string {
  const [start, end] = [before.trimEnd(), after.trimStart()]
  if (end === '') return before + after
  const needsBlank = start.length + end.length < before.length + after.length && !/(^|[([])$/.test(start) && !/^[)\]]/.test(end)
  return start + (needsBlank ? ' ' : '') + end
}
