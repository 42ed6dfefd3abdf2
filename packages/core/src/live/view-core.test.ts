import { expect, test } from 'vitest'
import type { CanonicalQuery, LinkedColumn } from '../query/canonical.js'
import type { Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import { toLead } from './route/order-lead.js'
import { toSeen } from './seen-change.js'
import { createSelection } from './selection.js'
import { createSharedRows } from './shared-row.js'
import { answerOf, change, companiesOf, openEngine, ownedBy, print, stored } from './test-live-engine.js'
import { ViewCore } from './view-core.js'
import { liveParts, planView } from './view-plan.js'

const mine = (arr: number, name = 'x'): Values => ({ owner: 'u1', arr, name })
const limits = { signal: new AbortController().signal, caller: 'u1' }
const hop = { edge: 'company_deal', forward: true, to: 'deal' }
const dealName: LinkedColumn = { name: 'deals.name', hop, among: { all: [] }, property: 'name', kind: 'string' }

/** A view filled with these companies of the user, and what it has of them. */
async function viewOf(more: Partial<CanonicalQuery>, records: readonly StoredRecord[], total?: number) {
  const userName = () => undefined
  const query = companiesOf(ownedBy('u1'), more)
  const planning = { parts: liveParts, userName, shareSelection: createSelection }
  const plan = planView(query, { ...planning, shareLead: (order) => toLead(order, userName) })
  const shared = createSharedRows<ViewCore>()
  const view = new ViewCore('key', plan, liveParts, shared)
  const fill = async (found: readonly StoredRecord[], all?: number) => {
    const answer = await view.ask({ run: async () => answerOf('c0', found, all) }, limits)
    answer.fill()
    view.catchUp()
  }
  await fill(records, total)
  view.renew(5)
  const follow = (id: string, before: Values | undefined, after: Values | undefined, isHeld = true) =>
    view.follow(toSeen(change(id, before, after)), isHeld)
  const heldOf = (id: string) => shared.get(id)?.shown.map(({ views }) => views.length)
  return { view, plan, fill, follow, heldOf }
}
const five = [5, 4, 3, 2, 1].map((arr) => stored(`r${arr}`, mine(arr)))

test('[LIVE-5] a view tells its rows, its total, its mode and when it changed', async () => {
  const { view, follow } = await viewOf({ limit: 2 }, five, 7)
  const record = (id: string, arr: number) => ({ ref: { type: 'company', id }, version: '', values: { arr } })
  expect(view.state).toEqual({ records: [record('r5', 5), record('r4', 4)], total: 7, asOf: 5, mode: 'indexed' })
  expect(view.renew(6)).toBe(false)
  expect(view.state).toMatchObject({ asOf: 5 })
  follow('r4', mine(4), mine(4.5))
  expect(view.renew(7)).toBe(true)
  expect(view.state).toMatchObject({ records: [record('r5', 5), record('r4', 4.5)], asOf: 7 })
})

test('[LIVE-5] a row that changes in its place shows its new values, and an empty window the first row that comes', async () => {
  const { view, follow } = await viewOf({ select: ['name'] }, [stored('r1', mine(1, 'x'))])
  follow('r1', mine(1, 'x'), mine(1, 'y'))
  expect([view.renew(6), view.state]).toMatchObject([true, { records: [{ values: { name: 'y' } }], total: 1 }])
  const empty = await viewOf({ limit: 2 }, [])
  empty.follow('n1', undefined, mine(1), false)
  expect([empty.view.lacksRows(), empty.view.renew(6), print(empty.view.state)]).toEqual([false, true, 'n1 of 1'])
})

test('[LIVE-6] a view says which changes may move its answer', async () => {
  const { follow } = await viewOf({}, five)
  expect(follow('r5', mine(5), { ...mine(5), city: 'Rome' }, false)).toBe(false)
  expect(follow('r5', mine(5), { ...mine(5), city: 'Rome' })).toBe(true)
  expect(follow('zz', mine(9), { ...mine(9), city: 'Rome' })).toBe(false)
  expect(follow('zz', undefined, { owner: 'u2', arr: 9 }, false)).toBe(false)
  expect(follow('zz', { owner: 'u2', arr: 9 }, undefined, false)).toBe(false)
  expect(follow('zz', { owner: 'u2', arr: 9 }, { owner: 'u3', arr: 8 }, false)).toBe(false)
  expect(follow('zz', undefined, mine(9), false)).toBe(true)
  expect(follow('zz', mine(9), mine(8), false)).toBe(true)
  expect(follow('zz', mine(8), undefined, false)).toBe(true)
})

test('[LIVE-6] a row that moves behind all that a window holds is no matter, until it leaves or comes before them', async () => {
  const { view, follow } = await viewOf({ limit: 2 }, five, 9)
  expect(follow('zz', mine(0.5), mine(0.4), false)).toBe(false)
  expect(follow('zz', mine(0.5), { ...mine(0.4), owner: 'u2' }, false)).toBe(true)
  expect(follow('zy', { ...mine(0.5), owner: 'u2' }, mine(0.4), false)).toBe(true)
  expect(follow('zx', mine(0.5), mine(9), false)).toBe(true)
  expect(view.renew(6)).toBe(true)
  expect(print(view.state)).toBe('zx,r5 of 9')
})

test('[LIVE-7] a window lets go of the rows beyond its reserve, and of those that leave it', async () => {
  const { view, follow, heldOf } = await viewOf({ limit: 1 }, five)
  expect(['r5', 'r4'].map(heldOf)).toEqual([[1], []])
  for (let at = 0; at < 30; at++) follow(`n${at}`, undefined, mine(10 + at), false)
  view.renew(6)
  expect(['n29', 'n28', 'r5', 'r4', 'r3', 'r2', 'r1'].map(heldOf)).toEqual([[1], [], [], [], [], undefined, undefined])
  follow('n29', mine(39), { ...mine(39), owner: 'u2' })
  view.renew(7)
  expect([print(view.state), heldOf('n29'), heldOf('n28')]).toEqual(['n28 of 34', undefined, [1]])
  view.empty()
  expect(['n28', 'n27', 'r5'].map(heldOf)).toEqual([undefined, undefined, undefined])
})

test('[LIVE-7] a row that goes to the reserve is not shown, and one that comes from there is', async () => {
  const { view, follow, heldOf } = await viewOf({ limit: 2 }, five)
  follow('r5', mine(5), mine(3.5))
  view.renew(6)
  expect([print(view.state), heldOf('r5'), heldOf('r3'), heldOf('r4')]).toEqual(['r4,r5 of 5', [1], [], [1]])
  follow('r5', mine(3.5), mine(0))
  view.renew(7)
  expect([print(view.state), heldOf('r5'), heldOf('r3')]).toEqual(['r4,r3 of 5', [], [1]])
  expect(['r5', 'r4', 'zz'].map((id) => view.shows(id))).toEqual([true, true, false])
})

test('[LIVE-5] [LIVE-6] an answer that shows the same is not sent again, and of another one each row that is the same is the same object', async () => {
  const { view, fill } = await viewOf({}, five)
  const first = view.state
  await fill(five.map((record) => ({ ...record, version: '9', values: { ...record.values, name: 'other' } })))
  expect([view.renew(6), view.state]).toEqual([false, first])
  await fill([stored('r5', mine(6)), ...five.slice(1)])
  expect(view.renew(7)).toBe(true)
  const [before, after] = [first, view.state].map((state) => (state && 'records' in state ? state.records : []))
  expect(after?.map((record, place) => record === before?.[place])).toEqual([false, true, true, true, true])
})

test('[LIVE-6] a total that changes alone is sent with the same list of rows', async () => {
  const { view, follow } = await viewOf({ limit: 1 }, five)
  const before = view.state
  follow('zz', undefined, mine(0), false)
  expect(view.renew(6)).toBe(true)
  expect([before, view.state].map((state) => state && 'total' in state && state.total)).toEqual([5, 6])
  expect((view.state as typeof before & { records: unknown }).records).toBe((before as typeof before & { records: unknown }).records)
})

test('[LIVE-13] an answer without a total has the rows that it left out and those that it brings', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const [paged, behind] = [
    listen(companiesOf(ownedBy('u1'), { archived: 'any', limit: 2, offset: 2 })),
    listen(companiesOf(ownedBy('u1'), { limit: 2, after: { values: [9], id: 'z' } })),
  ]
  for (const run of runs) await run.answer({ records: five.slice(0, 2), asOf: 'c0' })
  expect([paged, behind].map(({ states }) => states.map(print))).toEqual([['r5,r4 of 4'], ['r5,r4 of 2']])
  expect(engine.stats().modes).toEqual({ indexed: 0, checked: 0, asked: 2 })
})

