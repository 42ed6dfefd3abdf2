import { type ScaleLinear, scaleLinear } from 'd3-scale'
import type { PlotSpec } from './geometry.js'
import { extentOf, type Span } from './spans.js'

/** From values to places. */
export type Scale = ScaleLinear<number, number>

/** The scale of some spans between two places. Where it has an axis it ends at round values. */
export function scaleOf(
  spans: readonly Span[],
  { shape }: Pick<PlotSpec, 'shape'>,
  range: readonly [number, number],
  hasAxis: boolean,
): Scale {
  const [least, most] = extentOf(spans, shape)
  const scale = scaleLinear([least, least === most ? least + 1 : most], range)
  return hasAxis ? rounded(scale) : scale
}
/** Round values from one end of a scale that ends at such values to the other: at least two, at most four. */
export function ticksOf(scale: Scale): readonly number[] {
  const [least, most] = scale.domain()
  const offers = counts.map((count) => thinned(scale.ticks(count)))
  const fine = offers.find((ticks) => isFew(ticks) && ticks[0] === least && ticks.at(-1) === most)
  return fine ?? scale.ticks(2)
}

const counts = [3, 2, 5, 4, 6]
const isFew = ({ length }: readonly number[]): boolean => length >= 2 && length <= 4
const spanOf = (scale: Scale): number => Math.abs((scale.domain()[1] ?? 0) - (scale.domain()[0] ?? 0))

// d3 takes a number of ticks as a hint. Of what it offers, the first that is not much longer than the values, else the shortest.
function rounded(given: Scale): Scale {
  const offers = counts.map((count) => {
    const scale = given.copy().nice(count)
    return { scale, ticks: thinned(scale.ticks(count)), waste: spanOf(scale) / spanOf(given) }
  })
  const fine = offers.filter(({ ticks }) => isFew(ticks))
  const shortest = fine.toSorted((a, b) => a.waste - b.waste)[0]
  return (fine.find(({ waste }) => waste <= 1.25) ?? shortest)?.scale ?? given.nice(2)
}
function thinned(ticks: readonly number[]): readonly number[] {
  const every = [1, 2, 3].find((step) => (ticks.length - 1) % step === 0 && (ticks.length - 1) / step <= 3) ?? 1
  return ticks.filter((_, at) => at % every === 0)
}
/** Whether a value is on the scale. */
export function isIn(value: number, scale: Scale): boolean {
  const [least = 0, most = 0] = scale.domain()
  return value >= least && value <= most
}
