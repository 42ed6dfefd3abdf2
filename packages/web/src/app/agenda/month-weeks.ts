import type { CalendarItem } from '@tenure/core/block'
import { type Bar, barsOf, daysOf, isInBar } from './placed.js'

/** A day of a month: the items that are drawn in it, each in its line, and how many more there are. */
export interface MonthDay {
  readonly day: string
  readonly lines: readonly { readonly item: CalendarItem; readonly line: number }[]
  readonly rest: number
}
/** A week of a month: bars go over its days, and begin in one of them. */
export interface MonthWeek {
  readonly days: readonly MonthDay[]
  readonly bars: readonly Bar[]
}

/**
 * The weeks of a month with so many lines to a day. What lasts over midnight is one bar; a day with more than fits gives its last line to
 * saying how many there are, and a bar that finds no place on one of its days is on none.
 */
export function weeksOf(
  items: readonly CalendarItem[],
  days: readonly string[],
  zone: string,
  { columns, lines }: { readonly columns: number; readonly lines: number },
): readonly MonthWeek[] {
  const isBar = (item: CalendarItem): boolean => isInBar(item) || isOverMidnight(item, zone)
  const single = new Map<string, CalendarItem[]>(days.map((day) => [day, []]))
  for (const item of items) if (!isBar(item)) single.get(daysOf(item, zone).first)?.push(item)
  return Array.from({ length: Math.ceil(days.length / columns) }, (_, week) => {
    const own = days.slice(week * columns, (week + 1) * columns)
    const timed = own.map((day) => [...(single.get(day) ?? [])].sort((a, b) => a.startAt - b.startAt))
    return toWeek(own, timed, barsOf(items, own, zone, isBar), lines)
  })
}

function toWeek(days: readonly string[], timed: readonly (readonly CalendarItem[])[], all: readonly Bar[], lines: number): MonthWeek {
  const bars = fitting(all, timed, lines)
  const shown = timed.map((items, column) => {
    const covers = (bar: Bar): boolean => bar.from <= column && column <= bar.to
    const total = items.length + all.filter(covers).length
    const taken = new Set(bars.filter(covers).map(({ row }) => row))
    const room = isFull(total, taken, items.length, lines) ? lines - 1 : lines
    const free = Array.from({ length: room }, (_, line) => line).filter((line) => !taken.has(line))
    const placed = items.slice(0, free.length).map((item, at) => ({ item, line: free[at] ?? 0 }))
    return { day: days[column] ?? '', lines: placed, rest: total - taken.size - placed.length }
  })
  return { days: shown, bars }
}

// A bar that is left out makes its days say so, which may take the place of another bar: until nothing changes.
function fitting(all: readonly Bar[], timed: readonly (readonly CalendarItem[])[], lines: number): readonly Bar[] {
  let bars = all.filter(({ row }) => row < lines)
  for (let before = -1; before !== bars.length; ) {
    before = bars.length
    const roomOf = timed.map((items, column) => {
      const covers = (bar: Bar): boolean => bar.from <= column && column <= bar.to
      const taken = new Set(bars.filter(covers).map(({ row }) => row))
      return isFull(items.length + all.filter(covers).length, taken, items.length, lines) ? lines - 1 : lines
    })
    bars = bars.filter(({ from, to, row }) => roomOf.slice(from, to + 1).every((room) => row < room))
  }
  return bars
}
// All of a day have a line: as many as are free, and no bar is left out.
function isFull(total: number, taken: ReadonlySet<number>, timed: number, lines: number): boolean {
  return total > taken.size + timed || taken.size + timed > lines
}
function isOverMidnight(item: CalendarItem, zone: string): boolean {
  const { first, last } = daysOf(item, zone)
  return first !== last
}
