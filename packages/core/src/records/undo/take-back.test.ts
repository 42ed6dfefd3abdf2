import { expect, test } from 'vitest'
import type { Access } from '../../access/access.js'
import { type Asker, systemAsker } from '../../access/asker.js'
import { systemPrincipal } from '../../access/principal.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { Change, StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import type { RecordWrite } from '../write.js'
import type { WritePipeline } from '../write-pipeline.js'
import { takeBack } from './take-back.js'
import type { ChangedLink, Siblings } from './undo-piece.js'

const property = (name: string, more: object = {}) => ({ name, kind: 'string' as const, label: name.toUpperCase(), ...more })
const end = (name: string, to: string, edge: string, forward: boolean, single = false): AssociationDefinition => ({
  ...{ name, label: name.toUpperCase(), to, edge, forward },
  ...(single && { single: true as const }),
})
const type = (name: string, associations: readonly AssociationDefinition[] = []): ObjectTypeDefinition => ({
  ...{ name, label: name.charAt(0).toUpperCase() + name.slice(1), plural: name, title: 'name', ownership: [], active: true, associations },
  properties: ['name', 'city', 'secret', 'fixed', 'pipeline', 'stage']
    .map((each) => property(each))
    .concat(property('size', { computed: true })),
})
const internal = ['run', 'alias', 'auditEntry', 'notification', 'objectType', 'webhookDelivery']
const schema: SchemaDefinition = new Map(
  [
    type('company', [
      end('parent', 'company', 'parent', true, true),
      end('children', 'company', 'parent', false),
      end('deals', 'deal', 'of', false),
    ]),
    type('deal', [end('owner', 'contact', 'owns', false, true)]),
    type('contact', [end('owned', 'deal', 'owns', true, true)]),
    ...internal.map((name) => type(name)),
  ].map((each) => [each.name, each]),
)
const user = {
  ...systemPrincipal,
  system: false,
  superAdmin: false,
  user: 'u1',
  hidden: new Set(['company.secret']),
  readOnly: new Set(['company.fixed']),
}
const asker: Asker = { ...systemAsker, principal: user }
const c1: RecordRef = { type: 'company', id: 'c1' }
const now: Values = { name: 'B', city: 'Wien', secret: 's2', fixed: 'f2', size: '2' }
const was: Values = { name: 'A', city: 'Graz', secret: 's1', fixed: 'f1', size: '1' }

interface World {
  readonly stored?: Readonly<Record<string, Partial<StoredRecord> & { readonly values?: Values }>>
  readonly links?: Readonly<Record<string, readonly { readonly id: string; readonly label?: string }[]>>
  readonly siblings?: Partial<Siblings>
  readonly as?: Asker
  /** Ids of records that were merged into it. */
  readonly merged?: readonly string[]
  /** Why a write is refused. */
  readonly refuse?: (write: RecordWrite) => TenureError | undefined
}
/** What is written to take a change back, and what is said about it. */
async function undo(
  change: Partial<Change>,
  { stored = { c1: { values: now } }, links = {}, siblings = {}, as = asker, merged = [], refuse }: World = {},
) {
  const adapter = {
    ...{ kind: 'acme', capabilities: {} },
    read: async (refs: readonly RecordRef[]) =>
      refs.map((ref) => (ref.id in stored ? { ref, version: '9', values: {}, ...stored[ref.id] } : null)),
    links: {
      read: async (refs: readonly RecordRef[], edge: string, forward: boolean) =>
        refs.map(({ id }) => links[`${id} ${edge} ${forward ? 'on' : 'back'}`] ?? []),
    },
  } as unknown as StorageAdapter
  const written: unknown[] = []
  const apply = async ([write]: readonly RecordWrite[]) => {
    const refusal = write && refuse?.(write)
    if (refusal !== undefined) throw refusal
    written.push(write)
  }
  const access = { policy: () => ({ not: { atom: 0, test: 'id-of', ids: ['hid'] } }), merged: () => merged } as unknown as Access
  const io = { signal: new AbortController().signal }
  const reader = { history: undefined, io, own: new Set<string>() }
  const work = { draft: new Draft(adapter, io), pipeline: { apply } as unknown as WritePipeline, access, asker: as, schema, ...reader }
  const whole = { ref: c1, change: 'patch', version: '5', at: 50, changed: [], actor: { source: 'user', user: 'u7' }, ...change } as Change
  const known = { created: new Set<string>(), made: new Set<string>(), gone: new Set<string>(), ...siblings }
  const { done, items } = await takeBack(work, { change: whole, siblings: known })
  return { written, done, said: items.map(({ outcome, part, message }) => [outcome, part, message]) }
}
const edit = (...changed: readonly string[]): Partial<Change> => ({ changed, before: was, after: now })
const update = (values: Values) => ({ write: 'update', ...c1, values })
const nothing = { written: [], done: false, said: [] }

