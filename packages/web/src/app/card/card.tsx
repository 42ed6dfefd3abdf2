import { type KeyboardEvent, type MouseEvent, memo, type PointerEvent, type ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { isMoney } from '../format/is-money.js'
import { Overdue } from '../format/overdue.js'
import { type Reading, useReading } from '../format/use-formats.js'
import { textOf, ValueIn } from '../format/value.js'
import { dayIn } from '../format/zone-day.js'
import { toShown } from '../grid/columns.js'
import { Icon } from '../part/icon.js'
import { Face, Mark } from '../part/mark.js'
import type { CardField, CardFields, CardOf } from './card-fields.js'

/** What a person may do with a card. */
export interface CardActs {
  /** Selects it, or all up to it; whether cards can be selected. */
  readonly pick: (card: CardOf, isRange: boolean) => boolean
  readonly press: (event: PointerEvent<HTMLElement>, card: CardOf) => void
  readonly key: (event: KeyboardEvent<HTMLElement>, card: CardOf, index: number) => void
  readonly open: (event: MouseEvent<HTMLElement>, card: CardOf) => void
  readonly menu: (anchor: HTMLElement, card: CardOf) => void
}
interface CardProps {
  readonly card: CardOf
  readonly index: number
  readonly total: number
  readonly top: number
  readonly fields: CardFields
  /** Of a stage that is not at an end: its dates can be overdue. */
  readonly isInOpenStage: boolean
  readonly href: string
  readonly isOpen: boolean
  /** Absent where cards cannot be selected. */
  readonly isPicked: boolean | undefined
  /** Tab reaches it. */
  readonly isActive: boolean
  /** `gone`: it flies with the pointer. `lifted`: keys carry it. `waiting`: it was dropped here, and the server has not said so yet. */
  readonly state: 'gone' | 'lifted' | 'waiting' | undefined
  readonly acts: CardActs
}

/** One card of a column. Drawn again only when something in it has changed. */
export const Card = memo(function Card(props: CardProps): ReactNode {
  const { card, index, total, top, href, isOpen, isPicked, isActive, state, acts } = props
  const { board: words, pick } = useWords()
  return (
    <li
      className={`bcard${state === undefined ? '' : ` ${state}`}${isOpen ? ' open' : ''}${isPicked ? ' picked' : ''}`}
      data-index={index}
      data-card={card.id}
      aria-setsize={total}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${top}px)` }}
      onPointerDown={(event) => acts.press(event, card)}
      onContextMenu={(event) =>
        event.nativeEvent instanceof globalThis.PointerEvent && event.nativeEvent.pointerType === 'touch' && event.preventDefault()
      }
    >
      <a
        href={href}
        draggable={false}
        tabIndex={isActive ? 0 : -1}
        aria-current={isOpen ? true : undefined}
        aria-keyshortcuts="Space M"
        onClick={(event) => acts.open(event, card)}
        onKeyDown={(event) => acts.key(event, card, index)}
      >
        <CardInside {...props} />
      </a>
      {isPicked === undefined ? null : (
        // biome-ignore lint/a11y/useSemanticElements: Shift takes all cards up to it, which a native box does not say
        <button
          type="button"
          role="checkbox"
          className="pick"
          aria-checked={isPicked}
          aria-label={pick.select(card.name)}
          tabIndex={isActive ? 0 : -1}
          onClick={({ shiftKey }) => acts.pick(card, shiftKey)}
        >
          <span className={`box ${isPicked ? 'on' : 'off'}`}>{isPicked ? <Icon name="check" size={12} /> : null}</span>
        </button>
      )}
      <button
        type="button"
        className="ib tiny"
        tabIndex={isActive ? 0 : -1}
        aria-label={words.moveTo(card.name)}
        aria-haspopup="menu"
        title={words.moveKey}
        onClick={({ currentTarget }) => acts.menu(currentTarget, card)}
      >
        <Icon name="dots" size={14} />
      </button>
    </li>
  )
})

/** What a card shows, also while it is in flight. */
export function CardInside({ card, fields, isInOpenStage }: Pick<CardProps, 'card' | 'fields' | 'isInOpenStage'>): ReactNode {
  const reading = useReading()
  const { row, name } = card
  const { person, amount, date, health, text } = fields
  const who = person && row[person.field]
  const beside = text && shownText(row, text, reading)
  return (
    <>
      <span className="l1">
        <Mark id={card.id} name={name} />
        <span className="cut grow" dir="auto" title={name}>
          {name}
        </span>
        {typeof who === 'string' ? (
          <span className="who" title={reading.nameOf(who)}>
            <Face id={who} name={reading.nameOf(who)} />
            <span className="sr">{`${person?.label}: ${reading.nameOf(who)}`}</span>
          </span>
        ) : null}
      </span>
      <span className="l2">
        {amount === undefined ? <span /> : <Amount row={row} field={amount} reading={reading} />}
        {date === undefined ? null : <Due row={row} field={date} isInOpenStage={isInOpenStage} />}
      </span>
      <span className="l3">
        {health === undefined || !hasHealth(row, health) ? null : (
          <ValueIn value={row[health.field] ?? null} format="health" field={health.field} row={row} reading={reading} />
        )}
        {beside ? (
          <span className="cut t3" dir="auto" title={beside}>
            {beside}
          </span>
        ) : null}
      </span>
    </>
  )
}

type Values = CardOf['row']
interface FieldProps {
  readonly row: Values
  readonly field: CardField
}

function Amount({ row, field, reading }: FieldProps & { readonly reading: Reading }): ReactNode {
  const value = row[field.field] ?? null
  const exact = isMoney(value) ? reading.formats.money(value, 'detail') : undefined
  return (
    <b title={exact}>
      <ValueIn value={value} format={field.format} reading={reading} />
    </b>
  )
}

/** The date of a card; one that is past in a stage that is not at an end has a tone and a word. */
function Due({ row, field, isInOpenStage }: FieldProps & { readonly isInOpenStage: boolean }): ReactNode {
  const { formats } = useReading()
  const words = useWords().board
  const value = row[field.field]
  const day = typeof value === 'number' ? dayIn(formats.env.timeZone, value) : value
  if (typeof day !== 'string') return null
  const text = field.field.endsWith('renewalDate') ? words.renews(formats.day(day)) : formats.day(day)
  const time = (
    <time className="small t3 cut" dateTime={day} title={`${field.label}: ${formats.dayFull(day)}`}>
      {text}
    </time>
  )
  return isInOpenStage && day < formats.env.today ? <Overdue>{time}</Overdue> : time
}

function hasHealth(row: Values, { field }: CardField): boolean {
  const link = field.slice(0, field.lastIndexOf('.') + 1)
  return [field, `${link}healthScore`, `${link}healthStatus`].some((name) => (row[name] ?? null) !== null)
}
function shownText(row: Values, field: CardField, reading: Reading): string {
  return textOf(toShown(field, row[field.field] ?? null), 'text', reading)
}
