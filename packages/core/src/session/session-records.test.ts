import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { RoleMapping, Roles } from '../access/asker.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import { resolveType } from '../access/role-path.js'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import type { QueryData } from '../query/filter-data.js'
import type { RoleName } from '../schema/role.js'
import { openRecords, type RecordsCut } from './session-records.js'

const played: Roles = new Map<RoleName, readonly RoleMapping[]>([
  ['customer', [{ type: 'company', properties: { name: 'name', csm: 'lead', renewalDate: undefined, twin: 'lead' } }]],
  ['serviceRole', [{ type: 'service', properties: {}, pipelines: ['care', 'start'] }]],
  [
    'revenue',
    [
      { type: 'deal', properties: { csm: 'owner' } },
      { type: 'order', properties: { csm: 'keeper' }, pipelines: ['web'] },
    ],
  ],
] as const)
const found = [
  { ref: { type: 'company', id: 'c1' }, version: '1', values: { name: 'Halden', lead: 'anna' } },
  { ref: { type: 'company', id: 'c2' }, version: '1', values: { name: 'Other' } },
]
const associations: Readonly<Record<string, readonly { name: string; to: string }[]>> = { company: [{ name: 'deals', to: 'deal' }] }

interface Given {
  readonly cut?: RecordsCut
  readonly principal?: Partial<Principal>
  readonly next?: string
  readonly total?: number
}
function start({ cut = {}, principal = {}, next, total }: Given = {}) {
  const windows = new Subject<unknown>()
  const calls: unknown[][] = []
  const subjects: string[] = []
  const asker = { principal: { ...systemPrincipal, ...principal }, workspace: 'main', roles: played }
  const note = (name: string, ...args: unknown[]) => calls.push([name, ...args])
  const port = {
    changes: new Subject(),
    schema: () => new Map(),
    askers: { get: () => asker },
    access: {
      type: (_: unknown, given: string) => {
        const name = resolveType(played, given)
        return { name, associations: associations[name] ?? [] }
      },
      bind: (_: unknown, query: QueryData, options: unknown) => {
        note('bind', query, options)
        return { query: { order: [], ...query } }
      },
      bindAggregate: (_: unknown, ...args: unknown[]) => {
        note('bindAggregate', ...args)
        return { aggregate: { groups: [], by: [], measures: [] } }
      },
    },
    reader: {
      list: async (_: unknown, ...args: unknown[]) => {
        note('list', ...args)
        return { records: found, total: 7, ...(next !== undefined && { next }) }
      },
      run: async (bound: unknown, limits: unknown) => {
        note('run', bound, limits)
        return { records: found, ...(total !== undefined && { total }) }
      },
      runAggregate: async () => ({ groups: [] }),
      histories: async (_: unknown, ...args: unknown[]) => {
        note('histories', ...args)
        const entry = { property: 'lead', value: 'anna', before: null, at: 5, actor: { source: 'user' } }
        return [[entry, { ...entry, property: 'other' }], []]
      },
    },
    live: {
      watch: ({ subject, bind }: { readonly subject: string; readonly bind: () => unknown }) => {
        subjects.push(subject)
        bind()
        return windows
      },
      watchAggregate: ({ bind }: { readonly bind: () => unknown }) => {
        bind()
        return windows
      },
    },
  }
  return { ...openRecords(port as never, 'anna', cut), calls, windows, subjects }
}
const query = (type: string, ...select: string[]): QueryData => ({ type, select })
const queryOf = ({ calls }: { readonly calls: unknown[][] }) => calls.at(-1)?.[1]
const problemOf = async (work: () => unknown) => {
  try {
    await work()
    return undefined
  } catch (error) {
    return isTenureError(error) ? error.problem : error
  }
}
const select = { properties: [{ path: 'customer.name' }, { path: 'customer.csm' }] } as never

test('[MAP-1] rows have the names that the query used, the values of what plays the role, and null for what is not chosen', async () => {
  const session = start({ next: 'more' })
  expect(await session.dynamic.list(query('customer', 'name', 'csm', 'renewalDate', 'city'))).toEqual({
    rows: found.map(({ ref: { id }, values: { name, lead = null } }) => ({ id, name, csm: lead, renewalDate: null, city: null })),
    ...{ total: 7, next: 'more', objectType: 'company' },
  })
  expect(session.calls).toEqual([['list', { type: 'customer', select: ['name', 'lead', 'city'] }, { caller: 'anna' }]])
})

