/** What a regression may look at: a number or a choice of each observation; missing ones are `NaN` or `null`. */
export type Feature =
  | { readonly id: string; readonly of: 'number'; readonly values: ArrayLike<number> }
  | { readonly id: string; readonly of: 'choice'; readonly values: readonly (string | null)[] }
/** Values that earn the same points: from one number to before another, or some choices. */
export type Bin = { readonly from?: number; readonly to?: number } | { readonly choice: string }
/** A bin with what became of the observations in it; `woe` is its weight of evidence for staying. */
export interface WeighedBin {
  readonly bin: Bin
  readonly count: number
  readonly churned: number
  readonly woe: number
}
/** Which observations are looked at, and what became of each. */
export interface Sample {
  readonly churned: readonly boolean[]
  readonly places: readonly number[]
}

const mostBins = 5
const leastShare = 0.03

/** Divides a feature by the observations of the sample alone, so that what is judged later has no part in it. */
export function binsOf(feature: Feature, sample: Sample): readonly WeighedBin[] {
  const counted = feature.of === 'number' ? numberBins(feature.values, sample) : choiceBins(feature.values, sample)
  const bad = sample.places.filter((at) => sample.churned[at]).length
  const good = sample.places.length - bad
  return counted.map(({ bin, count, churned }) => ({
    ...{ bin, count, churned },
    woe: Math.log((count - churned + 0.5) / (good + 0.5) / ((churned + 0.5) / (bad + 0.5))),
  }))
}
/** The place of the bin that has the value of an observation; `undefined` where it is missing or of no bin. */
export function binAt(bins: readonly { readonly bin: Bin }[], feature: Feature, at: number): number | undefined {
  const value = feature.values[at] as number | string | null
  const found = bins.findIndex(({ bin }) =>
    'choice' in bin
      ? bin.choice === value
      : (value as number) >= (bin.from ?? Number.NEGATIVE_INFINITY) && (value as number) < (bin.to ?? Number.POSITIVE_INFINITY),
  )
  return found < 0 ? undefined : found
}

interface Counted<B extends Bin = Bin> {
  readonly bin: B
  readonly count: number
  readonly churned: number
}
function choiceBins(values: readonly (string | null)[], { places, churned }: Sample): readonly Counted[] {
  const found = new Map<string, Counted>()
  for (const at of places) {
    const choice = values[at]
    if (choice === null || choice === undefined) continue
    const known = found.get(choice) ?? { bin: { choice }, count: 0, churned: 0 }
    found.set(choice, { ...known, count: known.count + 1, churned: known.churned + (churned[at] ? 1 : 0) })
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

type Range = Counted<{ readonly from?: number; readonly to?: number }>
function numberBins(values: ArrayLike<number>, { places, churned }: Sample): readonly Range[] {
  const known = places.filter((at) => !Number.isNaN(values[at] as number))
  const sorted = Float64Array.from(known, (at) => values[at] as number).sort()
  if (sorted.length === 0) return []
  const cuts = [...new Set(Array.from({ length: 9 }, (_, tenth) => cutAt(sorted, (tenth + 1) / 10)))].sort((a, b) => a - b)
  const counts = Array.from({ length: cuts.length + 1 }, () => ({ count: 0, churned: 0 }))
  for (const at of known) {
    const bin = counts[placeIn(cuts, values[at] as number)] as { count: number; churned: number }
    bin.count += 1
    bin.churned += churned[at] ? 1 : 0
  }
  const ranges = counts.map((one, place): Range => ({ ...one, bin: { ...edge('from', cuts[place - 1]), ...edge('to', cuts[place]) } }))
  return fewer(inDirection(largeEnough(ranges.filter(({ count }, place) => count > 0 || place > 0))))
}
// Two digits, since people read and edit the bounds.
function cutAt(sorted: Float64Array, share: number): number {
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number).toPrecision(2))
}
function placeIn(cuts: readonly number[], value: number): number {
  const place = cuts.findIndex((cut) => value < cut)
  return place < 0 ? cuts.length : place
}
function edge<K extends string>(key: K, value: number | undefined): { readonly [X in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [X in K]?: number })
}

function largeEnough(ranges: readonly Range[]): readonly Range[] {
  const all = ranges.reduce((sum, { count }) => sum + count, 0)
  let bins = ranges
  for (;;) {
    const small = bins.findIndex(({ count }) => count < all * leastShare)
    if (small < 0 || bins.length < 2) return bins
    const [before, after] = [bins[small - 1], bins[small + 1]]
    const joinsBefore = after === undefined || (before !== undefined && before.count < after.count)
    bins = joinAt(bins, joinsBefore ? small - 1 : small)
  }
}
// A number that is better, or worse, the more there is of it: what people can follow, and what chance in one bin cannot bend.
function inDirection(ranges: readonly Range[]): readonly Range[] {
  const up = covariance(ranges) >= 0 ? 1 : -1
  let bins = ranges
  for (;;) {
    const bent = bins.findIndex((bin, at) => at > 0 && (rate(bin) - rate(bins[at - 1] as Range)) * up < 0)
    if (bent < 0) return bins
    bins = joinAt(bins, bent - 1)
  }
}
function covariance(bins: readonly Range[]): number {
  const all = bins.reduce((sum, { count }) => sum + count, 0)
  const mean = bins.reduce((sum, { count }, at) => sum + count * at, 0) / all
  return bins.reduce((sum, bin, at) => sum + bin.count * (at - mean) * rate(bin), 0)
}
function fewer(ranges: readonly Range[]): readonly Range[] {
  let bins = ranges
  while (bins.length > mostBins) {
    const losses = bins.slice(1).map((bin, at) => {
      const before = bins[at] as Range
      return ((rate(bin) - rate(before)) ** 2 * bin.count * before.count) / (bin.count + before.count)
    })
    bins = joinAt(bins, losses.indexOf(Math.min(...losses)))
  }
  return bins
}
function rate({ count, churned }: Range): number {
  return count === 0 ? 0 : churned / count
}
function joinAt(bins: readonly Range[], at: number): readonly Range[] {
  const [a, b] = [bins[at] as Range, bins[at + 1] as Range]
  const joined: Range = {
    bin: { ...edge('from', a.bin.from), ...edge('to', b.bin.to) },
    count: a.count + b.count,
    churned: a.churned + b.churned,
  }
  return [...bins.slice(0, at), joined, ...bins.slice(at + 2)]
}
