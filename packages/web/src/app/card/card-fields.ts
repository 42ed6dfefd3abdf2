import type { Blocks } from '../block/renderer.js'
import { humanise } from '../format/names.js'
import type { Column } from '../grid/columns.js'

/** One value of a card. */
export type CardField = Pick<Column, 'field' | 'label' | 'format' | 'options'>
/** What a card shows, and where: each place takes the first field of its format. */
export interface CardFields {
  readonly name: CardField
  readonly person?: CardField
  readonly amount?: CardField
  readonly date?: CardField
  readonly health?: CardField
  readonly text?: CardField
}
/** A card as it is moved. */
export interface CardOf {
  readonly type: string
  readonly id: string
  readonly name: string
  readonly stage: string
  readonly row: Readonly<Record<string, unknown>> & { readonly id: string }
}

/** The fields of a board's cards, with what its columns know of them. */
export function cardFieldsOf({ fields, table }: Blocks['board'], columns: readonly Column[]): CardFields {
  const shown = fields.map(({ field, label, format }): CardField => {
    const known = columns.find((column) => column.field === field)
    const options = known?.options
    return {
      field,
      label: label ?? known?.label ?? humanise(field),
      format: format ?? known?.format ?? 'text',
      ...(options && { options }),
    }
  })
  const find = (...formats: readonly CardField['format'][]) => shown.find(({ format }) => formats.includes(format))
  const first = table.columns[0]?.field ?? 'name'
  const parts = {
    person: find('user'),
    amount: find('money', 'number', 'percent'),
    date: find('date', 'relative-date'),
    health: find('health'),
    text: find('text'),
  }
  const given = Object.entries(parts).filter(([, part]) => part !== undefined)
  return { name: { field: first, label: humanise(first), format: 'text' }, ...Object.fromEntries(given) }
}

/** The names of the fields that cards need. */
export function askedOf({ name, ...rest }: CardFields): readonly string[] {
  return [name, ...Object.values(rest)].map(({ field }) => field)
}
