import { expect, test } from 'vitest'
import type { Roles } from '../../access/asker.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Values } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import type { JobQuestion, JobToRun, JobUnit, OpenJob } from '../job/job-to-run.js'
import { dueNow, duePieces, dueUnits, retriedDue } from './due-pieces.js'
import type { FollowedChange, ReadWindow } from './feed-window.js'
import type { FollowRunPort, FollowStep } from './follow-piece.js'
import type { FollowInput, FollowPlace } from './follow-place.js'
import type { Retry } from './job-marks.js'

const job = 'acme.x/remind'
const main: JobUnit = { workspace: 'main', type: 'task' }
const write = (id: string) => ({ write: 'update', type: 'task', id, values: {} }) as const
interface Row {
  readonly id: string
  readonly dueAt: number
}
interface Options {
  readonly rows?: readonly Row[]
  readonly pageOf?: number
  readonly workspaces?: readonly string[]
  readonly selects?: readonly string[]
  readonly of?: string
  readonly roles?: Roles
}
/** A job by the due time of tasks, over rows in the order of their instants. */
function open({ rows = [], pageOf = 100, workspaces = ['main'], selects = ['task.dueAt'], of = 'task', roles = new Map() }: Options = {}) {
  const asked: (JobQuestion & JobUnit)[] = []
  const given: unknown[] = []
  const ask = async (unit: JobUnit, question: JobQuestion) => {
    asked.push({ ...question, ...unit })
    const text = JSON.stringify(question.where)
    const found = text.includes('id-of') ? rows.filter(({ id, dueAt }) => text.includes(`"${id}"`) && text.includes(`:${dueAt}}`)) : rows
    const at = Number(question.after ?? 0)
    return { rows: found.slice(at, at + pageOf), ...(at + pageOf < found.length && { next: String(at + pageOf) }) }
  }
  const openJob = (unit: JobUnit) =>
    ({
      ask: (question: JobQuestion) => ask(unit, question),
      run: async (row: Row, more: unknown) => {
        given.push([row, more])
        return row.id.startsWith('idle') ? [] : [write(row.id)]
      },
    }) as unknown as OpenJob
  const found = {
    ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: workspaces.length > 1, open: openJob },
    job: { id: job, of: { objectType: of }, select: { properties: selects.map((path) => ({ path })) } },
  } as unknown as JobToRun
  const port = {
    schema: () => new Map(builtInTypes.map((type) => [type.name, type])),
    workspaces: { all: () => workspaces.map((id) => ({ id })) },
    roles: { in: () => roles },
    jobs: () => [found],
  } as unknown as FollowRunPort
  return { asked, given, call: { port, job, on: { occasion: 'at', property: `${of}.dueAt` } as const } }
}
const input: FollowInput = { from: { cursor: 'c0', at: 1 }, until: 'c9', now: 100, stored: '' }
const place = (more: Partial<FollowPlace> = {}): FollowPlace => ({ cursor: 'c0', at: 1, due: 50, ...more })
const all = async (steps: AsyncGenerator<FollowStep>) => {
  const found: FollowStep[] = []
  for await (const step of steps) found.push(step)
  return found
}
const rows = ['a', 'b', 'idle', 'c'].map((id, at) => ({ id, dueAt: 60 + at }))
const ids = (steps: readonly FollowStep[]) => steps.map(({ piece }) => piece?.ref.id)

test('a job by time works where its property is known, by the name that the workspace chose', () => {
  expect(dueUnits(open().call)).toEqual([{ unit: main, property: 'dueAt' }])
  const roles = (properties: Readonly<Record<string, string | undefined>>): Roles => new Map([['customer', [{ type: 'task', properties }]]])
  const units = (properties: Readonly<Record<string, string | undefined>>) =>
    dueUnits(open({ of: 'customer', roles: roles(properties) }).call)
  expect(units({ dueAt: 'completedAt' })).toEqual([{ unit: main, property: 'completedAt' }])
  expect([units({}).length, units({ dueAt: undefined }), units({ dueAt: 'nothing' })]).toEqual([1, [], []])
  expect(dueUnits(open({ of: 'company' }).call)).toEqual([])
})

