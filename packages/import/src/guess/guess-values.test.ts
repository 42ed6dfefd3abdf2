import { expect, test } from 'vitest'
import { guessAmounts, guessDates, guessValues } from './guess-values.js'

test.each([
  ['yes', 'no', 'Ja', 'NEIN'],
  ['true', 'nein'],
  ['false', 'ja'],
  ['y', '1', '0'],
  ['N', 'true'],
  ['no', '0'],
])('[SDK-16] %s are truths', (...values) => {
  expect(guessValues(values)).toEqual({ kind: 'boolean', share: 1 })
})

test('[SDK-16] one word of truth is enough to take zeros and ones for truths', () => {
  for (const word of ['true', 'false', 'yes', 'no', 'y', 'n', 'YES', 'No'])
    expect(guessValues(['1', '0', word]), word).toEqual({ kind: 'boolean', share: 1 })
  for (const word of ['ja', 'nein']) expect(guessValues(['1', '0', word]), word).toEqual({ kind: 'number', share: 2 / 3 })
})

test('[SDK-16] zeros and ones alone are numbers', () => {
  expect(guessValues(['0', '1', '1'])).toEqual({ kind: 'number', share: 1 })
})

test.each([
  ['2026-01-31', 'YYYY-MM-DD'],
  ['2026/01/31', 'YYYY/MM/DD'],
  ['31.1.2026', 'D.M.YYYY'],
  ['1/31/2026', 'M/D/YYYY'],
  ['31/1/2026', 'D/M/YYYY'],
  ['31-1-2026', 'D-M-YYYY'],
  ['20260131', 'YYYYMMDD'],
])('[SDK-16] %s is a day', (text, format) => {
  expect(guessValues([text])).toEqual({ kind: 'date', share: 1, format: [format] })
})

test.each([
  ['2026-01-31 08:05:09', 'YYYY-MM-DD HH:mm:ss'],
  ['2026-01-31 8:05:09', 'YYYY-MM-DD H:mm:ss'],
  ['2026-01-31 08:05', 'YYYY-MM-DD HH:mm'],
  ['2026-01-31T08:05:09Z', 'YYYY-MM-DDTHH:mm:ssZ'],
  ['2026-01-31T08:05:09.123Z', 'YYYY-MM-DDTHH:mm:ss.SSSZ'],
  ['2026-01-31T08:05:09', 'YYYY-MM-DDTHH:mm:ss'],
  ['31.1.2026 08:05', 'D.M.YYYY HH:mm'],
  ['1/31/2026 8:05', 'M/D/YYYY H:mm'],
  ['31/1/2026 8:05', 'D/M/YYYY H:mm'],
])('[SDK-16] %s is a time', (text, format) => {
  expect(guessValues([text])).toMatchObject({ kind: 'datetime', share: 1, format: expect.arrayContaining([format]) })
})

test('[SDK-16] days and times in one column are read by two formats that no text fits both', () => {
  expect(guessValues(['2026-01-31', '2026-02-01', '2026-02-01 08:05'])).toEqual({
    ...{ kind: 'datetime', share: 1 },
    format: ['YYYY-MM-DD', 'YYYY-MM-DD HH:mm'],
  })
})

test('[SDK-16] a day and a month that could be the other way round are doubtful until one value says which', () => {
  expect(guessValues(['1/2/2026', '3/4/2026'])).toEqual({ kind: 'date', share: 1, format: ['M/D/YYYY'], isDoubtful: true })
  expect(guessValues(['1/2/2026', '3/14/2026'])).toEqual({ kind: 'date', share: 1, format: ['M/D/YYYY'] })
  expect(guessValues(['1/2/2026', '14/3/2026'])).toEqual({ kind: 'date', share: 1, format: ['D/M/YYYY'] })
})

test('[SDK-16] where days and months change places within a column, the format of most values is kept and no second one', () => {
  expect(guessDates(['1/2/2026', '3/14/2026', '4/15/2026', '14/3/2026'])).toStrictEqual({ kind: 'date', share: 0.75, format: ['M/D/YYYY'] })
  expect(guessDates(['soon', 'later'])).toBeUndefined()
  expect(guessDates([])).toBeUndefined()
})

test.each([
  ['1234.5', {}],
  ['1,234.5', { style: { decimal: '.', thousands: ',' } }],
  ['1.234,5', { style: { decimal: ',', thousands: '.' } }],
  ["1'234.5", { style: { decimal: '.', thousands: "'" } }],
  ['1 234,5', { style: { decimal: ',', thousands: ' ' } }],
  ['1\u00a0234,5', { style: { decimal: ',', thousands: '\u00a0' } }],
])('[SDK-16] %s is a number in its style', (text, style) => {
  expect(guessValues([text])).toEqual({ kind: 'number', share: 1, ...style })
})

test('[SDK-16] amounts name their currency; the one that most name stands for the column', () => {
  expect(guessValues(['1.234,50 EUR', '2.000,00 EUR', '3,00 USD'])).toEqual({
    ...{ kind: 'money', share: 1, currency: 'EUR' },
    style: { decimal: ',', thousands: '.' },
  })
  for (const values of [
    ['3 USD', '10 EUR', '20 EUR'],
    ['10 EUR', '3 USD', '20 EUR'],
    ['10 EUR', '20 EUR', '3 USD'],
  ])
    expect(guessAmounts(values), values.join()).toStrictEqual({ share: 1, currency: 'EUR' })
  expect(guessValues(['10 EUR', '20', '30'])).toStrictEqual({ kind: 'money', share: 1, currency: 'EUR' })
  expect(guessValues(['10 EUR', '20', '30', '40'])).toEqual({ kind: 'number', share: 0.75 })
})

test('[SDK-16] amounts without a currency have a style alone, and no amounts have none of it', () => {
  expect(guessAmounts(['1.234,50', '7'])).toStrictEqual({ share: 1, style: { decimal: ',', thousands: '.' } })
  expect(guessAmounts(['10', 'much'])).toStrictEqual({ share: 0.5 })
  expect(guessAmounts([])).toStrictEqual({ share: 0 })
})

test('[SDK-16] three of ten values with a currency make a column of money, two do not', () => {
  const amounts = (named: number) => Array.from({ length: 10 }, (_, at) => (at < named ? `${at} EUR` : `${at}`))
  expect(guessValues(amounts(3))).toStrictEqual({ kind: 'money', share: 1, currency: 'EUR' })
  expect(guessValues(amounts(2))).toStrictEqual({ kind: 'number', share: 0.8 })
})

test('[SDK-16] addresses, domains and texts are recognised as such; empty cells say nothing', () => {
  expect(guessValues(['ada@north.example', 'ben@south.example'])).toEqual({ kind: 'email', share: 1 })
  expect(guessValues(['north.example', 'www.South-2.example'])).toEqual({ kind: 'domain', share: 1 })
  expect(guessValues(['Call Ada', '12', 'later'])).toEqual({ kind: 'text', share: 1 })
  expect(guessValues(['', '  '])).toEqual({ kind: 'empty', share: 0 })
  expect(guessValues(['', '12', ' '])).toEqual({ kind: 'number', share: 1 })
})

test('[SDK-16] three of five values decide for a kind, fewer do not', () => {
  const days = ['2026-01-31', '2026-02-28', '2026-03-31']
  expect(guessValues([...days, 'soon', 'later'])).toMatchObject({ kind: 'date', share: 0.6 })
  expect(guessValues([...days, 'soon', 'later', 'never'])).toEqual({ kind: 'text', share: 1 })
})
