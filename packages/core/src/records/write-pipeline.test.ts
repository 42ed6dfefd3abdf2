import { expect, test } from 'vitest'
import type { Access } from '../access/access.js'
import { type Asker, systemAsker } from '../access/asker.js'
import { systemPrincipal } from '../access/principal.js'
import { seenVersion } from '../access/seen-version.js'
import { TenureError } from '../errors/tenure-error.js'
import type { Expression } from '../query/canonical.js'
import type { AssociationDefinition, ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import type { RecordRef, Values } from '../schema/value.js'
import type { StorageAdapter, StoredRecord } from '../storage/adapter.js'
import { Draft } from './draft.js'
import type { RecordWrite } from './write.js'
import { type PipelineOptions, WritePipeline } from './write-pipeline.js'

const property = (name: string, kind: PropertyDefinition['kind'] = 'string'): PropertyDefinition => ({ name, kind, label: name })
const end = (name: string, to: string, edge: string, forward: boolean, single = false): AssociationDefinition => ({
  ...{ name, label: name, to, edge, forward },
  ...(single && { single: true as const }),
})
const type = (name: string, label: string, more: object): ObjectTypeDefinition => ({
  ...{ name, label, plural: `${label}s`, title: 'name', ownership: [], active: true, associations: [] },
  ...{ properties: ['name', 'city', 'secret', 'fixed'].map((each) => property(each)) },
  ...more,
})
const stage = (value: string) => ({ value, label: value, open: true })
const pipelines = [
  { value: 'p1', label: 'One', stages: [stage('new'), stage('won')], rules: { startsIn: ['new'], noGoingBack: true } },
  { value: 'p2', label: 'Two', stages: [stage('begun')] },
]
const types = new Map(
  [
    type('company', 'Company', {
      associations: [
        end('parent', 'company', 'parent', true, true),
        end('children', 'company', 'parent', false),
        end('deals', 'deal', 'of', false),
      ],
    }),
    type('deal', 'Deal', {
      properties: [property('name'), property('pipeline', 'enumeration'), property('stage', 'enumeration')],
      associations: [end('companies', 'company', 'of', true)],
      pipelines,
    }),
    type('meeting', 'Meeting', {
      takesPlace: true,
      properties: [property('title'), property('outcome'), property('subscribed', 'boolean')],
    }),
    type('asset', 'Asset', { active: false }),
    type('team', 'Team', { policy: { by: 'core' } }),
    type('notification', 'Notification', {}),
  ].map((each) => [each.name, each]),
)
const user = {
  ...{ ...systemPrincipal, system: false, superAdmin: false, user: 'u1' },
  ...{ hidden: new Set(['company.secret']), readOnly: new Set(['company.fixed']) },
}
const person: Asker = { ...systemAsker, principal: user }
const everything: Expression = { all: [] }
const not = (id: string): Expression => ({ not: { atom: 0, test: 'id-of', ids: [id] } })
const named = (name: string): Expression => ({ not: { atom: 0, test: 'is', property: 'name', kind: 'string', value: name } })
// Nobody sees `hid` or edits what is called `theirs`, and `kept` is not deleted.
const policies: Readonly<Record<string, Expression>> = { view: not('hid'), edit: named('theirs'), delete: not('kept') }

interface World extends PipelineOptions {
  readonly asker?: Asker
  readonly policy?: (type: string, action: string) => Expression
}
const access = (policy: World['policy']) =>
  ({
    policy: (_: Asker, name: string, action: string) => policy?.(name, action) ?? policies[action] ?? everything,
    resolve: ({ type: name, id }: RecordRef) => ({ type: name, id: id === 'old' ? 'c1' : id }),
    type: (_: Asker, name: string) => {
      const found = types.get(name === 'customer' ? 'company' : name)
      if (found === undefined) throw new TenureError('input.invalid', `There is no object type ${name}.`, { issues: [] })
      return found
    },
  }) as unknown as Access
const company = (
  id: string,
  values: Values = { name: 'A', city: 'Graz', secret: 's' },
  more: Partial<StoredRecord> = {},
): StoredRecord => ({
  ...{ ref: { type: 'company', id }, version: '7', values },
  ...more,
})
const other = (name: string, id: string, values: Values): StoredRecord => ({ ref: { type: name, id }, version: '7', values })
const world: readonly StoredRecord[] = [
  ...[company('c1'), company('c2', { name: 'B' }), company('hid'), company('kept'), company('theirs', { name: 'theirs' })],
  ...[company('gone', { name: 'G' }, { archivedAt: 5 }), other('deal', 'd1', { name: 'D', pipeline: 'p1', stage: 'won' })],
  ...[other('meeting', 'm1', { title: 'T', subscribed: true }), other('team', 't1', { name: 'T' }), other('team', 't2', { name: 'U' })],
]

/** What a batch would write, or why it is refused. */
async function apply(given: RecordWrite | readonly RecordWrite[], { asker = person, policy, ...options }: World = {}): Promise<unknown> {
  const store = new Map(world.map((record) => [`${record.ref.type}/${record.ref.id}`, record]))
  const adapter = {
    ...{ kind: 'acme', capabilities: {} },
    read: async (refs: readonly RecordRef[]) => refs.map(({ type: name, id }) => store.get(`${name}/${id}`) ?? null),
    links: { read: async (refs: readonly RecordRef[]) => refs.map(({ id }) => (id === 'c1' ? [{ id: 'kept' }] : [])) },
  } as unknown as StorageAdapter
  const draft = new Draft(adapter, { signal: new AbortController().signal })
  const writes = [given].flat() as readonly RecordWrite[]
  try {
    await new WritePipeline(access(policy), asker, draft, options).apply(writes, idsOf(writes))
  } catch (error) {
    if (error instanceof TenureError) return error.problem
    throw error
  }
  return draft.writes().map((write) => {
    if (write.write === 'link' || write.write === 'unlink') return [write.write, write.ref.id, write.edge, write.to.id, write.label]
    return [write.write, `${write.ref.type}/${write.ref.id}`, ...('values' in write ? [write.values] : [])]
  })
}
const idsOf = (writes: readonly RecordWrite[]) => writes.map((write, place) => write.id ?? `new${place}`)
const update = (id: string, values: Values, more: object = {}): RecordWrite => ({ write: 'update', type: 'company', id, values, ...more })
const create = (values: Values, more: object = {}): RecordWrite => ({ write: 'create', type: 'company', values, ...more })
const notFound = (id: string, name = 'company') => ({
  ...{ code: 'record.not-found', message: `There is no ${name} with the id ${id}.`, details: { record: { type: name, id } } },
})
const denied = (missing: string, message: string) => ({ code: 'access.denied', message, details: { missing } })
const invalid = (message: string, ...path: readonly string[]) => ({
  code: 'input.invalid',
  message,
  details: { issues: [{ path, message }] },
})
const mayNot = (action: string) =>
  denied(`to ${action} this company`, `You may not ${action} this company. An administrator can change that.`)

test('[REC-2] an update writes what differs, of the record that an id or a role names now', async () => {
  const changed = [['patch', 'company/c1', { city: 'Wien' }]]
  expect(await apply(update('c1', { name: 'A', city: 'Wien' }))).toEqual(changed)
  expect(await apply({ ...update('old', { city: 'Wien' }), type: 'customer' } as RecordWrite)).toEqual(changed)
  expect(await apply(update('c1', { name: 'A' }))).toEqual([])
})

test('[ACC-9] a record that is not there, or not to be seen, is refused as one that does not exist', async () => {
  for (const id of ['none', 'hid', 'gone']) expect(await apply(update(id, { name: 'X' }))).toEqual(notFound(id))
  for (const id of ['none', 'hid']) {
    expect(await apply({ write: 'archive', type: 'company', id })).toEqual(notFound(id))
    expect(await apply({ write: 'associate', type: 'company', id: 'c1', association: 'children', to: id })).toEqual(notFound(id))
    expect(await apply({ write: 'merge', type: 'company', id: 'c1', other: id })).toEqual(notFound(id))
  }
})

test('[ACC-9] a write needs the right to edit or to delete, before it and after it', async () => {
  expect(await apply(update('theirs', { city: 'X' }))).toEqual(mayNot('edit'))
  expect(await apply(update('c1', { name: 'theirs' }))).toEqual(
    denied(
      'to edit this company afterwards',
      'You could not edit this company any more after this change, so it is not saved. An administrator can make it.',
    ),
  )
  expect(await apply(create({ name: 'theirs' }))).toEqual(
    denied(
      'to edit this company afterwards',
      'You may not create this company, because you could not edit it afterwards. An administrator can change that.',
    ),
  )
  expect(await apply({ write: 'archive', type: 'company', id: 'kept' })).toEqual(mayNot('delete'))
  expect(await apply({ write: 'archive', type: 'company', id: 'theirs' })).toEqual([['archive', 'company/theirs']])
})

test('[ACC-8] a hidden property is not there, and one that is read-only is not written', async () => {
  const readOnly = denied('to edit fixed', 'Company: fixed is read-only for you.')
  expect(await apply(update('c1', { secret: 'x' }))).toEqual(invalid('Company has no property secret.', 'secret'))
  expect([await apply(update('c1', { fixed: 'x' })), await apply(create({ fixed: 'x' }))]).toEqual([readOnly, readOnly])
  const hidden = { ...person, principal: { ...user, hidden: new Set(['deal.pipeline']) } }
  expect(await apply({ ...update('d1', { stage: 'new' }), type: 'deal' } as RecordWrite, { asker: hidden })).toEqual(
    denied('to edit stage', 'Deal: stage is read-only for you.'),
  )
})

test('[REC-2] an older version is a conflict that shows what is newer, as far as the user may see it', async () => {
  const seen = seenVersion(user, types.get('company') as ObjectTypeDefinition, company('c1'))
  const conflict = (newer: Values) => ({
    code: 'record.conflict',
    message: 'Someone else changed this company. Look at the newer version first.',
    details: { record: { type: 'company', id: 'c1' }, newer, version: seen },
  })
  expect(await apply(update('c1', { city: 'Wien' }, { version: seen }))).toEqual([['patch', 'company/c1', { city: 'Wien' }]])
  expect(await apply(update('c1', { city: 'Wien', name: 'N' }, { version: 'x' }))).toEqual(conflict({ city: 'Graz', name: 'A' }))
  expect(await apply(update('c2', { city: 'X' }, { version: 'x' }))).toMatchObject({ details: { newer: { city: null } } })
  expect(await apply({ write: 'archive', type: 'company', id: 'c1', version: 'x' })).toEqual(conflict({}))
  expect(await apply({ write: 'archive', type: 'company', id: 'c1', version: seen })).toEqual([['archive', 'company/c1']])
})

test('[REC-2] of the values that a caller saw only those count that it writes', async () => {
  const written = [['patch', 'company/c1', { city: 'Wien' }]]
  expect(await apply(update('c1', { city: 'Wien' }, { was: { city: 'Graz', name: 'older' } }))).toEqual(written)
  expect(await apply(update('c1', { city: 'Wien' }, { was: { secret: 'older' } }))).toEqual(written)
  expect(await apply(update('c1', { city: 'Wien', name: 'N' }, { was: { city: 'older', name: 'A' } }))).toMatchObject({
    ...{ code: 'record.conflict', details: { newer: { city: 'Graz' } } },
  })
})

test('[ACC-9] a new record has an id of its own, or the one that it asks for, of a type that is activated', async () => {
  expect(await apply([create({ name: 'X' }), create({ name: 'Y' })])).toEqual([
    ['create', 'company/new0', { name: 'X' }],
    ['create', 'company/new1', { name: 'Y' }],
  ])
  const message = 'Assets are not activated in this account. A super admin can activate them.'
  expect(await apply(create({ name: 'X' }, { type: 'asset' }))).toEqual(invalid(message, 'type'))
  expect(await apply([create({ name: 'X' }), update('new0', { city: 'Y' })])).toEqual([
    ['create', 'company/new0', { name: 'X', city: 'Y' }],
  ])
})

test('[SVC-4] a record begins in the first stage of its pipeline, and moves as the rules say, unless a super admin or an undo moves it', async () => {
  const deal = (values: Values): RecordWrite => create(values, { type: 'deal' })
  const begun = (pipeline: string, name: string) => [['create', 'deal/new0', { pipeline, stage: name }]]
  expect(await apply(deal({}))).toEqual(begun('p1', 'new'))
  expect(await apply(deal({ pipeline: 'p2' }))).toEqual(begun('p2', 'begun'))
  const start = invalid('In One a deal starts in new, not in won.', 'stage')
  const back = invalid('In One no deal goes back to an earlier stage.', 'stage')
  const moved = { ...update('d1', { stage: 'new' }), type: 'deal' } as RecordWrite
  expect([await apply(deal({ stage: 'won' })), await apply(moved)]).toEqual([start, back])
  const patch = [['patch', 'deal/d1', { stage: 'new' }]]
  expect(await apply(moved, { takesBack: true })).toEqual(patch)
  expect(await apply(moved, { asker: { ...person, principal: { ...user, superAdmin: true } } })).toEqual(patch)
})

test('[SCH-3] what a calendar says is changed there, and people add the rest', async () => {
  const meeting = (values: Values): RecordWrite => ({ write: 'update', type: 'meeting', id: 'm1', values })
  const problem = denied('to edit title', 'This meeting follows a calendar that somebody subscribes to. Change it there.')
  const changed = [['patch', 'meeting/m1', { title: 'X' }]]
  expect(await apply(meeting({ title: 'X' }))).toEqual(problem)
  expect(await apply(meeting({ outcome: 'held' }))).toEqual([['patch', 'meeting/m1', { outcome: 'held' }]])
  expect(await apply(meeting({ title: 'X' }), { takesBack: true })).toEqual(changed)
  expect(await apply(meeting({ title: 'X' }), { asker: systemAsker })).toEqual(changed)
})

test('[REC-10] a record is archived and restored once, and takes no links while it is archived', async () => {
  const archive = (write: 'archive' | 'restore', id: string): RecordWrite => ({ write, type: 'company', id })
  expect(await apply([archive('archive', 'gone'), archive('restore', 'c1')])).toEqual([])
  expect(await apply(archive('restore', 'gone'))).toEqual([['restore', 'company/gone']])
  const link = (id: string, to: string): RecordWrite => ({ write: 'associate', type: 'company', id, association: 'children', to })
  expect([await apply(link('gone', 'c2')), await apply(link('c2', 'gone'))]).toEqual([notFound('gone'), notFound('gone')])
})

test('[ACC-9] a link is edited with the record whose single end it is, or with the record that it starts from', async () => {
  const link = (id: string, association: string, to: string, more: object = {}): RecordWrite =>
    ({ write: 'associate', type: 'company', id, association, to, ...more }) as RecordWrite
  expect(await apply(link('c2', 'parent', 'theirs'))).toEqual([['link', 'c2', 'parent', 'theirs', undefined]])
  expect(await apply(link('theirs', 'parent', 'c2'))).toEqual(mayNot('edit'))
  expect(await apply(link('theirs', 'children', 'c2'))).toEqual([['link', 'c2', 'parent', 'theirs', undefined]])
  expect(await apply(link('c2', 'children', 'theirs'))).toEqual(mayNot('edit'))
  expect(await apply(link('theirs', 'deals', 'd1'))).toEqual(mayNot('edit'))
  expect(await apply(link('c2', 'deals', 'd1', { label: 'main' }))).toEqual([['link', 'd1', 'of', 'c2', 'main']])
  expect(await apply({ write: 'unassociate', type: 'company', id: 'c1', association: 'parent', to: 'kept', label: 'x' })).toEqual([
    ['unlink', 'c1', 'parent', 'kept', 'x'],
  ])
  expect(await apply(link('c1', 'parent', 'c2'))).toEqual([
    ['unlink', 'c1', 'parent', 'kept', undefined],
    ['link', 'c1', 'parent', 'c2', undefined],
  ])
  expect(await apply(link('c2', 'owners', 'c1'))).toEqual(invalid('Company has no association owners.', 'association'))
  expect(await apply(link('c1', 'parent', 'old'))).toEqual(invalid('This company cannot be linked with itself.', 'to'))
})

test('[REC-4] two records are merged by whoever may edit both and delete the other', async () => {
  const merge = (id: string, second: string, more: object = {}): RecordWrite =>
    ({ write: 'merge', type: 'company', id, other: second, ...more }) as RecordWrite
  const merged = await apply(merge('c2', 'old'))
  expect(merged).toEqual(
    expect.arrayContaining([
      ['patch', 'company/c2', { city: 'Graz' }],
      ['archive', 'company/c1'],
    ]),
  )
  expect(await apply(merge('c1', 'old'))).toEqual(invalid('These two are one record already.', 'other'))
  expect([await apply(merge('c1', 'gone')), await apply(merge('gone', 'c1'))]).toEqual([notFound('gone'), notFound('gone')])
  expect([await apply(merge('c1', 'theirs')), await apply(merge('theirs', 'c1'))]).toEqual([mayNot('edit'), mayNot('edit')])
  expect(await apply(merge('c1', 'kept'))).toEqual(mayNot('delete'))
  expect(Array.isArray(await apply(merge('kept', 'c2')))).toBe(true)
  expect(await apply(merge('c1', 'c2', { version: 'x' }))).toMatchObject({ details: { record: { id: 'c1' } } })
  expect(await apply(merge('c1', 'c2', { otherVersion: 'x' }))).toMatchObject({ details: { record: { id: 'c2' } } })
  const teams = { ...merge('t1', 't2'), type: 'team' } as RecordWrite
  expect(await apply(teams)).toEqual(invalid('Teams cannot be merged.', 'type'))
})

test('[SDK-7] what is to be there once is not written again, and neither are its links; without that, its id is taken', async () => {
  const once = (id: string): RecordWrite => create({ name: 'X' }, { id, once: true })
  const link = (id: string): RecordWrite => ({ write: 'associate', type: 'company', id, association: 'parent', to: 'c2' })
  expect(await apply([once('c1'), link('c1'), once('gone'), link('gone')])).toEqual([])
  expect(await apply([once('c9'), link('c9')])).toEqual([
    ['create', 'company/c9', { name: 'X' }],
    ['link', 'c9', 'parent', 'c2', undefined],
  ])
  expect(await apply(create({ name: 'X' }, { id: 'c1' }))).toEqual({
    ...{ code: 'record.taken', message: 'There is a Company with this id already.', details: { property: 'id' } },
  })
})

test('[REC-9] a plugin notifies of a record that it may see, under the id that the record has now', async () => {
  const notify = (id: string, more: object = {}): RecordWrite =>
    ({
      ...{ write: 'notify', type: 'notification', id: 'n1', user: 'u2', plugin: 'health' },
      about: { type: 'customer', id },
      ...more,
    }) as RecordWrite
  const values = { user: 'u2', kind: 'reminder', name: 'company/c1', at: 0, plugin: 'health' }
  expect(await apply(notify('old'))).toEqual([['create', 'notification/n1', values]])
  expect(await apply(notify('c1', { shows: 'city' }))).toEqual([['create', 'notification/n1', { ...values, property: 'city' }]])
  expect(await apply(notify('hid'))).toEqual(notFound('hid'))
})
