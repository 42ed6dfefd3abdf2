import { expect, test } from 'vitest'
import type { WorkItem } from '../records/work-result.js'
import { toRun, withResults } from './run.js'

const ref = { type: 'run', id: 'r1' }
const item = (outcome: WorkItem['outcome'], id = 'c1'): WorkItem => ({ outcome, message: outcome, record: { type: 'company', id } })
const none = { done: 0, kept: 0, left: 0, failed: 0 }

test('a record of a run that says little is a run with nothing done', () => {
  expect(toRun({ ref, values: { state: 'running' } })).toEqual({
    ...{ id: 'r1', name: '', kind: '', group: '', state: 'running', input: null, place: null },
    ...{ counts: none, items: [], startedAt: 0, leasedUntil: 0 },
  })
})

test('a run is what its record says, and values of another kind are left out', () => {
  const values = {
    ...{ name: 'Edit', kind: 'bulk', group: 'g', state: 'failed', input: { a: 1 }, place: 3 },
    ...{ done: 1, kept: 2, left: 3, failed: 4, items: [{ outcome: 'left' }], startedAt: 5, leasedUntil: 6 },
    ...{ user: 'ines', source: 'api', plugin: 'acme.x', problem: 'Bad', holder: 'h', total: 7, created: 8, endedAt: 9 },
    reason: { message: 'Bad', code: 'input.invalid', details: {} },
  }
  const { done: _, kept: __, left: ___, failed: ____, ...rest } = values
  expect(toRun({ ref, values })).toEqual({ id: 'r1', ...rest, counts: { done: 1, kept: 2, left: 3, failed: 4 } })
  const odd = { state: 'done', user: null, plugin: 5, total: null, created: '8', endedAt: null, reason: null, items: null }
  expect(Object.keys(toRun({ ref, values: odd })).sort()).toEqual([
    ...['counts', 'group', 'id', 'input', 'items', 'kind', 'leasedUntil', 'name', 'place', 'startedAt', 'state'],
  ])
})

test('what became of pieces is added to what a run has counted', () => {
  const counts = { done: 10, kept: 20, left: 30, failed: 40 }
  const results = [
    { done: true, items: [] },
    { done: true, items: [item('left')] },
    { done: false, items: [item('failed'), item('failed'), item('kept')] },
    { done: false, isUnchanged: true, items: [] },
  ] as const
  expect(withResults({ counts, items: [item('kept', 'old')] }, results)).toEqual({
    ...{ done: 12, kept: 22, left: 31, failed: 42 },
    items: [item('kept', 'old'), item('left'), item('failed'), item('failed'), item('kept')],
  })
})

test('a run names a hundred things, and counts those beyond alone', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => item('failed', `c${at}`))
  const after = (known: number, more: number) => withResults({ counts: none, items: many(known) }, [{ done: false, items: many(more) }])
  expect([after(98, 3)['failed'], (after(98, 3)['items'] as unknown[]).length]).toEqual([3, 100])
  expect((after(99, 1)['items'] as unknown[]).length).toBe(100)
  expect(after(100, 2)).toEqual({ ...none, failed: 2 })
  expect(after(5, 0)).toEqual(none)
})
