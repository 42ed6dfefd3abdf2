import { expect, test } from 'vitest'
import type { Roles } from '../access/asker.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../schema/definition.js'
import { type SortedList, toSnapshot } from './schema-snapshot.js'

const builtIn: SchemaDefinition = new Map(builtInTypes.map((type) => [type.name, type]))
const playing = (type: string, csm: string, renewalDate = 'renewalDate') =>
  [new Map([['customer', { role: 'customer', type, properties: { csm, renewalDate } }]])] as unknown as readonly Roles[]
const indexesOf = (type: string, roles: readonly Roles[] = [], lists: readonly SortedList[] = [], schema = builtIn) =>
  toSnapshot(schema, roles, lists)
    .types.find(({ name }) => name === type)
    ?.indexes?.map((index) => index.join(' '))

test('a type has an index for each owner, and for what is due', () => {
  expect(indexesOf('company')).toEqual(['owner', 'csm', 'nextActivityAt'])
  expect(indexesOf('meeting')).toEqual(['owner', 'at'])
})

test('what customers are listed by is indexed for each right to see them: one owner, another, both, all', () => {
  const [ownersOf, orders] = [['owner', 'csm', 'owner csm'], (...sorts: string[]) => sorts]
  const expected = (...sorts: string[]) => [
    ...['owner', 'csm'],
    ...ownersOf.flatMap((owner) => orders(...sorts).map((sort) => `${owner} ${sort}`)),
    ...[...sorts, 'nextActivityAt'],
  ]
  expect(indexesOf('company', playing('company', 'csm'))).toEqual(expected('name', 'renewalDate'))
  const lists = [
    { of: 'company', sorts: ['arr', 'name', 'nothing'] },
    { of: 'deal', sorts: ['amount'] },
  ]
  expect(indexesOf('company', playing('company', 'csm'), lists)).toEqual(expected('name', 'renewalDate', 'arr'))
  expect(indexesOf('deal', playing('company', 'csm'), lists)).toEqual(expected('name', 'amount'))
})

test('a CSM who is no owner of the type has indexes too, and an only owner none for several', () => {
  const text = (name: string) => ({ name, label: name, kind: 'user' as const })
  const plant = {
    name: 'plant',
    title: 'name',
    ownership: ['owner'],
    associations: [],
    properties: ['name', 'owner', 'keeper', 'due'].map(text),
  }
  const schema: SchemaDefinition = new Map([['plant', plant as unknown as ObjectTypeDefinition]])
  expect(indexesOf('plant', playing('plant', 'keeper', 'due'), [], schema)).toEqual([
    ...['owner', 'owner name', 'owner due', 'keeper name', 'keeper due', 'name', 'due'],
  ])
})
