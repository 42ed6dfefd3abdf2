import { aUser } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { testKernel } from '../host/test-kernel.js'
import type { ImportRow } from '../records/import/import-row.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { Json } from '../schema/value.js'
import { type RowSource, type RowStep, rowsKind, rowsRun } from './rows-run.js'
import { type Run, toRun } from './run.js'
import { begin, runnerOf, type TestKernel } from './test-steps.js'

const day = 86_400_000
const company = (externalId: string, values: ImportRow['values'], links: ImportRow['links'] = []): ImportRow => ({
  ...{ type: 'company', externalId, values, links },
})
const sourceOf = (steps: readonly RowStep[]): RowSource => ({ source: 'made', extensions: [], steps: async () => steps })
const schema = () => new Map(builtInTypes.map((type) => [type.name, type]))
const kindOf = (steps: readonly RowStep[]) => rowsRun({ clock: { now: () => begin }, schema }, sourceOf(steps))
const runAt = (place: Json = null, id = 'r'): Run => ({ ...toRun({ ref: { type: 'run', id }, values: { state: 'running' } }), place })
/** Takes those steps in, all of them; its report, with the number of the step that each item is about. */
async function take(kernel: TestKernel, steps: readonly RowStep[]) {
  const { runner } = runnerOf(kernel, rowsRun({ clock: kernel.clock, schema: kernel.schema }, sourceOf(steps)))
  const { id } = await runner.start({ kind: 'rows made', name: 'Rows', input: null, user: 'root' })
  await runner.idle()
  const { state, counts, items } = await runner.get(id)
  return { state, ...counts, messages: items.map(({ record: { id: of }, message }) => `${of} ${message}`) }
}
const valuesOf = async (kernel: TestKernel, id: string, type = 'company') => (await kernel.reader.find(systemAsker, { type, id }))?.values
const open = () => testKernel({ users: [aUser({ id: 'root', superAdmin: true })] })

test('[SDK-13] a part has steps of one time alone, and knows the place behind each', async () => {
  const [a, b, c, d]: readonly RowStep[] = [
    { row: company('a', {}), at: 5 },
    { row: company('b', {}), at: 5 },
    { row: company('c', {}), at: 6 },
    { archive: { type: 'company', externalId: 'a' } },
  ]
  const kind = kindOf([a, b, c, d] as RowStep[])
  expect([kind.name, rowsKind('made'), kind.source]).toEqual(['rows made', 'rows made', 'import'])
  const part = async (place: Json, most = 10) => kind.next(runAt(place), systemAsker, most)
  expect(await part(null)).toEqual({
    pieces: [
      { piece: a, after: 1 },
      { piece: b, after: 2 },
    ],
    last: false,
  })
  expect(await part(0, 1)).toEqual({ pieces: [{ piece: a, after: 1 }], last: false })
  expect(await part(2)).toEqual({ pieces: [{ piece: c, after: 3 }], last: false })
  expect(await part(3)).toEqual({ pieces: [{ piece: d, after: 4 }], last: true })
  expect(await part(4)).toEqual({ pieces: [], last: true })
  expect([kind.recordOf(a), kind.recordOf(d)]).toEqual([
    { type: 'company', id: 'made:a' },
    { type: 'company', id: 'made:a' },
  ])
})

test('the steps of a run are worked out once while it goes on, from its input', async () => {
  const asked: unknown[] = []
  const steps = async (input: Json) => {
    asked.push(input)
    return [1, 2, 3].map((at): RowStep => ({ row: company(`c${at}`, {}) }))
  }
  const kind = rowsRun({ clock: { now: () => begin }, schema }, { source: 'made', extensions: [], steps })
  const next = (id: string, place: number) => kind.next({ ...runAt(place, id), input: { of: id } }, systemAsker, 2)
  await next('one', 0)
  await next('one', 0)
  expect(asked).toEqual([{ of: 'one' }])
  await next('two', 0)
  await next('two', 2)
  expect(asked).toEqual([{ of: 'one' }, { of: 'two' }])
  await next('two', 0)
  expect(asked).toHaveLength(3)
})

