import { area, line } from 'd3-shape'
import type { ReactNode } from 'react'
import type { Panel } from '../chart/chart-data.js'
import type { Plot, Trail } from './geometry.js'
import { fillOf } from './patterns.js'
import type { Shape } from './spans.js'
import { dashOf, toneClass } from './tones.js'

const toLine = line<Trail>()
  .defined(({ isGap }) => !isGap)
  .x(({ x }) => x)
  .y(({ y }) => y)
const toArea = area<Trail>()
  .defined(({ isGap }) => !isGap)
  .x(({ x }) => x)
  .y0(({ base }) => base)
  .y1(({ y }) => y)

interface TrailsProps {
  readonly plot: Plot
  readonly panel: Panel
  readonly shape: Shape
  readonly patterns: string
}

/** Lines, and the areas below them, broken where nothing is known. */
export function Trails({ plot, panel, shape, patterns }: TrailsProps): ReactNode {
  return plot.trails.map((trail, at) => {
    const series = panel.series[at]
    if (series === undefined) return null
    const tone = toneClass(series.tone)
    return (
      <g key={series.key}>
        {shape === 'areas' ? <path className={`chart-area ${tone}`} fill={fillOf(patterns, series, at)} d={toArea(trail) ?? ''} /> : null}
        <path className={`chart-trail ${tone}`} strokeDasharray={dashOf(series.tone)} d={toLine(trail) ?? ''} />
      </g>
    )
  })
}
