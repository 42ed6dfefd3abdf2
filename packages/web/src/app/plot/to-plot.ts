import { shortText } from '../chart/chart-text.js'
import { toFunnel } from '../whole/to-funnel.js'
import { toHeatMap } from '../whole/to-heat-map.js'
import { isPie, toPie } from '../whole/to-pie.js'
import { across, type Box, besideOf, keyOf, type Mark, type Plot, type PlotSpec, type Rule } from './geometry.js'
import { aboveBar, categoryLabels, endLabels, haveRoom, valueTexts } from './labels.js'
import { toLying } from './lying.js'
import { isIn, type Scale, scaleOf, ticksOf } from './scale.js'
import { type Span, spansOf } from './spans.js'

const widest = 96
const most = 24
const foot = 24

/** Works out a picture of a width. */
export function toPlot(spec: PlotSpec): Plot {
  const spans = spansOf(spec.panel, spec)
  if (spec.shape === 'heat-map') return toHeatMap(spec, spans)
  if (spec.shape === 'funnel') return toFunnel(spec, spans)
  if (spec.shape === 'pie') return isPie(spans) ? toPie(spec, spans) : toLying(spec, spans)
  if (spec.shape === 'lines' || spec.shape === 'areas') return toLines(spec, spans)
  return spec.isLying || isTooNarrow(spec) ? toLying(spec, spans) : toBars(spec, spans)
}

/** Names that do not fit below their bars make the bars lie, where there are not too many. */
function isTooNarrow({ categories, isTime, width, measure }: PlotSpec): boolean {
  if (isTime || categories.length > most || categories.length < 2) return false
  const room = width / categories.length - 8
  return categories.some(({ short }) => measure(short) > room)
}
const heightOf = (width: number): number => (width < 480 ? 200 : width < 1000 ? 240 : 300)

function toBars(spec: PlotSpec, spans: readonly Span[]): Plot {
  const { categories, width, measure } = spec
  const height = heightOf(width)
  const beside = besideOf(spec)
  const draw = (right: number, range: readonly [number, number], hasAxis: boolean) => {
    const scale = scaleOf(spans, spec, range, hasAxis)
    const columns = columnsOf(categories.length, right, height - foot)
    return { scale, columns, marks: spans.map((span) => barOf(span, columns, scale, spec)) }
  }
  // First as if the values were written at the bars; where they have no room, an axis takes their place.
  const highest = Math.max(...spans.map(({ from, to }) => Math.max(from, to)))
  const isLow = spans.some(({ from, to }) => to < from && to <= highest * 0.08)
  const written = draw(width, [height - foot - (isLow ? 16 : 0), 22], false)
  const texts = valueTexts(spec, written.marks)
  const isWritten = haveRoom(texts, written.columns, beside, measure)
  const hasAxis = !isWritten || spec.isStacked
  const range = [height - foot - (isWritten && isLow ? 16 : 0), isWritten ? 22 : 10] as const
  const axis = hasAxis ? axisOf(spec, scaleOf(spans, spec, range, true)) : noAxis
  const { scale, columns, marks } = hasAxis ? draw(width - axis.room, range, true) : written
  const right = width - axis.room
  const xs = columns.map(({ x, width: own }) => x + own / 2)
  return {
    ...{ width, height, marks, columns, isLying: false, trails: [] },
    labels: [
      ...axis.labels,
      ...categoryLabels(spec, { xs, right, y: height - 6, isFromLast: false }),
      ...(isWritten ? valueTexts(spec, marks).map(aboveBar) : []),
    ],
    rules: [...axis.rules, across('zero', 'zero', 0, right, scale(0)), ...(spec.shape === 'waterfall' ? linksOf(marks, scale) : [])],
  }
}

function toLines(spec: PlotSpec, spans: readonly Span[]): Plot {
  const { categories, width, panel } = spec
  const height = heightOf(width)
  const scale = scaleOf(spans, spec, [height - foot, 14], true)
  const axis = axisOf(spec, scale)
  const inner = { left: 4, right: width - axis.room - 4 }
  const xs = categories.map((_, at) => placeOf(at, categories.length, inner))
  const half = xs.length < 2 ? (inner.right - inner.left) / 2 : ((xs[1] ?? 0) - (xs[0] ?? 0)) / 2
  const columns = xs.map((x) => ({ x: x - half, y: 0, width: half * 2, height: height - foot }))
  const marks = spans.map((span) => dotOf(span, { xs, columns, scale, spec }))
  return {
    ...{ width, height, marks, columns, isLying: false },
    trails: panel.series.map((_, series) => trailOf(spec, spans, { series, xs, scale })),
    labels: [
      ...axis.labels,
      ...categoryLabels(spec, { xs, right: inner.right, y: height - 6, isFromLast: true }),
      ...endLabels(spec, marks, scale),
    ],
    rules: [...axis.rules, ...(isIn(0, scale) ? [across('zero', 'zero', 0, inner.right + 4, scale(0))] : [])],
  }
}

