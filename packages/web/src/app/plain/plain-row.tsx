import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { ActionButton } from '../action/action-button.js'
import type { Offer } from '../action/offer.js'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { Row } from '../data/named.js'
import { useReading } from '../format/use-formats.js'
import { isRight, ValueIn } from '../format/value.js'
import { Icon } from '../part/icon.js'
import { getPreferences } from '../shell/preferences.js'
import type { PlainColumn } from './plain-rows.js'

/** One row: its cells, what it opens, and what may be done with it. */
export interface RowProps {
  readonly columns: readonly PlainColumn[]
  readonly row: Row
  readonly name: string
  /** The record that a row opens. */
  readonly opens?: ((row: Row) => { readonly type: string; readonly id: string } | undefined) | undefined
  readonly offersOf?: ((row: Row) => readonly Offer[]) | undefined
  readonly start?: ((offer: Offer, subject: string, back: HTMLElement) => void) | undefined
}

/** A row of a table. */
export function PlainRow(props: RowProps): ReactNode {
  const { columns, row } = props
  const way = useRow(props)
  return (
    <tr className={way.className} onClick={way.onClick} onKeyDown={way.onKeyDown}>
      {columns.map((column, at) => (
        <td key={column.field} className={isRight(column.format) ? 'r' : undefined}>
          {at === 0 ? <Lead {...props} href={way.href} column={column} /> : <Cell row={row} column={column} />}
        </td>
      ))}
      {props.offersOf === undefined ? null : (
        <td className="at-end">
          <RowActions {...props} />
        </td>
      )}
    </tr>
  )
}

/** The same as a card, for a phone. */
export function PlainCard(props: RowProps): ReactNode {
  const { columns, row } = props
  const way = useRow(props)
  const [first, ...rest] = columns
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in it takes the keys
    <li className={way.className} onClick={way.onClick}>
      <div className="card-top">
        <h3>{first && <Lead {...props} href={way.href} column={first} />}</h3>
        {props.offersOf === undefined ? null : <RowActions {...props} />}
      </div>
      <dl className="facts">
        {rest.map((column) => (
          <div key={column.field}>
            <dt className="cut">{column.label}</dt>
            <dd>
              <Cell row={row} column={column} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function useRow({ row, name, opens, offersOf, start }: RowProps) {
  const { address, go } = useAddress()
  const record = opens?.(row)
  const isOpen = record !== undefined && record.id === address.open?.id && record.type === address.open.type
  return {
    href: record && formatAddress({ ...address, open: record }),
    className: [record && 'opens', isOpen && 'open'].filter(Boolean).join(' ') || undefined,
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (record === undefined || !isMeant(event)) return
      event.preventDefault()
      event.currentTarget.querySelector<HTMLElement>('a.row-lead')?.focus({ preventScroll: true })
      go({ open: record })
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || !getPreferences().letters) return
      const offer = offersOf?.(row).find(({ key }) => key === event.key.toLowerCase())
      if (offer === undefined || !(event.target instanceof HTMLElement)) return
      event.preventDefault()
      event.stopPropagation()
      start?.(offer, name, event.target)
    },
  }
}

/** Whether a press opens the row: on its name, or beside everything else in it that can be pressed, and not to mark its text. */
function isMeant(event: MouseEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return false
  const pressed = event.target instanceof Element ? event.target.closest('a, button, input') : null
  return pressed === null ? (window.getSelection()?.toString() ?? '') === '' : pressed.classList.contains('row-lead')
}

function Lead({ row, name, href, column }: RowProps & { readonly href: string | undefined; readonly column: PlainColumn }): ReactNode {
  const isText = column.format === 'text'
  const shown = isText ? <span className="cut">{name}</span> : <Cell row={row} column={column} />
  return href === undefined ? (
    shown
  ) : (
    <a className="row-lead cut" href={href}>
      {shown}
    </a>
  )
}

function Cell({ row, column: { field, format } }: { readonly row: Row; readonly column: PlainColumn }): ReactNode {
  return <ValueIn value={row[field]} format={format} field={field} row={row} reading={useReading()} />
}

/** The buttons of a row, and the menu with all that may be done with it. */
function RowActions({ row, name, offersOf, start }: RowProps): ReactNode {
  const offers = offersOf?.(row) ?? []
  return (
    <span className="row-acts">
      {offers
        .filter(({ button }) => button)
        .map((offer) => (
          <button
            type="button"
            className="btn"
            key={offer.action}
            aria-label={`${offer.title}: ${name}`}
            title={offer.key === undefined ? offer.title : `${offer.title} (${offer.key.toUpperCase()})`}
            onClick={(event) => start?.(offer, name, event.currentTarget)}
          >
            {offer.icon && <Icon name={offer.icon} size={14} />}
            <span className="cut">{offer.title}</span>
          </button>
        ))}
      <ActionButton subject={name} offers={offers} />
    </span>
  )
}
