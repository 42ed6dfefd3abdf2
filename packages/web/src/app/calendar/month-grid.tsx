import type { CalendarItem } from '@tenure/core/block'
import { type ReactNode, useMemo } from 'react'
import { keyOf, listsOf } from '../agenda/placed.js'
import { ItemCard, type ItemTools } from './item-card.js'

const mostInCell = 3

interface MonthGridProps {
  readonly items: readonly CalendarItem[]
  readonly days: readonly string[]
  readonly month: string
  readonly zone: string
  readonly today: string
  readonly tools: ItemTools
  readonly carried: string | undefined
  readonly opened: string | undefined
  readonly labels: {
    weekday(day: string): string
    number(day: string): string
    full(day: string): string
    more(count: number, day: string): string
    region: string
  }
  readonly create: (day: string, minute: number) => void
  readonly showDay: (day: string) => void
}

/** The weeks of a month; a day with more than fits says how many, and opens. */
export function MonthGrid(props: MonthGridProps): ReactNode {
  const { items, days, month, zone, today, tools, carried, opened, labels, create, showDay } = props
  const lists = useMemo(() => listsOf(items, days, zone), [items, days, zone])
  const columns = days.length % 7 === 0 ? 7 : 5
  return (
    <section
      className="cal-month"
      style={{ '--columns': String(columns) } as Readonly<Record<string, string>>}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      aria-label={labels.region}
    >
      {days.slice(0, columns).map((day) => (
        <div key={day} className="cal-weekday">
          {labels.weekday(day)}
        </div>
      ))}
      {days.map((day) => {
        const list = lists.get(day) ?? []
        const shown = list.length > mostInCell ? list.slice(0, mostInCell - 1) : list
        const rest = list.length - shown.length
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of fields
          <div
            key={day}
            className={`cal-cell${day === today ? ' today' : ''}${day.startsWith(month) ? '' : ' out'}`}
            data-day={day}
            role="group"
            aria-label={labels.full(day)}
            onDoubleClick={() => create(day, 540)}
          >
            <button type="button" className="cal-number num" aria-label={labels.full(day)} onClick={() => showDay(day)}>
              {labels.number(day)}
            </button>
            {shown.map((item) => (
              <ItemCard
                key={keyOf(item)}
                item={item}
                tools={tools}
                isShort
                isCarried={carried === keyOf(item)}
                isOpen={opened === keyOf(item)}
              />
            ))}
            {rest === 0 ? null : (
              <button type="button" className="cal-more" aria-label={labels.more(rest, labels.full(day))} onClick={() => showDay(day)}>
                {labels.more(rest, '')}
              </button>
            )}
          </div>
        )
      })}
    </section>
  )
}
