import type { Frame } from '@tenure/core/contract'
import { firstValueFrom, type Observable, of } from 'rxjs'
import { expect, test } from 'vitest'
import { answerOf, type Named, rowsOf, viewsOf, watchNamed } from './named.js'

const read = <T>(contract: Named<T>, frame: Frame<unknown>) =>
  firstValueFrom(watchNamed({ watch: () => of(frame) as Observable<Frame<never>> }, contract))
const live = (value: unknown): Frame<unknown> => ({ state: 'live', value, asOf: 5 })

test('rows come from a window or from a plain list, each with an id; a dot in a name is a part of it', async () => {
  const window = { rows: [{ id: 'a', 'companies.name': 'Ada' }], total: 9, offset: 4, objectType: 'company' }
  expect(await read(rowsOf('p/list'), live(window))).toEqual(live(window))
  expect(await read(rowsOf('p/list'), live([{ name: 'x' }, { id: 'b' }]))).toEqual(
    live({ rows: [{ id: '0', name: 'x' }, { id: 'b' }], total: 2 }),
  )
  expect(await read(rowsOf('p/list'), live({ rows: [{ id: 'a' }] }))).toMatchObject({ value: { total: 1 } })
})
test('an answer of another shape is a problem of its plugin, and nothing of it is kept', async () => {
  for (const [contract, value] of [
    [rowsOf('acme.x/list'), { rows: 'none' }],
    [answerOf('acme.x/list'), 7],
    [viewsOf('acme.x/list'), [{ id: 'v' }]],
  ] as const) {
    const frame = await read(contract as Named<unknown>, live(value))
    expect(frame).toMatchObject({
      state: 'stale',
      problem: { code: 'plugin.broken', details: { plugin: 'acme.x', contribution: 'acme.x/list' } },
    })
    expect(frame).not.toHaveProperty('value')
  }
})
test('a stale frame keeps its own problem and a value that fits', async () => {
  const problem = { code: 'storage.failed', message: 'Gone.', details: { transient: true } } as const
  expect(await read(answerOf('p/a'), { state: 'stale', problem, value: { total: 3 } })).toEqual({
    state: 'stale',
    problem,
    value: { total: 3 },
  })
  expect(await read(answerOf('p/a'), { state: 'stale', problem, value: 3 })).toEqual({ state: 'stale', problem })
})
