import type { CalendarItem } from '@tenure/core/block'
import { expect, test } from 'vitest'
import { moveItem, resizeItem } from './moved.js'
import { barsOf, segmentsOf } from './placed.js'

const item = (from: string, to: string, more: Partial<CalendarItem> = {}): CalendarItem => ({
  ...{ type: 'meeting', id: from, title: from, look: 'plain', startAt: Date.parse(from), endAt: Date.parse(to) },
  ...more,
})
const minutes = (items: readonly CalendarItem[], day: string, zone: string) =>
  segmentsOf(items, [day], zone)
    .get(day)
    ?.map(({ start, end }) => [start, end])

test('[SCH-3] an item is at the time that clocks show on days on which they change, in every zone', () => {
  const spring = [item('2026-03-29T00:30Z', '2026-03-29T02:00Z')]
  expect(minutes(spring, '2026-03-29', 'Europe/Berlin')).toEqual([[90, 240]])
  expect(minutes(spring, '2026-03-29', 'America/New_York')).toEqual([])
  expect(minutes(spring, '2026-03-28', 'America/New_York')).toEqual([[1230, 1320]])
  expect(minutes([item('2026-10-25T00:50Z', '2026-10-25T01:10Z')], '2026-10-25', 'Europe/Berlin')).toEqual([[170, 198]])
  expect(minutes([item('2026-10-03T15:20Z', '2026-10-03T16:00Z')], '2026-10-04', 'Australia/Lord_Howe')).toEqual([[110, 180]])
})
test('[SCH-3] an item over midnight is in both days, one that ends at midnight in one, and a day is never left', () => {
  const late = [item('2026-11-17T23:00Z', '2026-11-18T01:00Z'), item('2026-11-17T22:00Z', '2026-11-18T00:00Z', { id: 'x' })]
  expect(minutes(late, '2026-11-17', 'UTC')).toEqual([
    [1320, 1440],
    [1380, 1440],
  ])
  expect(minutes(late, '2026-11-18', 'UTC')).toEqual([[0, 60]])
  expect(minutes([item('2026-11-17T23:55Z', '2026-11-17T23:58Z')], '2026-11-17', 'UTC')).toEqual([[1412, 1440]])
})
test('[SCH-3] whole days are the same in every zone, and lie in the bar also across hidden weekends', () => {
  const days = ['2026-11-19', '2026-11-20', '2026-11-23']
  const fair = item('2026-11-20T00:00Z', '2026-11-23T00:00Z', { days: { first: '2026-11-20', last: '2026-11-22' } })
  const weekend = item('2026-11-21T00:00Z', '2026-11-23T00:00Z', { id: 'w', days: { first: '2026-11-21', last: '2026-11-22' } })
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    expect(barsOf([fair, weekend], days, zone)).toEqual([{ item: fair, from: 1, to: 1, row: 0, comesFrom: false, goesOn: true }])
    expect(segmentsOf([fair], days, zone).get('2026-11-20')).toEqual([])
  }
  const long = item('2026-11-18T12:00Z', '2026-11-20T12:00Z', { id: 'l' })
  expect(barsOf([fair, long], days, 'UTC').map(({ from, to, row }) => [from, to, row])).toEqual([
    [0, 1, 0],
    [1, 1, 1],
  ])
})
test('[SCH-3] an item that is moved keeps its length and the time on the clock over a change of clocks', () => {
  const call = item('2026-03-27T08:00Z', '2026-03-27T09:00Z')
  expect(moveItem(call, { days: 3, minutes: 15 }, 'Europe/Berlin')).toMatchObject({
    startAt: Date.parse('2026-03-30T07:15Z'),
    endAt: Date.parse('2026-03-30T08:15Z'),
  })
  expect(resizeItem(call, { days: 0, minutes: -90 }, 'Europe/Berlin')).toMatchObject({ endAt: Date.parse('2026-03-27T08:15Z') })
  const fair = item('2026-11-20T00:00Z', '2026-11-22T00:00Z', { days: { first: '2026-11-20', last: '2026-11-21' } })
  expect(moveItem(fair, { days: -2, minutes: 45 }, 'UTC').days).toEqual({ first: '2026-11-18', last: '2026-11-19' })
  expect(resizeItem(fair, { days: -5, minutes: 0 }, 'UTC').days).toEqual({ first: '2026-11-20', last: '2026-11-20' })
})
