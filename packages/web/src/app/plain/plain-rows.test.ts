import { expect, test } from 'vitest'
import { en } from '../../words/en/index.js'
import { createFormats } from '../format/formats.js'
import type { Reading } from '../format/use-formats.js'
import { nextSort, type PlainColumn, searchRows, sortRows } from './plain-rows.js'

const names: Readonly<Record<string, string>> = { u1: 'Zoe', u2: 'adam' }
const reading: Reading = {
  formats: createFormats({ locale: 'de', timeZone: 'UTC', today: '2026-11-25' }, en.format),
  words: en.format,
  translate: (text) => text,
  currency: 'EUR',
  me: 'u1',
  nameOf: (user) => names[user] ?? 'Unbekannt',
}
const money = (amount: string, currency = 'EUR') => ({ amount, currency })
const rows = [
  { id: '1', name: 'Zebra 10', arr: money('90.00'), owner: 'u1', day: '2026-12-01' },
  { id: '2', name: 'Öl', arr: money('100.00'), owner: 'u2', day: null },
  { id: '3', name: 'zebra 9', arr: money('5.00', 'USD'), owner: 'u1', day: '2025-12-01' },
  { id: '4', name: null, arr: null, owner: null, day: '2026-01-01' },
]
const columns: readonly PlainColumn[] = [
  { field: 'name', label: 'Name', format: 'text' },
  { field: 'arr', label: 'ARR', format: 'money' },
  { field: 'owner', label: 'Owner', format: 'user' },
]
const order = (field: string, format: PlainColumn['format'], direction: 'ascending' | 'descending' = 'ascending') =>
  sortRows(rows, { field, direction }, format, reading)
    .map(({ id }) => id)
    .join('')

test('[CUS-2] a plain table sorts as the language does; unknown values are last either way', () => {
  expect(order('name', 'text')).toBe('2314')
  expect(order('name', 'text', 'descending')).toBe('1324')
  expect(order('day', 'relative-date')).toBe('3412')
  expect(order('owner', 'user')).toBe('2134')
  expect(sortRows(rows, undefined, 'text', reading)).toBe(rows)
})
test('[CUS-2] amounts of several currencies sort by currency, then by amount', () => {
  expect(order('arr', 'money')).toBe('1234')
  expect(order('arr', 'money', 'descending')).toBe('3214')
})
test('a plain table is searched by what its cells show', () => {
  const found = (text: string) => searchRows(rows, columns, text, reading).map(({ id }) => id)
  expect([found('ZEBRA'), found('adam'), found('90'), found('  '), found('nobody')]).toEqual([
    ['1', '3'],
    ['2'],
    ['1'],
    ['1', '2', '3', '4'],
    [],
  ])
})
test('[CUS-2] a press on a head sorts ascending, descending, then not at all', () => {
  const first = nextSort(undefined, 'name')
  const second = nextSort(first, 'name')
  expect([first?.direction, second?.direction, nextSort(second, 'name'), nextSort(second, 'arr')?.field]).toEqual([
    'ascending',
    'descending',
    undefined,
    'arr',
  ])
})
