import { expect, test } from 'vitest'
import type { CanonicalAggregate, Grouping, Measure } from '../../query/aggregate/canonical-aggregate.js'
import type { CanonicalQuery, Expression, LinkedColumn } from '../../query/canonical.js'
import { toSeen } from '../seen-change.js'
import { change, companiesOf, ownedBy } from '../test-live-engine.js'
import { liveParts, mayConcern } from '../view-plan.js'
import { planTally } from './tally-plan.js'

const everything: Expression = { all: [] }
const hop = { edge: 'company_deal', forward: true, to: 'deal' }
const stage: Grouping = { property: 'stage', kind: 'enumeration' }
const sum: Measure = { measure: 'sum', property: 'arr', kind: 'money' }
const plan = (where: Expression, measures: readonly Measure[] = [sum], more: Partial<CanonicalQuery> = {}, by = [stage]) =>
  planTally({ query: companiesOf(where, { order: [], ...more }), by, measures } satisfies CanonicalAggregate, liveParts)

test('[LIVE-16] a tally is indexed where each way to match names a value or a range, and checked otherwise', () => {
  const named: Expression = { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'x' }
  const large: Expression = { atom: 0, test: 'more', property: 'size', kind: 'number', value: 5 }
  const modes = [everything, named, ownedBy('u1'), large, { any: [ownedBy('u1'), large] }, { any: [ownedBy('u1'), named] }]
  expect(modes.map((where) => plan(where).mode)).toEqual(['checked', 'checked', 'indexed', 'indexed', 'indexed', 'checked'])
})

test('[LIVE-17] a tally is asked where its condition or a column looks beyond the record, or one measure cannot be taken back', () => {
  const dealName: LinkedColumn = { name: 'deals.name', hop, among: everything, property: 'name', kind: 'string' }
  expect(plan({ atom: 0, test: 'some', hop, where: everything }).mode).toBe('asked')
  expect(plan(ownedBy('u1'), [sum], { select: ['deals.name'], linked: [dealName] }).mode).toBe('asked')
  expect(plan(ownedBy('u1'), [sum, { ...sum, measure: 'distinct' }]).mode).toBe('asked')
  expect(plan(ownedBy('u1'), [sum, { ...sum, measure: 'minimum' }]).mode).toBe('indexed')
  expect(plan(ownedBy('u1'), []).mode).toBe('indexed')
})

test('[LIVE-18] a tally looks at its condition, its groupings, its measures and their weights, and at nothing else', () => {
  const weighted: Measure = { ...sum, measure: 'weighted', weights: { property: 'phase', shares: [] } }
  const made = plan({ all: [ownedBy('u1'), { atom: 0, test: 'id-of', ids: ['a'] }] }, [weighted])
  expect(made.ordered).toEqual(new Set(['stage', 'arr', 'phase']))
  expect(made.mask).toEqual(new Set(['owner', 'stage', 'arr', 'phase']))
  expect([made.named, made.byUser, made.hops]).toEqual([new Set(['a']), false, []])
  expect(made.query).toBe(made.aggregate.query)
  expect(plan({ atom: 0, test: 'some', hop, where: everything }).hops.map((watch) => watch.hop)).toEqual([hop])
  expect(mayConcern(made, toSeen(change('a', undefined, { owner: 'u1' })))).toBe(true)
  expect(mayConcern(made, toSeen(change('a', undefined, { owner: 'u2' })))).toBe(false)
})
