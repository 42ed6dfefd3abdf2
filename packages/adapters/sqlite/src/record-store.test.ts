import type { RecordRef, Values } from '@tenure/core/adapter'
import {
  emptyLayout,
  extendLayout,
  LayoutView,
  laterColumnSteps,
  migrate,
  type RecordState,
  type RecordWork,
  type SqlValue,
  sideTableSteps,
  sqliteDialect,
} from '@tenure/sql'
import { afterEach, expect, test } from 'vitest'
import { BatchWriter } from './batch-writer.js'
import { Connection } from './connection.js'
import { quote, RecordStore } from './record-store.js'

const layout = extendLayout(emptyLayout, {
  types: [
    {
      name: 'company',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'arr', kind: 'money' },
        { name: 'marks', kind: 'json', internal: true },
      ],
    },
    {
      name: 'deal',
      properties: [
        { name: 'stage', kind: 'enumeration' },
        { name: 'title', kind: 'string' },
      ],
    },
  ],
  edges: [
    { edge: 'deals', from: 'company', to: 'deal' },
    { edge: 'parent', from: 'company', to: 'company' },
  ],
})
const view = new LayoutView(layout)
const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close()
})
const ref = (id: string, type = 'company'): RecordRef => ({ type, id })

function open() {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  opened.push(connection)
  const dialect = sqliteDialect()
  for (const step of [...sideTableSteps(dialect), ...laterColumnSteps([], dialect), ...migrate(emptyLayout, layout, dialect)])
    connection.exec(step)
  const writer = new BatchWriter(connection, view)
  const add = (id: string, values: Values, more: Partial<RecordState> = {}, type = 'company') =>
    writer.insert(view.get(type), id, { version: 1, values, ...more })
  const link = (edge: string, from: string, to: string, label = '') =>
    writer.link({ edge, from: ref(from), to: ref(to, edge === 'deals' ? 'deal' : 'company'), label }, true)
  const asked: string[] = []
  for (const name of ['all', 'get'] as const) {
    const given = connection[name].bind(connection) as (sql: string, values: readonly SqlValue[]) => never
    connection[name] = (sql: string, values: readonly SqlValue[]) => {
      asked.push(sql)
      return given(sql, values)
    }
  }
  return { connection, store: new RecordStore(connection, view), add, link, asked }
}
const [acme, bolt, cora] = [
  { ref: ref('a'), version: '1', values: { name: 'Acme', arr: { amount: '5', currency: 'EUR' } } },
  { ref: ref('b'), version: '2', values: { name: 'Bolt' }, archivedAt: 9 },
  { ref: ref('c'), version: '1', values: {} },
]
function filled() {
  const found = open()
  found.add('a', acme.values)
  found.add('b', bolt.values, { version: 2, archivedAt: 9 })
  found.add('c', {})
  found.add('a', { stage: 'open' }, {}, 'deal')
  found.add('d', { title: 'Deal' }, { archivedAt: 3 }, 'deal')
  found.asked.length = 0
  return found
}
const deal = { ref: ref('a', 'deal'), version: '1', values: { stage: 'open' } }

test('a record is found by its type and id, archived ones too', () => {
  const { store } = filled()
  expect(['a', 'b', 'c', 'x'].map((id) => store.find(ref(id)))).toEqual([acme, bolt, cora, null])
  expect([store.find(ref('a', 'deal')), store.find(ref('a', 'unknown'))]).toEqual([deal, null])
})

test('records come in the order of their names, three and more of a type by one statement', () => {
  const { store, asked } = filled()
  const mixed = [ref('b'), ref('a', 'deal'), ref('x'), ref('a'), ref('a', 'unknown'), ref('b')]
  expect(store.read(mixed)).toEqual([bolt, deal, null, acme, null, bolt])
  expect(asked).toHaveLength(2)
  asked.length = 0
  expect(store.read([ref('c'), ref('a')])).toEqual([cora, acme])
  expect([asked.length, store.read([ref('a'), ref('b'), ref('c')]), asked.length]).toEqual([2, [acme, bolt, cora], 3])
  expect(store.read([])).toEqual([])
})

test('what was read holds for the commit that follows, until that ends', () => {
  const { connection, store } = filled()
  const change = (name: string) => connection.run('UPDATE company SET name = ?', [name])
  const known = () => store.record(ref('a'))?.values['name']
  store.begin()
  store.read([ref('a')])
  change('other')
  store.begin()
  expect(known()).toBe('Acme')
  store.end()
  expect(known()).toBe('other')
})

