import type { Shape } from '../plot/spans.js'
import type { ChartData, Panel, Series } from './chart-data.js'
import type { ChartReading } from './chart-text.js'

interface Summed {
  readonly title: string
  readonly shape: Shape
  readonly data: ChartData
  readonly panel: Panel
  readonly reading: ChartReading
}

/** What a picture shows, in a sentence: its shape, from where to where, and the ends of each series. */
export function summaryOf({ title, shape, data, panel, reading }: Summed): string {
  const { chart: words, formats } = reading
  const { categories } = data
  const count = formats.number(categories.length)
  const span = words.between(categories.length, count, categories[0]?.full ?? '', categories.at(-1)?.full ?? '')
  const currency = data.panels.length > 1 && panel.unit.currency !== undefined ? ` ${panel.unit.currency}` : ''
  const ends = panel.series.map(
    (series) => `${series.label}: ${shape === 'waterfall' ? flowOf(series, words) : endsOf(series, data, words)}`,
  )
  return `${title}${currency}. ${words.shapes[shape]}, ${span}. ${ends.join('. ')}.`
}

function endsOf({ points }: Series, { categories }: ChartData, words: ChartReading['chart']): string {
  const known = points.flatMap((point, at) => (point ? [{ ...point, where: categories[at]?.full ?? '' }] : []))
  const [first, ...others] = known.toSorted((a, b) => a.value - b.value)
  const last = others.at(-1)
  if (first === undefined) return words.gap
  return last === undefined ? `${first.text}, ${first.where}` : words.extremes(first.text, first.where, last.text, last.where)
}
function flowOf({ points }: Series, words: ChartReading['chart']): string {
  const known = points.flatMap((point) => point ?? [])
  return words.flow(known[0]?.text ?? words.gap, known.at(-1)?.text ?? words.gap)
}