test('[BEY-5] values come back together, but for those that are hidden, computed or unchanged by the change', async () => {
  expect(await undo(edit('name', 'secret', 'size'))).toEqual({ written: [update({ name: 'A' })], done: true, said: [] })
  expect(await undo(edit('name', 'city'))).toEqual({ written: [update({ name: 'A', city: 'Graz' })], done: true, said: [] })
  expect(await undo({ ...edit('name'), before: {} })).toEqual({ written: [update({ name: null })], done: true, said: [] })
  expect(await undo(edit('secret', 'size'))).toEqual(nothing)
  expect(await undo(edit('name'), { stored: { c1: { values: was } } })).toEqual({ written: [], done: true, said: [] })
})

test('[BEY-5] what somebody else changed is kept, what is read-only is left, and both are named', async () => {
  const changed = { c1: { values: { ...now, city: 'Linz' } } }
  expect(await undo(edit('name', 'city', 'fixed'), { stored: changed })).toEqual({
    ...{ written: [update({ name: 'A' })], done: true },
    said: [
      ['kept', 'city', 'CITY was changed since.'],
      ['left', 'fixed', 'FIXED is read-only for you.'],
    ],
  })
  expect(await undo(edit('name'), { stored: { c1: { values: now, archivedAt: 60 } } })).toEqual({
    ...nothing,
    said: [['kept', 'name', 'NAME stays: this company is archived now.']],
  })
})

test('[BEY-5] where the values are refused together they come back one by one, a pipeline with its stage', async () => {
  const before = { ...was, pipeline: 'p1', stage: 's1' }
  const change = { ...edit('name', 'city', 'stage', 'pipeline'), before }
  const denied = new TenureError('access.denied', 'Not this one.', { missing: 'x' })
  const taken = new TenureError('record.taken', 'It is taken.', { property: 'name' })
  const refuse = (write: RecordWrite) =>
    !('values' in write) ? undefined : 'name' in write.values ? taken : 'city' in write.values ? denied : undefined
  expect(await undo(change, { refuse })).toEqual({
    ...{ written: [update({ pipeline: 'p1', stage: 's1' })], done: true },
    said: [
      ['failed', 'name', 'It is taken.'],
      ['left', 'city', 'Not this one.'],
    ],
  })
  const missing = () => new TenureError('record.not-found', 'Gone.', { record: c1 })
  expect(await undo(edit('name'), { refuse: missing })).toEqual(nothing)
  const broken = () => new Error('broken') as TenureError
  await expect(undo(edit('name'), { refuse: broken })).rejects.toThrow('broken')
})

test('[BEY-5] a new record is archived, unless somebody else changed it or linked it with a record that is there', async () => {
  const create: Partial<Change> = {
    change: 'create',
    changed: ['name'],
    after: now,
    linked: [{ edge: 'of', forward: false, other: { type: 'deal', id: 'd1' } }],
  }
  const archived = { written: [{ write: 'archive', ...c1 }], done: true, said: [] }
  const kept = { ...nothing, said: [['kept', undefined, 'Someone else changed this company since it was created.']] }
  const own = { 'c1 of back': [{ id: 'd1' }] }
  expect([await undo(create), await undo(create, { links: own })]).toEqual([archived, archived])
  expect(await undo(create, { stored: { c1: { values: { ...now, name: 'C' } } } })).toEqual(kept)
  const linked = { 'c1 of back': [{ id: 'd1' }, { id: 'd2' }] }
  expect(await undo(create, { stored: { c1: { values: now }, d2: {} }, links: linked })).toEqual(kept)
  expect(await undo(create, { stored: { c1: { values: now }, d2: { archivedAt: 5 } }, links: linked })).toEqual(archived)
  expect(await undo(create, { stored: { c1: { values: now, archivedAt: 5 } } })).toEqual({ written: [], done: true, said: [] })
  expect(await undo(create, { merged: ['c7'] })).toEqual(kept)
})

test('[BEY-5] an archived record is restored unless it was archived again, and a restored one archived', async () => {
  const stored = (archivedAt?: number) => ({ c1: { values: now, ...(archivedAt !== undefined && { archivedAt }) } })
  const already = { written: [], done: true, said: [] }
  expect(await undo({ change: 'archive' }, { stored: stored(50) })).toMatchObject({ written: [{ write: 'restore', ...c1 }], done: true })
  expect(await undo({ change: 'archive' }, { stored: stored(51) })).toEqual({
    ...nothing,
    said: [['kept', undefined, 'Someone else archived this company since.']],
  })
  expect([await undo({ change: 'archive' }), await undo({ change: 'restore' }, { stored: stored(60) })]).toEqual([already, already])
  expect(await undo({ change: 'restore', after: now })).toMatchObject({ written: [{ write: 'archive', ...c1 }], done: true })
})

