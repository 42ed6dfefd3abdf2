import { type Atom, canonicalise, type Expression } from '@tenure/core/adapter'
import type { StoreAggregate } from '@tenure/core/aggregate'
import { expect, test } from 'vitest'
import { emptyLayout, extendLayout } from '../layout.js'
import { LayoutView } from '../layout-view.js'
import { areCovered, testedColumns } from './covered.js'

const layout = extendLayout(emptyLayout, {
  types: [
    {
      name: 'deal',
      properties: [
        { name: 'stage', kind: 'enumeration' },
        { name: 'closeDate', kind: 'date' },
        { name: 'dueDate', kind: 'date' },
        { name: 'name', kind: 'string' },
        { name: 'amount', kind: 'money' },
      ],
      indexes: [['stage', 'closeDate'], ['amount'], ['name']],
    },
  ],
  edges: [],
})
const deal = new LayoutView(layout).get('deal')
const everything: Expression = { all: [] }
const isWon: Expression = { atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value: 'won' }
const closes: Expression = { atom: 1, test: 'is-known', property: 'closeDate', kind: 'date' }
const isLate: Expression = { atom: 2, test: 'before-property', property: 'closeDate', kind: 'date', other: 'dueDate', orEqual: false }
const isNorth: Expression = { atom: 3, test: 'is', property: 'name', kind: 'string', value: 'north' }

function isCovered(where: Expression, more: Partial<Pick<StoreAggregate, 'by' | 'measures'>> = {}): boolean {
  const about = { order: [], select: [], limit: 0, count: true, archived: 'no' } as const
  const query = canonicalise({ type: 'deal', user: where, policy: everything, ...about })
  return areCovered([{ query, by: [], measures: [], ...more }], deal)
}

test('an aggregate is read from an index alone if that has every column of its condition, groups and measures', () => {
  expect(isCovered(everything)).toBe(true)
  expect(isCovered(isWon)).toBe(true)
  expect(isCovered({ any: [isWon, { not: closes }] })).toBe(true)
  expect(isCovered(isWon, { by: [{ property: 'closeDate', kind: 'date' }] })).toBe(true)
  expect(isCovered(isWon, { by: [{ property: 'dueDate', kind: 'date' }] })).toBe(false)
  expect(isCovered(isWon, { measures: [{ measure: 'distinct', property: 'closeDate' }] as never })).toBe(true)
  expect(isCovered(isWon, { measures: [{ measure: 'sum', property: 'amount' }] as never })).toBe(false)
})

test('both properties of a comparison are looked at, and each part of a condition', () => {
  expect(isCovered(isLate)).toBe(false)
  expect(isCovered({ all: [isWon, isLate] })).toBe(false)
  expect(isCovered({ all: [isWon, isNorth] })).toBe(false)
  expect(isCovered({ not: isNorth })).toBe(true)
})

test('text is compared by its folded form and by itself, an amount by its key and currency; whether an amount is known says its own column', () => {
  const known = (property: string, kind: 'string' | 'money'): Expression => ({ atom: 6, test: 'is-known', property, kind })
  const isLarge: Expression = {
    ...{ atom: 7, test: 'at-least', property: 'amount', kind: 'money' },
    value: { amount: '5', currency: 'EUR' },
  } as Expression
  expect([isCovered(known('name', 'string')), isCovered(isNorth), isCovered(isLarge), isCovered(known('amount', 'money'))]).toEqual([
    true,
    true,
    true,
    false,
  ])
  const columns = (atom: Expression) => testedColumns(atom as Atom, deal)
  expect([columns(isNorth), columns(isLarge), columns(known('amount', 'money')), columns(isLate)]).toEqual([
    ['name__fold', 'name'],
    ['amount__key', 'amount__currency'],
    ['amount'],
    ['closeDate', 'dueDate'],
  ])
})

test('what looks at the past or at other records is read from the records', () => {
  const changed = { atom: 4, test: 'changed', property: 'stage', from: 0, to: 1 } as never
  expect(isCovered(changed)).toBe(false)
  expect(isCovered({ atom: 5, test: 'id-of', ids: ['a'] })).toBe(false)
})
