import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import { isTenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import type { Values } from '../../schema/value.js'
import type { WorkspaceChange } from '../change.js'
import { createObjectTypeDesk, type ObjectTypePort, stageInUse, typeConflict } from './object-type-desk.js'
import type { PeopleType } from './people-type.js'

const aType = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: `A ${name}`, plural: `${name}s`, title: 'name', properties: [], associations: [], ownership: [], active: true },
  ...more,
})
const end = (name: string, to: string, edge: string, more: { forward?: boolean; single?: true } = {}) => ({
  ...{ name, label: `${name} label`, to, edge, forward: true },
  ...more,
})
const property = (name: string, kind: 'string' | 'user' | 'money' = 'string') => ({ name, kind, label: name.toUpperCase() })
const stages = [
  { value: 'new', label: 'New', open: true, probability: 0 },
  { value: 'won', label: 'Won', open: false, probability: 1 },
  { value: 'plain', label: 'Plain', open: false },
  { value: 'lost', label: 'Lost', open: false, probability: 0 },
]
const company = aType('company', {
  properties: ['name', 'createdAt', 'updatedAt', 'owner', 'pipeline', 'stage'].map((name) => property(name)),
  associations: [
    end('orders', 'custom-order', 'order-company', { forward: false }),
    end('deals', 'deal', 'deal-company', { forward: false }),
  ],
})
const order = aType('custom-order', {
  ...{ active: false, properties: [property('name'), property('old')], pipelines: [{ value: 'web', label: 'Web', stages }] },
  associations: [
    end('company', 'company', 'order-company', { single: true }),
    end('parts', 'part', 'order-part'),
    end('one', 'single', 'order-single'),
  ],
})
const single = aType('single', {
  associations: [
    end('ahead', 'custom-order', 'order-single'),
    end('other', 'deal', 'deal-single', { forward: false }),
    end('back', 'custom-order', 'order-single', { forward: false, single: true }),
  ],
})
const definition: ObjectTypeExtension = {
  ...{ name: 'custom-order', label: 'A custom-order', title: 'name', pipelines: [{ value: 'web', label: 'Web', stages }] },
  properties: [
    property('name'),
    { ...property('old'), archived: true },
    { name: 'way', kind: 'enumeration', label: 'Way', options: [{ value: 'a', label: 'A' }], unique: true },
    { ...property('price', 'money'), currency: 'EUR' },
  ],
}
const view = aType('view', { policy: 'workspace' as never })

interface Given {
  readonly types?: readonly ObjectTypeDefinition[]
  readonly kept?: readonly { readonly id: string; readonly definition: unknown; readonly version?: string }[]
  readonly counts?: Readonly<Record<string, number>>
  readonly principal?: Principal
}
function deskOf({
  types = [company, order, single, view],
  kept = [{ id: 'custom-order', definition, version: '7' }],
  counts = {},
  principal = systemPrincipal,
}: Given = {}) {
  const changes = new Subject<WorkspaceChange>()
  const defined: unknown[] = []
  const asked: unknown[] = []
  const now = { types, customer: 'company' }
  const port: ObjectTypePort = {
    changes,
    askers: { get: () => ({ principal, workspace: 'main', roles: new Map() }) },
    reader: {
      async list(_asker, query) {
        if (query.type !== 'objectType') asked.push(query)
        const records = kept.map((each) => ({
          ref: { type: 'objectType', id: each.id },
          version: each.version ?? '1',
          values: { definition: each.definition } as Values,
        }))
        const value = query.where?.test === 'is' ? String(query.where.value) : ''
        return query.type === 'objectType' ? { records, total: records.length } : { records: [], total: counts[value] ?? 0 }
      },
    },
    settings: { mapping: () => ({ customer: now.customer, serviceRole: null, revenue: ['custom-order', 'company'] }) },
    schema: () => new Map(now.types.map((type) => [type.name, type])),
    define: async (...args) => {
      defined.push(args)
      return '8'
    },
  }
  return { desk: createObjectTypeDesk(port, 'anna'), changes, now, defined, asked }
}
const given = (more: Partial<PeopleType> = {}): PeopleType => ({
  ...{ name: 'custom-order', version: '7', label: 'Order', plural: 'Orders', associations: [], pipelines: [] },
  properties: [
    { name: 'name', kind: 'string', label: 'Name' },
    { name: 'old', kind: 'string', label: 'Old', archived: true },
    { name: 'way', kind: 'enumeration', label: 'Way', options: [{ value: 'a', label: 'A' }], unique: true },
    { name: 'price', kind: 'money', label: 'Price', currency: 'EUR' },
  ],
  ...more,
})
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}

