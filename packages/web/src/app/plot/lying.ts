import { type Box, besideOf, keyOf, type Mark, type Plot, type PlotSpec, type Rule } from './geometry.js'
import { besideBar, cut, valueTexts } from './labels.js'
import { type Scale, scaleOf } from './scale.js'
import type { Span } from './spans.js'

const aside = 12

/** Bars from left to right: names before them, values after them. */
export function toLying(spec: PlotSpec, spans: readonly Span[]): Plot {
  const { categories, width, measure } = spec
  const beside = besideOf(spec)
  const row = beside === 1 ? 26 : beside * 16 + 12
  const height = categories.length * row
  const left = Math.min(Math.max(...categories.map(({ short }) => measure(short))) + aside, width * 0.42)
  const columns = categories.map((_, at) => ({ x: 0, y: at * row, width, height: row }))
  const draw = (right: number) => {
    const scale = scaleOf(spans, spec, [left + 1, Math.max(left + 20, right)], false)
    return { scale, marks: spans.map((span) => barOf(span, columns, scale, spec)) }
  }
  const widest = valueTexts(spec, draw(width).marks).reduce((most, { text }) => Math.max(most, measure(text)), 0)
  const { scale, marks } = draw(width - widest - aside)
  return {
    ...{ width, height, marks, columns, isLying: true, trails: [] },
    labels: [
      ...categories.map(({ key, short }, at) => {
        const text = cut(short, left - aside, measure)
        return { key: `name ${key}`, text, x: 0, y: at * row + row / 2 + 4, anchor: 'start', kind: 'axis' } as const
      }),
      ...valueTexts(spec, marks).map((text) => besideBar(text, spec)),
    ],
    rules: [
      { key: 'zero', kind: 'zero', x1: scale(0), x2: scale(0), y1: 0, y2: height },
      ...(spec.shape === 'waterfall' ? linksOf(marks, scale) : []),
    ],
  }
}

function barOf(span: Span, columns: readonly Box[], scale: Scale, spec: PlotSpec): Mark {
  const beside = besideOf(spec)
  const column = columns[span.category] as Box
  const own = (column.height - 10) / beside
  const [start, end] = [scale(span.from), scale(span.to)].toSorted((a, b) => a - b) as [number, number]
  const y = column.y + 6 + (beside > 1 ? span.series * own : 0)
  const gap = spec.isStacked && end - start > 4 ? 1 : 0
  const box = { x: start, y, width: Math.max(1, end - start - gap), height: own - 2 }
  const hit = spec.panel.series.length === 1 ? column : box
  return { ...span, key: keyOf(span, spec), box, hit, at: { x: scale(span.to), y: y + box.height / 2 } }
}

/** From the end of each step of a waterfall to where the next begins. */
function linksOf(marks: readonly Mark[], scale: Scale): readonly Rule[] {
  return marks.slice(1).flatMap((mark, at) => {
    const before = marks[at]
    if (before === undefined || before.series !== mark.series) return []
    const end = scale(before.to)
    return [{ key: `link ${mark.key}`, kind: 'link', x1: end, x2: end, y1: before.box.y + before.box.height, y2: mark.box.y } as const]
  })
}