test('[MAP-1] two names of one property are read once, and a type that is no role keeps its own names', async () => {
  const session = start()
  const { rows } = await session.dynamic.list(query('customer', 'csm', 'twin'))
  expect(rows[0]).toEqual({ id: 'c1', csm: 'anna', twin: 'anna' })
  expect(queryOf(session)).toEqual({ type: 'customer', select: ['lead'] })
  expect(await session.dynamic.list(query('company', 'csm', 'toString'))).toMatchObject({ objectType: 'company' })
  expect(queryOf(session)).toEqual({ type: 'company', select: ['csm', 'toString'] })
})

test('[SVC-1] [REV-1] only records of the chosen pipelines play a role, and places in the given condition stay', async () => {
  const session = start()
  const chosen = { test: 'any-of', property: 'serviceRole.pipeline', values: ['care', 'start'] }
  const is = { test: 'is', property: 'serviceRole.name', value: 'x' } as const
  await session.dynamic.list(query('serviceRole', 'name'))
  expect(queryOf(session)).toMatchObject({ where: chosen })
  await session.dynamic.list({ ...query('serviceRole', 'name'), where: is })
  expect(queryOf(session)).toMatchObject({ where: { test: 'all', filters: [is, chosen] } })
  await session.dynamic.list({ ...query('serviceRole', 'name'), where: { test: 'all', filters: [is, is] } })
  expect(queryOf(session)).toMatchObject({ where: { test: 'all', filters: [is, is, chosen] } })
  await session.dynamic.list({ ...query('customer', 'name'), where: is })
  expect(queryOf(session)).toMatchObject({ where: is })
})

test('[MAP-3] of two types that play a role the one that the question is about is read, with its own properties and pipelines', async () => {
  const session = start()
  expect(await session.dynamic.list({ ...query('revenue', 'csm'), about: 'order' })).toMatchObject({ objectType: 'order' })
  const where = { test: 'any-of', property: 'revenue.pipeline', values: ['web'] }
  expect(queryOf(session)).toEqual({ type: 'order', select: ['keeper'], where })
  await session.dynamic.list(query('revenue', 'csm'))
  expect(queryOf(session)).toEqual({ type: 'revenue', select: ['owner'] })
  expect(await problemOf(() => session.dynamic.list({ ...query('revenue', 'csm'), about: 'company' }))).toMatchObject({
    message: 'company does not play the role Revenue.',
  })
})

test('[REC-10] archived records are read only where a list asks for them', async () => {
  const session = start()
  await session.dynamic.list({ ...query('company', 'name'), archived: 'only' })
  expect(queryOf(session)).toEqual({ type: 'company', select: ['name'], archived: 'only' })
  await session.dynamic.list({ ...query('company', 'name'), archived: 'only', count: false })
  expect(session.calls.at(-2)).toEqual(['bind', { type: 'company', select: ['name'] }, { named: true, archived: 'only', withOrder: false }])
})

test('[VIEW-10] without a count the rows alone are read: their number is the total, and a full page has a next one', async () => {
  const session = start()
  const rows = found.map(({ ref: { id }, values: { name } }) => ({ id, name }))
  const asked = { ...query('company', 'name'), count: false }
  expect(await session.dynamic.list(asked)).toEqual({ rows, total: 2, objectType: 'company' })
  expect(session.calls.map(([name]) => name)).toEqual(['bind', 'run'])
  expect(await session.dynamic.list({ ...asked, limit: 3 })).toEqual({ rows, total: 2, objectType: 'company' })
  expect(session.calls.at(-2)?.[2]).toEqual({ named: true, withOrder: true })
  expect(await session.dynamic.list({ ...asked, limit: 2 })).toEqual({
    ...{ rows, total: 2, objectType: 'company', next: expect.stringMatching(/./) },
  })
  expect(await start({ total: 9 }).dynamic.list(asked)).toMatchObject({ total: 9 })
})

