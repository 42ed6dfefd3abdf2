import type { Timeline, TimelineRow } from '../data/answers.js'

/** An activity or a piece of work. */
export type Planned = Timeline['ahead'][number]
/** What happened on one day; without a day where that is not known. */
export interface Day {
  readonly day: string | undefined
  readonly rows: readonly TimelineRow[]
}

const minuteMs = 60_000

/** What is ahead in a minute that begins at that instant, soonest first and work without a date last; and what is past, by days. */
export function splitTimeline(
  { ahead, rows }: Pick<Timeline, 'ahead' | 'rows'>,
  minute: number,
  dayOf: (instant: number) => string,
): { readonly ahead: readonly Planned[]; readonly days: readonly Day[] } {
  const isAhead = (row: TimelineRow): row is Planned => row.row === 'activity' && row.done !== true && (row.at ?? 0) >= minute + minuteMs
  const soon = [...rows.filter(isAhead), ...ahead].sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE))
  const days = new Map<string | undefined, TimelineRow[]>()
  for (const row of rows.filter((one) => !isAhead(one))) {
    const day = row.at === null ? undefined : dayOf(row.at)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return { ahead: soon, days: [...days].map(([day, ofDay]) => ({ day, rows: ofDay })) }
}
