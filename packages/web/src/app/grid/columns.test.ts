import { expect, test } from 'vitest'
import { askedFields, chosenColumns } from './chosen-columns.js'
import { columnsOf, moveField, phoneColumns, toShown, tracksOf } from './columns.js'

const choices = [
  { field: 'name', label: 'Name', kind: 'string', format: 'text', sortable: true, byDefault: true } as const,
  { field: 'healthScore', label: 'Health', kind: 'number', format: 'health', sortable: true, byDefault: true } as const,
  { field: 'renewalDate', label: 'Renewal', kind: 'date', format: 'relative-date', sortable: true, byDefault: true } as const,
  { field: 'arr', label: 'ARR', kind: 'money', format: 'money', sortable: true, byDefault: true } as const,
  { field: 'tags', label: 'Tags', kind: 'multi_enumeration', format: 'text', sortable: false, byDefault: false } as const,
]
const all = columnsOf([{ field: 'name' }, { field: 'arr', label: 'Annual' }], choices)
const fields = (columns: readonly { readonly field: string }[]) => columns.map(({ field }) => field)

test('[CUS-2] columns come from the choices, with the description’s own labels', () => {
  expect(fields(all)).toEqual(['name', 'healthScore', 'renewalDate', 'arr', 'tags'])
  expect(all.map(({ label, format, isSortable }) => [label, format, isSortable])).toEqual([
    ['Name', 'text', true],
    ['Health', 'health', true],
    ['Renewal', 'relative-date', true],
    ['Annual', 'money', true],
    ['Tags', 'text', false],
  ])
  expect(fields(chosenColumns(all, undefined))).toEqual(['name', 'healthScore', 'renewalDate', 'arr'])
})

test('[CUS-2] columns have the chosen order; the name stays first, missing ones are left out', () => {
  expect(fields(chosenColumns(all, ['tags', 'gone', 'arr', 'arr', 'name']))).toEqual(['name', 'tags', 'arr'])
  expect(chosenColumns([], ['arr'])).toEqual([])
})

test('[CUS-2] a column moves by steps, never before the name and never past the end', () => {
  const order = ['name', 'a', 'b']
  expect(moveField(order, 'b', -1)).toEqual(['name', 'b', 'a'])
  expect([moveField(order, 'a', -1), moveField(order, 'b', 1), moveField(order, 'name', 1), moveField(order, 'gone', 1)]).toEqual([
    order,
    order,
    order,
    order,
  ])
})

test('a description without choices is its own list of columns', () => {
  expect(
    columnsOf([{ field: 'daysLeft', format: 'number' }, { field: 'name' }], undefined).map(({ label, isRight, byDefault }) => [
      label,
      isRight,
      byDefault,
    ]),
  ).toEqual([
    ['Days left', true, true],
    ['Name', false, true],
  ])
})

test('a row on a phone is name and health, date and amount', () => {
  const places = phoneColumns(all)
  expect(Object.entries(places).map(([place, column]) => [place, column.field])).toEqual([
    ['who', 'name'],
    ['state', 'healthScore'],
    ['when', 'renewalDate'],
    ['much', 'arr'],
  ])
  expect(phoneColumns([])).toEqual({})
})

test('a field that row actions take is asked for while its column is hidden; one that is no column is not', () => {
  expect(askedFields(all, all.slice(0, 1), ['arr', 'id'])).toEqual(['name', 'arr'])
})

test('tracks and the least width of a row go together', () => {
  expect(tracksOf(all.slice(0, 2), 0)).toEqual({ tracks: 'minmax(168px, 1.9fr) minmax(128px, 1.5fr)', minWidth: 296 })
  expect(tracksOf(all.slice(0, 2), 48)).toEqual({ tracks: 'minmax(168px, 1.9fr) minmax(128px, 1.5fr) 48px', minWidth: 344 })
})

test('[CUS-2] a value of a list is shown by its label, and health keeps its own', () => {
  const options = [
    { value: 'in-use', label: 'In use' },
    { value: 'it', label: 'IT' },
  ]
  const choice = { label: 'X', kind: 'enumeration', sortable: true, byDefault: true, options } as const
  const [state, health] = columnsOf(
    [],
    [
      { ...choice, field: 'state', format: 'text' },
      { ...choice, field: 'healthStatus', format: 'health' },
    ],
  )
  expect(state && [toShown(state, 'in-use'), toShown(state, ['in-use', 'it']), toShown(state, 'not-known'), toShown(state, null)]).toEqual([
    'In use',
    'In use, IT',
    'Not known',
    null,
  ])
  expect(health && toShown(health, 'it')).toBe('it')
})
