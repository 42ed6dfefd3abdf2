import { expect, test } from 'vitest'
import type { Values } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import { createFollowBook } from './follow-book.js'

const follow = (id: string, values: Values, archivedAt?: number) => ({
  ...{ ref: { type: 'follow', id }, version: '1', values },
  ...(archivedAt !== undefined && { archivedAt }),
})
const c1 = { type: 'company', id: 'c1' }
const since = 1
const changed = (type: string, id: string, after?: Values): Change =>
  ({ ref: { type, id }, change: 'patch', version: '2', at: 0, changed: [], ...(after && { after }) }) as Change

test('[REC-4] the book says who follows a record, of what is stored and not archived', () => {
  const book = createFollowBook([
    follow('anna/company/c1', { user: 'anna', name: 'company/c1', since }),
    follow('ben/company/c1', { user: 'ben', name: 'company/c1', since }),
    follow('carl/company/c1', { user: 'carl', name: 'company/c1', since }, 5),
    follow('dora/company/c1', { user: 'dora', name: 'company/c1', since: null }),
    follow('5', { user: 5, name: 'company/c1', since }),
    follow('x', { user: 'emil', name: 'c1', since }),
    follow('y', { user: 'emil', name: 7, since }),
  ])
  expect(book.of(c1)).toEqual(new Set(['anna', 'ben']))
  expect(book.of({ type: 'contact', id: 'c1' })).toEqual(new Set())
  expect(book.all()).toEqual([
    { type: 'follow', id: 'anna/company/c1' },
    { type: 'follow', id: 'ben/company/c1' },
  ])
})

test('[REC-4] users begin and end to follow with each commit', () => {
  const book = createFollowBook([])
  book.apply(changed('follow', 'f1', { user: 'anna', name: 'company/c1', since }))
  book.apply(changed('follow', 'f2', { user: 'ben', name: 'company/c1', since }))
  book.apply(changed('company', 'f1'))
  expect(book.of(c1)).toEqual(new Set(['anna', 'ben']))
  book.apply(changed('follow', 'f1', { user: 'anna', name: 'company/c1', since: null }))
  expect([book.of(c1), book.all()]).toEqual([new Set(['ben']), [{ type: 'follow', id: 'f2' }]])
  book.apply(changed('follow', 'f2', { user: 'ben', name: 'deal/d1', since }))
  expect([book.of(c1), book.of({ type: 'deal', id: 'd1' })]).toEqual([new Set(), new Set(['ben'])])
  book.apply(changed('follow', 'f2'))
  book.apply(changed('follow', 'never'))
  expect([book.of({ type: 'deal', id: 'd1' }), book.all()]).toEqual([new Set(), []])
})
