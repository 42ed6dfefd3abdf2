import { addDays, addPeriods } from '@tenure/core/zone'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { daysShown } from '../agenda/days.js'
import type { CalendarText } from '../calendar/use-when.js'
import { Icon } from '../part/icon.js'

interface MiniMonthProps {
  readonly day: string
  readonly today: string
  /** The days that the calendar shows. */
  readonly shown: readonly string[]
  readonly firstDay: number
  readonly text: CalendarText
  /** The days that have something. */
  readonly marked: ReadonlySet<string>
  /** Hears which days it has. */
  readonly showMonth: (days: readonly string[]) => void
  readonly go: (day: string) => void
}
const arrows: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** A small month beside a calendar: which days have something, which are in view, and the way to any other. */
export function MiniMonth({ day, today, shown, firstDay, text, marked, showMonth, go }: MiniMonthProps): ReactNode {
  const [at, setAt] = useState(day)
  const frame = useRef<HTMLTableElement>(null)
  const isMoving = useRef(false)
  useEffect(() => setAt(day), [day])
  useEffect(() => {
    if (isMoving.current) frame.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
    isMoving.current = false
  }, [at])
  const month = at.slice(0, 7)
  const days = useMemo(() => daysShown(`${month}-01`, 'month', { firstDay, hidesWeekends: false }), [month, firstDay])
  useEffect(() => showMonth(days), [days])
  const inView = new Set(shown)
  const turn = (months: number) => setAt(addPeriods(`${month}-01`, 'month', months))
  const key = (event: KeyboardEvent) => {
    const by = arrows[event.key]
    if (by === undefined && event.key !== 'PageUp' && event.key !== 'PageDown') return
    event.preventDefault()
    event.stopPropagation()
    isMoving.current = true
    setAt(by === undefined ? addPeriods(at, 'month', event.key === 'PageUp' ? -1 : 1) : addDays(at, by))
  }
  return (
    <section className="cal-mini">
      <Turning {...{ at, text, turn }} />
      <table ref={frame} aria-label={text.month(at)} onKeyDown={key}>
        <thead>
          <tr>
            {days.slice(0, 7).map((each) => (
              <th key={each} scope="col">
                <span aria-hidden="true">{text.letter(each)}</span>
                <span className="sr">{text.weekday(each)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7)).map((week) => (
            <tr key={week[0]}>
              {week.map((each) => (
                <td key={each} className={inView.has(each) ? 'in' : undefined}>
                  <MiniDay
                    {...{ text, go }}
                    day={each}
                    isOut={!each.startsWith(month)}
                    isToday={each === today}
                    isMarked={marked.has(each)}
                    isChosen={each === day}
                    isActive={each === at}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface TurningProps extends Pick<MiniMonthProps, 'text'> {
  readonly at: string
  readonly turn: (months: number) => void
}
function Turning({ at, text, turn }: TurningProps): ReactNode {
  const words = useWords().calendar
  return (
    <header>
      <h2 className="cut">{text.month(at)}</h2>
      <button type="button" className="ib" aria-label={words.back.month} onClick={() => turn(-1)}>
        <Icon name="chevron-left" size={14} />
      </button>
      <button type="button" className="ib" aria-label={words.forward.month} onClick={() => turn(1)}>
        <Icon name="chevron-right" size={14} />
      </button>
    </header>
  )
}

interface MiniDayProps extends Pick<MiniMonthProps, 'text' | 'go' | 'day'> {
  /** It is of the month before or after. */
  readonly isOut: boolean
  readonly isToday: boolean
  readonly isMarked: boolean
  readonly isChosen: boolean
  /** It is the place that Tab reaches. */
  readonly isActive: boolean
}
function MiniDay({ day, text, go, isOut, isToday, isMarked, isChosen, isActive }: MiniDayProps): ReactNode {
  const words = useWords().calendar
  const marks = ['num', isOut && 'out', isToday && 'today', isMarked && 'some']
  return (
    <button
      type="button"
      className={marks.filter(Boolean).join(' ')}
      tabIndex={isActive ? 0 : -1}
      aria-label={isMarked ? words.hasItems(text.full(day)) : text.full(day)}
      aria-current={isToday ? 'date' : undefined}
      aria-pressed={isChosen}
      onClick={() => go(day)}
    >
      {text.number(day)}
    </button>
  )
}
