import { type Atom } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { constantsOf, listOf, nextText, type PropertyAtom } from './atom-constants.js'

const name = { property: 'name', kind: 'string', column: 'name', fold: 'name__fold' } as const
const arr = { property: 'arr', kind: 'money', column: 'arr', key: 'arr__key', currency: 'arr__currency' } as const
const seats = { property: 'seats', kind: 'number', column: 'seats' } as const
const active = { property: 'active', kind: 'boolean', column: 'active' } as const
const tags = { property: 'tags', kind: 'multi_enumeration', column: 'tags' } as const
const notes = { property: 'notes', kind: 'json', column: 'notes' } as const
type Column = Parameters<typeof constantsOf>[1]
const of = (column: Column, test: string, more: object = {}) =>
  constantsOf({ atom: 0, property: column.property, kind: column.kind, test, ...more } as unknown as Atom as PropertyAtom, column)
const five = { amount: '5.0', currency: 'EUR' }

test('a test of presence and one of two properties bind nothing', () => {
  expect([of(arr, 'is-known'), of(seats, 'before-property', { other: 'x', orEqual: true })]).toEqual([[], []])
})

test('an equal value is bound in the form of the compared column', () => {
  expect(of(name, 'is', { value: 'Straße' })).toEqual(['strasse'])
  expect(of(arr, 'is', { value: five })).toEqual(['[5', 'EUR'])
  expect([of(seats, 'is', { value: 5 }), of(active, 'is', { value: true }), of(active, 'is', { value: false })]).toEqual([[5], [1], [0]])
  expect(of(tags, 'is', { value: ['b', 'a'] })).toEqual(['["a","b"]'])
  expect(of(notes, 'is', { value: { b: 1 } })).toEqual(['{"b":1}'])
})

test('a value of a list is bound as one column would be, and money with its currency', () => {
  expect(of(name, 'any-of', { values: ['Ä', 'B', 'c'] })).toEqual(['ä', 'b', 'c', 'c'])
  expect(of(arr, 'any-of', { values: [five, { amount: '0', currency: 'USD' }] })).toEqual(['[5 EUR', 'N USD'])
  expect(of(active, 'any-of', { values: [true, false] })).toEqual([1, 0])
})

test('sets and parts of text are bound as they are compared', () => {
  expect([of(tags, 'contains-any', { values: ['b', 'a'] }), of(tags, 'contains-all', { values: ['b', 'a'] })]).toEqual([
    ['["a","b"]'],
    ['["a","b"]'],
  ])
  const parts = (text: string) => (['contains', 'starts-with', 'ends-with'] as const).map((test) => of(name, test, { text }))
  expect(parts('Ab')).toEqual([['ab'], ['ab', 'ac'], ['ab']])
  expect(parts('')).toEqual([[], [], []])
  expect(of(name, 'starts-with', { text: '\u{10ffff}' })).toEqual(['\u{10ffff}'])
})

test('a change binds its time, and the value as history and record have it', () => {
  const since = 7
  expect(of(name, 'changed', { since })).toEqual([7])
  expect(of(name, 'changed', { since, to: 'Ab' })).toEqual([7, '"Ab"', 'Ab'])
  expect(of(arr, 'changed', { since, to: five })).toEqual([7, '{"amount":"5.0","currency":"EUR"}', '5.0', 'EUR'])
  expect(of(active, 'changed', { since, to: false })).toEqual([7, 'false', 0])
  expect(of(tags, 'changed', { since, to: ['b', 'a'] })).toEqual([7, '["a","b"]', '["a","b"]'])
  expect(of(notes, 'changed', { since, to: 'x' })).toEqual([7, '"x"', '"x"'])
  expect(of(seats, 'changed', { since, to: 0 })).toEqual([7, '0', 0])
})

test('a bound of text is bound folded and as it is, one of money with its currency', () => {
  for (const test of ['less', 'at-most', 'more', 'at-least']) {
    expect(of(name, test, { value: 'Ab' })).toEqual(['ab', 'Ab'])
    expect(of(arr, test, { value: five })).toEqual(['[5', 'EUR'])
    expect(of(seats, test, { value: 5 })).toEqual([5])
  }
})

const texts = (length: number) => Array.from({ length }, (_, at) => `t${at}`)

test('a list is filled up with its last value to a power of two, from two on', () => {
  const lengths = [0, 1, 2, 3, 4, 5, 8, 9, 16].map((length) => listOf(texts(length)).length)
  expect(lengths).toEqual([0, 2, 2, 4, 4, 8, 8, 16, 16])
  expect(listOf(texts(1))).toEqual(['t0', 't0'])
  expect(listOf(texts(5))).toEqual(['t0', 't1', 't2', 't3', 't4', 't4', 't4', 't4'])
})

test('a list of more than sixteen texts is one text, and one of numbers is not', () => {
  expect(listOf(texts(17))).toEqual([JSON.stringify(texts(17))])
  expect(listOf(texts(16))).toEqual(texts(16))
  const numbers = Array.from({ length: 17 }, (_, at) => at)
  expect(listOf(numbers)).toEqual([...numbers, ...Array.from({ length: 15 }, () => 16)])
  expect(listOf([...texts(17), 1])).toHaveLength(32)
})

test('the next text comes right after all that start with a text', () => {
  expect(['a', 'az', '😀', 'a\ud7ff', '\ufffd'].map(nextText)).toEqual(['b', 'a{', '😁', 'a\ue000', '\ufffe'])
  expect(['a\u{10ffff}', 'a\u{10ffff}\u{10ffff}', '\u{10fffe}', '\u{10ffff}', ''].map(nextText)).toEqual([
    'b',
    'b',
    '\u{10ffff}',
    undefined,
    undefined,
  ])
})
