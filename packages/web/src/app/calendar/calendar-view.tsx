import type { CalendarBlock, CalendarItem } from '@tenure/core/block'
import { fromWallTime } from '@tenure/core/zone'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { keyOf } from '../agenda/placed.js'
import { BesideCalendar } from '../calendars/beside-calendar.js'
import { useCalendars } from '../calendars/use-calendars.js'
import { lazily } from '../early/lazily.js'
import { Failed, LoadingRows, StaleNote } from '../part/states.js'
import { usePhone } from '../part/use-media.js'
import { CalendarHead } from './calendar-head.js'
import type { ItemTools } from './item-card.js'
import { ItemSummary } from './item-summary.js'
import { MonthGrid } from './month-grid.js'
import { ScopeDialog } from './scope-dialog.js'
import { TimeGrid } from './time-grid.js'
import { type CalendarModel, useCalendar } from './use-calendar.js'
import { type Carried, type Carry, useCarry } from './use-carry.js'
import { type Moves, useMoves } from './use-moves.js'
import { type CalendarText, useCalendarText } from './use-when.js'
import '../styles/calendar.css'

const NewRecordDialog = lazily('NewRecordDialog', () => import('../create/new-record-dialog.js'))
const halfHourMs = 1_800_000

/** A calendar with everything that can be done in it. */
export function CalendarView({ block }: { readonly block: CalendarBlock }): ReactNode {
  const words = useWords().calendar
  const model = useCalendar(block)
  const { answer, days, day, zone, today } = model
  const text = useCalendarText(zone)
  const now = useNow()
  const calendars = useCalendars(block.provider, block.people === true, model)
  const moves = useMoves(block.moves, calendars.items, text.whenOn)
  const [said, say] = useState('')
  const [layers, show] = useState<Layers>({})
  const carry = useCarry({
    ...{ zone, days },
    canMove: (item) => block.moves !== undefined && item.fixed === undefined,
    drop: (carried) => (carried.was.at === undefined ? moves.send(carried.was, carried.is, 'one') : show({ asked: carried })),
    say: (what, item) => say(words.said(what, item.title || words.untitled, text.whenOn(item), item.fixed ?? words.fixed)),
  })
  const frame = useFocusOf(carry.carried)
  const tools = useTools(carry, text, now, (opened) => show({ opened }))
  const inFlight = carry.carried ?? layers.asked
  const items = useMemo(() => withCarried(moves.items, inFlight), [moves.items, inFlight])
  const create = (on: string, minute: number) => block.creates && show({ made: firstOf(on, minute, zone) })
  const shown = { ...{ items, tools, create, model, text, now }, carried: inFlight?.was, opened: layers.opened?.item }
  return (
    <div className="calendar" ref={frame}>
      <CalendarHead
        {...{ model, text }}
        side={<BesideCalendar {...{ block, model, calendars, text }} />}
        creates={block.creates}
        create={() => create(day, day === today ? nextHalf(now, zone) : 540)}
      />
      {answer.value !== undefined && answer.problem !== undefined ? (
        <StaleNote problem={answer.problem} asOf={answer.asOf} retry={answer.retry} />
      ) : null}
      {answer.value?.left === undefined ? null : (
        <p className="note" role="status">
          {words.left(answer.value.left)}
        </p>
      )}
      <Body {...shown} />
      <p className="sr" role="status" aria-live="assertive">
        {said}
      </p>
      <OpenLayers {...{ block, layers, show, now, text, moves }} startMinutes={answer.value?.startMinutes ?? 15} />
    </div>
  )
}

interface BodyProps extends Pick<ItemPlaces, 'items' | 'tools' | 'create'> {
  readonly model: CalendarModel
  readonly text: CalendarText
  readonly now: number
  readonly carried: CalendarItem | undefined
  readonly opened: CalendarItem | undefined
}
type ItemPlaces = Parameters<typeof TimeGrid>[0]

