import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import type { Draft } from '../../records/draft.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { RecordRef, Values } from '../../schema/value.js'
import { refOfJob } from '../job/job-record.js'
import type { JobToRun } from '../job/job-to-run.js'
import { type Run, toRun } from '../run.js'
import type { RunWork } from '../run-kind.js'
import type { FollowPiece, FollowRunPort } from './follow-piece.js'
import { type FollowPlace, textOf } from './follow-place.js'
import { followRun } from './follow-run.js'
import { type MarkedRecord, refOfMark } from './job-marks.js'

const job = 'acme.x/do'
const ref: RecordRef = { type: 'task', id: 't1' }
const from: FollowPlace = { cursor: 'c1', at: 1 }
function open({ isClosing = false } = {}) {
  const on = { occasion: 'enters', where: { test: 'all', filters: [] } }
  const found = {
    ...{ plugin: 'acme.x', grants: [], isOfWorkspaces: false, job: { id: job, of: { objectType: 'task' }, on } },
    open: () => ({ ask: async () => ({ rows: [{ id: 'a' }, { id: 'b' }] }), run: async () => [] }),
  } as unknown as JobToRun
  const port = {
    ...{ clock: { now: () => 1_000 }, isClosing: () => isClosing, jobs: () => [found], roles: { in: () => new Map() } },
    schema: () => new Map(builtInTypes.map((type) => [type.name, type])),
    reader: { list: async () => ({ records: [] }) },
    feed: {},
  } as unknown as FollowRunPort
  return followRun(port, job)
}
const run = (more: Partial<Run> = {}, place: FollowPlace = from): Run => ({
  ...toRun({ ref: { type: 'run', id: 'r1' }, values: { state: 'running', plugin: 'acme.x', kind: `job ${job}` } }),
  input: { from: place, until: 'c1', now: 100, stored: textOf(place) } as unknown as Run['input'],
  ...more,
})
interface Kept {
  values: Values
  readonly archived: boolean
}
function draftOf(known: Readonly<Record<string, Kept>> = {}) {
  const records = new Map(Object.entries(known))
  const draft = {
    links: [],
    load: async () => undefined,
    loadLinks: async () => undefined,
    find: ({ id }: RecordRef) => records.get(id),
    create: ({ id }: RecordRef, values: Values) => records.set(id, { values, archived: false }),
  } as unknown as Draft
  return { draft, valuesOf: (id: string) => records.get(id)?.values }
}
const piece = (more: Partial<FollowPiece> = {}): FollowPiece => ({
  ...{ workspace: 'main', type: 'task', ref, writes: [], of: { value: 60 } },
  ...more,
})
const marked: MarkedRecord = { job, workspace: 'main', type: 'task', ref }
const [work, failure] = [refOfMark(marked, 'work').id, refOfMark(marked, 'failure').id]
const apply = async (of: FollowPiece, known: Readonly<Record<string, Kept>> = {}) => {
  const drafted = draftOf(known)
  return { ...drafted, result: await open().apply({ draft: drafted.draft, run: run() } as unknown as RunWork, of) }
}
const kept = (values: Values, archived = false): Kept => ({ values, archived })
const problem = { code: 'input.invalid', message: 'Not so.', details: { issues: [] } } as NonNullable<FollowPiece['problem']>

test('a run of a job that records call keeps its place, and works as the plugin', () => {
  const kind = open()
  expect([kind.name, kind.source, kind.keepsPlace]).toEqual([`job ${job}`, 'plugin', true])
  expect(kind.asker?.(run(), () => systemAsker).principal.name).toBe('acme.x')
  expect(kind.recordOf(piece())).toEqual(ref)
})

test('a run begins where the job is, and is refused where another process has gone on', async () => {
  const id = refOfJob(job).id
  const begin = async (values: Values | undefined) => {
    const { draft, valuesOf } = draftOf(values && { [id]: kept(values) })
    await open().begin?.(draft, run())
    return valuesOf(id)
  }
  const place = from as unknown as NonNullable<Values[string]>
  expect(await begin({ place, going: null })).toEqual({ place, going: 'r1' })
  const refusal = { code: 'record.conflict', message: 'Another process has gone on from there.' }
  await expect(begin({ place, going: 'r0' })).rejects.toMatchObject(refusal)
  await expect(begin({ place: { cursor: 'c2', at: 1 } as never })).rejects.toMatchObject(refusal)
  await expect(begin(undefined)).rejects.toMatchObject({ ...refusal, problem: { details: { record: refOfJob(job) } } })
})

