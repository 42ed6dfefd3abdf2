import { expect, test } from 'vitest'
import type { PropertyMapping } from '../mapping/mapping-schema.js'
import { type CellContext, compileCell, quoted, splitCurrency } from './cell.js'
import { shiftDecimal, toDecimal } from './decimal.js'
import { toInstant } from './zoned-time.js'

const context: CellContext = {
  cell: () => null,
  idOf: (type, key) => ({ value: `${type}:${key}` }),
  userNamed: (name) => ({ value: `user ${name}` }),
  userHere: (text) => ({ value: `here ${text}` }),
}
const read = (property: PropertyMapping, text: string, cell: CellContext['cell'] = () => null) => {
  const answer = compileCell(property, 'UTC')(text, { ...context, cell })
  return 'value' in answer ? answer.value : 'refused'
}
const column = 'c'

test('[SDK-11] numbers: floats of whole numbers, thousands, comma as point; no guess', () => {
  const number = { kind: 'number', column } as const
  expect(['3.0', ' 42 ', '-0', '.5', '+7', '1e3'].map((text) => read(number, text))).toEqual([3, 42, 0, 0.5, 7, 1000])
  expect(
    ['', '1,5', '0x10', 'NaN', 'Infinity', '1e999', '12abc', '1 2', '9007199254740993', '--1', '.'].map((text) => read(number, text)),
  ).toEqual(Array(11).fill('refused'))
  expect(read({ ...number, thousands: '.', decimal: ',' }, '1.234.567,5')).toBe(1234567.5)
  expect(read({ ...number, thousands: ',' }, '1,23')).toBe('refused')
})

test('[SDK-11] money is decimal text, exact at any length, in its stated currency', () => {
  const money = { kind: 'money', column, currency: 'EUR' } as const
  const amount = (property: PropertyMapping, text: string) => (read(property, text) as { amount: string }).amount
  expect(['1250.50', '0.0', '-0', '007', '+1', '0.1', '123456789012345678901234567890.12'].map((text) => amount(money, text))).toEqual([
    '1250.5',
    '0',
    '0',
    '7',
    '1',
    '0.1',
    '123456789012345678901234567890.12',
  ])
  expect(amount({ ...money, powerOfTen: 6 }, '1100.04')).toBe('1100040000')
  expect(amount({ ...money, powerOfTen: -2 }, '5')).toBe('0.05')
  expect(['', '1e3', '€5', '5 EUR'].map((text) => read(money, text))).toEqual(Array(4).fill('refused'))
  expect(read({ kind: 'money', column, currencyColumn: 'k' }, '5', () => 'GBP')).toEqual({ amount: '5', currency: 'GBP' })
  expect(read({ kind: 'money', column, currencyColumn: 'k' }, '5', () => 'pounds')).toBe('refused')
})

test('[SDK-11] decimals shift exactly both ways', () => {
  expect(shiftDecimal('-12.345', 2)).toBe('-1234.5')
  expect(shiftDecimal('12.345', -4)).toBe('0.0012345')
  expect(toDecimal('1.2.3')).toBeUndefined()
})

test('[SDK-11] spellings of true and false', () => {
  const boolean = { kind: 'boolean', column } as const
  expect(['True', 'yes', '1', 'Y', 'TRUE', 'on'].map((text) => read(boolean, text))).toEqual(Array(6).fill(true))
  expect(['False', 'no', '0', 'N', 'off', 'f'].map((text) => read(boolean, text))).toEqual(Array(6).fill(false))
  expect(['2', 'maybe', ''].map((text) => read(boolean, text))).toEqual(Array(3).fill('refused'))
})

test('[SDK-11] days are read by their format, and no other', () => {
  const date = (format: string | string[], text: string) => read({ kind: 'date', column, format }, text)
  expect(date('M/D/YYYY', '10/11/2016')).toBe('2016-10-11')
  expect(date('D.M.YYYY', '1.2.2024')).toBe('2024-02-01')
  expect(date('DD.MM.YYYY', '1.2.2024')).toBe('refused')
  expect(date('M/D/YYYY', '13/1/2016')).toBe('refused')
  expect(date('YYYY-MM-DD', '2024-02-29')).toBe('2024-02-29')
  expect(date('YYYY-MM-DD', '2023-02-29')).toBe('refused')
  expect(date('YYYY-MM-DD', '2024-02-29 00:00:00')).toBe('refused')
  expect(date(['YYYY-MM-DD', 'M/D/YYYY'], '2/29/2024')).toBe('2024-02-29')
  expect(date('YYYYMMDD', '20240229')).toBe('2024-02-29')
})

