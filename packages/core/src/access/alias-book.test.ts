import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'
import { aliasId, createAliasBook } from './alias-book.js'

const alias = (from: string, to: string, type = 'company'): StoredRecord => ({
  ref: { type: 'alias', id: `${type}:${from}` },
  version: '1',
  values: { type, from, to },
})
const changed = (type: string, after?: Values): Change =>
  ({ ref: { type, id: 'x' }, change: 'create', version: '1', at: 0, changed: [], ...(after && { after }) }) as Change
const company = (id: string) => ({ type: 'company', id })

test('[REC-4] the id of a merged record leads to that of the last merge, and every other id to itself', () => {
  const book = createAliasBook([alias('a', 'b'), alias('b', 'c'), alias('d', 'c'), alias('a', 'z', 'contact')])
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => book.resolve(company(id)).id)).toEqual(['c', 'c', 'c', 'c', 'e'])
  expect(book.resolve({ type: 'contact', id: 'a' })).toEqual({ type: 'contact', id: 'z' })
  expect(book.resolve({ type: 'deal', id: 'a' })).toEqual({ type: 'deal', id: 'a' })
})

test('[REC-4] all ids that lead to a record are known, those of what was merged before among them', () => {
  const book = createAliasBook([alias('a', 'b'), alias('b', 'c'), alias('d', 'c')])
  expect(book.merged(company('c'))).toEqual(['b', 'a', 'd'])
  expect([book.merged(company('b')), book.merged(company('a'))]).toEqual([['a'], []])
})

test('[REC-4] a merge counts from its commit on, and a change of another type is none', () => {
  const book = createAliasBook([])
  const values = { type: 'company', from: 'a', to: 'b' }
  expect(book.apply(changed('company', values))).toBe(false)
  expect(book.resolve(company('a'))).toEqual(company('a'))
  expect(book.apply(changed('alias', values))).toBe(true)
  expect(book.resolve(company('a'))).toEqual(company('b'))
  expect(book.apply(changed('alias'))).toBe(true)
  expect(book.resolve(company('a'))).toEqual(company('b'))
})

test('[REC-4] an alias that cannot be read leads nowhere', () => {
  const broken = [
    { type: 5, from: 'a', to: 'b' },
    { type: 'company', from: null, to: 'b' },
    { type: 'company', from: 'a', to: 7 },
  ].map((values, at) => ({ ref: { type: 'alias', id: String(at) }, version: '1', values }))
  const book = createAliasBook(broken)
  expect([book.resolve(company('a')), book.merged(company('b'))]).toEqual([company('a'), []])
  expect(book.resolve({ type: '5', id: 'a' })).toEqual({ type: '5', id: 'a' })
})

test('[REC-4] an alias has an id of the type and the id that it is for', () => {
  expect(aliasId(company('a'))).toBe('company:a')
})
