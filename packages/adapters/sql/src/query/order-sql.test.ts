import { type CanonicalQuery, canonicalise, type Expression, type Value } from '@tenure/core/adapter'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sqliteDialect } from '../dialect.js'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import type { Compiling, Shape, Walk } from './expression-sql.js'
import { queryColumns } from './linked-sql.js'
import { orderSql, shapeOrder } from './order-sql.js'

const kinds = { name: 'string', arr: 'money', seats: 'number', active: 'boolean', stage: 'enumeration', csm: 'user' } as const
const company = { name: 'company', properties: Object.entries(kinds).map(([name, kind]) => ({ name, kind })) }
const viewOf = (types: readonly (typeof company)[] = []) =>
  new LayoutView(extendLayout(emptyLayout, { types: [company, ...types], edges: [] }))
const plainView = viewOf()
const dialect = sqliteDialect()
type Term = CanonicalQuery['order'][number]
const positions = ['new', 'won']
const by = {
  name: { property: 'name', by: 'text' },
  csmText: { property: 'csm', by: 'text' },
  arr: { property: 'arr', by: 'value' },
  seats: { property: 'seats', by: 'value' },
  active: { property: 'active', by: 'value' },
  stage: { property: 'stage', by: 'position', positions },
  noStage: { property: 'stage', by: 'position' },
  csm: { property: 'csm', by: 'user' },
} as const satisfies Record<string, Omit<Term, 'direction'>>
type Name = keyof typeof by
const everything: Expression = { all: [] }
const known = (property: string): Expression => ({ atom: 0, test: 'is-known', property, kind: 'string' })

interface Asked {
  readonly terms: readonly (readonly [Name, '+' | '-'])[]
  readonly after?: readonly Value[]
  readonly where?: Expression
  readonly walk?: Walk
  readonly view?: LayoutView
}
/** The order, the condition for what comes after, and what both bind; `v0` is the first constant. */
function of({ terms, after, where = everything, walk = 'forwards', view = plainView }: Asked) {
  const order = terms.map(([name, way]): Term => ({ ...by[name], direction: way === '+' ? 'ascending' : 'descending' }))
  const query = canonicalise({
    ...{ type: 'company', user: where, policy: everything, order, select: [], count: false, archived: 'no' as const },
    ...(after && { after: { values: after, id: 'c1' } }),
  })
  const columns = queryColumns(query, { type: view.get('company'), alias: 't0' }, view)
  const shape: Shape = { key: '', values: [] }
  shapeOrder(query, columns, shape)
  let next = 0
  const to: Compiling = { view, dialect, walk, depth: 0, next: () => sql.raw(`v${next++}`) }
  const parts = orderSql(query, columns, to)
  const text = (each: typeof parts.by) => dialect.compile(each).sql.replaceAll('"t0".', '').replaceAll('"', '')
  return [text(parts.by), ...(parts.after ? [text(parts.after)] : []), shape.key, shape.values] as const
}

test('each kind of term has its columns, and the id ends every order', () => {
  expect(of({ terms: [] })).toEqual(['id ASC', '', []])
  expect((Object.keys(by) as readonly Name[]).map((name) => of({ terms: [[name, '+']] }))).toEqual([
    ['name__fold ASC NULLS LAST, name ASC NULLS LAST, id ASC', 'text+0:0', []],
    ['tenure_fold(csm) ASC NULLS LAST, csm ASC NULLS LAST, id ASC', 'text+5:0', []],
    ['arr__currency ASC NULLS LAST, arr__key ASC NULLS LAST, id ASC', 'value+1:0', []],
    ['seats ASC NULLS LAST, id ASC', 'value+2:0', []],
    ['active ASC NULLS LAST, id ASC', 'value+3:0', []],
    [
      'CASE stage WHEN v0 THEN 0 WHEN v1 THEN 1 ELSE CASE WHEN stage IS NOT NULL THEN 2 END END ASC NULLS LAST, stage ASC NULLS LAST, id ASC',
      'position+4:2',
      ['new', 'won'],
    ],
    ['CASE WHEN stage IS NOT NULL THEN 0 END ASC NULLS LAST, stage ASC NULLS LAST, id ASC', 'position+4:0', []],
    ['tenure_fold(csm) ASC NULLS LAST, csm ASC NULLS LAST, id ASC', 'user+5:0', []],
  ])
  expect(
    of({
      terms: [
        ['arr', '-'],
        ['name', '-'],
      ],
    }),
  ).toEqual([
    'arr__currency DESC NULLS LAST, arr__key DESC NULLS LAST, name__fold DESC NULLS LAST, name DESC NULLS LAST, id ASC',
    'value-1:0text-0:0',
    [],
  ])
})

