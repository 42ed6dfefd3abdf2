import { usersContract } from '@tenure/core/page'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { CalendarModel } from '../calendar/use-calendar.js'
import type { CalendarText } from '../calendar/use-when.js'
import { useWatch } from '../data/use-source.js'
import { Switch } from '../form/switch.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Face } from '../part/mark.js'
import { Popover } from '../part/popover.js'
import { MiniMonth } from './mini-month.js'
import type { Calendars, ShownCalendar } from './use-calendars.js'

interface CalendarSideProps {
  readonly model: CalendarModel
  readonly calendars: Calendars
  readonly text: CalendarText
  /** The days that have something, among those of the small month. */
  readonly marked: ReadonlySet<string>
  /** Hears which days the small month has. */
  readonly showMonth: (days: readonly string[]) => void
}

/** What is beside a calendar, or behind a button of it: a small month, the calendars that it shows, and how. */
export function CalendarSide({ model, calendars, text, marked, showMonth }: CalendarSideProps): ReactNode {
  const words = useWords().calendar
  const { day, days, today, firstDay, go, hidesWeekends, hideWeekends } = model
  const { all, add } = calendars
  return (
    <div className="views cal-side">
      <MiniMonth {...{ day, today, firstDay, text, marked, showMonth, go }} shown={days} />
      {all.length === 0 && add === undefined ? null : (
        <section>
          <header>
            <h2>{words.calendars}</h2>
            {add === undefined ? null : <AddPerson add={add} without={all.map(({ id }) => id)} />}
          </header>
          <ul>
            {all.map((each) => (
              <CalendarRow key={each.id} calendar={each} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <header>
          <h2>{words.display}</h2>
        </header>
        <div className="cal-row">
          <span className="grow" aria-hidden="true">
            {words.hideWeekends}
          </span>
          <Switch isOn={hidesWeekends} onChange={hideWeekends} label={words.hideWeekends} />
        </div>
      </section>
    </div>
  )
}

function CalendarRow({ calendar: { title, count, isShown, show, remove } }: { readonly calendar: ShownCalendar }): ReactNode {
  const words = useWords().calendar
  const { formats } = useReading()
  const id = useId()
  return (
    <li className="cal-row">
      <input id={id} type="checkbox" checked={isShown} onChange={(event) => show(event.target.checked)} />
      <label htmlFor={id} className="grow cut" dir="auto" title={title}>
        {title}
      </label>
      {remove === undefined ? null : (
        <button type="button" className="ib" aria-label={words.removePerson(title)} onClick={remove}>
          <Icon name="x" size={12} />
        </button>
      )}
      <span className="n num">{formats.number(count)}</span>
    </li>
  )
}

/** Whose calendar is added. Of those who may not be seen it stays empty, and says so here. */
function AddPerson({ add, without }: { readonly add: (person: string) => void; readonly without: readonly string[] }): ReactNode {
  const words = useWords().calendar
  const { me } = useReading()
  const [sought, seek] = useState('')
  const users = (useWatch(usersContract).value ?? []).filter(({ id, active }) => active && id !== me && !without.includes(`person ${id}`))
  const found = users.filter(({ name }) => name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase()))
  return (
    <Popover label={words.addPerson} tip={words.addPerson} button={<Icon name="plus" size={14} />}>
      {({ close }) => (
        <div className="cal-zones">
          <input
            className="in"
            type="search"
            aria-label={words.findPerson}
            placeholder={words.findPerson}
            value={sought}
            onChange={(event) => seek(event.target.value)}
          />
          <ul>
            {found.map(({ id, name }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => {
                    add(id)
                    seek('')
                    close()
                  }}
                >
                  <Face id={id} name={name} />
                  <span className="grow cut" dir="auto">
                    {name}
                  </span>
                </button>
              </li>
            ))}
            {found.length === 0 ? <li className="t3 pad">{words.noPerson}</li> : null}
          </ul>
          <p className="small t3">{words.addPersonWhy}</p>
        </div>
      )}
    </Popover>
  )
}
