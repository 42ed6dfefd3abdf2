import { parseFilter } from '@tenure/core/query'
import { expect, test } from 'vitest'
import { conditionsOf, isQuickChoice, type QuickChoice, quickChoices, withChoice } from './quick-filter.js'

const offered = [{ property: 'customer.createdAt' }, { property: 'customer.lastActivityAt' }]

test('[VIEW-8] every choice is a filter that the core understands', () => {
  for (const choice of Object.keys(quickChoices) as QuickChoice[]) {
    const [condition] = conditionsOf([{ property: 'customer.createdAt', choice }], offered)
    expect(parseFilter(condition)).toMatchObject({ property: 'customer.createdAt' })
  }
})

test('[VIEW-8] the same choices are the same question, in whatever order they were made', () => {
  const one = withChoice(withChoice([], 'customer.lastActivityAt', 'older-30'), 'customer.createdAt', 'this-quarter')
  const other = withChoice(withChoice([], 'customer.createdAt', 'this-quarter'), 'customer.lastActivityAt', 'older-30')
  expect(conditionsOf(one, offered)).toEqual(conditionsOf(other, offered))
  expect(conditionsOf(one, offered)).toEqual([
    { test: 'in-period', period: 'quarter', shift: 0, property: 'customer.createdAt' },
    { test: 'before-last', span: { days: 30 }, property: 'customer.lastActivityAt' },
  ])
})

test('[VIEW-8] a choice replaces the one before on the same property, and can be taken off', () => {
  const twice = withChoice(withChoice([], 'customer.createdAt', 'today'), 'customer.createdAt', 'last-7')
  expect(twice).toEqual([{ property: 'customer.createdAt', choice: 'last-7' }])
  expect(withChoice(twice, 'customer.createdAt', undefined)).toEqual([])
})

test('a property that the table does not offer is not asked for, whatever the address says', () => {
  expect(conditionsOf([{ property: 'customer.secret', choice: 'today' }], offered)).toEqual([])
  expect([isQuickChoice('last-7'), isQuickChoice('toString'), isQuickChoice('')]).toEqual([true, false, false])
})
