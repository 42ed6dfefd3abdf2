import { aUser } from '@tenure/testing'
import { expect, test } from 'vitest'
import { TenureError } from '../errors/tenure-error.js'
import { testKernel } from '../host/test-kernel.js'
import { type BulkBy, changeMany, findRecords } from './bulk-desk.js'
import { toRun } from './run.js'
import type { RunStart } from './runner.js'

type Change = Parameters<typeof changeMany>[2]['change']
const ids = ['a', 'b', 'a']
const condition = { type: 'customer', where: { test: 'is-known', property: 'customer.name' }, total: 7 } as const
/** Asks for a change; what the runner is asked, and what the list was asked. */
async function ask(request: object, { answer = { ok: true, value: condition } as object, key }: { answer?: object; key?: string } = {}) {
  const kernel = await testKernel({ users: [aUser({ id: 'ines' })] })
  const started: RunStart[] = []
  const asked: unknown[] = []
  const runner = {
    start: async (start: RunStart) => {
      started.push(start)
      return toRun({ ref: { type: 'run', id: 'r' }, values: { kind: 'bulk', name: start.name, state: 'done', group: 'g', done: 2 } })
    },
  }
  const read = async (contract: object, question: unknown) => {
    asked.push([(contract as { id: string }).id, question])
    return answer
  }
  const by = { user: 'ines', caller: { read }, key } as unknown as BulkBy
  try {
    const run = await changeMany({ ...kernel, runner } as never, by, request as never)
    return { run, start: started[0], asked }
  } finally {
    await kernel.close()
  }
}
const named = (change: Change, type = 'company') => ask({ records: { type, ids }, change })

test('[SDK-7] named records are changed once each, by a run that knows how many there are', async () => {
  const { run, start } = await ask({ records: { type: 'company', ids }, change: { values: { name: 'New', city: null } } }, { key: 'k' })
  expect(start).toEqual({
    ...{ kind: 'bulk', name: 'Edit', user: 'ines', total: 2, key: 'k' },
    input: { type: 'company', objectType: 'company', ids: ['a', 'b'], change: { values: { name: 'New', city: null } } },
  })
  expect(run).toEqual({
    ...{ run: 'r', name: 'Edit', kind: 'bulk', group: 'g', state: 'done', done: 2, kept: 0, left: 0, failed: 0, startedAt: 0, items: [] },
  })
})

test('[WSP-9] names of a role become those of its object type', async () => {
  const { start } = await named({ values: { csm: 'ines', name: 'New' } }, 'customer')
  expect(start?.input).toMatchObject({ type: 'customer', objectType: 'company', change: { values: { csm: 'ines', name: 'New' } } })
})

test('[CUS-4] each change has its name', async () => {
  const add = { add: { type: 'task', association: 'about', values: { title: 'Call' } } }
  const names = [await named({ archive: true }), await named({ restore: true }), await named(add as never)].map(({ start }) => start?.name)
  expect(names).toEqual(['Archive', 'Restore', 'Add'])
  expect((await named(add as never)).start?.input).toMatchObject({ change: add })
})

const refused = async (asked: Promise<unknown>) =>
  asked.then(
    () => 'started',
    (error: TenureError) => [
      error.message,
      error.problem.code,
      (error.problem.details as { issues?: readonly { path: unknown }[] }).issues?.[0]?.path,
    ],
  )

test('an association that does not lead to the records is refused by its place', async () => {
  const add = (association: string) => ({ add: { type: 'task', association, values: { title: 'x' } } }) as never
  const place = ['change', 'add', 'association']
  expect(await refused(named(add('nothing')))).toEqual([
    ...['Task has no association nothing that leads to a company. Name one that does.', 'input.invalid', place],
  ])
  expect(await refused(named(add('about'), 'product'))).toEqual([
    ...['Task has no association about that leads to a product. Name one that does.', 'input.invalid', place],
  ])
})

test('[CUS-4] the records of a list are those of its view as the user has it', async () => {
  const { start, asked } = await ask({ records: { collection: 'acme.x/list', view: 'v', search: 'a' }, change: { archive: true } })
  expect(asked).toEqual([[expect.stringContaining('acme.x/list'), { view: 'v', search: 'a' }]])
  expect(start).toMatchObject({
    total: 7,
    input: { type: 'customer', objectType: 'company', where: condition.where, change: { archive: true } },
  })
  expect(start?.input).not.toHaveProperty('archived')
})

test('[REC-10] archived records of a list can only be restored, and no others', async () => {
  const list = (archived: boolean, change: object) =>
    ask({ records: { collection: 'acme.x/list', ...(archived && { archived: true }) }, change })
  const place = ['records', 'archived']
  expect(await refused(list(true, { values: { name: 'x' } }))).toEqual([
    ...['Archived records can only be restored. Restore them before you change them.', 'input.invalid', place],
  ])
  expect(await refused(list(false, { restore: true }))).toEqual([
    'Only archived records can be restored. Name the list with `archived: true`, or the records by their ids.',
    ...['input.invalid', place],
  ])
  expect((await list(true, { restore: true })).start?.input).toMatchObject({ archived: true, change: { restore: true } })
})

test('a list that is not there is refused by its place, and other refusals of a list stay', async () => {
  const answer = (code: string) => ({
    ok: false,
    problem: new TenureError(code as never, 'Gone.', { plugin: 'x', because: 'y' } as never).problem,
  })
  const list = { records: { collection: 'acme.x/list' }, change: { archive: true } }
  expect(await refused(ask(list, { answer: answer('plugin.unavailable') }))).toEqual([
    'There is no list acme.x/list, or its plugin does not run. Name a list that you can open, or records by type and ids.',
    ...['input.invalid', ['records', 'collection']],
  ])
  expect(await refused(ask(list, { answer: answer('access.denied') }))).toEqual(['Gone.', 'access.denied', undefined])
})

test('records by their ids are found without asking a list', async () => {
  const caller = { read: () => Promise.reject(new Error('not asked')) } as never
  expect(await findRecords({ caller }, { type: 'deal', ids: ['x', 'x', 'y'] })).toEqual({ type: 'deal', ids: ['x', 'y'], total: 2 })
})
