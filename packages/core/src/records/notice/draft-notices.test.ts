import { expect, test } from 'vitest'
import { type Asker, systemAsker } from '../../access/asker.js'
import { systemPrincipal } from '../../access/principal.js'
import type { Expression } from '../../query/canonical.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { StorageAdapter, StoredRecord } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import { draftNotice, draftNotices, type NoticedBy, type NoticePort } from './draft-notices.js'

const now = 1_000
const type = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: name, title: 'name', ownership: [], active: true, properties: [], associations: [] },
  ...more,
})
const end = { name: 'companies', label: 'Companies', to: 'company', edge: 'call-company', forward: true } as AssociationDefinition
const schema: SchemaDefinition = new Map(
  [
    type('company', { ownership: ['csm', 'owner'] }),
    type('deal', { ownership: ['owner'], pipelines: [] }),
    type('call', { activity: { at: 'at' }, associations: [end] } as unknown as Partial<ObjectTypeDefinition>),
    type('setting', { ownership: ['owner'], policy: { by: 'core' } } as unknown as Partial<ObjectTypeDefinition>),
  ].map((each) => [each.name, each]),
)
const ref = (name: string, id: string): RecordRef => ({ type: name, id })
const [c1, c2, d1, call] = [ref('company', 'c1'), ref('company', 'c2'), ref('deal', 'd1'), ref('call', 'k1')]
const principal = { ...systemPrincipal, system: false, hidden: new Set(['company.owner', 'company.healthStatus']) }
const half: Asker = { ...systemAsker, principal }
const seen: Expression = { all: [] }
const onlyC1: Expression = { atom: 0, test: 'id-of', ids: ['c1', 'k1'] }

/** Whom a batch is to be notified to; `ann` and `ben` follow company c1, `ann` deal d1, and `eve` does not exist. */
function open(stored: Readonly<Record<string, Values>>, more: Partial<NoticePort> = {}) {
  const records = new Map<string, StoredRecord>(
    Object.entries(stored).map(([name, values]) => {
      const [of = '', id = ''] = name.split('/')
      return [name, { ref: ref(of, id), version: '1', values }]
    }),
  )
  const read = async (refs: readonly RecordRef[]) => refs.map((each) => records.get(`${each.type}/${each.id}`) ?? null)
  const links = { read: async (refs: readonly RecordRef[]) => refs.map(() => []) }
  const draft = new Draft({ kind: 'acme', capabilities: {}, read, links } as unknown as StorageAdapter, {
    signal: new AbortController().signal,
  })
  const followers: Readonly<Record<string, readonly string[]>> = { c1: ['ann', 'ben'], d1: ['ann'], old: ['ben', 'cid'] }
  const port: NoticePort = {
    access: { policy: (asker, name) => (asker === half && name !== 'deal' ? onlyC1 : seen) },
    aliases: { merged: () => [] },
    follows: { of: ({ id }) => new Set(followers[id]) },
    schema: () => schema,
    healthOf: (name) => new Set(name === 'company' ? ['healthStatus'] : []),
    askerOf: (user) => (user === 'eve' ? undefined : user === 'half' ? half : systemAsker),
    ...more,
  }
  const patch = async (of: RecordRef, values: Values) => {
    await draft.load([of])
    const record = draft.find(of)
    if (record !== undefined) record.values = { ...record.values, ...values }
    return record
  }
  const notices = (by: Partial<NoticedBy> = {}) => draftNotices(port, { actor: { source: 'user', user: 'ann' }, at: now, ...by }, draft)
  return { draft, patch, notices }
}
const byAnn = { by: 'ann' }

test('[REC-9] followers hear of a new owner, a new stage and a new health status, and of nothing else', async () => {
  const { patch, notices } = open({ 'company/c1': { csm: 'x', name: 'A' }, 'deal/d1': {} })
  await patch(c1, { csm: null, name: 'B', healthStatus: 'at risk' })
  await patch(d1, { stage: 'won', healthStatus: 'healthy' })
  expect(await notices({ actor: { source: 'user', user: 'zoe' } })).toEqual([
    { user: 'ann', kind: 'owner', about: c1, property: 'csm', by: 'zoe' },
    { user: 'ben', kind: 'owner', about: c1, property: 'csm', by: 'zoe' },
    { user: 'ann', kind: 'health', about: c1, property: 'healthStatus', by: 'zoe' },
    { user: 'ben', kind: 'health', about: c1, property: 'healthStatus', by: 'zoe' },
    { user: 'ann', kind: 'stage', about: d1, property: 'stage', by: 'zoe' },
  ])
})

test('[REC-9] who is assigned hears of it once, in the group of the work, and nobody of what they did', async () => {
  const { draft, patch, notices } = open({ 'company/c1': { csm: 'x' }, 'company/c2': { owner: 'x' } })
  await patch(c1, { csm: 'ben' })
  await patch(c2, { owner: 'ann', csm: 5 })
  draft.create(ref('company', 'new'), { csm: 'cid', owner: 'eve' })
  expect(await notices({ group: 'run-1' })).toEqual([
    { user: 'ben', kind: 'assignment', about: c1, property: 'csm', group: 'run-1', ...byAnn },
    { user: 'cid', kind: 'assignment', about: ref('company', 'new'), property: 'csm', group: 'run-1', ...byAnn },
  ])
})