test('[LIVE-8] a window beyond the last row is empty, and one whose rows are missing says so', async () => {
  const beyond = await viewOf({ limit: 2, offset: 9 }, [], 3)
  expect([print(beyond.view.state), beyond.view.lacksRows()]).toEqual([' of 3', false])
  beyond.follow('r1', mine(1), undefined, false)
  expect([beyond.view.renew(6), print(beyond.view.state), beyond.view.lacksRows()]).toEqual([true, ' of 2', false])
  const { view } = await viewOf({ limit: 2 }, [], 3)
  expect(view.lacksRows()).toBe(true)
})

test('[LIVE-13] a view whose mode changes says so, with the same rows', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(companiesOf(ownedBy('u1')))
  await runs[0]?.answer(answerOf('c0', five))
  engine.runAgain('all')
  await runs[1]?.answer(answerOf(undefined, five))
  expect(heard.states.map((state) => 'mode' in state && state.mode)).toEqual(['indexed', 'asked'])
  engine.runAgain('all')
  await runs[2]?.fail(new Error('no'))
  engine.runAgain('all')
  await engine.idle()
  expect(heard.states.map(print)).toEqual(['r5,r4,r3,r2,r1 of 5', 'r5,r4,r3,r2,r1 of 5', 'storage.failed'])
})

