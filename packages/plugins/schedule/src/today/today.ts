import { custom, defineElement, metric } from '@tenure/core/block'
import { SummaryBlocks } from '@tenure/core/page'
import { Clock, contribute, implementProvider } from '@tenure/core/plugin'
import { addDays } from '@tenure/core/zone'
import { map, switchMap } from 'rxjs'
import { scheduleToday } from '../contract.js'
import { elementFolder } from '../element-folder.js'
import { Shown, Whole, watchItems } from '../items.js'
import { ScheduleSettings } from '../settings.js'

/** The schedule of today in the user's zone (SUM-5). */
export const today = implementProvider(scheduleToday, {
  uses: { clock: Clock, records: Shown, whole: Whole, settings: ScheduleSettings },
  watch: ({ session, clock, ...keys }) => {
    const { timeZone } = session
    return clock
      .watchToday(timeZone)
      .pipe(
        switchMap((day) =>
          watchItems({ from: day, to: addDays(day, 1), timeZone }, { ...keys, session }).pipe(
            map(({ items, left }) => ({ day, timeZone, items, ...(left !== undefined && { left }) })),
          ),
        ),
      )
  },
})

/** Draws it on Summary. */
export const todayElement = defineElement({ id: 'tenure.schedule/day', module: new URL('schedule-today.js', elementFolder) })
/** Its block on Summary. */
export const todayBlock = contribute(SummaryBlocks, {
  id: 'tenure.schedule/summary',
  order: { rank: 3 },
  columns: 3,
  block: custom({
    title: 'Today',
    from: scheduleToday,
    element: todayElement,
    fallback: metric({ title: 'Today', from: scheduleToday, value: 'day' }),
  }),
})
