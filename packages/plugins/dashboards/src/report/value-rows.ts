import { addPeriods, type Money, TenureError, type Value } from '@tenure/core/contract'
import type { Aggregate, AggregateGroup, MeasureValue } from '@tenure/core/query'
import type { ReportQuery } from '@tenure/core/report'
import type { z } from 'zod'
import { keyOf } from './group-key.js'
import { mostGroups, type valuesContract } from './report-contract.js'

type Answer = z.output<typeof valuesContract.output>
type Row = Answer['rows'][number]
type Cell = Row['m0']

/** The values of a report as rows: one for each group and currency. Errors: `input.too-large` for more groups than a picture has room for. */
export function toValues(query: ReportQuery, { groups }: Aggregate): Answer {
  if (groups.length > mostGroups) throw tooManyGroups()
  const rows = groups.flatMap((group) => rowsOf(query, group))
  const total = groups.reduce((sum, { count }) => sum + count, 0)
  return { rows: query.by.some(({ period }) => period !== undefined) ? withGaps(query, rows) : rows, total }
}
function tooManyGroups(): TenureError {
  const message = `This report has more than ${mostGroups} groups. Group by something with fewer values, or filter the records.`
  return new TenureError('input.too-large', message, { limit: 'groups', max: mostGroups })
}

function rowsOf({ measures }: ReportQuery, { by, count, measures: found }: AggregateGroup): readonly Row[] {
  let at = 0
  const values = measures.map(({ measure }) => (measure === 'count' ? count : (found[at++] ?? null)))
  const currencies = [...new Set(values.flatMap((value) => (isAmounts(value) ? value.map(({ currency }) => currency) : [])))]
  if (currencies.length === 0) return [toRow(by, count, values.map(toCell))]
  // A number that has no currency is with the first one, so that it is there once.
  return currencies.map((currency, place) =>
    toRow(
      by,
      count,
      values.map((value) =>
        isAmounts(value) ? (value.find((each) => each.currency === currency) ?? null) : place === 0 ? toCell(value) : null,
      ),
      currency,
    ),
  )
}
function toRow(by: readonly Value[], count: number, cells: readonly Cell[], currency?: string): Row {
  const [category = null, series = null] = by as readonly Cell[]
  const [m0 = null, m1 = null, m2 = null, m3 = null] = cells
  const key = keyOf(by, currency)
  return { id: key, category, series, m0, m1, m2, m3, count, key }
}
/** Whether a measure came to amounts, one for each currency. */
export function isAmounts(value: MeasureValue): value is readonly Money[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null && 'currency' in each)
}
// Sums of numbers are exact text; a picture takes them as numbers.
function toCell(value: MeasureValue): Cell {
  if (isAmounts(value)) return null
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : (value as Cell)
}

/** Periods between the first and the last in which nothing is: counts and sums are 0 there, other measures unknown. */
function withGaps(query: ReportQuery, rows: readonly Row[]): Row[] {
  const [first, second] = query.by
  const period = first?.period
  if (period === undefined) return [...rows]
  const known = [...new Set(rows.flatMap(({ category }) => (typeof category === 'string' ? [category] : [])))].sort()
  const days = allPeriods(known, period)
  // Of amounts, what has none is no line of its own: its key would name the records of all currencies.
  const isOfMoney = rows.some((row) => currencyOf(row) !== undefined)
  const lines = new Map(rows.filter((row) => !isOfMoney || currencyOf(row) !== undefined).map((row) => [lineOf(row), row]))
  if (days.length * lines.size > mostGroups * 4) return [...rows]
  const there = new Set(rows.map((row) => `${row.category} ${lineOf(row)}`))
  const added = days.flatMap((day) =>
    [...lines].flatMap(([line, like]) => (there.has(`${day} ${line}`) ? [] : [emptyRow(query, day, second && like.series, like)])),
  )
  return [...rows, ...added].sort((a, b) => comparePlaces(a, b))
}
function allPeriods(known: readonly string[], period: NonNullable<ReportQuery['by'][number]['period']>): readonly string[] {
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return []
  const days: string[] = []
  for (let day = first; day <= last && days.length <= mostGroups; day = addPeriods(day, period, 1)) days.push(day)
  return days
}
const currencyOf = ({ m0, m1, m2, m3 }: Row): string | undefined =>
  [m0, m1, m2, m3].flatMap((cell) => (typeof cell === 'object' && cell !== null ? [cell.currency] : []))[0]
const lineOf = (row: Row): string => `${row.series} ${currencyOf(row) ?? ''}`
function emptyRow({ measures }: ReportQuery, day: string, series: Cell | undefined, like: Row): Row {
  const currency = currencyOf(like)
  const cells = measures.map(({ measure }, at): Cell => {
    if (measure === 'count') return 0
    if (measure !== 'sum') return null
    const known = [like.m0, like.m1, like.m2, like.m3][at]
    return typeof known === 'object' && known !== null ? { amount: '0', currency: known.currency } : known === null ? null : 0
  })
  return toRow(series === undefined ? [day] : [day, series as Value], 0, cells, currency)
}
// Missing ones are last, as the aggregate has them.
function comparePlaces(a: Row, b: Row): number {
  if (a.category === null || b.category === null) return Number(a.category === null) - Number(b.category === null)
  return String(a.category) < String(b.category) ? -1 : String(a.category) > String(b.category) ? 1 : 0
}
