import type { SchemaSnapshot } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { sqliteDialect } from './dialect.js'
import { columnOf, describeLayout, emptyLayout, extendLayout, type StoreLayout } from './layout.js'
import { laterColumnSteps, migrate, sideTableSteps } from './migration.js'

const schema = {
  types: [{ name: 'deal', properties: [{ name: 'amount', kind: 'money' as const }], indexes: [['amount']] }],
  edges: [],
}

test('[FLT-13] a store that indexed amounts before currencies gets the new index, and nothing is dropped', () => {
  const made = extendLayout({ types: [], edges: [] }, schema)
  const columns = ['archived_at', 'amount__key', 'amount__currency']
  const old: StoreLayout = {
    ...made,
    types: made.types.map((type) => ({ ...type, indexes: type.indexes.map((each) => ({ ...each, columns })) })),
  }
  const next = extendLayout(old, schema)
  const steps = migrate(old, next, sqliteDialect())
  expect(steps).toHaveLength(1)
  expect(steps[0]).toMatch(/^CREATE INDEX .*"amount__currency", "amount__key"\)$/)
  expect(extendLayout(next, schema)).toEqual(next)
  expect(describeLayout(next)).toEqual(describeLayout(made))
})

test('a unique amount is unique with its currency', () => {
  const properties = [
    { name: 'amount', kind: 'money' as const, unique: true as const },
    { name: 'code', kind: 'string' as const, unique: true as const },
  ]
  const [made] = extendLayout({ types: [], edges: [] }, { types: [{ name: 'deal', properties, indexes: [] }], edges: [] }).types
  expect(made?.indexes.map(({ properties: of, columns, unique }) => [of, columns, unique])).toEqual([
    [['amount'], ['amount', 'amount__currency'], true],
    [['code'], ['code'], true],
  ])
})

const owned = {
  types: [
    {
      name: 'deal',
      properties: [
        { name: 'owner', kind: 'user' as const },
        { name: 'csm', kind: 'user' as const },
        { name: 'stage', kind: 'enumeration' as const },
        { name: 'closeDate', kind: 'date' as const },
      ],
      indexes: [['owner'], ['owner', 'closeDate'], ['csm', 'closeDate'], ['csm', 'stage'], ['owner', 'csm', 'closeDate'], ['closeDate']],
    },
  ],
  edges: [],
}

test('an index of the records of each user leaves out those of nobody, where another index finds them', () => {
  const made = extendLayout({ types: [], edges: [] }, owned)
  const known = made.types[0]?.indexes.map(({ properties, known }) => [properties.join(), known])
  expect(known).toEqual([
    ['owner', undefined],
    ['owner,closeDate', 'owner'],
    ['csm,closeDate', 'csm'],
    ['csm,stage', undefined],
    ['owner,csm,closeDate', undefined],
    ['closeDate', undefined],
  ])
  const steps = migrate({ types: [], edges: [] }, made, sqliteDialect())
  expect(steps.filter((step) => step.includes('WHERE'))).toEqual([
    expect.stringMatching(/"owner", "closeDate", "id"\) WHERE "owner" IS NOT NULL$/),
    expect.stringMatching(/"csm", "closeDate", "id"\) WHERE "csm" IS NOT NULL$/),
  ])
})

test('an index holds both forms of a text only where it ends in the text, and the id where many records share the end', () => {
  const { types } = extendLayout(
    { types: [], edges: [] },
    {
      types: [
        {
          name: 'deal',
          properties: [
            { name: 'name', kind: 'string' },
            { name: 'stage', kind: 'enumeration' },
          ],
          indexes: [['name'], ['name', 'stage'], ['stage', 'name']],
        },
      ],
      edges: [],
    },
  )
  expect(types[0]?.indexes.map(({ columns }) => columns)).toEqual([
    ['archived_at', 'name__fold', 'name'],
    ['archived_at', 'name__fold', 'stage', 'id'],
    ['archived_at', 'stage', 'name__fold', 'name'],
  ])
})

test('a store of an earlier version keeps its whole indexes, and gets no second ones', () => {
  const made = extendLayout({ types: [], edges: [] }, owned)
  const old: StoreLayout = {
    ...made,
    types: made.types.map((type) => ({ ...type, indexes: type.indexes.map(({ known: _, ...index }) => index) })),
  }
  expect(extendLayout(old, owned)).toEqual(old)
  expect(migrate(old, extendLayout(old, owned), sqliteDialect())).toEqual([])
})

