import type { Address } from '../address/address.js'
import type { Blocks } from '../block/renderer.js'
import type { SavedView } from '../data/answers.js'
import type { ListQuestion } from '../data/list-window.js'
import { conditionsOf } from '../filter/quick-filter.js'

type TableBlock = Blocks['table']

/** What a table asks its provider for, by the address, the view and the fields of its columns. */
export function questionOf(table: TableBlock, address: Address, view: SavedView | undefined, fields: readonly string[]): ListQuestion {
  const filters = conditionsOf(address.quick, table.quickFilters ?? [])
  const windowed =
    table.views !== undefined || table.columnChoices !== undefined || table.search === true || table.quickFilters !== undefined
  const input = {
    ...table.input,
    ...(view === undefined ? {} : { view: view.id }),
    ...(address.filter === undefined ? {} : { where: address.filter }),
    ...(address.search === '' ? {} : { search: address.search }),
    ...(filters.length === 0 ? {} : { filters }),
    ...(address.sort.length === 0 ? {} : { sort: address.sort }),
    ...(table.columnChoices === undefined ? {} : { columns: fields }),
  }
  const asksNothing = table.input === undefined && Object.keys(input).length === 0
  return { provider: table.provider, windowed, ...(!asksNothing && { input }) }
}

/** Fields that the actions of a row take from it, shown or not. */
export function takenByActions({ rowActions }: TableBlock): readonly string[] {
  return rowActions.flatMap(({ fill = {} }) => Object.values(fill))
}

/** Where this device keeps the columns that its user chose for a view. */
export function columnsStore(provider: string, view: SavedView | undefined): string {
  return `tenure.columns ${provider} ${view?.id ?? ''}`
}

/** How many rows a list asks for before it knows its height. */
export const firstRows = 40
