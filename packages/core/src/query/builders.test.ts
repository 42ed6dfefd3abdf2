import { expect, test } from 'vitest'
import { days } from '../base/duration.js'
import { isTenureError } from '../errors/tenure-error.js'
import * as query from '../index.query.js'
import { Company, Deal } from '../schema/object-types.js'
import { objectType } from '../schema/property.js'
import { rowOf } from '../schema/row.js'
import type { FilterData } from './filter-data.js'
import { parseFilter } from './parse.js'

const Plan = objectType('plan', { tags: 'multi_enumeration', from: 'date', until: 'date' })
const eur = { amount: '1.5', currency: 'EUR' }
const name = 'company.name'
const built: readonly (readonly [FilterData, FilterData])[] = [
  [
    query.all(query.isKnown(Company.name), query.isUnknown(Company.name)),
    {
      test: 'all',
      filters: [
        { test: 'is-known', property: name },
        { test: 'is-unknown', property: name },
      ],
    },
  ],
  [
    query.any(query.not(query.is(Company.name, 'a'))),
    { test: 'any', filters: [{ test: 'not', filter: { test: 'is', property: name, value: 'a' } }] },
  ],
  [query.isRecord(Company, 'c1', 'c2'), { test: 'id-of', type: 'company', ids: ['c1', 'c2'] }],
  [
    query.orMissing(query.isNot(Company.csm, query.me)),
    { test: 'is-not', property: 'company.csm', value: { operand: 'me' }, missing: true },
  ],
  [query.isAnyOf(Company.csm, query.me, 'u2'), { test: 'any-of', property: 'company.csm', values: [{ operand: 'me' }, 'u2'] }],
  [query.isNoneOf(Company.name, 'a'), { test: 'none-of', property: name, values: ['a'] }],
  [query.contains(Company.name, 'a'), { test: 'contains', property: name, text: 'a' }],
  [query.doesNotContain(Company.name, 'a'), { test: 'does-not-contain', property: name, text: 'a' }],
  [query.startsWith(Company.name, 'a'), { test: 'starts-with', property: name, text: 'a' }],
  [query.endsWith(Company.name, 'a'), { test: 'ends-with', property: name, text: 'a' }],
  [query.isAtLeast(Company.arr, eur), { test: 'at-least', property: 'company.arr', value: eur }],
  [query.isAtMost(Company.healthScore, 5), { test: 'at-most', property: 'company.healthScore', value: 5 }],
  [query.isMoreThan(Company.healthScore, 5), { test: 'more', property: 'company.healthScore', value: 5 }],
  [query.isLessThan(Company.healthScore, 5), { test: 'less', property: 'company.healthScore', value: 5 }],
  [
    query.isBetween(Company.renewalDate, '2026-01-01', query.today),
    { test: 'between', property: 'company.renewalDate', from: '2026-01-01', to: { operand: 'today' } },
  ],
  [query.isBefore(Company.renewalDate, query.today), { test: 'before', property: 'company.renewalDate', value: { operand: 'today' } }],
  [query.isAfter(Company.createdAt, 5), { test: 'after', property: 'company.createdAt', value: 5 }],
  [query.isOn(Company.renewalDate, '2026-01-01'), { test: 'on', property: 'company.renewalDate', value: '2026-01-01' }],
  [query.isInNext(Company.renewalDate, days(90)), { test: 'in-next', property: 'company.renewalDate', span: { days: 90 } }],
  [query.isInLast(Company.createdAt, days(1)), { test: 'in-last', property: 'company.createdAt', span: { days: 1 } }],
  [query.isBeforeLast(Company.createdAt, days(1)), { test: 'before-last', property: 'company.createdAt', span: { days: 1 } }],
  [query.isAfterNext(Company.createdAt, days(1)), { test: 'after-next', property: 'company.createdAt', span: { days: 1 } }],
  [query.isInThis(Company.createdAt, 'week'), { test: 'in-period', property: 'company.createdAt', period: 'week', shift: 0 }],
  [query.isInPrevious(Company.createdAt, 'month'), { test: 'in-period', property: 'company.createdAt', period: 'month', shift: -1 }],
  [query.isInFollowing(Company.createdAt, 'year'), { test: 'in-period', property: 'company.createdAt', period: 'year', shift: 1 }],
  [query.isBeforeProperty(Plan.from, Plan.until), { test: 'before-property', property: 'plan.from', other: 'plan.until' }],
  [query.isAfterProperty(Plan.from, Plan.until), { test: 'after-property', property: 'plan.from', other: 'plan.until' }],
  [query.isOnProperty(Plan.from, Plan.until), { test: 'on-property', property: 'plan.from', other: 'plan.until' }],
  [query.containsAny(Plan.tags, 'a'), { test: 'contains-any', property: 'plan.tags', values: ['a'] }],
  [query.containsAll(Plan.tags, 'a'), { test: 'contains-all', property: 'plan.tags', values: ['a'] }],
  [query.containsNone(Plan.tags, 'a'), { test: 'contains-none', property: 'plan.tags', values: ['a'] }],
  [query.isExactly(Plan.tags, 'a'), { test: 'exactly', property: 'plan.tags', values: ['a'] }],
  [query.isInMyTeam(Company.csm), { test: 'is-in-my-team', property: 'company.csm' }],
  [query.isDeactivated(Company.csm), { test: 'is-deactivated', property: 'company.csm' }],
  [
    query.changedInLast(Company.csm, days(30), query.me),
    { test: 'changed-in-last', property: 'company.csm', span: { days: 30 }, to: { operand: 'me' } },
  ],
  [query.notChangedInLast(Company.csm, days(30)), { test: 'not-changed-in-last', property: 'company.csm', span: { days: 30 } }],
  [
    query.some(Company.deals, query.is(Deal.name, 'a')),
    { test: 'some', link: 'company.deals', filter: { test: 'is', property: 'deal.name', value: 'a' } },
  ],
  [query.withLabel('main', query.none(Company.deals)), { test: 'none', link: 'company.deals', label: 'main' }],
  [query.hasCount(Company.deals, { is: 'at-least', than: 3 }), { test: 'count', link: 'company.deals', is: 'at-least', than: 3 }],
]

test.each(built)('[VIEW-7] a builder gives frozen plain data that is read back as it is: %j', (filter, data) => {
  expect(filter).toStrictEqual(data)
  expect(Object.isFrozen(filter)).toBe(true)
  expect(parseFilter(JSON.parse(JSON.stringify(filter)))).toEqual(data)
})

test('[VIEW-7] a condition that says by itself what missing means takes no other word, and only links have labels', () => {
  const refused = (run: () => unknown) => {
    try {
      return run()
    } catch (error) {
      return isTenureError(error) && error.problem.code
    }
  }
  expect(refused(() => query.orMissing(query.isKnown(Company.name)))).toBe('input.invalid')
  expect(refused(() => query.withLabel('a', query.isKnown(Company.name)))).toBe('input.invalid')
})

test('[SDK-6] a typed query is plain data on the wire', () => {
  const data = query.toQueryData({
    select: rowOf(Company.name, Company.arr),
    where: query.isKnown(Company.csm),
    orderBy: [query.descending(Company.arr), query.ascending(Company.name)],
    limit: 5,
  })
  expect(data).toEqual({
    type: 'company',
    select: ['name', 'arr'],
    where: { test: 'is-known', property: 'company.csm' },
    orderBy: [
      { by: 'company.arr', direction: 'descending' },
      { by: name, direction: 'ascending' },
    ],
    limit: 5,
  })
})
