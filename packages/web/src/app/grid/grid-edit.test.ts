import { expect, test } from 'vitest'
import type { Column } from './columns.js'
import { nextEditable } from './grid-edit.js'

const column = (field: string, edits: boolean): Column => ({
  ...{ field, label: field, kind: 'string', format: 'text', isSortable: true, isRight: false, byDefault: true, minWidth: 1, grow: 1 },
  ...(edits && { edits: field }),
})
const columns = [column('name', true), column('health', false), column('arr', true), column('updatedAt', false)]
const rows = new Map([
  [7, { id: 'a' }],
  [8, { id: 'b' }],
])
const from = (id: string, field: string, to: 'next' | 'previous') => nextEditable(rows, columns, { id, field }, to)

test('[REC-2] Tab goes to the next cell that can be edited, and from the last one into the next row', () => {
  expect(from('a', 'name', 'next')).toEqual({ row: 7, column: 2 })
  expect(from('a', 'arr', 'next')).toEqual({ row: 8, column: 0 })
  expect(from('b', 'name', 'previous')).toEqual({ row: 7, column: 2 })
  expect(from('b', 'arr', 'previous')).toEqual({ row: 8, column: 0 })
})

test('[REC-2] beyond the rows that are known, and for a record that left the list, there is no next cell', () => {
  expect(from('b', 'arr', 'next')).toBeUndefined()
  expect(from('a', 'name', 'previous')).toBeUndefined()
  expect(from('gone', 'name', 'next')).toBeUndefined()
})