test('what has fallen due is listed in the order of the instants, from behind the last look up to now', async () => {
  const { call, asked } = open({ rows })
  const steps = await all(dueNow({ ...call, input, place: place() }))
  expect(ids(steps)).toEqual(['a', 'b', undefined, 'c'])
  expect(steps[0]).toEqual({
    piece: { ...main, ref: { type: 'task', id: 'a' }, writes: [write('a')], of: { value: 60 }, due: { property: 'dueAt', value: 60 } },
    after: place({ list: { ...main, past: 'a' } }),
  })
  const where = {
    test: 'all',
    filters: [
      { test: 'after', property: 'task.dueAt', value: 50 },
      { test: 'before', property: 'task.dueAt', value: 101 },
    ],
  }
  expect(asked).toEqual([{ ...main, where, orderBy: [{ by: 'task.dueAt', direction: 'ascending' }], limit: 100 }])
  const { due: _, ...never } = place()
  const first = open()
  await all(dueNow({ ...first.call, input, place: never }))
  expect(first.asked[0]?.where).toMatchObject({ filters: [{ value: 100 }, { value: 101 }] })
})

test('a list goes on behind its last record, page by page', async () => {
  const { call, asked } = open({ rows, pageOf: 2 })
  const steps = await all(dueNow({ ...call, input, place: place() }))
  expect(steps.map(({ after }) => after.list)).toEqual([
    { ...main, past: 'a' },
    { ...main, past: 'b' },
    { ...main, after: '2', past: 'idle' },
    { ...main, after: '2', past: 'c' },
  ])
  expect(asked.map(({ after }) => after)).toEqual([undefined, '2'])
  const later = (list: NonNullable<FollowPlace['list']>) => all(dueNow({ ...call, input, place: place({ list }) }))
  expect(ids(await later({ ...main, past: 'a' }))).toEqual(['b', undefined, 'c'])
  expect(ids(await later({ ...main, after: '2', past: 'idle' }))).toEqual(['c'])
})

test('a list goes on in the workspace in which it was, and then in those behind it', async () => {
  const { call, asked } = open({ rows: rows.slice(0, 2), workspaces: ['main', 'north', 'south'] })
  const list = { workspace: 'north', type: 'task', past: 'a' }
  const steps = await all(dueNow({ ...call, input, place: place({ list }) }))
  expect(steps.map(({ piece }) => [piece?.workspace, piece?.ref.id])).toEqual([
    ['north', 'b'],
    ['south', 'a'],
    ['south', 'b'],
  ])
  expect(asked.map(({ workspace }) => workspace)).toEqual(['north', 'south'])
})

test('a job is given the instant, and the property as well where it selects it', async () => {
  const whole = open({ rows: rows.slice(0, 1) })
  await all(dueNow({ ...whole.call, input, place: place() }))
  expect(whole.given).toEqual([[{ id: 'a', dueAt: 60 }, { at: 60 }]])
  const bare = open({ rows: rows.slice(0, 1), selects: ['task.title'] })
  await all(dueNow({ ...bare.call, input, place: place() }))
  expect(bare.given).toEqual([[{ id: 'a' }, { at: 60 }]])
})

