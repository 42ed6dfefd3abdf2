import { shortText } from '../chart/chart-text.js'
import { keyOf, type Label, type Mark, type Plot, type PlotSpec } from '../plot/geometry.js'
import { cut } from '../plot/labels.js'
import type { Span } from '../plot/spans.js'

const row = 28
const head = 20
const gap = 2
const steps = 5

/** A cell for each category and series: the darker, the more, with its number in it. Counts and sums have their sums at both edges. */
export function toHeatMap(spec: PlotSpec, spans: readonly Span[]): Plot {
  const { categories, panel, width, measure, adds } = spec
  const left = Math.min(Math.max(...panel.series.map(({ label }) => measure(label))) + 12, width * 0.3)
  const right = adds ? Math.max(...sumTexts(spec, spans, 'series').map(measure)) + 10 : 0
  const cell = Math.max(6, (width - left - right) / Math.max(1, categories.length))
  const height = head + panel.series.length * row + (adds ? head : 0)
  const most = Math.max(...spans.map(({ point }) => point.value))
  const low = Math.min(0, ...spans.map(({ point }) => point.value))
  const marks = spans.map((span): Mark => {
    const box = { x: left + span.category * cell, y: head + span.series * row, width: cell - gap, height: row - gap }
    const share = most === low ? 0 : (span.point.value - low) / (most - low)
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    return { ...span, key: keyOf(span, spec), box, hit: box, at, heat: Math.min(steps, 1 + Math.floor(share * steps)) }
  })
  return {
    ...{ width, height, marks, isLying: false, isDown: true, trails: [], rules: [] },
    columns: [],
    labels: [
      ...headLabels(spec, { left, cell }),
      ...panel.series.map(({ key, label }, at) => side(`row ${key}`, cut(label, left - 12, measure), 0, middleOf(at), 'start')),
      ...marks.flatMap((mark) => cellLabel(spec, mark)),
      ...(adds ? edges(spec, spans, { left, cell, height }) : []),
    ],
  }
}

const middleOf = (series: number): number => head + series * row + row / 2 + 3
function side(key: string, text: string, x: number, y: number, anchor: Label['anchor']): Label {
  return { key, text, x, y, anchor, kind: 'axis' }
}
interface Places {
  readonly left: number
  readonly cell: number
}
function headLabels({ categories, measure }: PlotSpec, { left, cell }: Places): readonly Label[] {
  const every = Math.max(1, Math.ceil(Math.min(56, Math.max(...categories.map(({ short }) => measure(short))) + 8) / cell))
  return categories.flatMap(({ key, short }, at) =>
    at % every === 0 ? [side(`name ${key}`, cut(short, cell * every - 4, measure), left + at * cell + cell / 2 - 1, 13, 'middle')] : [],
  )
}
function cellLabel({ panel, reading, measure }: PlotSpec, { key, at, box, point, heat = 1 }: Mark): readonly Label[] {
  const text = shortText(point.value, panel.unit, reading)
  if (measure(text) > box.width - 2) return []
  return [{ key: `cell ${key}`, text, x: at.x, y: at.y + 4, anchor: 'middle', kind: heat > 3 ? 'on-dark' : 'on-light' }]
}

function sumTexts({ panel, categories, reading }: PlotSpec, spans: readonly Span[], by: 'series' | 'category'): readonly string[] {
  const count = by === 'series' ? panel.series.length : categories.length
  return Array.from({ length: count }, (_, at) => {
    const own = spans.filter((span) => span[by] === at)
    // Where nothing is known there is no sum.
    return own.length === 0 ? '' : shortText(sumOf(own), panel.unit, reading)
  })
}
/** What values add up to. 0.1 and 0.2 less 0.3 is nothing, and not what binary fractions leave of it. */
function sumOf(spans: readonly Span[]): number {
  const values = spans.map(({ point }) => point.value)
  const sum = values.reduce((all, value) => all + value, 0)
  const most = Math.max(...values.map(Math.abs))
  return Math.abs(sum) < most * 1e-12 ? 0 : sum
}
function edges(spec: PlotSpec, spans: readonly Span[], { left, cell, height }: Places & { readonly height: number }): readonly Label[] {
  const fits = (text: string) => text !== '' && spec.measure(text) <= cell
  return [
    ...sumTexts(spec, spans, 'series').flatMap((text, at) =>
      text === '' ? [] : [side(`sum ${at}`, text, spec.width, middleOf(at), 'end')],
    ),
    ...sumTexts(spec, spans, 'category').flatMap((text, at) =>
      fits(text) ? [side(`foot ${at}`, text, left + at * cell + cell / 2 - 1, height - 6, 'middle')] : [],
    ),
    { ...side('all', shortText(sumOf(spans), spec.panel.unit, spec.reading), spec.width, height - 6, 'end'), kind: 'total' },
  ]
}
