import { firstValueFrom, type Observable, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { type Asker, mainWorkspace, type Roles } from '../access/asker.js'
import { always, never } from '../access/policy.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import type { WorkspaceChange } from '../workspace/change.js'
import { watchObjects, watchPipelines, watchProperties, watchReach } from './properties.js'

const property = (name: string, more: object = {}) => ({ name, label: name.toUpperCase(), kind: 'string', ...more })
const type = (name: string, more: object = {}): ObjectTypeDefinition =>
  ({
    ...{ name, label: name, plural: `${name}s`, title: 'name', associations: [], ownership: [], active: true },
    properties: [property('name'), property('csm'), property('arr', { computed: true })],
    ...more,
  }) as never
const pipelines = ['sales', 'renewals'].map((value) => ({ value, label: value, stages: [] }))
const staged = [property('pipeline'), property('stage')]
const schema = new Map(
  [
    type('company'),
    type('order', { associations: [{ name: 'company', to: 'company' }], pipelines, properties: staged }),
    type('deal', { associations: [{ name: 'gone', to: 'nothing' }], pipelines, properties: [...staged, property('sum')] }),
  ].map((each) => [each.name, each]),
)
const roles: Roles = new Map([
  ['customer', [{ type: 'company', properties: { keeper: 'csm', name: 'name', other: undefined } }]],
  [
    'revenue',
    [
      { type: 'deal', properties: { amount: 'sum' }, pipelines: ['renewals', 'gone', 'sales'] },
      { type: 'order', properties: {} },
    ],
  ],
])
const all = { '*': { view: 'all', edit: 'all', delete: 'all' } } as const

function start(more: Partial<Principal> = {}) {
  const changes = new Subject<WorkspaceChange>()
  const principal = { ...systemPrincipal, user: 'anna', superAdmin: false, system: false, grants: [all], ...more } as Principal
  const asker: Asker = { principal, workspace: mainWorkspace, roles }
  const policies: Record<string, unknown> = { company: always, deal: never }
  const port = {
    ...{ changes, schema: () => schema, askers: { get: () => asker } },
    access: { policy: (_: Asker, name: string) => policies[name] ?? { any: ['x'] } },
  } as never
  return { changes, port }
}
const namesOf = async (stream: Observable<readonly { readonly name: string }[]>) => (await firstValueFrom(stream)).map(({ name }) => name)
const refusalOf = (stream: Observable<unknown>) =>
  firstValueFrom(stream).then(String, (error: { readonly problem: unknown }) => error.problem)

test('[MAP-3] [ACC-8] properties of a role are there under its names, the rest under their own, and what is hidden is not', async () => {
  const asked = { type: 'customer', linked: [] }
  expect(await firstValueFrom(watchProperties(start().port, 'anna', asked, undefined))).toEqual([
    { ...property('csm'), name: 'keeper', edits: 'csm' },
    { ...property('name'), edits: 'name' },
    property('arr', { computed: true }),
  ])
  const narrow = start({ hidden: new Set(['company.csm']), readOnly: new Set(['company.name']) })
  expect(await firstValueFrom(watchProperties(narrow.port, 'anna', asked, undefined))).toEqual([
    property('name'),
    property('arr', { computed: true }),
  ])
  expect(await namesOf(watchProperties(start().port, 'anna', { type: 'company', linked: [] }, undefined))).toEqual(['name', 'csm', 'arr'])
})

test('[MAP-3] of two types that play a role, the properties of the one that is meant are given', async () => {
  const { port } = start()
  const of = (about?: string) => namesOf(watchProperties(port, 'anna', { type: 'revenue', linked: [], ...(about && { about }) }, undefined))
  expect([await of(), await of('order')]).toEqual([
    ['amount', 'pipeline', 'stage'],
    ['pipeline', 'stage'],
  ])
  expect(await refusalOf(watchProperties(port, 'anna', { type: 'revenue', linked: [], about: 'company' }, undefined))).toMatchObject({
    ...{ code: 'input.invalid', details: { issues: [{ path: ['object'] }] } },
  })
})

test('[BEY-13] [ACC-8] a property through a link is there under its name here, if it is there, seen and granted', async () => {
  const names = ['company.name', 'company.none', 'other.name', 'company.csm', 'name']
  const linked = async (more: Partial<Principal>, granted?: readonly string[]) =>
    (await namesOf(watchProperties(start(more).port, 'anna', { type: 'order', linked: names }, granted && new Set(granted)))).slice(2)
  expect(await linked({})).toEqual(['company.name', 'company.csm'])
  expect(await linked({ hidden: new Set(['company.name']) })).toEqual(['company.csm'])
  expect(await linked({}, ['order.*', 'company.csm'])).toEqual(['company.csm'])
  expect(await linked({}, ['order.*'])).toEqual([])
  expect(await namesOf(watchProperties(start().port, 'anna', { type: 'deal', linked: ['gone.name'] }, undefined))).toEqual([
    ...['pipeline', 'stage', 'sum'],
  ])
})

test('[BEY-13] a plugin reads properties, pipelines, names and reach only of what it was granted whole', async () => {
  const { port } = start()
  const granted = new Set(['order.*', 'company.name'])
  const message = 'The plugin was not granted to read company.'
  for (const stream of [
    watchProperties(port, 'anna', { type: 'company', linked: [] }, granted),
    watchPipelines(port, 'anna', { type: 'company' }, granted),
    watchObjects(port, 'anna', 'company', granted),
    watchReach(port, 'anna', { type: 'company' }, granted),
  ])
    expect(await refusalOf(stream)).toMatchObject({ code: 'access.denied', message, details: { missing: 'read company.*' } })
  expect(await namesOf(watchObjects(port, 'anna', 'order', granted))).toEqual(['order'])
  expect(await refusalOf(watchObjects(port, 'anna', 'none', undefined))).toMatchObject({
    code: 'input.invalid',
    ...{ message: 'There is no object type none.', details: { issues: [{ path: [], message: 'There is no object type none.' }] } },
  })
})

test('[SVC-1] [REV-1] pipelines are those that the workspace chose, in its order, or all; none where a stage is hidden', async () => {
  const of = async (name: string, more: Partial<Principal> = {}, about?: string) =>
    (await firstValueFrom(watchPipelines(start(more).port, 'anna', { type: name, ...(about && { about }) }, undefined))).map(
      ({ value }) => value,
    )
  expect([await of('revenue'), await of('revenue', {}, 'order'), await of('deal'), await of('company')]).toEqual([
    ...[['renewals', 'sales'], ['sales', 'renewals'], ['sales', 'renewals'], []],
  ])
  for (const hidden of ['deal.stage', 'deal.pipeline']) expect(await of('deal', { hidden: new Set([hidden]) })).toEqual([])
})

test('[MAP-1] the object types of a role are named, and a user learns how many records there are to see', async () => {
  const { port } = start()
  expect(await firstValueFrom(watchObjects(port, 'anna', 'revenue', undefined))).toEqual([
    { name: 'deal', label: 'deal', plural: 'deals' },
    { name: 'order', label: 'order', plural: 'orders' },
  ])
  expect(await namesOf(watchObjects(port, 'anna', 'serviceRole', undefined))).toEqual([])
  const reach = (name: string) => firstValueFrom(watchReach(port, 'anna', { type: name }, undefined))
  expect(await Promise.all(['customer', 'revenue', 'order'].map(reach))).toEqual(['all', 'none', 'some'])
})

test('[ACC-10] properties follow changes of object types and of this user, and of nobody else', () => {
  const { port, changes } = start()
  const seen: number[] = []
  let reads = 0
  const counting = { ...(port as object), schema: () => new Map([['company', type('company', { properties: [property(`p${++reads}`)] })]]) }
  watchProperties(counting as never, 'anna', { type: 'company', linked: [] }, undefined).subscribe((all) => seen.push(all.length))
  changes.next({ users: new Set(['ben']) })
  changes.next({ views: new Set(['x']) })
  expect([reads, seen]).toEqual([1, [1]])
  changes.next({ users: new Set(['anna']) })
  changes.next({ types: new Set(['deal']) })
  expect([reads, seen]).toEqual([3, [1, 1, 1]])
})
