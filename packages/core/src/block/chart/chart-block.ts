import { z } from 'zod'
import { type Column, describeRows, type Format, formatSchema, toColumns } from '../field.js'
import { type Reference, rowsOf } from '../reference.js'
import { type From, sourced, toSourced } from '../source.js'
import { type Opens, type OpensData, openingFields, opensSchema, type TableBlock, toOpens } from '../table-block.js'
import { type Behind, type BehindData, behindSchema } from './behind.js'

const shapes = ['bars', 'lines', 'areas', 'waterfall', 'pie', 'funnel', 'heat-map', 'number', 'table'] as const
const measures = ['sum', 'average', 'minimum', 'maximum', 'distinct'] as const
const periods = ['day', 'week', 'month', 'quarter', 'year'] as const
const groupSchema = z
  .strictObject({
    field: z.string(),
    label: z.string().exactOptional(),
    format: formatSchema.exactOptional(),
    /** The values are first days of such periods, as aggregates give them. */
    period: z.enum(periods).exactOptional(),
    /** What stored values are called, in their order; others follow as they come. Periods are in the order of time. */
    options: z
      .array(z.strictObject({ value: z.string(), label: z.string() }).readonly())
      .readonly()
      .exactOptional(),
  })
  .readonly()

const seriesSchema = z
  .strictObject({
    field: z.string(),
    label: z.string().exactOptional(),
    format: formatSchema.exactOptional(),
    /** What the label was worked out by, which the page says in words: *Average ARR*. */
    measure: z.enum(measures).exactOptional(),
  })
  .readonly()

/** Schema of charts. */
export const chartSchema = z
  .strictObject({
    kind: z.literal('chart'),
    ...sourced,
    shape: z.enum(shapes),
    /** What lies along the axis, in the order of the rows. */
    category: groupSchema,
    /** The values; amounts of several currencies are drawn apart, each with a scale of its own. */
    series: z.array(seriesSchema).min(1, 'A chart has at least one series.').readonly(),
    /** Splits each of the series by the values of this field. */
    by: groupSchema.exactOptional(),
    /** Bars on top of each other in place of side by side; areas as well. */
    stacked: z.literal(true).exactOptional(),
    /** Bars from left to right, which leaves room for long names. */
    lying: z.literal(true).exactOptional(),
    /** Of a waterfall: the field that is true where a value is a level, from zero, and not a change. Without it the first and the last row are. */
    levels: z.string().exactOptional(),
    /** What numbers count, in words: `customers`. */
    unit: z.string().exactOptional(),
    /** What a point opens: a record, or the list of the records behind its number. */
    opens: z.union([opensSchema, behindSchema]).exactOptional(),
  })
  .readonly()
/** A picture of numbers over categories. */
export type ChartBlock = z.output<typeof chartSchema>

/**
 * Bars, lines, areas, or a waterfall: an opening, rises and falls, a closing. A pie and a funnel show one series as parts of a whole; a heat map
 * has the categories across and `by` down; a number is the first series, large; a table shows the values alone.
 */
export type ChartShape = (typeof shapes)[number]
/** A field that groups rows, as an axis or a legend shows it. */
export type Grouping<Field extends string> =
  | Field
  | {
      readonly field: Field
      readonly label?: string
      readonly format?: Format
      /** The values are first days of such periods. */
      readonly period?: (typeof periods)[number]
      /** What stored values are called, in their order. */
      readonly options?: readonly { readonly value: string; readonly label: string }[]
    }
/** What a chart is drawn from. Names of fields are those of its rows. */
export type ChartSpec<Row, Asked> = From<{ readonly rows: readonly Row[] }, Asked> & {
  readonly shape: ChartShape
  readonly category: Grouping<keyof NoInfer<Row> & string>
  readonly series: readonly Column<keyof NoInfer<Row> & string>[]
  readonly by?: Grouping<keyof NoInfer<Row> & string>
  readonly stacked?: true
  readonly lying?: true
  readonly levels?: keyof NoInfer<Row> & string
  readonly unit?: string
  readonly opens?: Opens<keyof NoInfer<Row> & string> | Behind<NoInfer<Row>>
}

/**
 * Numbers over categories: one row of the answer for each category, or for each category and value of `by`. A value that is `null` is
 * a gap, never 0. The page has a table of the same values behind it.
 */
export function chart<Row, Asked>(spec: ChartSpec<Row, Asked>): ChartBlock {
  const { shape, category, series, by, stacked, lying, levels, unit, opens } = spec
  const described = describeRows(spec.from.output)
  const toGroup = (given: Grouping<string>) => toColumns([given], described)[0] as z.output<typeof groupSchema>
  return Object.freeze({
    kind: 'chart',
    ...toSourced(spec),
    shape,
    category: toGroup(category),
    series: toColumns(series, described),
    ...(by !== undefined && { by: toGroup(by) }),
    ...(stacked && { stacked }),
    ...(lying && { lying }),
    ...(levels !== undefined && { levels }),
    ...(unit !== undefined && { unit }),
    ...(opens && {
      opens: isBehind(opens)
        ? { list: opens.list, fill: opens.fill, ...(opens.place && { place: opens.place }) }
        : toOpens(opens, described),
    }),
  })
}

/** The list behind the numbers of a chart, where it has one. */
export function listBehind({ opens }: ChartBlock): TableBlock | undefined {
  return isBehind(opens) ? opens.list : undefined
}
function isBehind(opens: Opens<string> | OpensData | Behind<never> | undefined): opens is BehindData {
  return typeof opens === 'object' && 'list' in opens
}

/** What a chart expects of its provider, and of that of the list behind it. */
export function referencesOfChart(block: ChartBlock): readonly Reference[] {
  const { category, series, by, levels, opens } = block
  const opened = isBehind(opens) ? Object.values(opens.fill) : openingFields(opens)
  return [
    ...rowsOf(block, {
      category: [category.field],
      series: series.map(({ field }) => field),
      by: by ? [by.field] : [],
      levels: levels === undefined ? [] : [levels],
      opens: opened,
    }),
    ...(isBehind(opens) ? fillOf(opens) : []),
  ]
}
function fillOf({ list, fill, place }: BehindData): readonly Reference[] {
  const filled = { kind: 'provider', part: 'opens', where: 'input', fields: Object.keys(fill) } as const
  return [{ ...filled, id: list.provider }, ...(place === undefined ? [] : [{ ...filled, id: place }])]
}
