import type { ReactNode } from 'react'
import { ActionButton } from '../action/action-button.js'
import { rowOffers } from '../action/offer.js'
import type { Row } from '../data/named.js'
import { humanise } from '../format/names.js'
import { useReading } from '../format/use-formats.js'
import { isRight, textOf, ValueIn } from '../format/value.js'
import type { Blocks, Drawn } from './renderer.js'
import { WithRows } from './sourced.js'

type Columns = Blocks['table']['columns']

/** A table among other blocks: all its rows, without views. A tab that is one table is drawn by `TableTab`. */
export function Table({ block }: Drawn<'table'>): ReactNode {
  return (
    <WithRows block={block}>
      {(rows) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className="plain-frame" tabIndex={0} aria-label={block.title ?? 'Table'}>
          <table className="plain-table">
            <Head columns={block.columns} hasActions={block.rowActions.length > 0} />
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <Cells columns={block.columns} row={row} />
                  <ActionCell block={block} row={row} />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </WithRows>
  )
}

function Head({ columns, hasActions }: { readonly columns: Columns; readonly hasActions: boolean }): ReactNode {
  return (
    <thead>
      <tr>
        {columns.map(({ field, label, format = 'text' }) => (
          <th key={field} scope="col" className={isRight(format) ? 'r' : undefined}>
            {label ?? humanise(field)}
          </th>
        ))}
        {hasActions ? (
          <th scope="col" className="at-end">
            <span className="sr">Actions</span>
          </th>
        ) : null}
      </tr>
    </thead>
  )
}

function Cells({ columns, row }: { readonly columns: Columns; readonly row: Row }): ReactNode {
  const reading = useReading()
  return columns.map(({ field, format = 'text' }) => (
    <td key={field} className={isRight(format) ? 'r' : undefined}>
      <ValueIn value={row[field]} format={format} field={field} row={row} reading={reading} />
    </td>
  ))
}

function ActionCell({ block, row }: { readonly block: Blocks['table']; readonly row: Row }): ReactNode {
  const reading = useReading()
  const [first] = block.columns
  if (block.rowActions.length === 0) return null
  const name = first && textOf(row[first.field], first.format ?? 'text', reading)
  return (
    <td className="at-end">
      <ActionButton subject={name || 'Unnamed'} offers={rowOffers(block.rowActions, row)} />
    </td>
  )
}
