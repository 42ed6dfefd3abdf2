import { expect, test } from 'vitest'
import type { Values } from '../../schema/value.js'
import type { MeasureName } from './aggregate-data.js'
import type { Measure } from './canonical-aggregate.js'
import { canMove, startMeasure, startMoving, toMeasureValue, weigher } from './measure-state.js'

const money = (amount: string, currency = 'EUR') => ({ amount, currency })
const arr = (amount: string, currency?: string): Values => ({ arr: money(amount, currency) })
const of = (measure: MeasureName, kind: Measure['kind'] = 'number', property = 'size'): Measure => ({ measure, property, kind })
const ofArr = (measure: MeasureName) => of(measure, 'money', 'arr')

test('[AGG-12] only the number of different values has to be asked again after a change', () => {
  const names = ['sum', 'weighted', 'average', 'minimum', 'maximum', 'distinct'] as const
  expect(names.filter((name) => !canMove(of(name)))).toEqual(['distinct'])
})

test('[AGG-3] a sum gives up what is taken away, with its currency once nothing of it is left', () => {
  const sum = startMoving(ofArr('sum'))
  for (const values of [arr('5', 'USD'), arr('1.5'), arr('2'), {}, { arr: null }]) sum.add(values)
  expect(sum.state()).toEqual([
    { amount: '3.5', currency: 'EUR', count: 2 },
    { amount: '5', currency: 'USD', count: 1 },
  ])
  sum.remove(arr('5', 'USD'))
  sum.remove(arr('2'))
  sum.remove({})
  expect([sum.state(), sum.isLost()]).toEqual([[{ amount: '1.5', currency: 'EUR', count: 1 }], false])
  sum.start([{ amount: '10', currency: 'EUR', count: 3 }])
  expect(sum.state()).toEqual([{ amount: '11.5', currency: 'EUR', count: 4 }])
})

test('[AGG-4] numbers are added without a currency, and answer as one sum or average', () => {
  const sum = startMeasure(of('sum'))
  for (const size of [0.1, 0.2, 4]) sum.add({ size })
  expect(sum.state()).toEqual([{ amount: '4.3', count: 3 }])
  expect(toMeasureValue(of('sum'), sum.state())).toBe('4.3')
  expect(toMeasureValue(of('average'), [{ amount: '5', count: 2 }])).toBe('2.5')
  expect([toMeasureValue(of('sum'), []), toMeasureValue(of('average'), [])]).toEqual([null, null])
  expect(toMeasureValue(ofArr('average'), [{ amount: '5', count: 2, currency: 'EUR' }])).toEqual([money('2.5')])
  expect(toMeasureValue(ofArr('sum'), [])).toEqual([])
})

test('[AGG-3] an amount counts with the share of its stage, and not at all in a stage without one', () => {
  const weights = { property: 'stage', shares: [['new', '0.1'] as const, ['won', '1'] as const] }
  const weighted = startMoving({ ...ofArr('weighted'), weights })
  for (const stage of ['new', 'won', 'else', null]) weighted.add({ ...arr('50'), stage })
  weighted.add(arr('50'))
  weighted.add({ stage: 'won' })
  expect(weighted.state()).toEqual([{ amount: '55', currency: 'EUR', count: 2 }])
  weighted.remove({ ...arr('50'), stage: 'won' })
  expect(weighted.state()).toEqual([{ amount: '5', currency: 'EUR', count: 1 }])
  expect([weigher(weights)(money('8'), 'new'), weigher(weights)(money('8'), 'none')]).toEqual([money('0.80'), undefined])
})

test('[AGG-5] a least or greatest value that is taken away is lost, until one comes that is no worse', () => {
  const least = startMoving(of('minimum'))
  for (const size of [3, 2, 5]) least.add({ size })
  least.add({ size: null })
  least.remove({ size: 5 })
  least.remove({})
  expect([least.state(), least.isLost()]).toEqual([[2], false])
  least.remove({ size: 2 })
  expect(least.isLost()).toBe(true)
  least.add({ size: 3 })
  expect(least.isLost()).toBe(true)
  least.add({ size: 2 })
  expect([least.state(), least.isLost()]).toEqual([[2], false])
  const greatest = startMoving(of('maximum'))
  greatest.remove({ size: 1 })
  expect(greatest.isLost()).toBe(false)
  greatest.start([4])
  greatest.remove({ size: 4 })
  greatest.add({ size: 6 })
  expect([greatest.state(), greatest.isLost()]).toEqual([[6], false])
})

test('[AGG-5] of money each currency has its own least amount, and can be lost alone', () => {
  const least = startMoving(ofArr('minimum'))
  for (const values of [arr('2', 'USD'), arr('10.00'), arr('9.50')]) least.add(values)
  expect(toMeasureValue(ofArr('minimum'), least.state())).toEqual([money('9.5'), money('2', 'USD')])
  least.remove(arr('9.5'))
  least.remove(arr('3', 'USD'))
  least.add(arr('1', 'USD'))
  expect(least.isLost()).toBe(true)
  least.add(arr('9'))
  expect([least.isLost(), least.state()]).toEqual([false, [money('9'), money('1', 'USD')]])
})

test('[AGG-5] days and text have a least value by code point, and no value where there is none', () => {
  const day = of('maximum', 'date', 'day')
  const greatest = startMeasure(day)
  for (const value of ['2026-01-31', '2026-02-01', '2025-12-31']) greatest.add({ day: value })
  expect(toMeasureValue(day, greatest.state())).toBe('2026-02-01')
  expect(toMeasureValue(day, startMeasure(day).state())).toBeNull()
})

test('[AGG-6] amounts of the same worth are one value, and so are both zeros', () => {
  const numbers = startMeasure(of('distinct'))
  for (const size of [0, -0, 1, 1, null]) numbers.add({ size })
  const amounts = startMeasure(ofArr('distinct'))
  for (const values of [arr('1'), arr('1.0'), arr('1', 'USD'), {}]) amounts.add(values)
  expect([toMeasureValue(of('distinct'), numbers.state()), amounts.state()]).toEqual([2, 2])
  const zero = startMeasure(of('minimum'))
  zero.add({ size: -0 })
  expect(Object.is((zero.state() as readonly number[])[0], 0)).toBe(true)
})
