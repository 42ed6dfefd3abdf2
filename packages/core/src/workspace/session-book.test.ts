import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import type { Change } from '../storage/adapter.js'
import { createSessionBook } from './session-book.js'

const values: Values = { user: 'anna', createdAt: 1, usedAt: 2, endsAt: 3 }
const stored = (id: string, given: Values) => ({ ref: { type: 'session', id }, version: '1', values: given })
const change = (id: string, after: Values | undefined, type = 'session'): Change => ({
  ...{ ref: { type, id }, change: after === undefined ? ('purge' as const) : ('patch' as const), version: '2', at: 0, changed: [] },
  ...(after && { after }),
})

test('[SEC-4] the book holds the sessions of the store; what cannot be read of one is nothing', () => {
  const book = createSessionBook([stored('a', values), stored('b', { user: null })])
  const anna = { id: 'a', user: 'anna', createdAt: 1, usedAt: 2, endsAt: 3 }
  expect(book.all()).toEqual([anna, { id: 'b', user: '', createdAt: 0, usedAt: 0, endsAt: 0 }])
  expect([book.find('a'), book.find('c')]).toEqual([anna, undefined])
})

test('[SEC-5] a session that ended is told once, and only if it was there', () => {
  const book = createSessionBook([stored('a', values)])
  const ended: string[] = []
  book.ended.subscribe((id) => ended.push(id))
  book.apply(change('b', { ...values, user: 'ben' }))
  book.apply(change('a', { ...values, usedAt: 9 }))
  expect(book.all().map(({ id, user, usedAt }) => [id, user, usedAt])).toEqual([
    ['a', 'anna', 9],
    ['b', 'ben', 2],
  ])
  expect(ended).toEqual([])
  for (const each of [change('a', undefined), change('a', undefined), change('c', undefined), change('b', undefined, 'company')])
    book.apply(each)
  book.apply(change('d', values, 'company'))
  expect([book.all().map(({ id }) => id), ended]).toEqual([['b'], ['a']])
})
