import { expect, test } from 'vitest'
import type { OrderTerm } from '../query/canonical.js'
import type { PropertyDefinition } from '../schema/definition.js'
import type { Values } from '../schema/value.js'
import { openCursor, sealCursor } from './cursor.js'

const order = [
  { property: 'arr', direction: 'descending', by: 'value' },
  { property: 'name', direction: 'ascending', by: 'value' },
] as unknown as readonly OrderTerm[]
const columns: readonly Pick<PropertyDefinition, 'name' | 'kind'>[] = [
  { name: 'arr', kind: 'number' },
  { name: 'name', kind: 'string' },
]
const seal = (values: Values, of = order) => sealCursor({ ref: { type: 'company', id: 'c1' }, version: '1', values }, of)
const text = (...parts: readonly unknown[]) => encodeURIComponent(JSON.stringify(parts))
const terms = ['arr descending', 'name ascending']
const message = 'This place in the list is not known. Ask for the list from its start.'
const unknown = { problem: { code: 'input.invalid', message, details: { issues: [{ path: ['after'], message }] } } }

/** What opening a cursor is refused with. */
function refusalOf(cursor: string, of = order, known = columns): unknown {
  try {
    return openCursor(cursor, of, known)
  } catch (error) {
    return error
  }
}

test('[ACCESS-13] a cursor names the sort values and the id of a record, and nothing else of it', () => {
  const cursor = seal({ arr: 5, name: 'Northwind, & Söhne', secret: 'x' })
  expect(openCursor(cursor, order, columns)).toEqual({ values: [5, 'Northwind, & Söhne'], id: 'c1' })
  expect(cursor).toBe(text(terms, [5, 'Northwind, & Söhne'], 'c1'))
  expect(openCursor(seal({ name: 'Northwind' }), order, columns)).toEqual({ values: [null, 'Northwind'], id: 'c1' })
  expect(openCursor(seal({}, []), [], columns)).toEqual({ values: [], id: 'c1' })
})

test('[ACCESS-13] the cursor of another order is refused', () => {
  const cursor = seal({ arr: 5, name: 'Northwind' })
  const [first, second] = order as readonly [OrderTerm, OrderTerm]
  for (const other of [[], [first], [second, first], [{ ...first, direction: 'ascending' } as OrderTerm, second]])
    expect(refusalOf(cursor, other)).toMatchObject(unknown)
})

test('[ACCESS-13] a cursor whose values do not fit, or that is any other text, is refused', () => {
  for (const wrong of [
    ...['', 'x', '%', 'null', '{}', '5', encodeURIComponent('[1,2,3]')],
    text(terms, [5, 'a']),
    text(terms, [5, 'a'], 'c1', 'more'),
    text(terms, [5], 'c1'),
    text(terms, [5, 'a', 'more'], 'c1'),
    text(terms, [5, 'a'], 7),
    text('arr descending,name ascending', [5, 'a'], 'c1'),
    text(terms, { 0: 5, 1: 'a', length: 2 }, 'c1'),
    text(terms, ['5', 'a'], 'c1'),
    text(terms, [5, 7], 'c1'),
  ])
    expect([wrong, refusalOf(wrong)]).toEqual([wrong, expect.objectContaining(unknown)])
  const cursor = seal({ arr: 5, name: 'Northwind' })
  expect(refusalOf(cursor, order, columns.slice(0, 1))).toMatchObject(unknown)
})
