import type { CalendarItem } from '@tenure/core/block'
import { memo, type ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from '../part/icon.js'
import type { Carry } from './use-carry.js'

/** What an item needs of its calendar. */
export interface ItemTools {
  readonly press: Carry['press']
  readonly key: Carry['key']
  readonly open: (item: CalendarItem, anchor: HTMLElement) => void
  readonly when: (item: CalendarItem) => string
  readonly now: number
}
interface ItemCardProps {
  readonly item: CalendarItem
  readonly tools: ItemTools
  readonly className?: string
  /** The line with the time is left out where the place says it. */
  readonly isShort?: boolean
  readonly isCarried?: boolean
  readonly isOpen?: boolean
  /** It begins here: a part that goes on from the day before has no end to pull. */
  readonly canPull?: boolean
  readonly style?: Readonly<Record<string, string>>
}

/** An item as a card: a press opens its summary, a drag or Space moves it, its lower edge changes its end. */
export const ItemCard = memo(function ItemCard(props: ItemCardProps): ReactNode {
  const { item, tools, className = '', isShort = false, isCarried = false, isOpen = false, canPull = false, style } = props
  const words = useWords().calendar
  const { title, detail, look, icon, done, fixed, endAt } = item
  const isPast = done === true || endAt < tools.now
  const when = tools.when(item)
  const marks = [`ev ${look}`, className, isPast && 'past', isShort && 'tight', isCarried && 'carried', isOpen && 'sel', fixed && 'fixed']
  return (
    <button
      type="button"
      className={marks.filter(Boolean).join(' ')}
      style={style}
      aria-label={words.item(title || words.untitled, when, detail, done === true)}
      title={fixed}
      aria-haspopup="dialog"
      onPointerDown={(event) => tools.press(event, item, 'whole')}
      onKeyDown={(event) => {
        if (!tools.key(event, item)) return
        event.preventDefault()
        event.stopPropagation()
      }}
      onClick={(event) => tools.open(item, event.currentTarget)}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <b className="cut" dir="auto">
        {icon === undefined ? null : <Icon name={icon} size={12} />}
        {title || words.untitled}
      </b>{' '}
      {isShort ? null : (
        <>
          <span className="cut">{when}</span>{' '}
          {detail === undefined ? null : (
            <span className="cut" dir="auto">
              {detail}
            </span>
          )}
        </>
      )}
      {canPull && fixed === undefined && item.point !== true ? (
        <i
          className="pull"
          onPointerDown={(event) => {
            event.stopPropagation()
            tools.press(event, item, 'end')
          }}
        />
      ) : null}
    </button>
  )
})
