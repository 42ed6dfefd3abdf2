import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { RoleMapping } from '../access/asker.js'
import { always, never } from '../access/policy.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import { resolveType } from '../access/role-path.js'
import { isTenureError } from '../errors/tenure-error.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { openAnyRecords } from './any-records.js'

const property = (name: string, more: Partial<PropertyDefinition> = {}): PropertyDefinition => ({
  name,
  kind: 'string',
  label: name,
  ...more,
})
const aType = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: `A ${name}`, plural: `${name}s`, title: 'name', properties: [], associations: [], ownership: [], active: true },
  ...more,
})
const link = (name: string, to: string) => ({ name, label: name, to, edge: name, forward: true })
const company = aType('company', {
  properties: [property('name'), property('arr'), property('sum', { computed: true })],
  associations: [link('deals', 'deal'), link('hidden', 'secret'), link('old', 'asleep'), link('views', 'view')],
})
const pipelines = [{ value: 'sales', label: 'Sales', stages: [{ value: 'new', label: 'New', open: true }] }]
const call = aType('call', { properties: [property('name')], pipelines, activity: { at: 'name' } })
const known = [company, aType('deal'), call, aType('secret'), aType('asleep', { active: false }), aType('view', { policy: {} as never })]
const roles = new Map<string, readonly RoleMapping[]>([['customer', [{ type: 'company', properties: {} }]]] as const)
const edits = [
  property('name', { edits: 'name' } as never),
  property('arr', { edits: 'arr' } as never),
  property('sum', { computed: true }),
]

interface Given {
  readonly once?: boolean
  readonly principal?: Partial<Principal>
  readonly policies?: Readonly<Record<string, unknown>>
  readonly signal?: AbortSignal
}
function start({ once = false, principal = {}, policies = {}, signal }: Given = {}) {
  const changes = new Subject<WorkspaceChange>()
  const [windows, others] = [new Subject<unknown>(), new Subject<unknown>()]
  const calls: unknown[][] = []
  const now = { types: known }
  const asker = { principal: { ...systemPrincipal, ...principal }, workspace: 'main', roles }
  const typeOf = (name: string) => now.types.find((type) => type.name === resolveType(roles as never, name))
  const entry = { property: 'name', value: 'x', before: null, at: 5, actor: { source: 'user', user: 'anna' } }
  const note = (name: string, ...args: unknown[]) => calls.push([name, ...args])
  const port = {
    ...{ changes, batches: new Subject() },
    askers: { get: () => asker },
    schema: () => new Map(now.types.map((type) => [type.name, type])),
    access: {
      type: (_: unknown, name: string) => typeOf(name),
      policy: (_: unknown, name: string, action: string) => policies[`${name} ${action}`] ?? (name === 'secret' ? never : always),
      bind: (_: unknown, query: object, options: unknown) => {
        note('bind', query, options)
        return { query: { order: [], ...query } }
      },
    },
    live: {
      watch: ({ bind }: { readonly bind: () => { readonly query: { readonly where: { readonly ids: readonly string[] } } } }) =>
        bind().query.where.ids[0] === 'c2' ? others : windows,
    },
    reader: {
      list: async (_: unknown, query: unknown, limits: unknown) => {
        note('list', query, limits)
        return { records: [], total: 0 }
      },
      history: async (_: unknown, ...args: unknown[]) => {
        note('history', ...args)
        return [entry]
      },
      pasts: async (_: unknown, query: unknown) => {
        note('pasts', query)
        return [['past']]
      },
      merges: async (_: unknown, ref: unknown) => {
        note('merges', ref)
        return [{ ...entry, from: 'c2' }]
      },
    },
  }
  return { records: openAnyRecords(port as never, 'anna', { once, ...(signal && { signal }) }), changes, windows, others, calls, now }
}
const stored = { ref: { type: 'company', id: 'c1' }, version: '4', values: { name: 'Halden', arr: 'b' } }
const turn = () => new Promise((resolve) => setImmediate(resolve))
const shownType = {
  ...{ name: 'company', label: 'A company', plural: 'companys', title: 'name', properties: edits },
  associations: [link('deals', 'deal')],
}

test('[ACC-8] [ACC-9] a type is shown with what its user may read, may write and may follow', () => {
  const seen: unknown[] = []
  start()
    .records.watchType('customer')
    .subscribe((type) => seen.push(type))
  expect(seen).toEqual([shownType])
  const hidden = start({
    principal: { system: false, superAdmin: false, hidden: new Set(['company.arr']), readOnly: new Set(['company.name']) },
  })
  hidden.records.watchType('company').subscribe((type) => seen.push(type.properties))
  expect(seen[1]).toEqual([property('name'), property('sum', { computed: true })])
})

test('[ACC-9] the types are those that are active, may be seen, and are not of the workspace itself', () => {
  const { records } = start()
  const seen: unknown[] = []
  records.watchTypes().subscribe((types) => seen.push(types.map(({ name, ...type }) => [name, type.pipelines, type.activity])))
  expect(seen).toEqual([
    [
      ['company', undefined, undefined],
      ['deal', undefined, undefined],
      ['call', pipelines, { at: 'name' }],
    ],
  ])
})