test('what comes after a row is what is beyond its value, or equal and beyond in what is ordered next', () => {
  expect(of({ terms: [], after: [] })).toEqual(['id ASC', 'id > v0', ':1', ['c1']])
  expect(of({ terms: [['name', '+']], after: ['Ä'] })).toEqual([
    'name__fold ASC NULLS LAST, name ASC NULLS LAST, id ASC',
    '((name__fold > v0 OR name__fold IS NULL) OR (name__fold = v0 AND ((name > v1 OR name IS NULL) OR (name = v1 AND id > v2))))',
    'text+0:0:2:1',
    ['ä', 'Ä', 'c1'],
  ])
  expect(of({ terms: [['seats', '-']], after: [3] })).toEqual([
    'seats DESC NULLS LAST, id ASC',
    '((seats < v0 OR seats IS NULL) OR (seats = v0 AND id > v1))',
    'value-2:0:1:1',
    [3, 'c1'],
  ])
  expect(of({ terms: [['active', '+']], after: [true] })).toEqual([
    'active ASC NULLS LAST, id ASC',
    '((active > v0 OR active IS NULL) OR (active = v0 AND id > v1))',
    'value+3:0:1:1',
    [1, 'c1'],
  ])
  expect(of({ terms: [['arr', '-']], after: [{ amount: '5', currency: 'EUR' }] })).toEqual([
    'arr__currency DESC NULLS LAST, arr__key DESC NULLS LAST, id ASC',
    '((arr__currency < v0 OR arr__currency IS NULL) OR (arr__currency = v0 AND ((arr__key < v1 OR arr__key IS NULL) OR (arr__key = v1 AND id > v2))))',
    'value-1:0:2:1',
    ['EUR', '[5', 'c1'],
  ])
  expect(
    of({
      terms: [
        ['seats', '+'],
        ['name', '-'],
      ],
      after: [3, null],
    }),
  ).toEqual([
    'seats ASC NULLS LAST, name__fold DESC NULLS LAST, name DESC NULLS LAST, id ASC',
    '((seats > v0 OR seats IS NULL) OR (seats = v0 AND (name__fold IS NULL AND (name IS NULL AND id > v1))))',
    'value+2:0:1text-0:0:0:1',
    [3, 'c1'],
  ])
})

test('a place among positions comes before its value, and what has none comes after all that have', () => {
  expect(of({ terms: [['stage', '+']], after: ['won'] })).toEqual([
    'CASE stage WHEN v0 THEN 0 WHEN v1 THEN 1 ELSE CASE WHEN stage IS NOT NULL THEN 2 END END ASC NULLS LAST, stage ASC NULLS LAST, id ASC',
    '((CASE stage WHEN v0 THEN 0 WHEN v1 THEN 1 ELSE CASE WHEN stage IS NOT NULL THEN 2 END END > v2 OR CASE stage WHEN v0 THEN 0 WHEN v1 THEN 1 ELSE CASE WHEN stage IS NOT NULL THEN 2 END END IS NULL) OR (CASE stage WHEN v0 THEN 0 WHEN v1 THEN 1 ELSE CASE WHEN stage IS NOT NULL THEN 2 END END = v2 AND ((stage > v3 OR stage IS NULL) OR (stage = v3 AND id > v4))))',
    'position+4:2:2:1',
    ['new', 'won', 1, 'won', 'c1'],
  ])
  expect(of({ terms: [['stage', '+']], after: ['new'] }).at(-1)).toEqual(['new', 'won', 0, 'new', 'c1'])
  expect(of({ terms: [['stage', '+']], after: ['lost'] }).at(-1)).toEqual(['new', 'won', 2, 'lost', 'c1'])
  expect(of({ terms: [['noStage', '+']], after: ['lost'] }).at(-1)).toEqual([0, 'lost', 'c1'])
})

