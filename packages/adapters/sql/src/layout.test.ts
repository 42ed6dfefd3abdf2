import { expect, test } from 'vitest'
import { sqliteDialect } from './dialect.js'
import { describeLayout, extendLayout, type StoreLayout } from './layout.js'
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
