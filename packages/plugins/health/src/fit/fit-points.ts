import type { Steps } from '@tenure/core/slices'
import { fitLogistic } from '../statistics/logistic.js'
import { type Bin, binAt, binsOf, type Feature, type Sample, type WeighedBin } from './bins.js'

/** Values of a feature with the points that they earn. */
export interface PointBin {
  readonly bin: Bin
  readonly points: number
}
/** A criterion as it was fitted: whole points, from 0 to its maximum. */
export interface FittedCriterion {
  readonly feature: string
  readonly maximum: number
  readonly bins: readonly PointBin[]
}

const mostCriteria = 10
const leastShare = 0.01

/**
 * Whole points that sum to 100 at most, from a regression on the weight of evidence of each bin. What earns least is dropped until what is left earns
 * something, and there are at most ten criteria. Empty where nothing tells anything.
 */
export function* fitPoints(features: readonly Feature[], sample: Sample): Steps<readonly FittedCriterion[]> {
  let kept: readonly Weighed[] = []
  for (const feature of features) {
    const bins = binsOf(feature, sample)
    if (bins.length > 1) kept = [...kept, { feature, bins, evidence: evidenceOf(feature, bins, sample) }]
    yield
  }
  const stays = sample.places.map((at) => !sample.churned[at])
  while (kept.length > 0) {
    const spans = yield* spansOf(kept, stays)
    const all = spans.reduce((sum, span) => sum + Math.max(0, span), 0)
    const least = Math.min(...spans)
    if (least > 0 && least >= leastShare * all && kept.length <= mostCriteria) return toPoints(kept, spans)
    kept = kept.filter((_, at) => at !== spans.indexOf(least))
  }
  return []
}

interface Weighed {
  readonly feature: Feature
  readonly bins: readonly WeighedBin[]
  readonly evidence: Float64Array
}
// What is missing says neither.
function evidenceOf(feature: Feature, bins: readonly WeighedBin[], { places }: Sample): Float64Array {
  return Float64Array.from(places, (at) => {
    const bin = binAt(bins, feature, at)
    return bin === undefined ? 0 : (bins[bin] as WeighedBin).woe
  })
}
function* spansOf(kept: readonly Weighed[], stays: readonly boolean[]): Steps<readonly number[]> {
  const rows = stays.map((_, row) => kept.map(({ evidence }) => evidence[row] as number))
  yield
  const { coefficients } = yield* fitLogistic({ rows, outcome: stays, ridge: 1e-4 * stays.length })
  return kept.map(({ bins }, at) => (coefficients[at] as number) * spread(bins))
}
function spread(bins: readonly WeighedBin[]): number {
  return Math.max(...bins.map(({ woe }) => woe)) - Math.min(...bins.map(({ woe }) => woe))
}

function toPoints(kept: readonly Weighed[], spans: readonly number[]): readonly FittedCriterion[] {
  const maxima = largestRemainder(spans, 100)
  return kept.map(({ feature, bins }, at) => {
    const maximum = maxima[at] as number
    const least = Math.min(...bins.map(({ woe }) => woe))
    const points = bins.map(({ bin, woe }) => ({ bin, points: Math.round((maximum * (woe - least)) / spread(bins)) }))
    return { feature: feature.id, maximum, bins: points }
  })
}
/** Whole numbers in proportion to the shares that sum to the total. */
export function largestRemainder(shares: readonly number[], total: number): readonly number[] {
  const sum = shares.reduce((all, share) => all + share, 0)
  const exact = shares.map((share) => (share / sum) * total)
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((all, one) => all + one, 0)
  const order = exact.map((one, at) => ({ at, rest: one - Math.floor(one) })).sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (const { at } of order.slice(0, left)) whole[at] = (whole[at] as number) + 1
  return whole
}
