import type { PropertyKind } from '@tenure/core/adapter'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sqliteDialect } from './dialect.js'
import { emptyLayout, extendLayout } from './layout.js'
import { laterColumnSteps, laterColumns, migrate, sideTableSteps } from './migration.js'

const dialect = sqliteDialect()
const plain = (steps: readonly string[]) => steps.map((step) => step.replaceAll('"', ''))

test('a new type gets a table with what people read first, and its indexes', () => {
  const layout = extendLayout(emptyLayout, {
    types: [
      {
        name: 'company',
        properties: [
          { name: 'name', kind: 'string' },
          { name: 'arr', kind: 'money' },
          { name: 'seats', kind: 'number' },
          { name: 'domain', kind: 'enumeration', unique: true },
        ],
        indexes: [['seats']],
      },
    ],
    edges: [],
  })
  expect(plain(migrate(emptyLayout, layout, dialect))).toEqual([
    'CREATE TABLE company (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, archived_at INTEGER, name TEXT, arr TEXT, arr__currency TEXT, seats REAL, domain TEXT, name__fold TEXT, arr__key TEXT)',
    'CREATE UNIQUE INDEX company__unique__domain ON company (domain)',
    'CREATE INDEX company__by__seats ON company (archived_at, seats, id)',
  ])
  expect(migrate(layout, layout, dialect)).toEqual([])
  const next = extendLayout(layout, {
    types: [
      {
        name: 'company',
        properties: [
          { name: 'notes', kind: 'text' },
          { name: 'due', kind: 'datetime' },
        ],
        indexes: [['due']],
      },
      { name: 'deal', properties: [] },
    ],
    edges: [],
  })
  expect(plain(migrate(layout, next, dialect))).toEqual([
    'ALTER TABLE company ADD COLUMN notes TEXT',
    'ALTER TABLE company ADD COLUMN notes__fold TEXT',
    'ALTER TABLE company ADD COLUMN due INTEGER',
    'CREATE INDEX company__by__due ON company (archived_at, due, id)',
    'CREATE TABLE deal (id TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, archived_at INTEGER)',
  ])
})

test('the tables beside those of the types have their keys, their indexes, and columns that must be filled', () => {
  expect(plain(sideTableSteps(dialect))).toEqual([
    'CREATE TABLE IF NOT EXISTS tenure_meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)',
    'CREATE TABLE IF NOT EXISTS tenure_edge (edge TEXT NOT NULL, from_id TEXT NOT NULL, to_id TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (edge, from_id, to_id, label)) WITHOUT ROWID',
    'CREATE UNIQUE INDEX IF NOT EXISTS tenure_edge__reverse ON tenure_edge (edge, to_id, from_id, label)',
    'CREATE TABLE IF NOT EXISTS tenure_history (type TEXT NOT NULL, id TEXT NOT NULL, property TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, value TEXT, before TEXT, actor TEXT NOT NULL, batch_group TEXT, PRIMARY KEY (type, id, property, version)) WITHOUT ROWID',
    'CREATE TABLE IF NOT EXISTS tenure_origin (id INTEGER NOT NULL PRIMARY KEY, actor TEXT NOT NULL, batch_group TEXT NOT NULL, UNIQUE (actor, batch_group))',
    'CREATE TABLE IF NOT EXISTS tenure_feed (seq INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, changes TEXT NOT NULL, batch_group TEXT)',
    'CREATE TABLE IF NOT EXISTS tenure_answer (key TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, result TEXT NOT NULL)',
    'CREATE TABLE IF NOT EXISTS tenure_purged (type TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (type, id)) WITHOUT ROWID',
    'CREATE INDEX IF NOT EXISTS tenure_answer__by__at ON tenure_answer (at)',
  ])
})

test('columns that came later are added where they are missing', () => {
  expect(laterColumns).toEqual([
    { table: 'tenure_history', column: 'batch_group' },
    { table: 'tenure_feed', column: 'batch_group' },
    { table: 'tenure_origin', column: 'batch_group' },
  ])
  expect(plain(laterColumnSteps(laterColumns.slice(0, 2), dialect))).toEqual([
    'ALTER TABLE tenure_history ADD COLUMN batch_group TEXT',
    'ALTER TABLE tenure_feed ADD COLUMN batch_group TEXT',
    'CREATE INDEX IF NOT EXISTS tenure_feed__by__group ON tenure_feed (batch_group, seq) WHERE batch_group IS NOT NULL',
  ])
  expect(plain(laterColumnSteps([], dialect))).toEqual([
    'CREATE INDEX IF NOT EXISTS tenure_feed__by__group ON tenure_feed (batch_group, seq) WHERE batch_group IS NOT NULL',
  ])
})

test('each kind has its type of column', () => {
  const kinds = ['string', 'text', 'enumeration', 'multi_enumeration', 'user', 'json', 'money', 'date', 'key'] as const
  for (const kind of kinds) expect(dialect.columnType(kind)).toBe('TEXT')
  const others: readonly PropertyKind[] = ['number', 'boolean', 'datetime']
  expect(others.map((kind) => dialect.columnType(kind))).toEqual(['REAL', 'INTEGER', 'INTEGER'])
})

test('the words of SQLite', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => sql.raw<unknown>(name)) as [never, never, never, never]
  const words = [
    ...[
      dialect.fold(a),
      dialect.includes(a, b),
      dialect.endsWith(a, b),
      dialect.items(a),
      dialect.member(a, 'x"y'),
      dialect.eachItem(a, 'm0'),
    ],
    ...[
      dialect.sum(a, b),
      dialect.sum(a, undefined),
      dialect.weightedSum(a, b, c, d),
      dialect.extreme('minimum', a, b),
      dialect.extreme('maximum', a, b),
    ],
    ...[dialect.unindexed(a), dialect.inPlace, dialect.noLimit, dialect.clustered],
  ]
  expect(words.map((word) => dialect.compile(word).sql)).toEqual([
    'tenure_fold(a)',
    'instr(a, b) > 0',
    'substr(a, -length(b)) = b',
    'SELECT value FROM json_each(a)',
    '(a -> \'$."x\\"y"\')',
    ' LEFT JOIN json_each(a) AS "m0" ON TRUE',
    'tenure_sum(a, b)',
    'tenure_sum(a, NULL)',
    'tenure_weighted_sum(a, b, c, d)',
    'tenure_minimum(a, b)',
    'tenure_maximum(a, b)',
    '+a',
    ' NOT INDEXED',
    '-1',
    ' WITHOUT ROWID',
  ])
  expect([sqliteDialect().guard, sqliteDialect({}).guard, sqliteDialect({ fused: false }).guard]).toEqual([undefined, undefined, undefined])
})
