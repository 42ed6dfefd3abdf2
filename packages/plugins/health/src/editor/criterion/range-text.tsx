import type { PointRange } from '@tenure/core/score'
import type { Text } from '@tenure/web/parts'

/** Points with their sign: `+4`, `−6`, `0`. */
export function signed(points: number, number: (value: number) => string): string {
  return points > 0 ? `+${number(points)}` : number(points)
}
/** How a range is put: `isWhole` where only whole numbers come, `shown` where they are no plain numbers. */
interface RangeWords {
  readonly isBelow: boolean
  readonly isWhole: boolean
  readonly text: Text
  readonly shown?: ((value: number) => string | number) | undefined
}
/** For which values a range gives its points: *10 to 29* of whole numbers, *10 to below 30* of others, *30 or more*, *below 10*. */
export function rangeText({ from, to }: PointRange, { isBelow, isWhole, text, shown = (value) => value }: RangeWords): string {
  if (from === undefined && to === undefined) return text('any value')
  if (from === undefined) return isBelow ? text('up to {to}', { to: shown(to as number) }) : text('below {to}', { to: shown(to as number) })
  if (to === undefined) return isBelow ? text('above {from}', { from: shown(from) }) : text('{from} or more', { from: shown(from) })
  // Says which of its bounds a range has: the next one has the other.
  if (!isWhole || !Number.isInteger(from) || !Number.isInteger(to)) {
    const bounds = { from: shown(from), to: shown(to) }
    return isBelow && from !== 0 ? text('above {from} to {to}', bounds) : text(isBelow ? '{from} to {to}' : '{from} to below {to}', bounds)
  }
  const [first, last] = isBelow ? [from === 0 ? 0 : from + 1, to] : [from, to - 1]
  return first === last ? text('{n} exactly', { n: first }) : text('{from} to {to}', { from: first, to: last })
}
/** Whether a property is a length of time, in milliseconds: people read hours and minutes. */
export function isLength(path: string): boolean {
  return path.endsWith('Ms')
}