test('[MAP-3] the page shows each object type that people know, with its roles, and a custom one as it is kept', async () => {
  const { edits, types } = await firstValueFrom(deskOf().desk.types())
  expect(edits).toBe(true)
  expect(types.map(({ name, roles, active, custom, version }) => [name, roles, active, custom, version])).toEqual([
    ['company', ['Customer', 'Revenue'], true, false, undefined],
    ['custom-order', ['Revenue'], false, true, '7'],
    ['single', [], true, false, undefined],
  ])
  expect(types[0]).toEqual({
    ...{ name: 'company', label: 'A company', plural: 'companys', custom: false, active: true, roles: ['Customer', 'Revenue'] },
    ...{ properties: [{ name: 'name', label: 'NAME', kind: 'string' }], associations: [], pipelines: [] },
  })
  expect(types[1]).not.toHaveProperty('definition')
  expect(types[1]?.properties).toStrictEqual([
    { name: 'name', label: 'NAME', kind: 'string' },
    { name: 'old', label: 'OLD', kind: 'string', archived: true },
    { name: 'way', label: 'Way', kind: 'enumeration', options: [{ value: 'a', label: 'A' }], unique: true },
    { name: 'price', label: 'PRICE', kind: 'money', currency: 'EUR' },
  ])
})

test('[MAP-3] an association is shown from its own side, with the name and number of the other one; a stage with its outcome', async () => {
  const { types } = await firstValueFrom(deskOf().desk.types())
  expect(types[1]?.associations).toEqual([
    { name: 'company', label: 'company label', to: 'company', single: true, inverse: { name: 'orders', label: 'orders label' } },
    { name: 'parts', label: 'parts label', to: 'part', inverse: { name: 'parts', label: 'parts label' } },
    { name: 'one', label: 'one label', to: 'single', inverse: { name: 'back', label: 'back label', single: true } },
  ])
  expect(types[1]?.pipelines).toEqual([
    {
      ...{ value: 'web', label: 'Web' },
      stages: [
        { value: 'new', label: 'New', outcome: 'open' },
        { value: 'won', label: 'Won', outcome: 'won' },
        { value: 'plain', label: 'Plain', outcome: 'won' },
        { value: 'lost', label: 'Lost', outcome: 'lost' },
      ],
    },
  ])
})

test('[ACC-5] only a super admin edits object types; what is stored of a built-in type makes it no custom one', async () => {
  const principal = { ...systemPrincipal, system: false, superAdmin: false }
  const { edits, types } = await firstValueFrom(
    deskOf({ principal, kept: [{ id: 'company', definition: { name: 'company' } }] }).desk.types(),
  )
  expect([edits, ...types.map(({ custom }) => custom)]).toEqual([false, false, false, false])
})

