import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import type { Clock } from '../../base/clock.js'
import { silentLog } from '../../base/log.js'
import { systemClock } from '../../base/system-clock.js'
import type { CanonicalAggregate, Measure } from '../../query/aggregate/canonical-aggregate.js'
import type { Expression } from '../../query/canonical.js'
import { canonicalise } from '../../query/canonicalise.js'
import type { Value, Values } from '../../schema/value.js'
import { runAggregate } from '../../storage/run-aggregate.js'
import { createLiveHub } from '../live-hub.js'
import type { LiveTally, TallyState } from '../live-window.js'
import { FakeClock } from '../test-fake-clock.js'

const io = { signal: new AbortController().signal }
const everything: Expression = { all: [] }
const sum: Measure = { measure: 'sum', property: 'amount', kind: 'money' }
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const inStage = (value: string): Expression => ({ atom: 0, test: 'is', property: 'stage', kind: 'enumeration', value })
function tallyOf(user: Expression = everything, measures: readonly Measure[] = [sum]): CanonicalAggregate {
  const select = ['stage', ...measures.map(({ property }) => property)]
  const query = canonicalise({ type: 'deal', user, policy: everything, order: [], select, count: false, archived: 'no' })
  return { query, by: [{ property: 'stage', kind: 'enumeration' }], measures }
}

/** A hub over a memory store, and how many aggregates it ran. */
async function openDeals(deals: Readonly<Record<string, Values>>, clock: Clock = systemClock, onRun = (): Promise<void> | void => {}) {
  const store = memory({ records: Object.entries(deals).map(([id, values]) => ({ type: 'deal', id, values })) })
  await store.open({ clock: systemClock, log: silentLog, signal: io.signal })
  const ran: CanonicalAggregate[] = []
  const { asOf = '' } = await runAggregate(store, tallyOf(), io, () => undefined)
  const hub = createLiveHub({
    run: () => Promise.reject(new Error('No window is watched.')),
    aggregate: async (asked) => {
      ran.push(asked)
      const answer = await runAggregate(store, asked, io, () => undefined)
      await onRun()
      return answer
    },
    clock,
    userName: () => undefined,
    head: asOf,
  })
  const write = async (id: string, values: Readonly<Record<string, Value>>): Promise<void> => {
    const batch = {
      atomic: true,
      at: 0,
      actor: { source: 'user' },
      writes: [{ write: 'patch', ref: { type: 'deal', id }, values }],
    } as const
    const result = await store.commit(batch, io)
    if (!result.ok || result.cursor === undefined) throw new Error('The write was not taken.')
    hub.apply({ cursor: result.cursor, changes: result.changes ?? [] })
  }
  const watch = async (aggregate: CanonicalAggregate): Promise<readonly LiveTally[]> => {
    const heard: TallyState[] = []
    hub.watchAggregate({ subject: 'u1', bind: () => ({ aggregate }) }).subscribe((state) => heard.push(state))
    await hub.idle()
    return heard as readonly LiveTally[]
  }
  return { hub, ran, write, watch }
}
const told = ({ groups }: LiveTally) => groups.map(({ by, count, measures }) => [...by, count, ...measures])

test('[LIVE-16] counts, sums and averages move with each change, without a run', async () => {
  const { ran, write, watch } = await openDeals({ a: { stage: 'new', amount: eur('0.1') }, b: { stage: 'new', amount: eur('0.20') } })
  const heard = await watch(tallyOf(everything, [sum, { ...sum, measure: 'average' }]))
  await write('a', { amount: eur('1') })
  await write('b', { stage: 'won' })
  await write('a', { stage: 'won', amount: null })
  expect(heard.map(told)).toEqual([
    [['new', 2, [eur('0.3')], [eur('0.15')]]],
    [['new', 2, [eur('1.2')], [eur('0.6')]]],
    [
      ['new', 1, [eur('1')], [eur('1')]],
      ['won', 1, [eur('0.2')], [eur('0.2')]],
    ],
    [['won', 2, [eur('0.2')], [eur('0.2')]]],
  ])
  expect(ran).toHaveLength(1)
  expect(heard.every(({ mode }) => mode === 'checked')).toBe(true)
})

test('[LIVE-16] a tally whose condition names a value is indexed, and what leaves it is taken away', async () => {
  const { ran, write, watch } = await openDeals({ a: { stage: 'new', amount: eur('5') } })
  const heard = await watch(tallyOf(inStage('new')))
  await write('a', { stage: 'lost' })
  expect(heard.map(told)).toEqual([[['new', 1, [eur('5')]]], []])
  expect([heard[0]?.mode, ran.length]).toEqual(['indexed', 1])
})

