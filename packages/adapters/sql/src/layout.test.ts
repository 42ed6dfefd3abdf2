import { expect, test } from 'vitest'
import { sqliteDialect } from './dialect.js'
import { describeLayout, extendLayout, type StoreLayout } from './layout.js'
import { migrate } from './migration.js'

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
