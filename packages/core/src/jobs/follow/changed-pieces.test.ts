import { expect, test } from 'vitest'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Values } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import type { JobToRun, JobUnit, OpenJob } from '../job/job-to-run.js'
import { changedPieces, isOwn, retriedChange } from './changed-pieces.js'
import { readingOnce } from './feed-window.js'
import type { FollowRunPort, FollowStep } from './follow-piece.js'
import type { FollowPlace } from './follow-place.js'
import type { Retry } from './job-marks.js'

const job = 'acme.x/do'
const main: JobUnit = { workspace: 'main', type: 'deal' }
const write = (id: string) => ({ write: 'update', type: 'deal', id, values: {} }) as const
type Given = Partial<Change> & { readonly id: string; readonly type?: string }
function changeOf({ id, type = 'deal', ...more }: Given): Change {
  return { ref: { type, id }, change: 'patch', version: '1', at: 7, changed: ['name'], ...more } as Change
}
/** A job on the names of deals, over commits that are numbered from 1. */
function open(commits: readonly (readonly Given[])[], workspaces: readonly string[] = ['main']) {
  const batches = commits.map((changes, at): ChangeBatch => ({ cursor: `${at + 1}`, changes: changes.map(changeOf) }))
  const given: unknown[] = []
  const openJob = () =>
    ({
      row: (id: string, values: Values) => ({ id, ...values }),
      run: async (row: { readonly id: string }, more: unknown) => {
        given.push([row, more])
        return row.id.startsWith('idle') ? [] : [write(row.id)]
      },
    }) as unknown as OpenJob
  const on = { occasion: 'changes', links: [], kinds: ['created', 'changed', 'archived'] } as const
  const found = {
    ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: workspaces.length > 1, open: openJob },
    job: { id: job, of: { objectType: 'deal' }, select: { properties: [{ path: 'deal.name' }] }, on },
  } as unknown as JobToRun
  const feed: FollowRunPort['feed'] = {
    isShared: false,
    async *read(from) {
      yield* batches.slice(Number(from))
    },
  }
  const port = {
    schema: () => new Map(builtInTypes.map((type) => [type.name, type])),
    workspaces: { all: () => workspaces.map((id) => ({ id })) },
    roles: { in: () => new Map() },
    jobs: () => [found],
    feed,
  } as unknown as FollowRunPort
  return { given, call: { port, job, on } }
}
async function steps({ call }: ReturnType<typeof open>, place: FollowPlace, until: string) {
  const input = { from: place, until, now: 100, stored: '' }
  const found: FollowStep[] = []
  for await (const step of changedPieces({ ...call, input, place, read: readingOnce(call.port.feed) })) found.push(step)
  return found
}
const start: FollowPlace = { cursor: '0', at: 1 }
const [a, b] = [{ name: 'A' }, { name: 'B' }]

test('what was changed is work, each record with the part of the feed in which it was', async () => {
  const opened = open([
    [{ id: 'new', after: a }],
    [
      { id: 'other', before: a, after: b, at: 9 },
      { id: 'gone', before: a },
    ],
  ])
  const after = (past: number) => ({ cursor: '0', at: 1, end: '2', past: [past, 'main'] })
  const piece = (id: string) => ({ ...main, ref: { type: 'deal', id }, writes: [write(id)], of: { from: '0', end: '2' } })
  expect(await steps(opened, start, '2')).toEqual([
    { piece: { ...piece('new'), ofLiving: true }, after: after(1) },
    { piece: { ...piece('other'), ofLiving: true }, after: after(2) },
    { piece: piece('gone'), after: after(3) },
    { after: { cursor: '2', at: 1 } },
  ])
  expect(opened.given).toEqual([
    [
      { id: 'new', name: 'A' },
      { change: 'created', was: undefined, links: [], at: 7 },
    ],
    [
      { id: 'other', name: 'B' },
      { change: 'changed', was: { id: 'other', name: 'A' }, links: [], at: 9 },
    ],
    [
      { id: 'gone', name: 'A' },
      { change: 'archived', was: { id: 'gone', name: 'A' }, links: [], at: 7 },
    ],
  ])
  expect(await steps(opened, { cursor: '2', at: 1 }, '2')).toEqual([])
})

test('records of other types, other properties and nothing to do are no work', async () => {
  const opened = open([
    [{ id: 'x', type: 'task', before: a, after: b }],
    [{ id: 'y', before: a, after: b, changed: ['amount'] }],
    [{ id: 'idle', before: a, after: b }],
  ])
  const found = await steps(opened, start, '3')
  expect([found.length, found.flatMap(({ piece }) => piece ?? [])]).toEqual([2, []])
})

test('what the job itself wrote calls nobody', async () => {
  const run = { id: 'r1', type: 'run', after: { kind: 'job acme.x/do' } }
  const opened = open([[run, { id: 'own', before: a, after: b }], [{ id: 'theirs', before: a, after: b }]])
  const found = await steps(opened, start, '2')
  expect(found.flatMap(({ piece }) => piece?.ref.id ?? [])).toEqual(['theirs'])
  const batch = (more: object) => ({ cursor: '', changes: [changeOf({ ...run, ...more })] }) as unknown as ChangeBatch
  expect(isOwn(batch({}), 'job acme.x/do')).toBe(true)
  expect(isOwn(batch({ before: { kind: 'job acme.x/do' }, after: undefined }), 'job acme.x/do')).toBe(true)
  expect([isOwn(batch({}), 'job acme.x/other'), isOwn(batch({ type: 'deal' }), 'job acme.x/do')]).toEqual([false, false])
})

test('a window goes on behind the last of its records and workspaces that is done', async () => {
  const opened = open([['d1', 'd2'].map((id) => ({ id, before: a, after: b }))], ['main', 'north'])
  const rest = async (past: readonly [number, string]) =>
    (await steps(opened, { ...start, end: '1', past }, '1')).flatMap(({ piece }) => (piece ? [[piece.workspace, piece.ref.id]] : []))
  expect(await rest([0, ''])).toHaveLength(4)
  expect(await rest([1, 'main'])).toEqual([
    ['north', 'd1'],
    ['main', 'd2'],
    ['north', 'd2'],
  ])
  expect(await rest([2, 'main'])).toEqual([['north', 'd2']])
  expect(await rest([2, 'north'])).toEqual([])
})

test('a record that failed is tried again by its part of the feed, and not where that is no work any more', async () => {
  const { call, given } = open([
    [
      { id: 'd1', before: a, after: b },
      { id: 'd2', before: a, after: b },
    ],
    [{ id: 'd1', before: b, after: a }],
  ])
  const retry = (more: Partial<Retry> = {}): Retry => ({ ...main, id: 'd1', tries: 1, dueAt: 5, of: { from: '0', end: '1' }, ...more })
  expect(await retriedChange(call, retry())).toMatchObject({ ref: { id: 'd1' }, of: { from: '0', end: '1' }, ofLiving: true })
  expect(given).toHaveLength(1)
  expect(await retriedChange(call, retry({ of: { from: '0', end: '2' } }))).toBeUndefined()
  expect(await retriedChange(call, retry({ of: { from: '1', end: '1' } }))).toBeUndefined()
  expect(await retriedChange(call, retry({ of: { crossed: true } }))).toBeUndefined()
  expect(await retriedChange(call, retry({ workspace: 'north' }))).toBeUndefined()
  expect(await retriedChange(call, retry({ type: 'task' }))).toBeUndefined()
  expect(given).toHaveLength(1)
})
