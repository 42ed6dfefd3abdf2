import type { CalendarItem } from '@tenure/core/block'
import { type ReactNode, useMemo } from 'react'
import { type MonthDay, weeksOf } from '../agenda/month-weeks.js'
import { type Bar, keyOf } from '../agenda/placed.js'
import { ItemCard, type ItemTools } from './item-card.js'

/** How many items a day has room for. */
const lines = 3

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
type Style = Readonly<Record<string, string>>

/** The weeks of a month, with bars over the days that an item lasts; a day with more than fits says how many, and opens. */
export function MonthGrid(props: MonthGridProps): ReactNode {
  const { items, days, zone, labels } = props
  const columns = days.length % 7 === 0 ? 7 : 5
  const weeks = useMemo(() => weeksOf(items, days, zone, { columns, lines }), [items, days, zone, columns])
  return (
    <section
      className="cal-month"
      style={{ '--columns': String(columns), '--weeks': String(weeks.length) } as Style}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      aria-label={labels.region}
    >
      <div className="cal-weekdays">
        {days.slice(0, columns).map((day) => (
          <div key={day} className="cal-weekday">
            {labels.weekday(day)}
          </div>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week.days[0]?.day} className="cal-week">
          {week.days.map((day, column) => (
            <Cell key={day.day} {...props} day={day} bars={week.bars.filter(({ from }) => from === column)} />
          ))}
        </div>
      ))}
    </section>
  )
}

interface CellProps extends Pick<MonthGridProps, 'month' | 'today' | 'tools' | 'carried' | 'opened' | 'labels' | 'create' | 'showDay'> {
  readonly day: MonthDay
  /** Those that begin here in this week. */
  readonly bars: readonly Bar[]
}
function Cell({
  day: { day, lines: shown, rest },
  bars,
  month,
  today,
  tools,
  carried,
  opened,
  labels,
  create,
  showDay,
}: CellProps): ReactNode {
  const card = (item: CalendarItem, style: Style, className?: string) => (
    <ItemCard
      key={keyOf(item)}
      {...{ item, tools, style }}
      {...(className && { className })}
      isShort
      isCarried={carried === keyOf(item)}
      isOpen={opened === keyOf(item)}
    />
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of fields
    <div
      className={`cal-cell${day === today ? ' today' : ''}${day.startsWith(month) ? '' : ' out'}`}
      data-day={day}
      role="group"
      aria-label={labels.full(day)}
      onDoubleClick={() => create(day, 540)}
    >
      <button type="button" className="cal-number num" aria-label={labels.full(day)} onClick={() => showDay(day)}>
        {labels.number(day)}
      </button>
      {bars.map(({ item, from, to, row, comesFrom, goesOn }) =>
        card(item, { '--from': String(from), '--to': String(to + 1), '--row': String(row) }, barClass(comesFrom, goesOn)),
      )}
      {shown.map(({ item, line }) => card(item, { '--row': String(line) }))}
      {rest === 0 ? null : (
        <button
          type="button"
          className="cal-more"
          style={{ '--row': String(lines - 1) } as Style}
          aria-label={labels.more(rest, labels.full(day))}
          onClick={() => showDay(day)}
        >
          {labels.more(rest, '')}
        </button>
      )}
    </div>
  )
}

/** A bar is open at an end where it goes on. */
export function barClass(comesFrom: boolean, goesOn: boolean): string {
  return `bar${comesFrom ? ' comes' : ''}${goesOn ? ' goes' : ''}`
}