test('[ACC-10] types follow changes of object types and of their user alone', () => {
  const { records, changes, now } = start()
  const [one, all]: [unknown[], unknown[]] = [[], []]
  records.watchType('deal').subscribe(({ label }) => one.push(label))
  records.watchTypes().subscribe((types) => all.push(types.length))
  const next = (change: WorkspaceChange, ...types: ObjectTypeDefinition[]) => {
    now.types = types
    changes.next(change)
  }
  next({ users: new Set(['ben']) }, aType('deal', { label: 'Unseen' }))
  next({ section: 'x' }, aType('deal', { label: 'Unseen' }))
  next({ users: new Set(['anna']) }, aType('deal', { label: 'One' }), aType('ticket'))
  next({ types: new Set(['deal']) }, aType('deal', { label: 'Two' }))
  expect([one, all]).toEqual([
    ['A deal', 'One', 'Two'],
    [3, 2, 1],
  ])
})

test('[REC-1] a record is shown with its type, its values and what its user may do with it, archived or not', () => {
  const { records, windows, calls } = start({ policies: { 'company delete': never } })
  const seen: unknown[] = []
  records.watchRecord({ type: 'customer', id: 'c1' }).subscribe((view) => seen.push(view))
  windows.next({ records: [stored] })
  windows.next({ records: [{ ...stored, archivedAt: 5 }] })
  const view = { type: shownType, id: 'c1', values: stored.values, version: expect.any(String), may: { edit: true, delete: false } }
  expect(seen).toEqual([
    { ...view, archived: false },
    { ...view, archived: true },
  ])
  const where = { test: 'id-of', type: 'company', ids: ['c1'] }
  const query = { type: 'company', select: ['name', 'arr', 'sum'], where, limit: 1 }
  expect(calls).toEqual([['bind', query, { archived: 'any', live: true }]])
})

test('[ACC-9] a record that is not there, or may not be seen, is no record', () => {
  for (const window of [{ records: [] }, { problem: { code: 'access.denied', message: 'No.', details: {} } }]) {
    const { records, windows } = start()
    const errors: unknown[] = []
    records.watchRecord({ type: 'customer', id: 'c9' }).subscribe({ error: (error: unknown) => errors.push(error) })
    windows.next(window)
    expect(errors.map((error) => isTenureError(error) && error.problem)).toEqual([
      {
        code: 'record.not-found',
        message: 'There is no a company with the id c9.',
        details: { record: { type: 'company', id: 'c9' } },
      },
    ])
  }
})

test('of a single value each stream is read once, and does not end', async () => {
  const { records, windows, changes, now } = start({ once: true })
  const seen: unknown[] = []
  records.watchType('deal').subscribe({ next: ({ label }) => seen.push(label), complete: () => seen.push('end') })
  records.watchTypes().subscribe({ next: (types) => seen.push(types.length), complete: () => seen.push('end') })
  records.watchRecord({ type: 'company', id: 'c1' }).subscribe({ next: ({ id }) => seen.push(id), complete: () => seen.push('end') })
  windows.next({ records: [stored] })
  await turn()
  now.types = [aType('deal', { label: 'Later' })]
  changes.next({ types: new Set(['deal']) })
  await turn()
  expect(seen).toEqual(['A deal', 3, 'c1'])
})

test('[REC-4] a merge shows both records, and what the one that stays would get of the other', () => {
  const { records, windows, others } = start()
  const seen: unknown[] = []
  records
    .watchMerge({ type: 'customer', id: 'c1' }, 'c2')
    .subscribe(({ survivor, other, filled }) => seen.push([survivor.id, other.id, filled]))
  windows.next({ records: [{ ...stored, values: { name: 'Halden', arr: null } }] })
  expect(seen).toEqual([])
  others.next({ records: [{ ...stored, ref: { type: 'company', id: 'c2' }, values: { name: 'Other', arr: 'b' } }] })
  expect(seen).toEqual([['c1', 'c2', ['arr']]])
})

test('[REC-3] past values, whole pasts and merges are read of what plays the role', async () => {
  const { records, calls } = start()
  const ref = { type: 'customer', id: 'c1' }
  const deed = { at: 5, source: 'user', user: 'anna' }
  expect(await records.history(ref, { property: 'name', limit: 3 })).toEqual([{ property: 'name', value: 'x', before: null, ...deed }])
  expect(await records.pasts({ ...ref, ids: ['c1'] } as never)).toEqual([['past']])
  expect(await records.merges(ref)).toEqual([{ other: 'c2', ...deed }])
  expect(calls).toEqual([
    ['history', { type: 'company', id: 'c1' }, 'name', 3],
    ['pasts', { type: 'company', id: 'c1', ids: ['c1'] }],
    ['merges', { type: 'company', id: 'c1' }],
  ])
})

test('[SEC-5] lists are read for the user who calls, and end with a caller who has left', async () => {
  const { signal } = new AbortController()
  const { records, calls } = start({ signal })
  expect(await records.list({ type: 'company', select: ['name'] })).toMatchObject({ total: 0, objectType: 'company' })
  expect(calls).toEqual([['list', { type: 'company', select: ['name'] }, { caller: 'anna', signal }]])
})
