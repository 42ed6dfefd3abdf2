import { shortText } from '../chart/chart-text.js'
import { keyOf, type Mark, type Plot, type PlotSpec } from '../plot/geometry.js'
import { cut } from '../plot/labels.js'
import type { Span } from '../plot/spans.js'

const row = 26
const aside = 12

/** Bars around one middle, as long as their values: names before them, values and shares of the whole after them. */
export function toFunnel(spec: PlotSpec, spans: readonly Span[]): Plot {
  const { categories, width, measure, panel, reading } = spec
  const height = categories.length * row
  const left = Math.min(Math.max(...categories.map(({ short }) => measure(short))) + aside, width * 0.36)
  const texts = spans.map(({ point }) => shortText(point.value, panel.unit, reading))
  const sum = spans.reduce((all, { point }) => all + point.value, 0)
  const shares = spans.map(({ point }) => (sum === 0 ? '' : reading.formats.percent(point.value / sum)))
  const widestOf = (all: readonly string[]) => Math.max(0, ...all.map(measure))
  const [values, parts] = [widestOf(texts) + aside, widestOf(shares) + aside]
  const room = Math.max(20, width - left - values - parts)
  const most = Math.max(1, ...spans.map(({ point }) => point.value))
  const marks = spans.map((span): Mark => {
    const own = Math.max(1, (span.point.value / most) * room)
    const box = { x: left + (room - own) / 2, y: span.category * row + 5, width: own, height: row - 12 }
    const hit = { x: 0, y: span.category * row, width, height: row }
    return { ...span, key: keyOf(span, spec), box, hit, at: { x: box.x + own, y: box.y + box.height / 2 } }
  })
  const line = (category: number) => category * row + row / 2 + 4
  return {
    ...{ width, height, marks, isLying: true, trails: [], rules: [] },
    columns: categories.map((_, at) => ({ x: 0, y: at * row, width, height: row })),
    labels: [
      ...categories.map(({ key, short }, at) => {
        return { key: `name ${key}`, text: cut(short, left - aside, measure), x: 0, y: line(at), anchor: 'start', kind: 'axis' } as const
      }),
      ...spans.flatMap(({ category }, at) => [
        { key: `value ${category}`, text: texts[at] ?? '', x: width - parts, y: line(category), anchor: 'end', kind: 'total' } as const,
        { key: `share ${category}`, text: shares[at] ?? '', x: width, y: line(category), anchor: 'end', kind: 'axis' } as const,
      ]),
    ],
  }
}
