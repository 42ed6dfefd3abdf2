import type { Address } from '../address/address.js'
import type { Blocks } from '../block/renderer.js'
import { askedInput } from '../control/input-controls.js'
import type { SavedView } from '../data/answers.js'
import type { ListQuestion } from '../data/list-window.js'
import { fillIn } from '../data/use-filled-in.js'
import { type Condition, conditionsOf } from '../quick/quick-filter.js'
import { openingFields } from '../row/opened-record.js'

type TableBlock = Blocks['table']

/** What a list in stages asks besides. */
export interface Staging {
  /** Of two object types that play the role of the list, the one that is meant. */
  readonly object?: string | undefined
  /** Absent until the pipelines are known: nothing is asked before. */
  readonly filters: readonly Condition[] | undefined
  /** It is laid out as a board, whose columns watch their own records. */
  readonly isBoard: boolean
}

/**
 * What a table asks its provider for, by the address, the view and the fields of its columns. `undefined` while it needs an open record and none
 * is open.
 */
export function questionOf(
  table: TableBlock,
  address: Address,
  view: SavedView | undefined,
  fields: readonly string[],
  staging?: Staging,
): ListQuestion | undefined {
  const filters = [...conditionsOf(address.quick, table.quickFilters ?? []), ...(staging?.filters ?? [])]
  const windowed =
    table.views !== undefined || table.columnChoices !== undefined || table.search === true || table.quickFilters !== undefined
  const filled = fillIn(askedInput(table.provider, table.input, table.controls ?? [], address.inputs ?? []), address.open?.id)
  if (filled === undefined) return undefined
  const input = {
    ...filled.input,
    ...(staging?.object && { object: staging.object }),
    ...(view === undefined ? {} : { view: view.id }),
    ...(address.filter === undefined ? {} : { where: address.filter }),
    ...(address.search === '' ? {} : { search: address.search }),
    ...(filters.length === 0 ? {} : { filters }),
    ...(isArchived(table, address) && { archived: true }),
    ...(address.sort.length === 0 ? {} : { sort: address.sort }),
    ...(table.columnChoices === undefined ? {} : { columns: fields }),
  }
  const asksNothing = filled.input === undefined && Object.keys(input).length === 0
  return { provider: table.provider, windowed, ...(!asksNothing && { input }), ...(staging?.isBoard && { isCounted: true }) }
}

/** Whether a list of a collection shows its archived records in place of the others. */
export function isArchived({ collection }: TableBlock, { archived }: Address): boolean {
  return archived === true && collection !== undefined
}

/** Fields that the actions of a row, and what it opens, take from it, shown or not. */
export function takenFromRows({ rowActions, opens }: TableBlock): readonly string[] {
  return [...rowActions.flatMap(({ fill = {} }) => Object.values(fill)), ...openingFields(opens)]
}

/** Where this device keeps the columns that its user chose for a view. */
export function columnsStore(provider: string, view: SavedView | undefined): string {
  return `tenure.columns ${provider} ${view?.id ?? ''}`
}

/** How many rows a list asks for before it knows its height. */
export const firstRows = 40