test('[BEY-5] a restored record stays where somebody has changed it since, or merged another into it', async () => {
  const restored = { change: 'restore', after: now } as const
  const kept = { ...nothing, said: [['kept', undefined, 'Someone else changed this company since it was restored.']] }
  const merged = (archivedAt: number) => undo(restored, { stored: { c1: { values: now }, c7: { archivedAt } }, merged: ['c7'] })
  expect(await undo({ ...restored, after: was })).toEqual(kept)
  expect(await merged(51)).toEqual(kept)
  expect(await merged(50)).toEqual(kept)
  expect(await merged(49)).toMatchObject({ written: [{ write: 'archive', ...c1 }], said: [] })
})

const link = (id: string, more: Partial<ChangedLink> = {}): ChangedLink => ({
  edge: 'parent',
  forward: true,
  other: { type: 'company', id },
  ...more,
})
const both = { c1: { values: now }, c2: {}, c3: {} }
const associate = (write: string, to: string, more: object = {}) => ({ write, ...c1, association: 'parent', to, ...more })

test('[BEY-5] links that a change made go first, and those that it took away come again after them', async () => {
  const linked = [link('c2', { gone: true }), link('c3', { label: 'main' })]
  const links = { 'c1 parent on': [{ id: 'c3', label: 'main' }] }
  const made = new Set(['["parent","c1","c3"]'])
  expect(await undo({ linked }, { stored: both, links, siblings: { made } })).toEqual({
    ...{ written: [associate('unassociate', 'c3', { label: 'main' }), associate('associate', 'c2')], done: true, said: [] },
  })
  expect(await undo({ linked: [link('c2', { forward: false })] }, { stored: both })).toEqual(nothing)
  expect(await undo({ linked: [link('c2')] }, { stored: both, siblings: { created: new Set(['company c2']) } })).toEqual(nothing)
})

test('[BEY-5] a link that is as before already is done, and none to what is not there or not to be seen', async () => {
  const links = { 'c1 parent on': [{ id: 'c2' }] }
  const already = { written: [], done: true, said: [] }
  expect(await undo({ linked: [link('c2')] }, { stored: both })).toEqual(already)
  expect(await undo({ linked: [link('c2', { gone: true })] }, { stored: both, links })).toEqual(already)
  const unseen = [link('none'), link('hid'), link('c2', { edge: 'unknown' })]
  expect(
    await undo({ linked: unseen }, { stored: { ...both, hid: {} }, links: { 'c1 parent on': [{ id: 'none' }, { id: 'hid' }] } }),
  ).toEqual(nothing)
})

test('[BEY-5] a link stays as it is where an end is archived now, or a single end has another one', async () => {
  const links = { 'c1 parent on': [{ id: 'c2' }] }
  const archived = { c1: { values: now }, c2: { archivedAt: 5 } }
  const said = (message: string) => ({ ...nothing, said: [['kept', 'parent', message]] })
  expect(await undo({ linked: [link('c2')] }, { stored: archived, links })).toEqual(said('PARENT: one of the two records is archived now.'))
  const own = { c1: { values: now, archivedAt: 5 }, c2: {} }
  expect(await undo({ linked: [link('c2')] }, { stored: own, links })).toEqual(said('PARENT: one of the two records is archived now.'))
  expect(await undo({ linked: [link('c3', { gone: true })] }, { stored: both, links })).toEqual(said('PARENT was changed since.'))
})

test('[BEY-5] a link without a name at its first end is named from the other one', async () => {
  const other: ChangedLink = { edge: 'of', forward: true, other: { type: 'company', id: 'c2' } }
  const change = { ref: { type: 'deal', id: 'd1' }, linked: [other] }
  const links = { 'c2 of back': [{ id: 'd1' }] }
  expect(await undo(change, { stored: { d1: {}, c2: {} }, links })).toEqual({
    ...{ written: [{ write: 'unassociate', type: 'company', id: 'c2', association: 'deals', to: 'd1' }], done: true, said: [] },
  })
})

test('[BEY-5] [SEC-14] what was merged or erased is left and named, to whom it was, and the work of the workspace itself is not undone', async () => {
  const created = new Set(['alias company/c2'])
  const merged = { ...nothing, said: [['left', undefined, 'Merging cannot be undone.']] }
  expect(await undo({ change: 'archive' }, { siblings: { created } })).toEqual(merged)
  expect(await undo(edit('name'), { siblings: { created } })).toEqual(nothing)
  const erased = { ...nothing, said: [['left', undefined, 'It was erased. That cannot be undone.']] }
  expect(await undo(edit('name'), { stored: {} })).toEqual(nothing)
  expect(await undo({ ...edit('name'), actor: { source: 'user', user: 'u1' } }, { stored: {} })).toEqual(erased)
  expect(await undo(edit('name'), { stored: {}, as: { ...asker, principal: { ...user, superAdmin: true } } })).toEqual(erased)
  for (const of of [...internal, 'unknown']) expect(await undo({ ...edit('name'), ref: { type: of, id: 'c1' } })).toEqual(nothing)
  expect(await undo({ ...edit('name'), ref: { type: 'company', id: 'hid' } }, { stored: { hid: { values: now } } })).toEqual(nothing)
})
