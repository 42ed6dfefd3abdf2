import { expect, test } from 'vitest'
import { aliasId } from '../../access/alias-book.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { LinkEnd, StorageAdapter } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import { filledFrom, mergeRecords } from './merge-records.js'

const property = (name: string, more: object = {}) => ({ name, kind: 'string' as const, label: name, ...more })
const end = (name: string, to: string, edge: string, forward: boolean, single = false): AssociationDefinition => ({
  ...{ name, label: name, to, edge, forward },
  ...(single && { single: true as const }),
})
const type = (name: string, more: Partial<ObjectTypeDefinition> = {}): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: name, title: 'name', ownership: [], active: true, properties: [], associations: [] },
  ...more,
})
const company = type('company', {
  properties: [
    ...[property('name'), property('city'), property('domain', { unique: true }), property('size', { computed: true })],
    ...[property('pipeline'), property('stage')],
  ],
  associations: [
    end('parent', 'company', 'parent', true, true),
    end('children', 'company', 'parent', false),
    end('owner', 'contact', 'owns', false, true),
    end('contacts', 'contact', 'works-at', false),
  ],
})
const types = new Map(
  [
    company,
    type('contact', { associations: [end('companies', 'company', 'works-at', true), end('owned', 'company', 'owns', true, true)] }),
  ].map((each) => [each.name, each]),
)
const ref = (id: string): RecordRef => ({ type: 'company', id })
const everything = () => true

/** What merging `b` into `a` writes; `links` are the ends of `id of one edge`. */
async function merge(
  a: Values,
  b: Values,
  links: Readonly<Record<string, readonly LinkEnd[]>> = {},
  isWritable: (name: string) => boolean = everything,
) {
  const stored: Readonly<Record<string, Values>> = { a, b }
  const adapter = {
    ...{ kind: 'acme', capabilities: {} },
    read: async (refs: readonly RecordRef[]) => refs.map((each) => ({ ref: each, version: '1', values: stored[each.id] ?? {} })),
    links: {
      read: async (refs: readonly RecordRef[], edge: string, forward: boolean) =>
        refs.map(({ id }) => links[`${id} ${edge} ${forward ? 'on' : 'back'}`] ?? []),
    },
  } as unknown as StorageAdapter
  const draft = new Draft(adapter, { signal: new AbortController().signal })
  await draft.load([ref('a'), ref('b')])
  const [survivor, other] = draft.records
  if (survivor === undefined || other === undefined) throw new Error('They were not read.')
  await mergeRecords({ draft, type: company, typeOf: (name) => types.get(name) ?? company, survivor, other, isWritable })
  return draft.writes().map((write) => {
    if (write.write === 'link' || write.write === 'unlink') return [write.write, write.ref.id, write.edge, write.to.id, write.label]
    return [write.write, write.ref.type, 'values' in write ? write.values : write.ref.id]
  })
}
const archived = ['archive', 'company', 'b']
const alias = ['create', 'alias', { name: aliasId(ref('b')), type: 'company', from: 'b', to: 'a' }]

test('[REC-4] the survivor takes what it lacks, as far as it may be written and is not computed', async () => {
  const fill = (survivor: Values, other: Values, isWritable: (name: string) => boolean = everything) =>
    filledFrom(company, survivor, other, isWritable)
  expect(fill({ name: 'A', city: null }, { name: 'B', city: 'Graz', domain: 'b.at', size: 5 })).toEqual(['city', 'domain'])
  expect(fill({}, { name: 'B', city: 'Graz' }, (name) => name !== 'city')).toEqual(['name'])
  expect(fill({}, { city: null })).toEqual([])
})

test('[REC-4] a pipeline and its stage are taken together, or not at all', () => {
  const other = { pipeline: 'p2', stage: 's2' }
  expect(filledFrom(company, {}, other, everything)).toEqual(['pipeline', 'stage'])
  expect(filledFrom(company, { pipeline: 'p1' }, other, everything)).toEqual([])
  expect(filledFrom(company, { pipeline: 'p1' }, { ...other, city: 'Graz' }, everything)).toEqual(['city'])
  expect(filledFrom(company, { pipeline: 'p1', stage: 's1' }, other, everything)).toEqual([])
})

test('[REC-4] the other record is archived, gives up its unique value, and its id leads to the survivor', async () => {
  expect(await merge({ name: 'A' }, { name: 'B' })).toEqual([archived, alias])
  expect(await merge({ name: 'A', city: null }, { name: 'B', city: 'Graz', domain: 'b.at' })).toEqual([
    ['patch', 'company', { city: 'Graz', domain: 'b.at' }],
    ['patch', 'company', { domain: null }],
    archived,
    alias,
  ])
  expect(await merge({ domain: 'a.at' }, { domain: 'b.at' })).toEqual([archived, alias])
})

// A contact may have the id of a company.
test('[REC-4] links come along with their labels, but for one between the two', async () => {
  const links = { 'b works-at back': [{ id: 'p1', label: 'boss' }, { id: 'p2' }, { id: 'a' }], 'b parent back': [{ id: 'a' }, { id: 'c' }] }
  const written = (await merge({}, {}, links)).filter(([write]) => write === 'link' || write === 'unlink')
  expect(written).toEqual([
    ['unlink', 'a', 'parent', 'b', undefined],
    ['unlink', 'c', 'parent', 'b', undefined],
    ['link', 'c', 'parent', 'a', undefined],
    ['unlink', 'p1', 'works-at', 'b', 'boss'],
    ['link', 'p1', 'works-at', 'a', 'boss'],
    ['unlink', 'p2', 'works-at', 'b', undefined],
    ['link', 'p2', 'works-at', 'a', undefined],
    ['unlink', 'a', 'works-at', 'b', undefined],
    ['link', 'a', 'works-at', 'a', undefined],
  ])
})

test('[REC-4] an end that takes one link keeps that of the survivor', async () => {
  const other = { 'b parent on': [{ id: 'c' }], 'b owns back': [{ id: 'p1' }] }
  const linksOf = async (links: Readonly<Record<string, readonly LinkEnd[]>>) =>
    (await merge({}, {}, links)).filter(([write]) => write === 'link' || write === 'unlink')
  expect(await linksOf(other)).toEqual([
    ['unlink', 'b', 'parent', 'c', undefined],
    ['link', 'a', 'parent', 'c', undefined],
    ['unlink', 'p1', 'owns', 'b', undefined],
    ['link', 'p1', 'owns', 'a', undefined],
  ])
  expect(await linksOf({ ...other, 'a parent on': [{ id: 'd' }], 'a owns back': [{ id: 'p2' }] })).toEqual([
    ['unlink', 'b', 'parent', 'c', undefined],
    ['unlink', 'p1', 'owns', 'b', undefined],
  ])
})
