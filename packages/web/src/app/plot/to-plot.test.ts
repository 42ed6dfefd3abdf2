import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chart } from '../../words/en/chart.js'
import { format } from '../../words/en/format.js'
import type { ChartReading } from '../chart/chart-text.js'
import { createFormats } from '../format/formats.js'
import type { Label, Plot, PlotSpec } from './geometry.js'
import { nextMark } from './roving.js'
import { toPlot } from './to-plot.js'

const reading: ChartReading = {
  formats: createFormats({ locale: 'en-GB', timeZone: 'UTC', today: '2026-11-17' }, format),
  ...{ currency: 'EUR', me: 'u0', words: format, chart },
  nameOf: (user) => user,
  translate: (text) => text,
}
const measure = (text: string) => text.length * 7
const letters = [...'abcdefghijklmnopqrstuvwxyz']
function specOf(values: readonly (readonly (number | null)[])[], more: Partial<PlotSpec> = {}): PlotSpec {
  const points = (list: readonly (number | null)[]) =>
    list.map((value) => (value === null ? undefined : { value, text: String(value), row: { id: '1' } }))
  return {
    ...{ shape: 'bars', isStacked: false, isLying: false, isTime: true, adds: true, levels: [], width: 600, measure, reading },
    panel: {
      key: '',
      unit: { format: 'number' },
      series: values.map((list, place) => ({ key: letters[place] ?? '', label: '', tone: { place }, points: points(list) })),
    },
    categories: (values[0] ?? []).map((_, at) => ({ key: String(at), short: `Nov ${at}`, full: '', raw: '', tone: { place: 0 } })),
    ...more,
  }
}
const zeroOf = ({ rules }: Plot) => rules.find(({ kind }) => kind === 'zero')
const texts = ({ labels }: Plot, kind: Label['kind']) => labels.filter((label) => label.kind === kind).map(({ text }) => text)

test('[SDK-13] bars grow from a zero line, those below zero downwards, and a gap has none', () => {
  const plot = toPlot(specOf([[40, null, -20]]))
  const zero = zeroOf(plot)?.y1 ?? 0
  expect(plot.marks.map(({ category, box }) => [category, box.y + box.height <= zero + 1e-6, box.y >= zero - 1e-6])).toEqual([
    [0, true, false],
    [2, false, true],
  ])
  expect((plot.marks[0]?.box.height ?? 0) / (plot.marks[1]?.box.height ?? 1)).toBeCloseTo(2)
  expect(texts(plot, 'value')).toEqual(['40', '\u221220'])
})
test('[SDK-13] a stack ends at its sum, which is written above it', () => {
  const plot = toPlot(
    specOf(
      [
        [10, 20],
        [30, null],
      ],
      { isStacked: true },
    ),
  )
  expect(texts(plot, 'value')).toEqual(['40', '20'])
  expect(plot.marks.map(({ from, to }) => [from, to])).toEqual([
    [0, 10],
    [0, 20],
    [10, 40],
  ])
})
test('[BEY-10] a waterfall goes from the opening over rises and falls to the closing, each from where the last ended', () => {
  const levels = [true, false, false, true]
  const plot = toPlot(specOf([[100, 30, -50, 80]], { shape: 'waterfall', levels }))
  expect(plot.marks.map(({ from, to }) => [from, to])).toEqual([
    [0, 100],
    [100, 130],
    [130, 80],
    [0, 80],
  ])
  expect(texts(plot, 'value')).toEqual(['100', '+30', '\u221250', '80'])
})
test('[SDK-13] a line is broken where nothing is known, and begins above zero only with its axis written', () => {
  const plot = toPlot(specOf([[0.91, null, 0.93]], { shape: 'lines' }))
  expect(plot.trails[0]?.map(({ isGap }) => isGap)).toEqual([false, true, false])
  expect(zeroOf(plot)).toBeUndefined()
  expect(texts(plot, 'axis').length).toBeGreaterThan(3)
})
test('[SDK-13] names that have no room below their bars are written before bars that lie', () => {
  const names = ['Donaudampfschifffahrt', 'The Worshipful Company of Makers'].map((short, at) => ({
    key: String(at),
    short,
    full: short,
    raw: short,
    tone: { place: at },
  }))
  const plot = toPlot(specOf([[1, 2]], { categories: names, isTime: false, width: 200 }))
  expect(plot.isLying).toBe(true)
  expect(texts(plot, 'axis').map((text) => text.endsWith('…'))).toEqual([true, true])
})
test('[SDK-13] nothing leaves the picture and no two names meet, from 320 to 3840 pixels', () => {
  const value = fc.option(
    fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    { freq: 6 },
  )
  const drawn = fc.record({
    width: fc.integer({ min: 260, max: 3800 }),
    values: fc
      .integer({ min: 1, max: 60 })
      .chain((count) => fc.array(fc.array(value, { minLength: count, maxLength: count }), { minLength: 1, maxLength: 5 })),
    shape: fc.constantFrom('bars', 'lines', 'areas', 'waterfall'),
    isStacked: fc.boolean(),
    isLying: fc.boolean(),
    isTime: fc.boolean(),
  })
  fc.assert(
    fc.property(drawn, ({ values, ...more }) => {
      const plot = toPlot(specOf(values, more))
      if (plot.marks.length === 0) return
      for (const { box, at } of plot.marks) {
        expect(Math.min(box.width, box.height)).toBeGreaterThan(0)
        expect([at.x >= -0.5, at.x <= plot.width + 0.5, at.y >= -0.5, at.y <= plot.height + 0.5]).toEqual([true, true, true, true])
      }
      for (const { kind, ...ends } of plot.rules)
        if (kind !== 'link') expect([ends.y1, ends.y2].every((y) => y >= -0.5 && y <= plot.height + 0.5)).toBe(true)
      for (const { y } of plot.labels) expect([y >= 0, y <= plot.height + 4]).toEqual([true, true])
      const names = plot.labels.filter(({ key, kind }) => kind === 'axis' && key.startsWith('name'))
      const ends = names.map(({ x, text, anchor }) => x - measure(text) * (anchor === 'start' ? 0 : anchor === 'end' ? 1 : 0.5))
      if (!plot.isLying && names.length > 1)
        ends.slice(1).forEach((start, at) => {
          expect(start).toBeGreaterThanOrEqual((ends[at] ?? 0) + measure(names[at]?.text ?? ''))
        })
    }),
    { numRuns: 300 },
  )
})
test('[SDK-13] arrow keys go from point to point along the axis and across the series; over a gap to the next', () => {
  const plot = toPlot(
    specOf([
      [1, null, 3],
      [4, 5, 6],
    ]),
  )
  const go = (from: number, ...keys: readonly string[]) => {
    const start = plot.marks[from]
    const end = keys.reduce((mark, key) => mark && nextMark(plot.marks, mark, key, { isLying: false }), start)
    return end && [end.series, end.category]
  }
  expect(go(0, 'ArrowRight')).toEqual([0, 2])
  expect(go(0, 'ArrowUp', 'ArrowRight')).toEqual([1, 1])
  expect(go(0, 'ArrowUp', 'ArrowRight', 'ArrowDown')).toEqual([1, 1])
  expect([go(0, 'End'), go(0, 'End', 'Home'), go(0, 'ArrowLeft')]).toEqual([
    [0, 2],
    [0, 0],
    [0, 0],
  ])
  expect(go(0, 'a')).toBeUndefined()
})
