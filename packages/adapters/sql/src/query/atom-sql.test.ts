import type { Atom } from '@tenure/core/adapter'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Sql, sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import type { PropertyAtom } from './atom-constants.js'
import { atomSql, comparedColumn, guarded, listSql } from './atom-sql.js'

const kinds = { name: 'string', arr: 'money', seats: 'number', tags: 'multi_enumeration', due: 'date', paid: 'date', csm: 'user' } as const
const properties = Object.entries(kinds).map(([name, kind]) => ({ name, kind }))
const type = new LayoutView(extendLayout(emptyLayout, { types: [{ name: 'company', properties }], edges: [] })).get('company')
const place = { type, alias: 't0' }
const dialect = sqliteDialect()
const textOf = (statement: Sql) => dialect.compile(statement).sql.replaceAll('"t0".', '').replaceAll('"', '')
const constants = (count: number) => ['A', 'B', 'C', 'D'].slice(0, count).map((name) => sql.raw<unknown>(name))
const of = (property: keyof typeof kinds, test: string, count = 0, more: object = {}) =>
  textOf(
    atomSql(
      { atom: 0, property, kind: kinds[property], test, ...more } as unknown as Atom as PropertyAtom,
      place,
      constants(count),
      dialect,
    ),
  )

test('a test compares the column that has the value as it is compared, and the currency of money', () => {
  expect([of('name', 'is-known'), of('arr', 'is-known')]).toEqual(['name IS NOT NULL', 'arr IS NOT NULL'])
  expect([of('name', 'is', 1), of('seats', 'is', 1), of('arr', 'is', 2)]).toEqual([
    'name__fold = A',
    'seats = A',
    '(arr__key = A AND arr__currency = B)',
  ])
  expect([of('name', 'any-of', 2), of('name', 'any-of', 1), of('name', 'any-of'), of('arr', 'any-of', 2)]).toEqual([
    'name__fold IN (A, B)',
    'name__fold IN (SELECT value FROM json_each(A))',
    '1 = 0',
    "arr__key || ' ' || arr__currency IN (A, B)",
  ])
})

test('a bound is of both forms of a text, of one column otherwise, and within a currency', () => {
  for (const [name, sign] of [
    ['less', '<'],
    ['at-most', '<='],
    ['more', '>'],
    ['at-least', '>='],
  ] as const)
    expect([of('name', name, 2), of('seats', name, 1), of('arr', name, 2)]).toEqual([
      `(name__fold, name) ${sign} (A, B)`,
      `seats ${sign} A`,
      `(arr__key ${sign} A AND arr__currency = B)`,
    ])
})

test('a date is before another of the same record, or on the same day', () => {
  expect([true, false].map((orEqual) => of('due', 'before-property', 0, { other: 'paid', orEqual }))).toEqual(['due <= paid', 'due < paid'])
})

test('parts of a text are looked for in its folded form', () => {
  const parts = (property: 'name' | 'csm', count: number) =>
    (['contains', 'starts-with', 'ends-with'] as const).map((test) => of(property, test, count))
  expect([parts('name', 1), parts('name', 2), parts('name', 0), parts('csm', 1)]).toEqual([
    ['instr(name__fold, A) > 0', 'name__fold >= A', 'substr(name__fold, -length(A)) = A'],
    ['instr(name__fold, A) > 0', '(name__fold >= A AND name__fold < B)', 'substr(name__fold, -length(A)) = A'],
    ['name__fold IS NOT NULL', 'name__fold IS NOT NULL', 'name__fold IS NOT NULL'],
    ['instr(tenure_fold(csm), A) > 0', 'tenure_fold(csm) >= A', 'substr(tenure_fold(csm), -length(A)) = A'],
  ])
})

test('sets hold one or all of the wanted values', () => {
  expect([of('tags', 'contains-any', 1), of('tags', 'contains-all', 1)]).toEqual([
    'EXISTS (SELECT 1 FROM (SELECT value FROM json_each(tags)) AS held WHERE held.value IN (SELECT value FROM json_each(A)))',
    '(tags IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (SELECT value FROM json_each(A)) AS wanted WHERE wanted.value NOT IN (SELECT value FROM json_each(tags))))',
  ])
})

