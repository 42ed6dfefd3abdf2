import { expect, test } from 'vitest'
import { chart } from '../../words/en/chart.js'
import { format } from '../../words/en/format.js'
import type { ChartReading } from '../chart/chart-text.js'
import { createFormats } from '../format/formats.js'
import type { PlotSpec } from '../plot/geometry.js'
import { nextMark } from '../plot/roving.js'
import { toPlot } from '../plot/to-plot.js'
import { bigFigures } from './big-figures.js'

const reading: ChartReading = {
  formats: createFormats({ locale: 'en-GB', timeZone: 'UTC', today: '2026-11-17' }, format),
  ...{ currency: 'EUR', me: 'u0', words: format, chart },
  nameOf: (user) => user,
  translate: (text) => text,
}
function specOf(shape: PlotSpec['shape'], values: readonly (readonly (number | null)[])[], more: Partial<PlotSpec> = {}): PlotSpec {
  const points = (list: readonly (number | null)[]) =>
    list.map((value) => (value === null ? undefined : { value, text: String(value), row: { id: '1' } }))
  return {
    ...{ shape, isStacked: false, isLying: false, isTime: false, adds: true, levels: [], width: 600, reading },
    measure: (text) => text.length * 7,
    panel: {
      key: '',
      unit: { format: 'number' },
      series: values.map((list, place) => ({ key: `s${place}`, label: `Row ${place}`, tone: { place }, points: points(list) })),
    },
    categories: (values[0] ?? []).map((_, at) => ({ key: String(at), short: `Part ${at}`, full: '', raw: '', tone: { place: at } })),
    ...more,
  }
}
const textsOf = (spec: PlotSpec) => toPlot(spec).labels.map(({ text }) => text)

test('[DSH-2] a pie has a slice for each value, named with its share; many parts, or one below zero, are bars', () => {
  const pie = toPlot(specOf('pie', [[60, 30, 10]]))
  expect(pie.marks.map(({ slice }) => slice?.tone)).toEqual([{ place: 0 }, { place: 1 }, { place: 2 }])
  expect(pie.labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['Part 0', '60 · 60%', '10 · 10%']))
  for (const values of [Array.from({ length: 9 }, () => 1), [5, -1], [0, 0]])
    expect(toPlot(specOf('pie', [values])).marks.some(({ slice }) => slice !== undefined)).toBe(false)
  expect(toPlot(specOf('pie', [[60, 30, 10]], { width: 240 })).labels.every(({ x }) => x >= 0 && x <= 240)).toBe(true)
})

test('[DSH-2] a funnel has bars around one middle, each with its value and its share', () => {
  const funnel = toPlot(specOf('funnel', [[20, 10, 5]]))
  const middles = funnel.marks.map(({ box }) => box.x + box.width / 2)
  expect(new Set(middles.map(Math.round)).size).toBe(1)
  expect(funnel.marks[0]?.box.width).toBeCloseTo((funnel.marks[1]?.box.width ?? 0) * 2)
  expect(textsOf(specOf('funnel', [[20, 10, 5]]))).toEqual(expect.arrayContaining(['Part 1', '10', '57.1%', '14.3%']))
})

test('[DSH-2] a heat map has a cell for each known value, the darkest for the most, and sums only where values add up', () => {
  const values = [
    [10, null, 2],
    [4, 6, 0],
  ]
  const map = toPlot(specOf('heat-map', values))
  expect(map.marks.map(({ heat }) => heat)).toEqual([5, 2, 3, 4, 1])
  expect(map.labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['Row 0', '12', '14', '22']))
  expect(textsOf(specOf('heat-map', values, { adds: false }))).not.toContain('22')
  const [first] = map.marks
  if (first === undefined) throw new Error('It has cells.')
  const ways = ['ArrowDown', 'ArrowRight'].map((key) => nextMark(map.marks, first, key, map))
  expect(ways.map((mark) => [mark?.series, mark?.category])).toEqual([
    [1, 0],
    [0, 2],
  ])
})

test('[DSH-2] a heat map has no sum where nothing is known, and 0 where the values add up to it', () => {
  const spec = specOf('heat-map', [
    [10, null, 3, null, 0.1],
    [4, null, -3, null, 0.2],
    [null, null, null, null, -0.3],
    [null, null, null, null, null],
  ])
  const feet = toPlot(spec).labels.filter(({ key }) => key.startsWith('foot'))
  expect(feet.map(({ key, text }) => [key, text])).toEqual([
    ['foot 0', '14'],
    ['foot 2', '0'],
    ['foot 4', '0'],
  ])
  expect(toPlot(spec).labels.filter(({ key }) => key.startsWith('sum')).length).toBe(3)
})

test('[DSH-2] a number of several rows has the name of each, and that of its series where there are several', () => {
  const category = (full: string) => ({ key: full, short: full, full, raw: full, tone: { place: 0 } })
  const point = (value: number) => ({ value, text: String(value), row: { id: String(value) } })
  const series = (key: string, ...values: (number | undefined)[]) => ({
    ...{ key, label: `Series ${key}`, tone: { place: 0 } },
    points: values.map((value) => (value === undefined ? undefined : point(value))),
  })
  const labels = (categories: string[], ...all: ReturnType<typeof series>[]) =>
    bigFigures({ categories: categories.map(category), panels: [{ key: 'p', unit: { format: 'number' }, series: all }], levels: [] }).map(
      ({ label, point: { text } }) => `${label}: ${text}`,
    )
  expect(labels(['North'], series('a', 1))).toEqual(['Series a: 1'])
  expect(labels(['North', 'South', 'West'], series('a', 1, undefined, 3))).toEqual(['North: 1', 'West: 3'])
  expect(labels(['North', 'South'], series('a', 1, 2), series('b', 3, 4))).toEqual([
    ...['Series a · North: 1', 'Series b · North: 3', 'Series a · South: 2', 'Series b · South: 4'],
  ])
  const all = {
    categories: ['North', 'South'].map(category),
    panels: [{ key: 'p', unit: { format: 'number' }, series: [series('a', 1, 2)] }],
  }
  expect(new Set(bigFigures({ ...all, levels: [] }).map(({ key }) => key)).size).toBe(2)
})