test("names that differ in capitals alone, or would be a database's own, have tables and columns of their own", () => {
  const property = (name: string) => ({ name, kind: 'string' as const })
  const names = ['Deal', 'deal', 'DEAL', 'sqlite_x', 'a\u0000b', '']
  const layout = extendLayout(
    { types: [], edges: [] },
    { types: names.map((name) => ({ name, properties: [property('Name'), property('name')] })), edges: [] },
  )
  const tables = layout.types.map(({ table }) => table)
  expect(new Set(tables.map((table) => table.toLowerCase())).size).toBe(names.length)
  expect(tables.filter((table) => /^sqlite_/i.test(table) || table.includes('\u0000') || table === '')).toEqual([])
  for (const { columns } of layout.types) expect(new Set(columns.map(({ column }) => column.toLowerCase())).size).toBe(columns.length)
  // What comes later takes no name that is there.
  const next = extendLayout(layout, { types: [{ name: 'dEAL', properties: [property('NAME')] }], edges: [] })
  expect(new Set(next.types.map(({ table }) => table.toLowerCase())).size).toBe(names.length + 1)
  const more = extendLayout(layout, { types: [{ name: 'Deal', properties: ['NAME', 'name__FOLD'].map(property) }], edges: [] })
  const columns = more.types.find(({ type }) => type === 'Deal')?.columns.flatMap(({ column, fold }) => [column, fold]) ?? []
  expect([columns.length, new Set(columns.map((column) => column?.toLowerCase())).size]).toEqual([8, 8])
})

test('a store has its side tables and their indexes: links from both ends, answers by time, groups by place', () => {
  const steps = [...sideTableSteps(sqliteDialect()), ...laterColumnSteps([], sqliteDialect())].join('\n')
  for (const name of [
    'tenure_meta',
    'tenure_edge',
    'tenure_edge__reverse',
    'tenure_history',
    'tenure_origin',
    'tenure_feed',
    'tenure_answer',
    'tenure_purged',
  ])
    expect(steps).toContain(`"${name}"`)
  expect(steps).toMatch(/CREATE INDEX IF NOT EXISTS "tenure_answer__by__at"/)
  expect(steps).toMatch(/CREATE INDEX IF NOT EXISTS "tenure_feed__by__group"/)
})

const whole: SchemaSnapshot = {
  types: [
    {
      name: 'account',
      properties: [
        { name: 'name', kind: 'string' },
        { name: 'domain', kind: 'string', unique: true },
        { name: 'marks', kind: 'json', internal: true },
      ],
      indexes: [['name'], ['domain', 'name']],
    },
    { name: 'deal', properties: [{ name: 'title', kind: 'text' }], indexes: [['title']] },
    { name: 'note', properties: [{ name: 'text', kind: 'text' }] },
  ],
  edges: [{ edge: 'deals', from: 'account', to: 'deal' }],
}

test('a store says of its contents what it was given, and what is said again later changes nothing', () => {
  const layout = extendLayout(emptyLayout, whole)
  expect(describeLayout(layout)).toStrictEqual(whole)
  const bare = whole.types.map(({ name, properties }) => ({ name, properties: properties.map(({ name, kind }) => ({ name, kind })) }))
  for (const again of [whole, { types: bare, edges: [] }, { types: [], edges: whole.edges }])
    expect(extendLayout(layout, again)).toStrictEqual(layout)
  const more = extendLayout(layout, {
    types: [{ name: 'note', properties: [{ name: 'text', kind: 'text', unique: true, internal: true }], indexes: [['text']] }],
    edges: [{ edge: 'notes', from: 'deal', to: 'note' }],
  })
  expect(describeLayout(more)).toStrictEqual({
    types: [
      ...whole.types.slice(0, 2),
      { name: 'note', properties: [{ name: 'text', kind: 'text', unique: true, internal: true }], indexes: [['text']] },
    ],
    edges: [...whole.edges, { edge: 'notes', from: 'deal', to: 'note' }],
  })
})

