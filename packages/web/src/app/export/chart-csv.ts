import { byteOrderMark, csvLine, neutralise } from '@tenure/core/wire'
import type { ChartData, Panel, Point } from '../chart/chart-data.js'
import { type ChartReading, columnText } from '../chart/chart-text.js'
import { isMoney } from '../format/is-money.js'
import { fileNameOf, saveFile } from './save-file.js'

interface Named {
  readonly title: string
  readonly category: string
  readonly reading: ChartReading
}

/** Saves the values of a chart, in the order of its table. */
export function saveChartCsv(data: ChartData, named: Named): void {
  saveFile(new Blob([byteOrderMark + chartCsv(data, named)], { type: 'text/csv' }), fileNameOf(named.title, 'csv'))
}

/** The values as a file for spreadsheets (SEC-8): numbers for programs, an amount with its currency beside it, names for people. */
export function chartCsv(data: ChartData, { category, reading }: Omit<Named, 'title'>): string {
  const columns = data.panels.flatMap((panel) => panel.series.map((series) => ({ panel, series })))
  const heads = columns.flatMap(({ panel, series }) => {
    const label = columnText(data.panels, panel.unit, series.label, reading.chart)
    return isOfMoney(panel) ? [label, reading.chart.currencyOf(label)] : [label]
  })
  const lines = data.categories.map(({ raw, full, isDay }, at) => [
    neutralise(isDay ? raw : full),
    ...columns.flatMap(({ panel, series }) => cellsOf(panel, series.points[at], series.key)),
  ])
  return [[category, ...heads].map(neutralise), ...lines].map(csvLine).join('')
}

const isOfMoney = ({ unit }: Panel): boolean => unit.currency !== undefined

function cellsOf(panel: Panel, point: Point | undefined, key: string): readonly string[] {
  if (point === undefined) return isOfMoney(panel) ? ['', ''] : ['']
  const value = point.row[key.split('\n')[0] ?? key]
  return isMoney(value) ? [value.amount, value.currency] : [String(value)]
}
