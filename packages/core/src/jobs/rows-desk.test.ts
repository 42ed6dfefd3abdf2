import { aUser } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { testKernel } from '../host/test-kernel.js'
import type { ObjectTypeExtension } from '../schema/extend-schema.js'
import type { Values } from '../schema/value.js'
import { createRowsDesk, type RowsState } from './rows-desk.js'
import type { RowSource } from './rows-run.js'
import type { RunStart } from './runner.js'
import { begin, put } from './test-steps.js'

const users = [...[aUser({ id: 'root', superAdmin: true }), aUser({ id: 'bare', superAdmin: true, seat: false }), aUser({ id: 'ada' })]]
const mood: ObjectTypeExtension = { name: 'company', properties: [{ name: 'mood', kind: 'string', label: 'Mood' }] }
const source: RowSource = {
  ...{ source: 'made', extensions: [mood] },
  steps: async (input) => Array.from({ length: Number(input) }, () => ({ archive: { type: 'company', externalId: 'x' } })),
}
const rows = { name: 'Import of made', kind: 'rows made', state: 'done' }

/** A desk over runs that are there; `started` and `cancelled` is what it asks of the runner. */
async function open(runs: Readonly<Record<string, Values>> = {}) {
  const kernel = await testKernel({ users })
  for (const [id, values] of Object.entries(runs)) await put(kernel, id, { startedAt: 1, group: `group ${id}`, ...values })
  const started: RunStart[] = []
  const cancelled: string[] = []
  const extended: (readonly ObjectTypeExtension[])[] = []
  const runner = {
    start: async (start: RunStart) => {
      started.push(start)
      return { id: 'new' } as never
    },
    cancel: async (id: string) => void cancelled.push(id) as never,
    get: (id: string) => kernel.runner.get(id),
  }
  const extend = async (extensions: readonly ObjectTypeExtension[]) => void extended.push(extensions)
  const desk = createRowsDesk({ ...kernel, runner, extend }, source)
  const see = (user = 'root') => firstValueFrom(desk.watch(user))
  return { kernel, desk, started, cancelled, extended, see }
}
const brief = ({ taken, out, isIn }: RowsState) => [taken?.run, out?.run, isIn]
const refusal = (code: string, message: string) => ({ message, problem: { code } })
const nothing = (message: string) => ({ message, problem: { code: 'record.not-found', details: { record: { type: 'run', id: '' } } } })

test('[SDK-13] rows are for super admins, with a seat or without one', async () => {
  const { desk, see, kernel } = await open()
  expect([await see(), await see('bare')]).toEqual([{ isIn: false }, { isIn: false }])
  for (const ask of [() => see('ada'), () => desk.takeIn('ada', 1), () => desk.takeOut('ada'), () => desk.cancel('ada')]) {
    await expect(ask()).rejects.toMatchObject({ problem: { code: 'access.denied' } })
  }
  await kernel.close()
})

test('[SDK-13] the last run that took the rows of a source in counts, whichever way they came', async () => {
  const lastOf = async (runs: Readonly<Record<string, Values>>) => {
    const { see, kernel } = await open(runs)
    const state = brief(await see())
    await kernel.close()
    return state
  }
  expect(await lastOf({ a: { ...rows, startedAt: 3 }, b: { ...rows, startedAt: 2 } })).toEqual(['a', undefined, true])
  // Of two in one millisecond, the one with the later id.
  expect(await lastOf({ b: rows, c: rows, a: rows })).toEqual(['c', undefined, true])
  const imported = { ...rows, kind: 'import', startedAt: 5 }
  expect(await lastOf({ a: rows, b: { ...imported, input: { source: 'made' } } })).toEqual(['b', undefined, true])
  const others = {
    ...{ b: { ...imported, input: { source: 'other' } }, c: { ...imported, input: null }, d: { ...rows, kind: 'bulk', startedAt: 6 } },
    ...{ e: { ...rows, kind: 'rows other', startedAt: 7 }, f: { ...rows, name: 'Import of other', startedAt: 8 } },
  }
  expect(await lastOf({ a: rows, ...others })).toEqual(['a', undefined, true])
  expect(await lastOf(others)).toEqual([undefined, undefined, false])
})

