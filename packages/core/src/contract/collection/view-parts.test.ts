import { expect, test } from 'vitest'
import type { z } from 'zod'
import { columnMeasures, fieldName, listOrder, viewAudience, viewColumns, viewDescription, viewLayout, viewName } from './view-parts.js'

const isGood = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success
const messageOf = (schema: z.ZodType, value: unknown): unknown => schema.safeParse(value).error?.issues[0]?.message
const text = (length: number): string => 'x'.repeat(length)
const columns = (count: number) => Array.from({ length: count }, (_, at) => ({ field: `f${at}` }))
const sort = (count: number) => columns(count).map(({ field }) => ({ property: field, direction: 'ascending' }))

test('[VIEW-1] a view has a name of at most 100 characters, and a description of at most 500, without spaces around them', () => {
  expect([viewName.parse('  Mine '), viewDescription.parse(' For all. ')]).toEqual(['Mine', 'For all.'])
  expect([isGood(viewName, text(100)), isGood(viewDescription, text(500)), isGood(viewDescription, '')]).toEqual([true, true, true])
  expect([messageOf(viewName, '  '), messageOf(viewName, text(101)), messageOf(viewDescription, text(501))]).toEqual([
    ...['A view needs a name.', 'The name of a view has at most 100 characters.', 'The description of a view has at most 500 characters.'],
  ])
})

test('[VIEW-1] a view has one to sixty columns, each 64 to 800 pixels wide, with a measure that there is', () => {
  expect([isGood(viewColumns, columns(1)), isGood(viewColumns, columns(60))]).toEqual([true, true])
  expect([messageOf(viewColumns, []), messageOf(viewColumns, columns(61))]).toEqual([
    'A view has at least one column.',
    'A view has at most 60 columns.',
  ])
  const of = (more: object) => isGood(viewColumns, [{ field: 'name', ...more }])
  expect([64, 800, 63, 801, 64.5].map((width) => of({ width }))).toEqual([true, true, false, false, false])
  expect([...columnMeasures, 'median'].map((measure) => of({ measure }))).toEqual([true, true, true, true, true, true, true, false])
  expect([of({ width: undefined }), of({ measure: undefined }), of({ label: 'x' })]).toEqual([false, false, false])
  expect(columnMeasures).toEqual(['sum', 'average', 'minimum', 'maximum', 'distinct', 'filled', 'none'])
})

test('[VIEW-1] a list is ordered by at most five properties, upwards or downwards', () => {
  expect([isGood(listOrder, []), isGood(listOrder, sort(5)), isGood(listOrder, sort(6))]).toEqual([true, true, false])
  const by = (direction: string) => isGood(listOrder, [{ property: 'name', direction }])
  expect([by('ascending'), by('descending'), by('up')]).toEqual([true, true, false])
  expect([isGood(fieldName, 'x'), isGood(fieldName, text(200)), isGood(fieldName, ''), isGood(fieldName, text(201))]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('[VIEW-1] a view is a table or a board, and is private or for everyone', () => {
  expect([viewLayout.options, viewAudience.options]).toEqual([
    ['table', 'board'],
    ['private', 'everyone'],
  ])
})
