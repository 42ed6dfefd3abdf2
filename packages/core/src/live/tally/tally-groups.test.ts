import { expect, test } from 'vitest'
import type { CanonicalAggregate, Grouping, Measure, StoreGroup } from '../../query/aggregate/canonical-aggregate.js'
import type { Expression } from '../../query/canonical.js'
import type { Value, Values } from '../../schema/value.js'
import type { AggregateResult } from '../../storage/run-aggregate.js'
import type { LiveSources } from '../followed-view.js'
import { toSeen } from '../seen-change.js'
import { change, companiesOf, ownedBy } from '../test-live-engine.js'
import { liveParts } from '../view-plan.js'
import { tallyParts } from './tally-parts.js'
import { planTally } from './tally-plan.js'
import { TallyView } from './tally-view.js'

const everything: Expression = { all: [] }
const stage: Grouping = { property: 'stage', kind: 'enumeration', positions: ['new', 'won', 'lost'] }
const sum: Measure = { measure: 'sum', property: 'size', kind: 'number' }
const least: Measure = { ...sum, measure: 'minimum' }
const limits = { signal: new AbortController().signal, caller: 'u1' }
const group = (key: Value, count: number, amount: number): StoreGroup => ({
  ...{ key: [key], count, measures: [amount === 0 ? [] : [{ amount: String(amount), count }]] },
})

/** A watched total of companies, by stage, filled with these groups. */
async function tallyOf(groups: readonly StoreGroup[], parts: Partial<CanonicalAggregate> = {}, where: Expression = everything) {
  const aggregate: CanonicalAggregate = { query: companiesOf(where, { order: [] }), by: [stage], measures: [sum], ...parts }
  const view = new TallyView('key', planTally(aggregate, liveParts), tallyParts)
  const fill = async (found: readonly StoreGroup[]) => {
    const result = { groups: found, asOf: 'c0' } as AggregateResult
    const answer = await view.ask({ aggregate: async () => result } as Partial<LiveSources> as LiveSources, limits)
    answer.fill()
  }
  await fill(groups)
  view.renew(5)
  const follow = (before: Values | undefined, after: Values | undefined) => view.follow(toSeen(change('a', before, after)))
  const told = () => {
    const { state } = view
    return state === undefined || 'problem' in state ? state : state.groups.map(({ by, count, measures }) => [...by, count, ...measures])
  }
  return { view, fill, follow, told }
}

test('[LIVE-16] a hub that cannot run aggregates says that it breaks a promise', async () => {
  const { view } = await tallyOf([])
  const invariant = 'a hub whose aggregates are watched can run them'
  await expect(view.ask({} as LiveSources, limits)).rejects.toMatchObject({
    problem: { code: 'internal.invariant', message: `A live view broke a promise: ${invariant}.`, details: { invariant } },
  })
})

test('[LIVE-16] an answer of an aggregate can be followed where it names its place in the feed', async () => {
  const { view } = await tallyOf([])
  const ask = async (result: AggregateResult) => {
    const { asOf, followable } = await view.ask({ aggregate: async () => result } as Partial<LiveSources> as LiveSources, limits)
    return [asOf, followable]
  }
  expect(await ask({ groups: [], asOf: 'c7' } as unknown as AggregateResult)).toEqual(['c7', true])
  expect(await ask({ groups: [] } as unknown as AggregateResult)).toEqual([undefined, false])
})

test('[LIVE-18] a total moves by changes of what it looks at, of records that it counts', async () => {
  const { view, follow, told } = await tallyOf([group('new', 2, 7)], {}, ownedBy('u1'))
  const mine = { owner: 'u1', stage: 'new', size: 5 }
  expect(view.state).toEqual({ groups: [{ by: ['new'], count: 2, measures: ['7'] }], asOf: 5, mode: 'indexed' })
  expect(follow(mine, { ...mine, note: 'x' })).toBe(false)
  expect(follow({ ...mine, owner: 'u2' }, { ...mine, owner: 'u3' })).toBe(false)
  expect(view.renew(6)).toBe(false)
  expect(follow(mine, { ...mine, size: 6 })).toBe(true)
  expect([view.renew(7), told()]).toEqual([true, [['new', 2, '8']]])
  expect(follow({ ...mine, size: 6 }, { ...mine, owner: 'u2' })).toBe(true)
  expect(follow(undefined, { ...mine, stage: 'won' })).toBe(true)
  expect([view.renew(8), told()]).toEqual([
    true,
    [
      ['new', 1, '2'],
      ['won', 1, '5'],
    ],
  ])
  expect(view.state).toMatchObject({ asOf: 8 })
  expect(follow({ ...mine, stage: 'won' }, undefined)).toBe(true)
  expect([view.renew(9), told()]).toEqual([true, [['new', 1, '2']]])
})

test('[LIVE-18] a group that comes and goes within one batch is not told', async () => {
  const { view, follow } = await tallyOf([group('new', 2, 7)])
  const before = view.state
  follow(undefined, { stage: 'lost', size: 3 })
  follow({ stage: 'lost', size: 3 }, undefined)
  expect([view.renew(6), view.state]).toEqual([false, before])
  follow(undefined, { stage: 'new', size: 3 })
  follow({ stage: 'new', size: 3 }, undefined)
  expect([view.renew(7), view.state]).toEqual([false, before])
  expect(view.follow(toSeen(change('a', undefined, undefined)))).toBe(false)
})