test('users are ordered by their names where users are stored', () => {
  const user = (property: string, kind: 'string' | 'enumeration') =>
    viewOf([{ name: 'user', properties: [{ name: property, kind }] }] as never)
  const terms = [['csm', '+']] as const
  expect(of({ terms, after: ['u1'] })).toEqual([
    'tenure_fold(csm) ASC NULLS LAST, csm ASC NULLS LAST, id ASC',
    '((tenure_fold(csm) > tenure_fold(v0) OR tenure_fold(csm) IS NULL) OR (tenure_fold(csm) = tenure_fold(v0) AND ((csm > v0 OR csm IS NULL) OR (csm = v0 AND id > v1))))',
    'user+5:0:1:1',
    ['u1', 'c1'],
  ])
  expect(of({ terms, after: ['u1'], view: user('name', 'string') })).toEqual([
    'coalesce((SELECT named.name__fold FROM user AS named WHERE named.id = csm), tenure_fold(csm)) ASC NULLS LAST, coalesce((SELECT named.name FROM user AS named WHERE named.id = csm), csm) ASC NULLS LAST, id ASC',
    '((coalesce((SELECT named.name__fold FROM user AS named WHERE named.id = csm), tenure_fold(csm)) > coalesce((SELECT named.name__fold FROM user AS named WHERE named.id = v0), tenure_fold(v0)) OR coalesce((SELECT named.name__fold FROM user AS named WHERE named.id = csm), tenure_fold(csm)) IS NULL) OR (coalesce((SELECT named.name__fold FROM user AS named WHERE named.id = csm), tenure_fold(csm)) = coalesce((SELECT named.name__fold FROM user AS named WHERE named.id = v0), tenure_fold(v0)) AND ((coalesce((SELECT named.name FROM user AS named WHERE named.id = csm), csm) > coalesce((SELECT named.name FROM user AS named WHERE named.id = v0), v0) OR coalesce((SELECT named.name FROM user AS named WHERE named.id = csm), csm) IS NULL) OR (coalesce((SELECT named.name FROM user AS named WHERE named.id = csm), csm) = coalesce((SELECT named.name FROM user AS named WHERE named.id = v0), v0) AND id > v1))))',
    'user+5:0:1:1',
    ['u1', 'c1'],
  ])
  expect(of({ terms, view: user('name', 'enumeration') })).toEqual([
    'coalesce((SELECT named.name FROM user AS named WHERE named.id = csm), tenure_fold(csm)) ASC NULLS LAST, coalesce((SELECT named.name FROM user AS named WHERE named.id = csm), csm) ASC NULLS LAST, id ASC',
    'user+5:0',
    [],
  ])
  expect(of({ terms, view: user('mail', 'string') })).toEqual(of({ terms }))
})

test('an order of values that are all known is plain, and what comes after starts in its index', () => {
  const where = (property: string) => ({ all: [known(property)] })
  expect(of({ terms: [['seats', '+']], after: [3], where: where('seats') })).toEqual([
    'seats ASC, id ASC',
    'seats >= v0 AND ((seats > v0 OR (seats = v0 AND id > v1)))',
    'value+2:0:1:1',
    [3, 'c1'],
  ])
  expect(of({ terms: [['seats', '-']], after: [3], where: where('seats') })).toEqual([
    'seats DESC, id ASC',
    'seats <= v0 AND ((seats < v0 OR (seats = v0 AND id > v1)))',
    'value-2:0:1:1',
    [3, 'c1'],
  ])
  expect(of({ terms: [['arr', '+']], after: [{ amount: '5', currency: 'EUR' }], where: where('arr') })).toEqual([
    'arr__currency ASC, arr__key ASC, id ASC',
    '(arr__currency, arr__key) >= (v0, v1) AND ((arr__currency > v0 OR (arr__currency = v0 AND (arr__key > v1 OR (arr__key = v1 AND id > v2)))))',
    'value+1:0:2:1',
    ['EUR', '[5', 'c1'],
  ])
  expect(of({ terms: [['seats', '+']], where: where('arr') })[0]).toBe('seats ASC NULLS LAST, id ASC')
  const changed = { atom: 0, test: 'changed', property: 'seats', kind: 'number', since: 0 } as const
  expect(of({ terms: [['seats', '+']], where: changed })[0]).toBe('seats ASC NULLS LAST, id ASC')
})

test('backwards is the exact reverse, and a walk that sorts has no index for its first key alone', () => {
  const terms = [
    ['seats', '+'],
    ['name', '-'],
  ] as const
  expect(of({ terms, walk: 'backwards' })[0]).toBe('seats DESC NULLS FIRST, name__fold ASC NULLS FIRST, name ASC NULLS FIRST, id DESC')
  expect(of({ terms, walk: 'sorted' })[0]).toBe('+seats ASC NULLS LAST, name__fold DESC NULLS LAST, name DESC NULLS LAST, id ASC')
})
