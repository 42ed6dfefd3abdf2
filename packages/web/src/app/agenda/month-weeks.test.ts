import type { CalendarItem } from '@tenure/core/block'
import { addDays } from '@tenure/core/zone'
import { expect, test } from 'vitest'
import { weeksOf } from './month-weeks.js'
import { daysOf } from './placed.js'

const days = Array.from({ length: 14 }, (_, at) => addDays('2026-11-16', at))
const size = { columns: 7, lines: 3 }
const item = (id: string, from: string, to: string): CalendarItem => ({
  ...{ type: 'meeting', id, title: id, look: 'plain', startAt: Date.parse(from), endAt: Date.parse(to) },
})
const whole = (id: string, first: string, last: string): CalendarItem => ({
  ...item(id, first, addDays(last, 1)),
  days: { first, last },
})

test('[SCH-3] what lasts several days is one bar in each week that it is in, and items of a day take the lines that bars leave', () => {
  const items = [
    whole('fair', '2026-11-20', '2026-11-24'),
    item('night', '2026-11-20T22:00Z', '2026-11-21T02:00Z'),
    item('call', '2026-11-21T09:00Z', '2026-11-21T10:00Z'),
  ]
  const [first, second] = weeksOf(items, days, 'UTC', size)
  expect(first?.bars.map(({ item: { id }, from, to, row }) => [id, from, to, row])).toEqual([
    ['fair', 4, 6, 0],
    ['night', 4, 5, 1],
  ])
  expect(first?.days[5]).toMatchObject({ lines: [{ line: 2 }], rest: 0 })
  expect(second?.bars.map(({ from, to }) => [from, to])).toEqual([[0, 1]])
})

test('[SCH-3] a day with more than fits says how many, and a bar without a place on one of its days is on none', () => {
  const calls = [10, 11, 12].map((hour) => item(`c${hour}`, `2026-11-17T${hour}:00Z`, `2026-11-17T${hour}:30Z`))
  const bars = ['a', 'b', 'c'].map((id) => whole(id, '2026-11-16', '2026-11-17'))
  const [first] = weeksOf([...bars, ...calls], days, 'UTC', size)
  expect(first?.bars.map(({ item: { id } }) => id)).toEqual(['a', 'b'])
  expect(first?.days.slice(0, 2).map(({ lines, rest }) => [lines.length, rest])).toEqual([
    [0, 1],
    [0, 4],
  ])
})

test('[SCH-3] on random months each item is drawn once or counted on each of its days, and no line is taken twice', () => {
  const seed = Date.now() % 1_000_000
  let state = seed
  const random = (to: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * to)
  }
  for (let round = 0; round < 200; round++) {
    const items = Array.from({ length: random(30) }, (_, at) => {
      const day = days[random(14)] as string
      const last = addDays(day, random(3) === 0 ? random(6) : 0)
      return random(2) === 0 ? whole(`w${at}`, day, last) : item(`t${at}`, `${day}T08:00Z`, `${last}T09:00Z`)
    })
    for (const [at, week] of weeksOf(items, days, 'UTC', size).entries())
      for (const [column, { day, lines, rest }] of week.days.entries()) {
        const bars = week.bars.filter(({ from, to }) => from <= column && column <= to)
        const taken = [...lines.map(({ line }) => line), ...bars.map(({ row }) => row), ...(rest > 0 ? [size.lines - 1] : [])]
        const there = items.filter((each) => daysOf(each, 'UTC').first <= day && day <= daysOf(each, 'UTC').last)
        const name = `seed ${seed}, round ${round}, week ${at}, ${day}`
        expect([lines.length + bars.length + rest, new Set(taken).size, Math.max(0, ...taken) < size.lines], name).toEqual([
          ...[there.length, taken.length, true],
        ])
      }
  }
})
