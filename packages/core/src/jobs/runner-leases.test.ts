import { afterEach, expect, test, vi } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import type { RunKind } from './run-kind.js'
import { begin, failed, gated, held, none, put, runnerOf, type Steps, seed, start, steps } from './test-steps.js'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('a run whose runner is gone is taken up at the end of its lease, not before', async () => {
  const kernel = await testKernel(seed)
  await put(kernel, 'o', { ...held, leasedUntil: begin + 4_000, place: 4 })
  const { runner } = runnerOf(kernel)
  await runner.resume()
  await kernel.clock.advance({ ms: 3_999 })
  expect(await runner.get('o')).toMatchObject({ state: 'running', holder: 'gone' })
  await kernel.clock.advance({ ms: 1 })
  await runner.idle()
  expect(await runner.get('o')).toMatchObject({ state: 'done', counts: { ...none, done: 1 } })
  await kernel.close()
})

test('a store that fails for a while is tried again after one second, two and so on, five times', async () => {
  for (const failures of [5, 6]) {
    const kernel = await testKernel(seed)
    let left = failures
    const times: number[] = []
    const inner = steps().kind
    const next: RunKind['next'] = async (run, asker, most) => {
      if (run.place !== null) times.push(kernel.clock.now() - begin)
      if (run.place !== null && left-- > 0) throw failed(true)
      return inner.next(run, asker, most)
    }
    const { runner, warned } = runnerOf(kernel, { ...inner, next })
    const { id } = await runner.start(start())
    await kernel.clock.advance({ ms: 0 })
    await kernel.clock.advance({ ms: 20_000 })
    await runner.idle()
    expect(times).toEqual([0, 1_000, 3_000, 6_000, 10_000, 15_000])
    const { state, problem, reason } = await runner.get(id)
    if (failures === 5) expect([state, problem, warned]).toEqual(['done', undefined, []])
    else
      expect([state, problem, reason]).toEqual([
        'failed',
        'The disk is full.',
        { message: 'The disk is full.', code: 'storage.failed', details: { transient: true } },
      ])
    await kernel.close()
  }
})

test('work that fails for good ends at once, and says why; what nobody foresaw is in the log alone', async () => {
  const kernel = await testKernel(seed)
  const failing = async (error: unknown, more: Steps = {}) => {
    const inner = steps().kind
    const next: RunKind['next'] = async (run, asker, most) => {
      if (run.place !== null) throw error
      return inner.next(run, asker, most)
    }
    const { runner, warned } = runnerOf(kernel, { ...inner, ...more, next })
    const { id } = await runner.start(start())
    await runner.idle()
    const { state, place, endedAt, problem, reason } = await runner.get(id)
    return { state, place, endedAt, problem, code: reason?.code, warned: warned.map((each) => JSON.stringify(each).replace(id, 'it')) }
  }
  const ended = { state: 'failed', place: null, endedAt: begin }
  expect(await failing(failed(false))).toEqual({
    ...{ ...ended, problem: 'The disk is full.', code: 'storage.failed' },
    warned: ['["A run failed.",{"run":"it","error":"TenureError: The disk is full."}]'],
  })
  expect(await failing(new Error('secret'), { keepsPlace: true })).toEqual({
    ...{ ...ended, place: 3, problem: 'Something went wrong that was not expected.', code: 'internal.invariant' },
    warned: ['["A run failed.",{"run":"it","error":"Error: secret"}]'],
  })
  await kernel.close()
})

test('a part that takes long keeps its lease, and only while the run goes on here', async () => {
  const kernel = await testKernel(seed)
  const { kind, release } = gated()
  const { runner } = runnerOf(kernel, kind)
  const { id } = await runner.start(start())
  const until = async () => (await runner.get(id)).leasedUntil - begin
  await kernel.clock.advance({ ms: 0 })
  await kernel.clock.advance({ ms: 2_499 })
  expect(await until()).toBe(5_000)
  await kernel.clock.advance({ ms: 1 })
  expect(await until()).toBe(7_500)
  await kernel.clock.advance({ ms: 2_500 })
  expect(await until()).toBe(10_000)
  await runner.cancel(id)
  await kernel.clock.advance({ ms: 2_500 })
  expect(await until()).toBe(-begin)
  release()
  await runner.idle()
  expect(await runner.get(id)).toMatchObject({ state: 'cancelled', counts: { ...none, done: 3 } })
  await kernel.close()
})

test('a runner that closes ends between two parts, gives its lease back, and takes nothing up any more', async () => {
  const kernel = await testKernel(seed)
  const before = kernel.clock.pending
  const { kind, release } = gated()
  const first = runnerOf(kernel, { ...kind, most: 1 }).runner
  const { id } = await first.start(start())
  await kernel.clock.advance({ ms: 0 })
  const second = runnerOf(kernel).runner
  await second.resume()
  await second[Symbol.asyncDispose]()
  await second.resume()
  const closing = first[Symbol.asyncDispose]()
  release()
  await closing
  expect(kernel.clock.pending).toBe(before)
  const { state, leasedUntil, counts } = await first.get(id)
  expect([state, leasedUntil, counts.done]).toEqual(['running', 0, 4])
  await kernel.close()
})

test('parts get smaller while a commit takes long, and larger again, up to what the kind may have', async () => {
  const sizes = async (storedMs: number, more: Partial<RunKind> = {}, chunk = 40) => {
    let now = 0
    vi.stubGlobal('performance', { now: () => now })
    const kernel = await testKernel(seed)
    const { kind, asked } = steps({ count: 200, ...more })
    const draft: typeof kernel.writer.draft = async (by, fill) => {
      const outcome = await kernel.writer.draft(by, fill)
      now += storedMs
      return outcome
    }
    const { runner } = runnerOf(kernel, kind, { writer: { draft }, chunk })
    await runner.start(start())
    await runner.idle()
    await kernel.close()
    return asked.slice(0, 5)
  }
  expect(await sizes(0)).toEqual([40, 40, 40, 40, 40])
  expect(await sizes(25)).toEqual([40, 40, 40, 40, 40])
  expect(await sizes(50)).toEqual([40, 20, 10, 10, 10])
  expect(await sizes(100, {}, 4)).toEqual([4, 4, 4, 4, 4])
  expect(await sizes(1, { most: 100 }, 20)).toEqual([20, 40, 80, 100])
  expect(await sizes(20, { most: 100 }, 20)).toEqual([20, 25, 31, 39, 49])
})
