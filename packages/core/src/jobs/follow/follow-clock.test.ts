import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import { refOfJob } from '../job/job-record.js'
import type { JobToRun } from '../job/job-to-run.js'
import { isFollower } from './follow-clock.js'
import { type Answer, begin, jobId, jobOn, openFollow } from './test-follow.js'

const hour = 3_600_000
const throwing =
  (error: unknown): Answer =>
  () => {
    throw error
  }

test('a job that is first seen begins with what comes after it, and a change that counts calls it', async () => {
  const { added, starts, inputs, record, rename, put, settle, close } = await openFollow()
  expect(added).toEqual([`job ${jobId}`])
  const place = { cursor: expect.any(String), at: begin }
  const { place: stored, ...values } = await record()
  expect([values, stored]).toMatchObject([{ job: jobId, name: 'Do', plugin: 'acme.x', nextAt: begin, failures: 0 }, place])
  const { input, ifNothing, ...start } = starts[0] ?? ({} as never)
  expect(start).toEqual({ kind: `job ${jobId}`, name: 'Do', plugin: 'acme.x' })
  expect(input).toEqual({ from: stored, until: expect.any(String), now: begin, stored: JSON.stringify(stored), ids: {}, again: true })
  await put({ type: 'company', id: 'c0' }, { city: 'Graz' })
  await put({ type: 'task', id: 't' }, { title: 'Call' })
  await settle()
  expect(starts).toHaveLength(1)
  await rename('c0', 'Acme')
  const [first, second] = inputs()
  // What it has passed over is not read again, though its record still has the place before.
  expect(second).toEqual({
    from: { cursor: first?.until, at: begin },
    until: expect.any(String),
    now: begin,
    stored: JSON.stringify(stored),
    ids: {},
  })
  expect(second?.until).not.toBe(first?.until)
  expect((await record())['place']).toEqual(stored)
  await close()
})

test('a place that is an hour old is stored, though nothing was to be done', async () => {
  const { inputs, record, put, advance, close } = await openFollow()
  const before = (await record())['place']
  await put({ type: 'company', id: 'c0' }, { city: 'Graz' })
  await advance(hour - 1)
  expect([inputs().length, (await record())['place']]).toEqual([1, before])
  await advance(1)
  expect(inputs()).toHaveLength(2)
  expect((await record())['place']).toEqual({ cursor: inputs()[1]?.until, at: begin + hour })
  await close()
})

test('a job that has failed and then finds nothing to do has recovered', async () => {
  const { record, close, inputs } = await openFollow({ stored: { nextAt: begin, failures: 2, place: { cursor: 'x', at: begin } } })
  expect(await record()).toMatchObject({ failures: 0, place: { cursor: inputs()[0]?.until, at: begin } })
  await close()
})

test('a job whose run is refused has failed, stays where it is, and is tried again after a minute', async () => {
  const failing = async (error: unknown) => {
    const { record, warned, inputs, advance, close } = await openFollow({ answer: throwing(error) })
    const { state, problem, failures, nextAt, place, ...rest } = await record()
    expect(rest).toMatchObject({ startedAt: begin, endedAt: begin, done: 0, left: 0, failed: 0 })
    await advance(59_999)
    const early = inputs().length
    await advance(1)
    const stays = JSON.stringify(place) === JSON.stringify(inputs()[0]?.from)
    await close()
    return [state, problem, failures, Number(nextAt) - begin, stays, early, inputs().length, warned[0]]
  }
  const warned = (error: string) => ['A job failed.', { job: jobId, error }]
  expect(await failing(new TenureError('input.invalid', 'Not like this.', { issues: [] }))).toEqual([
    ...['failed', 'Not like this.', 1, 60_000, true, 1, 2, warned('TenureError: Not like this.')],
  ])
  expect(await failing(new Error('secret'))).toEqual([
    ...['failed', 'Something went wrong that was not expected.', 1, 60_000, true, 1, 2, warned('Error: secret')],
  ])
})

test('a job whose changes the store has forgotten says since when, and goes on from now', async () => {
  const { record, inputs, close } = await openFollow({ answer: throwing(new TenureError('storage.pruned', 'Gone.', { store: 'memory' })) })
  expect(await record()).toMatchObject({
    state: 'failed',
    problem: 'The store no longer knows what was changed since 2026-06-30T12:00:00.000Z. The job missed that, and goes on from now.',
    place: { cursor: inputs()[0]?.until, at: begin },
  })
  await close()
})

test('a job that another process has moved looks again, and has not failed', async () => {
  let left = 2
  const answer: Answer = ({ ifNothing }) => {
    left -= 1
    throw left < 0 ? ifNothing?.() : new TenureError('record.conflict', 'Changed.', {} as never)
  }
  const { starts, record, warned, close } = await openFollow({ answer })
  expect([starts.length, warned]).toEqual([3, []])
  expect(await record()).toMatchObject({ failures: 0 })
  expect(await record()).not.toHaveProperty('state')
  await close()
})

