import { type ObjectTypeDefinition, type PropertyDefinition, type SchemaDefinition, TenureError } from '@tenure/core'
import type { ImportPlan, PlanColumn, PlanFile } from '@tenure/core/administration'
import { parseMapping } from '../mapping/mapping.js'
import type { FileMapping, Mapping, PropertyMapping, TypeMapping } from '../mapping/mapping-schema.js'

/** What a plan is compiled with. */
export interface ToMappingOptions {
  readonly source: string
  /** Zone of times that name none. */
  readonly zone: string
  readonly types: SchemaDefinition
  /** Values of a column that becomes a stage, by file and column. */
  readonly stages?: (file: string, column: string) => readonly string[]
}

/** The mapping that a plan says; the same file works in `tenure import`. Errors: `input.invalid`, with the place in the mapping. */
export function toMapping(plan: ImportPlan, options: ToMappingOptions): Mapping {
  const { source, zone, types } = options
  const added: Record<string, TypeMapping> = {}
  const files = plan.files.map((given) => {
    const type = types.get(given.objectType)
    const file = type?.policy === undefined ? given : keyed(given, type)
    if (type !== undefined) addTo(added, type, typeOf(file, type, options))
    return fileOf(file, type, options)
  })
  return parseMapping({ source, zone, ...(Object.keys(added).length > 0 && { objectTypes: added }), files })
}

