import { Subject } from 'rxjs'
import { afterEach, expect, test } from 'vitest'
import type { Log } from '../../base/log.js'
import { TenureError } from '../../errors/tenure-error.js'
import { testKernel } from '../../host/test-kernel.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import type { RunStart } from '../runner.js'
import { type JobClockPort, startJobClock } from './job-clock.js'
import { refOfJob } from './job-record.js'
import type { JobToRun } from './job-to-run.js'
import { begin, type ClockOptions, hour, id, jobOf, openClock, run, running } from './test-clock.js'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(options: ClockOptions = {}) {
  const opened = await openClock(options)
  closing.push(opened.close)
  return opened
}
const none = { done: 0, left: 0, failed: 0 }

test('a job that is first seen runs at once, under a key of its time, and on its beat after that', async () => {
  const { advance, started, starts, added, record, settle } = await open()
  expect(added).toEqual([`job ${id}`])
  expect(starts).toEqual([
    { kind: `job ${id}`, name: 'Do', input: null, plugin: 'acme.x', key: `${id} ${begin}`, ifNothing: expect.any(Function) },
  ])
  expect(await record()).toMatchObject({
    ...{
      name: 'Do',
      job: id,
      plugin: 'acme.x',
      nextAt: begin + hour,
      failures: 0,
      state: 'done',
      startedAt: begin,
      endedAt: begin,
      ...none,
    },
  })
  await advance({ ms: hour - 1 })
  expect(started).toHaveLength(1)
  await advance({ ms: 1 })
  await settle()
  expect(started).toEqual([
    [0, `${id} begin`],
    [hour, `${id} ${begin + hour}`],
  ])
  expect(await record()).toMatchObject({ nextAt: begin + 2 * hour, startedAt: begin + hour })
})

test('a job runs when its record says, and not before', async () => {
  const { advance, started } = await open({ stored: { nextAt: begin + 500, failures: 0 } })
  expect(started).toEqual([])
  await advance({ ms: 499 })
  expect(started).toEqual([])
  await advance({ ms: 1 })
  expect(started).toEqual([[500, `${id} ${begin + 500}`]])
})

test('a job whose run is refused has failed, with the reason, and is tried again after a minute', async () => {
  const failing = async (error: unknown) => {
    const { advance, started, record } = await open({
      answer: () => {
        throw error
      },
    })
    const { state, problem, failures, nextAt } = (await record()) ?? {}
    await advance({ ms: 60_000 })
    return [state, problem, failures, Number(nextAt) - begin, started.length]
  }
  const refusal = new TenureError('input.invalid', 'Not like this.', { issues: [] })
  expect(await failing(refusal)).toEqual(['failed', 'Not like this.', 1, 60_000, 2])
  expect(await failing(new Error('secret'))).toEqual(['failed', 'Something went wrong that was not expected.', 1, 60_000, 2])
})

test('what came of a run is noted when it has ended, with the run, by the system', async () => {
  const { put, record, settle, kernel } = await open({ answer: () => ({ id: 'r' }), known: { done: 1 } })
  expect(await record()).toMatchObject({ nextAt: begin })
  const actors: unknown[] = []
  const heard = kernel.batches.subscribe(({ changes }) => {
    for (const { ref, actor } of changes) if (ref.type === 'job') actors.push(actor)
  })
  await put(run, { state: 'failed', done: 4, left: 2, failed: 3, endedAt: begin + 9, problem: 'It broke.' })
  await settle()
  expect(await record()).toMatchObject({
    ...{ state: 'failed', problem: 'It broke.', done: 4, left: 2, failed: 3, run: 'r', startedAt: begin + 5, endedAt: begin + 9 },
    ...{ failures: 1, nextAt: begin + 9 + 60_000 },
  })
  expect(actors).toEqual([{ source: 'system' }])
  heard.unsubscribe()
})

test('a run that has ended when it is answered is noted at once, and one without an end ended as it began', async () => {
  const { record, started } = await open({ answer: () => ({ id: 'r' }), known: { state: 'done', done: 2 } })
  expect(started).toHaveLength(1)
  expect(await record()).toMatchObject({ state: 'done', done: 2, run: 'r', startedAt: begin + 5, endedAt: begin + 5, failures: 0 })
})

