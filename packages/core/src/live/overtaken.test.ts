import { expect, test } from 'vitest'
import type { Atom, Expression } from '../query/canonical.js'
import { answerOf, batch, change, companiesOf, openEngine, ownedBy, print, stored } from './test-live-engine.js'

const mine = { owner: 'u1', arr: 1 }
const two = { owner: 'u1', arr: 2 }
const ofMine = companiesOf(ownedBy('u1'))
const archive = companiesOf(ownedBy('u1'), { archived: 'any' })
const a = stored('a', mine)
const b = stored('b', two)
const hop = { edge: 'company_deal', forward: true, to: 'deal' }
const isOpen: Atom = { atom: 0, test: 'is', property: 'open', kind: 'boolean', value: true }
const withOpenDeals: Expression = { all: [ownedBy('u1'), { atom: 0, test: 'some', hop, where: isOpen }] }
const link = (id: string, type = 'company') => ({
  ...change(id, mine, mine, type),
  linked: [{ edge: hop.edge, forward: true, other: { type: 'deal', id: 'd' } }],
})

test('[LIVE-14] what changed after an answer was read is added to it, without another run', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(ofMine)
  engine.apply(batch('c1', change('a', undefined, mine)))
  engine.apply(batch('c2', change('b', undefined, two), change('d', undefined, two, 'deal')))
  engine.apply(batch('c3', change('a', mine, { ...mine, arr: 3 })))
  expect(heard.states).toEqual([])
  await runs[0]?.answer(answerOf('c1', [a]))
  engine.apply(batch('c4', change('b', two, undefined)))
  expect([heard.states.map(print), runs.length]).toEqual([['a,b of 2', 'a of 1'], 1])
})

test('[LIVE-14] an answer newer than the batches is sent, and its view runs again when another batch than its own comes', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(ofMine)
  await runs[0]?.answer(answerOf('c2', [a, b]))
  engine.apply(batch('c1', change('a', undefined, mine)))
  expect([heard.states.map(print), runs.length]).toEqual([['a,b of 2'], 2])
  await runs[1]?.answer(answerOf('c1', [a]))
  engine.apply(batch('c2', change('b', undefined, two)))
  expect([heard.states.map(print), runs.length]).toEqual([['a,b of 2', 'a of 1', 'b,a of 2'], 2])
})

test('[LIVE-14] an unknown cursor may be the one before the first batch only where no start is known and no batch came before the run', async () => {
  const sent = async (head: string | undefined, isEarlier: boolean, isMeanwhile: boolean) => {
    const { engine, runs, listen } = openEngine(head === undefined ? {} : { head })
    if (isEarlier) engine.apply(batch('c1', change('z', undefined, { owner: 'u2' })))
    const heard = listen(ofMine)
    if (isMeanwhile) engine.apply(batch('c2', change('a', undefined, mine)))
    await runs[0]?.answer(answerOf('unknown', [b]))
    return [heard.states.map(print), runs.length]
  }
  expect(await sent(undefined, false, true)).toEqual([[], 2])
  expect(await sent(undefined, false, false)).toEqual([['b of 1'], 1])
  expect(await sent(undefined, true, true)).toEqual([['b of 1'], 1])
  expect(await sent('c0', false, true)).toEqual([['b of 1'], 1])
})

test('[LIVE-21] an asked view does not send an answer in which a row has changed since, and sends one in which none has', async () => {
  const answered = async (...since: readonly ReturnType<typeof change>[]) => {
    const { engine, runs, listen } = openEngine({ head: 'c0' })
    const heard = listen(archive)
    engine.apply(batch('c1', ...since))
    await runs[0]?.answer(answerOf('c0', [a]))
    return [heard.states.map(print), runs.length]
  }
  const other = change('b', undefined, two)
  expect(await answered(other)).toEqual([['a of 1'], 2])
  expect(await answered(other, change('a', mine, two))).toEqual([[], 2])
  expect(await answered(other, change('a', mine, two, 'deal'))).toEqual([['a of 1'], 2])
})

test('[LIVE-21] a change at the far end of its links holds an answer back, a link at the start alone does not', async () => {
  const answered = async (where: Expression, ...since: readonly ReturnType<typeof change>[]) => {
    const { engine, runs, listen } = openEngine({ head: 'c0' })
    const heard = listen(companiesOf(where))
    engine.apply(batch('c1', ...since))
    await runs[0]?.answer(answerOf('c0', [a]))
    return [heard.states.map(print), runs.length]
  }
  expect(await answered(withOpenDeals, change('d', { open: false }, { open: true }, 'deal'))).toEqual([[], 2])
  expect(await answered(withOpenDeals, change('d', { note: 'x' }, { note: 'y' }, 'deal'))).toEqual([['a of 1'], 1])
  expect(await answered(withOpenDeals, change('d', { open: false }, { open: true }, 'task'))).toEqual([['a of 1'], 1])
  expect(await answered(withOpenDeals, link('z'))).toEqual([['a of 1'], 2])
  expect(await answered(withOpenDeals, link('z'), change('d', { open: false }, { open: true }, 'task'))).toEqual([['a of 1'], 2])
  const inner: Atom = { atom: 0, test: 'some', hop, where: { atom: 0, test: 'some', hop: { ...hop, to: 'task' }, where: { all: [] } } }
  expect(await answered(inner, link('d', 'deal'))).toEqual([[], 2])
  expect(await answered(inner, link('d', 'deal'), change('z', mine, two))).toEqual([[], 2])
})

