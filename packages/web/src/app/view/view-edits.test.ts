import { expect, test } from 'vitest'
import { allParts, changedParts, editsOf, isEdited, type ShownView } from './view-edits.js'

const inRome = { test: 'is', property: 'customer.city', value: 'Rome' } as const
const none = { widths: {}, totals: {} }
const shown: ShownView = {
  view: {
    ...{ id: 'v1', title: 'Rome', builtIn: false, total: 2, filter: inRome },
    ...{ columns: [{ field: 'name' }, { field: 'arr' }], sort: [{ property: 'arr', direction: 'descending' }] },
  },
  address: { sort: [] },
  ...{ fields: ['name', 'arr'], saved: ['name', 'arr'] },
  ...{ overlay: none, own: none },
}

test('[VIEW-1] a view is edited where its filter, sort or columns on the page are others than those that are saved', () => {
  const edits = (address: object, more: object = {}) => editsOf({ ...shown, address: { sort: [], ...address }, ...more })
  expect(isEdited(edits({}))).toBe(false)
  expect(isEdited(edits({ filter: { value: 'Rome', test: 'is', property: 'customer.city' }, sort: shown.view.sort }))).toBe(false)
  expect(edits({ filter: { ...inRome, value: 'Oslo' } })).toEqual({ filter: true, sort: false, columns: false })
  expect(edits({ sort: [{ property: 'name', direction: 'ascending' }] })).toEqual({ filter: false, sort: true, columns: false })
  expect(edits({}, { fields: ['name'] })).toEqual({ filter: false, sort: false, columns: true })
})

test('[VIEW-1] only what was edited is written into a view; widths and totals go with it', () => {
  expect(changedParts(shown)).toEqual({})
  const own = { widths: { arr: 120 }, totals: { arr: 'average' as const } }
  const columns = [{ field: 'name' }, { field: 'arr', width: 120, measure: 'average' }]
  expect(changedParts({ ...shown, own, overlay: own })).toEqual({ columns })
  expect(changedParts({ ...shown, address: { sort: [], filter: { ...inRome, value: 'Oslo' } } })).toEqual({
    filter: { ...inRome, value: 'Oslo' },
  })
})

test('[VIEW-1] a new view takes over all of the one on the page; of a built-in one it leaves the columns to the list', () => {
  expect(allParts(shown)).toEqual({ filter: inRome, sort: shown.view.sort, columns: [{ field: 'name' }, { field: 'arr' }] })
  const { columns: _columns, sort: _sort, ...builtIn } = { ...shown.view, builtIn: true }
  expect(allParts({ ...shown, view: builtIn })).toEqual({ filter: inRome })
  const sort = [{ property: 'name', direction: 'ascending' as const }]
  expect(allParts({ ...shown, view: builtIn, address: { sort, filter: { ...inRome, value: 'Oslo' } } })).toEqual({
    filter: { ...inRome, value: 'Oslo' },
    sort,
  })
})