test('what came of a run is noted, and its job goes on behind it', async () => {
  let isFirst = true
  const answer: Answer = ({ ifNothing }) => {
    if (!isFirst) throw ifNothing?.()
    isFirst = false
    return { state: 'running' }
  }
  const { clock, record, run, put, settle, inputs, rename, close } = await openFollow({ answer })
  expect(await record()).toMatchObject({ going: 'r1' })
  expect(clock.behindSince(jobId)).toBe(begin)
  expect(await clock.runNow(jobId, { source: 'system' })).toBe(false)
  // It waits for the run.
  await rename('c0', 'Acme')
  expect(inputs()).toHaveLength(1)
  let caughtUp = 0
  clock.caughtUp.subscribe(() => {
    caughtUp += 1
  })
  await put({ type: 'run', id: 'r1' }, { done: 1 })
  await put({ type: 'run', id: 'r1' }, { state: 'done', done: 2, left: 1, failed: 3, endedAt: begin + 9 })
  await settle()
  expect(await record()).toMatchObject({
    ...{ state: 'done', run: 'r1', done: 2, left: 1, failed: 3, startedAt: begin + 5, endedAt: begin + 9, failures: 0 },
    place: { cursor: inputs()[0]?.until, at: begin },
  })
  expect(await record()).not.toHaveProperty('going')
  expect([(await run('r1')).state, inputs()[1]?.from.cursor]).toEqual(['done', inputs()[0]?.until])
  expect(clock.behindSince(jobId)).toBeUndefined()
  expect(caughtUp).toBeGreaterThan(0)
  await close()
})

test('a run that failed leaves its job where it came to; one that failed for everything, where it began', async () => {
  const placeAfter = async (values: object) => {
    let isFirst = true
    const answer: Answer = ({ ifNothing }) => {
      if (!isFirst) throw ifNothing?.()
      isFirst = false
      return { state: 'failed', place: { cursor: 'far', at: begin + 1 }, problem: 'It broke.', ...values }
    }
    const { record, inputs, close } = await openFollow({ answer })
    const { place, problem, failures, endedAt } = await record()
    await close()
    return [JSON.stringify(place) === JSON.stringify(inputs()[0]?.from) ? 'began' : place, problem, failures, Number(endedAt) - begin]
  }
  const far = [{ cursor: 'far', at: begin + 1 }, 'It broke.', 1, 5]
  expect(await placeAfter({ done: 1, failed: 100 })).toEqual(far)
  expect(await placeAfter({ failed: 99 })).toEqual(far)
  expect(await placeAfter({ failed: 100 })).toEqual(['began', ...far.slice(1)])
  expect(await placeAfter({ place: null })).toEqual(['began', ...far.slice(1)])
})

test('a job is made to run by moving its time, by whoever asked', async () => {
  const { clock, kernel, starts, settle, close } = await openFollow({ stored: { nextAt: begin + hour, failures: 1 } })
  expect([starts.length, clock.knows(jobId), clock.knows('acme.x/nope')]).toEqual([0, true, false])
  const actors: unknown[] = []
  kernel.batches.subscribe(({ changes }) => void actors.push(...changes.map(({ actor }) => actor)))
  expect(await clock.runNow(jobId, { source: 'user', user: 'ines' })).toBe(true)
  await settle()
  expect([starts.length, actors[0]]).toEqual([1, { source: 'user', user: 'ines' }])
  await expect(clock.runNow('acme.x/nope', { source: 'system' })).rejects.toMatchObject({
    ...{ message: 'There is no job acme.x/nope.', problem: { code: 'record.not-found', details: { record: refOfJob('acme.x/nope') } } },
  })
  await close()
})

test('a job waits while its plugin does not run, and looks again when that changes', async () => {
  const { open: _, ...asleep } = jobOn()
  let isAwake = false
  const { starts, changed, settle, added, close } = await openFollow({ jobs: () => [isAwake ? jobOn() : asleep] })
  expect([starts.length, added.length]).toEqual([0, 1])
  isAwake = true
  changed.next(undefined)
  await settle()
  expect([starts.length, added.length]).toEqual([1, 1])
  await close()
})

test('a store that jobs cannot follow, and one without such jobs, is not followed', async () => {
  const beat = { ...jobOn(), job: { ...jobOn().job, on: { occasion: 'every', every: { ms: 1 } } } } as unknown as JobToRun
  expect([isFollower(beat), isFollower(jobOn())]).toEqual([false, true])
  const none = await openFollow({ jobs: () => [beat] })
  expect([none.added, none.clock.knows(jobId), none.clock.behindSince(jobId)]).toEqual([[], false, undefined])
  await none.close()
  const feed = { isShared: false, refusal: 'It keeps no list.', read: () => Promise.reject(new Error('not asked')) as never }
  const refused = await openFollow({ port: { feed } })
  expect([refused.added, refused.clock.knows(jobId)]).toEqual([[], false])
  await refused.close()
})

