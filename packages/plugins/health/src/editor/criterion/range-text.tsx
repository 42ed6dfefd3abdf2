import type { PointRange } from '@tenure/core/score'
import type { Text } from '@tenure/web/parts'

/** Points with their sign: `+4`, `−6`, `0`. */
export function signed(points: number, number: (value: number) => string): string {
  return points > 0 ? `+${number(points)}` : number(points)
}
/** For which values a range gives its points: *10 to 29* of whole numbers, *10 to below 30* of others, *30 or more*, *below 10*. */
export function rangeText(
  { from, to }: PointRange,
  { isBelow, isWhole, text }: { readonly isBelow: boolean; readonly isWhole: boolean; readonly text: Text },
): string {
  if (from === undefined && to === undefined) return text('any value')
  if (from === undefined) return isBelow ? text('up to {to}', { to: to as number }) : text('below {to}', { to: to as number })
  if (to === undefined) return isBelow ? text('above {from}', { from }) : text('{from} or more', { from })
  if (!isWhole || !Number.isInteger(from) || !Number.isInteger(to)) return betweenText({ from, to }, isBelow, text)
  const [first, last] = isBelow ? [from === 0 ? 0 : from + 1, to] : [from, to - 1]
  return first === last ? text('{n} exactly', { n: first }) : text('{from} to {to}', { from: first, to: last })
}
// Says which of its bounds a range has: the next one has the other.
function betweenText(bounds: { readonly from: number; readonly to: number }, isBelow: boolean, text: Text): string {
  if (!isBelow) return text('{from} to below {to}', bounds)
  return bounds.from === 0 ? text('{from} to {to}', bounds) : text('above {from} to {to}', bounds)
}
