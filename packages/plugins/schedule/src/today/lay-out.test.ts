import type { CalendarItem } from '@tenure/core/block'
import { expect, test } from 'vitest'
import { lanesIn, layOut } from './lay-out.js'

const day = { day: '2026-07-13', timeZone: 'UTC', first: 9 }
const item = (id: string, from: string, to: string): CalendarItem => ({
  ...{ type: 'meeting', id, title: id, look: 'plain' },
  ...{ startAt: Date.parse(`2026-07-13T${from}Z`), endAt: Date.parse(`2026-07-13T${to}Z`) },
})
const eight = Array.from({ length: 8 }, (_, at) => item(`m${at}`, '10:00', '11:00'))
const placesOf = (items: readonly CalendarItem[], lanes: number) =>
  layOut(items, { ...day, lanes }).map(({ items: held, left, width }) => [held.map(({ id }) => id).join(' '), left, width])

test('[SUM-5] of eight meetings at one hour, as many as can be read are side by side, and the last place has the rest', () => {
  expect(placesOf(eight, 3)).toEqual([
    ['m0', 0, 1 / 3],
    ['m1', 1 / 3, 1 / 3],
    ['m2 m3 m4 m5 m6 m7', 2 / 3, 1 / 3],
  ])
  expect(placesOf(eight, 8)).toHaveLength(8)
  expect(placesOf(eight.slice(0, 3), 3).map(([ids]) => ids)).toEqual(['m0', 'm1', 'm2'])
})

test('[SUM-5] the rest is as high as what is in it, and what comes later in its lane is by itself', () => {
  const items = [item('long', '10:00', '13:00'), item('a', '10:00', '11:00'), item('b', '10:30', '11:30'), item('late', '12:00', '13:00')]
  const placed = layOut(items, { ...day, lanes: 2 })
  expect(placed.map(({ items: held }) => held.map(({ id }) => id).join(' '))).toEqual(['long', 'a b', 'late'])
  expect(placed.map(({ top, height }) => [top, top + height])).toEqual([
    [54, 178],
    [54, 115],
    [138, 178],
  ])
})

test('[SUM-5] each place is wide enough to be read, and there are two on the narrowest page', () => {
  expect([0, 200, 300, 350, 832].map(lanesIn)).toEqual([2, 2, 2, 3, 8])
})