test('records of two types with one id are kept apart', () => {
  const { store } = filled()
  store.read([ref('a'), ref('a', 'deal')])
  expect([store.record(ref('a')), store.record(ref('a', 'deal'))]).toEqual([
    { version: 1, values: acme.values },
    { version: 1, values: deal.values },
  ])
})

test('a large read is not kept, and what is kept makes room for more', () => {
  const { connection, store } = filled()
  const rename = (name: string) => connection.run('UPDATE company SET name = ?', [name])
  const refs = (count: number, first = 'a') => [ref(first), ...Array.from({ length: count - 1 }, (_, at) => ref(`none${at}`))]
  const known = (id = 'a') => store.record(ref(id))?.values['name']
  store.read(refs(4_001))
  rename('first')
  expect(known()).toBe('first')
  store.read(refs(4_000))
  rename('second')
  expect(known()).toBe('first')
  store.read(refs(3_999, 'b'))
  rename('third')
  expect([known(), known('b')]).toEqual(['first', 'second'])
  store.read(refs(3_999, 'c'))
  expect([known(), known('b'), known('c')]).toEqual(['third', 'third', 'third'])
})

test('what a commit has written so far is what its second part starts from', () => {
  const { connection, store } = filled()
  store.read([ref('a'), ref('b')])
  connection.run('DELETE FROM company WHERE id = ?', ['b'])
  const work = (id: string, after: RecordState | undefined): RecordWork => ({
    ...{ ref: ref(id), before: undefined, after, did: 'patch', changed: [], since: undefined, linked: [] },
  })
  store.wrote([
    work('a', { version: 7, values: { name: 'new' } }),
    work('b', undefined),
    work('c', { version: 2, values: {}, archivedAt: 5 }),
  ])
  expect(['a', 'b', 'c', 'x'].map((id) => store.record(ref(id)))).toEqual([
    { version: 7, values: { name: 'new' } },
    undefined,
    { version: 2, values: {}, archivedAt: 5 },
    undefined,
  ])
  expect(() => store.record(ref('a', 'unknown'))).toThrow('The store has no object type unknown.')
})

test('the id of a purged record is known by its type', () => {
  const { connection, store } = filled()
  connection.run('INSERT INTO tenure_purged (type, id) VALUES (?, ?)', ['company', 'gone'])
  expect([ref('gone'), ref('gone', 'deal'), ref('a')].map((each) => store.isPurged(each))).toEqual([true, false, false])
})

function linked() {
  const found = filled()
  found.link('deals', 'a', 'd', 'second')
  found.link('deals', 'a', 'a', 'main')
  found.link('deals', 'a', 'a')
  found.link('deals', 'c', 'a')
  found.link('parent', 'b', 'a')
  found.link('parent', 'a', 'a', 'self')
  found.asked.length = 0
  return found
}

test('a link is there with all that it is, and nothing less', () => {
  const { store } = linked()
  const link = { edge: 'deals', from: ref('a'), to: ref('a', 'deal'), label: 'main' }
  expect(store.hasLink(link)).toBe(true)
  const others = [{ edge: 'parent' }, { from: ref('c') }, { to: ref('d', 'deal') }, { label: 'x' }]
  expect(others.map((other) => store.hasLink({ ...link, ...other }))).toEqual([false, false, false, false])
})

test('the links of a record are those of its type, from both ends', () => {
  const { store } = linked()
  const of = (edge: string, from: RecordRef, to: RecordRef, label = '') => ({ edge, from, to, label })
  expect(store.linksOf(ref('a'))).toEqual([
    ...[of('deals', ref('a'), deal.ref), of('deals', ref('a'), deal.ref, 'main'), of('deals', ref('a'), ref('d', 'deal'), 'second')],
    ...[of('parent', ref('a'), ref('a'), 'self'), of('parent', ref('a'), ref('a'), 'self'), of('parent', ref('b'), ref('a'))],
  ])
  expect(store.linksOf(deal.ref)).toEqual([
    of('deals', ref('a'), deal.ref),
    of('deals', ref('a'), deal.ref, 'main'),
    of('deals', ref('c'), deal.ref),
  ])
})

