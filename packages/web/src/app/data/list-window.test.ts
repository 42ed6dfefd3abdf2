import type { Frame, Problem } from '@tenure/core/contract'
import { type Observable, Subject } from 'rxjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ListWindow } from './list-window.js'
import type { Row, RowWindow } from './named.js'
import type { Source } from './source.js'

interface Asked {
  readonly input: { readonly offset: number; readonly limit: number; readonly view: string }
  readonly frames: Subject<Frame<RowWindow>>
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

function aList(stored: readonly Row[] = []): { readonly list: ListWindow; readonly asked: readonly Asked[]; open(): number } {
  const asked: Asked[] = []
  const source: Pick<Source, 'read' | 'watch'> = {
    read: async (_contract, ...[input]) => {
      const { offset, limit } = input as Asked['input']
      return { ok: true, value: { rows: stored.slice(offset, offset + limit), total: stored.length, offset } as never }
    },
    watch: (_contract, ...[input]) => {
      const frames = new Subject<Frame<RowWindow>>()
      asked.push({ input: input as Asked['input'], frames })
      return frames as Observable<Frame<unknown>> as Observable<Frame<never>>
    },
  }
  const list = new ListWindow(source, { provider: 'p/list', input: { view: 'all' }, windowed: true })
  return { list, asked, open: () => asked.filter(({ frames }) => frames.observed).length }
}
const rows = (from: number, count: number, change: Partial<Record<number, object>> = {}): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `r${from + at}`, name: `Row ${from + at}`, ...change[from + at] }))
const live = (offset: number, list: readonly Row[], total = 1000): Frame<RowWindow> => ({
  state: 'live',
  asOf: 5,
  value: { rows: list, total, offset, objectType: 'company' },
})

test('[VIEW-10] only a window of the list is watched, and the total is of the whole', () => {
  const { list, asked } = aList()
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 200)))
  expect(asked[0]?.input).toEqual({ view: 'all', offset: 0, limit: 200 })
  expect([list.getState().total, list.getState().rows.size, list.getState().rows.get(7)?.id, list.getState().objectType]).toEqual([
    1000,
    200,
    'r7',
    'company',
  ])
})

test('the window before is let go as soon as the next has come, and not earlier', () => {
  const { list, asked, open } = aList()
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 200)))
  vi.advanceTimersByTime(1000)
  list.show(400, 420)
  expect([open(), list.getState().rows.get(0)?.id]).toEqual([2, 'r0'])
  asked[1]?.frames.next(live(300, rows(300, 200)))
  expect([open(), list.getState().rows.get(410)?.id, list.getState().rows.get(0)]).toEqual([1, 'r410', undefined])
  list.close()
  expect(open()).toBe(0)
})

test('a fast scroll asks for a window in each pause, not for each that it passes, and for the last one in any case', () => {
  const { list, asked, open } = aList()
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 200), 100_000))
  for (let first = 300; first <= 60_000; first += 300) list.show(first, first + 20)
  expect(asked.length).toBe(1)
  vi.advanceTimersByTime(100)
  expect([asked.length, asked[1]?.input.offset, open()]).toEqual([2, 59_900, 2])
})

test('a row that did not change stays the same object; one that did says which fields', () => {
  const { list, asked } = aList()
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 3, { 1: { arr: { amount: '1', currency: 'EUR' } } })))
  const before = list.getState().rows
  asked[0]?.frames.next(live(0, rows(0, 3, { 1: { arr: { amount: '2', currency: 'EUR' } } })))
  const { rows: after, changed } = list.getState()
  expect(after.get(0)).toBe(before.get(0))
  expect([...(changed.get('r1')?.keys() ?? [])]).toEqual(['arr'])
  expect(changed.size).toBe(1)
  vi.advanceTimersByTime(1300)
  asked[0]?.frames.next(live(0, rows(0, 3, { 1: { arr: { amount: '2', currency: 'EUR' } } })))
  expect(list.getState().changed.size).toBe(0)
})

test('a column that comes in is no change of its cells', () => {
  const { list, asked } = aList()
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 1)))
  asked[0]?.frames.next(live(0, rows(0, 1, { 0: { city: 'Bergen' } })))
  expect(list.getState().changed.size).toBe(0)
})

test('rows that must keep their place say how far an update has moved them', () => {
  const { list, asked } = aList()
  list.keepInPlace(() => ['r0', 'r1'])
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 5)))
  expect(list.getState().shift.by).toBe(0)
  asked[0]?.frames.next(live(0, [{ id: 'new' }, ...rows(0, 5)]))
  expect(list.getState().shift.by).toBe(1)
})

test('a stale frame keeps the rows and says why; the next live one takes it back', () => {
  const { list, asked } = aList()
  const problem: Problem = { code: 'storage.failed', message: 'Gone.', details: { transient: true } }
  list.show(0, 20)
  asked[0]?.frames.next({ state: 'stale', problem })
  expect(list.getState()).toMatchObject({ status: 'stale', total: undefined, problem })
  asked[0]?.frames.next(live(0, rows(0, 5), 5))
  asked[0]?.frames.next({ state: 'stale', problem, asOf: 9 })
  expect(list.getState()).toMatchObject({ status: 'stale', total: 5, asOf: 9, problem })
  asked[0]?.frames.next(live(0, rows(0, 5), 5))
  expect(list.getState().problem).toBeUndefined()
})

test('a session that ends takes the rows with it', () => {
  const { list, asked } = aList()
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 5), 5))
  asked[0]?.frames.next({ state: 'stale', problem: { code: 'access.signed-out', message: 'Signed out.', details: { user: 'u1' } } })
  expect([list.getState().rows.size, list.getState().total]).toEqual([0, undefined])
})

test('[REC-2] rows from a place on are those that are known, and others are read', async () => {
  const { list, asked } = aList(rows(0, 1000))
  list.show(0, 20)
  asked[0]?.frames.next(live(0, rows(0, 200, { 5: { name: 'Live' } })))
  expect((await list.rowsFrom(5, 2)).map((row) => row?.['name'])).toEqual(['Live', 'Row 6'])
  expect((await list.rowsFrom(198, 4)).map((row) => row?.id)).toEqual(['r198', 'r199', 'r200', 'r201'])
  expect((await list.rowsFrom(998, 4)).map((row) => row?.id)).toEqual(['r998', 'r999', undefined, undefined])
})