test('[VIEW-10] a watched list says its type, and counts all records only where that is asked for', async () => {
  const session = start()
  const live = firstValueFrom(session.dynamic.watch({ ...query('customer', 'csm'), about: 'company', archived: 'only' }))
  session.windows.next({ records: found, total: 2, mode: 'indexed' })
  const rows = found.map(({ ref: { id }, values: { lead = null } }) => ({ id, csm: lead }))
  expect(await live).toEqual({ rows, total: 2, mode: 'indexed', objectType: 'company' })
  const options = { count: false, named: true, archived: 'only', about: 'company', live: true }
  expect(session.calls).toEqual([['bind', { type: 'company', select: ['lead'] }, options]])
  expect(session.subjects).toEqual(['anna'])
  session.dynamic.watch({ ...query('company', 'name'), count: true })
  expect(session.calls.at(-1)?.[2]).toEqual({ count: true, named: true, live: true })
})

test('[ACC-10] a live list that may no longer be read ends with the problem', async () => {
  const session = start()
  const live = problemOf(() => firstValueFrom(session.dynamic.watch(query('company', 'name'))))
  const { problem } = new TenureError('access.denied', 'No.', { missing: 'a seat' })
  session.windows.next({ problem })
  expect(await live).toEqual(problem)
})

test('a list of which only the first value is wanted is read once, and does not end', async () => {
  const session = start({ cut: { once: true } })
  const seen: unknown[] = []
  const stream = session.dynamic.watch({ ...query('company', 'name'), limit: 2 })
  expect(session.calls).toEqual([])
  stream.subscribe({ next: (window) => seen.push(window), complete: () => seen.push('end') })
  await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toMatchObject([{ rows: [{ id: 'c1' }, { id: 'c2' }], total: 2, objectType: 'company' }])
  expect(session.subjects).toEqual([])
  expect(session.calls[0]?.[2]).toEqual({ count: false, named: true, withOrder: true })
})

const first = { id: 'c1', name: 'Halden', csm: 'anna' }

test('a typed query is the same question, and a record is found by its id', async () => {
  const session = start()
  expect(await session.typed.list({ select } as never)).toEqual({
    rows: [first, { id: 'c2', name: 'Other', csm: null }],
    total: 7,
  })
  expect(await session.typed.find('c1', select)).toEqual(first)
  const where = { test: 'id-of', type: 'customer', ids: ['c1'] }
  expect(queryOf(session)).toEqual({ type: 'customer', select: ['name', 'lead'], where, limit: 1 })
  const live = firstValueFrom(session.typed.watch({ select } as never))
  session.windows.next({ records: found.slice(0, 1), total: 1, mode: 'indexed' })
  expect(await live).toEqual({ rows: [first], total: 1, mode: 'indexed' })
  expect(session.calls.at(-1)?.[2]).toEqual({ count: true, live: true })
})

test('[SEC-5] a read is for the user who calls, and ends with a caller who has left', async () => {
  const { signal } = new AbortController()
  const session = start({ cut: { signal } })
  await session.dynamic.list(query('company', 'name'))
  expect(session.calls.at(-1)?.[2]).toEqual({ caller: 'anna', signal })
  await session.dynamic.list({ ...query('company', 'name'), count: false })
  expect(session.calls.at(-1)?.[2]).toEqual({ caller: 'anna', signal })
})

test('[ACC-9] where a permission is needed, nobody without it reads anything', async () => {
  const without: Given = { cut: { permission: 'settings.manage' }, principal: { system: false, superAdmin: false } }
  const session = start(without)
  const denied = { code: 'access.denied', details: { missing: 'settings.manage' } }
  expect(await problemOf(() => session.dynamic.list(query('company', 'name')))).toMatchObject(denied)
  expect(await problemOf(() => session.dynamic.aggregate({ type: 'company' }))).toMatchObject(denied)
  expect(session.calls).toEqual([])
  const free = start({ principal: { system: false, superAdmin: false } })
  expect(await free.dynamic.list(query('company', 'name'))).toMatchObject({ total: 7 })
  expect(await start({ ...without, principal: {} }).dynamic.list(query('company', 'name'))).toMatchObject({ total: 7 })
})

