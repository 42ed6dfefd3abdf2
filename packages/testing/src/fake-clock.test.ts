import { days, minutes } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { createFakeClock } from './fake-clock.js'

test('a fake clock does not move by itself', async () => {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  expect(clock.now()).toBe(Date.UTC(2026, 5, 30, 12))
  await clock.advance(minutes(90))
  await clock.advance(days(1))
  expect(clock.now()).toBe(Date.UTC(2026, 6, 1, 13, 30))
  expect(() => createFakeClock('soon')).toThrow('no instant')
})
test('what is due runs in its order, at its own time, also what is added on the way', async () => {
  const clock = createFakeClock(0)
  const ran: [string, number][] = []
  const note = (name: string) => () => void ran.push([name, clock.now()])
  clock.at(30, note('c'))
  clock.at(10, () => {
    note('a')()
    clock.at(20, note('b'))
  })
  clock.at(31, note('too late'))
  const taken = clock.at(15, note('taken back'))
  taken[Symbol.dispose]()
  await clock.advance({ ms: 30 })
  expect(ran).toEqual([
    ['a', 10],
    ['b', 20],
    ['c', 30],
  ])
  expect(clock.pending).toBe(1)
})
test('a jump runs what became due when it has landed', async () => {
  const clock = createFakeClock(0)
  const ran: number[] = []
  clock.at(10, () => ran.push(clock.now()))
  clock.set(50)
  expect(ran).toEqual([50])
  clock.at(40, () => ran.push(clock.now()))
  expect(ran).toEqual([50])
  await Promise.resolve()
  expect(ran).toEqual([50, 50])
  expect(clock.pending).toBe(0)
})
test('the day changes at midnight of the zone', async () => {
  const clock = createFakeClock('2026-03-28T22:30:00Z')
  const seen: string[] = []
  const watching = clock.watchToday('Europe/Berlin').subscribe((day) => seen.push(day))
  expect(clock.today('Asia/Tokyo')).toBe('2026-03-29')
  await clock.advance(minutes(31))
  await clock.advance(minutes(23 * 60 - 2))
  expect(seen).toEqual(['2026-03-28', '2026-03-29'])
  await clock.advance(minutes(1))
  expect(seen).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  watching.unsubscribe()
  expect(clock.pending).toBe(0)
})
