import { parseFilter } from '@tenure/core/query'
import { expect, test } from 'vitest'
import { conditionsOf, isQuickChoice, type QuickChoice, quickChoices, withValue } from './quick-filter.js'

const offered = [{ property: 'customer.createdAt' }, { property: 'customer.lastActivityAt' }]

test('[VIEW-8] every choice is a filter that the core understands', () => {
  for (const choice of Object.keys(quickChoices) as QuickChoice[]) {
    const [condition] = conditionsOf([{ property: 'customer.createdAt', choice }], offered)
    expect(parseFilter(condition)).toMatchObject({ property: 'customer.createdAt' })
  }
})

test('[VIEW-8] the same choices are the same question, in whatever order they were made', () => {
  const one = withValue(withValue([], 'customer.lastActivityAt', { choice: 'older-30' }), 'customer.createdAt', { choice: 'this-quarter' })
  const other = withValue(withValue([], 'customer.createdAt', { choice: 'this-quarter' }), 'customer.lastActivityAt', {
    choice: 'older-30',
  })
  expect(conditionsOf(one, offered)).toEqual(conditionsOf(other, offered))
  expect(conditionsOf(one, offered)).toEqual([
    { test: 'in-period', period: 'quarter', shift: 0, property: 'customer.createdAt' },
    { test: 'before-last', span: { days: 30 }, property: 'customer.lastActivityAt' },
  ])
})

test('[VIEW-8] a choice replaces the one before on the same property, and can be taken off', () => {
  const twice = withValue(withValue([], 'customer.createdAt', { choice: 'today' }), 'customer.createdAt', { choice: 'last-7' })
  expect(twice).toEqual([{ property: 'customer.createdAt', choice: 'last-7' }])
  expect(withValue(twice, 'customer.createdAt', undefined)).toEqual([])
})

test('[VIEW-8] [REV-6] users and text are filters too, each only of the kind that the table offers', () => {
  const kinds = [
    { property: 'revenue.csm', kind: 'user' },
    { property: 'revenue.name', kind: 'text' },
  ] as const
  const quick = [
    { property: 'revenue.name', text: 'cargo' },
    { property: 'revenue.csm', users: ['u1', 'u2'] },
  ]
  const conditions = conditionsOf(quick, kinds)
  expect(conditions).toEqual([
    { test: 'any-of', property: 'revenue.csm', values: ['u1', 'u2'] },
    { test: 'contains', property: 'revenue.name', text: 'cargo' },
  ])
  for (const condition of conditions) expect(parseFilter(condition)).toMatchObject({ property: condition.property })
  expect(conditionsOf([{ property: 'revenue.csm', choice: 'today' }], kinds)).toEqual([])
})

test('a property that the table does not offer is not asked for, whatever the address says', () => {
  expect(conditionsOf([{ property: 'customer.secret', choice: 'today' }], offered)).toEqual([])
  expect([isQuickChoice('last-7'), isQuickChoice('toString'), isQuickChoice('')]).toEqual([true, false, false])
})
