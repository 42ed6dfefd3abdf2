import type { ChartData, Panel, Point } from '../chart/chart-data.js'

/** The shapes that a chart has. */
export type Shape = 'bars' | 'lines' | 'areas' | 'waterfall' | 'pie' | 'funnel' | 'heat-map'
/** Where a value begins and ends on the scale. */
export interface Span {
  readonly series: number
  readonly category: number
  readonly from: number
  readonly to: number
  readonly point: Point
  /** Of a waterfall: not a change, but where things are. */
  readonly isLevel?: boolean
}
/** How values lie on each other. */
export interface Laying {
  readonly shape: Shape
  readonly isStacked: boolean
  readonly levels: ChartData['levels']
}

/** Every value as a span: from zero, from what lies below it, or from where the change before it ended. */
export function spansOf({ series }: Panel, laying: Laying): readonly Span[] {
  const placed = series.flatMap(({ points }, at) => points.flatMap((point, category) => (point ? [{ series: at, category, point }] : [])))
  if (laying.shape === 'waterfall') return waterfall(placed, laying.levels)
  if (laying.isStacked && laying.shape !== 'lines') return stack(placed)
  return placed.map((each) => ({ ...each, from: 0, to: each.point.value }))
}

type Placed = Pick<Span, 'series' | 'category' | 'point'>

// What falls below zero is stacked downwards.
function stack(placed: readonly Placed[]): readonly Span[] {
  const tops = new Map<string, number>()
  return placed.map((each) => {
    const side = `${each.category} ${each.point.value < 0}`
    const from = tops.get(side) ?? 0
    const to = from + each.point.value
    tops.set(side, to)
    return { ...each, from, to }
  })
}

function waterfall(placed: readonly Placed[], levels: readonly boolean[]): readonly Span[] {
  const ends = new Map<number, number>()
  return placed.map((each) => {
    const isLevel = levels[each.category] ?? false
    const from = isLevel ? 0 : (ends.get(each.series) ?? 0)
    const to = from + each.point.value
    ends.set(each.series, to)
    return { ...each, from, to, isLevel }
  })
}

/** The ends of the scale. Bars and areas begin at zero; lines only where it is near, else with some room at both ends. */
export function extentOf(spans: readonly Span[], shape: Shape): readonly [number, number] {
  const ends = spans.flatMap(({ from, to }) => (shape === 'lines' ? [to] : [from, to]))
  const least = Math.min(...ends)
  const most = Math.max(...ends)
  const room = (most - least) * 0.06
  if (shape !== 'lines' || room === 0) return [Math.min(0, least), Math.max(0, most)]
  const isNearZero = Math.min(Math.abs(least), Math.abs(most)) <= most - least
  return isNearZero ? [Math.min(0, least), Math.max(0, most)] : [least - room, most + room]
}
