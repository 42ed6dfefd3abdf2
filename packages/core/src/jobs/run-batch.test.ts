import { memory, record } from '@tenure/memory'
import { aUser } from '@tenure/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { TenureError } from '../errors/tenure-error.js'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { Values } from '../schema/value.js'
import type { Actor, StorageAdapter } from '../storage/adapter.js'
import { toRun } from './run.js'
import { RunBatch, type RunBatchEnv } from './run-batch.js'
import type { RunKind } from './run-kind.js'
import { failed, none, put, type Steps, steps, type TestKernel } from './test-steps.js'

const companies = Array.from({ length: 5 }, (_, at) => record(Company, `c${at}`, { name: `C${at}` }))
const store = () => memory({ users: [aUser({ id: 'ines' })], records: companies }) as unknown as StorageAdapter
const open = (storage = store()) => testKernel({}, undefined, storage)
const company = (id: string) => ({ type: 'company', id })
const denied = new TenureError('access.denied', 'You may not.', { permission: 'x' } as never)
const invalid = new TenureError('input.invalid', 'No such name.', { issues: [{ path: ['name', 0], message: 'No.' }] })

/** Gives each company a name; `refusals` are the errors for some of them. */
const naming = (refusals: Readonly<Record<number, Error>> = {}, more: Steps = {}) =>
  steps({
    step: (at, { draft }) => {
      const found = draft.find(company(`c${at}`))
      if (found === undefined) throw new Error(`c${at} was not read.`)
      found.values = { ...found.values, name: `New ${at}` }
      if (refusals[at] !== undefined) throw refusals[at]
      return { done: true, items: [] }
    },
    ...more,
  })
const values: Values = { kind: 'steps', name: 'Steps', state: 'running', holder: 'me', group: 'g', leasedUntil: 1 }
const envOf = ({ access, writer }: TestKernel, kind: RunKind): RunBatchEnv => ({
  ...{ access, writer, kind, asker: systemAsker, holder: 'me' },
  lease: () => ({ holder: 'me', leasedUntil: 7 }),
  ended: () => ({ state: 'done', endedAt: 9, holder: null, leasedUntil: null, place: null }),
})
const batchOf = (kernel: TestKernel, kind: RunKind, more: Values = {}, env: Partial<RunBatchEnv> = {}) =>
  new RunBatch({ ...envOf(kernel, kind), ...env }, toRun({ ref: { type: 'run', id: 'r' }, values: { ...values, ...more } }))
/** The batch of a run that has begun. */
async function begun(kernel: TestKernel, kind: RunKind, more: Values = {}, env: Partial<RunBatchEnv> = {}) {
  await put(kernel, 'r', { ...values, ...more })
  return batchOf(kernel, kind, more, env)
}
const stored = async ({ reader }: TestKernel) => {
  const found = await reader.find(systemAsker, { type: 'run', id: 'r' })
  return found && toRun(found)
}
const names = async ({ reader }: TestKernel) =>
  (await reader.list(systemAsker, { type: 'company', select: ['name'], orderBy: [], limit: 9 })).records.map(
    (found) => found.values['name'],
  )

afterEach(() => {
  vi.unstubAllGlobals()
})

test('pieces and the place of their run are stored together, in one commit, under the lease', async () => {
  const kernel = await open()
  let commits = 0
  const heard = kernel.batches.subscribe(() => {
    commits += 1
  })
  const { kind, asked } = naming()
  const run = await batchOf(kernel, kind).work(2, { begin: { ...values, input: { a: 1 } } })
  expect(run).toMatchObject({ id: 'r', state: 'running', place: 2, leasedUntil: 7, counts: { ...none, done: 2 }, input: { a: 1 } })
  expect([await stored(kernel), asked, commits]).toEqual([run, [2], 1])
  const second = batchOf(kernel, kind, { place: 2 })
  expect(await second.work(9, {})).toMatchObject({ state: 'done', place: null, endedAt: 9, leasedUntil: 0, counts: { ...none, done: 5 } })
  expect(await names(kernel)).toEqual(['New 0', 'New 1', 'New 2', 'New 3', 'New 4'])
  heard.unsubscribe()
  await kernel.close()
})

