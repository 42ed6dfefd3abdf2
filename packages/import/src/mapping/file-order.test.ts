import { expect, test } from 'vitest'
import { orderFiles, typesNamedById, typesPointedAt } from './file-order.js'
import type { FileMapping } from './mapping-schema.js'

const column = 'c'
const file = (objectType: string, more: Partial<FileMapping> = {}): FileMapping => ({
  ...{ file: `${objectType}.csv`, objectType, externalId: ['id'] },
  ...more,
})
const linkTo = (...types: readonly string[]) => ({ links: types.map((to) => ({ association: to, to, columns: [column] })) })
const orderOf = (files: readonly FileMapping[]) => orderFiles(files).map((each) => each.file)

test('[SDK-11] a file refers to the types of its links, of its users and of its ids', () => {
  const deals = file('deal', {
    ...linkTo('company', 'product'),
    properties: {
      owner: { kind: 'user', column },
      team: { kind: 'string', column, idOf: 'team' },
      tags: { kind: 'multi_enumeration', column, idOf: 'tag' },
      name: { kind: 'string', column },
      amount: { kind: 'number', column },
    },
  })
  expect([...typesNamedById(deals)]).toEqual(['user', 'team', 'tag'])
  expect([...typesPointedAt(deals)]).toEqual(['company', 'product', 'user', 'team', 'tag'])
  expect([typesNamedById(file('deal')).size, typesPointedAt(file('deal')).size]).toEqual([0, 0])
})

test('[SDK-11] a file comes after all that it refers to, through any number of others, and otherwise as it is listed', () => {
  const files = [
    file('deal', linkTo('company')),
    file('ticket'),
    file('company', { properties: { csm: { kind: 'user', column } } }),
    file('user'),
    file('company', { file: 'more.csv' }),
  ]
  expect(orderOf(files)).toEqual(['user.csv', 'company.csv', 'more.csv', 'deal.csv', 'ticket.csv'])
})

test('[SDK-11] files that refer to each other, or to their own type, are all there once', () => {
  expect(orderOf([file('a', linkTo('b')), file('b', linkTo('c')), file('c', linkTo('a', 'c'))])).toEqual(['c.csv', 'b.csv', 'a.csv'])
  expect(orderOf([file('a', linkTo('a')), file('a', { ...linkTo('a'), file: 'again.csv' })])).toEqual(['again.csv', 'a.csv'])
  expect(orderOf([])).toEqual([])
})
