import { shortText } from '../chart/chart-text.js'
import type { Label, Mark, Plot, PlotSpec } from './geometry.js'
import type { Scale } from './scale.js'

/** What is written at a bar: its value, or what its stack comes to. */
export interface ValueText {
  readonly text: string
  /** The bar that it is written at. */
  readonly mark: Mark
  readonly isNegative: boolean
}

/** What is written at bars: each value, or what a stack comes to. */
export function valueTexts({ panel, shape, isStacked, reading }: PlotSpec, marks: readonly Mark[]): readonly ValueText[] {
  const write = (value: number) => shortText(value, panel.unit, reading)
  if (isStacked) return stackTexts(marks, write)
  return marks.map((mark) => {
    const { value } = mark.point
    const sign = shape === 'waterfall' && !mark.isLevel && value > 0 ? '+' : ''
    return { mark, text: sign + write(value), isNegative: value < 0 }
  })
}
function stackTexts(marks: readonly Mark[], write: (value: number) => string): readonly ValueText[] {
  return [...new Set(marks.map(({ category }) => category))].flatMap((category) => {
    const stack = marks.filter((mark) => mark.category === category)
    const mark = stack.reduce<Mark | undefined>((top, each) => (top === undefined || each.to > top.to ? each : top), undefined)
    const sum = stack.reduce((all, { point }) => all + point.value, 0)
    return mark === undefined ? [] : [{ mark, text: write(sum), isNegative: false }]
  })
}

/** Above a bar, or below one that falls. */
export function aboveBar({ mark, text, isNegative }: ValueText): Label {
  const { x, y, width, height } = mark.box
  return { key: `value ${mark.key}`, text, x: x + width / 2, y: isNegative ? y + height + 13 : y - 6, anchor: 'middle', kind: 'value' }
}
/** At the end of the line of a bar that lies. */
export function besideBar({ mark, text }: ValueText, { width }: PlotSpec): Label {
  return { key: `value ${mark.key}`, text, x: width, y: mark.at.y + 4, anchor: 'end', kind: 'total' }
}

interface Below {
  readonly xs: readonly number[]
  readonly right: number
  readonly y: number
  /** The last one is what people look for: it is there before the first. */
  readonly isFromLast: boolean
}

/** Names below the picture: as many as have room, each cut where its own is not enough. */
export function categoryLabels({ categories, isTime, measure }: PlotSpec, { xs, right, y, isFromLast }: Below): readonly Label[] {
  const step = xs.length < 2 ? right : ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) / (xs.length - 1)
  const toLabels = (every: number): readonly Label[] => {
    const room = isTime ? right : Math.max(step * every - 8, 24)
    return categories.flatMap(({ key, short }, at) => {
      if ((isFromLast ? categories.length - 1 - at : at) % every !== 0) return []
      return [place({ key: `name ${key}`, text: cut(short, room, measure), x: xs[at] ?? 0, y, anchor: 'middle', kind: 'axis' })]
    })
  }
  const place = (label: Label): Label => {
    const half = measure(label.text) / 2
    if (label.x - half < 0) return { ...label, x: Math.max(0, label.x - 4), anchor: 'start' }
    return label.x + half > right + 4 ? { ...label, x: right + 4, anchor: 'end' } : label
  }
  let every = isTime ? 1 : Math.max(1, Math.ceil(56 / step))
  while (every < categories.length && isTight(toLabels(every), measure)) every += 1
  return toLabels(every)
}

function isTight(labels: readonly Label[], measure: PlotSpec['measure']): boolean {
  const startOf = ({ x, text, anchor }: Label) => x - measure(text) * (anchor === 'start' ? 0 : anchor === 'end' ? 1 : 0.5)
  return labels.some((label, at) => {
    const before = labels[at - 1]
    return before !== undefined && startOf(before) + measure(before.text) + 8 > startOf(label)
  })
}

/** The last value of each line, where they do not meet: above a line that rises, below one that falls. */
export function endLabels({ panel, reading }: PlotSpec, marks: readonly Mark[], scale: Scale): readonly Label[] {
  const last = panel.series.flatMap((_, at) => marks.findLast(({ series }) => series === at) ?? [])
  const free = last.filter((mark) => last.every((other) => other === mark || Math.abs(other.at.y - mark.at.y) >= 24))
  const low = Math.max(...scale.range())
  return free.map((mark) => {
    const before = marks.findLast(({ series, category }) => series === mark.series && category < mark.category)
    const isBelow = before !== undefined && before.at.y < mark.at.y && mark.at.y + 20 < low
    const text = shortText(mark.point.value, panel.unit, reading)
    return { key: `end ${mark.key}`, text, x: mark.at.x + 4, y: mark.at.y + (isBelow ? 20 : -10), anchor: 'end', kind: 'total' }
  })
}

/** A text in a room, its end left out where it is longer. */
export function cut(text: string, room: number, measure: PlotSpec['measure']): string {
  if (measure(text) <= room) return text
  const letters = [...text]
  while (letters.length > 1 && measure(`${letters.join('')}…`) > room) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Whether each text has its own room above its bar. */
export function haveRoom(texts: readonly ValueText[], columns: Plot['columns'], beside: number, measure: PlotSpec['measure']): boolean {
  const room = (columns[0]?.width ?? 0) - 4
  const own = beside === 1 ? room : Math.min(...texts.map(({ mark }) => mark.box.width + 2))
  return texts.length > 0 && texts.every(({ text }) => measure(text) <= own)
}
