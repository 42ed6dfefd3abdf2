import { arc, pie } from 'd3-shape'
import { shortText } from '../chart/chart-text.js'
import { keyOf, type Label, type Mark, type Plot, type PlotSpec } from '../plot/geometry.js'
import { cut } from '../plot/labels.js'
import type { Span } from '../plot/spans.js'

/** More slices are told apart by nobody: bars take their place. */
const mostSlices = 8
const least = 0.03

/** Whether the values are few parts of a whole. */
export function isPie(spans: readonly Span[]): boolean {
  const values = spans.map(({ point }) => point.value)
  return spans.length <= mostSlices && values.every((value) => value >= 0) && values.some((value) => value > 0)
}

/** Slices of a ring, each named beside it; the table and the tip have those that are too thin for a name. */
export function toPie(spec: PlotSpec, spans: readonly Span[]): Plot {
  const { width, categories } = spec
  const height = width < 480 ? 200 : 240
  const [cx, cy, radius] = [width / 2, height / 2, Math.min(height / 2 - 22, width / 4)]
  const slices = pie<Span>()
    .sort(null)
    .value(({ point }) => point.value)([...spans])
  const draw = arc<(typeof slices)[number]>()
    .innerRadius(radius * 0.58)
    .outerRadius(radius)
    .cornerRadius(2.5)
    .padAngle(slices.length > 1 ? 0.015 : 0)
  const marks = slices.map((slice): Mark => {
    const [x, y] = draw.centroid(slice)
    const box = { x: cx + x - 12, y: cy + y - 12, width: 24, height: 24 }
    const own = { path: draw(slice) ?? '', origin: { x: cx, y: cy }, tone: categories[slice.data.category]?.tone }
    return { ...slice.data, key: keyOf(slice.data, spec), box, hit: box, at: { x: cx + x, y: cy + y }, slice: own }
  })
  const sum = spans.reduce((all, { point }) => all + point.value, 0)
  const labels = slices.flatMap((slice) => (slice.data.point.value / sum < least ? [] : namesOf(spec, slice, { cx, cy, radius, sum })))
  return { width, height, isLying: false, marks, labels, rules: [], trails: [], columns: [] }
}

interface Circle {
  readonly cx: number
  readonly cy: number
  readonly radius: number
  readonly sum: number
}
interface Slice {
  readonly data: Span
  readonly startAngle: number
  readonly endAngle: number
}
function namesOf(
  { categories, panel, reading, width, measure }: PlotSpec,
  slice: Slice,
  { cx, cy, radius, sum }: Circle,
): readonly Label[] {
  const angle = (slice.startAngle + slice.endAngle) / 2
  const x = cx + Math.sin(angle) * (radius + 12)
  // Two lines that grow away from the ring.
  const y = cy - Math.cos(angle) * (radius + 12) + (Math.cos(angle) > 0.3 ? -10 : Math.cos(angle) < -0.3 ? 8 : 0)
  const isRight = Math.sin(angle) >= 0
  const room = isRight ? width - x : x
  const { value } = slice.data.point
  const text = `${shortText(value, panel.unit, reading)} · ${reading.formats.percent(value / sum)}`
  const name = categories[slice.data.category]?.short ?? ''
  const at = { x, anchor: isRight ? 'start' : 'end' } as const
  return [
    { key: `name ${slice.data.category}`, text: cut(name, room, measure), ...at, y, kind: 'axis' },
    { key: `value ${slice.data.category}`, text: cut(text, room, measure), ...at, y: y + 14, kind: 'total' },
  ]
}
