import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import type { Change } from '../storage/adapter.js'
import { createViewBook, defaultsId, defaultViewsType, idsOf, isShared, viewType } from './view-book.js'

const stored = (type: string, id: string, values: Values) => ({ ref: { type, id }, version: '1', values })
const view = (id: string, collection = 'customers') => stored(viewType, id, { name: id, collection })
const changed = (type: string, id: string, more: Partial<Change> = {}): Change => ({
  ...{ ref: { type, id }, change: 'patch', version: '2', at: 0, changed: [] },
  ...more,
})
const open = () =>
  createViewBook([
    view('mine'),
    view('board', 'services'),
    { ...view('gone'), archivedAt: 1 },
    stored(defaultViewsType, defaultsId('main', 'customers'), { collection: 'customers', views: ['mine', 5, 'built-in'] }),
  ])

test('a book knows the views of each collection, and the default ones of each workspace in their order', () => {
  const book = open()
  const idsIn = (collection: string) => book.of(collection).map(({ id }) => id)
  expect([idsIn('customers'), idsIn('services'), idsIn('tasks'), book.all().length]).toEqual([['mine'], ['board'], [], 2])
  expect(book.find('board')).toEqual({ id: 'board', version: '1', values: { name: 'board', collection: 'services' } })
  expect(book.find('gone')).toBeUndefined()
  expect(book.defaults('main', 'customers')).toEqual(['mine', 'built-in'])
  expect([book.defaults('west', 'customers'), book.defaults('main', 'services')]).toEqual([undefined, undefined])
})

test('a view that is saved, changed or deleted is so in the book, which names its collection', () => {
  const book = open()
  const after = { name: 'New', collection: 'tasks' }
  expect(book.apply(changed(viewType, 'new', { after }))).toBe('tasks')
  expect(book.find('new')).toEqual({ id: 'new', version: '2', values: after })
  expect(book.apply(changed(viewType, 'board', { change: 'archive', before: { collection: 'services' } }))).toBe('services')
  expect(book.find('board')).toBeUndefined()
  // A purge has no values: the collection is that of the view as it was known.
  expect(book.apply(changed(viewType, 'mine', { change: 'purge' }))).toBe('customers')
  expect(book.find('mine')).toBeUndefined()
  expect(book.apply(changed(viewType, 'mine', { change: 'purge' }))).toBe('')
  expect(book.apply(changed('company', 'new', { change: 'purge' }))).toBeUndefined()
  expect(book.find('new')).toBeDefined()
})

test('the list of default views is not a view, even under the same id', () => {
  const book = createViewBook([view('same')])
  expect(book.apply(changed(defaultViewsType, 'same', { change: 'purge' }))).toBe('')
  expect(book.find('same')).toBeDefined()
  const id = defaultsId('main', 'customers')
  expect(book.apply(changed(defaultViewsType, id, { after: { collection: 'customers', views: ['same'] } }))).toBe('customers')
  expect(book.defaults('main', 'customers')).toEqual(['same'])
  expect(book.all()).toHaveLength(1)
  book.apply(changed(defaultViewsType, id, { change: 'archive', before: { collection: 'customers' } }))
  expect(book.defaults('main', 'customers')).toBeUndefined()
})

test('what cannot be read in a record of views is left out', () => {
  expect([idsOf(undefined), idsOf({}), idsOf({ views: 'a' }), idsOf({ views: ['a', null, 'b'] })]).toEqual([[], [], [], ['a', 'b']])
  expect([isShared({ audience: 'everyone' }), isShared({ audience: 'me' }), isShared({})]).toEqual([true, false, false])
})
