import { use } from '@tenure/core'
import type { CalendarItem } from '@tenure/core/block'
import { Company, getValue, Meeting, Task } from '@tenure/core/contract'
import { recordContract, undoContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { moveContract, schedule, scheduleItems, scheduleLinked } from './index.js'

const at = (text: string): number => Date.parse(`${text}Z`)
const berlin = 'Europe/Berlin'
const own = { view: 'own', edit: 'own', delete: 'none' }
const seed = {
  users: [
    aUser({ id: 'ines', timeZone: berlin }),
    aUser({ id: 'ada', timeZone: berlin }),
    aUser({ id: 'rita', timeZone: berlin, objects: { '*': { view: 'all', edit: 'none', delete: 'none' } } }),
  ],
  records: [
    {
      type: 'user',
      id: 'olga',
      values: { name: 'Olga', active: true, seat: true, timeZone: berlin, permissions: ['workspace.access'], objects: { '*': own } },
    },
    record(Meeting, 'olgas', { title: 'Olgas', owner: 'olga', at: at('2026-03-27T10:00'), endAt: at('2026-03-27T11:00') }),
    record(Company, 'c1', { name: 'Halden Freight', csm: 'ines' }),
    record(
      Meeting,
      'call',
      { title: 'Renewal call', owner: 'ines', at: at('2026-03-27T13:00'), endAt: at('2026-03-27T14:00') },
      { companies: ['c1'] },
    ),
    record(
      Meeting,
      'daily',
      {
        ...{ title: 'Stand-up', owner: 'ines', at: at('2026-03-02T08:00'), endAt: at('2026-03-02T08:15'), timeZone: berlin },
        ...{ repeat: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', repeatExcept: ['2026-03-31T09:00'], joinUrl: 'https://meet.example/a' },
      },
      { companies: ['c1'] },
    ),
    record(Meeting, 'monthly', {
      title: 'Review',
      owner: 'ines',
      at: at('2026-03-27T14:00'),
      endAt: at('2026-03-27T15:00'),
      timeZone: berlin,
      repeat: 'FREQ=MONTHLY;BYDAY=-1FR',
    }),
    record(Meeting, 'sprint', {
      ...{ title: 'Sprint', owner: 'ines', at: at('2026-05-04T08:00'), endAt: at('2026-05-04T09:00'), timeZone: berlin },
      repeat: 'FREQ=WEEKLY;COUNT=4',
    }),
    record(Meeting, 'fair', {
      title: 'Fair',
      owner: 'ines',
      startDate: '2026-03-28',
      endDate: '2026-03-30',
      at: at('2026-03-28T00:00'),
      endAt: at('2026-03-31T00:00'),
    }),
    record(Meeting, 'off', { title: 'Off', owner: 'ines', cancelled: true, at: at('2026-03-27T10:00'), endAt: at('2026-03-27T11:00') }),
    record(Meeting, 'hers', { title: 'Hers', owner: 'ada', at: at('2026-03-27T10:00'), endAt: at('2026-03-27T11:00') }),
    record(Meeting, 'ritas', { title: 'Ritas', owner: 'rita', at: at('2026-03-27T10:00'), endAt: at('2026-03-27T11:00') }),
    record(Task, 'offer', { title: 'Prepare offer', assignee: 'ines', status: 'not-started', dueAt: at('2026-03-27T12:00') }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(schedule), use(recordPlugin)], seed, now: '2026-03-27T09:00:00Z' })
const itemsOf = async (host: TestHost, from = '2026-03-27', to = '2026-04-02', timeZone = berlin, as = 'ines') =>
  getValue(await host.as(as).read(scheduleItems, { from, to, timeZone })).items
const timesOf = (items: readonly CalendarItem[], title: string) =>
  items.filter((item) => item.title === title).map(({ startAt }) => new Date(startAt).toISOString().slice(0, 16))
const find = (items: readonly CalendarItem[], title: string, day: string) => {
  const found = items.find((item) => item.title === title && new Date(item.startAt).toISOString().startsWith(day))
  if (found === undefined) throw new Error(`no ${title} on ${day}`)
  return found
}
const move = (host: TestHost, item: CalendarItem, to: object, scope: 'one' | 'following' | 'all' = 'one', key = 'k') =>
  host
    .as('ines')
    .act(
      moveContract,
      { type: item.type, id: item.id, scope, was: item.days?.first ?? item.startAt, ...(item.at !== undefined && { at: item.at }), ...to },
      { key },
    )

const meeting = async (host: TestHost, id: string) => getValue(await host.as('ines').read(recordContract, { type: 'meeting', id }))
const originalOf = async (host: TestHost, id: string) =>
  (await meeting(host, id)).properties.find(({ name }) => name === 'originalAt')?.value

test('[SCH-2] the schedule has the tasks and meetings of its user and of nobody else, without those that are cancelled', async () => {
  await using host = await start()
  const items = await itemsOf(host, '2026-03-27', '2026-03-28')
  expect(items.map(({ title }) => title).sort()).toEqual(['Prepare offer', 'Renewal call', 'Review', 'Stand-up'])
  expect(find(items, 'Renewal call', '2026-03-27')).toMatchObject({ look: 'plain', detail: 'Halden Freight' })
  expect(find(items, 'Prepare offer', '2026-03-27')).toMatchObject({ look: 'outlined', point: true })
  expect(getValue(await host.as('ines').read(scheduleLinked, { type: 'meeting', id: 'call' })).records).toEqual([
    { type: 'company', id: 'c1', name: 'Halden Freight' },
  ])
  const [ritas] = await itemsOf(host, '2026-03-27', '2026-03-28', berlin, 'rita')
  expect(ritas).toMatchObject({ title: 'Ritas', fixed: expect.stringContaining('may not') })
})

test('[SCH-2] [ACC-7] meetings of others are there when they are asked for, named by whose they are, as far as the reader may see them', async () => {
  await using host = await start()
  const of = async (as: string, people?: readonly string[]) => {
    const input = { from: '2026-03-27', to: '2026-03-28', timeZone: berlin, ...(people && { people }) }
    return getValue(await host.as(as).read(scheduleItems, input as { from: string; to: string; timeZone: string }))
  }
  const { items, calendars } = await of('ines', ['ada', 'rita'])
  expect(items.filter(({ person }) => person !== undefined).map(({ title, person, look }) => [title, person, look])).toEqual([
    ['Hers', 'ada', 'quiet'],
    ['Ritas', 'rita', 'quiet'],
  ])
  expect(calendars?.map(({ id }) => id)).toEqual(['customers', 'tasks', 'internal'])
  expect(items.find(({ title }) => title === 'Renewal call')?.calendar).toBe('customers')
  expect((await of('olga', ['ada', 'ines'])).items.map(({ title }) => title)).toEqual(['Olgas'])
  expect(
    (await host.as('ines').read(scheduleItems, { from: '2026-03-27', to: '2026-03-28', timeZone: berlin, people: Array(11).fill('ada') }))
      .ok,
  ).toBe(false)
})

test('[SCH-3] what repeats is there at each of its times, at nine on the clock also after clocks change, without its exceptions', async () => {
  await using host = await start()
  expect(timesOf(await itemsOf(host), 'Stand-up')).toEqual(['2026-03-27T08:00', '2026-03-30T07:00', '2026-04-01T07:00'])
  expect(timesOf(await itemsOf(host), 'Fair')).toEqual(['2026-03-27T23:00'])
  expect(timesOf(await itemsOf(host, '2026-03-27', '2026-04-02', 'Pacific/Auckland'), 'Fair')).toEqual(['2026-03-27T11:00'])
})

test('[SCH-3] one time of a series is moved out of it, with its links, and back by undo; the others stay', async () => {
  await using host = await start()
  const item = find(await itemsOf(host), 'Stand-up', '2026-03-30')
  const times = { startAt: at('2026-03-30T12:00'), endAt: at('2026-03-30T12:30') }
  const { id } = getValue(await move(host, item, times))
  const items = await itemsOf(host)
  expect(timesOf(items, 'Stand-up').sort()).toEqual(['2026-03-27T08:00', '2026-03-30T12:00', '2026-04-01T07:00'])
  const moved = find(items, 'Stand-up', '2026-03-30')
  expect(moved).toMatchObject({ id, detail: 'Halden Freight', joinUrl: 'https://meet.example/a' })
  expect(moved.at).toBeUndefined()
  expect(await move(host, item, times, 'one', 'again')).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
  getValue(await host.as('ines').act(undoContract, { action: moveContract.id, key: 'k' }))
  expect(timesOf(await itemsOf(host), 'Stand-up')).toEqual(['2026-03-27T08:00', '2026-03-30T07:00', '2026-04-01T07:00'])
})

test('[SCH-3] all times of a series move by as much on the clock, with its weekdays and exceptions; a rule by place is refused', async () => {
  await using host = await start()
  const item = find(await itemsOf(host), 'Stand-up', '2026-04-01')
  getValue(await move(host, item, { startAt: at('2026-04-02T08:30'), endAt: at('2026-04-02T09:00') }, 'all'))
  const items = await itemsOf(host, '2026-03-27', '2026-04-05')
  expect(timesOf(items, 'Stand-up')).toEqual([
    '2026-03-27T09:30',
    '2026-03-28T09:30',
    '2026-03-31T08:30',
    '2026-04-02T08:30',
    '2026-04-03T08:30',
    '2026-04-04T08:30',
  ])
  const review = find(await itemsOf(host), 'Review', '2026-03-27')
  const refused = await move(host, review, { startAt: at('2026-03-26T14:00'), endAt: at('2026-03-26T15:00') }, 'all', 'r')
  expect(refused).toMatchObject({ ok: false, problem: { code: 'input.invalid', message: expect.stringContaining('move this one time') } })
  getValue(await move(host, review, { startAt: at('2026-03-27T15:00'), endAt: at('2026-03-27T16:00') }, 'all', 's'))
  expect(timesOf(await itemsOf(host), 'Review')).toEqual(['2026-03-27T15:00'])
})

test('[SCH-3] with all times of a series, the original starts of those that left it move along; with one of them, nothing else does', async () => {
  await using host = await start()
  const out = find(await itemsOf(host), 'Stand-up', '2026-03-30')
  const { id } = getValue(await move(host, out, { startAt: at('2026-03-30T12:00'), endAt: at('2026-03-30T12:15') }, 'one', 'a'))
  expect(await originalOf(host, id)).toBe(at('2026-03-30T07:00'))
  const before = find(await itemsOf(host), 'Stand-up', '2026-03-27')
  getValue(await move(host, before, { startAt: at('2026-03-28T09:00'), endAt: at('2026-03-28T09:15') }, 'all', 'b'))
  // Ten on the clock of the next day, after clocks have changed.
  expect(await originalOf(host, id)).toBe(at('2026-03-31T08:00'))
  expect(timesOf(await itemsOf(host), 'Stand-up').sort()).toEqual(['2026-03-27T09:00', '2026-03-28T09:00', '2026-03-30T12:00'])
  getValue(await host.as('ines').act(undoContract, { action: moveContract.id, key: 'b' }))
  expect(await originalOf(host, id)).toBe(at('2026-03-30T07:00'))
})

test('[SCH-3] this and all that follow become a series of their own, with links and exceptions; the times before stay', async () => {
  await using host = await start()
  const late = find(await itemsOf(host, '2026-04-06', '2026-04-11'), 'Stand-up', '2026-04-08')
  const { id: out } = getValue(await move(host, late, { startAt: at('2026-04-08T12:00'), endAt: at('2026-04-08T12:15') }, 'one', 'a'))
  const item = find(await itemsOf(host), 'Stand-up', '2026-03-30')
  const { id } = getValue(await move(host, item, { startAt: at('2026-03-30T08:30'), endAt: at('2026-03-30T09:00') }, 'following', 'b'))
  const times = async () => timesOf(await itemsOf(host, '2026-03-26', '2026-04-10'), 'Stand-up').sort()
  const split = [
    ...['2026-03-26T08:00', '2026-03-27T08:00', '2026-03-30T08:30', '2026-04-01T08:30', '2026-04-02T08:30', '2026-04-03T08:30'],
    ...['2026-04-06T08:30', '2026-04-07T08:30', '2026-04-08T12:00', '2026-04-09T08:30'],
  ]
  expect(await times()).toEqual(split)
  expect(find(await itemsOf(host), 'Stand-up', '2026-04-01')).toMatchObject({
    id,
    detail: 'Halden Freight',
    joinUrl: 'https://meet.example/a',
  })
  expect(await originalOf(host, out)).toBe(at('2026-04-08T08:30'))
  // It is of the new series now: it goes where that goes.
  const next = find(await itemsOf(host), 'Stand-up', '2026-04-01')
  getValue(await move(host, next, { startAt: at('2026-04-01T09:30'), endAt: at('2026-04-01T10:00') }, 'all', 'c'))
  expect(await originalOf(host, out)).toBe(at('2026-04-08T09:30'))
})

test('[SCH-3] a series that counts is divided with its count, and put together by undo; from its first time on all of it moves', async () => {
  await using host = await start()
  const items = () => itemsOf(host, '2026-05-01', '2026-05-31')
  const third = find(await items(), 'Sprint', '2026-05-18')
  getValue(await move(host, third, { startAt: at('2026-05-19T10:00'), endAt: at('2026-05-19T11:00') }, 'following', 'a'))
  expect(timesOf(await items(), 'Sprint')).toEqual(['2026-05-04T08:00', '2026-05-11T08:00', '2026-05-19T10:00', '2026-05-26T10:00'])
  getValue(await host.as('ines').act(undoContract, { action: moveContract.id, key: 'a' }))
  expect(timesOf(await items(), 'Sprint').at(-1)).toBe('2026-05-25T08:00')
  const first = find(await items(), 'Sprint', '2026-05-04')
  const { id } = getValue(await move(host, first, { startAt: at('2026-05-05T08:00'), endAt: at('2026-05-05T09:00') }, 'following', 'b'))
  expect(id).toBe('sprint')
  expect(timesOf(await items(), 'Sprint').slice(0, 2)).toEqual(['2026-05-05T08:00', '2026-05-12T08:00'])
})

test('[REC-2] a task, a meeting and whole days move; one that somebody else moved meanwhile is sent back', async () => {
  await using host = await start()
  const items = await itemsOf(host)
  const call = find(items, 'Renewal call', '2026-03-27')
  getValue(await move(host, call, { startAt: at('2026-03-30T08:00'), endAt: at('2026-03-30T09:30') }, 'one', 'a'))
  expect(await move(host, call, { startAt: 0, endAt: 1 }, 'one', 'b')).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
  getValue(await move(host, find(items, 'Prepare offer', '2026-03-27'), { startAt: at('2026-03-31T10:00') }, 'one', 'c'))
  getValue(await move(host, find(items, 'Fair', '2026-03-27'), { firstDay: '2026-03-29', lastDay: '2026-03-29' }, 'one', 'd'))
  const after = await itemsOf(host)
  expect(find(after, 'Renewal call', '2026-03-30')).toMatchObject({ endAt: at('2026-03-30T09:30') })
  expect(timesOf(after, 'Prepare offer')).toEqual(['2026-03-31T10:00'])
  expect(after.find(({ title }) => title === 'Fair')?.days).toEqual({ first: '2026-03-29', last: '2026-03-29' })
  const hers = { type: 'meeting', id: 'hers', was: at('2026-03-27T10:00'), startAt: 0, endAt: 1 }
  expect((await host.as('rita').act(moveContract, { ...hers, scope: 'one' })).ok).toBe(false)
})

test('[SEC-5] a schedule of more than a year is refused, and a rule that nobody can read takes place once', async () => {
  await using host = await start()
  const refused = await host.as('ines').read(scheduleItems, { from: '2026-01-01', to: '2028-01-01', timeZone: berlin })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  const bad = {
    ...seed,
    records: [record(Meeting, 'bad', { title: 'Bad', owner: 'ines', at: at('2026-03-27T10:00'), repeat: 'FREQ=NEVER', timeZone: 'Mars' })],
  }
  await using other = await createTestHost({ plugins: [use(schedule), use(recordPlugin)], seed: bad, now: '2026-03-27T09:00:00Z' })
  expect(timesOf(await itemsOf(other), 'Bad')).toEqual(['2026-03-27T10:00'])
})
