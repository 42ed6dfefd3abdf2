import { memory, record } from '@tenure/memory'
import { aUser } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import { Company } from '../schema/object-types.js'
import type { Json, Values } from '../schema/value.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { toRun } from './run.js'
import { cancelRun, type RunDeskPort, showRun, undoGroup, watchRun, watchRuns } from './run-desk.js'
import type { RunStart } from './runner.js'
import { none, put, type TestKernel } from './test-steps.js'

const users = [
  ...[
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'bare', superAdmin: true, seat: false }),
    aUser({ id: 'idle', permissions: [] }),
  ],
  aUser({ id: 'ines', objects: { company: { view: 'own', edit: 'own', delete: 'none' } }, properties: { 'company.arr': 'none' } } as never),
  aUser({ id: 'ada' }),
]
const records = [record(Company, 'c0', { name: 'Acme', csm: 'ines' }), record(Company, 'c1', { name: 'Other', csm: 'ada' })]

/** A desk over these runs; `started` is what it asks of the runner, which answers the run `answer`. */
async function open(runs: Readonly<Record<string, Values>> = {}) {
  const kernel = await testKernel({}, undefined, memory({ users, records }) as unknown as StorageAdapter)
  for (const [id, values] of Object.entries(runs))
    await put(kernel, id, { kind: 'bulk', name: 'Edit', state: 'done', group: 'g', ...values })
  const started: RunStart[] = []
  const runner = {
    cancel: (id: string) => kernel.runner.cancel(id),
    get: (id: string) => kernel.runner.get(id),
    start: async (start: RunStart) => {
      started.push(start)
      return toRun({ ref: { type: 'run', id: 'undo' }, values: { kind: 'undo', name: 'Undo', state: 'done', group: 'u', done: 1 } })
    },
  }
  const port: RunDeskPort = { ...kernel, runner }
  return { kernel, port, started }
}
const summary = (run: string, more: object = {}) => ({
  run,
  name: 'Edit',
  kind: 'bulk',
  group: 'g',
  state: 'done',
  ...none,
  startedAt: 0,
  ...more,
})

test('[BEY-5] a group is undone by a run of its own, which knows how much there is to take back', async () => {
  const { kernel, port, started } = await open({ a: { user: 'ada', done: 3 }, b: { user: 'ada', done: 2 }, c: { user: 'ada', group: 'h' } })
  expect(await undoGroup(port, 'ada', 'g', 'k')).toEqual({
    ...summary('undo', { name: 'Undo', kind: 'undo', group: 'u', done: 1 }),
    items: [],
  })
  const undo = { kind: 'undo', name: 'Undo', user: 'ada' }
  expect(started).toEqual([{ ...undo, key: 'k', input: { group: 'g', hasChanged: true }, total: 5 }])
  await undoGroup(port, 'ada', 'h', undefined)
  // A run that changed nothing is there, and is undone by doing nothing.
  expect(started[1]).toEqual({ ...undo, key: undefined, input: { group: 'h', hasChanged: false } })
  await kernel.close()
})

test('[BEY-5] [ACC-9] a group of which there is no run the user sees is refused where nothing was to be done', async () => {
  const { kernel, port, started } = await open({ a: { user: 'root', done: 3 } })
  await undoGroup(port, 'ada', 'g', undefined)
  expect(started[0]).toMatchObject({ input: { group: 'g', hasChanged: false } })
  expect(started[0]).not.toHaveProperty('total')
  expect(started[0]?.ifNothing?.()).toMatchObject({
    message: 'There is no such change to undo, or you may not see it.',
    problem: { code: 'record.not-found', details: { record: { type: 'change', id: 'g' } } },
  })
  await kernel.close()
})

test('[BEY-5] a group is not undone while a run of it goes on', async () => {
  const { kernel, port, started } = await open({ a: { user: 'root', state: 'running' }, b: { user: 'root', state: 'running', group: 'h' } })
  const message = 'This is still going on. Cancel it, or wait until it has ended, and undo it then.'
  await expect(undoGroup(port, 'ada', 'g', undefined)).rejects.toMatchObject({
    ...{ message, problem: { code: 'input.invalid', details: { issues: [{ path: ['group'], message }] } } },
  })
  await put(kernel, 'a', { state: 'cancelled' })
  await undoGroup(port, 'ada', 'g', undefined)
  expect(started).toHaveLength(1)
  await kernel.close()
})

test('[ACC-5] [ACC-13] what was done to the whole account is taken back by super admins, with a seat or without one', async () => {
  const inputs = async (values: Values, user: string) => {
    const { kernel, port, started } = await open({ a: { user: 'root', done: 1, ...values } })
    const refusal = await undoGroup(port, user, 'g', undefined).then(
      () => undefined,
      (error: { readonly code: string }) => error.code,
    )
    await kernel.close()
    return refusal ?? started[0]?.input
  }
  const account = { group: 'g', account: true, hasChanged: true }
  for (const values of [{ kind: 'hand-over' }, { kind: 'rows made' }, { kind: 'undo', input: { group: 'x', account: true } }]) {
    expect([await inputs(values, 'root'), await inputs(values, 'bare')]).toEqual([account, account])
  }
  expect(await inputs({ kind: 'rows made' }, 'ada')).toEqual({ group: 'g', hasChanged: false })
  expect(await inputs({ kind: 'undo', input: { group: 'x' } }, 'root')).toEqual({ group: 'g', hasChanged: true })
  expect(await inputs({ input: null }, 'bare')).toBe('access.denied')
})