test('[LIVE-21] a count that its links overtake while it runs is sent once it has run again, though that answer is the same', async () => {
  const count = { query: companiesOf(withOpenDeals, { order: [], select: [] }), by: [], measures: [] }
  const opened = change('d', { open: false }, { open: true }, 'deal')
  const counted = (asOf: string, found: number) => ({ asOf, groups: [{ key: [], count: found, measures: [] }] })
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(count)
  await runs[0]?.answer(counted('c0', 1))
  engine.apply(batch('c1', opened))
  clock.advance(10_000)
  engine.apply(batch('c2', opened))
  await runs[1]?.answer(counted('c1', 2))
  expect(heard.states).toMatchObject([{ groups: [{ count: 1 }] }])
  clock.advance(10_000)
  await runs[2]?.answer(counted('c2', 2))
  expect(heard.states).toMatchObject([{ groups: [{ count: 1 }] }, { groups: [{ count: 2 }] }])
})

test('[LIVE-20] a window with linked columns runs again where a link or a linked record changed after its answer was read', async () => {
  const linked = [{ name: 'deals.name', hop, among: { all: [] }, property: 'name', kind: 'string' }] as const
  const answered = async (...since: readonly ReturnType<typeof change>[]) => {
    const { engine, runs, listen } = openEngine({ head: 'c0' })
    const heard = listen(companiesOf(ownedBy('u1'), { select: ['arr', 'deals.name'], linked }))
    engine.apply(batch('c1', ...since))
    await runs[0]?.answer(answerOf('c0', [stored('a', { ...mine, 'deals.name': 'D' })]))
    return [heard.states.map(print), runs.length]
  }
  expect(await answered(change('d', { name: 'D' }, { name: 'E' }, 'deal'))).toEqual([[], 2])
  expect(await answered(link('a'))).toEqual([[], 2])
  expect(await answered(change('d', { name: 'D', size: 1 }, { name: 'D', size: 2 }, 'deal'))).toEqual([['a of 1'], 1])
})

test('[LIVE-13] an answer without a cursor is sent, and asked for again only where something changed while it was read', async () => {
  const answered = async (...since: readonly ReturnType<typeof change>[]) => {
    const { engine, runs, listen } = openEngine({ head: 'c0' })
    engine.apply(batch('c1', change('z', undefined, two)))
    const heard = listen(ofMine)
    if (since.length > 0) engine.apply(batch('c2', ...since))
    await runs[0]?.answer(answerOf(undefined, [a]))
    return [heard.states.map((state) => [print(state), 'mode' in state && state.mode]), runs.length]
  }
  expect(await answered()).toEqual([[['a of 1', 'asked']], 1])
  expect(await answered(change('b', undefined, two))).toEqual([[['a of 1', 'asked']], 2])
  expect(await answered(change('a', mine, two))).toEqual([[], 2])
})

test('[LIVE-13] rows that do not go with their total make a view asked, unless a change since explains them', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(ofMine)
  await runs[0]?.answer(answerOf('c0', [a], 3))
  expect(heard.states).toEqual([
    { records: [stored('a', { arr: 1 })].map((record) => ({ ...record, version: '' })), total: 3, asOf: 1_000, mode: 'asked' },
  ])
  engine.apply(batch('c1', change('b', undefined, { owner: 'u2' })))
  expect(runs).toHaveLength(1)
  engine.apply(batch('c2', change('b', undefined, two)))
  expect(runs).toHaveLength(2)
  const meanwhile = openEngine({ head: 'c0' })
  const other = meanwhile.listen(ofMine)
  meanwhile.engine.apply(batch('c1', change('b', undefined, two)))
  await meanwhile.runs[0]?.answer(answerOf('c0', [a], 3))
  expect([other.states, meanwhile.runs.length]).toEqual([[], 2])
})

test('[LIVE-19] waiting until all is quiet runs a view again that a change overtook while it was waited for', async () => {
  const { engine, clock, runs, listen } = openEngine({ head: 'c0' })
  const heard = listen(archive)
  let isQuiet = false
  const quiet = engine.idle().then(() => (isQuiet = true))
  clock.advance(400)
  engine.apply(batch('c1', change('b', undefined, two)))
  await runs[0]?.answer(answerOf('c0', [a]))
  expect([runs.length, isQuiet]).toEqual([2, false])
  await runs[1]?.answer(answerOf('c1', [b, a]))
  await quiet
  expect([runs.length, heard.states.map(print)]).toEqual([2, ['a of 1', 'b,a of 2']])
})

test('[LIVE-1] changes without their past run the views again that look at their types, and no others', async () => {
  const { engine, runs, listen } = openEngine({ head: 'c0' })
  listen(ofMine)
  listen(companiesOf(withOpenDeals))
  listen(companiesOf({ all: [] }, { order: [{ property: 'owner', direction: 'ascending', by: 'user' }] }))
  listen(companiesOf({ all: [] }, { type: 'task' }))
  for (const run of [...runs]) await run.answer(answerOf('c0', []))
  const reached: Record<string, number> = {}
  for (const type of ['company', 'deal', 'user', 'task', 'note']) {
    const known = runs.length
    engine.apply({ ...batch(type, change('x', undefined, undefined, type)), blind: true })
    reached[type] = runs.length - known
    for (const run of runs.slice(known)) await run.answer(answerOf(type, []))
  }
  expect(reached).toEqual({ company: 3, deal: 1, user: 1, task: 1, note: 0 })
})
