import type { Blocks } from '../block/renderer.js'
import type { Row } from '../data/named.js'
import { isMoney } from '../format/is-money.js'
import { textOf } from '../format/value.js'
import { type HealthWord, healthWordOf } from '../part/health.js'
import { type ChartReading, type GroupText, groupText, seriesText, type Unit } from './chart-text.js'

/** One place along the axis. */
export interface Category extends GroupText {
  readonly key: string
  /** How a slice of it differs from the others. */
  readonly tone: Tone
}
/** One value of a series, and the row that has it. */
export interface Point {
  readonly value: number
  /** Whole, with its currency. */
  readonly text: string
  readonly row: Row
}
/** How a series differs from the others: a colour and a pattern by its place, or the mark of a health status. */
export type Tone = { readonly place: number } | { readonly health: HealthWord }
/** Values over the categories; a gap where nothing is known. */
export interface Series {
  readonly key: string
  readonly label: string
  readonly tone: Tone
  readonly points: readonly (Point | undefined)[]
}
/** Series of one unit: what can share a scale. */
export interface Panel {
  readonly key: string
  readonly unit: Unit
  readonly series: readonly Series[]
}
/** What is drawn, and what the table behind it shows. */
export interface ChartData {
  readonly categories: readonly Category[]
  readonly panels: readonly Panel[]
  /** Whether the value of a category is a level and not a change; of a waterfall alone. */
  readonly levels: readonly boolean[]
}

type Block = Blocks['chart']
interface Placed {
  readonly category: number
  readonly series: string
  readonly unit: Unit
  readonly point: Point
}

/** The rows of an answer as series over categories. Amounts of several currencies, and values of several formats, never share a scale. */
export function toChartData(block: Block, rows: readonly Row[], reading: ChartReading): ChartData {
  const { places, categories } = placeRows(block, rows, reading)
  const kinds = seriesOf(block, rows, reading)
  const placed = rows.flatMap((row, at) => pointsOf(block, row, places[at] ?? 0, reading))
  const units = new Map(placed.map(({ unit }) => [keyOf(unit), unit]))
  const panels = [...units].map(([key, unit]) => ({ key, unit, series: fill(kinds, placed, key, categories.length) }))
  return { categories, panels, levels: levelsOf(block, rows, places, categories.length) }
}

function fill(kinds: readonly Omit<Series, 'points'>[], placed: readonly Placed[], unit: string, length: number): readonly Series[] {
  return kinds.flatMap((kind) => {
    const own = placed.filter((each) => each.series === kind.key && keyOf(each.unit) === unit)
    if (own.length === 0) return []
    const byPlace = new Map(own.map(({ category, point }) => [category, point]))
    return [{ ...kind, points: Array.from({ length }, (_, at) => byPlace.get(at)) }]
  })
}
const keyOf = ({ format, currency = '' }: Unit): string => `${format} ${currency}`

/** Where each row lies. Rows of one category share a place, but for those that would hide each other there: two customers of one name. */
function placeRows({ category, by, series }: Block, rows: readonly Row[], reading: ChartReading) {
  const keys = rows.map((row) => groupKey(row[category.field]))
  const taken = new Set<string>()
  const named = rows.map((row, at) => {
    const within = series.map(({ field }) => (isMoney(row[field]) ? row[field].currency : field)).join(' ')
    const inside = `${by ? groupKey(row[by.field]) : ''} ${within}`
    let key = keys[at] ?? ''
    while (taken.has(`${key}\n${inside}`)) key += '\u0000'
    taken.add(`${key}\n${inside}`)
    return key
  })
  const order = inPlace(category.format === 'health' ? { ...category, options: healthOrder } : category, [...new Set(named)])
  const byKey = new Map(order.map((key, at) => [key, at]))
  const categories = order.map((key, place) => {
    const value = rows[named.indexOf(key)]?.[category.field]
    const tone = category.format === 'health' ? { health: healthWordOf(value) } : { place }
    return { key, tone, ...groupText(category, value, reading) }
  })
  return { categories, places: named.map((key) => byKey.get(key) ?? 0) }
}

const healthOrder = ['at-risk', 'neutral', 'healthy'].map((value) => ({ value, label: '' }))

function seriesOf({ series, by }: Block, rows: readonly Row[], reading: ChartReading): readonly Omit<Series, 'points'>[] {
  const groups = by && inOrder(by.format === 'health' ? healthOrder : by.options, [...new Set(rows.map((row) => groupKey(row[by.field])))])
  const all = series.flatMap((one) => (groups ?? [undefined]).map((group) => ({ one, group })))
  return all.map(({ one, group }, place) => {
    const value = by && rows.find((row) => groupKey(row[by.field]) === group)?.[by.field]
    const name = by && groupText(by, value, reading).full
    const label = name === undefined ? seriesText(one, reading) : series.length === 1 ? name : `${seriesText(one, reading)} · ${name}`
    return { key: seriesKey(one.field, group), label, tone: by?.format === 'health' ? { health: healthWordOf(value) } : { place } }
  })
}
const seriesKey = (field: string, group: string | undefined): string => (group === undefined ? field : `${field}\n${group}`)

function pointsOf({ series, by }: Block, row: Row, category: number, reading: ChartReading): readonly Placed[] {
  const group = by && groupKey(row[by.field])
  return series.flatMap(({ field, format = 'number' }) => {
    const value = row[field]
    const number = numberOf(value)
    if (number === undefined) return []
    const unit = isMoney(value) ? { format: 'money', currency: value.currency } : { format }
    return [{ category, series: seriesKey(field, group), unit, point: { value: number, text: textOf(value, format, reading), row } }]
  })
}

// Where a bar ends is a place on a screen; the amount itself is written from its text.
function numberOf(value: unknown): number | undefined {
  const number = isMoney(value) ? Number(value.amount) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function levelsOf({ shape, levels }: Block, rows: readonly Row[], places: readonly number[], length: number): readonly boolean[] {
  if (shape !== 'waterfall') return []
  const said = new Set(levels === undefined ? [0, length - 1] : places.filter((_, at) => rows[at]?.[levels] === true))
  return Array.from({ length }, (_, at) => said.has(at))
}

/** Periods in the order of time, between what comes before and after them; other categories as their options say. */
function inPlace({ period, options }: Block['category'], keys: readonly string[]): readonly string[] {
  if (period === undefined) return inOrder(options, keys)
  const isDay = (key: string) => /^\d{4}-\d\d-\d\d/.test(key)
  const first = keys.findIndex(isDay)
  const others = (isBefore: boolean) => keys.filter((key, at) => !isDay(key) && at < first === isBefore)
  return [...others(true), ...keys.filter(isDay).toSorted(), ...others(false)]
}
/** Named ones first, in their order; others as they come. */
function inOrder(options: Block['category']['options'] = [], keys: readonly string[]): readonly string[] {
  const rank = new Map(options.map(({ value }, at) => [value, at]))
  const rankOf = (key: string) => rank.get(key.replaceAll('\u0000', '')) ?? options.length
  return keys.toSorted((a, b) => rankOf(a) - rankOf(b))
}
function groupKey(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}