test('a run is cancelled by its user or a super admin, and is none to others', async () => {
  const { kernel, port } = await open({ a: { user: 'ada', state: 'running' }, b: { user: 'ada', state: 'running' } })
  const missing = {
    message: 'There is no run with the id a.',
    problem: { code: 'record.not-found', details: { record: { type: 'run', id: 'a' } } },
  }
  await expect(cancelRun(port, 'ines', 'a')).rejects.toMatchObject(missing)
  expect(await cancelRun(port, 'ada', 'a')).toMatchObject({ run: 'a', state: 'cancelled', endedAt: kernel.clock.now() })
  expect(await cancelRun(port, 'root', 'b')).toMatchObject({ run: 'b', state: 'cancelled' })
  await kernel.close()
})

test('a run is told whenever it goes on, and refused to who may not see it', async () => {
  const { kernel, port } = await open({ a: { user: 'ada', state: 'running', total: 9 } })
  const seen: unknown[] = []
  const watching = watchRun(port, 'ada', 'a').subscribe(({ state, done, total }) => seen.push([state, done, total]))
  await expect.poll(() => seen).toEqual([['running', 0, 9]])
  await put(kernel, 'a', { done: 4 })
  await expect.poll(() => seen.at(-1)).toEqual(['running', 4, 9])
  await put(kernel, 'a', { state: 'done' })
  await expect.poll(() => seen.at(-1)).toEqual(['done', 4, 9])
  watching.unsubscribe()
  await expect(firstValueFrom(watchRun(port, 'ines', 'a'))).rejects.toMatchObject({ message: 'There is no run with the id a.' })
  await kernel.close()
})

test('runs are listed from the latest, without those of jobs, as many as are asked for', async () => {
  const { kernel, port } = await open({
    ...{
      a: { user: 'ada', startedAt: 1 },
      b: { user: 'ada', startedAt: 3, total: 4, created: 2, endedAt: 5, done: 1, kept: 2, left: 3, failed: 4 },
    },
    ...{ c: { user: 'ada', startedAt: 2 }, j: { user: 'ada', kind: 'job acme.x/do', startedAt: 9 }, o: { user: 'root', startedAt: 8 } },
  })
  const runs = await firstValueFrom(watchRuns(port, 'ada', 2))
  const full = { user: 'ada', startedAt: 3, total: 4, created: 2, endedAt: 5, done: 1, kept: 2, left: 3, failed: 4 }
  expect(runs).toEqual([summary('b', full), summary('c', { user: 'ada', startedAt: 2 })])
  expect((await firstValueFrom(watchRuns(port, 'root', 9))).map(({ run }) => run)).toEqual(['o', 'b', 'c', 'a'])
  await kernel.close()
})

const item = (id: string, more: object = {}) => ({
  outcome: 'left',
  message: 'No.',
  code: 'access.denied',
  record: { type: 'company', id },
  ...more,
})
const shown = async (kernel: TestKernel, user: string, items: readonly object[], more: Values = {}) =>
  showRun(
    kernel,
    kernel.askers.get(user),
    toRun({ ref: { type: 'run', id: 'r' }, values: { state: 'failed', items: items as unknown as Json, ...more } }),
  )

test('[ACC-8] of what became of records somebody is shown the records that they see, by their titles', async () => {
  const { kernel } = await open()
  const entry = { outcome: 'left', message: 'No.', code: 'access.denied', type: 'company' }
  const items = [item('c0', { details: { missing: 'x' } }), item('c1'), item('gone', { isMissing: true }), item('nowhere')]
  const missing = { ...entry, id: 'gone', title: null }
  expect((await shown(kernel, 'ines', items)).items).toEqual([{ ...entry, id: 'c0', title: 'Acme', details: { missing: 'x' } }, missing])
  expect((await shown(kernel, 'root', items)).items.map(({ title }) => title)).toEqual(['Acme', 'Other', null])
  expect((await shown(kernel, 'idle', items)).items).toEqual([])
  await kernel.close()
})

test('a part of a record is named by its label, whether it is a property or an association', async () => {
  const { kernel } = await open()
  const parts = [item('c0', { part: 'domain' }), item('c0', { part: 'contacts' }), item('c0', { part: 'nothing' })]
  const { items } = await shown(kernel, 'root', parts)
  expect(items.map(({ part }) => part)).toEqual(['Domain', 'Contacts', undefined])
  expect(items[2]).not.toHaveProperty('part')
  await kernel.close()
})

test('a run that failed says why, in English and as a reason with its details', async () => {
  const { kernel } = await open()
  const reason = { message: 'Full.', code: 'storage.failed', details: { transient: true } }
  expect(await shown(kernel, 'root', [], { problem: 'Full.', reason })).toMatchObject({
    ...{ problem: 'Full.', reason: { code: 'storage.failed', details: { transient: true } } },
  })
  expect(Object.keys(await shown(kernel, 'root', [])).filter((key) => key === 'problem' || key === 'reason')).toEqual([])
  await kernel.close()
})
