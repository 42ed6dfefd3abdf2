import type { CalendarItem } from '@tenure/core/block'
import { addDays } from '@tenure/core/zone'
import { useMemo } from 'react'
import { daysOf } from '../agenda/placed.js'
import type { CalendarModel } from '../calendar/use-calendar.js'
import { usePreference } from '../data/use-preference.js'
import { useText } from '../form/use-text.js'
import { useReading } from '../format/use-formats.js'

/** One of the calendars that are laid over each other. */
export interface ShownCalendar {
  readonly id: string
  readonly title: string
  /** How many of its items are on the days in view. */
  readonly count: number
  readonly isShown: boolean
  readonly show: (isShown: boolean) => void
  /** Takes away the calendar of another person. */
  readonly remove?: () => void
}
/** The calendars of a block, and its items without those of calendars that the person has hidden. */
export interface Calendars {
  readonly all: readonly ShownCalendar[]
  readonly items: readonly CalendarItem[]
  /** Adds the calendar of another person; absent where the block has its own alone, or as many as are shown at once. */
  readonly add?: (person: string) => void
}
const mostPeople = 10

/** What people prefer to see of a calendar is kept for them on the server, by the provider that it is of. */
export function useCalendars(
  provider: string,
  mayAdd: boolean,
  model: Pick<CalendarModel, 'answer' | 'days' | 'zone' | 'people' | 'setPeople'>,
): Calendars {
  const { answer, days, zone, people, setPeople } = model
  const [kept, save] = usePreference('calendar.hidden')
  const { nameOf } = useReading()
  const translate = useText()
  const hidden = useMemo(() => new Set(Array.isArray(kept) ? kept.map(String) : []), [kept])
  const nameIn = (id: string) => `${provider} ${id}`
  const all = answer.value?.items
  const items = useMemo(
    () => (all ?? noItems).filter((item) => !hidden.has(nameIn(calendarOf(item)))).map((item) => withPerson(item, nameOf)),
    [all, hidden, nameOf],
  )
  const counts = useMemo(() => countIn(all ?? noItems, days, zone), [all, days, zone])
  const show = (id: string, isShown: boolean) => {
    const others = [...hidden].filter((each) => each !== nameIn(id))
    void save(isShown ? others : [...others, nameIn(id)])
  }
  const toShown = (id: string, title: string): ShownCalendar => ({
    ...{ id, title, count: counts.get(id) ?? 0, isShown: !hidden.has(nameIn(id)) },
    show: (isShown) => show(id, isShown),
  })
  return {
    items,
    all: [
      ...(answer.value?.calendars ?? []).map(({ id, title }) => toShown(id, translate(title))),
      ...people.map((person) => ({
        ...toShown(`person ${person}`, nameOf(person)),
        remove: () => setPeople(people.filter((each) => each !== person)),
      })),
    ],
    ...(mayAdd && people.length < mostPeople && { add: (person: string) => setPeople([...people, person]) }),
  }
}
const noItems: readonly CalendarItem[] = []

/** The days that have something which is shown. */
export function markedDays(items: readonly CalendarItem[], zone: string): ReadonlySet<string> {
  const marked = new Set<string>()
  for (const item of items) {
    const { first, last } = daysOf(item, zone)
    for (let day = first; day <= last; day = addDays(day, 1)) marked.add(day)
  }
  return marked
}
function calendarOf({ person, calendar = '' }: CalendarItem): string {
  return person === undefined ? calendar : `person ${person}`
}
function withPerson(item: CalendarItem, nameOf: (user: string) => string): CalendarItem {
  return item.person === undefined ? item : { ...item, detail: nameOf(item.person) }
}
function countIn(items: readonly CalendarItem[], days: readonly string[], zone: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const [from = '', to = ''] = [days[0], days.at(-1)]
  for (const item of items) {
    const { first, last } = daysOf(item, zone)
    if (last < from || first > to) continue
    const calendar = calendarOf(item)
    counts.set(calendar, (counts.get(calendar) ?? 0) + 1)
  }
  return counts
}
