// The schedule of today on Summary, drawn by the page's React and parts.
import type { CalendarItem } from '@tenure/core/block'
import {
  type ElementContext,
  Icon,
  LoadingLines,
  Message,
  registerElement,
  SummaryCard,
  useLive,
  useText,
  useWidth,
} from '@tenure/web/parts'
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import type { scheduleToday } from '../contract.js'
import { hourPx, hoursOf, isWholeDay, lanesIn, layOut, type Placed, placeOf, type ShownDay } from './lay-out.js'

type Context = ElementContext<typeof scheduleToday>
const edge = 58
const rightEdge = 10

function Today({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const { value } = useLive(context.answer) ?? {}
  const zone = value?.timeZone.split('/').at(-1)?.replaceAll('_', ' ')
  return (
    <SummaryCard
      title={text('Today')}
      {...(zone !== undefined && { note: text('{zone} time', { zone }) })}
      end={
        <a className="more" {...context.link({ tab: 'tenure.schedule/schedule' })}>
          {text('Week')}
          <Icon name="chevron-right" size={12} />
        </a>
      }
    >
      {value === undefined ? (
        <LoadingLines lines={6} />
      ) : value.items.length === 0 ? (
        <Message icon="calendar" title={text('Nothing today')}>
          {text('No meeting and no task of yours is in today’s schedule.')}
        </Message>
      ) : (
        <Day items={value.items} shown={value} context={context} />
      )}
    </SummaryCard>
  )
}

interface DayProps {
  readonly items: readonly CalendarItem[]
  readonly shown: ShownDay
  readonly context: Context
}
function Day({ items, shown, context }: DayProps): ReactNode {
  const now = useNow()
  const frame = useRef<HTMLElement>(null)
  const { width, place } = useWidth()
  const whole = items.filter(isWholeDay)
  const { first, last } = hoursOf(items, now, shown)
  const hours = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const nowAt = placeOf(now, first, shown)
  // The hours around now are in sight at first.
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = Math.max(0, nowAt - frame.current.clientHeight / 3)
  }, [])
  return (
    <>
      {whole.length === 0 ? null : (
        <div className="sum-allday">
          {whole.map((item) => (
            <Item key={`${item.id} ${item.at ?? ''}`} item={item} context={context} />
          ))}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="sum-day" ref={frame} tabIndex={0} aria-label={context.formats.dayOf(now)}>
        <div className="in" ref={place} style={{ height: (last - first) * hourPx + 24 }}>
          {hours.map((hour) => (
            <div key={hour} className="hr" style={{ top: (hour - first) * hourPx + 12 }} aria-hidden="true">
              <span>{`${String(hour % 24).padStart(2, '0')}:00`}</span>
            </div>
          ))}
          {layOut(items, { ...shown, first, lanes: lanesIn(width - edge - rightEdge) }).map((placed) => (
            <PlacedItem key={placed.items.map(({ id, at }) => `${id} ${at ?? ''}`).join()} {...{ placed, context, now }} day={shown.day} />
          ))}
          <div className="sum-now" style={{ top: nowAt, left: edge, right: rightEdge }}>
            <em>{context.formats.time(now)}</em>
          </div>
        </div>
      </section>
    </>
  )
}

function toStyle({ top, height, left, width }: Placed): CSSProperties {
  const room = `(100% - ${edge + rightEdge}px)`
  return { top, height, left: `calc(${edge}px + ${room} * ${left})`, width: `calc(${room} * ${width} - 2px)` }
}

interface PlacedItemProps {
  readonly placed: Placed
  readonly day: string
  readonly context: Context
  readonly now: number
}
function PlacedItem({ placed, day, context, now }: PlacedItemProps): ReactNode {
  const text = useText()
  const { items, height } = placed
  const [item] = items
  const style = toStyle(placed)
  if (items.length === 1) return <Item item={item} context={context} isPast={item.endAt <= now} isTight={height < 34} style={style} />
  const more = text('{count} more', { count: items.length })
  const names = items.map(({ title }) => title).join(', ')
  return (
    <a className="sum-ev rest" style={style} title={names} {...context.link({ tab: 'tenure.schedule/schedule', layout: 'day', at: day })}>
      <b>{more}</b> {height < 34 ? null : <span>{names}</span>}
    </a>
  )
}

interface ItemProps {
  readonly item: CalendarItem
  readonly context: Context
  readonly isPast?: boolean
  readonly isTight?: boolean
  readonly style?: CSSProperties
}
function Item({ item, context, isPast = false, isTight = false, style }: ItemProps): ReactNode {
  const text = useText()
  const { type, id, title, look, detail, startAt, endAt, point, icon } = item
  const when = isWholeDay(item)
    ? undefined
    : point
      ? context.formats.time(startAt)
      : text('{from} to {to}', { from: context.formats.time(startAt), to: context.formats.time(endAt) })
  const below = [when ?? [], detail ?? []].flat().join(' · ')
  const spoken = below === '' ? title : `${title}, ${below}`
  return (
    <button
      type="button"
      className={`sum-ev ${look}${isPast ? ' past' : ''}`}
      style={style}
      title={spoken}
      aria-label={spoken}
      disabled={context.isReadOnly}
      onClick={() => context.openRecord({ type, id })}
    >
      <b>
        {icon === undefined ? null : <Icon name={icon} size={12} />} {title}
      </b>{' '}
      {isTight || below === '' ? null : <span>{below}</span>}
    </button>
  )
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

registerElement('tenure-schedule-day', Today)