test('[LIVE-12] after a problem the rows are sent again, though they are as before', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(companiesOf(ownedBy('u1')))
  await runs[0]?.answer(answerOf('c0', five))
  engine.runAgain('all')
  await runs[1]?.fail(new Error('no'))
  clock.advance(1_000)
  await runs[2]?.answer(answerOf('c0', five))
  expect(heard.states.map(print)).toEqual(['r5,r4,r3,r2,r1 of 5', 'storage.failed', 'r5,r4,r3,r2,r1 of 5'])
})

test('[LIVE-20] a new row lacks what is shown of linked records only while it is to be shown, and rows that the query gave do not', async () => {
  const more = { limit: 2, select: ['arr', 'deals.name'], linked: [dealName] }
  const records = [3, 2, 1].map((arr) => stored(`r${arr}`, { ...mine(arr), 'deals.name': `D${arr}` }))
  const { view, follow } = await viewOf(more, records)
  expect([view.rests(), view.mode, view.lacksRows()]).toEqual([true, 'indexed', false])
  follow('r1', mine(1), mine(9))
  expect([view.lacksRows(), view.renew(6), print(view.state)]).toEqual([false, true, 'r1,r3 of 3'])
  expect(view.state).toMatchObject({ records: [{ values: { arr: 9, 'deals.name': 'D1' } }, { values: { arr: 3, 'deals.name': 'D3' } }] })
  follow('new', undefined, mine(2.5), false)
  expect(view.lacksRows()).toBe(false)
  follow('r3', mine(3), undefined)
  expect(view.lacksRows()).toBe(true)
  follow('new', mine(2.5), undefined)
  expect(view.lacksRows()).toBe(false)
  const plain = await viewOf({}, five)
  plain.follow('new', undefined, mine(9), false)
  expect([plain.view.rests(), plain.view.lacksRows()]).toEqual([false, false])
})