test('the ends of links are in order, of one record as of many', () => {
  const { store, asked } = linked()
  const ends = [
    { id: 'a', label: '' },
    { id: 'a', label: 'main' },
    { id: 'd', label: 'second' },
  ]
  expect(store.links('a', 'deals', true)).toEqual(ends)
  asked.length = 0
  expect(store.linksOfAll(['b', 'a'], 'deals', true)).toEqual([[], ends])
  expect(asked).toHaveLength(2)
  expect(store.linksOfAll(['c', 'b', 'a'], 'deals', true)).toEqual([[{ id: 'a', label: '' }], [], ends])
  expect(asked).toHaveLength(3)
  const back = [
    { id: 'a', label: '' },
    { id: 'a', label: 'main' },
    { id: 'c', label: '' },
  ]
  expect([store.links('a', 'deals', false), store.linksOfAll(['a', 'x', 'd'], 'deals', false)]).toEqual([
    back,
    [back, [], [{ id: 'a', label: 'second' }]],
  ])
  expect(store.linksOfAll(['a', 'b', 'c'], 'parent', true)).toEqual([[{ id: 'a', label: 'self' }], [{ id: 'a', label: '' }], []])
})

test('the records at the other ends come with the label and what is asked of them, but for archived ones', () => {
  const { store, add, link, asked } = linked()
  add('e', { title: 'E', stage: 'won' }, {}, 'deal')
  link('deals', 'a', 'e', 'x')
  asked.length = 0
  const along = { edge: 'deals', forward: true, to: 'deal', select: ['stage'] }
  const mine = [
    { id: 'a', values: { stage: 'open' } },
    { id: 'a', values: { stage: 'open' }, label: 'main' },
    { id: 'e', values: { stage: 'won' }, label: 'x' },
  ]
  expect(store.linkedRecords(['a'], along)).toEqual([mine])
  expect(store.linkedRecords(['c', 'b', 'a'], along)).toEqual([[{ id: 'a', values: { stage: 'open' } }], [], mine])
  expect(asked).toHaveLength(2)
  expect(store.linkedRecords([], along)).toEqual([])
  expect(store.linkedRecords(['a'], { ...along, select: ['title'] })[0]?.at(-1)).toEqual({ id: 'e', values: { title: 'E' }, label: 'x' })
  expect(store.linkedRecords(['e'], { edge: 'deals', forward: false, to: 'company', select: ['name', 'arr'] })).toEqual([
    [{ id: 'a', values: acme.values, label: 'x' }],
  ])
  expect(store.linkedRecords(['b'], { edge: 'parent', forward: true, to: 'company', select: ['name'] })).toEqual([
    [{ id: 'a', values: { name: 'Acme' } }],
  ])
  expect(store.linkedRecords(['a'], { edge: 'parent', forward: false, to: 'company', select: [] })).toEqual([
    [{ id: 'a', values: {}, label: 'self' }],
  ])
})

test('links to other types, and in the other direction, are read apart', () => {
  const { store, link } = linked()
  link('parent', 'a', 'c', 'x')
  const [parents, deals] = [
    { edge: 'parent', forward: true, to: 'company', select: [] },
    { edge: 'deals', forward: true, to: 'deal', select: [] },
  ]
  const ends = (along: typeof parents, id = 'a') => store.linkedRecords([id], along)[0]?.map((end) => [end.id, end.label])
  const own = ['a', 'self']
  expect([ends(parents), ends({ ...parents, forward: false }), ends(parents, 'c'), ends({ ...parents, forward: false }, 'c')]).toEqual([
    [own, ['c', 'x']],
    [own],
    [],
    [['a', 'x']],
  ])
  expect([ends(deals), ends(deals, 'c')]).toEqual([
    [
      ['a', undefined],
      ['a', 'main'],
    ],
    [['a', undefined]],
  ])
})

test('the holder of a value is found by all of it', () => {
  const { store } = filled()
  const holder = (property: string, value: never) => store.holder(view.get('company'), property, value)
  expect([holder('name', 'Acme' as never), holder('name', 'acme' as never), holder('name', 'Bolt' as never)]).toEqual(['a', undefined, 'b'])
  expect(
    [
      ['5', 'EUR'],
      ['5', 'USD'],
      ['5.0', 'EUR'],
    ].map(([amount, currency]) => holder('arr', { amount, currency } as never)),
  ).toEqual(['a', undefined, undefined])
})

test('a name is quoted whatever is in it', () => {
  expect(['name', 'a"b"', ''].map(quote)).toEqual(['"name"', '"a""b"""', '""'])
})
