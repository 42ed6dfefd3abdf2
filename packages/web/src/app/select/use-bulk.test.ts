import { expect, test } from 'vitest'
import { everything, nothing, toggled, withAll } from './selection.js'
import { recordsOf } from './use-bulk.js'

const question = {
  provider: 'tenure.customers/list-rows',
  windowed: true,
  input: { view: 'all', search: 'old', filters: [{ test: 'is-known', property: 'customer.arr' }], sort: [], columns: ['name'] },
} as const
const target = { type: 'company', collection: 'tenure.customers/list', question }

test('[CUS-4] some records are named by their ids', () => {
  expect(recordsOf(withAll(nothing, ['a', 'b']), target)).toEqual({ type: 'company', ids: ['a', 'b'] })
  expect(recordsOf(nothing, target)).toBeUndefined()
})

test('[CUS-4] all of the view are the question itself: its view, filters and search, but not its order and columns', () => {
  const { view, search, filters } = question.input
  expect(recordsOf(everything, target)).toEqual({ collection: target.collection, view, search, filters })
  expect(recordsOf(everything, { ...target, question: undefined })).toEqual({ collection: target.collection })
})

test('[CUS-4] what was taken out of all of the view is left out by a filter', () => {
  const fewer = toggled(toggled(everything, 'a', 0), 'b', 1)
  expect(recordsOf(fewer, { ...target, question: undefined })).toEqual({
    collection: target.collection,
    filters: [{ test: 'not', filter: { test: 'id-of', type: 'company', ids: ['a', 'b'] } }],
  })
})

test('a list that is no collection has no question to change', () => {
  expect(recordsOf(everything, { ...target, collection: undefined })).toBeUndefined()
})
