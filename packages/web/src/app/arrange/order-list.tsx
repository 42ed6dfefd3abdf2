import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'

interface Item {
  readonly id: string
  readonly label: string
  readonly isShown: boolean
}
interface OrderListProps {
  readonly title: string
  readonly items: readonly Item[]
  readonly change: (items: readonly Item[]) => void
  /** What is beside the heading. */
  readonly end?: ReactNode
}

/** Things to show and their order: by boxes, by buttons, and by Alt with arrows. */
export function OrderList({ title, items, change, end }: OrderListProps): ReactNode {
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const refocus = useRef<string>(undefined)
  const id = useId()
  const words = useWords().record
  const { formats } = useReading()
  const shown = items.filter(({ isShown }) => isShown)
  useEffect(() => {
    if (refocus.current === undefined) return
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(refocus.current)}"]`)?.focus()
    refocus.current = undefined
  })
  const move = (item: Item, step: -1 | 1, key: string) => {
    const other = shown[shown.indexOf(item) + step]
    if (other === undefined || !item.isShown) return
    refocus.current = key
    setSaid(words.movedTo(item.label, formats.number(shown.indexOf(item) + step + 1), formats.number(shown.length)))
    change(items.map((one) => (one === item ? other : one === other ? item : one)))
  }
  const toggle = (item: Item) => {
    refocus.current = `box ${item.id}`
    change(items.map((one) => (one === item ? { ...one, isShown: !one.isShown } : one)))
  }
  return (
    <section aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {end}
      </header>
      <ul ref={list}>
        {items.map((item) => (
          <OrderItem key={item.id} item={item} toggle={() => toggle(item)} move={(step, key) => move(item, step, key)} />
        ))}
      </ul>
      <p className="sr" role="status">
        {said}
      </p>
    </section>
  )
}

interface OrderItemProps {
  readonly item: Item
  readonly toggle: () => void
  readonly move: (step: -1 | 1, key: string) => void
}

function OrderItem({ item, toggle, move }: OrderItemProps): ReactNode {
  const words = useWords().record
  const { id, label, isShown } = item
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1, `box ${id}`)
  }
  return (
    <li onKeyDown={onKeyDown}>
      <label className="check">
        <input type="checkbox" data-key={`box ${id}`} checked={isShown} onChange={toggle} />
        <span className="cut">{label}</span>
      </label>
      {isShown
        ? ([-1, 1] as const).map((step) => (
            <button
              key={step}
              type="button"
              className="ib tiny"
              data-key={`${step} ${id}`}
              aria-label={step < 0 ? words.moveUp(label) : words.moveDown(label)}
              onClick={() => move(step, `${step} ${id}`)}
            >
              <Icon name={step < 0 ? 'chevron-up' : 'chevron-down'} size={14} />
            </button>
          ))
        : null}
    </li>
  )
}
