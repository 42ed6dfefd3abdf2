/** Places of a longest rising run of the positions; a negative position is in none. */
export function risingRun(positions: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, position] of positions.entries()) {
    if (position < 0) continue
    const length = firstAtLeast(ends, (end) => (positions[end] ?? -1) >= position)
    previous[index] = ends[length - 1]
    ends[length] = index
  }
  const run = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) run.add(at)
  return run
}

function firstAtLeast(items: readonly number[], reached: (item: number) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (reached(items[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
