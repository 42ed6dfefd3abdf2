import type { Words } from '../../words/en/index.js'
import type { Blocks } from '../block/renderer.js'
import { humanise } from '../format/names.js'
import type { Reading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import { healthWordOf } from '../part/health.js'

/** How values are read here, with the words of charts. */
export interface ChartReading extends Reading {
  readonly chart: Words['chart']
}
/** What values are: numbers of one format, or amounts of one currency. */
export interface Unit {
  readonly format: string
  readonly currency?: string
}
type Group = Blocks['chart']['category']
type Period = NonNullable<Group['period']>

/** A category or a group as an axis has room for it, as a sentence says it, and as it is stored. */
export interface GroupText {
  readonly short: string
  readonly full: string
  readonly raw: string
  /** A day, which a file has as it is stored. */
  readonly isDay?: boolean
}

/** A category or a group in an axis, in a sentence, and in a file. */
export function groupText({ format = 'text', period, options = [] }: Group, value: unknown, reading: ChartReading): GroupText {
  const raw = value === null || value === undefined ? '' : String(value)
  if (format === 'health') return { ...both(reading.words.health[healthWordOf(value)]), raw }
  const named = options.find((option) => option.value === raw)?.label
  if (named !== undefined) return { short: named, full: named, raw }
  if (raw === '') return { ...both(reading.chart.unset), raw }
  if (period !== undefined && /^\d{4}-\d\d-\d\d$/.test(raw)) return { ...periodText(period, raw, reading), raw, isDay: true }
  const text = textOf(value, format, reading)
  return { short: format === 'date' ? reading.formats.day(raw) : text, full: text, raw }
}
const both = (text: string) => ({ short: text, full: text })

/** A period by its first day: `Nov`, and `November 2026`; the year is on the axis where it begins. */
function periodText(period: Period, day: string, { formats, chart }: ChartReading): { readonly short: string; readonly full: string } {
  const at = Date.parse(day)
  const { locale } = formats.env
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(at)
  const year = day.slice(0, 4)
  switch (period) {
    case 'year':
      return both(year)
    case 'quarter':
      return both(chart.quarter(String(Math.ceil(Number(day.slice(5, 7)) / 3)), year))
    case 'month':
      return { short: write({ month: 'short', year: 'numeric' }), full: write({ month: 'long', year: 'numeric' }) }
    case 'week':
      return { short: formats.day(day), full: chart.weekOf(formats.dayFull(day)) }
    case 'day':
      return { short: formats.day(day), full: formats.dayFull(day) }
  }
}

/** What a series is called. */
export function seriesText({ field, label, measure }: SeriesName, { translate, chart }: ChartReading): string {
  const name = label ?? translate(humanise(field))
  return measure === undefined || measure === 'sum' ? name : chart.measured[measure](name)
}
type SeriesName = Pick<Blocks['chart']['series'][number], 'field' | 'label' | 'measure'>

/** What a column of values is called: the series, and its currency where there are several. */
export function columnText(panels: { readonly length: number }, { currency }: Unit, label: string, words: Words['chart']): string {
  return panels.length > 1 && currency !== undefined ? words.of(label, currency) : label
}

/** A value as short as an axis or a bar needs it: `€666K`, `71 %`. */
export function shortText(value: number, { format, currency }: Unit, { formats }: Reading): string {
  if (format === 'percent') return formats.percent(value)
  if (format === 'duration') return formats.duration(value)
  const compact = { notation: 'compact', maximumSignificantDigits: 3, signDisplay: 'negative' } as const
  if (currency !== undefined) return formats.money({ amount: String(value), currency }, 'axis')
  return new Intl.NumberFormat(formats.env.locale, compact).format(value).replace('-', '\u2212')
}
