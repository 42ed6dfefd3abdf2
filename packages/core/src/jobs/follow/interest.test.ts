import { expect, test } from 'vitest'
import { createAccess } from '../../access/access.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import type { JobToRun } from '../job/job-to-run.js'
import type { FollowRunPort } from './follow-piece.js'
import { interestOf } from './interest.js'

const job = 'acme.x/do'
const schema = new Map(builtInTypes.map((type) => [type.name, type]))
const now = Date.UTC(2026, 5, 30, 12)
function interest(objectType: string, on: object) {
  const grants = ['deal', 'company', 'task'].map((type) => ({ opens: 'records', paths: [`${type}.name`, `${type}.company`] }))
  const found = {
    ...{ plugin: 'acme.x', grants, isOfWorkspaces: false },
    job: { id: job, of: { objectType }, select: { properties: [{ path: `${objectType}.name` }] }, on },
  } as unknown as JobToRun
  const port = {
    access: createAccess({ schema: () => schema, directory: { deactivated: () => [] } as never, now: () => now }),
    schema: () => schema,
    workspaces: { all: () => [] },
    roles: { in: () => new Map() },
    jobs: () => [found],
  } as unknown as FollowRunPort
  return interestOf(port, job)
}
const change = (type: string, id: string, more: object = {}): Change =>
  ({ ref: { type, id }, before: {}, after: {}, changed: [], ...more }) as unknown as Change
const batch = (...changes: readonly Change[]) => ({ cursor: 'c1', changes }) as unknown as ChangeBatch

test('a commit calls a job on changes now where it may count, and never where the job made it', () => {
  const { called, until } = interest('deal', { occasion: 'changes', links: [], kinds: ['changed'] })
  const counts = change('deal', 'd1', { changed: ['name'] })
  expect(until).toBeUndefined()
  expect(called(batch(change('task', 't1', { changed: ['name'] }), counts), now)).toBe('now')
  expect(called(batch(change('deal', 'd1', { changed: ['amount'] })), now)).toBeUndefined()
  expect(called(batch(change('task', 't1', { changed: ['name'] })), now)).toBeUndefined()
  const run = (kind: string, more: object = {}) => change('run', 'r1', { before: undefined, after: { kind }, ...more })
  expect(called(batch(counts, run('job acme.x/do')), now)).toBeUndefined()
  expect(called(batch(counts, run('', { before: { kind: 'job acme.x/do' }, after: undefined })), now)).toBeUndefined()
  expect(called(batch(counts, run('job acme.x/other')), now)).toBe('now')
})

test('a job on a beat is called by no commit', () => {
  expect(
    interest('deal', { occasion: 'every', every: { ms: 1 } }).called(batch(change('deal', 'd1', { changed: ['name'] })), now),
  ).toBeUndefined()
})

test('a commit calls a job by time at the first instant that it set, and now where that has passed', () => {
  const { called } = interest('task', { occasion: 'at', property: 'task.dueAt' })
  const due = (dueAt: unknown, was: unknown = null) => change('task', 't1', { before: { dueAt: was }, after: { dueAt } })
  expect(called(batch(due(now + 9), due(now + 5), due(now + 7)), now)).toBe(now + 5)
  expect(called(batch(due(now + 9), due(now)), now)).toBe('now')
  expect(called(batch(due(now + 1)), now)).toBe(now + 1)
  expect(called(batch(due(now + 9, now + 9), due(null)), now)).toBeUndefined()
  expect(called(batch(change('deal', 'd1', { after: { dueAt: now } })), now)).toBeUndefined()
  expect(called(batch(change('task', 't1', { before: undefined, after: { dueAt: now + 3 } })), now)).toBe(now + 3)
  expect(called(batch(change('task', 't1', { before: { dueAt: now }, after: undefined })), now)).toBeUndefined()
})

test('a commit calls a job on a segment for the records whose tested values it changed', () => {
  const { called, until } = interest('deal', { occasion: 'enters', where: { test: 'is', property: 'deal.name', value: 'A' } })
  expect(until).toBeUndefined()
  const other = change('deal', 'd0', { changed: ['amount'] })
  const named = ['d1', 'd2'].map((id) => change('deal', id, { changed: ['name'] }))
  expect(called(batch(other, ...named), now)).toEqual({ type: 'deal', ids: ['d1', 'd2'] })
  expect(called(batch(other), now)).toBeUndefined()
  expect(called(batch(change('deal', 'd1', { before: undefined })), now)).toEqual({ type: 'deal', ids: ['d1'] })
  expect(called(batch(change('deal', 'd1', { after: undefined })), now)).toEqual({ type: 'deal', ids: ['d1'] })
  expect(called(batch(change('deal', 'd1', { linked: [] })), now)).toEqual({ type: 'deal', ids: ['d1'] })
  expect(called(batch(change('company', 'c1', { changed: ['name'] })), now)).toBeUndefined()
})

test('a commit that changes what a segment looks at behind a link concerns all of it', () => {
  const named = { test: 'is', property: 'company.name', value: 'A' }
  const linked = { test: 'not', filter: { test: 'some', link: 'deal.company', filter: named } }
  for (const where of [linked.filter, linked, { test: 'any', filters: [{ test: 'all', filters: [linked.filter] }] }]) {
    const { called } = interest('deal', { occasion: 'leaves', where })
    expect(called(batch(change('company', 'c1', { changed: ['name'] })), now)).toBe('all')
    expect(called(batch(change('deal', 'd1', { linked: [] }), change('company', 'c1', { changed: ['name'] })), now)).toBe('all')
    expect(called(batch(change('deal', 'd1', { linked: [] })), now)).toEqual({ type: 'deal', ids: ['d1'] })
  }
})

test('a segment of a period says when the next one begins', () => {
  const where = { test: 'in-period', property: 'deal.closeDate', period: 'day', shift: 0 }
  expect(interest('deal', { occasion: 'enters', where }).until).toBe(Date.UTC(2026, 6, 1))
})