test('[SDK-13] [BEY-5] rows are in until the run that takes them out is done, and again when that is undone', async () => {
  const { see, kernel } = await open({
    a: rows,
    u: { kind: 'undo', input: null },
    v: { kind: 'undo', state: 'done', input: { group: 'other' } },
  })
  expect(brief(await see())).toEqual(['a', undefined, true])
  await put(kernel, 'out', { kind: 'undo', state: 'running', group: 'group out', input: { group: 'group a' }, startedAt: 2 })
  expect(brief(await see())).toEqual(['a', 'out', true])
  await put(kernel, 'out', { state: 'failed' })
  expect(brief(await see())).toEqual(['a', 'out', true])
  await put(kernel, 'out', { state: 'done' })
  expect(brief(await see())).toEqual(['a', 'out', false])
  await put(kernel, 'back', { kind: 'undo', state: 'done', group: 'group back', input: { group: 'group out' }, startedAt: 3 })
  expect(brief(await see())).toEqual(['a', 'out', true])
  await put(kernel, 'over', { kind: 'undo', state: 'done', group: 'group over', input: { group: 'group back' }, startedAt: 4 })
  expect(brief(await see())).toEqual(['a', 'out', false])
  await kernel.close()
})

test('[SDK-13] what became of rows is told again when a run goes on, and not for other changes', async () => {
  const { desk, kernel } = await open({ a: { ...rows, state: 'running', done: 1 } })
  const seen: unknown[] = []
  const watching = desk.watch('root').subscribe(({ taken }) => seen.push(taken?.done))
  await expect.poll(() => seen).toEqual([1])
  await kernel.writer.write({ asker: kernel.askers.get('root'), actor: { source: 'user', user: 'root' } }, [
    { write: 'create', type: 'company', values: { name: 'Acme' } },
  ])
  await put(kernel, 'a', { done: 2 })
  await expect.poll(() => seen.at(-1)).toBe(2)
  expect(seen).toEqual([1, 2])
  watching.unsubscribe()
  await kernel.close()
})

test('[SDK-13] rows are taken in once, by a run that knows how many steps there are, with what they need of object types', async () => {
  const { desk, started, extended, kernel } = await open()
  expect(await desk.takeIn('root', 4)).toBe('new')
  expect(started).toEqual([{ kind: 'rows made', name: 'Import of made', input: 4, user: 'root', total: 4 }])
  expect(extended).toEqual([[mood]])
  await kernel.close()
  const here = 'It is here already, or on its way. Take it out first.'
  const undo = { kind: 'undo', input: { group: 'group a' } }
  for (const runs of [
    { a: rows },
    { a: { ...rows, state: 'running' }, u: { ...undo, state: 'done' } },
    { a: rows, u: { ...undo, state: 'running', startedAt: 3 }, v: { ...undo, state: 'done', startedAt: 2 } },
  ]) {
    const other = await open(runs)
    await expect(other.desk.takeIn('root', 4)).rejects.toMatchObject({
      ...{ message: here, problem: { code: 'input.invalid', details: { issues: [{ path: [], message: here }] } } },
    })
    expect([other.started, other.extended]).toEqual([[], []])
    await other.kernel.close()
  }
  const again = await open({ a: rows, u: { ...undo, state: 'done' } })
  expect(await again.desk.takeIn('bare', 1)).toBe('new')
  await again.kernel.close()
})

test('[SDK-13] rows are taken out by undoing their run, which ends first where it goes on', async () => {
  const { desk, started, cancelled, kernel } = await open({ a: { ...rows, done: 7 } })
  const undo = { kind: 'undo', name: 'Undo', user: 'root' }
  expect(await desk.takeOut('root')).toBe('new')
  expect([started, cancelled]).toEqual([[{ ...undo, input: { group: 'group a', account: true, hasChanged: true }, total: 7 }], []])
  await put(kernel, 'a', { state: 'running', done: 0 })
  await desk.takeOut('root')
  expect([started[1], cancelled]).toEqual([{ ...undo, input: { group: 'group a', account: true, hasChanged: false }, total: 0 }, ['a']])
  await put(kernel, 'out', { kind: 'undo', state: 'running', input: { group: 'group a' } })
  expect([await desk.takeOut('root'), started.length]).toEqual(['out', 2])
  await put(kernel, 'out', { state: 'done' })
  await expect(desk.takeOut('root')).rejects.toMatchObject(nothing('There is nothing of this to take out.'))
  await kernel.close()
  const none = await open()
  await expect(none.desk.takeOut('root')).rejects.toMatchObject(refusal('record.not-found', 'There is nothing of this to take out.'))
  await none.kernel.close()
})

test('[SDK-13] what goes on of a source is cancelled: taking out before taking in', async () => {
  const undo = { kind: 'undo', input: { group: 'group a' } }
  const { desk, cancelled, kernel } = await open({ a: { ...rows, state: 'running' }, out: { ...undo, state: 'running' } })
  await desk.cancel('bare')
  await put(kernel, 'out', { state: 'failed' })
  await desk.cancel('root')
  expect(cancelled).toEqual(['out', 'a'])
  await put(kernel, 'a', { state: 'done', endedAt: begin })
  await expect(desk.cancel('root')).rejects.toMatchObject(nothing('Nothing of this is going on.'))
  await kernel.close()
})