test('a part that is full goes on at its place, and the last one ends the run', async () => {
  const full = await open().next(run(), systemAsker, 1)
  expect([full.pieces.length, full.last, full.after]).toEqual([1, false, from])
  const whole = await open().next(run(), systemAsker, 3)
  expect([whole.pieces.map(({ after }) => after), whole.last, whole.after]).toEqual([[from, from], true, undefined])
})

test('a job that failed for a hundred records and did nothing ends, unless it has noted who crossed', async () => {
  const counts = { done: 0, kept: 0, left: 0, failed: 100 }
  const items = [{ outcome: 'failed', message: 'Not so.', record: ref }] as const
  await expect(open().next(run({ counts, items }), systemAsker, 5)).rejects.toMatchObject({
    ...{ code: 'plugin.broken', message: 'It ended after it had failed for 100 records and changed none. Not so.' },
    problem: { details: { plugin: 'acme.x', contribution: `job ${job}` } },
  })
  await expect(open().next(run({ counts }), systemAsker, 5)).rejects.toMatchObject({
    message: 'It ended after it had failed for 100 records and changed none.',
  })
  for (const fine of [
    run({ counts: { ...counts, failed: 99 } }),
    run({ counts: { ...counts, done: 1 } }),
    run({ counts }, { ...from, known: true }),
  ])
    expect(await open().next(fine, systemAsker, 5)).toMatchObject({ last: true })
})

test('a record that failed is noted with its run, and tried again', async () => {
  const { result, valuesOf } = await apply(piece({ problem }))
  expect(result).toEqual({
    done: false,
    items: [{ outcome: 'failed', record: ref, code: 'input.invalid', message: 'Not so.', details: { issues: [] } }],
  })
  expect(valuesOf(failure)).toMatchObject({ state: 'again', dueAt: 61_000, tries: 1, data: { value: 60, run: 'r1' } })
  expect(valuesOf(work)).toBeUndefined()
  const { draft, valuesOf: after } = draftOf()
  await open().refused?.(draft, run(), piece({ isInside: true, of: { crossed: true } }))
  expect([after(failure), after(work)]).toMatchObject([{ state: 'again', data: { crossed: true, run: 'r1' } }, { state: 'inside' }])
})

test('a record that crossed is noted once, also where its job failed', async () => {
  const unchanged = { done: false, items: [], isUnchanged: true }
  const came = await apply(piece({ isInside: true }))
  expect([came.result, came.valuesOf(work)]).toMatchObject([unchanged, { state: 'inside' }])
  const again = await apply(piece({ isInside: true }), { [work]: kept({ state: 'inside' }) })
  expect([again.result, again.valuesOf(work)]).toEqual([unchanged, { state: 'inside' }])
  const left = await apply(piece({ isInside: false, problem }), { [work]: kept({ state: 'inside' }) })
  expect(left.valuesOf(work)).toEqual({ state: 'outside' })
})

test('a record whose instant moved, that is archived or that was worked on already is no work', async () => {
  const due = piece({ due: { property: 'dueAt', value: 60 } })
  const nothing = { done: false, items: [] }
  const result = async (known: Readonly<Record<string, Kept>>, of = due) => (await apply(of, known)).result
  for (const known of [
    {},
    { t1: kept({ dueAt: 61 }) },
    { t1: kept({ dueAt: 60 }, true) },
    { t1: kept({ dueAt: 60 }), [work]: kept({ value: 60 }) },
  ])
    expect(await result(known)).toEqual(nothing)
  const failed = kept({ state: 'again', tries: 1 })
  expect(await result({ [failure]: failed })).toEqual({ ...nothing, isUnchanged: true })
  expect(await result({}, { ...due, again: true })).toEqual({ ...nothing, isUnchanged: true })
})

test('what there was to do for a record that is archived since is nothing, and its failure is over', async () => {
  const known = { t1: kept({}, true), [failure]: kept({ state: 'again', tries: 2 }) }
  const { result, valuesOf } = await apply(piece({ ofLiving: true, problem }), known)
  expect(result).toEqual({ done: false, items: [], isUnchanged: true })
  expect(valuesOf(failure)).toMatchObject({ state: 'over', tries: 0 })
  expect((await apply(piece({ ofLiving: true, problem }))).result).toEqual({ done: false, items: [] })
  expect((await apply(piece({ ofLiving: true, problem }), { t1: kept({}) })).result.items).toHaveLength(1)
})

test('a host that closes lets a run store the part that it has found', async () => {
  const part = await open({ isClosing: true }).next(run(), systemAsker, 5)
  expect(part.pieces).toHaveLength(2)
})
