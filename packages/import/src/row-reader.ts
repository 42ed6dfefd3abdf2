import type { ImportLink, ImportRow, Value, Values } from '@tenure/core'
import { type Cell, type CellContext, type CellReader, compileCell, quoted } from './csv/cell.js'
import type { CsvRecord } from './csv/csv-parser.js'
import { takeBack } from './csv/spreadsheet-text.js'
import { datedColumns, readDates } from './dated-columns.js'
import { filledText } from './mapping/filled-text.js'
import { columnsIn, keyColumns } from './mapping/header-checks.js'
import type { FileMapping, Mapping, PropertyMapping } from './mapping/mapping-schema.js'

/** One reason to reject a line, and its column. */
export interface Fault {
  readonly column?: string
  readonly reason: string
}
/** A line as a row for the core, or what is wrong with it; `skip` where the mapping passes over lines without a key. */
export type ReadRow = { readonly row: ImportRow; readonly notes?: readonly Fault[] } | { readonly faults: readonly Fault[] } | 'skip'
/** What rows may look up in other files. */
export interface RowLookups extends Pick<CellContext, 'idOf' | 'userNamed' | 'userHere'> {
  /** Whether several records here have that key, so that it means none of them. */
  isAmbiguous(type: string, key: string): boolean
}
/** Turns the lines of one file into rows. */
export interface RowReader {
  read(record: CsvRecord): ReadRow
  /** Columns that a property or association of the object type reads. */
  columnsOf(name: string): readonly string[]
}

type Line = CellContext
type Fill = (line: Line) => { readonly name: string; readonly cell: Cell; readonly column?: string | undefined }

/** The reader of one file, whose header is known. */
export function createRowReader(mapping: Mapping, file: FileMapping, header: readonly string[], lookups: RowLookups): RowReader {
  const cellOf = compileCells(mapping, file, header)
  const fills = [
    ...Object.entries(file.properties ?? {}).map(([name, property]) => compileFill(mapping, name, property)),
    ...stageFills(file),
  ]
  const dated = datedColumns(mapping, file)
  const always = alwaysOf(mapping, file)
  const linked = [...new Set((file.links ?? []).map(({ association }) => association))]
  const granted = grantedBy(file)
  return {
    columnsOf: (name) => columnsOf(file, name),
    read(record) {
      if (record.reason !== undefined) return { faults: [{ reason: record.reason }] }
      const line: Line = { ...lookups, cell: (column) => cellOf(column, record) }
      if (isSkipped(file, line)) return 'skip'
      const key = file.externalId === 'lineNumber' ? { key: String(record.line) } : keyOf(file.externalId, line)
      const links = (file.links ?? []).map((link) => linkOf(link, line))
      const faults = [key, ...links].flatMap((part) => ('faults' in part ? part.faults : []))
      if ('key' in key && file.match !== undefined && lookups.isAmbiguous(file.objectType, key.key)) faults.push(ambiguous(file, key.key))
      const notes = links.flatMap((link) => ('notes' in link ? link.notes : []))
      const values: Record<string, Value> = {}
      for (const fill of fills) {
        const { name, cell, column } = fill(line)
        if ('reason' in cell) faults.push(column === undefined ? { reason: cell.reason } : { column, reason: cell.reason })
        else values[name] = cell.value
      }
      const dates = readDates(dated, line)
      faults.push(...dates.faults)
      if (faults.length > 0 || 'faults' in key) return { faults }
      const found = links.flatMap((link) => ('link' in link ? link.link : []))
      const since = dated.length > 0 && { since: dates.since }
      const row = {
        ...always,
        externalId: key.key,
        values: Object.assign(values, granted),
        ...since,
        links: found,
        linked,
        line: record.line,
      }
      if (notes.length === 0) return { row }
      // Half a key does not say that there is no link.
      const half = links.flatMap((link) => ('notes' in link ? link.association : []))
      return { row: { ...row, linked: linked.filter((name) => !half.includes(name)) }, notes }
    },
  }
}

function alwaysOf(mapping: Mapping, file: FileMapping): Pick<ImportRow, 'type' | 'file' | 'only' | 'gaps' | 'overwrite'> {
  const overwrite = [
    ...Object.entries(file.properties ?? {}).flatMap(([name, property]) => (property.overwrite ? name : [])),
    ...(file.stage?.overwrite ? ['pipeline', 'stage'] : []),
    ...(file.links ?? []).flatMap((link) => (link.overwrite ? link.association : [])),
  ]
  return {
    type: file.objectType,
    file: fileId(mapping, file),
    ...(file.only !== undefined && { only: file.only }),
    ...(file.gaps && { gaps: true }),
    ...(overwrite.length > 0 && { overwrite }),
  }
}

/** What tells a file from the others of its mapping; one that is read twice for the same object type is two. */
export function fileId({ files }: Mapping, file: FileMapping): string {
  const same = files.filter(({ file: name, objectType }) => name === file.file && objectType === file.objectType)
  const place = same.indexOf(file)
  return place === 0 ? file.file : `${file.file}#${place + 1}`
}

