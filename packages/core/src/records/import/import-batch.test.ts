import { memory } from '@tenure/memory'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemPrincipal } from '../../access/principal.js'
import { silentLog } from '../../base/log.js'
import type { AssociationDefinition, ObjectTypeDefinition, PropertyDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { IO, Write } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import { ImportBatch, type ImportOrigin } from './import-batch.js'
import type { ImportRights } from './import-rights.js'
import type { ImportLink, ImportRow } from './import-row.js'

const io: IO = { signal: new AbortController().signal }
const now = Date.parse('2026-06-30T12:00:00Z')
const property = (name: string, kind: PropertyDefinition['kind'], more: Partial<PropertyDefinition> = {}): PropertyDefinition => ({
  ...{ name, kind, label: name.charAt(0).toUpperCase() + name.slice(1) },
  ...more,
})
const end = (name: string, to: string, edge: string, forward: boolean, single?: true): AssociationDefinition => ({
  ...{ name, label: name.charAt(0).toUpperCase() + name.slice(1), to, edge, forward },
  ...(single && { single }),
})
const stage = (value: string) => ({ value, label: value, open: true })
const pipeline = { value: 'p1', label: 'Sales', stages: [stage('new'), stage('won')], rules: { startsIn: ['new'], noGoingBack: true } }
const type = (name: string, plural: string, more: Partial<ObjectTypeDefinition>): ObjectTypeDefinition => ({
  ...{ name, label: name.charAt(0).toUpperCase() + name.slice(1), plural, title: 'name', ownership: [], active: true },
  ...{ properties: [property('name', 'string')], associations: [] },
  ...more,
})
const schema = new Map(
  [
    type('company', 'Companies', {
      properties: [
        ...[property('name', 'string'), property('city', 'string'), property('employees', 'number')],
        ...[property('createdAt', 'datetime', { computed: true }), property('updatedAt', 'datetime', { computed: true })],
        property('tenure_imported', 'json'),
      ],
      associations: [end('parent', 'company', 'parent', true, true), end('contacts', 'contact', 'works-at', false)],
    }),
    type('contact', 'Contacts', { associations: [end('companies', 'company', 'works-at', true)] }),
    type('call', 'Calls', { activity: { at: 'at' }, properties: [property('name', 'string'), property('at', 'datetime')] } as never),
    type('deal', 'Deals', {
      properties: [property('name', 'string'), property('pipeline', 'enumeration'), property('stage', 'enumeration')],
      pipelines: [pipeline],
    } as unknown as Partial<ObjectTypeDefinition>),
    type('auditEntry', 'Entries', {}),
  ].map((each) => [each.name, each]),
) as SchemaDefinition

async function open() {
  const store = memory()
  await store.open({ clock: createFakeClock(now), log: silentLog, signal: io.signal })
  const commit = async (source: 'import' | 'user', ...writes: readonly Write[]) => {
    const result = await store.commit({ atomic: true, at: now, actor: { source }, writes }, io)
    if (!result.ok) throw new Error(JSON.stringify(result))
  }
  /** What became of the rows, and what is written. */
  const take = async (rows: readonly ImportRow[], origin: Partial<ImportOrigin> = {}) => {
    const draft = new Draft(store, io)
    const outcomes = await new ImportBatch(schema, { source: 'crm', files: ['a.csv'], now, ...origin }, draft).take(rows)
    const writes = draft.writes()
    if (writes.length > 0) await commit('import', ...writes)
    const told = outcomes.map(({ row, ...outcome }) => outcome)
    return { told, writes: writes.map(({ expect: _, ...write }: Write & { readonly expect?: string }) => write) }
  }
  const person = (id: string, values: Values) => commit('user', { write: 'patch', ref: { type: 'company', id: `crm:${id}` }, values })
  const archive = (id: string) => commit('user', { write: 'archive', ref: { type: 'company', id: `crm:${id}` } })
  return { take, person, archive }
}
const company = (externalId: string, values: Values = {}, more: Partial<ImportRow> = {}): ImportRow => ({
  ...{ type: 'company', externalId, values, links: [] },
  ...more,
})
const ref = (id: string, name = 'company') => ({ type: name, id: `crm:${id}` })
const linkTo = (association: string, externalId: string, more: Partial<ImportLink> = {}, to = 'company'): ImportLink => ({
  ...{ association, to: { type: to, externalId } },
  ...more,
})
const rejected = (message: string, ...path: readonly string[]) => ({ result: 'rejected', issues: [{ path, message }] })

test('[SDK-11] a row without a type, a key or an association that there is, is rejected with its place, and nothing of it is written', async () => {
  const { take } = await open()
  const row = (more: Partial<ImportRow>) => company('x', { name: 'X' }, more)
  const { told, writes } = await take([
    row({ type: 'ticket' }),
    row({ type: 'auditEntry' }),
    row({ externalId: '' }),
    company('a', { name: 'A' }, { links: [linkTo('tickets', 'x')] }),
    company('b', { name: 'B' }, { links: [linkTo('parent', 'p', {}, 'contact')] }),
    company('c', { updatedAt: 5 }),
    company('d', { tenure_imported: { 'a.csv': 'x' } }),
  ])
  expect(told.slice(0, 5)).toEqual([
    rejected('There is no object type ticket.', 'type'),
    rejected('The audit cannot be imported.', 'type'),
    rejected('The external id is empty.', 'externalId'),
    rejected('Company has no association tickets.', 'tickets'),
    rejected('Parent leads to company, not to contact.', 'parent'),
  ])
  expect(told.slice(5)).toMatchObject([
    { result: 'rejected', issues: [{ path: ['updatedAt'] }] },
    { result: 'rejected', issues: [{ path: ['tenure_imported'], message: 'Company has no property tenure_imported.' }] },
  ])
  expect(writes).toEqual([])
})

test('[SDK-11] the create date of a new record is that of its row, and an activity that happened is dated by its time', async () => {
  const { take } = await open()
  const call = (externalId: string, at: number) => company(externalId, { name: externalId, at }, { type: 'call' })
  const { told, writes } = await take([company('a', { createdAt: 5 }), call('past', now), call('planned', now + 1)])
  expect(told).toEqual(Array(3).fill({ result: 'created' }))
  expect(writes).toEqual([
    { write: 'create', ref: ref('a'), values: { createdAt: 5 } },
    { write: 'create', ref: ref('past', 'call'), values: { name: 'past', at: now }, since: { name: now, at: now } },
    { write: 'create', ref: ref('planned', 'call'), values: { name: 'planned', at: now + 1 } },
  ])
})

test('[SDK-11] a row writes the values that differ, and nothing where none does', async () => {
  const { take } = await open()
  await take([company('a', { name: 'A', city: 'Graz', employees: 5 })])
  expect(await take([company('a', { name: 'A', employees: 5 })])).toEqual({ told: [{ result: 'unchanged' }], writes: [] })
  const changed = await take([company('a', { name: 'A', city: null, employees: 6 })])
  expect(changed).toEqual({
    told: [{ result: 'updated' }],
    writes: [{ write: 'patch', ref: ref('a'), values: { city: null, employees: 6 } }],
  })
})

test('[SDK-16] rows only create, or only update, and fill gaps alone, where they say so', async () => {
  const { take } = await open()
  await take([company('a', { name: 'A' })])
  const { told, writes } = await take([
    company('a', { name: 'AA' }, { only: 'create' }),
    company('b', { name: 'B' }, { only: 'update' }),
    company('c', { name: 'C' }, { only: 'create' }),
    company('a', { name: 'AAA', city: 'Graz' }, { only: 'update', gaps: true }),
  ])
  expect(told.map(({ result }) => result)).toEqual(['skipped', 'skipped', 'created', 'updated'])
  expect(writes).toEqual([
    { write: 'patch', ref: ref('a'), values: { city: 'Graz' } },
    { write: 'create', ref: ref('c'), values: { name: 'C' } },
  ])
})

test('[SDK-16] an archived record stays as it is, and its row says so', async () => {
  const { take, archive } = await open()
  await take([company('a', { name: 'A' })])
  await archive('a')
  const message = 'This company was archived here. It stays as it is; restore it to import into it.'
  const outcome = { result: 'unchanged', notes: [{ note: 'kept', path: [], message }] }
  expect(await take([company('a', { name: 'B' })])).toEqual({ told: [outcome], writes: [] })
})

test('[SDK-11] links are made once, in the direction of their edge, and of a single end the old one is taken away', async () => {
  const { take } = await open()
  const contact = company('p', { name: 'P' }, { type: 'contact', links: [linkTo('companies', 'b', { label: 'boss' })] })
  const first = await take([
    company('a', {}, { links: [linkTo('contacts', 'p', {}, 'contact'), linkTo('parent', 'b')] }),
    company('b'),
    company('c'),
    contact,
  ])
  expect(first.told.map(({ result }) => result)).toEqual(Array(4).fill('created'))
  const works = (to: string, more = {}) => ({ write: 'link', ref: ref('p', 'contact'), edge: 'works-at', to: ref(to), ...more })
  const parent = (write: string, to: string) => ({ write, ref: ref('a'), edge: 'parent', to: ref(to) })
  const links = ({ writes }: typeof first) => writes.filter(({ write }) => write !== 'create')
  expect(links(first)).toEqual([parent('link', 'b'), works('a'), works('b', { label: 'boss' })])
  const again = await take([company('a', {}, { links: [linkTo('contacts', 'p', {}, 'contact'), linkTo('parent', 'b')] }), contact])
  expect(again).toEqual({ told: Array(2).fill({ result: 'unchanged' }), writes: [] })
  const moved = await take([company('a', {}, { links: [linkTo('parent', 'c')] })])
  expect(moved).toEqual({ told: [{ result: 'updated' }], writes: [parent('unlink', 'b'), parent('link', 'c')] })
})

test('[SDK-16] a link that finds nothing, or the record itself, is noted, or rejects the row and all that need it', async () => {
  const { take } = await open()
  const missing = 'There is no company with the key none.'
  const self = 'The company with the key s cannot be linked with itself.'
  const { told, writes } = await take([
    company('a', {}, { links: [linkTo('parent', 'none')] }),
    company('c', {}, { links: [linkTo('parent', 'b', { required: true })] }),
    company('b', {}, { links: [linkTo('parent', 'none', { required: true })] }),
    company('s', {}, { links: [linkTo('parent', 's')] }),
    company('d', {}, { links: [linkTo('parent', 'b')] }),
  ])
  expect(told).toEqual([
    { result: 'created', notes: [{ note: 'not-linked', path: ['parent'], message: missing }] },
    rejected('There is no company with the key b.', 'parent'),
    rejected(missing, 'parent'),
    { result: 'created', notes: [{ note: 'not-linked', path: ['parent'], message: self }] },
    { result: 'created', notes: [{ note: 'not-linked', path: ['parent'], message: 'There is no company with the key b.' }] },
  ])
  expect(writes.map((write) => write.ref.id)).toEqual(['crm:a', 'crm:s', 'crm:d'])
})

test('[SDK-16] of a file only what it changed is written, and a value that a person set is kept, unless the column overwrites', async () => {
  const { take, person } = await open()
  const row = (values: Values, more: Partial<ImportRow> = {}) => company('a', values, { file: 'a.csv', ...more })
  const values = { name: 'A', city: 'Graz', employees: 5 }
  await take([row(values)])
  expect(await take([row(values)])).toEqual({ told: [{ result: 'unchanged' }], writes: [] })
  await person('a', { city: 'Wien' })
  const message = 'City stays "Wien", as a person set it since the last import. The file says "Graz".'
  const kept = { result: 'updated', notes: [{ note: 'kept', path: ['city'], message }] }
  const second = await take([row({ ...values, employees: 6 })])
  expect(second.told).toEqual([kept])
  expect(second.writes).toMatchObject([{ write: 'patch', values: { employees: 6, tenure_imported: expect.anything() } }])
  const overwritten = await take([row({ ...values, employees: 6 }, { overwrite: ['city'] })])
  expect(overwritten).toEqual({ told: [{ result: 'updated' }], writes: [{ write: 'patch', ref: ref('a'), values: { city: 'Graz' } }] })
})

test('[SDK-16] what a file says for the first time of a record is written where it is empty, and remembered with the next change', async () => {
  const { take, person } = await open()
  await take([company('a', { name: 'A' })])
  const first = await take([company('a', { name: 'A', city: 'Graz' }, { file: 'a.csv' })])
  expect(first.writes).toMatchObject([{ values: { city: 'Graz', tenure_imported: { 'a.csv': expect.stringMatching(/^.{12}$/) } } }])
  await take([company('b', { name: 'B' })])
  expect(await take([company('b', { name: 'B' }, { file: 'a.csv' })])).toEqual({ told: [{ result: 'unchanged' }], writes: [] })
  await person('b', { name: 'Person' })
  const cleared = await take([company('b', { name: null }, { file: 'a.csv' })])
  expect(cleared.told).toMatchObject([{ result: 'unchanged', notes: [{ note: 'kept', path: ['name'] }] }])
})

test('[SEC-9] what the runner of an import may not write or link is rejected or noted', async () => {
  const { take } = await open()
  const issue = (message: string) => ({ path: ['name'], message })
  const rights = (more: Partial<ImportRights>): ImportRights => ({
    ...{ who: { ...systemPrincipal, superAdmin: false } },
    ...{ refusal: () => undefined, refusalOf: () => undefined, refusalOfLink: () => undefined },
    ...more,
  })
  const refusal = (_: unknown, names: readonly string[]) => (names.includes('city') ? issue('No city.') : undefined)
  const typed = await take([company('a', { city: 'Graz' }), company('b', { name: 'B' })], { rights: rights({ refusal }) })
  expect(typed.told).toEqual([rejected('No city.', 'name'), { result: 'created' }])
  const refusalOf = () => issue('Not yours.')
  const foreign = await take([company('c', { name: 'C' }), company('b', { name: 'BB' })], { rights: rights({ refusalOf }) })
  expect(foreign).toEqual({ told: [rejected('Not yours.', 'name'), rejected('Not yours.', 'name')], writes: [] })
  const refusalOfLink = () => issue('No link.')
  const linked = await take([company('c', { name: 'C' }, { links: [linkTo('parent', 'b')] })], { rights: rights({ refusalOfLink }) })
  expect(linked.told).toEqual([{ result: 'created', notes: [{ note: 'not-linked', ...issue('No link.') }] }])
  expect(linked.writes).toHaveLength(1)
})

test('[SEC-9] a link that the runner may not make is noted at each import, and made once somebody may', async () => {
  const { take } = await open()
  const message = 'No link.'
  const allowed = { who: { ...systemPrincipal, superAdmin: false }, refusal: () => undefined, refusalOf: () => undefined }
  const rights = { ...allowed, refusalOfLink: () => ({ path: ['parent'], message }) }
  const rows = [company('b', { name: 'B' }), company('a', { name: 'A' }, { links: [linkTo('parent', 'b')], file: 'a.csv' })]
  const notes = [{ note: 'not-linked', path: ['parent'], message }]
  expect((await take(rows, { rights })).told[1]).toEqual({ result: 'created', notes })
  expect(await take(rows, { rights })).toEqual({ told: [{ result: 'unchanged' }, { result: 'unchanged', notes }], writes: [] })
  expect((await take(rows)).told[1]).toEqual({ result: 'updated' })
})

test('[SVC-4] the rules of a pipeline hold for the import of a person, and not for that of the operator', async () => {
  const { take } = await open()
  const deal = (name: string, values: Values) => company(name, { pipeline: 'p1', ...values }, { type: 'deal' })
  const allowed = { refusal: () => undefined, refusalOf: () => undefined, refusalOfLink: () => undefined }
  const rights = { who: { ...systemPrincipal, superAdmin: false }, ...allowed }
  const rows = [deal('a', { stage: 'won' }), deal('b', { stage: 'new' })]
  const by = await take(rows, { rights })
  expect(by.told).toEqual([rejected('In Sales a deal starts in new, not in won.', 'stage'), { result: 'created' }])
  expect((await take(rows)).told).toEqual([{ result: 'created' }, { result: 'unchanged' }])
  const back = await take([deal('a', { stage: 'new' }), deal('b', { stage: 'won' })], { rights })
  expect(back.told).toEqual([rejected('In Sales no deal goes back to an earlier stage.', 'stage'), { result: 'updated' }])
  const admin = { ...rights, who: { ...systemPrincipal, superAdmin: true } }
  expect((await take([deal('a', { stage: 'new' })], { rights: admin })).told).toEqual([{ result: 'updated' }])
})

test('[SDK-16] a key that is known means that record, whatever the source', async () => {
  const { take } = await open()
  await take([company('a', { name: 'A' })])
  const known = (name: string, key: string) => (name === 'company' && key === 'Acme' ? 'crm:a' : undefined)
  const { told, writes } = await take([company('Acme', { city: 'Graz' }), company('b')], { source: 'erp', known })
  expect(told.map(({ result }) => result)).toEqual(['updated', 'created'])
  expect(writes.map((write) => write.ref.id)).toEqual(['crm:a', 'erp:b'])
})