/** The days, or what takes their place. */
function Body({ items, tools, create, model, text, now, carried, opened }: BodyProps): ReactNode {
  const words = useWords().calendar
  const isPhone = usePhone()
  const { answer, days, day, span, zone, today, go } = model
  if (answer.value === undefined)
    return answer.problem === undefined ? (
      <LoadingRows rows={14} />
    ) : (
      <Failed what={words.calendar} problem={answer.problem} retry={answer.retry} />
    )
  const shared = { ...{ items, days, zone, today, tools, create }, carried: carried && keyOf(carried), opened: opened && keyOf(opened) }
  if (span === 'month')
    return (
      <MonthGrid
        {...shared}
        month={day.slice(0, 7)}
        labels={{
          ...text,
          more: (count, on) => (on === '' && isPhone ? words.moreShort(count) : words.more(count, on)),
          region: text.month(day),
        }}
        showDay={(on) => go(on, 'day')}
      />
    )
  return (
    <TimeGrid
      key={span}
      {...shared}
      labels={{
        ...{ allDay: words.allDay, now: words.now(text.time(now)), hour: text.hour },
        column: (on) => (on === '' ? text.range(days) : text.full(on)),
        day: (on) => (
          <button type="button" className="cal-day" onClick={() => go(on, 'day')}>
            <span aria-hidden="true">
              {text.weekday(on)} <b className="num">{text.number(on)}</b>
            </span>
            <span className="sr">{text.full(on)}</span>
          </button>
        ),
      }}
    />
  )
}

/** What is open over the calendar; one at a time. */
interface Layers {
  readonly opened?: { readonly item: CalendarItem; readonly anchor: HTMLElement }
  /** A time of a series that was dropped: which of its times move is asked. */
  readonly asked?: Carried
  /** What a new record holds at first. */
  readonly made?: Readonly<Record<string, number | string>>
}
interface OpenLayersProps extends Pick<BodyProps, 'now' | 'text'> {
  readonly block: CalendarBlock
  readonly layers: Layers
  readonly show: (layers: Layers) => void
  readonly moves: Moves
  readonly startMinutes: number
}
function OpenLayers({ block, layers: { opened, asked, made }, show, now, text, moves, startMinutes }: OpenLayersProps): ReactNode {
  const close = () => show({})
  if (opened !== undefined)
    return <ItemSummary key={keyOf(opened.item)} {...opened} {...{ now, text, startMinutes, close }} linked={block.linked} />
  if (asked !== undefined)
    return (
      <ScopeDialog
        subject={`${asked.was.title}, ${text.whenOn(asked.is)}`}
        choose={(scope) => {
          close()
          moves.send(asked.was, asked.is, scope)
        }}
        close={close}
      />
    )
  if (made === undefined || block.creates === undefined) return null
  return (
    <Suspense>
      <NewRecordDialog type={block.creates.type} title={block.creates.title} first={made} close={close} />
    </Suspense>
  )
}

// The same tools while the minute is the same: cards that did not change are not drawn again.
function useTools(carry: Carry, text: CalendarText, now: number, open: (opened: NonNullable<Layers['opened']>) => void): ItemTools {
  const latest = useRef({ carry, open })
  latest.current = { carry, open }
  return useMemo(
    () => ({
      ...{ now, when: text.when },
      press: (event, item, part) => latest.current.carry.press(event, item, part),
      key: (event, item) => latest.current.carry.key(event, item),
      open: (item, anchor) => latest.current.open({ item, anchor }),
    }),
    [now, text],
  )
}
function firstOf(on: string, minute: number, zone: string): NonNullable<Layers['made']> {
  if (minute < 0) return { startDate: on, endDate: on }
  const at = fromWallTime(Date.parse(on) + minute * 60_000, zone)
  return { at, endAt: at + halfHourMs }
}
function withCarried(items: readonly CalendarItem[], carried: Carried | undefined): readonly CalendarItem[] {
  if (carried === undefined) return items
  const key = keyOf(carried.was)
  return items.map((item) => (keyOf(item) === key ? carried.is : item))
}
function nextHalf(now: number, zone: string): number {
  const minute = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: 'numeric' }).format(now).split(':')[1] ?? 0,
  )
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(now))
  return Math.min(1410, Math.ceil((hour * 60 + minute + 1) / 30) * 30)
}
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
// A card that goes into another column is another element there: the focus goes with it.
function useFocusOf(carried: Carried | undefined) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (carried?.by !== 'keys') return
    const card = frame.current?.querySelector<HTMLElement>('.ev.carried')
    if (card !== document.activeElement) card?.focus()
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [carried])
  return frame
}
