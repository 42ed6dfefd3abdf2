import type { CalendarBlock } from '@tenure/core/block'
import { type ReactNode, useContext, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../../words/use-words.js'
import type { CalendarModel } from '../calendar/use-calendar.js'
import type { CalendarText } from '../calendar/use-when.js'
import { useNamed } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { useMedia } from '../part/use-media.js'
import { CalendarSide } from './calendar-side.js'
import { SideSlot } from './side-slot.js'
import { type Calendars, markedDays, useCalendars } from './use-calendars.js'

interface BesideProps {
  readonly block: CalendarBlock
  readonly model: CalendarModel
  readonly calendars: Calendars
  readonly text: CalendarText
}

/** The small month and the calendars: beside the sheet where there is room, else behind a button. */
export function BesideCalendar(props: BesideProps): ReactNode {
  const words = useWords().calendar
  const slot = useContext(SideSlot)
  const isWide = useMedia('(min-width: 981px)')
  if (slot !== null && isWide) return createPortal(<Side {...props} />, slot)
  return (
    <Popover id="calendars-button" className="btn ghost" label={words.calendars} align="end" button={<Icon name="list" size={16} />}>
      {() => <Side {...props} />}
    </Popover>
  )
}

function Side({ block, model, calendars, text }: BesideProps): ReactNode {
  const [month, setMonth] = useState<readonly string[]>(model.days)
  const asking = model.about(month)
  const answer = useNamed(asking?.of, asking?.input ?? {})
  const { items } = useCalendars(block.provider, false, { ...model, answer })
  const marked = useMemo(
    () => markedDays(asking === undefined ? calendars.items : items, model.zone),
    [asking === undefined, calendars.items, items, model.zone],
  )
  return <CalendarSide {...{ model, calendars, text, marked }} showMonth={setMonth} />
}
