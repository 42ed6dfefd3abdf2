/** A requested part of a list. */
export interface Span {
  readonly offset: number
  readonly limit: number
}

/** How much of a list is watched at once. */
export interface Reach {
  /** Rows that one watch holds. */
  readonly size: number
  /** Windows begin at multiples of this, so that readers of the same list ask the same questions. */
  readonly step: number
  /** So many rows before the edge of the window the next one is requested: what a scroll passes until it is there. */
  readonly margin: number
  /** What stays behind the rows in sight while one scrolls: more than the margin wherever the window begins, or it would turn back. */
  readonly behind: number
  /** With more rows in sight, there is no room to look ahead. */
  readonly mostInSight: number
}
/** Of a list of rows. */
export const rowsReach: Reach = { size: 200, step: 50, margin: 40, behind: 75, mostInSight: 60 }
/** Of a column of cards: they are higher than rows, and several columns are watched side by side. */
export const cardsReach: Reach = { size: 120, step: 30, margin: 16, behind: 34, mostInSight: 40 }

/**
 * The part of a list to watch for the rows in sight.
 *
 * It does not change while the rows in sight lie inside it with a margin, so a slow scroll requests nothing; a new one reaches further where the
 * scroll goes, and after a jump it has them in its middle.
 */
export function planWindow(now: Span | undefined, first: number, last: number, total: number | undefined, reach: Reach = rowsReach): Span {
  const { size, step, margin } = reach
  const end = total === undefined ? last : Math.min(last, total - 1)
  if (now !== undefined && covers(now, Math.max(0, first - margin), end + margin, total)) return now
  const offset = Math.max(0, Math.round((first - above(now, first, end, reach)) / step) * step)
  const lastOffset = total === undefined ? offset : Math.max(0, Math.ceil((total - size) / step) * step)
  return { offset: Math.min(offset, lastOffset), limit: size }
}

/** How many rows the window has above those in sight. */
function above(now: Span | undefined, first: number, end: number, { size, margin, behind, mostInSight }: Reach): number {
  const room = size - (end - first)
  if (now === undefined || end - first > mostInSight || !touches(now, first, end)) return room / 2
  return first < now.offset + margin ? room - behind : behind
}

function touches({ offset, limit }: Span, first: number, end: number): boolean {
  return first < offset + limit && end >= offset
}

function covers(span: Span, first: number, last: number, total: number | undefined): boolean {
  const end = total === undefined ? last : Math.min(last, total - 1)
  return span.offset <= first && span.offset + span.limit > end
}

/**
 * How far the rows in sight have moved, in rows: the middle one of their moves, so that a single row that changed place moves nothing.
 * 0 when none of them is still there.
 */
export function shiftOf(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, inSight: readonly string[]): number {
  const moves = inSight.flatMap((id) => {
    const was = before.get(id)
    const is = after.get(id)
    return was === undefined || is === undefined ? [] : [is - was]
  })
  moves.sort((a, b) => a - b)
  return moves[Math.floor(moves.length / 2)] ?? 0
}
