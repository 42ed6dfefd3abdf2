/** A requested part of a list. */
export interface Span {
  readonly offset: number
  readonly limit: number
}

/** Rows that one watch holds. */
export const windowSize = 200
/** Windows begin at multiples of this, so that readers of the same list ask the same questions. */
export const windowStep = 50

/**
 * The part of a list to watch for the rows in sight.
 *
 * It does not change while the rows in sight lie inside it with a margin, so a slow scroll requests nothing; a new one has them in its middle.
 */
export function planWindow(now: Span | undefined, first: number, last: number, total: number | undefined): Span {
  const margin = 25
  const end = total === undefined ? last : Math.min(last, total - 1)
  if (now !== undefined && covers(now, Math.max(0, first - margin), end + margin, total)) return now
  const middle = (first + end) / 2
  const offset = Math.max(0, Math.round((middle - windowSize / 2) / windowStep) * windowStep)
  const lastOffset = total === undefined ? offset : Math.max(0, Math.ceil((total - windowSize) / windowStep) * windowStep)
  return { offset: Math.min(offset, lastOffset), limit: windowSize }
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