function isSkipped(file: FileMapping, { cell }: Line): boolean {
  return file.blankKey === 'skip' && keyColumns(file).some((column) => isBlank(cell(column)))
}
function ambiguous(file: FileMapping, key: string): Fault {
  return { column: keyColumns(file).join(', '), reason: `${quoted(key)} is the ${file.match} of several records here` }
}
function isBlank(text: string | null): boolean {
  return text === null || text === ''
}

function grantedBy({ grant = {} }: FileMapping): Values {
  return Object.fromEntries(Object.entries(grant).flatMap(([right, value]) => (value === undefined ? [] : [[right, value as Value]])))
}

function compileCells(
  mapping: Mapping,
  file: FileMapping,
  header: readonly string[],
): (column: string, record: CsvRecord) => string | null {
  const places = new Map(header.map((column, at) => [column, { at, ...file.cells?.[column] }]))
  const usual = new Set(file.missing ?? mapping.missing ?? [''])
  const missing = new Map([...places].map(([column, { missing: own }]) => [column, own === undefined ? usual : new Set(own)]))
  return (column, { cells }) => {
    const place = places.get(column)
    if (place === undefined) return null
    const raw = cells[place.at] ?? ''
    const written = takeBack(raw)
    const text = (place.trim ?? file.trim) ? written.trim() : written
    if (missing.get(column)?.has(text)) return null
    return place.aliases !== undefined && Object.hasOwn(place.aliases, text) ? (place.aliases[text] ?? text) : text
  }
}

function compileFill(mapping: Mapping, name: string, property: PropertyMapping): Fill {
  const reader: CellReader = compileCell(property, mapping.zone)
  const [column] = columnsIn(property)
  return (line) => {
    const text = property.column === undefined ? filledText(property.text ?? '', line.cell) : line.cell(property.column)
    return { name, column, cell: text === null ? { value: null } : reader(text, line) }
  }
}

function stageFills({ stage }: FileMapping): readonly Fill[] {
  if (stage === undefined) return []
  return [
    () => ({ name: 'pipeline', cell: { value: stage.pipeline } }),
    stage.column === undefined
      ? () => ({ name: 'stage', cell: { value: stage.stage ?? null } })
      : ({ cell }) => ({ name: 'stage', column: stage.column, cell: stageOf(stage, cell(stage.column ?? '')) }),
  ]
}
function stageOf({ stages = {}, other, missing }: NonNullable<FileMapping['stage']>, text: string | null): Cell {
  if (text === null) return missing === undefined ? { reason: 'no stage is named' } : { value: missing }
  const stage = Object.hasOwn(stages, text) ? stages[text] : other
  return stage === undefined
    ? { reason: `${quoted(text)} is no stage; known are ${Object.keys(stages).map(quoted).join(', ')}` }
    : { value: stage }
}

function linkOf(
  { association, to, columns, label, required }: NonNullable<FileMapping['links']>[number],
  line: Line,
):
  | { readonly link: readonly ImportLink[] }
  | { readonly faults: readonly Fault[] }
  | { readonly association: string; readonly notes: readonly Fault[] } {
  if (!required && columns.every((column) => line.cell(column) === null)) return { link: [] }
  const key = keyOf(columns, line)
  if ('faults' in key) return required ? key : { association, notes: key.faults }
  const target = {
    association,
    to: { type: to, externalId: key.key },
    ...(label !== undefined && { label }),
    ...(required && { required }),
  }
  return { link: [target] }
}

// Parts of a composite key are joined by a mark that is escaped inside them, so that no two keys meet.
function keyOf(columns: readonly string[], { cell }: Line): { readonly key: string } | { readonly faults: readonly Fault[] } {
  const parts = columns.map((column) => ({ column, text: cell(column) }))
  const faults = parts.flatMap(({ column, text }) => (isBlank(text) ? [{ column, reason: 'the key is missing' }] : []))
  if (faults.length > 0) return { faults }
  const texts = parts.map(({ text }) => text ?? '')
  return {
    key: withoutControls(texts.length === 1 ? (texts[0] ?? '') : texts.map((text) => text.replace(/[%/]/g, encodeURIComponent)).join('/')),
  }
}
/** A key with its control characters percent-encoded, so that it can be part of an id. */
export function withoutControls(key: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return key.replace(/[\u0000-\u001f\u007f]/g, encodeURIComponent)
}

function columnsOf(file: FileMapping, name: string): readonly string[] {
  const property = file.properties?.[name]
  if (property !== undefined) return columnsIn(property)
  const link = file.links?.find(({ association }) => association === name)
  if (link !== undefined) return link.columns
  if (name === 'externalId') return keyColumns(file)
  return file.stage?.column !== undefined && (name === 'stage' || name === 'pipeline') ? [file.stage.column] : []
}