test('[SDK-7] a piece that is refused is noted with its reason, and the others are done', async () => {
  const kernel = await open()
  const { kind } = naming({ 1: invalid, 3: denied })
  const run = await batchOf(kernel, kind).work(4, { begin: values })
  expect(run).toMatchObject({ state: 'running', place: 4, leasedUntil: 7, counts: { done: 2, kept: 0, left: 1, failed: 1 } })
  expect(run.items).toEqual([
    {
      ...{ outcome: 'failed', record: company('c1'), message: 'No such name.', code: 'input.invalid' },
      details: { issues: [{ path: ['name', 0] }] },
    },
    { outcome: 'left', record: company('c3'), message: 'You may not.', code: 'access.denied', details: { permission: 'x' } },
  ])
  expect(await names(kernel)).toEqual(['New 0', 'C1', 'New 2', 'C3', 'C4'])
  expect(await stored(kernel)).toEqual(run)
  await kernel.close()
})

test('a run whose last piece is refused has ended, and one that begins with a refused piece has begun once', async () => {
  const kernel = await open()
  let begins = 0
  const begin: RunKind['begin'] = async () => {
    begins += 1
  }
  const { kind } = naming({ 0: invalid, 4: invalid }, { begin })
  const run = await batchOf(kernel, kind).work(9, { begin: values })
  expect(run).toMatchObject({ state: 'done', place: null, endedAt: 9, counts: { ...none, done: 3, failed: 2 } })
  // Once with all pieces, which was not stored, and once alone.
  expect(begins).toBe(2)
  expect(await names(kernel)).toEqual(['C0', 'New 1', 'New 2', 'New 3', 'C4'])
  await kernel.close()
})

test('what follows from a refused piece is stored with the note of it', async () => {
  const kernel = await open()
  const told: unknown[] = []
  const refused: RunKind['refused'] = async (draft, run, piece) => {
    told.push([run.id, piece])
    await draft.load([company('c4')])
    const found = draft.find(company('c4'))
    if (found) found.values = { ...found.values, name: `After ${piece}` }
  }
  const { kind } = naming({ 1: invalid }, { refused })
  const run = await (await begun(kernel, kind)).work(2, {})
  expect([run.place, run.counts, told]).toEqual([2, { ...none, done: 1, failed: 1 }, [['r', 1]]])
  expect(await names(kernel)).toEqual(['New 0', 'C1', 'C2', 'C3', 'After 1'])
  await kernel.close()
})

test('a run goes on from where its part says, whether its pieces were done together or one by one', async () => {
  const placeOf = async (refusals: Readonly<Record<number, Error>>, last: boolean) => {
    const kernel = await open()
    const { kind } = naming(refusals)
    const next: RunKind['next'] = async (...given) => ({ ...(await kind.next(...given)), last, after: 'far' })
    const { state, place } = await (await begun(kernel, { ...kind, next })).work(2, {})
    await kernel.close()
    return [state, place]
  }
  expect(await placeOf({}, false)).toEqual(['running', 'far'])
  expect(await placeOf({ 0: invalid }, false)).toEqual(['running', 'far'])
  expect(await placeOf({ 0: invalid }, true)).toEqual(['done', null])
})

test('a part without pieces keeps the place of the run', async () => {
  const kernel = await open()
  const { kind } = naming()
  const next: RunKind['next'] = async () => ({ pieces: [], last: false })
  expect(await (await begun(kernel, { ...kind, next }, { place: 3 })).work(2, {})).toMatchObject({ state: 'running', place: 3 })
  await kernel.close()
})

test('a store that does not write, and a user who may do nothing any more, are no fault of a piece', async () => {
  const gone = new TenureError('access.signed-out', 'You are signed out.', {} as never)
  const broken = new TenureError('internal.invariant', 'It broke.', { invariant: 'x' })
  for (const error of [failed(false), gone, broken, new Error('unforeseen')]) {
    const kernel = await open()
    const batch = batchOf(kernel, naming({ 1: error }).kind)
    await expect(batch.work(3, { begin: values })).rejects.toMatchObject({ message: error.message })
    expect([await stored(kernel), (await names(kernel))[0]]).toEqual([undefined, 'C0'])
    await kernel.close()
  }
})

test('what was noted before the store failed stays, and the run goes on behind it', async () => {
  const kernel = await open()
  let isAlone = false
  const { kind } = naming({ 0: invalid })
  const apply: RunKind['apply'] = async (work, piece) => {
    if (piece === 1 && isAlone) throw failed(true)
    isAlone = true
    return kind.apply(work, piece)
  }
  await expect((await begun(kernel, { ...kind, apply })).work(3, {})).rejects.toMatchObject({ code: 'storage.failed' })
  expect(await stored(kernel)).toMatchObject({ state: 'running', place: 1, counts: { ...none, failed: 1 } })
  await kernel.close()
})