test('[REC-9] who is assigned in two ways, or to two records, hears of each', async () => {
  const { patch, notices } = open({ 'company/c1': {}, 'deal/c1': {} })
  await patch(c1, { csm: 'cid', owner: 'cid' })
  await patch(ref('deal', 'c1'), { owner: 'cid' })
  const heard = (await notices()).filter(({ user }) => user === 'cid').map(({ about, property }) => [about.type, property])
  expect(heard).toEqual([
    ['company', 'csm'],
    ['company', 'owner'],
    ['deal', 'owner'],
  ])
})

test('[REC-9] what no person does assigns nobody, and its plugin is named', async () => {
  const { patch, notices } = open({ 'company/c1': { csm: 'x' } })
  await patch(c1, { csm: 'cid' })
  const plugin = { source: 'plugin', plugin: 'health' } as const
  expect(await notices({ actor: plugin, group: 'run-1' })).toEqual(
    ['ann', 'ben'].map((user) => ({ user, kind: 'owner', about: c1, property: 'csm', plugin: 'health' })),
  )
  expect(await notices({ actor: { source: 'import', user: 'zoe' } })).toEqual([])
})

test('[REC-9] records of the workspace itself, archived ones and those that are not changed notify nobody', async () => {
  const { draft, patch, notices } = open({ 'company/c1': { csm: 'x' }, 'company/c2': {}, 'setting/s1': {} })
  await patch(c1, {})
  await patch(c2, { csm: 'ben' })
  Object.assign(draft.find(c2) ?? {}, { archive: 'archive', archived: true })
  await patch(ref('setting', 's1'), { owner: 'ben' })
  draft.create(ref('ticket', 't1'), { owner: 'ben' })
  expect(await notices()).toEqual([])
  Object.assign(draft.find(c2) ?? {}, { archive: undefined })
  expect(await notices()).toEqual([])
  await patch(c1, { csm: 'ben' })
  Object.assign(draft.find(c1) ?? {}, { archive: 'restore' })
  expect(await notices()).toEqual([])
})

test('[REC-9] followers hear of a new activity from either end of its link, once however often it is linked', async () => {
  const { draft, notices } = open({ 'company/c1': {} })
  draft.create(call, { at: 5 })
  const back = { ...end, forward: false }
  await draft.link(end, call, c1, undefined, undefined)
  await draft.link(back, c1, call, 'main', undefined)
  const heard = [{ user: 'ben', kind: 'activity', about: c1, activity: call, ...byAnn }]
  expect(await notices({ group: 'run-1' })).toEqual(heard)
  draft.create(ref('alias', 'a1'), {})
  expect(await notices()).toEqual([])
  const other = open({ 'company/c1': {}, 'call/k1': {} })
  other.draft.unlink(end, call, c1, undefined)
  expect(await other.notices()).toEqual([])
})

test('[REC-9] who follows a record that was merged into another follows that one, once', async () => {
  const { patch, notices } = open({ 'company/c1': { healthStatus: 'x' } }, { aliases: { merged: () => ['old'] } })
  await patch(c1, { healthStatus: 'y' })
  expect((await notices()).map(({ user }) => user)).toEqual(['ben', 'cid'])
})

test('[REC-9] [ACC-8] nobody is notified of a record or a property that they may not see', async () => {
  const follows = { of: () => new Set(['half']) }
  const stored = { 'company/c1': {}, 'company/c2': {}, 'call/k1': {}, 'call/k2': {} }
  const changed = open(stored, { follows })
  await changed.patch(c1, { csm: 'x', healthStatus: 'x' })
  await changed.patch(c2, { csm: 'x' })
  const visible = (await changed.notices({ actor: { source: 'system' } })).map(({ about, property }) => [about.id, property])
  expect(visible).toEqual([['c1', 'csm']])
  const linked = open(stored, { follows })
  for (const [activity, about] of [
    [call, c1],
    [ref('call', 'k2'), c1],
    [call, c2],
  ] as const)
    await linked.draft.link(end, activity, about, undefined, undefined)
  expect((await linked.notices()).map(({ about, activity }) => [about.id, activity?.id])).toEqual([['c1', 'k1']])
})

test('[REC-9] what a plugin notifies of stays as far as its user may see the record, with the time of the batch', async () => {
  const { draft, notices } = open({ 'company/c1': {}, 'company/c2': {}, 'setting/s1': {} })
  const about = (user: string, name: string, more: Values = {}) => ({ user, kind: 'reminder', name, at: 0, ...more })
  const made: readonly Values[] = [
    ...[about('ann', 'company/c1'), about('eve', 'company/c1'), about('half', 'company/c1'), about('half', 'company/c2')],
    ...[about('half', 'company/c1', { property: 'owner' }), about('ann', 'company/none'), about('ann', 'setting/s1'), { user: 'ann' }],
  ]
  for (const [place, values] of made.entries()) draft.create(ref('notification', `n${place}`), values)
  expect(await notices()).toEqual([])
  expect(draft.records.filter((record) => record.ref.type === 'notification').map((record) => [record.ref.id, record.values])).toEqual([
    ['n0', about('ann', 'company/c1', { at: now })],
    ['n2', about('half', 'company/c1', { at: now })],
  ])
})

test('[REC-9] a notification is a record of its own, with its time', () => {
  const { draft } = open({})
  draftNotice(draft, { user: 'ann', kind: 'owner', about: c1, property: 'csm' }, now)
  expect(draft.records.map((record) => [record.ref.type, record.values])).toEqual([
    ['notification', { user: 'ann', kind: 'owner', name: 'company/c1', at: now, property: 'csm' }],
  ])
})
