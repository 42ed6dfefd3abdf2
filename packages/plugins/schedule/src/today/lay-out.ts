import type { CalendarItem } from '@tenure/core/block'

/** As many pixels is an hour high. */
export const hourPx = 42
const hourMs = 3_600_000
/** An item is at least so high, so that its name can be read. */
const leastPx = 24
/** An item is at least so wide, for the same reason. */
const leastWidthPx = 104
/** Above the first hour, so that its name is whole. */
const topPx = 12

/** An item, or several that have no room of their own, with their place: pixels from the top, and shares of the width. */
export interface Placed {
  readonly items: readonly [CalendarItem, ...CalendarItem[]]
  readonly top: number
  readonly height: number
  readonly left: number
  readonly width: number
}

/** Whether it lasts the whole day, and stands above the hours. */
export function isWholeDay({ days, startAt, endAt }: CalendarItem): boolean {
  return days !== undefined || endAt - startAt >= 24 * hourMs
}

/** A day in a time zone. */
export interface ShownDay {
  readonly day: string
  readonly timeZone: string
}

/** The hours of the clock that are shown: from the first item, or nine, to the last, or seventeen, and never without now. */
export function hoursOf(items: readonly CalendarItem[], now: number, shown: ShownDay): { readonly first: number; readonly last: number } {
  const timed = items.filter((item) => !isWholeDay(item))
  const hours = timed.map(({ startAt, endAt }) => [hourIn(startAt, shown), hourIn(endAt, shown)] as const)
  const present = hourIn(now, shown)
  return {
    first: Math.max(0, Math.floor(Math.min(9, present, ...hours.map(([start]) => start)))),
    last: Math.min(24, Math.ceil(Math.max(17, present, ...hours.map(([, end]) => end)))),
  }
}

/** Where an instant of the day is, in pixels from the top. */
export function placeOf(instant: number, first: number, shown: ShownDay): number {
  return (hourIn(instant, shown) - first) * hourPx + topPx
}

/** How many items are side by side in that many pixels, each wide enough to be read. */
export function lanesIn(width: number): number {
  return Math.max(2, Math.floor(width / leastWidthPx))
}

interface Hours extends ShownDay {
  /** The hour of the clock at the top. */
  readonly first: number
  /** As many items are side by side. */
  readonly lanes: number
}

/** Items with times; those that overlap share the width equally, in order of their start. Where there are more than lanes, the last lane has the rest together. */
export function layOut(items: readonly CalendarItem[], { first, lanes, ...shown }: Hours): readonly Placed[] {
  const timed = items.filter((item) => !isWholeDay(item)).sort((a, b) => a.startAt - b.startAt || b.endAt - a.endAt)
  return groupsOf(timed.map((item): Box => ({ items: [item], ...boxOf(item, first, shown) }))).flatMap((group) => placesOf(group, lanes))
}

type Box = Pick<Placed, 'items' | 'top' | 'height'>
function boxOf({ startAt, endAt }: CalendarItem, first: number, shown: ShownDay): Omit<Box, 'items'> {
  const start = placeOf(startAt, first, shown)
  return { top: start, height: Math.max(leastPx, placeOf(endAt, first, shown) - start - 2) }
}
// Each overlaps with one before it.
function groupsOf<Each extends Box>(boxes: readonly Each[]): readonly (readonly Each[])[] {
  const groups: Each[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const box of boxes) {
    if (box.top >= end) groups.push([])
    groups.at(-1)?.push(box)
    end = Math.max(end, box.top + box.height)
  }
  return groups
}
function placesOf(group: readonly Box[], most: number): readonly Placed[] {
  const ends: number[] = []
  const inLanes = group.map((box) => {
    const free = ends.findIndex((end) => end <= box.top)
    const lane = free < 0 ? ends.length : free
    ends[lane] = box.top + box.height
    return { ...box, lane }
  })
  const count = Math.min(ends.length, most)
  const last = count - 1
  const rest = groupsOf(inLanes.filter(({ lane }) => lane >= last)).map((boxes) => ({ ...together(boxes), lane: last }))
  const boxes = ends.length > most ? [...inLanes.filter(({ lane }) => lane < last), ...rest] : inLanes
  return boxes.map(({ lane, ...box }) => ({ ...box, left: lane / count, width: 1 / count }))
}
function together(boxes: readonly Box[]): Box {
  const top = Math.min(...boxes.map((box) => box.top))
  return {
    items: boxes.flatMap(({ items }) => items) as [CalendarItem, ...CalendarItem[]],
    top,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  }
}

// Hours on the clock of that day: what began before has none, what ends after has all.
function hourIn(instant: number, { day, timeZone }: ShownDay): number {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const on = `${parts['year']}-${parts['month']}-${parts['day']}`
  return on < day ? 0 : on > day ? 24 : Number(parts['hour']) + Number(parts['minute']) / 60
}
const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en', { ...digits, timeZone, hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  return clock
}
