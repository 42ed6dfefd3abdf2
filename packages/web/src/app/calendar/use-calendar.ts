import type { CalendarBlock, calendarOutput } from '@tenure/core/block'
import { addDays, dayOf, isTimeZone } from '@tenure/core/zone'
import { useMemo } from 'react'
import type { z } from 'zod'
import { useAddress } from '../address/use-address.js'
import { daysShown, firstDayOf, type Span, stepDay } from '../agenda/days.js'
import { useAsked } from '../control/use-asked.js'
import type { Named } from '../data/named.js'
import { usePreference } from '../data/use-preference.js'
import { useNamed, type Watched } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { usePhone } from '../part/use-media.js'

/** What the provider of a calendar answers. */
export type CalendarAnswer = z.output<typeof calendarOutput>
/** What of a calendar is in view, and how to see more. */
export interface CalendarModel {
  readonly answer: Watched<CalendarAnswer>
  readonly days: readonly string[]
  readonly day: string
  readonly span: Span
  readonly zone: string
  readonly firstDay: number
  readonly hidesWeekends: boolean
  readonly today: string
  readonly go: (day: string, span?: Span) => void
  readonly step: (count: number) => void
  readonly setZone: (zone: string | null) => void
  readonly hideWeekends: (hides: boolean) => void
  /** Other people whose calendars are shown too. */
  readonly people: readonly string[]
  readonly setPeople: (people: readonly string[]) => void
  /** The items of days, live, where they are more than those that the calendar has asked for. */
  readonly about: (days: readonly string[]) => Asking | undefined
}
/** A question for the items of some days; none while what it needs is not known. */
export interface Asking {
  readonly of: Named<CalendarAnswer>
  readonly input: Readonly<Record<string, unknown>>
}

/** The state of a calendar: the day and the span are in the address, zone and weekends are what the person prefers. */
export function useCalendar(block: CalendarBlock): CalendarModel {
  const { env } = useReading().formats
  const { address, go: goTo } = useAddress()
  const isPhone = usePhone()
  const [preferredZone, saveZone] = usePreference('calendar.zone')
  const [hides, saveHides] = usePreference('calendar.hide-weekends')
  const zone = typeof preferredZone === 'string' && isTimeZone(preferredZone) ? preferredZone : env.timeZone
  const today = dayOf(Date.now(), zone)
  const span = spanOf(address.layout) ?? (isPhone ? 'day' : 'week')
  const day = address.at !== undefined && /^\d{4}-\d\d-\d\d$/.test(address.at) ? address.at : today
  const hidesWeekends = hides === true
  // What the settings say is known with the first answer; until then the language says it.
  const asked = useMemo(() => daysShown(day, span, { firstDay: firstDayOf(env.locale), hidesWeekends: false }), [day, span, env.locale])
  const filled = useAsked(block)
  const [added, savePeople] = usePreference('calendar.people')
  const people = useMemo(() => (block.people === true && Array.isArray(added) ? added.map(String) : []), [block.people, added])
  const wide = span === 'day' ? 0 : 7
  const [from, to] = [addDays(asked[0] ?? day, -wide), addDays(asked.at(-1) ?? day, 1 + wide)]
  const of = filled && { id: block.provider, shape: shapeOf }
  const inputFor = (first: string, end: string) => ({
    ...filled?.input,
    ...{ from: first, to: end, timeZone: zone },
    ...(people.length > 0 && { people }),
  })
  const answer = useNamed(of, inputFor(from, to))
  const firstDay = answer.value?.firstDay ?? firstDayOf(env.locale)
  const days = useMemo(() => daysShown(day, span, { firstDay, hidesWeekends }), [day, span, firstDay, hidesWeekends])
  const go = (to: string, next: Span = span) =>
    goTo({ at: to === today ? undefined : to, layout: next === (isPhone ? 'day' : 'week') ? undefined : next })
  return {
    ...{ answer, days, day, span, zone, firstDay, hidesWeekends, today, go },
    step: (count) => go(stepDay(day, span, count)),
    setZone: (next) => void saveZone(next),
    hideWeekends: (next) => void saveHides(next),
    people,
    setPeople: (next) => void savePeople([...next]),
    about: (wanted) => {
      const [first = day, last = day] = [wanted[0], wanted.at(-1)]
      return of === undefined || (from <= first && last < to) ? undefined : { of, input: inputFor(first, addDays(last, 1)) }
    },
  }
}
const shapeOf: Named<CalendarAnswer>['shape'] = (value) =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items) ? (value as CalendarAnswer) : undefined
function spanOf(layout: string | undefined): Span | undefined {
  return layout === 'day' || layout === 'week' || layout === 'month' ? layout : undefined
}
