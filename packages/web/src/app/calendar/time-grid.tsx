import type { CalendarItem } from '@tenure/core/block'
import { dayOf, toWallTime } from '@tenure/core/zone'
import { memo, type ReactNode, startTransition, useEffect, useMemo, useRef, useState } from 'react'
import { type Bar, barsOf, keyOf, type Segment, segmentsOf } from '../agenda/placed.js'
import { ItemCard, type ItemTools } from './item-card.js'
import { barClass } from './month-grid.js'
import { placeAt } from './use-carry.js'

const hourPixels = 66
const hours = Array.from({ length: 24 }, (_, hour) => hour)
/** What is in view first on a day: eight in the morning. */
const firstHour = 8

interface TimeGridProps {
  readonly items: readonly CalendarItem[]
  readonly days: readonly string[]
  readonly zone: string
  readonly today: string
  readonly tools: ItemTools
  readonly carried: string | undefined
  readonly opened: string | undefined
  readonly labels: {
    readonly allDay: string
    readonly now: string
    hour(hour: number): string
    day(day: string): ReactNode
    column(day: string): string
  }
  readonly create: (day: string, minute: number) => void
}

/** Days beside each other with a scale of hours, and a bar for what lasts whole days above them. */
export function TimeGrid(props: TimeGridProps): ReactNode {
  const { items, days, zone, today, tools, carried, opened, labels, create } = props
  const drawn = useDrawn(days)
  const scroll = useRef<HTMLElement>(null)
  const segments = useSegments(items, days, zone)
  const bars = useMemo(() => barsOf(items, days, zone), [items, days, zone])
  useEffect(() => {
    if (scroll.current !== null) scroll.current.scrollTop = firstHour * hourPixels - 8
  }, [])
  const columns = { '--columns': String(days.length) } as Readonly<Record<string, string>>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="cal" style={columns} ref={scroll} tabIndex={0} aria-label={labels.column('')}>
      <div className="cal-top">
        <div className="cal-head">
          <div />
          {days.map((day) => (
            <div key={day} className={day === today ? 'today' : undefined}>
              {labels.day(day)}
            </div>
          ))}
        </div>
        <Bars bars={bars} days={days} tools={tools} carried={carried} opened={opened} label={labels.allDay} create={create} />
      </div>
      <div className="cal-grid">
        <div className="cal-times" aria-hidden="true">
          {hours.slice(1).map((hour) => (
            <span key={hour} style={{ top: `${hour * hourPixels}px` }}>
              {labels.hour(hour)}
            </span>
          ))}
        </div>
        {days.map((day, at) => (
          <Column
            key={day}
            day={day}
            label={labels.column(day)}
            isToday={day === today}
            segments={(at < drawn ? segments.get(day) : undefined) ?? none}
            tools={tools}
            carried={carried}
            opened={opened}
            create={create}
            line={day === dayOf(tools.now, zone) ? minuteOf(tools.now, day, zone) : undefined}
            now={labels.now}
          />
        ))}
      </div>
    </section>
  )
}
const none: readonly Segment[] = []
// Hundreds of cards are drawn day by day, after the grid: the page answers meanwhile. The count is of the days that these cards are drawn in.
function useDrawn(days: readonly string[]): number {
  const first = days[0]
  const [{ of, count }, setDrawn] = useState<{ readonly of: string | undefined; readonly count: number }>({ of: first, count: 0 })
  const drawn = of === first ? count : 0
  useEffect(() => {
    if (drawn < days.length) startTransition(() => setDrawn({ of: first, count: drawn + 1 }))
  }, [first, drawn, days.length])
  return drawn
}
function minuteOf(instant: number, day: string, zone: string): number {
  return (toWallTime(instant, zone) - Date.parse(day)) / 60_000
}

// A day in which nothing changed keeps its list, so that its column is not drawn again.
function useSegments(items: readonly CalendarItem[], days: readonly string[], zone: string) {
  const last = useRef<ReadonlyMap<string, readonly Segment[]>>(new Map())
  return useMemo(() => {
    const next = new Map([...segmentsOf(items, days, zone)].map(([day, list]) => [day, isSame(last.current.get(day), list)] as const))
    last.current = next
    return next
  }, [items, days, zone])
}
function isSame(was: readonly Segment[] | undefined, is: readonly Segment[]): readonly Segment[] {
  const same = (a: Segment, b: Segment | undefined) =>
    a.item === b?.item && a.start === b.start && a.end === b.end && a.left === b.left && a.width === b.width
  return was !== undefined && was.length === is.length && was.every((each, at) => same(each, is[at])) ? was : is
}

interface BarsProps extends Pick<TimeGridProps, 'days' | 'tools' | 'carried' | 'opened' | 'create'> {
  readonly bars: readonly Bar[]
  readonly label: string
}
function Bars({ bars, days, tools, carried, opened, label, create }: BarsProps): ReactNode {
  const rows = Math.max(1, ...bars.map(({ row }) => row + 1))
  return (
    <div className="cal-all" style={{ '--rows': String(rows) } as Readonly<Record<string, string>>}>
      <div>{label}</div>
      {days.map((day) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys create by N
        <div key={day} data-day={day} onDoubleClick={() => create(day, -1)} />
      ))}
      {bars.map((bar) => (
        <ItemCard
          key={keyOf(bar.item)}
          item={bar.item}
          tools={tools}
          className={barClass(bar.comesFrom, bar.goesOn)}
          isShort
          isCarried={carried === keyOf(bar.item)}
          isOpen={opened === keyOf(bar.item)}
          style={{ '--from': String(bar.from), '--to': String(bar.to + 1), '--row': String(bar.row) }}
        />
      ))}
    </div>
  )
}

interface ColumnProps extends Pick<TimeGridProps, 'tools' | 'carried' | 'opened' | 'create'> {
  readonly day: string
  readonly label: string
  readonly isToday: boolean
  readonly segments: readonly Segment[]
  /** The minute of the line that says what time it is. */
  readonly line: number | undefined
  readonly now: string
}
const Column = memo(function Column({ day, label, isToday, segments, tools, carried, opened, create, line, now }: ColumnProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of fields
    <div
      className={`cal-col${isToday ? ' today' : ''}`}
      data-day={day}
      data-scale=""
      role="group"
      aria-label={label}
      onDoubleClick={(event) => {
        const at = placeAt(event.clientX, event.clientY)
        if (at !== undefined) create(day, Math.floor(at.minute / 30) * 30)
      }}
    >
      {segments.map(({ item, start, end, left, width }) => (
        <ItemCard
          key={keyOf(item)}
          item={item}
          tools={tools}
          isShort={end - start < 45}
          isCarried={carried === keyOf(item)}
          isOpen={opened === keyOf(item)}
          canPull
          style={{
            top: `${(start / 60) * hourPixels + 1}px`,
            height: `${((end - start) / 60) * hourPixels - 2}px`,
            '--left': String(left),
            '--width': String(width),
          }}
        />
      ))}
      {line === undefined ? null : <div className="now" style={{ top: `${(line / 60) * hourPixels}px` }} role="img" aria-label={now} />}
    </div>
  )
})
