import { type AdapterEnv, canonicalise, type Instant, objectType, silentLog, type WriteBatch } from '@tenure/core/adapter'
import { Company, Contact, defineObjectType, defineProperty } from '@tenure/core/contract'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { memory, record, type Seed, withAdded } from './index.js'

const now: Instant = Date.UTC(2026, 5, 30, 12)
const io = { signal: new AbortController().signal }
const env: AdapterEnv = { clock: createFakeClock(now), log: silentLog, signal: io.signal }
const Account = objectType('account', {
  name: 'string',
  tags: 'multi_enumeration',
  createdAt: 'datetime',
  updatedAt: 'datetime',
  stage: { oneOf: ['new', 'done'] },
  extra: 'json',
})
const seed: Seed = {
  users: [
    { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access', 'b', 'a'], teams: ['north'] },
    {
      id: 'ben',
      name: 'Ben',
      active: false,
      timeZone: 'Europe/Berlin',
      locale: 'de',
      objects: { account: { view: 'own' } },
      primaryTeam: 'south',
    },
  ],
  records: [
    record(Account, 'a1', { name: 'Northwind', tags: ['y', 'x', 'y'] }),
    record(Account, 'a2', { name: 'Contoso', createdAt: 5 }),
    { type: 'team', id: 'south', values: { name: 'South' } },
  ],
}
const open = async (of?: Seed) => {
  const store = memory(of)
  await store.open(env)
  return store
}
const batch = (writes: WriteBatch['writes'], more: Partial<WriteBatch> = {}): WriteBatch => ({
  atomic: true,
  at: now,
  actor: { source: 'user', user: 'anna' },
  writes,
  ...more,
})
const read = async (store: ReturnType<typeof memory>, type: string, id: string) => (await store.read([{ type, id }], io))[0]

test('a seed is there when the store opens, with create date and last change', async () => {
  const store = await open(seed)
  expect((await read(store, 'account', 'a1'))?.values).toEqual({ name: 'Northwind', tags: ['x', 'y'], createdAt: now, updatedAt: now })
  expect((await read(store, 'account', 'a2'))?.values).toEqual({ name: 'Contoso', createdAt: 5, updatedAt: now })
})
test('a seed user is active, in UTC and English, and may do all with records unless it says otherwise', async () => {
  const store = await open(seed)
  expect((await read(store, 'user', 'anna'))?.values).toEqual({
    name: 'Anna',
    active: true,
    timeZone: 'UTC',
    locale: 'en',
    seat: true,
    superAdmin: false,
    permissions: ['a', 'b', 'workspace.access'],
    teams: ['north'],
    objects: { '*': { view: 'all', edit: 'all', delete: 'all' } },
  })
  expect((await read(store, 'user', 'ben'))?.values).toMatchObject({
    active: false,
    timeZone: 'Europe/Berlin',
    locale: 'de',
    primaryTeam: 'south',
    objects: { account: { view: 'own' } },
  })
})
test('teams that seed users name are made, unless they are among the records', async () => {
  const store = await open(seed)
  expect((await read(store, 'team', 'north'))?.values).toEqual({ name: 'north' })
  expect((await read(store, 'team', 'south'))?.values['name']).toBe('South')
})
test('a seed is one commit, in history and before the first change of the feed', async () => {
  const store = await open(seed)
  expect((await store.history?.read([{ type: 'account', id: 'a1' }], ['name'], 9, io))?.[0]?.[0]).toMatchObject({
    value: 'Northwind',
    before: null,
    actor: { source: 'system' },
    version: '1',
  })
  const result = await store.commit(batch([{ write: 'patch', ref: { type: 'account', id: 'a1' }, values: { name: 'N' } }]), io)
  expect(result).toMatchObject({ ok: true, cursor: expect.stringMatching(/\.2$/) })
})
test('closing forgets everything, opening again seeds again', async () => {
  const store = await open(seed)
  await store.commit(
    batch([
      { write: 'create', ref: { type: 'account', id: 'new' }, values: {} },
      { write: 'archive', ref: { type: 'account', id: 'a1' } },
    ]),
    io,
  )
  await store.close()
  await store.open(env)
  expect(await read(store, 'account', 'new')).toBeNull()
  expect((await read(store, 'account', 'a1'))?.archivedAt).toBeUndefined()
})
test('a seed may be a single record', async () => {
  const store = await open({ records: [record(Account, 'a1', { name: 'Northwind' })] })
  expect((await read(store, 'account', 'a1'))?.values['name']).toBe('Northwind')
})
test('a seed that names a record twice is refused', async () => {
  const twice = { records: [record(Account, 'a1', {}), record(Account, 'a1', {})] }
  await expect(open(twice)).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringContaining('account a1 twice') })
})
test('neither a writer nor a reader can change what is stored', async () => {
  const store = await open()
  const values = { extra: { list: [1] }, tags: ['a'] }
  await store.commit(batch([{ write: 'create', ref: { type: 'account', id: 'a' }, values }]), io)
  values.extra.list.push(2)
  values.tags.push('b')
  const found = await read(store, 'account', 'a')
  expect(found?.values).toEqual({ extra: { list: [1] }, tags: ['a'] })
  const tags = found?.values['tags'] as string[]
  expect(() => tags.push('c')).toThrow(TypeError)
})
test('the order of a JSON list is part of its value', async () => {
  const store = await open()
  await store.schema?.apply({ types: [{ name: 'account', properties: [{ name: 'extra', kind: 'json' }] }], edges: [] }, io)
  const ref = { type: 'account', id: 'a' }
  await store.commit(batch([{ write: 'create', ref, values: { extra: ['a', 'b'] } }]), io)
  const result = await store.commit(batch([{ write: 'patch', ref, values: { extra: ['b', 'a'] } }]), io)
  expect(result).toMatchObject({ ok: true, changes: [{ changed: ['extra'], after: { extra: ['b', 'a'] } }] })
})
test('a commit raises the version of a record once, however often it names it', async () => {
  const store = await open()
  const ref = { type: 'account', id: 'a' }
  const other = { type: 'part', id: 'p' }
  await store.commit(
    batch([
      { write: 'create', ref, values: {} },
      { write: 'patch', ref, values: { name: 'x' } },
      { write: 'create', ref: other, values: {} },
      { write: 'link', ref, edge: 'e', to: other },
    ]),
    io,
  )
  const result = await store.commit(
    batch([
      { write: 'patch', ref, expect: '1', values: { name: 'y' } },
      { write: 'unlink', ref, expect: '1', edge: 'e', to: other },
    ]),
    io,
  )
  expect(result).toMatchObject({
    ok: true,
    records: [{ version: '2' }, { version: '2' }],
    changes: [
      { change: 'patch', version: '2', linked: [{ gone: true }] },
      { change: 'link', version: '2' },
    ],
  })
})
test('a purge takes links and history along', async () => {
  const store = await open()
  const ref = { type: 'account', id: 'a' }
  const other = { type: 'part', id: 'p' }
  await store.commit(
    batch([
      { write: 'create', ref, values: { name: 'x' } },
      { write: 'create', ref: other, values: {} },
      { write: 'link', ref, edge: 'e', to: other },
    ]),
    io,
  )
  const result = await store.commit(batch([{ write: 'purge', ref }]), io)
  expect(result).toMatchObject({
    ok: true,
    changes: [
      { ref, change: 'purge', before: { name: 'x' } },
      { ref: other, change: 'link', version: '2' },
    ],
  })
  expect(await store.links?.read([other], 'e', false, io)).toEqual([[]])
  expect(await store.history?.read([ref], undefined, 9, io)).toEqual([[]])
})
test('a link between other types than its edge has is refused', async () => {
  const store = await open()
  await store.schema?.apply({ types: [], edges: [{ edge: 'e', from: 'account', to: 'part' }] }, io)
  const ref = { type: 'account', id: 'a' }
  await store.commit(batch([{ write: 'create', ref, values: {} }]), io)
  expect(await store.commit(batch([{ write: 'link', ref, edge: 'e', to: ref }]), io)).toEqual({ ok: false, because: 'constraint', at: 0 })
})
test('an index is declared late, or twice, and a kind never changes', async () => {
  const store = await open(seed)
  const type = { name: 'account', properties: [{ name: 'name', kind: 'string' as const, unique: true as const }], indexes: [['name']] }
  await store.schema?.apply({ types: [type], edges: [] }, io)
  await store.schema?.apply({ types: [type], edges: [] }, io)
  expect((await store.describe()).types).toEqual([type])
  expect(
    await store.commit(batch([{ write: 'create', ref: { type: 'account', id: 'a9' }, values: { name: 'Contoso' } }]), io),
  ).toMatchObject({ ok: false, because: 'constraint', property: 'name' })
  await expect(
    store.schema?.apply({ types: [{ name: 'account', properties: [{ name: 'name', kind: 'number' }] }], edges: [] }, io),
  ).rejects.toMatchObject({ code: 'storage.refused' })
})
test('an idempotency key is kept for 24 hours', async () => {
  const store = memory()
  const own = createFakeClock(now)
  await store.open({ clock: own, log: silentLog, signal: io.signal })
  const commit = (id: string, key: string) =>
    store.commit(batch([{ write: 'create', ref: { type: 'account', id }, values: {} }], { key }), io)
  await commit('a', 'k')
  await own.advance({ ms: 86_400_000 })
  expect(await commit('a', 'k')).toMatchObject({ ok: true, repeated: true })
  await own.advance({ ms: 1 })
  await commit('b', 'later')
  expect(await commit('a', 'k')).toMatchObject({ ok: false, because: 'exists' })
})
test('a scan gives the values that are selected, and no others', async () => {
  const store = await open(seed)
  const everything = { all: [] }
  const select = ['name', 'tags']
  const query = canonicalise({
    type: 'account',
    user: everything,
    policy: everything,
    order: [],
    select,
    limit: 9,
    count: true,
    archived: 'no',
  })
  const found: unknown[] = []
  for await (const { records } of store.scan(store.plan(query), io)) found.push(...records.map(({ values }) => values))
  expect(found).toEqual([{ name: 'Northwind', tags: ['x', 'y'] }, { name: 'Contoso' }])
})