test('what refuses the beginning of a run refuses the run', async () => {
  const kernel = await open()
  const begin: RunKind['begin'] = async () => {
    throw invalid
  }
  const batch = batchOf(kernel, naming({}, { begin, count: 0 }).kind)
  await expect(batch.work(3, { begin: values })).rejects.toMatchObject({ message: 'No such name.' })
  await expect(batchOf(kernel, naming({}, { begin }).kind).work(3, { begin: values })).rejects.toMatchObject({ code: 'input.invalid' })
  expect(await stored(kernel)).toBeUndefined()
  await kernel.close()
})

test('a run that was cancelled, removed, or taken by another runner is answered as it is, and nothing is done', async () => {
  const kernel = await open()
  const { kind } = naming()
  expect(await batchOf(kernel, kind).work(3, {})).toMatchObject({ id: 'r', state: 'cancelled', counts: none })
  const other = await begun(kernel, kind)
  await put(kernel, 'r', { holder: 'other', place: 2 })
  expect(await other.work(3, {})).toMatchObject({ state: 'running', holder: 'other', place: 2 })
  await put(kernel, 'r', { holder: 'me', state: 'failed' })
  expect(await batchOf(kernel, kind).work(3, {})).toMatchObject({ state: 'failed', counts: none })
  expect((await names(kernel))[0]).toBe('C0')
  await kernel.close()
})

test('[BEY-5] what a run changes is of its group, and named for who started it and how', async () => {
  const actors = async (more: Values, kindOf: Partial<RunKind> = {}) => {
    const kernel = await open()
    const heard: { readonly actor?: Actor | undefined; readonly group?: string | undefined }[] = []
    const batch = await begun(kernel, naming({}, kindOf).kind, more)
    const listening = kernel.batches.subscribe(({ changes, group }) => {
      for (const { ref, actor } of changes) if (ref.id === 'c0') heard.push({ actor, group })
    })
    await batch.work(1, {})
    listening.unsubscribe()
    await kernel.close()
    return heard
  }
  expect(await actors({})).toEqual([{ actor: { source: 'user' }, group: 'g' }])
  expect(await actors({ user: 'ines', source: 'api', plugin: 'acme.x' })).toEqual([
    { actor: { source: 'api', user: 'ines', plugin: 'acme.x' }, group: 'g' },
  ])
  expect(await actors({ user: 'ines', source: 'api' }, { source: 'import' })).toEqual([
    { actor: { source: 'import', user: 'ines' }, group: 'g' },
  ])
})

test('a record that came with its piece is not read again, unless it was written meanwhile', async () => {
  const inner = store()
  const read: string[] = []
  const counting: StorageAdapter = {
    ...inner,
    read: (refs, io) => {
      read.push(...refs.map(({ id }) => id))
      return inner.read(refs, io)
    },
  }
  const kernel = await open(counting)
  const { kind } = naming({}, { othersOf: () => [company('c4')] })
  const records = (await inner.read([company('c0'), company('c1')], { signal: new AbortController().signal })).map(
    (found) => found ?? undefined,
  )
  const next: RunKind['next'] = async () => ({
    pieces: [0, 1].map((at) => ({ piece: at, after: at + 1, record: records[at] as never })),
    last: false,
  })
  const batch = await begun(kernel, { ...kind, next })
  read.length = 0
  await batch.work(2, {})
  expect(read.sort()).toEqual(['c4', 'r'])
  read.length = 0
  // Both are older by now than what the store has.
  expect(await batch.work(2, {})).toMatchObject({ counts: { ...none, done: 4 } })
  expect(read.filter((id) => id === 'c0' || id === 'c1').sort()).toEqual(['c0', 'c1'])
  await kernel.close()
})

test('the longest commit of a part is known', async () => {
  let now = 100
  vi.stubGlobal('performance', { now: () => now })
  const kernel = await open()
  const took = [5, 30, 10]
  const draft: TestKernel['writer']['draft'] = async (by, fill) => {
    const outcome = await kernel.writer.draft(by, fill)
    now += outcome.ok ? (took.shift() ?? 0) : 1_000
    return outcome
  }
  const batch = await begun(kernel, naming({ 0: invalid }).kind, {}, { writer: { draft } })
  expect(batch.storedMs).toBe(0)
  await batch.work(3, {})
  expect(batch.storedMs).toBe(30)
  await kernel.close()
})
