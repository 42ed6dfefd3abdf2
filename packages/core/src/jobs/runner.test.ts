import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { derivedId, groupOfKey } from '../base/id.js'
import { TenureError } from '../errors/tenure-error.js'
import { testKernel } from '../host/test-kernel.js'
import type { WorkResult } from '../records/work-result.js'
import { toRun } from './run.js'
import type { RunKind } from './run-kind.js'
import { begin, gated, held, none, put, runnerOf, seed, start, steps, type TestKernel } from './test-steps.js'

const storedRuns = async ({ reader }: TestKernel) =>
  (await reader.list(systemAsker, { type: 'run', select: ['state', 'done', 'holder', 'leasedUntil'], orderBy: [], limit: 10 })).records.map(
    toRun,
  )

test('a run begins with who started what, under a lease, and goes on until all of it is done', async () => {
  const kernel = await testKernel(seed)
  const { runner } = runnerOf(kernel)
  const run = await runner.start(start({ user: 'ines', source: 'api', plugin: 'acme.x', total: 5 }))
  expect(run).toEqual({
    ...{ id: expect.any(String), name: 'Steps', kind: 'steps', group: expect.any(String), state: 'running', input: { a: 1 }, place: 3 },
    ...{ user: 'ines', source: 'api', plugin: 'acme.x', total: 5, counts: { ...none, done: 3 }, items: [] },
    ...{ startedAt: begin, leasedUntil: begin + 5_000, holder: expect.any(String) },
  })
  await runner.idle()
  const { holder: _, ...rest } = run
  expect(await runner.get(run.id)).toEqual({
    ...{ ...rest, state: 'done', place: null, counts: { ...none, done: 5 }, leasedUntil: 0, endedAt: begin },
  })
  expect(kernel.clock.pending).toBe((await testKernel(seed)).clock.pending)
  await kernel.close()
})

test('work of which nothing was to be done is refused where that is asked for, and leaves no run', async () => {
  const kernel = await testKernel(seed)
  const nothing = new TenureError('input.invalid', 'Nothing to do.', { issues: [] })
  const of = (result: WorkResult) => runnerOf(kernel, steps({ count: 2, step: () => result }).kind).runner
  const ifNothing = () => nothing
  await expect(of({ done: false, items: [] }).start(start({ ifNothing }))).rejects.toBe(nothing)
  expect(await storedRuns(kernel)).toEqual([])
  expect(await of({ done: false, isUnchanged: true, items: [] }).start(start({ ifNothing }))).toMatchObject({
    counts: { ...none, kept: 2 },
  })
  const item = { outcome: 'left', message: 'No.', record: { type: 'company', id: 'c' } } as const
  expect(await of({ done: false, items: [item] }).start(start({ ifNothing }))).toMatchObject({ counts: { ...none, left: 2 } })
  expect(await of({ done: false, items: [] }).start(start())).toMatchObject({ state: 'done', counts: none })
  await kernel.close()
})

test('[SDK-7] the same key again answers the run that was started under it, and does nothing again', async () => {
  const kernel = await testKernel(seed)
  const { kind, asked } = steps({ count: 2 })
  const { runner } = runnerOf(kernel, kind)
  const first = await runner.start(start({ key: 'k' }))
  expect(first).toEqual({
    ...{ id: derivedId('run k'), name: 'Steps', kind: 'steps', group: groupOfKey('k'), state: 'done', input: { a: 1 }, place: null },
    ...{ counts: { ...none, done: 2 }, items: [], startedAt: begin, endedAt: begin, leasedUntil: 0 },
  })
  expect(await runner.start(start({ key: 'k', name: 'Other' }))).toEqual(first)
  expect(asked).toEqual([3])
  expect((await runner.start(start({ key: 'l' }))).id).toBe(derivedId('run l'))
  await kernel.close()
})

test('[SDK-7] of two that start the same under one key, the one that comes late answers the run of the other', async () => {
  const kernel = await testKernel(seed)
  const [one, two] = [runnerOf(kernel).runner, runnerOf(kernel).runner]
  const [first, second] = await Promise.all([one.start(start({ key: 'k' })), two.start(start({ key: 'k' }))])
  expect(second).toEqual(first)
  await one.idle()
  expect(await two.get(first.id)).toMatchObject({ state: 'done', counts: { ...none, done: 5 } })
  await kernel.close()
})

test('[SDK-7] a run that another runner left is taken up by the one that is asked for it again, once its lease has ended', async () => {
  const kernel = await testKernel(seed)
  const { kind } = gated()
  const { id } = await runnerOf(kernel, kind).runner.start(start({ key: 'k' }))
  const { runner } = runnerOf(kernel)
  expect(await runner.start(start({ key: 'k' }))).toMatchObject({ id, state: 'running', place: 3 })
  await put(kernel, id, { holder: 'gone' })
  await kernel.clock.advance({ ms: 4_999 })
  expect(await runner.get(id)).toMatchObject({ state: 'running', holder: 'gone' })
  await kernel.clock.advance({ ms: 1 })
  await runner.idle()
  expect(await runner.get(id)).toMatchObject({ state: 'done', counts: { ...none, done: 5 } })
  await kernel.close()
})

test('a run that is refused as it begins leaves nothing, also under a key', async () => {
  const kernel = await testKernel(seed)
  const refusal = new TenureError('input.invalid', 'Not now.', { issues: [] })
  const begins: RunKind['begin'] = async () => {
    throw refusal
  }
  const { runner } = runnerOf(kernel, steps({ count: 0, begin: begins }).kind)
  await expect(runner.start(start({ key: 'k' }))).rejects.toMatchObject({ code: 'input.invalid', message: 'Not now.' })
  expect(await storedRuns(kernel)).toEqual([])
  await kernel.close()
})

test('a run that is cancelled ends between two parts; one that has ended stays as it is', async () => {
  const kernel = await testKernel(seed)
  const { runner } = runnerOf(kernel)
  const { id } = await runner.start(start())
  expect(await runner.cancel(id)).toMatchObject({
    state: 'cancelled',
    place: null,
    endedAt: begin,
    leasedUntil: 0,
    counts: { ...none, done: 3 },
  })
  await runner.idle()
  expect(await runner.get(id)).toMatchObject({ state: 'cancelled', counts: { ...none, done: 3 } })
  await kernel.clock.advance({ ms: 1_000 })
  expect(await runner.cancel(id)).toMatchObject({ state: 'cancelled', endedAt: begin })
  const missing = {
    message: 'There is no run with the id nope.',
    problem: { code: 'record.not-found', details: { record: { type: 'run', id: 'nope' } } },
  }
  await expect(runner.cancel('nope')).rejects.toMatchObject(missing)
  await kernel.close()
})

test('work of a kind that nobody knows is refused, and its run is left to those who know it', async () => {
  const kernel = await testKernel(seed)
  const { runner } = runnerOf(kernel)
  await expect(runner.start(start({ kind: 'other' }))).rejects.toMatchObject({
    message: 'There is no work of the kind other.',
    problem: { code: 'internal.invariant', details: { invariant: 'the kinds of runs are known' } },
  })
  await put(kernel, 'o', { ...held, kind: 'other' })
  await runner.resume()
  await kernel.clock.advance({ ms: 0 })
  expect(await runner.get('o')).toMatchObject({ state: 'running', holder: 'gone' })
  await runner.add({ ...steps().kind, name: 'other' })
  await kernel.clock.advance({ ms: 0 })
  await runner.idle()
  expect(await runner.get('o')).toMatchObject({ state: 'done', counts: { ...none, done: 5 } })
  await kernel.close()
})
