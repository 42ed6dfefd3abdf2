import type { Value } from '@tenure/core/adapter'
import { expect, test } from 'vitest'
import { decoderOf, encodeJson, encodeScalar, encodeSet, encodeValue } from './codec.js'

const name = { property: 'name', kind: 'string', column: 'name', fold: 'name__fold' } as const
const arr = { property: 'arr', kind: 'money', column: 'arr', key: 'arr__key', currency: 'arr__currency' } as const
const seats = { property: 'seats', kind: 'number', column: 'seats' } as const

test('a value fills each column of its property, and a missing one leaves all of them empty', () => {
  expect([encodeValue(name, 'Straße'), encodeValue(name, null)]).toEqual([
    ['Straße', 'strasse'],
    [null, null],
  ])
  expect([encodeValue(arr, { amount: '5.10', currency: 'EUR' }), encodeValue(arr, null)]).toEqual([
    ['5.10', '[51', 'EUR'],
    [null, null, null],
  ])
  expect([encodeValue(seats, 3), encodeValue(seats, null)]).toEqual([[3], [null]])
})

const of = (kind: Parameters<typeof decoderOf>[0], value: NonNullable<Value>) => encodeScalar({ kind, property: 'p' }, value)

test('each kind is stored in one form', () => {
  for (const kind of ['string', 'text', 'enumeration', 'user', 'date'] as const) expect(of(kind, 'x😀')).toBe('x😀')
  for (const kind of ['number', 'datetime'] as const) {
    expect(of(kind, -1.5)).toBe(-1.5)
    expect(Object.is(of(kind, -0), 0)).toBe(true)
  }
  expect([of('boolean', true), of('boolean', false)]).toEqual([1, 0])
  for (const amount of ['0', '-12', '12.50', '-0.5']) expect(of('money', { amount, currency: 'EUR' })).toBe(amount)
  expect(of('multi_enumeration', ['b', 'a', 'b', 'A'])).toBe('["A","a","b"]')
  expect([of('json', { b: [1], a: 2 }), of('json', 'text'), of('json', false)]).toEqual(['{"b":[1],"a":2}', '"text"', 'false'])
})

const money = (amount: unknown, currency: unknown = 'EUR') => ({ amount, currency }) as never
const wrong = [
  ...(['string', 'text', 'enumeration', 'user', 'date'] as const).map((kind) => [kind, 1] as const),
  ...(['number', 'datetime'] as const).flatMap((kind) =>
    ['1', Number.NaN, Number.POSITIVE_INFINITY].map((value) => [kind, value] as const),
  ),
  ['boolean', 1],
  ['boolean', 'true'],
  ...['1.', '.5', '+1', '1e3', 'x1', '1x', '', '--1', '1.2.3'].map((amount) => ['money', money(amount)] as const),
  ['money', '5'],
  ['money', money(5)],
  ['money', money('5', 5)],
  ['money', { amount: '5' }],
  ['money', { currency: 'EUR' }],
  ['multi_enumeration', 'a'],
  ['multi_enumeration', { 0: 'a' }],
] as const

test.each(wrong)('a value that is not of kind %s is refused: %j', (kind, value) => {
  const message = `The value of p is not of kind ${kind}.`
  expect(() => of(kind, value as never)).toThrow(
    expect.objectContaining({
      code: 'input.invalid',
      message,
      problem: expect.objectContaining({ details: { issues: [{ path: ['p'], message }] } }),
    }),
  )
})

test.each(['\0', 'a\0b', '\ud800', 'a\udfffb', '\udc00\ud800'])('text that cannot be stored is refused: %j', (value) => {
  const message = 'The text of p has a NUL character or half a character.'
  expect(() => of('string', value)).toThrow(
    expect.objectContaining({
      code: 'input.invalid',
      message,
      problem: expect.objectContaining({ details: { issues: [{ path: ['p'], message }] } }),
    }),
  )
  expect(() => encodeValue(name, value)).toThrow('The text of name has a NUL character or half a character.')
})

test('a set is each of its values once, by code point, whatever the order', () => {
  expect(encodeSet(['𝒩', '～', 'b', 'a', 'b', 7])).toBe('["7","a","b","～","𝒩"]')
  expect(encodeSet([])).toBe('[]')
})

test('values as text are equal where the values are', () => {
  expect(encodeJson(['b', 'a'], 'multi_enumeration')).toBe('["a","b"]')
  expect(encodeJson(['b', 'a'], 'json')).toBe('["b","a"]')
  expect(encodeJson({ currency: 'EUR', amount: '5' }, 'money')).toBe('{"amount":"5","currency":"EUR"}')
  expect(encodeJson({ currency: 'EUR', amount: '5' }, 'json')).toBe('{"currency":"EUR","amount":"5"}')
  expect([encodeJson('x', 'string'), encodeJson(true, 'boolean'), encodeJson(null, 'multi_enumeration')]).toEqual(['"x"', 'true', 'null'])
})

test('what is stored is read as it was given', () => {
  expect([1, 0, null].map((stored) => decoderOf('boolean')?.(stored))).toEqual([true, false, null])
  expect(['["a"]', null].map((stored) => decoderOf('multi_enumeration')?.(stored))).toEqual([['a'], null])
  expect(['{"a":[1]}', 'null', null].map((stored) => decoderOf('json')?.(stored))).toEqual([{ a: [1] }, null, null])
  for (const kind of ['string', 'text', 'enumeration', 'user', 'date', 'number', 'datetime', 'money'] as const)
    expect(decoderOf(kind)).toBeUndefined()
})