test('[SDK-13] rows come in with their past, by the operator of the store, and what is so already changes nothing', async () => {
  const kernel = await open()
  const heard: unknown[] = []
  const listening = kernel.batches.subscribe(({ changes }) => {
    for (const { ref, actor } of changes) if (ref.type === 'company') heard.push(actor?.source)
  })
  const steps: readonly RowStep[] = [
    { row: company('a', { name: 'Earlier', city: 'Kiel' }), at: begin - 9 * day },
    { row: company('a', { name: 'Now' }) },
    { row: company('b', { name: 'Bee' }, [{ association: 'parent', to: { type: 'company', externalId: 'a' } }]) },
  ]
  expect(await take(kernel, steps)).toEqual({ state: 'done', done: 3, kept: 0, left: 0, failed: 0, messages: [] })
  expect(await valuesOf(kernel, 'made:a')).toMatchObject({ name: 'Now', city: 'Kiel' })
  expect(new Set(heard)).toEqual(new Set(['import']))
  // The past of a record that is there grows at its end alone, which is no failure.
  expect(await take(kernel, steps)).toEqual({ state: 'done', done: 0, kept: 0, left: 0, failed: 0, messages: [] })
  const between: RowStep = { row: company('a', { name: 'Between' }), at: begin - 5 * day }
  expect(await take(kernel, [between])).toEqual({ state: 'done', done: 0, kept: 0, left: 0, failed: 0, messages: [] })
  expect(await valuesOf(kernel, 'made:a')).toMatchObject({ name: 'Now', city: 'Kiel' })
  listening.unsubscribe()
  await kernel.close()
})

test('[SDK-13] a row that cannot be taken is named with all that is wrong with it, and the others come in', async () => {
  const kernel = await open()
  const wrong = company('a', { name: 5, city: false } as never)
  const report = await take(kernel, [{ row: wrong }, { row: company('b', { name: 'Bee' }) }, { row: wrong, at: begin - day }])
  expect(report).toMatchObject({ state: 'done', done: 1, failed: 2 })
  expect(report.messages).toEqual([
    expect.stringMatching(/^made:a A row was refused: /),
    expect.stringMatching(/^made:a A row was refused: /),
  ])
  expect(await valuesOf(kernel, 'made:b')).toMatchObject({ name: 'Bee' })
  await kernel.close()
})

test('[SDK-13] a step archives a record once, and says nothing of one that is not there', async () => {
  const kernel = await open()
  const archive: RowStep = { archive: { type: 'company', externalId: 'a' } }
  const none: RowStep = { archive: { type: 'company', externalId: 'x' } }
  expect(await take(kernel, [{ row: company('a', { name: 'Ay' }) }, archive, archive, none])).toMatchObject({ done: 2, failed: 0 })
  const archivedAt = async () => (await kernel.reader.find(systemAsker, { type: 'company', id: 'made:a' }))?.archivedAt
  expect(await archivedAt()).toBe(begin)
  // What was taken out comes back with its row, even where nothing of it is new.
  expect(await take(kernel, [{ row: company('a', { name: 'Ay' }) }])).toMatchObject({ done: 1 })
  expect(await archivedAt()).toBeUndefined()
  await kernel.close()
})

test('[HS-8] a score that is worked out here is not taken in, and one that nobody works out is', async () => {
  const row = company('a', { name: 'Ay', healthScore: 50, healthStatus: 'healthy' })
  const plain = await open()
  await take(plain, [{ row }])
  expect(await valuesOf(plain, 'made:a')).toMatchObject({ name: 'Ay', healthScore: 50, healthStatus: 'healthy' })
  await plain.close()
  const kernel = await open()
  const computed = () =>
    new Map(
      [...kernel.schema()].map(([name, type]) => [
        name,
        {
          ...type,
          properties: type.properties.map((each) => (each.name.startsWith('health') ? { ...each, computed: true as const } : each)),
        },
      ]),
    )
  const kind = rowsRun({ clock: kernel.clock, schema: computed }, sourceOf([{ row, at: begin - day }, { row }]))
  const { runner } = runnerOf(kernel, kind)
  expect(await runner.start({ kind: 'rows made', name: 'Rows', input: null, user: 'root' })).toMatchObject({
    counts: { done: 1, failed: 0 },
  })
  await runner.idle()
  const values = await valuesOf(kernel, 'made:a')
  expect([values?.['name'], values?.['healthScore'] ?? null, values?.['healthStatus'] ?? null]).toEqual(['Ay', null, null])
  await kernel.close()
})
