import { type Observable, of } from 'rxjs'
import { expect, test } from 'vitest'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { Company, Contact } from '../../schema/object-types.js'
import { through } from '../../schema/property.js'
import { implementBoard, implementColumns } from './collection-columns.js'
import type { RunningCollection } from './running.js'

const collection = {
  contract: { id: 'acme.x/list', of: { objectType: 'contact' }, columnList: { id: 'acme.x/columns' }, boardList: { id: 'acme.x/board' } },
  columns: [
    { property: Contact.email, label: 'Mail', format: 'link' },
    { property: through(Contact.companies, Company.name) },
    { property: Contact.phone },
  ],
  linked: ['companies.name', 'companies.arr'],
  grant: { key: 'records' },
} as unknown as RunningCollection
const property = (name: string, kind: string, more: object = {}) => ({ name, kind, label: name, ...more })
const answerOf = (contribution: unknown, given: object): unknown => {
  let value: unknown
  const { watch } = contribution as { watch(given: object): Observable<unknown> }
  watch(given).subscribe((each) => (value = each))
  return value
}

/** The columns where the user sees these properties. */
function columnsOf(...properties: readonly object[]) {
  const asked: unknown[] = []
  const records = { watchProperties: (...given: unknown[]) => asked.push(given) && of(properties) }
  return { columns: answerOf(implementColumns(collection), { input: { object: 'person' }, records }), asked }
}

test('[VIEW-1] [ACC-8] the columns that a collection shows come first, as it shows them; then what else the user sees of the type', () => {
  const { columns, asked } = columnsOf(
    ...[property('name', 'string'), property('email', 'string'), property('companies.name', 'string', { label: 'Of the type' })],
    ...[property('companies.arr', 'money'), property('data', 'json')],
  )
  const base = { kind: 'string', sortable: true }
  expect(columns).toEqual([
    { ...base, field: 'email', label: 'Mail', format: 'link', byDefault: true },
    { ...base, field: 'companies.name', label: 'Company name', format: expect.any(String), byDefault: true },
    { ...base, field: 'name', label: 'name', format: expect.any(String), byDefault: false },
  ])
  expect(asked).toEqual([['contact', ['companies.name', 'companies.arr'], 'person']])
})

test('[VIEW-1] a column says whether it is edited and sorted by, its currency, and its options', () => {
  const options = [{ value: 'a', label: 'A', extra: true }]
  const { columns } = columnsOf(
    ...[property('arr', 'money', { currency: 'EUR', edits: 'acme.x/edit' }), property('tags', 'multi_enumeration', { options })],
    ...[property('state', 'enumeration', { options: [] }), property('repeat', 'string', { format: 'repeat' })],
  )
  expect(columns).toMatchObject([
    { kind: 'money', currency: 'EUR', edits: 'acme.x/edit', sortable: true },
    { sortable: false },
    {},
    { kind: 'repeat' },
  ])
  const [arr, tags, state] = columns as readonly object[]
  expect([Object.hasOwn(arr ?? {}, 'options'), Object.hasOwn(state ?? {}, 'options'), tags]).toMatchObject([
    false,
    false,
    { options: [{ value: 'a', label: 'A' }] },
  ])
  expect(tags).toEqual(expect.not.objectContaining({ currency: expect.anything(), edits: expect.anything() }))
  expect((tags as { options: unknown }).options).toEqual([{ value: 'a', label: 'A' }])
})

const stage = (value: string, more: object = {}) => ({ value, label: value, open: true, requires: ['arr'], ...more })
const pipelines = [
  { value: 'p', label: 'P', stages: [stage('new', { probability: 0 }), stage('won', { open: false })], rules: {} },
] as unknown as NonNullable<ObjectTypeDefinition['pipelines']>

/** The board where these types play the role of the collection. */
function boardOf(objects: readonly object[], input: object = {}, adapt?: object) {
  const records = { watchObjects: () => of(objects), watchPipelines: (...given: unknown[]) => of(given[1] === 'none' ? [] : pipelines) }
  return answerOf(implementBoard({ ...collection, adapt } as never), { input, records, days: 3 })
}

test('[VIEW-1] [MAP-3] a board has the pipelines of the type that is asked for, of the first that plays the role, or of its own', () => {
  const objects = [{ name: 'deal' }, { name: 'order' }]
  const stages = [
    { value: 'new', label: 'new', open: true, probability: 0 },
    { value: 'won', label: 'won', open: false },
  ]
  expect(boardOf(objects)).toEqual({ objects, object: 'deal', layout: 'board', pipelines: [{ value: 'p', label: 'P', stages }] })
  expect([boardOf(objects, { object: 'order' }), boardOf([])]).toMatchObject([{ object: 'order' }, { object: 'contact', objects: [] }])
  expect(boardOf(objects, { object: 'none' })).toMatchObject({ pipelines: [] })
})

test('[VIEW-1] settings say whether records are drawn as a board or a table', () => {
  const layout = ({ days }: { readonly days: number }, object: string) => (days === 3 && object === 'deal' ? 'table' : 'board')
  expect([boardOf([{ name: 'deal' }], {}, { layout }), boardOf([{ name: 'order' }], {}, { layout })]).toMatchObject([
    { layout: 'table' },
    { layout: 'board' },
  ])
})