test('tables and columns keep clear of those that every store has', () => {
  const names = ['tenure_feed', 'Tenure_Edge', 'deal']
  const properties = ['ID', 'version', 'archived_at', 'name'].map((name) => ({ name, kind: 'number' as const }))
  const { types } = extendLayout(emptyLayout, { types: names.map((name) => ({ name, properties })), edges: [] })
  expect(types.map(({ type, table }) => [type, table])).toEqual([
    ['tenure_feed', 'tenure_feed_2'],
    ['Tenure_Edge', 'Tenure_Edge_2'],
    ['deal', 'deal'],
  ])
  expect(types[0]?.columns).toStrictEqual([
    { property: 'ID', kind: 'number', column: 'ID_2' },
    { property: 'version', kind: 'number', column: 'version_2' },
    { property: 'archived_at', kind: 'number', column: 'archived_at_2' },
    { property: 'name', kind: 'number', column: 'name' },
  ])
})

test('a kind or an edge that would change is refused, and a property that nobody declared is not found', () => {
  const layout = extendLayout(emptyLayout, whole)
  const problemOf = (make: () => unknown): unknown => {
    try {
      return make()
    } catch (error) {
      return (error as { readonly problem: unknown }).problem
    }
  }
  const refused = (message: string) => ({ code: 'storage.refused', message, details: { capability: 'schema' } })
  const account = { name: 'account', properties: [{ name: 'name', kind: 'number' as const }] }
  expect(problemOf(() => extendLayout(layout, { types: [account], edges: [] }))).toEqual(
    refused('The property account.name is of kind string and cannot become number.'),
  )
  const ends = [
    ['account', 'note'],
    ['note', 'deal'],
  ] as const
  for (const [from, to] of ends)
    expect(problemOf(() => extendLayout(layout, { types: [], edges: [{ edge: 'deals', from, to }] }))).toEqual(
      refused('The edge deals goes from account to deal and cannot change.'),
    )
  const message = 'The store has no property account.nothing.'
  const [type] = layout.types
  expect(problemOf(() => type && columnOf(type, 'nothing'))).toEqual({
    ...{ code: 'input.invalid', message, details: { issues: [{ path: ['nothing'], message }] } },
  })
  expect(type && columnOf(type, 'domain')).toStrictEqual({
    ...{ property: 'domain', kind: 'string', column: 'domain', fold: 'domain__fold', unique: true },
  })
})

test('only an index over all users in the same order lets those of each user leave out the records of nobody', () => {
  const users = ['owner', 'csm', 'third'].map((name) => ({ name, kind: 'user' as const }))
  const others = ['stage', 'closeDate', 'size'].map((name) => ({ name, kind: 'enumeration' as const }))
  const knownOf = (...indexes: readonly (readonly string[])[]) => {
    const [made] = extendLayout(emptyLayout, { types: [{ name: 'deal', properties: [...users, ...others], indexes }], edges: [] }).types
    return made?.indexes[0]?.known
  }
  const [both, twice] = [
    ['owner', 'csm', 'closeDate'],
    ['owner', 'csm', 'stage', 'closeDate'],
  ]
  expect([knownOf(['owner', 'closeDate'], both), knownOf(['csm', 'closeDate'], both)]).toEqual(['owner', 'csm'])
  expect([knownOf(['csm', 'stage', 'closeDate'], twice), knownOf(['csm', 'stage', 'size'], twice)]).toEqual(['csm', undefined])
  expect([knownOf(['csm', 'size', 'closeDate'], twice), knownOf(['third', 'closeDate'], both)]).toEqual([undefined, undefined])
  expect(knownOf(['owner', 'closeDate'], ['owner', 'stage', 'closeDate'])).toBeUndefined()
  // Nor where users are in the order itself, or there is none.
  expect([knownOf(['owner', 'csm'], ['owner', 'third', 'csm']), knownOf(['owner'], ['owner', 'csm'])]).toEqual([undefined, undefined])
  expect(knownOf(['owner', 'csm', 'closeDate'], ['owner', 'third', 'csm', 'closeDate'])).toBeUndefined()
  expect([knownOf(['owner'], both), knownOf(['stage', 'closeDate'], both), knownOf(['owner', 'csm'], both)]).toEqual([
    ...[undefined, undefined, undefined],
  ])
})
