import type { Atom, Expression, OrderTerm, StorageAdapter, Values, Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { same } from '../claim.js'
import { article, everything, type Kit, part, patch, pick, type Question } from '../kit.js'
import { kitHops, linkedColumn, parentEdge, partEdge, term } from '../kit-schema.js'

const needs = ({ links }: StorageAdapter): boolean => links !== undefined
const keptByU1: Expression = { atom: 0, test: 'is', property: 'keeper', kind: 'user', value: 'u1' }

/** Columns and tests that are read through a link: which record is picked, and what comes of it. */
export const linkedChecks: readonly Check[] = [
  {
    name: '[ST42] [FLT-12] 42 assoc.linked-value-of-the-picked-record',
    needs,
    run: async ({ kit }) => {
      await fill(kit)
      await picks(
        kit,
        everything,
        { a: 'Primary', b: 'alder', c: null, d: 'Primary', e: null },
        'The one labelled primary counts, else the first.',
      )
      await kit.write([unlink('a', 'p3', 'primary')])
      await picks(kit, everything, { a: 'first', d: 'Primary' }, 'Without a primary one the first by id counts.')
      await kit.write([{ write: 'archive', ref: { type: 'part', id: 'p1' } }])
      await picks(kit, everything, { a: 'alder', d: 'Primary' }, 'An archived record is not picked.')
      await kit.write([{ write: 'restore', ref: { type: 'part', id: 'p1' } }, link('a', 'p2', 'primary')])
      await picks(kit, everything, { a: 'alder' }, 'A label that is added counts at once.')
    },
  },
  {
    name: '[ST42] [FLT-12] 42 assoc.linked-value-of-every-kind',
    needs,
    run: async ({ kit }) => {
      const values: Values = {
        name: 'Über',
        note: 'text',
        size: 1.5,
        price: { amount: '10.50', currency: 'EUR' },
        open: false,
        day: '2026-03-01',
        at: 5,
        stage: 'busy',
        tags: ['a', 'b'],
        keeper: 'u1',
        extra: { a: [1] },
      }
      await kit.write([article('above', values), article('below'), article('alone')])
      await kit.write([link('below', 'above', undefined, parentEdge.edge)])
      const linked = Object.keys(values).map((name) => linkedColumn(`parent.${name}`))
      const select = linked.map(({ name }) => name)
      await kit.check({ select, linked }, 'A value of every kind')
      const { records } = await kit.ask({ where: { atom: 0, test: 'id-of', ids: ['below'] }, select, linked })
      same(
        Object.fromEntries(Object.entries(pick(records[0]?.values ?? {}, select)).map(([name, value]) => [name.slice(7), value])),
        values,
        'It is the value of the linked record.',
      )
      const itself = [linkedColumn('parent.id')]
      await kit.check({ select: ['parent.id', 'name'], linked: itself }, 'The id of the picked record')
      const found = await kit.ask({ where: { atom: 0, test: 'id-of', ids: ['below', 'alone'] }, select: ['parent.id'], linked: itself })
      same(
        Object.fromEntries(found.records.map(({ ref, values: row }) => [ref.id, row['parent.id'] ?? null])),
        { below: 'above', alone: null },
        'A column `id` is the linked record itself.',
      )
    },
  },
  {
    name: '[ST43] [FLT-12] 43 assoc.linked-among-alone-are-picked',
    needs,
    run: async ({ kit }) => {
      await fill(kit)
      await picks(kit, keptByU1, { a: 'alder', b: 'alder', c: null, d: null, e: null }, 'The next record that passes is picked.')
      await kit.write([{ write: 'patch', ref: { type: 'part', id: 'p3' }, values: { keeper: 'u1' } }])
      await picks(kit, keptByU1, { a: 'Primary', d: 'Primary' }, 'A record that passes now is picked now.')
      const known = first('name', { test: 'is-known' }, keptByU1)
      same(await kit.check({ where: known, order: [] }, 'A test of them alone'), ['a', 'b', 'd'], 'A test asks no other record.')
    },
  },
  {
    name: '[ST44] [FLT-12] 44 assoc.linked-order-and-pages',
    needs,
    run: async ({ kit }) => {
      await fill(kit)
      await orders(kit, ['a', 'b', 'c', 'd', 'e'], [])
      await orders(kit, ['b', 'a', 'd', 'c', 'e'], [term('parts.name')])
      await orders(kit, ['a', 'd', 'b', 'c', 'e'], [term('parts.name', 'descending')])
      await orders(kit, ['b', 'd', 'a', 'e', 'c'], [term('parts.name'), term('size', 'descending')])
      for (const property of ['size', 'stage', 'keeper'])
        for (const direction of ['ascending', 'descending'] as const)
          await kit.check(
            { order: [term(`parts.${property}`, direction)], linked: [linkedColumn(`parts.${property}`)] },
            `By ${property}, ${direction}`,
          )
    },
  },
  {
    name: '[ST45] [FLT-12] 45 assoc.linked-tests-ask-the-picked-record',
    needs,
    run: async ({ kit }) => {
      await fill(kit)
      const named = first('name', { test: 'is', value: 'FIRST' })
      same(await kit.check({ where: named }, 'Named first'), [], 'Another record than the picked one does not count.')
      const primary = first('name', { test: 'contains', text: 'rim' })
      same(await kit.check({ where: primary }, 'Contains'), ['a', 'd'], 'Text is searched in the picked record.')
      same(await kit.check({ where: { not: primary } }, 'Does not contain'), ['b', 'c', 'e'], 'Without a picked record a test fails.')
      const known = first('name', { test: 'is-known' })
      same(await kit.check({ where: { not: known } }, 'Has none'), ['c', 'e'], 'A missing value is one of no record, too.')
      const both: Expression = { all: [known, { atom: 0, test: 'at-least', property: 'size', kind: 'number', value: 1 }] }
      same(
        await kit.check({ where: both, order: [term('parts.name')], linked: [linkedColumn('parts.name')], limit: 1 }, 'Both'),
        ['b'],
        'It joins with other tests.',
      )
    },
  },
]

type PartTest =
  | { readonly test: 'is-known' }
  | { readonly test: 'is'; readonly value: string }
  | { readonly test: 'contains'; readonly text: string }
function first(property: string, test: PartTest, among = everything): Expression {
  return { atom: 0, test: 'first', hop: kitHops.parts, among, where: { atom: 0, property, kind: 'string', ...test } as Atom }
}
function link(from: string, to: string, label?: string, edge: string = partEdge.edge): Write {
  const type = edge === partEdge.edge ? 'part' : 'article'
  return { write: 'link', ref: { type: 'article', id: from }, edge, to: { type, id: to }, ...(label === undefined ? {} : { label }) }
}
function unlink(from: string, to: string, label?: string): Write {
  return { ...link(from, to, label), write: 'unlink' } as Write
}
// `a` has three parts, one of them primary; `b` one, `c` an archived one, `d` the same one as `a`, `e` one without a name.
async function fill(kit: Kit): Promise<void> {
  await kit.write(['a', 'b', 'c', 'd', 'e'].map((id, size) => article(id, { name: id, size: size % 4 })))
  await kit.write([
    part('p1', { name: 'first', size: 3, stage: 'done' }),
    part('p2', { name: 'alder', keeper: 'u1', stage: 'new' }),
    part('p3', { name: 'Primary', size: 2, keeper: 'u2' }),
    part('p0', { name: 'archived' }),
    part('p4', { size: 1 }),
  ])
  await kit.write([link('a', 'p2'), link('a', 'p1'), link('a', 'p1', 'other'), link('a', 'p3', 'primary')])
  await kit.write([link('b', 'p2'), link('c', 'p0', 'primary'), link('d', 'p3', 'other'), link('e', 'p4'), link('a', 'p0')])
  await kit.write([{ write: 'archive', ref: { type: 'part', id: 'p0' } }, patch('e', { size: 3 })])
}
// The names that are picked, by article.
async function picks(kit: Kit, among: Expression, expected: Readonly<Record<string, string | null>>, message: string): Promise<void> {
  const linked = [linkedColumn('parts.name', among)]
  await kit.check({ select: ['name', 'parts.name'], linked }, message)
  const { records } = await kit.ask({ select: ['parts.name'], linked })
  const found = records
    .filter(({ ref }) => Object.hasOwn(expected, ref.id))
    .map(({ ref, values }) => [ref.id, values['parts.name'] ?? null])
  same(Object.fromEntries(found), expected, message)
}
async function orders(kit: Kit, expected: readonly string[], order: readonly OrderTerm[]): Promise<void> {
  const question: Question = { order, linked: [linkedColumn('parts.name')], select: ['parts.name', 'size'] }
  same(await kit.check(question, 'The whole'), expected, 'In order; missing values last, ties by id.')
  for (let offset = 0; offset <= expected.length; offset += 1) {
    same(await kit.check({ ...question, offset, limit: 2 }, 'By offset'), expected.slice(offset, offset + 2), 'A window by offset.')
    const last = (await kit.ask({ ...question, offset, limit: 1 })).records[0]
    if (last === undefined) continue
    const after = { id: last.ref.id, values: order.map(({ property }) => last.values[property] ?? null) }
    same(await kit.check({ ...question, after, limit: 2 }, 'By cursor'), expected.slice(offset + 1, offset + 3), 'A window by cursor.')
  }
}
