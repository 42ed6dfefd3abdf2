import type { Steps } from '@tenure/core/slices'

/**
 * The rank of each value, from 1; equal values share the mean of their ranks. Scores have few different values, so these are sorted and not all.
 * `of`: only those for which it holds are ranked, among themselves; the rank of the others is 0.
 */
export function* midranks(values: ArrayLike<number>, of?: (at: number) => boolean): Steps<Float64Array> {
  const counts = new Map<number, number>()
  for (let at = 0; at < values.length; at += 1) {
    if (of !== undefined && !of(at)) continue
    const value = values[at] as number
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  yield
  const rankOf = new Map<number, number>()
  let below = 0
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    rankOf.set(value, below + (count + 1) / 2)
    below += count
  }
  const ranks = new Float64Array(values.length)
  for (let at = 0; at < values.length; at += 1) if (of === undefined || of(at)) ranks[at] = rankOf.get(values[at] as number) as number
  return ranks
}
