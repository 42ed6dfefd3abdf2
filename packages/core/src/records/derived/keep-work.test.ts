import { expect, test } from 'vitest'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'
import { keepWork } from './keep-work.js'

const names = { state: 'status', open: 'open', done: 'done', doneAt: 'doneAt', due: 'dueAt', reminder: 'remindAt' }
const task = { name: 'task', work: names } as unknown as ObjectTypeDefinition
const ref = { type: 'task', id: 't1' }
const now = 100

/** The values that a task has after a write. */
function kept(
  was: Values | undefined,
  values: Values,
  more: Partial<DraftRecord> = {},
  type: ObjectTypeDefinition | undefined = task,
): Values {
  const before = was && { ref, version: '1', values: was }
  const record: DraftRecord = { ref, before, values, archived: false, archive: undefined, ...more }
  keepWork(record, type, now)
  return record.values
}
const [open, done] = [
  { status: 'open', doneAt: null },
  { status: 'done', doneAt: 5 },
]

test('[TSK-1] a task that is done says when, and one that is open again does not', () => {
  expect(kept(open, { status: 'done', doneAt: null })).toEqual({ status: 'done', doneAt: now })
  expect(kept(open, { status: 'done', doneAt: 7 })).toEqual({ status: 'done', doneAt: 7 })
  expect(kept(done, { status: 'open', doneAt: 5 })).toEqual(open)
  expect(kept(done, { ...done, name: 'X' })).toEqual({ ...done, name: 'X' })
})

test('[TSK-1] the time at which a task was done makes it done, and without it the task is open', () => {
  expect(kept(open, { status: 'open', doneAt: 8 })).toEqual({ status: 'done', doneAt: 8 })
  expect(kept(done, { status: 'done', doneAt: null })).toEqual(open)
  expect(kept({ status: 'waiting', doneAt: 5 }, { status: 'waiting', doneAt: null })).toEqual({ status: 'waiting', doneAt: null })
})

test('[TSK-1] a new task is open unless it says otherwise', () => {
  expect(kept(undefined, {})).toEqual({ status: 'open' })
  expect(kept(undefined, { status: 'done' })).toEqual({ status: 'done', doneAt: now })
  expect(kept(undefined, { doneAt: 3 })).toEqual({ status: 'done', doneAt: 3 })
  expect(kept({ status: null }, { status: null })).toEqual({ status: null })
})

test('[TSK-1] a reminder keeps its distance from the due time, unless it is set itself', () => {
  const was = { ...open, dueAt: 50, remindAt: 40 }
  expect(kept(was, { ...was, dueAt: 70 })['remindAt']).toBe(60)
  expect(kept(was, { ...was, dueAt: 30 })['remindAt']).toBe(20)
  expect(kept(was, { ...was, dueAt: 70, remindAt: 45 })['remindAt']).toBe(45)
  expect(kept(was, { ...was, dueAt: null })['remindAt']).toBe(40)
  expect(kept({ ...was, remindAt: null }, { ...was, dueAt: 70, remindAt: null })['remindAt']).toBeNull()
})

test('[TSK-1] what is archived or erased, and what is no work, stays as it is', () => {
  const values = { status: 'done', doneAt: null }
  expect(kept(open, values, { archived: true })).toBe(values)
  expect(kept(open, values, { archive: 'purge' })).toBe(values)
  expect(kept(open, values, {}, { ...task, work: undefined } as unknown as ObjectTypeDefinition)).toBe(values)
  expect(kept(open, values, { archive: 'restore' })).toEqual({ status: 'done', doneAt: now })
})