test('[SDK-11] times and days become instants in the stated zone', () => {
  const at = (text: string, zone: string) =>
    read({ kind: 'datetime', column, format: ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD', 'YYYY-MM-DDTHH:mm:ssZ', 'M/D/YYYY h:mm A'], zone }, text)
  expect(at('2024-07-01', 'America/New_York')).toBe(Date.parse('2024-07-01T04:00:00Z'))
  expect(at('2024-01-01 12:30:05', 'Europe/Berlin')).toBe(Date.parse('2024-01-01T11:30:05Z'))
  expect(at('2024-01-01T12:00:00+02:00', 'Europe/Berlin')).toBe(Date.parse('2024-01-01T10:00:00Z'))
  expect(at('7/1/2024 12:05 AM', 'UTC')).toBe(Date.parse('2024-07-01T00:05:00Z'))
  expect(at('7/1/2024 12:05 PM', 'UTC')).toBe(Date.parse('2024-07-01T12:05:00Z'))
  expect(at('2024-01-01 24:00:00', 'UTC')).toBe('refused')
  expect(at('1/1/2024 0:10 AM', 'UTC')).toBe('refused')
})

test('[SDK-11] a time that the clocks pass twice is the first, one that they leave out is moved on', () => {
  const berlin = (day: string, hours: number) => toInstant({ day, milliseconds: hours * 3_600_000 }, 'Europe/Berlin')
  expect(berlin('2024-10-27', 2.5)).toBe(Date.parse('2024-10-27T00:30:00Z'))
  expect(berlin('2024-03-31', 2.5)).toBe(Date.parse('2024-03-31T01:30:00Z'))
})

test('[SDK-11] sets, references, users and JSON', () => {
  expect(read({ kind: 'multi_enumeration', column, separator: '|' }, 'b | a||b')).toEqual(['a', 'b'])
  expect(read({ kind: 'multi_enumeration', column, idOf: 'team' }, 'x;y')).toEqual(['team:x', 'team:y'])
  expect(read({ kind: 'user', column }, 'Ada')).toBe('user Ada')
  expect(read({ kind: 'user', column, by: 'externalId' }, 'a1')).toBe('user:a1')
  expect(read({ kind: 'json', column }, '{"a":[1]}')).toEqual({ a: [1] })
  expect(read({ kind: 'json', column }, '{a}')).toBe('refused')
})

test('[SDK-16] a currency may be written in the cell, and an amount without one is refused unless the column has one', () => {
  const money = { kind: 'money', column, currencyInCell: true, thousands: '.', decimal: ',' } as const
  expect(['184.000,00 EUR', '€ 5', '-3,5 USD', 'GBP7'].map((text) => read(money, text))).toEqual([
    { amount: '184000', currency: 'EUR' },
    { amount: '5', currency: 'EUR' },
    { amount: '-3.5', currency: 'USD' },
    { amount: '7', currency: 'GBP' },
  ])
  expect(['5', 'EUR 5 USD', 'about 5 EUR'].map((text) => read(money, text))).toEqual(Array(3).fill('refused'))
  expect(read({ ...money, currency: 'CHF' }, '5')).toEqual({ amount: '5', currency: 'CHF' })
  expect(read({ kind: 'user', column, by: 'account' }, 'ada@x.example')).toBe('here ada@x.example')
})

test('[SDK-11] a message quotes a cell, and cuts what is longer than sixty characters', () => {
  const text = `a"b${'x'.repeat(57)}`
  expect([quoted(text), quoted(`${text}y`)]).toEqual([JSON.stringify(text), JSON.stringify(`${text}…`)])
})

test('[SDK-11] a cell that cannot be read says why, in words that quote it', () => {
  const reasonOf = (property: PropertyMapping, text: string) => {
    const answer = compileCell(property, 'UTC')(text, context)
    return 'reason' in answer ? answer.reason : answer.value
  }
  const money = { kind: 'money', column } as const
  const formats = { format: ['YYYY-MM-DD', 'D.M.YYYY'] }
  const reasons: readonly (readonly [property: PropertyMapping, text: string, reason: string])[] = [
    [{ kind: 'number', column }, ' x ', '" x " is no number'],
    [{ kind: 'number', column }, '9007199254740993', '"9007199254740993" is too large to be kept exactly'],
    [money, ' x ', '" x " is no amount'],
    [money, '5', '"5" has no currency'],
    [{ ...money, currency: 'euro' }, '5', '"euro" is no currency code'],
    [{ kind: 'boolean', column }, 'maybe', '"maybe" is neither true nor false'],
    [{ kind: 'date', column, ...formats }, 'soon', '"soon" is not written YYYY-MM-DD or D.M.YYYY'],
    [
      { kind: 'date', column, ...formats },
      '31.2.2026',
      '"31.2.2026" read as YYYY-MM-DD or D.M.YYYY names a day or time that does not exist',
    ],
    [
      { kind: 'date', column, format: 'YYYY-MM-DD HH' },
      '2026-01-31 07',
      'is a time, and a day is expected; `"time": "drop"` in the mapping keeps only the day',
    ],
    [{ kind: 'json', column }, '{a}', '"{a}" is not JSON'],
  ]
  for (const [property, text, reason] of reasons) expect(reasonOf(property, text)).toBe(reason)
})

test('[SDK-11] space around a number, an amount, a date, an option or a currency says nothing', () => {
  const format = 'YYYY-MM-DD'
  expect(read({ kind: 'number', column }, ' 5 ')).toBe(5)
  expect(read({ kind: 'money', column, currency: 'EUR' }, ' 5 ')).toEqual({ amount: '5', currency: 'EUR' })
  expect(read({ kind: 'money', column, currencyInCell: true }, ' 5 EUR ')).toEqual({ amount: '5', currency: 'EUR' })
  expect(read({ kind: 'money', column, currencyColumn: 'k' }, '5', () => ' GBP ')).toEqual({ amount: '5', currency: 'GBP' })
  expect(read({ kind: 'date', column, format }, ' 2026-01-31 ')).toBe('2026-01-31')
  expect(read({ kind: 'date', column, format: 'YYYY-MM-DD HH', time: 'drop' }, '2026-01-31 07')).toBe('2026-01-31')
  expect(read({ kind: 'enumeration', column }, ' gold ')).toBe('gold')
  expect(read({ kind: 'boolean', column }, ' Yes ')).toBe(true)
  expect(read({ kind: 'string', column }, ' x ')).toBe(' x ')
  expect(read({ kind: 'multi_enumeration', column }, ' b ; a ;b')).toEqual(['a', 'b'])
})

test('[SDK-11] every spelling of true and of false is known', () => {
  const boolean = { kind: 'boolean', column } as const
  expect(['true', 'yes', 'y', 't', 'on', '1'].map((text) => read(boolean, text))).toEqual(Array(6).fill(true))
  expect(['false', 'no', 'n', 'f', 'off', '0'].map((text) => read(boolean, text))).toEqual(Array(6).fill(false))
})

test('[SDK-16] a sign before or behind an amount names its currency, and an amount alone names none', () => {
  const signs = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY', '₹': 'INR' }
  for (const [sign, currency] of Object.entries(signs))
    expect([splitCurrency(`${sign}5`), splitCurrency(`5 ${sign}`)]).toStrictEqual(Array(2).fill({ amount: '5', currency }))
  for (const amount of ['5', 'EUR 5 USD', 'about 5 EUR', '']) expect(splitCurrency(amount)).toStrictEqual({ amount })
})

test('[SDK-11] a number is kept up to the largest that is exact, and nought has no sign', () => {
  const number = { kind: 'number', column } as const
  expect(['9007199254740991', '-9007199254740991', '1', '-0e0'].map((text) => read(number, text))).toStrictEqual([
    ...[9007199254740991, -9007199254740991, 1, 0],
  ])
  expect(['9007199254740992', '-9007199254740992'].map((text) => read(number, text))).toEqual(Array(2).fill('refused'))
})

test('[SDK-11] a time is in the zone of its property, or else of the mapping, or else in UTC', () => {
  const at = (own: object, zone?: string) =>
    compileCell({ kind: 'datetime', column, format: 'YYYY-MM-DD', ...own }, zone)('2026-01-01', context)
  const value = (text: string) => ({ value: Date.parse(text) })
  expect(at({ zone: 'America/New_York' }, 'Europe/Berlin')).toEqual(value('2026-01-01T05:00Z'))
  expect(at({}, 'Europe/Berlin')).toEqual(value('2025-12-31T23:00Z'))
  expect(at({})).toEqual(value('2026-01-01T00:00Z'))
})

test('[SDK-16] an id is looked up by its type, its text and what it is matched by; one of a set that is unknown refuses the set', () => {
  const idOf = (type: string, key: string, match?: string) => (key === 'z' ? { reason: 'unknown' } : { value: `${type} ${key} ${match}` })
  const of = (property: PropertyMapping, text: string) => compileCell(property, 'UTC')(text, { ...context, idOf })
  expect(of({ kind: 'string', column, idOf: 'team', match: 'name' }, 'n')).toEqual({ value: 'team n name' })
  expect(of({ kind: 'multi_enumeration', column, idOf: 'team' }, 'y;x;y')).toEqual({ value: ['team x undefined', 'team y undefined'] })
  expect(of({ kind: 'multi_enumeration', column, idOf: 'team' }, 'x;z;y')).toEqual({ reason: 'unknown' })
})

test('[SDK-11] a time that the clocks leave out is refused like a day that does not exist, and of one that comes twice the first counts', () => {
  const at = (text: string, zone = 'Europe/Berlin') =>
    compileCell({ kind: 'datetime', column, format: ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD', 'YYYY-MM-DDTHH:mmZ'], zone }, undefined)(
      text,
      context,
    )
  const refused = (text: string) => ({
    reason: `"${text}" names a time that does not exist in Europe/Berlin: the clocks skip it`,
  })
  for (const text of ['2027-03-28 02:00', '2027-03-28 02:30', '2027-03-28 02:59']) expect(at(text)).toEqual(refused(text))
  expect(at('2027-03-28 01:59')).toEqual({ value: Date.parse('2027-03-28T00:59Z') })
  expect(at('2027-03-28 03:00')).toEqual({ value: Date.parse('2027-03-28T01:00Z') })
  expect(at('2027-03-28T02:30+01:00')).toEqual({ value: Date.parse('2027-03-28T01:30Z') })
  expect(at('2027-10-31 02:30')).toEqual({ value: Date.parse('2027-10-31T00:30Z') })
  expect(at('2027-03-28 02:30', 'UTC')).toEqual({ value: Date.parse('2027-03-28T02:30Z') })
})

test('[SDK-16] a day begins at its first instant, also where the clocks leave its midnight out', () => {
  const since = compileCell({ kind: 'datetime', column, format: 'YYYY-MM-DD', zone: 'Africa/Cairo' }, undefined)
  expect(since('2027-04-30', context)).toEqual({ value: Date.parse('2027-04-29T22:00Z') })
  const samoa = compileCell({ kind: 'datetime', column, format: 'YYYY-MM-DD', zone: 'Pacific/Apia' }, undefined)
  expect(samoa('2011-12-30', context)).toEqual({ reason: expect.stringContaining('does not exist in Pacific/Apia') })
  expect(samoa('2011-12-31', context)).toEqual({ value: Date.parse('2011-12-30T10:00Z') })
})

test('[SDK-16] a number too small to be kept is refused like one that is too large, and a zero is not', () => {
  const number = (text: string) => compileCell({ kind: 'number', column }, undefined)(text, context)
  const reason = (text: string) => ({ reason: `"${text}" is too small to be kept exactly` })
  for (const text of ['5e-400', '-5e-400', '1e-324']) expect(number(text)).toEqual(reason(text))
  expect(['0', '0.00', '-0', '0e-5', '0e400'].map(number)).toEqual(Array(5).fill({ value: 0 }))
  expect(number('5e-300')).toEqual({ value: 5e-300 })
  expect(number('1e309')).toEqual({ reason: '"1e309" is too large to be kept exactly' })
})

test('[SDK-11] negative amounts may be written as in accounting: in brackets, or with their sign behind', () => {
  const money = compileCell({ kind: 'money', column, currency: 'EUR', thousands: '.', decimal: ',' }, undefined)
  const amounts = ['(1.234,56)', '5,00-', '( 5 )', '1.234,56 -', '(0)'].map((text) => money(text, context))
  expect(amounts).toEqual(['-1234.56', '-5', '-5', '-1234.56', '0'].map((amount) => ({ value: { amount, currency: 'EUR' } })))
  const number = compileCell({ kind: 'number', column }, undefined)
  expect(['(7)', '7.5-'].map((text) => number(text, context))).toEqual([{ value: -7 }, { value: -7.5 }])
  const wrong = ['(-7)', '-7-', '+7-', '(7', '7)', '()', '-', '(7)-', '((7))', '7--', '1e3-']
  for (const text of wrong) expect([text, number(text, context)]).toEqual([text, { reason: `"${text}" is no number` }])
})

test('[SDK-11] a currency stands before or behind an amount that is written as in accounting', () => {
  const money = compileCell({ kind: 'money', column, currencyInCell: true }, undefined)
  const texts = ['(100) EUR', 'EUR (100)', '(EUR 100)', '(100 EUR)', '100- EUR', 'EUR 100-', '100 EUR-', '-EUR 100', 'EUR -100']
  for (const text of texts) expect([text, money(text, context)]).toEqual([text, { value: { amount: '-100', currency: 'EUR' } }])
  for (const text of ['(EUR 100) USD', '(EUR (100))', '100) EUR']) expect(money(text, context)).toHaveProperty('reason')
})