test('a job waits while its plugin does not run, and begins when that changes', async () => {
  let isOpen = false
  const { started, changed, settle, advance } = await open({ jobs: () => [isOpen ? jobOf() : jobOf({ open: undefined } as never)] })
  await advance({ ms: 10 })
  expect(started).toEqual([])
  isOpen = true
  changed.next(undefined)
  await settle()
  expect(started).toEqual([[10, `${id} begin`]])
})

test('a plugin that comes brings its jobs, each of which is added once', async () => {
  let all: readonly JobToRun[] = []
  const { added, changed, settle, started } = await open({ jobs: () => all })
  expect([added, started]).toEqual([[], []])
  all = [jobOf()]
  changed.next(undefined)
  await settle()
  changed.next(undefined)
  await settle()
  expect([added, started.length]).toEqual([[`job ${id}`], 1])
})

test('a job is made to run by moving its time, by whoever asked, unless it is running', async () => {
  const { clock, kernel, put, started, settle } = await open({ stored: { nextAt: begin + hour } })
  const actors: unknown[] = []
  const heard = kernel.batches.subscribe(({ changes }) => {
    for (const { ref, actor } of changes) if (ref.type === 'job') actors.push(actor)
  })
  await put(run, running)
  expect([await clock.runNow(id, { source: 'user', user: 'ines' }), actors]).toEqual([false, []])
  await put(run, { state: 'done' })
  await put({ type: 'run', id: 'other' }, { ...running, kind: 'job acme.x/other' })
  expect(await clock.runNow(id, { source: 'user', user: 'ines' })).toBe(true)
  await settle()
  expect(started).toEqual([[0, `${id} begin`]])
  expect(actors[0]).toEqual({ source: 'user', user: 'ines' })
  await expect(clock.runNow('acme.x/nope', { source: 'system' })).rejects.toMatchObject({
    ...{ message: 'There is no job acme.x/nope.', problem: { code: 'record.not-found', details: { record: refOfJob('acme.x/nope') } } },
  })
  heard.unsubscribe()
})

test('a time that another process has moved counts, later or earlier', async () => {
  const { put, advance, started } = await open({ stored: { nextAt: begin + 500 } })
  await put(refOfJob(id), { nextAt: begin + 900 })
  await advance({ ms: 899 })
  expect(started).toEqual([])
  await put(refOfJob(id), { nextAt: begin + 2_000 })
  await put(refOfJob(id), { nextAt: begin + 1_000 })
  await put(refOfJob('acme.x/other'), { job: 'acme.x/other', nextAt: begin + 950 })
  await advance({ ms: 101 })
  expect(started).toEqual([[1_000, `${id} ${begin + 1_000}`]])
})

test('what came of a run that another process has noted is not noted again', async () => {
  const { put, record, settle, started, advance } = await open({ answer: () => ({ id: 'r' }), known: {} })
  await put(refOfJob(id), { nextAt: begin + 700, failures: 4 })
  await put(run, { state: 'done', done: 2 })
  await settle()
  expect(await record()).toMatchObject({ nextAt: begin + 700, failures: 4 })
  expect(await record()).not.toHaveProperty('run', 'r')
  await advance({ ms: 700 })
  expect(started).toHaveLength(2)
})

test('a job that cannot be planned is warned of, and planned again after a minute', async () => {
  let isDown = true
  const kernel = await testKernel({})
  const find: JobClockPort['reader']['find'] = async (...given) => {
    if (isDown) throw new Error('The store is away.')
    return kernel.reader.find(...given)
  }
  const { reader: _, ...port } = kernel
  const warned: unknown[] = []
  const starts: string[] = []
  const log = { warn: (message: string, details: object) => void warned.push([message, details]) } as unknown as Log
  const start = async ({ key, ifNothing }: RunStart) => {
    starts.push(key ?? '')
    throw ifNothing?.()
  }
  const runner = { add: async () => undefined, idle: async () => undefined, start } as never
  const clock = await startJobClock({
    ...port,
    reader: { ...kernel.reader, find },
    log,
    runner,
    changed: new Subject(),
    jobs: () => [jobOf()],
  })
  expect(warned).toEqual([['A job could not be planned.', { job: id, error: 'Error: The store is away.' }]])
  isDown = false
  await kernel.clock.advance({ ms: 59_999 })
  expect(starts).toEqual([])
  await kernel.clock.advance({ ms: 1 })
  await clock.idle()
  expect(starts).toEqual([`${id} ${begin + 60_000}`])
  await clock[Symbol.asyncDispose]()
  await kernel.close()
})