test('a change is found in the history, and a creation that refers to its record by the first later row or the record', () => {
  expect(of('seats', 'changed', 1)).toEqual(
    "(EXISTS (SELECT 1 FROM tenure_history AS past WHERE past.type = 'company' AND past.id = id AND past.property = 'seats' AND past.at >= A AND past.value IS NOT NULL LIMIT 1) OR EXISTS (SELECT 1 FROM tenure_history AS past WHERE past.type = 'company' AND past.id = id AND past.property = '' AND past.at >= A AND CASE WHEN past.value IS NOT NULL THEN (past.value -> '$.seats') IS NOT NULL WHEN EXISTS (SELECT 1 FROM tenure_history AS later WHERE later.type = 'company' AND later.id = id AND later.property = 'seats' LIMIT 1) THEN (SELECT later.before FROM tenure_history AS later WHERE later.type = 'company' AND later.id = id AND later.property = 'seats' ORDER BY later.version LIMIT 1) IS NOT NULL ELSE seats IS NOT NULL END LIMIT 1))",
  )
  expect(of('name', 'changed', 3)).toEqual(
    "(EXISTS (SELECT 1 FROM tenure_history AS past WHERE past.type = 'company' AND past.id = id AND past.property = 'name' AND past.at >= A AND past.value = B LIMIT 1) OR EXISTS (SELECT 1 FROM tenure_history AS past WHERE past.type = 'company' AND past.id = id AND past.property = '' AND past.at >= A AND CASE WHEN past.value IS NOT NULL THEN (past.value -> '$.name') = B WHEN EXISTS (SELECT 1 FROM tenure_history AS later WHERE later.type = 'company' AND later.id = id AND later.property = 'name' LIMIT 1) THEN (SELECT later.before FROM tenure_history AS later WHERE later.type = 'company' AND later.id = id AND later.property = 'name' ORDER BY later.version LIMIT 1) = B ELSE name = C END LIMIT 1))",
  )
  expect(of('arr', 'changed', 4)).toEqual(
    "(EXISTS (SELECT 1 FROM tenure_history AS past WHERE past.type = 'company' AND past.id = id AND past.property = 'arr' AND past.at >= A AND past.value = B LIMIT 1) OR EXISTS (SELECT 1 FROM tenure_history AS past WHERE past.type = 'company' AND past.id = id AND past.property = '' AND past.at >= A AND CASE WHEN past.value IS NOT NULL THEN (past.value -> '$.arr') = B WHEN EXISTS (SELECT 1 FROM tenure_history AS later WHERE later.type = 'company' AND later.id = id AND later.property = 'arr' LIMIT 1) THEN (SELECT later.before FROM tenure_history AS later WHERE later.type = 'company' AND later.id = id AND later.property = 'arr' ORDER BY later.version LIMIT 1) = B ELSE (arr = C AND arr__currency = D) END LIMIT 1))",
  )
})

test('a list of nothing holds for none, one text is a list of its own, and more are values', () => {
  const lists = [0, 1, 2].map((count) => textOf(listSql(sql.raw('x'), constants(count), dialect)))
  expect(lists).toEqual(['1 = 0', 'x IN (SELECT value FROM json_each(A))', 'x IN (A, B)'])
})

test('the guard of a dialect comes before all tests', () => {
  const guards = [dialect, sqliteDialect({ fused: true })].map((each) => textOf(guarded(place, each, constants(2))))
  expect(guards).toEqual(['A AND B', '((rowid & 63) <> 0 OR tenure_fuse()) AND A AND B'])
})

test('values are compared by their folded form, the key of their amount, or as they are', () => {
  expect((['name', 'arr', 'seats'] as const).map((name) => comparedColumn(type.get(name)))).toEqual(['name__fold', 'arr__key', 'seats'])
})