test('a job on a segment looks at all once, then at those that may have crossed, and at all where workspaces change', async () => {
  const on = { occasion: 'enters', where: { test: 'is', property: 'company.name', value: 'Acme' } }
  const { inputs, record, rename, put, settle, close } = await openFollow({ jobs: () => [jobOn(on)] })
  expect(inputs()[0]).not.toHaveProperty('ids')
  // That it is empty is known from now on.
  expect((await record())['place']).toEqual({ cursor: inputs()[0]?.until, at: begin, known: true })
  await rename('c1', 'Acme')
  expect(inputs()[1]).toMatchObject({ ids: { company: ['c1'] }, from: { known: true } })
  await put({ type: 'company', id: 'c0' }, { city: 'Graz' })
  await settle()
  expect(inputs()).toHaveLength(2)
  await put({ type: 'setting', id: 's' }, { section: 'x' })
  await settle()
  expect(inputs()).toHaveLength(3)
  expect(inputs()[2]).not.toHaveProperty('ids')
  await close()
})

test('a job on a segment looks at all again where object types or plugins change, and after a run that failed', async () => {
  const on = { occasion: 'enters', where: { test: 'is', property: 'company.name', value: 'Acme' } }
  const { inputs, rename, put, settle, changed, close } = await openFollow({ jobs: () => [jobOn(on)] })
  const looksAtAll = () => inputs().map((input) => input.ids === undefined)
  await put({ type: 'objectType', id: 'company' }, { name: 'x' })
  await settle()
  expect(looksAtAll()).toEqual([true, true])
  changed.next(undefined)
  await settle()
  expect(looksAtAll()).toEqual([true, true, true])
  await rename('c0', 'Acme')
  expect(looksAtAll()).toEqual([true, true, true, false])
  await close()
})

test('a job that is being looked at is not begun twice, and is behind until it was', async () => {
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let isHeld = false
  const answer: Answer = async ({ ifNothing }) => {
    if (isHeld) await gate
    throw ifNothing?.()
  }
  const { clock, starts, put, changed, settle, close } = await openFollow({ answer })
  isHeld = true
  await put({ type: 'company', id: 'c0' }, { name: 'Acme' })
  await expect.poll(() => starts.length).toBe(2)
  expect(clock.behindSince(jobId)).toBe(begin)
  await put({ type: 'company', id: 'c1' }, { name: 'Acme' })
  changed.next(undefined)
  expect([starts.length, await clock.runNow(jobId, { source: 'system' })]).toEqual([2, false])
  release()
  await settle()
  // What came meanwhile is seen by one more look.
  expect([starts.length, clock.behindSince(jobId)]).toEqual([3, undefined])
  await close()
})

test('an instant that is set calls a job by time when it has come', async () => {
  const { starts, inputs, put, advance, settle, close } = await openFollow({
    jobs: () => [jobOn({ occasion: 'at', property: 'task.dueAt' }, 'task')],
  })
  expect(inputs()[0]?.from).toMatchObject({ due: begin })
  await put({ type: 'task', id: 't' }, { title: 'Call', dueAt: begin + 500 })
  await settle()
  expect(starts).toHaveLength(1)
  await advance(499)
  expect(starts).toHaveLength(1)
  await advance(1)
  expect(inputs()[1]).toMatchObject({ now: begin + 500, from: { due: begin } })
  await close()
})

test('a job that cannot be looked at is warned of, and looked at again after a minute', async () => {
  let isDown = true
  const jobs = () => {
    if (!isDown) return [jobOn()]
    return [new Proxy(jobOn(), { get: (job, name) => (name === 'grants' ? fail() : Reflect.get(job, name)) })]
  }
  const fail = () => {
    throw new Error('broken')
  }
  const { starts, warned, advance, close } = await openFollow({ jobs })
  expect(warned).toEqual([['A job could not be started.', { job: jobId, error: 'Error: broken' }]])
  isDown = false
  await advance(59_999)
  expect(starts).toHaveLength(0)
  await advance(1)
  expect(starts).toHaveLength(1)
  await close()
})

test('a clock that is closed leaves no timer behind, and nothing begins any more', async () => {
  const { kernel, clock, put, rename, changed, starts, pending } = await openFollow({ stored: { nextAt: begin + hour, failures: 1 } })
  await put({ type: 'company', id: 'c1' }, { city: 'Graz' })
  expect(kernel.clock.pending).toBe(pending + 2)
  await clock[Symbol.asyncDispose]()
  expect(kernel.clock.pending).toBe(pending)
  changed.next(undefined)
  await rename('c0', 'Acme')
  await kernel.clock.advance({ ms: 2 * hour })
  expect(starts).toEqual([])
  await kernel.close()
})