test('a store that does not say what the record of a job is after a change is asked', async () => {
  const batches = new Subject<ChangeBatch>()
  const { put, advance, started, settle } = await open({ stored: { nextAt: begin + hour }, port: () => ({ batches }) })
  await put(refOfJob(id), { nextAt: begin + 100 })
  batches.next({
    cursor: 'x',
    changes: [{ ref: refOfJob(id), change: 'patch', version: '2', at: begin, changed: ['nextAt'] }],
  } as ChangeBatch)
  await settle()
  await advance({ ms: 100 })
  expect(started).toEqual([[100, `${id} ${begin + 100}`]])
})

test('a clock that is closed leaves no timer behind, and nothing begins any more', async () => {
  const { clock, kernel, changed, advance, started, pending } = await open({ stored: { nextAt: begin + 500 } })
  expect(kernel.clock.pending).toBe(pending + 1)
  await clock[Symbol.asyncDispose]()
  expect(kernel.clock.pending).toBe(pending)
  changed.next(undefined)
  await advance({ ms: 1_000 })
  expect(started).toEqual([])
})

test('a record that another process has begun is kept', async () => {
  const { record, warned } = await open({
    stored: { nextAt: begin + hour, failures: 3, plugin: 'kept' },
    port: ({ reader }) => {
      let isFirst = true
      const find: JobClockPort['reader']['find'] = async (...given) => {
        const found = isFirst ? undefined : await reader.find(...given)
        isFirst = false
        return found
      }
      return { reader: { find, list: reader.list } }
    },
  })
  expect([await record(), warned]).toMatchObject([{ nextAt: begin + hour, failures: 3, plugin: 'kept' }, []])
})

test('a store that takes no record of a job is warned of, whether it refuses the first or what came of a run', async () => {
  const warnings = async (refused: number) => {
    let writes = 0
    const problem = { code: 'storage.failed', message: 'Full.', details: { transient: false }, issues: [] } as never
    const { warned } = await open({
      port: ({ writer }) => ({
        writer: { draft: async (...given) => (++writes === refused ? { ok: false, problem } : writer.draft(...given)) },
      }),
    })
    return warned
  }
  expect(await warnings(1)).toEqual([['A job could not be planned.', { job: id, error: 'TenureError: Full.' }]])
  expect(await warnings(2)).toEqual([['A job could not be started.', { job: id, error: 'TenureError: Full.' }]])
})

test('runs of others are not looked at, nor one that was noted, nor what came of a job that nobody brings any more', async () => {
  let jobs: readonly JobToRun[] = [jobOf()]
  const { put, record, settle, looked, warned, kernel } = await open({ jobs: () => jobs, answer: () => ({ id: 'r' }), known: {} })
  expect(looked).toEqual(['r'])
  await put({ type: 'run', id: 'other' }, { ...running, state: 'done' })
  await settle()
  expect(looked).toEqual(['r'])
  const actors: unknown[] = []
  const heard = kernel.batches.subscribe(({ changes }) => {
    for (const { ref, actor } of changes) if (ref.type === 'job') actors.push(actor)
  })
  jobs = []
  const before = await record()
  await put(run, { state: 'done' })
  await settle()
  expect([looked, await record(), actors, warned]).toEqual([['r', 'r'], before, [], []])
  await put(run, { done: 1 })
  await settle()
  expect(looked).toEqual(['r', 'r'])
  heard.unsubscribe()
})
