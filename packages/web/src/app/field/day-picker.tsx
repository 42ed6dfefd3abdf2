import { CalendarDate, parseDate } from '@internationalized/date'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { Heading } from 'react-aria-components/Heading'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { AriaLocale } from '../part/aria-locale.js'
import { Icon } from '../part/icon.js'

interface DayPickerProps {
  readonly day: string | undefined
  readonly pick: (day: string) => void
}

/** A month to pick a day from, by mouse and arrow keys. */
export function DayPicker({ day, pick }: DayPickerProps): ReactNode {
  const words = useWords().field
  const { today } = useReading().formats.env
  const shown = day === undefined ? null : parseDate(day)
  return (
    <AriaLocale>
      <Calendar
        className="day-picker"
        aria-label={words.calendar}
        value={shown}
        defaultFocusedValue={shown ?? parseDate(today)}
        autoFocus
        onChange={(chosen) => chosen instanceof CalendarDate && pick(chosen.toString())}
      >
        <header>
          <Button slot="previous" className="ib tiny" aria-label={words.previousMonth}>
            <Icon name="chevron-left" size={14} />
          </Button>
          <Heading className="strong" />
          <Button slot="next" className="ib tiny" aria-label={words.nextMonth}>
            <Icon name="chevron-right" size={14} />
          </Button>
        </header>
        <CalendarGrid weekdayStyle="short">
          <CalendarGridHeader>{(name) => <CalendarHeaderCell className="small t3">{name}</CalendarHeaderCell>}</CalendarGridHeader>
          <CalendarGridBody>
            {(date) => <CalendarCell date={date} className={`day${date.toString() === today ? ' today' : ''}`} />}
          </CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </AriaLocale>
  )
}