test('[LIVE-16] groups come in their order, wherever a new one belongs, a missing value last', async () => {
  const { view, follow, told } = await tallyOf([group('lost', 1, 1), group(null, 1, 4)])
  expect(told()).toEqual([
    ['lost', 1, '1'],
    [null, 1, '4'],
  ])
  follow(undefined, { stage: 'won', size: 2 })
  view.renew(6)
  follow(undefined, { stage: 'new', size: 3 })
  view.renew(7)
  expect(told()).toEqual([
    ['new', 1, '3'],
    ['won', 1, '2'],
    ['lost', 1, '1'],
    [null, 1, '4'],
  ])
})

test('[LIVE-16] a total without groups is told even when its last record goes', async () => {
  const { view, follow, told } = await tallyOf([{ key: [], count: 1, measures: [[{ amount: '5', count: 1 }]] }], { by: [] })
  follow({ size: 5 }, undefined)
  expect([view.renew(6), told()]).toEqual([true, [[0, null]]])
  follow(undefined, { size: 2 })
  expect([view.renew(7), told()]).toEqual([true, [[1, '2']]])
})

test('[LIVE-18] an answer that shows the same is not sent again, and of another one each group that is the same is the same object', async () => {
  const { view, fill, told } = await tallyOf([group('new', 2, 7), group('won', 1, 5)])
  const first = view.state
  await fill([group('won', 1, 5), group('new', 2, 7)])
  expect([view.renew(6), view.state]).toEqual([false, first])
  await fill([group('new', 2, 8), group('won', 1, 5)])
  expect([view.renew(7), told()]).toEqual([
    true,
    [
      ['new', 2, '8'],
      ['won', 1, '5'],
    ],
  ])
  const groupsOf = (state: typeof view.state) => (state && 'groups' in state ? state.groups : [])
  expect(groupsOf(view.state)[1]).toBe(groupsOf(first)[1])
  expect(groupsOf(view.state)[0]).not.toBe(groupsOf(first)[0])
})

test('[LIVE-18] an answer with other groups is sent, though their counts and sums are the same, or the first of them are', async () => {
  const { view, fill, told } = await tallyOf([group('new', 1, 5)])
  await fill([group('won', 1, 5)])
  expect([view.renew(6), told()]).toEqual([true, [['won', 1, '5']]])
  await fill([group('won', 1, 5), group('lost', 1, 5)])
  expect([view.renew(7), told()]).toEqual([
    true,
    [
      ['won', 1, '5'],
      ['lost', 1, '5'],
    ],
  ])
  await fill([group('won', 1, 5)])
  expect([view.renew(8), told()]).toEqual([true, [['won', 1, '5']]])
  await fill([])
  expect([view.renew(9), told(), view.renew(10)]).toEqual([true, [], false])
})

test('[LIVE-18] what moved before an answer is part of the answer, and what moves after it is added', async () => {
  const { view, fill, follow, told } = await tallyOf([group('new', 1, 5)])
  follow(undefined, { stage: 'new', size: 1 })
  await fill([group('new', 2, 6)])
  follow(undefined, { stage: 'new', size: 4 })
  expect([view.renew(6), told()]).toEqual([true, [['new', 3, '10']]])
  expect(view.renew(7)).toBe(false)
})

test('[LIVE-12] after a problem, and after a change of mode, the same groups are sent again', async () => {
  const { view, fill, told } = await tallyOf([group('new', 1, 5)])
  const problem = { code: 'storage.failed', message: 'No.', details: { transient: true } } as const
  view.break(problem)
  expect(told()).toEqual({ problem })
  await fill([group('new', 1, 5)])
  expect([view.renew(6), told()]).toEqual([true, [['new', 1, '5']]])
  view.mode = 'asked'
  expect([view.renew(7), view.state]).toEqual([true, { groups: [{ by: ['new'], count: 1, measures: ['5'] }], asOf: 7, mode: 'asked' }])
})

test('[LIVE-16] a least value that is taken away is lost until one as good comes, in each group for itself', async () => {
  const found = (key: string, value: number): StoreGroup => ({ key: [key], count: 2, measures: [[value]] })
  const { view, follow } = await tallyOf([found('new', 3), found('won', 4)], { measures: [least] })
  expect([view.lacksRows(), view.rests(), view.shows()]).toEqual([false, true, false])
  follow({ stage: 'new', size: 3 }, undefined)
  follow({ stage: 'won', size: 9 }, { stage: 'won', size: 8 })
  expect(view.lacksRows()).toBe(true)
  follow(undefined, { stage: 'new', size: 3 })
  expect(view.lacksRows()).toBe(false)
  follow({ stage: 'won', size: 4 }, undefined)
  expect(view.lacksRows()).toBe(true)
  view.empty()
  expect(view.lacksRows()).toBe(false)
})

test('[LIVE-16] a total of 10,000 groups is followed, one of more is asked again', async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => group(`g${at}`, 1, 1))
  const { view, follow } = await tallyOf(many)
  expect(view.lacksRows()).toBe(false)
  follow(undefined, { stage: 'one more', size: 1 })
  expect(view.lacksRows()).toBe(true)
})