const keys: Readonly<Record<string, { readonly name: string; readonly label: string }>> = {
  user: { name: 'email', label: 'e-mail address' },
  team: { name: 'name', label: 'name' },
}
// Users and teams are found again by what they are called here, whatever the columns of the file are.
function keyed(file: PlanFile, { name, plural }: ObjectTypeDefinition): PlanFile {
  const key = keys[name]
  const column = file.columns.find(({ becomes }) => becomes.to === 'property' && becomes.name === key?.name)?.column
  if (key !== undefined && column !== undefined) return { ...file, key: [column], match: key.name }
  const message = `${plural} are found by their ${key?.label ?? 'name'}: say which column of ${file.file} it is.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['files', file.file], message }] })
}

function addTo(all: Record<string, TypeMapping>, { name }: ObjectTypeDefinition, more: TypeMapping): void {
  if (Object.keys(more).length === 0) return
  const known = all[name]
  all[name] = {
    ...known,
    ...more,
    ...(known?.properties && more.properties && { properties: { ...known.properties, ...more.properties } }),
  }
}

// New properties, new options of old ones, and a pipeline where the stages are none that the type has.
function typeOf({ file, columns }: PlanFile, type: ObjectTypeDefinition, { stages }: ToMappingOptions): TypeMapping {
  const properties: Record<string, NonNullable<TypeMapping['properties']>[string]> = {}
  for (const { becomes, options = [] } of columns) {
    if (becomes.to === 'new') {
      const { name, kind, label } = becomes
      properties[name] = { kind, label, ...(kind === 'enumeration' && { options }) }
    }
    const known = becomes.to === 'property' && options.length > 0 ? type.properties.find(({ name }) => name === becomes.name) : undefined
    if (known !== undefined) {
      const all = [
        ...(known.options ?? []).map(({ value, label }) => ({ value, label })),
        ...options.map((option) => ({ value: option, label: option })),
      ]
      properties[known.name] = { kind: known.kind, label: known.label, options: all }
    }
  }
  const stageColumn = columns.find(({ becomes }) => becomes.to === 'stage')
  const values = stageColumn === undefined ? [] : (stages?.(file, stageColumn.column) ?? [])
  const isNew = values.length > 0 && matchingPipeline(type, values) === undefined
  return {
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(isNew && { pipelines: [{ value: 'imported', label: 'Imported', stages: values.map(stageOf) }] }),
  }
}

function stageOf(label: string): { readonly value: string; readonly label: string; readonly open: boolean; readonly probability: number } {
  const isWon = /\bwon\b|gewonnen/i.test(label)
  const isOver = isWon || /\blost\b|verloren|closed|geschlossen/i.test(label)
  return { value: stageValue(label), label, open: !isOver, probability: isWon ? 1 : isOver ? 0 : 0.5 }
}
function stageValue(label: string): string {
  return (
    label
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'stage'
  )
}

type Pipeline = NonNullable<ObjectTypeDefinition['pipelines']>[number]
/** The pipeline that has all of these stages, by name or label. */
export function matchingPipeline({ pipelines = [] }: ObjectTypeDefinition, values: readonly string[]): Pipeline | undefined {
  return pipelines.find((pipeline) => values.every((value) => stageNamed(pipeline, value) !== undefined))
}
function stageNamed({ stages }: Pipeline, text: string): string | undefined {
  const plain = text.trim().toLowerCase()
  return stages.find(({ value, label }) => value.toLowerCase() === plain || label.toLowerCase() === plain || value === stageValue(text))
    ?.value
}

function fileOf(file: PlanFile, type: ObjectTypeDefinition | undefined, options: ToMappingOptions): FileMapping {
  const { columns, existing, key, match } = file
  const properties = Object.fromEntries(columns.flatMap((column) => propertyOf(column, type)))
  const title = type?.title
  const links = columns.flatMap(({ column, becomes }) =>
    becomes.to === 'link'
      ? [
          {
            association: becomes.association,
            to: becomes.type,
            columns: [column],
            ...(becomes.match !== undefined && { match: becomes.match }),
          },
        ]
      : [],
  )
  if (title !== undefined && properties[title] === undefined && key.length > 0)
    properties[title] = { kind: 'string', text: titleText(file) } as PropertyMapping
  const cells = Object.fromEntries(
    columns.flatMap(({ column, empty = [] }) =>
      empty.length > 0 ? [[column, { missing: ['', ...empty] }] as [string, { missing: string[] }]] : [],
    ),
  )
  const stage = stageMapping(file, type, options)
  return {
    file: file.file,
    objectType: file.objectType,
    externalId: key.length > 0 ? [...key] : 'lineNumber',
    trim: true,
    ...(match !== undefined && { match }),
    ...(existing === 'leave' && { only: 'create' as const }),
    ...(existing === 'gaps' && { gaps: true as const }),
    ...(file.encoding !== 'utf-8' && { encoding: file.encoding }),
    ...(file.delimiter !== ',' && { delimiter: file.delimiter }),
    ...(Object.keys(cells).length > 0 && { cells }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(stage !== undefined && { stage }),
    ...(links.length > 0 && { links }),
  }
}

// A record without a name of its own is called by what identifies it.
function titleText({ key }: PlanFile): string {
  return key.map((column) => `{${column}}`).join(' ')
}

function stageMapping(
  { file, columns }: PlanFile,
  type: ObjectTypeDefinition | undefined,
  { stages }: ToMappingOptions,
): FileMapping['stage'] {
  const column = columns.find(({ becomes }) => becomes.to === 'stage')
  if (column === undefined || type === undefined) return undefined
  const values = stages?.(file, column.column) ?? []
  const pipeline = matchingPipeline(type, values)
  const spelt = values.map((value) => [value, (pipeline && stageNamed(pipeline, value)) ?? stageValue(value)])
  return { pipeline: pipeline?.value ?? 'imported', column: column.column, stages: Object.fromEntries(spelt) }
}

function propertyOf(column: PlanColumn, type: ObjectTypeDefinition | undefined): readonly (readonly [string, PropertyMapping])[] {
  const { becomes } = column
  if (becomes.to === 'new') return [[becomes.name, readingOf(column, becomes.kind)]]
  if (becomes.to !== 'property') return []
  const property = type?.properties.find(({ name }) => name === becomes.name)
  if (type?.name === 'user' && property?.name === 'primaryTeam')
    return [[property.name, { kind: 'string', column: column.column, idOf: 'team', match: 'name' }]]
  return property === undefined ? [[becomes.name, readingOf(column, 'string')]] : [[property.name, readingOf(column, property.kind)]]
}

function readingOf(
  { column, format = ['YYYY-MM-DD'], decimal, thousands, currency }: PlanColumn,
  kind: PropertyDefinition['kind'],
): PropertyMapping {
  const style = { ...(decimal !== undefined && { decimal }), ...(thousands !== undefined && { thousands }) }
  const formats = format.length === 1 ? (format[0] ?? '') : [...format]
  if (kind === 'number') return { kind, column, ...style }
  if (kind === 'money') return { kind, column, ...style, currencyInCell: true, ...(currency !== undefined && { currency }) }
  if (kind === 'date')
    return { kind, column, format: formats, ...(format.some((each) => each.includes('mm')) && { time: 'drop' as const }) }
  if (kind === 'datetime') return { kind, column, format: formats }
  if (kind === 'user') return { kind, column, by: 'account' }
  return { kind, column } as PropertyMapping
}
