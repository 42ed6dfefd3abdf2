import { expect, test } from 'vitest'
import type { Column } from '../grid/columns.js'
import { cellsOf, planPaste } from './paste.js'

const column = (field: string, kind: string, more: Partial<Column> = {}): Column => ({
  ...{ field, label: field, kind, format: 'text', isSortable: true, isRight: false, byDefault: true, minWidth: 1, grow: 1, edits: field },
  ...more,
})
const columns = [
  column('arr', 'money', { format: 'money', currency: 'EUR' }),
  column('renewalDate', 'date'),
  column('csm', 'user'),
  column('segment', 'enumeration', { options: [{ value: 'strategic', label: 'Strategic' }] }),
]
const rows = [
  { id: 'a', arr: null, renewalDate: '2026-12-04', csm: 'u1', segment: null },
  { id: 'b', arr: { amount: '10', currency: 'EUR' }, renewalDate: null, csm: null, segment: 'strategic' },
]
const plan = {
  type: 'company',
  rows,
  columns,
  env: { currency: 'CHF', locale: 'en-GB', timeZone: 'UTC', today: '2026-11-25', currencies: ['EUR', 'USD'] },
  users: new Map([['ada okafor', 'u2']]),
}

test('[REC-2] a clipboard of a spreadsheet is lines of cells, with quoted ones', () => {
  expect(cellsOf('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
  expect(cellsOf('"two\nlines"\t"say ""hi"""')).toEqual([['two\nlines', 'say "hi"']])
  expect(cellsOf('one')).toEqual([['one']])
  expect(cellsOf('a\n\nb')).toEqual([['a'], [''], ['b']])
})

test('[REC-2] a pasted column becomes one edit for each record whose value changes, read as the locale writes it', () => {
  expect(planPaste([['1,200.50'], ['10']], plan)).toEqual([
    { type: 'company', id: 'a', property: 'arr', value: { amount: '1200.50', currency: 'EUR' }, was: null },
  ])
  expect(planPaste([['5', '04/12/2026', 'Ada  Okafor'.replace('  ', ' '), 'STRATEGIC']], plan)).toEqual([
    { type: 'company', id: 'a', property: 'arr', value: { amount: '5', currency: 'EUR' }, was: null },
    { type: 'company', id: 'a', property: 'csm', value: 'u2', was: 'u1' },
    { type: 'company', id: 'a', property: 'segment', value: 'strategic', was: null },
  ])
})

test('[REC-2] an amount without a currency is of the one that was there, else of the property, else the usual one', () => {
  const inKroner = { ...rows[0], arr: { amount: '10', currency: 'NOK' } }
  expect(planPaste([['5'], ['20']], { ...plan, rows: [inKroner as never, rows[1] as never] })).toMatchObject([
    { value: { amount: '5', currency: 'NOK' } },
    { value: { amount: '20', currency: 'EUR' } },
  ])
  const columns = [column('arr', 'money', { format: 'money' })]
  expect(planPaste([['7']], { ...plan, columns })).toMatchObject([{ value: { amount: '7', currency: 'CHF' } }])
})

test('[REC-2] one cell that says no value refuses the whole paste, by line', () => {
  expect(planPaste([['5'], ['12x']], plan)).toEqual({ because: 'value', line: 2, text: '12x', fault: 'money' })
  expect(planPaste([['Nobody']], { ...plan, columns: columns.slice(2) })).toMatchObject({ because: 'value', fault: 'choice' })
})

test('[REC-2] a paste beyond the list, or over what cannot be edited, is refused', () => {
  expect(planPaste([['1'], ['2'], ['3']], plan)).toEqual({ because: 'beyond' })
  expect(planPaste([['1', '2', '3', '4', '5']], plan)).toEqual({ because: 'beyond' })
  const { edits: _none, ...readOnly } = columns[0] as Column
  expect(planPaste([['1']], { ...plan, columns: [readOnly] })).toEqual({ because: 'read-only', label: 'arr' })
})
