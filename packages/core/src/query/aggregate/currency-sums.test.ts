import { expect, test } from 'vitest'
import { CurrencySums } from './currency-sums.js'
import { toShare, weigh } from './weigh.js'

test('[AGG-3] amounts are added by currency, in the order of the currencies, with how many there were', () => {
  const sums = new CurrencySums()
  expect(sums.parts()).toEqual([])
  sums.add('0.1', 'USD')
  sums.add('0.2', 'USD')
  sums.add('5', 'EUR')
  sums.add('1', 'USD')
  expect(sums.parts()).toEqual([
    { currency: 'EUR', amount: '5', count: 1 },
    { currency: 'USD', amount: '1.3', count: 3 },
  ])
})

test('[AGG-3] numbers have one sum, without a currency', () => {
  const sums = new CurrencySums()
  sums.add('2')
  sums.add('0.5')
  expect(sums.parts()).toEqual([{ amount: '2.5', count: 2 }])
  expect(Object.keys(sums.parts()[0] ?? {})).toEqual(['amount', 'count'])
})

test('[AGG-3] what is taken away again leaves nothing, and can come back', () => {
  const sums = new CurrencySums()
  sums.add('2', 'EUR')
  sums.add('2', 'EUR', -1)
  expect(sums.parts()).toEqual([])
  sums.add('3', 'EUR')
  sums.add('1', 'USD')
  sums.add('3', 'EUR', -1)
  expect(sums.parts()).toEqual([{ currency: 'USD', amount: '1', count: 1 }])
})

test('[AGG-3] sums go on from what was found so far', () => {
  const sums = new CurrencySums()
  sums.start([
    { currency: 'USD', amount: '10', count: 2 },
    { currency: 'EUR', amount: '1', count: 1 },
  ])
  sums.add('5', 'USD')
  sums.add('1', 'EUR', -1)
  expect(sums.parts()).toEqual([{ currency: 'USD', amount: '15', count: 3 }])
})

test('[AGG-3] an amount counts with its share, rounded to the minor units of its currency, half away from zero', () => {
  const weighed = (amount: string, share: string, currency = 'EUR') => weigh({ amount, currency }, share).amount
  expect([weighed('100', '0.29'), weighed('0.10', '0.35'), weighed('-0.10', '0.35'), weighed('0.10', '0.34')]).toEqual([
    ...['29.00', '0.04', '-0.04', '0.03'],
  ])
  expect(weighed('101', '0.5', 'JPY')).toBe('51')
  expect(weigh({ amount: '1', currency: 'USD' }, '1')).toEqual({ amount: '1.00', currency: 'USD' })
  expect([toShare(0.29), toShare(1), toShare(1e-7)]).toEqual(['0.29', '1', '0.00000010000000000000'])
})
