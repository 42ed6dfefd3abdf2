import type { Format } from '@tenure/core/block'
import type { Blocks } from '../block/renderer.js'
import type { ColumnChoice } from '../data/answers.js'
import { humanise } from '../format/names.js'
import { isRight } from '../format/value.js'
import { asItIs, type Translate } from '../language/translate.js'

/** A column to draw. */
export interface Column {
  readonly field: string
  readonly label: string
  readonly format: Format
  readonly isSortable: boolean
  readonly isRight: boolean
  readonly byDefault: boolean
  /** The kind of the property. */
  readonly kind: string
  /** The property that the user may edit in this column; absent where nobody edits it here. */
  readonly edits?: string
  readonly currency?: string
  /** Labels of the values, where the property has a list of them. */
  readonly options?: ColumnChoice['options']
  readonly minWidth: number
  readonly grow: number
  /** The width that the user chose, in pixels. */
  readonly width?: number
  /** It has amounts of several currencies. */
  readonly isMixed?: true
  /** The currency that most of its amounts are in. */
  readonly usualCurrency?: string
}

const widths: Readonly<Record<Format, readonly [min: number, grow: number]>> = {
  text: [100, 1.1],
  number: [80, 0.7],
  money: [96, 0.8],
  percent: [76, 0.6],
  date: [104, 0.9],
  'relative-date': [116, 1.4],
  user: [112, 1.1],
  health: [128, 1.5],
  duration: [96, 0.7],
  repeat: [120, 1.1],
}

type Described = Blocks['table']['columns']

/** All columns that a table can have: what the provider of choices says, else the description's own. */
export function columnsOf(
  described: Described,
  choices: readonly ColumnChoice[] | undefined,
  translate: Translate = asItIs,
): readonly Column[] {
  const own = new Map(described.map((column) => [column.field, column]))
  const all = choices ?? described.map((column) => toChoice(column, translate))
  return all.map((choice, at) => {
    const format = own.get(choice.field)?.format ?? choice.format
    const [minWidth, grow] = at === 0 ? [168, 1.9] : choice.kind === 'datetime' && format === 'relative-date' ? [104, 0.8] : widths[format]
    const { field, sortable, byDefault, kind, options, edits, currency } = choice
    const label = own.get(field)?.label ?? choice.label
    return {
      ...{ field, label, format, kind, byDefault, minWidth, grow },
      isSortable: sortable,
      isRight: isRight(format),
      ...(options !== undefined && { options }),
      ...(edits !== undefined && { edits }),
      ...(currency !== undefined && { currency }),
    }
  })
}
function toChoice({ field, label: given, format = 'text' }: Described[number], translate: Translate): ColumnChoice {
  const label = given ?? translate(humanise(field))
  return { field, label, format, kind: '', sortable: false, byDefault: true }
}

/** A value as the column shows it: one of a list of values by its label, several joined. */
export function toShown({ options, format }: Pick<Column, 'options' | 'format'>, value: unknown): unknown {
  if (options === undefined || format !== 'text' || value === null || value === undefined) return value
  const label = (one: unknown) => options.find((option) => option.value === one)?.label ?? humanise(String(one))
  return Array.isArray(value) ? value.map(label).join(', ') : label(value)
}

/** The fields after one of them has moved by a step; the first stays where it is. */
export function moveField(fields: readonly string[], field: string, step: -1 | 1): readonly string[] {
  const at = fields.indexOf(field)
  const to = at + step
  if (at < 1 || to < 1 || to >= fields.length) return fields
  const next = [...fields]
  next.splice(at, 1)
  next.splice(to, 0, field)
  return next
}

/** Width of the column of boxes, before all others; its place is that of no property. */
const boxWidth = 38
export const boxPlace = -1

/** Columns as CSS grid tracks, and the least width of a row; with a first narrow one for boxes, and a last one of that width where rows have actions. */
export function tracksOf(
  columns: readonly Column[],
  actsWidth: number,
  hasBoxes = false,
): { readonly tracks: string; readonly minWidth: number } {
  const box = hasBoxes ? boxWidth : 0
  const isFixed = columns.every((column) => column.width !== undefined)
  const tracks = columns.map((column, at) => trackOf(column, isFixed && at === columns.length - 1))
  const width = columns.reduce((sum, column) => sum + (column.width ?? column.minWidth), 0)
  const all = [...(hasBoxes ? [`${box}px`] : []), ...tracks, ...(actsWidth > 0 ? [`${actsWidth}px`] : [])]
  return { tracks: all.join(' '), minWidth: width + box + actsWidth }
}
// Where every width is chosen, the last column takes what is left.
function trackOf({ width, minWidth, grow }: Column, takesRest: boolean): string {
  if (width === undefined) return `minmax(${minWidth}px, ${grow}fr)`
  return takesRest ? `minmax(${width}px, 1fr)` : `${width}px`
}

/** Which columns make the two lines of a row on a phone: name and health; date and amount. */
export function phoneColumns(columns: readonly Column[]): { readonly [place in 'who' | 'state' | 'when' | 'much']?: Column } {
  const find = (...formats: readonly Format[]) => columns.slice(1).find((column) => formats.includes(column.format))
  const [who] = columns
  const state = find('health')
  const when = find('relative-date', 'date')
  const much = find('money', 'number', 'percent') ?? find('user', 'text')
  return { ...(who && { who }), ...(state && { state }), ...(when && { when }), ...(much && { much }) }
}
