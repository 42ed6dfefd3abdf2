import type { Block, Format } from '@tenure/core/block'
import { type ReportMeasure, type ReportPicture, type ReportQuery, unfitFor } from '@tenure/core/report'
import { behindContract, placeBehindContract, valuesContract } from './report-contract.js'
import { nameIn, type ReportProperty, type ReportType } from './report-type.js'

type Chart = Extract<Block, { readonly kind: 'chart' }>
type Group = Chart['category']

const shapes: Readonly<Record<ReportPicture, Chart['shape']>> = {
  number: 'number',
  bar: 'bars',
  line: 'lines',
  area: 'areas',
  pie: 'pie',
  funnel: 'funnel',
  table: 'table',
  'heat-map': 'heat-map',
}
const answers = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

/** The block that draws a report, with the words of the type as the viewer sees it. */
export function reportBlock(title: string, query: ReportQuery, type: ReportType): Block {
  const [first, second] = query.by
  const group = (field: string, grouping: ReportQuery['by'][number] | undefined): Group =>
    grouping === undefined ? { field, label: type.plural } : toGroup(field, grouping, type)
  return Object.freeze({
    kind: 'chart',
    title,
    provider: valuesContract.id,
    input: { query },
    shape: unfitFor(query, query.picture) === undefined ? shapes[query.picture] : 'table',
    category: group('category', first),
    series: query.measures.map((measure, at) => seriesOf(measure, at, type)),
    ...(second !== undefined && { by: group('series', second) }),
    ...(query.stacked && { stacked: true as const }),
    opens: { list: behindTable(query, type), fill: { key: 'key' }, place: placeBehindContract.id },
  } satisfies Chart)
}

function toGroup(field: string, { property: path, period }: ReportQuery['by'][number], type: ReportType): Group {
  const property = type.properties.get(path)
  const label = property?.label ?? nameIn(path)
  if (property === undefined) return { field, label }
  if (period !== undefined) return { field, label, format: 'date', period }
  if (isHealth(property)) return { field, label, format: 'health' }
  const options = property.kind === 'boolean' ? answers : property.options
  const format =
    property.kind === 'user' ? ({ format: 'user' } as const) : property.kind === 'number' ? ({ format: 'number' } as const) : {}
  return {
    field,
    label,
    ...format,
    ...(options.length > 0 && { options: options.map(({ value, label: text }) => ({ value, label: text })) }),
  }
}
function isHealth({ name }: ReportProperty): boolean {
  return name === 'healthStatus' || name.endsWith('.healthStatus')
}
function seriesOf(measure: ReportMeasure, at: number, type: ReportType): Chart['series'][number] {
  const field = `m${at}`
  if (measure.measure === 'count') return { field, label: type.plural, format: 'number' }
  const property = type.properties.get(measure.property)
  const label = property?.label ?? nameIn(measure.property)
  return { field, label, format: formatOf(measure, property?.kind), measure: measure.measure }
}
function formatOf({ measure }: ReportMeasure, kind: string | undefined): Format {
  if (measure === 'distinct') return 'number'
  return kind === 'money' ? 'money' : kind === 'date' || kind === 'datetime' ? 'date' : 'number'
}

function behindTable(query: ReportQuery, type: ReportType): Extract<Block, { readonly kind: 'table' }> {
  return {
    kind: 'table',
    title: type.plural,
    provider: behindContract.id,
    input: { query },
    columns: [
      { field: type.title, label: 'Name' },
      ...[...type.properties.values()]
        .filter(({ name }) => name !== type.title)
        .map((property) => ({ field: property.name, label: property.label, format: columnFormat(property) })),
    ],
    rowActions: [],
    opens: 'record',
  }
}
function columnFormat(property: ReportProperty): Format {
  if (isHealth(property)) return 'health'
  const { kind } = property
  if (kind === 'money' || kind === 'user' || kind === 'number') return kind
  return kind === 'date' || kind === 'datetime' ? 'date' : 'text'
}