test('[MAP-7] the page follows changes of object types and of the mapping, and of nothing else', async () => {
  const { desk, changes, now } = deskOf()
  const seen: string[] = []
  const subscription = desk.types().subscribe(({ types }) => seen.push(types.map(({ name, roles }) => `${name} ${roles.length}`).join()))
  const next = async (change: WorkspaceChange) => {
    changes.next(change)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await next({ profiles: true })
  now.customer = 'single'
  await next({ views: new Set() })
  expect(seen).toEqual(['company 2,custom-order 1,single 0'])
  await next({ section: 'tenure.core/roles' })
  now.types = [single]
  await next({ types: new Set(['company']) })
  subscription.unsubscribe()
  expect(seen).toEqual(['company 2,custom-order 1,single 0', 'company 1,custom-order 1,single 1', 'single 1'])
})

test('a new type is defined under a name of its own, against no version', async () => {
  const { desk, defined } = deskOf({ kept: [] })
  const saved = await desk.save({
    ...{ label: 'Site', plural: 'Sites', associations: [], pipelines: [] },
    properties: [{ kind: 'string', label: 'Name' }],
  })
  expect(saved).toEqual({ name: 'custom-site', version: '8' })
  expect(defined).toEqual([
    [
      {
        ...{ name: 'custom-site', label: 'Site', plural: 'Sites', title: 'name', associations: [] },
        properties: [{ name: 'name', kind: 'string', label: 'Name', main: 0 }],
      },
      { actor: { user: 'anna', source: 'user' }, version: '0' },
    ],
  ])
})

test('[WSP-11] a save names the version that it changes; another one is a conflict with the newer definition', async () => {
  const { desk, defined } = deskOf()
  expect(await problemOf(desk.save(given({ version: '6' })))).toEqual({
    code: 'record.conflict',
    message: 'Someone else changed this object type. Look at the newer version first.',
    details: { record: { type: 'objectType', id: 'custom-order' }, newer: { definition }, version: '7' },
  })
  expect(defined).toEqual([])
  expect(await desk.save(given())).toEqual({ name: 'custom-order', version: '8' })
  expect(defined).toMatchObject([[{ name: 'custom-order', label: 'Order' }, { version: '7' }]])
  expect(typeConflict('a', undefined, '1').problem.details).toMatchObject({ record: { type: 'objectType', id: 'a' }, version: '1' })
})

test('a type that people did not make cannot be saved', async () => {
  const { desk, defined } = deskOf({ kept: [{ id: 'company', definition: { name: 'company' } }] })
  const message = 'There is no custom object type company.'
  const refused = { code: 'input.invalid', message, details: { issues: [{ path: ['name'], message }] } }
  expect(await problemOf(desk.save(given({ name: 'company' })))).toEqual(refused)
  expect(defined).toEqual([])
})

test('a stage with records in it cannot go, and every loss is said at once', async () => {
  const { desk, defined, asked } = deskOf({ counts: { new: 2, won: 1, lost: 0 } })
  const left = { value: 'web', label: 'Web', stages: [{ value: 'plain', label: 'Plain', outcome: 'won' as const }] }
  const problem = await problemOf(desk.save(given({ pipelines: [left], properties: given().properties.slice(0, 3) })))
  const lost = 'PRICE cannot be taken out: records may have values of it. Archive it.'
  const texts = [
    'The stage New has 2 records. Move them to another stage first.',
    'The stage Won has 1 record. Move it to another stage first.',
  ]
  expect(problem).toEqual({
    ...{ code: 'input.invalid', message: [lost, ...texts].join(' ') },
    details: { issues: [{ path: ['properties'], message: lost }, ...texts.map((message) => ({ path: ['pipelines'], message }))] },
  })
  const where = (value: string) => ({ test: 'is', property: 'custom-order.stage', value })
  expect(asked).toEqual(
    ['new', 'won', 'lost'].map((value) => ({ type: 'custom-order', where: where(value), select: [], orderBy: [], limit: 0 })),
  )
  expect(defined).toEqual([])
})

test('one stage with records in it is enough to refuse a save, and the stages that stay are not asked about', async () => {
  const { desk, asked } = deskOf({ counts: { new: 1 } })
  const stay = ['won', 'plain', 'lost'].map((value) => ({ value, label: value, outcome: 'won' as const }))
  const problem = await problemOf(desk.save(given({ pipelines: [{ value: 'web', label: 'Web', stages: stay }] })))
  expect(problem).toMatchObject({ code: 'input.invalid', message: 'The stage New has 1 record. Move it to another stage first.' })
  expect(asked).toHaveLength(1)
})

test('a stage that no record is in can go', async () => {
  const { desk, defined } = deskOf()
  expect(await desk.save(given({ pipelines: [] }))).toEqual({ name: 'custom-order', version: '8' })
  expect(defined).toHaveLength(1)
  expect([stageInUse('New', 1), stageInUse('New', 0)]).toEqual([
    'The stage New has 1 record. Move it to another stage first.',
    'The stage New has 0 records. Move them to another stage first.',
  ])
})