interface Axis extends Pick<Plot, 'labels' | 'rules'> {
  /** What it takes of the width. */
  readonly room: number
}
const noAxis: Axis = { room: 0, labels: [], rules: [] }

/** Values at the right edge, and thin lines before them. */
function axisOf({ panel, reading, measure, width }: PlotSpec, scale: Scale): Axis {
  const ticks = ticksOf(scale).map((value) => ({ value, y: scale(value), text: shortText(value, panel.unit, reading) }))
  const room = ticks.reduce((widestOne, { text }) => Math.max(widestOne, measure(text)), 0) + 10
  return {
    room,
    labels: ticks.map(({ value, y, text }) => ({ key: `tick ${value}`, text, x: width, y: y + 4, anchor: 'end', kind: 'axis' })),
    rules: ticks.filter(({ value }) => value !== 0).map(({ value, y }) => across(`grid ${value}`, 'grid', 0, width - room, y)),
  }
}

function columnsOf(count: number, right: number, height: number): readonly Box[] {
  const width = right / Math.max(1, count)
  return Array.from({ length: count }, (_, at) => ({ x: at * width, y: 0, width, height }))
}
function placeOf(at: number, count: number, { left, right }: { readonly left: number; readonly right: number }): number {
  return count === 1 ? (left + right) / 2 : left + (at / (count - 1)) * (right - left)
}

function barOf(span: Span, columns: readonly Box[], scale: Scale, spec: PlotSpec): Mark {
  const beside = besideOf(spec)
  const column = columns[span.category] as Box
  const all = Math.min(column.width * 0.82, widest * beside)
  const own = all / beside
  const x = column.x + (column.width - all) / 2 + (beside > 1 ? span.series * own : 0)
  const width = Math.max(1, own - (beside > 1 ? Math.min(2, own * 0.2) : 0))
  const [top, bottom] = [scale(span.from), scale(span.to)].toSorted((a, b) => a - b) as [number, number]
  const gap = spec.isStacked && bottom - top > 4 ? 1 : 0
  const box = { x, y: top + gap, width, height: Math.max(1, bottom - top - gap) }
  const hit = spec.panel.series.length === 1 ? column : box
  return { ...span, key: keyOf(span, spec), box, hit, at: { x: x + width / 2, y: scale(span.to) } }
}

interface Places {
  readonly xs: readonly number[]
  readonly columns: readonly Box[]
  readonly scale: Scale
  readonly spec: PlotSpec
}
function dotOf(span: Span, { xs, columns, scale, spec }: Places): Mark {
  const at = { x: xs[span.category] ?? 0, y: scale(span.to) }
  const box = { x: at.x - 12, y: at.y - 12, width: 24, height: 24 }
  const hit = spec.panel.series.length === 1 ? (columns[span.category] as Box) : box
  return { ...span, key: keyOf(span, spec), box, hit, at }
}
function trailOf(
  { shape }: PlotSpec,
  spans: readonly Span[],
  { series, xs, scale }: Pick<Places, 'xs' | 'scale'> & { readonly series: number },
): Plot['trails'][number] {
  const own = new Map(spans.filter((span) => span.series === series).map((span) => [span.category, span]))
  const [low = 0] = scale.range()
  return xs.map((x, category) => {
    const span = own.get(category)
    if (span === undefined) return { x, y: low, base: low, isGap: true }
    return { x, y: scale(span.to), base: shape === 'lines' ? low : scale(span.from), isGap: false }
  })
}

/** From the end of each step of a waterfall to where the next begins. */
function linksOf(marks: readonly Mark[], scale: Scale): readonly Rule[] {
  return marks.slice(1).flatMap((mark, at) => {
    const before = marks[at]
    if (before === undefined || before.series !== mark.series) return []
    return [across(`link ${mark.key}`, 'link', before.box.x + before.box.width, mark.box.x, scale(before.to))]
  })
}