test('a record that failed is tried again while it is due at the same instant', async () => {
  const { call, asked } = open({ rows })
  const retry = (more: Partial<Retry> = {}): Retry => ({ ...main, id: 'a', tries: 1, dueAt: 5, of: { value: 60 }, ...more })
  expect(await retriedDue(call, retry())).toMatchObject({ ref: { type: 'task', id: 'a' }, of: { value: 60 } })
  expect(asked[0]).toMatchObject({
    ...{
      limit: 1,
      where: {
        filters: [
          { test: 'id-of', type: 'task', ids: ['a'] },
          { test: 'is', property: 'task.dueAt', value: 60 },
        ],
      },
    },
  })
  expect(await retriedDue(call, retry({ of: { value: 61 } }))).toBeUndefined()
  expect(await retriedDue(call, retry({ workspace: 'north' }))).toBeUndefined()
  expect(await retriedDue(call, retry({ type: 'deal' }))).toBeUndefined()
  expect(await retriedDue(call, retry({ of: { crossed: true } }))).toBeUndefined()
  expect(await retriedDue(call, retry({ id: 'idle', of: { value: 62 } }))).toBeUndefined()
})

/** Windows of the feed behind each cursor; only what the job counts of them. */
function windows(of: Readonly<Record<string, readonly FollowedChange[]>>, asked: unknown[] = []): ReadWindow {
  return async (range, countsIn) => {
    asked.push(range)
    const counts = countsIn({ cursor: '', changes: [] } as never)
    const isSet = ({ ref, was, is }: FollowedChange) => counts({ ref, before: was, after: is } as unknown as Change)
    return { changes: (of[String(range.from)] ?? []).filter(isSet), end: range.from === 'c0' ? 'c5' : 'c9' }
  }
}
const set = (id: string, at: number, is: Values, more: Partial<FollowedChange> = {}): FollowedChange => ({
  ...{ ref: { type: 'task', id }, was: undefined, is, links: [], place: at, at: 7 },
  ...more,
})

test('what was set to an instant that has passed is done, window by window, and nothing else', async () => {
  const due = ['a', 'now', 'b'].map((id, at) => ({ id, dueAt: [60, 100, 61][at] ?? 0 }))
  const { call } = open({ rows: due })
  const asked: unknown[] = []
  const read = windows(
    {
      c0: [
        set('a', 1, { dueAt: 60 }),
        set('later', 2, { dueAt: 101 }),
        set('now', 3, { dueAt: 100 }),
        set('same', 4, { dueAt: 60 }, { was: { dueAt: 60 } }),
        set('none', 5, { dueAt: null }),
        set('deal', 6, { dueAt: 60 }, { ref: { type: 'deal', id: 'deal' } }),
      ],
      c5: [set('b', 1, { dueAt: 61 }, { was: { dueAt: 500 } })],
    },
    asked,
  )
  const steps = await all(duePieces({ ...call, input, place: place(), read }))
  expect(steps.map(({ piece, after }) => [piece?.ref.id, after])).toEqual([
    ['a', place({ end: 'c5', past: [1, 'main'] })],
    ['now', place({ end: 'c5', past: [3, 'main'] })],
    [undefined, place({ cursor: 'c5' })],
    ['b', place({ cursor: 'c5', end: 'c9', past: [1, 'main'] })],
    [undefined, place({ cursor: 'c9' })],
  ])
  expect(asked).toEqual([
    { from: 'c0', until: 'c9' },
    { from: 'c5', until: 'c9' },
  ])
  expect(await all(duePieces({ ...call, input, place: place({ cursor: 'c9' }), read }))).toEqual([])
})

test('a window goes on behind the last of its records and workspaces that is done', async () => {
  const { call } = open({ rows: rows.slice(0, 2), workspaces: ['main', 'north'] })
  const asked: unknown[] = []
  const read = windows({ c0: [set('a', 1, { dueAt: 60 }), set('b', 2, { dueAt: 61 })] }, asked)
  const steps = await all(duePieces({ ...call, input: { ...input, until: 'c5' }, place: place({ end: 'c5', past: [1, 'main'] }), read }))
  expect(steps.flatMap(({ piece }) => piece ?? []).map(({ workspace, ref }) => [workspace, ref.id])).toEqual([
    ['north', 'a'],
    ['main', 'b'],
    ['north', 'b'],
  ])
  expect(asked).toEqual([{ from: 'c0', until: 'c5', end: 'c5' }])
})