test('an aborted call does not start', async () => {
  const store = await open(seed)
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(store.commit(batch([]), { signal })).rejects.toThrow('enough')
})
test('[SDK-12] a seed links its records, from either end, with or without a label', async () => {
  const Person = objectType('person', { name: 'string', accounts: { linkTo: 'account' } })
  const a1 = record(Account, 'a1', { name: 'Northwind' })
  const people = [
    record(Person, 'p1', { name: 'Ada' }, { accounts: [a1, { id: 'a2', label: 'former' }] }),
    record(Person, 'p2', { name: 'Bo' }, { accounts: 'a1' }),
  ]
  const store = await open({ records: [...people, a1, record(Account, 'a2', {})] })
  expect(await store.links?.read([{ type: 'person', id: 'p1' }], 'person-accounts', true, io)).toEqual([
    [{ id: 'a1' }, { id: 'a2', label: 'former' }],
  ])
  expect(await store.links?.read([{ type: 'account', id: 'a1' }], 'person-accounts', false, io)).toEqual([[{ id: 'p1' }, { id: 'p2' }]])
  const built = [record(Company, 'c1', { name: 'N' }, { contacts: ['p1'] }), record(Contact, 'p1', { name: 'Ada' })]
  expect(await (await open({ records: built })).links?.read([{ type: 'contact', id: 'p1' }], 'contact-company', true, io)).toEqual([
    [{ id: 'c1' }],
  ])
})
test('[SDK-12] a seed takes what plugins add to a type', async () => {
  const note = defineProperty({ on: Company, name: 'riskNote', kind: 'multi_enumeration', label: 'Risk' })
  const Project = defineObjectType({
    name: 'project',
    label: 'Project',
    members: { name: 'string', company: { linkTo: Company, inverse: 'projects', single: true } },
  })
  const Widened = withAdded(Company, note, Project.company.inverse)
  const store = await open({
    records: [record(Widened, 'c1', { riskNote: ['b', 'a', 'b'] }, { projects: 'p1' }), record(Project, 'p1', { name: 'Launch' })],
  })
  expect((await read(store, 'company', 'c1'))?.values['riskNote']).toEqual(['a', 'b'])
  expect(await store.links?.read([{ type: 'project', id: 'p1' }], 'project-company', true, io)).toEqual([[{ id: 'c1' }]])
  expect(() => withAdded(Contact, note)).toThrow('company.riskNote is not of contact')
  expect(() => record(Project, 'p1', {}, { company: ['c1', 'c2'] })).toThrow('project.company is one link at most; the record p1')
})
test('[SDK-12] a seed with a typo is refused, and names it', async () => {
  const typo = (values: object, links: object = {}) => record(Company, 'c1', values, links)
  expect(() => typo({ nmae: 'Northwind' })).toThrow(/company c1 of the seed has nmae, which company does not have\. It has .*name/)
  expect(() => typo({}, { contcts: ['p1'] })).toThrow(/company c1 of the seed has contcts, .* It has .*contacts/)
  expect(() => typo({ contacts: ['p1'] })).toThrow('has contacts')
  expect(() => typo({ toString: 'x' })).toThrow('has toString')
  await expect(open({ records: [record(Company, 'c1', {}, { contacts: 'p9' })] })).rejects.toMatchObject({
    code: 'input.invalid',
    message: 'The seed links contact p9 to company c1, and one of the two is not among its records.',
  })
})
test('a record of a seed takes only properties of its type', () => {
  // @ts-expect-error There is no such stage.
  record(Account, 'a', { stage: 'lost' })
  // @ts-expect-error There is no such property.
  expect(() => record(Account, 'a', { nmae: 'x' })).toThrow('nmae')
  expect(record(Account, 'a', { stage: 'done' })).toEqual({ type: 'account', id: 'a', values: { stage: 'done' } })
})