test('[BEY-13] a plugin reads what it was granted, through links too, in every way of reading', async () => {
  const granted = new Set(['company.name', 'company.deals', 'deal.name'])
  const session = start({ cut: { granted } })
  const denied = (path: string) => ({ code: 'access.denied', details: { missing: `read ${path}` } })
  await session.dynamic.list(query('company', 'name', 'deals.name'))
  const by = (property: string) => ({ type: 'company', by: [{ property }] })
  expect(await session.dynamic.aggregate(by('company.deals.name'))).toEqual({ groups: [] })
  expect(await session.dynamic.histories({ type: 'company', ids: ['c1'], properties: ['name'], limit: 5 })).toHaveLength(2)
  const before = session.calls.length
  expect(await problemOf(() => session.dynamic.list(query('company', 'arr')))).toMatchObject(denied('company.arr'))
  expect(await problemOf(() => session.dynamic.list(query('company', 'deals.arr')))).toMatchObject(denied('company.deals.arr'))
  expect(await problemOf(() => session.dynamic.aggregate(by('company.arr')))).toMatchObject(denied('company.arr'))
  const past = { type: 'company', ids: ['c1'], properties: ['arr'], limit: 5 }
  expect(await problemOf(() => session.dynamic.histories(past))).toMatchObject(denied('company.arr'))
  expect(session.calls).toHaveLength(before)
})

test('[MAP-3] an aggregate is asked of the type it is about, within the chosen pipelines', async () => {
  const session = start()
  expect(await session.dynamic.aggregate({ type: 'revenue', about: 'order', by: [] })).toEqual({ groups: [] })
  const where = { test: 'any-of', property: 'revenue.pipeline', values: ['web'] }
  expect(session.calls.at(-1)).toEqual(['bindAggregate', { type: 'order', by: [], where }, {}])
  await session.dynamic.aggregate({ type: 'customer' })
  expect(session.calls.at(-1)).toEqual(['bindAggregate', { type: 'company' }, {}])
  expect(session.dynamic.mayAsk({ type: 'company' })).toBe(true)
})

test('[REC-3] past values have the names that were asked for; what nobody has chosen has no past', async () => {
  const session = start()
  const asked = { type: 'customer', ids: ['c1', 'c2'], properties: ['csm', 'renewalDate', 'city'], limit: 5 }
  const past = { value: 'anna', before: null, at: 5, source: 'user' }
  expect(await session.dynamic.histories(asked)).toEqual([
    [
      { property: 'csm', ...past },
      { property: 'other', ...past },
    ],
    [],
  ])
  expect(session.calls).toEqual([['histories', { type: 'customer', ids: ['c1', 'c2'] }, ['lead', 'city'], 5]])
  await session.dynamic.histories({ type: 'revenue', about: 'order', ids: [], properties: ['csm'], limit: 6 })
  expect(session.calls.at(-1)).toEqual(['histories', { type: 'order', ids: [] }, ['keeper'], 6])
})

test('a typed aggregate is the same question, once and live; of a single value it is read once', async () => {
  const session = start()
  const asked = { of: { objectType: 'revenue' }, by: [] } as never
  expect(await session.typed.aggregate(asked)).toEqual({ groups: [] })
  expect(session.calls).toEqual([['bindAggregate', { type: 'deal', by: [] }, {}]])
  session.typed.watchAggregate(asked).subscribe()
  expect(session.calls.slice(1)).toEqual([['bindAggregate', { type: 'deal', by: [] }, { live: true }]])
  const once = start({ cut: { once: true } })
  once.dynamic.watchAggregate({ type: 'company' }).subscribe()
  expect(once.calls).toEqual([['bindAggregate', { type: 'company' }, {}]])
})

test('[MAP-3] properties, pipelines and reach are those of the type that the question is about', () => {
  const { dynamic } = start()
  const errors: unknown[] = []
  const error = (reason: unknown) => errors.push(isTenureError(reason) && reason.message)
  dynamic.watchProperties('revenue', [], 'company').subscribe({ error })
  dynamic.watchPipelines('revenue', 'company').subscribe({ error })
  dynamic.watchReach('revenue', 'company').subscribe({ error })
  expect(errors).toEqual(Array.from({ length: 3 }, () => 'company does not play the role Revenue.'))
})