test('[LIVE-16] a least value moves, and is asked again only when it is taken away and nothing as good comes with the change', async () => {
  const { hub, ran, write, watch } = await openDeals({ a: { stage: 'new', amount: eur('5') }, b: { stage: 'new', amount: eur('7') } })
  const heard = await watch(tallyOf(everything, [{ ...sum, measure: 'minimum' }]))
  await write('b', { amount: eur('6') })
  await write('b', { amount: eur('4') })
  await write('b', { amount: eur('3.0') })
  await hub.idle()
  expect(ran).toHaveLength(1)
  await write('b', { amount: eur('9') })
  await hub.idle()
  expect(ran).toHaveLength(2)
  await write('a', { stage: 'won' })
  await hub.idle()
  expect(heard.map(told)).toEqual([
    [['new', 2, [eur('5')]]],
    [['new', 2, [eur('4')]]],
    [['new', 2, [eur('3')]]],
    [['new', 2, [eur('5')]]],
    [
      ['new', 1, [eur('9')]],
      ['won', 1, [eur('5')]],
    ],
  ])
  expect([heard[0]?.mode, ran.length]).toEqual(['checked', 3])
})

test('[LIVE-19] an aggregate that has lost its least value rests as long as its last run took', async () => {
  const clock = new FakeClock()
  const { hub, ran, write, watch } = await openDeals({ a: { stage: 'new', amount: eur('1') } }, clock, () => clock.advance(400))
  await watch(tallyOf(everything, [{ ...sum, measure: 'minimum' }]))
  for (const amount of ['2', '3', '4']) await write('a', { amount: eur(amount) })
  clock.advance(399)
  expect(ran).toHaveLength(1)
  clock.advance(1)
  await hub.idle()
  expect(ran).toHaveLength(2)
})

test('[LIVE-16] a greatest value of a currency that nothing is worth any more is gone', async () => {
  const { hub, write, watch } = await openDeals({
    a: { stage: 'new', amount: eur('5') },
    b: { stage: 'new', amount: { amount: '7', currency: 'USD' } },
  })
  const heard = await watch(tallyOf(everything, [{ ...sum, measure: 'maximum' }]))
  await write('b', { amount: null })
  await hub.idle()
  expect(heard.map(told)).toEqual([[['new', 2, [eur('5'), { amount: '7', currency: 'USD' }]]], [['new', 2, [eur('5')]]]])
})

test('[LIVE-17] distinct values are asked again, and the mode says so', async () => {
  const { hub, ran, write, watch } = await openDeals({ a: { stage: 'new', amount: eur('5') }, b: { stage: 'new', amount: eur('7') } })
  const heard = await watch(tallyOf(everything, [{ ...sum, measure: 'distinct' }]))
  await write('a', { amount: eur('7.0') })
  await hub.idle()
  await write('a', { name: 'Another name' })
  await hub.idle()
  expect(heard.map(told)).toEqual([[['new', 2, 2]], [['new', 2, 1]]])
  expect([heard[0]?.mode, ran.length]).toEqual(['asked', 2])
})

test('[LIVE-18] a write that moves nothing in a tally notifies nobody, and a group that did not move is the same object', async () => {
  const { write, watch } = await openDeals({
    a: { stage: 'new', amount: eur('5'), name: 'A' },
    b: { stage: 'won', amount: eur('7') },
  })
  const heard = await watch(tallyOf())
  await write('a', { name: 'B' })
  await write('a', { amount: eur('5.00') })
  expect(heard).toHaveLength(1)
  await write('a', { amount: eur('6') })
  expect(heard[1]?.groups[1]).toBe(heard[0]?.groups[1])
  expect(heard[1]?.groups[0]).not.toBe(heard[0]?.groups[0])
})

test('[LIVE-3] [LIVE-9] tallies of one question are one view, and rights that change put another in its place', async () => {
  const { hub, ran } = await openDeals({ a: { stage: 'new', amount: eur('5') }, b: { stage: 'won', amount: eur('7') } })
  let where: Expression = everything
  const heard: TallyState[][] = [[], []]
  const subscriptions = heard.map((states, place) =>
    hub
      .watchAggregate({ subject: `u${place}`, bind: () => ({ aggregate: tallyOf(place === 0 ? where : everything) }) })
      .subscribe((state) => states.push(state)),
  )
  await hub.idle()
  expect([ran.length, hub.stats().views]).toEqual([1, 1])
  where = inStage('new')
  hub.rebind(new Set(['u0']))
  await hub.idle()
  expect((heard[0] as LiveTally[]).map((state) => state.groups.length)).toEqual([2, 1])
  expect(heard[1]).toHaveLength(1)
  for (const subscription of subscriptions) subscription.unsubscribe()
  expect(hub.stats().views).toBe(0)
})

test('[LIVE-16] an answer that a later write makes what was sent is not sent again', async () => {
  const arriving = [Promise.resolve()]
  const { hub, ran, write, watch } = await openDeals({ a: { stage: 'new', amount: eur('10') } }, systemClock, () => arriving.shift())
  const heard = await watch(tallyOf(everything, [{ ...sum, measure: 'maximum' }]))
  let arrive = (): void => {}
  arriving.push(new Promise((resolve) => (arrive = resolve)))
  // The greatest value is gone: it is asked for, read, and arrives after it is back.
  await write('a', { amount: eur('9') })
  await expect.poll(() => ran.length).toBe(2)
  await write('a', { amount: eur('10') })
  arrive()
  await hub.idle()
  expect(heard.map(told)).toEqual([[['new', 1, [eur('10')]]]])
  await write('a', { amount: eur('11') })
  expect(heard.map(told).at(-1)).toEqual([['new', 1, [eur('11')]]])
})
