/** A point is so many units: each mean of up to seven equal parts, and each share of six causes, is whole. */
export const unitsPerPoint = 720_720

/** Points in whole units, rounded once. */
export function toUnits(points: number): number {
  return Math.round(points * unitsPerPoint)
}
/** Units as points. */
export function toPoints(units: number): number {
  return units / unitsPerPoint
}
/** The value within the two bounds. */
export function clampTo(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(Math.max(value, least), most)
}

/** One part of a sum; ties are broken by the id. */
export interface Portion {
  readonly id: string
  readonly value: number
}
/**
 * Whole numbers, one for each portion, that sum to `total`, by the largest remainder: none is a whole one away from its portion where the portions
 * sum to about the total.
 */
export function wholeShares(portions: readonly Portion[], total: number): readonly number[] {
  const shares = portions.map(({ value }) => Math.floor(value))
  const order = portions.map(({ id, value }, place) => ({ id, place, rest: value - Math.floor(value) }))
  order.sort((a, b) => b.rest - a.rest || (a.id < b.id ? -1 : 1))
  let left = total - shares.reduce((sum, share) => sum + share, 0)
  // More than one round only where the portions sum to something else, as with a cut that is not among them.
  for (let at = 0; left !== 0 && order.length > 0; at = (at + 1) % order.length) {
    const step = Math.sign(left)
    const { place } = order[step > 0 ? at : order.length - 1 - at] as (typeof order)[number]
    shares[place] = (shares[place] as number) + step
    left -= step
  }
  return shares
}
