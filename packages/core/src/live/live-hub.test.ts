import type { Subscription } from 'rxjs'
import { expect, test } from 'vitest'
import type { Problem } from '../errors/tenure-error.js'
import type { Atom, CanonicalQuery, Expression, LinkedColumn } from '../query/canonical.js'
import { canonicalise } from '../query/canonicalise.js'
import { compareImages } from '../query/compare-images.js'
import { compileExpression } from '../query/evaluator.js'
import type { Values } from '../schema/value.js'
import type { Change, ChangeBatch } from '../storage/adapter.js'
import type { WindowResult } from '../storage/planner.js'
import { createLiveHub, type LiveBinding } from './live-hub.js'
import type { LiveState } from './live-window.js'
import { FakeClock } from './test-fake-clock.js'

/** A few companies, and a hub over them. `answer` changes what a run gives. */
function openHub(answer: (result: WindowResult, query: CanonicalQuery) => WindowResult | Promise<WindowResult> = (result) => result) {
  const clock = new FakeClock()
  const rows = new Map<string, { values: Values; version: number }>()
  let commits = 0
  const run = async (query: CanonicalQuery): Promise<WindowResult> => {
    const matches = compileExpression(query.type, query.where)
    const all = [...rows]
      .map(([id, { values, version }]) => ({ id, values, version }))
      .filter((row) => matches(row, { linked: () => [], changedSince: () => false, userName: () => undefined }))
    all.sort(compareImages(query.order, () => undefined))
    const shown = all.slice(query.offset ?? 0, (query.offset ?? 0) + (query.limit ?? all.length))
    const records = shown.map(({ id, values, version }) => ({ ref: { type: 'company', id }, version: String(version), values }))
    return answer({ records, total: all.length, asOf: `c${commits}` }, query)
  }
  const hub = createLiveHub({ run, clock, userName: () => undefined, head: 'c0' })
  const write = (id: string, after: Values | undefined): ChangeBatch => {
    const known = rows.get(id)
    const version = (known?.version ?? 0) + 1
    if (after) rows.set(id, { values: after, version })
    else rows.delete(id)
    const changed = [...new Set([...Object.keys(known?.values ?? {}), ...Object.keys(after ?? {})])].filter(
      (name) => known?.values[name] !== after?.[name],
    )
    const change: Change = {
      ref: { type: 'company', id },
      change: 'patch',
      version: String(version),
      at: clock.time,
      changed,
      ...(known && { before: known.values }),
      ...(after && { after }),
    }
    return { cursor: `c${++commits}`, changes: [change] }
  }
  const put = (id: string, after: Values | undefined): void => hub.apply(write(id, after))
  return { hub, clock, put, write }
}

function companiesOf(where: Expression, more: Partial<CanonicalQuery> = {}): CanonicalQuery {
  const order = [{ property: 'arr', direction: 'descending', by: 'value' }] as const
  return canonicalise({ type: 'company', user: where, policy: { all: [] }, order, select: ['arr'], count: true, archived: 'no', ...more })
}
function ownedBy(owner: string): Atom {
  return { atom: 0, test: 'is', property: 'owner', kind: 'user', value: owner }
}
type Hub = ReturnType<typeof openHub>['hub']
function watch(
  hub: Hub,
  bind: () => LiveBinding,
  subject = 'u1',
): { readonly heard: LiveState[]; readonly subscription: Subscription; completed: boolean } {
  const watched = { heard: [] as LiveState[], completed: false }
  const subscription = hub
    .watch({ subject, bind })
    .subscribe({ next: (state) => watched.heard.push(state), complete: () => Object.assign(watched, { completed: true }) })
  return Object.assign(watched, { subscription })
}
function print(state: LiveState | undefined): string {
  if (!state) return 'nothing'
  return 'problem' in state ? state.problem.code : `${state.records.map(({ ref }) => ref.id).join()} of ${state.total}`
}
const refused: Problem = { code: 'access.denied', message: 'No.', details: { missing: 'company' } }

test('[BEY-1] [LIVE-2] every view that a batch touches is notified once, when the whole batch is applied', async () => {
  const { hub, write } = openHub()
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  const first = write('a', { owner: 'u1', arr: 1 })
  const second = write('b', { owner: 'u1', arr: 2 })
  hub.apply({ cursor: second.cursor, changes: [...first.changes, ...second.changes] })
  expect(heard.map(print)).toEqual([' of 0', 'b,a of 2'])
})

test('[BEY-1] [LIVE-6] a batch that changes a record and changes it back sends nothing', async () => {
  const { hub, put, write } = openHub()
  put('a', { owner: 'u1', arr: 1 })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  for (const meanwhile of [
    { owner: 'u2', arr: 1 },
    { owner: 'u1', arr: 2 },
  ]) {
    const [away, back] = [write('a', meanwhile), write('a', { owner: 'u1', arr: 1 })]
    hub.apply({ cursor: back.cursor, changes: [...away.changes, ...back.changes] })
  }
  await hub.idle()
  expect(heard.map(print)).toEqual(['a of 1'])
})

test('[BEY-1] [LIVE-1] a batch that comes twice counts once', async () => {
  const { hub, write } = openHub()
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  const batch = write('a', { owner: 'u1', arr: 1 })
  hub.apply(batch)
  hub.apply(batch)
  expect(heard.map(print)).toEqual([' of 0', 'a of 1'])
})

test('[ACC-10] a record that changes hands leaves one list and enters the other, though neither shows its owner', async () => {
  const { hub, put } = openHub()
  put('a', { owner: 'u1', arr: 1 })
  const [from, to] = ['u1', 'u2'].map((user) => watch(hub, () => ({ query: companiesOf(ownedBy(user)) }), user))
  await hub.idle()
  put('a', { owner: 'u2', arr: 1 })
  expect([from?.heard.map(print), to?.heard.map(print)]).toEqual([
    ['a of 1', ' of 0'],
    [' of 0', 'a of 1'],
  ])
})

test('[ACC-8] [LIVE-5] a row holds only the selected properties, and one that did not change stays the same object', async () => {
  const { hub, put } = openHub()
  put('a', { owner: 'u1', arr: 1, secret: 'x' })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  put('b', { owner: 'u1', arr: 2, secret: 'y' })
  const [before, after] = heard.map((state) => ('records' in state ? state.records : []))
  expect(after?.map(({ values }) => values)).toEqual([{ arr: 2 }, { arr: 1 }])
  expect(after?.[1]).toBe(before?.[0])
})

test('[BEY-1] [LIVE-6] a write that no selected property shows is sent only where versions are selected', async () => {
  const { hub, put } = openHub()
  put('a', { owner: 'u1', arr: 1, note: 'x' })
  const plain = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  const versioned = watch(hub, () => ({ query: companiesOf(ownedBy('u1'), { version: true }) }))
  await hub.idle()
  put('a', { owner: 'u1', arr: 1, note: 'y' })
  const versions = ({ heard }: typeof plain) => heard.map((state) => 'records' in state && state.records[0]?.version)
  expect(versions(plain)).toEqual([''])
  expect(versions(versioned)).toEqual(['1', '2'])
})

test('[BEY-1] [LIVE-6] a write to the sort property that leaves the order as it was is not sent', async () => {
  const { hub, put } = openHub()
  for (const [id, arr] of Object.entries({ a: 3, b: 2, c: 1 })) put(id, { owner: 'u1', arr, name: id })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1'), { select: ['name'] }) }))
  await hub.idle()
  put('b', { owner: 'u1', arr: 2.5, name: 'b' })
  expect(heard.map(print)).toEqual(['a,b,c of 3'])
  put('b', { owner: 'u1', arr: 4, name: 'b' })
  expect(heard.map(print)).toEqual(['a,b,c of 3', 'b,a,c of 3'])
})

test('[BEY-1] [LIVE-7] a spare row that comes to be shown has its current values, without another run', async () => {
  const { hub, put } = openHub()
  for (const [id, arr] of Object.entries({ a: 3, b: 2 })) put(id, { owner: 'u1', arr, name: id })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1'), { select: ['name'], limit: 1 }) }))
  await hub.idle()
  put('b', { owner: 'u1', arr: 2, name: 'renamed' })
  put('a', undefined)
  expect(heard.map((state) => 'records' in state && state.records[0]?.values)).toEqual([{ name: 'a' }, { name: 'renamed' }])
  expect(hub.stats().runs).toBe(1)
})

test('[BEY-1] [LIVE-3] watchers of the same query share one view, which ends with the last of them', async () => {
  const { hub } = openHub()
  const watched = [1, 2, 3].map(() => watch(hub, () => ({ query: companiesOf(ownedBy('u1')) })))
  await hub.idle()
  expect(hub.stats()).toMatchObject({ views: 1, watchers: 3, runs: 1, modes: { indexed: 1, checked: 0, asked: 0 } })
  for (const { subscription } of watched) subscription.unsubscribe()
  expect(hub.stats().views).toBe(0)
})

test('[BEY-1] [LIVE-4] a window names its mode', async () => {
  const { hub } = openHub()
  const link: Atom = { atom: 0, test: 'some', hop: { edge: 'e', forward: true, to: 'deal' }, where: { all: [] } }
  const name: Atom = { atom: 0, test: 'contains', property: 'name', kind: 'string', text: 'x' }
  const modes = [ownedBy('u1'), name, link].map((where) => watch(hub, () => ({ query: companiesOf(where) })))
  await hub.idle()
  expect(modes.map(({ heard: [state] }) => state && 'mode' in state && state.mode)).toEqual(['indexed', 'checked', 'asked'])
})

test('[ACC-10] [LIVE-9] once rights have changed, nothing is sent under the old ones', async () => {
  const { hub, put, write } = openHub()
  put('a', { owner: 'u1', arr: 1 })
  let where = ownedBy('u1')
  const { heard } = watch(hub, () => ({ query: companiesOf(where) }))
  await hub.idle()
  const batch = write('b', { owner: 'u1', arr: 2 })
  where = ownedBy('u2')
  hub.rebind(new Set(['u1']))
  hub.apply(batch)
  await hub.idle()
  expect(heard.map(print)).toEqual(['a of 1', ' of 0'])
})

test('[ACC-10] [LIVE-10] lost rights show as one problem, and rows come back with the rights', async () => {
  const { hub, put } = openHub()
  put('a', { owner: 'u1', arr: 1 })
  let allowed = true
  const { heard } = watch(hub, () => (allowed ? { query: companiesOf(ownedBy('u1')) } : { problem: refused }))
  await hub.idle()
  allowed = false
  hub.rebind('all')
  hub.rebind('all')
  put('b', { owner: 'u1', arr: 2 })
  allowed = true
  hub.rebind('all')
  await hub.idle()
  expect(heard.map(print)).toEqual(['a of 1', 'access.denied', 'b,a of 2'])
})

test('[FLT-5] [LIVE-11] a view moves with the clock without a write', async () => {
  const { hub, clock, put } = openHub()
  put('a', { owner: 'u1', arr: 5 })
  const bind = (): LiveBinding => ({
    query: companiesOf({ atom: 0, test: 'less', property: 'arr', kind: 'number', value: clock.time > 1_500 ? 10 : 1 }),
    until: clock.time + 1_000,
  })
  const { heard } = watch(hub, bind)
  await hub.idle()
  clock.advance(1_000)
  await hub.idle()
  expect(heard.map(print)).toEqual([' of 0', 'a of 1'])
})

test('[BEY-1] [LIVE-12] a failed run affects only its own view, which tries again', async () => {
  let broken = true
  const { hub, clock, put } = openHub((result, query) => {
    if (broken && JSON.stringify(query.where).includes('u2')) throw new Error('no')
    return result
  })
  put('a', { owner: 'u1', arr: 1 })
  const well = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  const ill = watch(hub, () => ({ query: companiesOf(ownedBy('u2')) }))
  await hub.idle()
  put('b', { owner: 'u1', arr: 2 })
  put('c', { owner: 'u2', arr: 2 })
  broken = false
  clock.advance(1_000)
  await hub.idle()
  expect(well.heard.map(print)).toEqual(['a of 1', 'b,a of 2'])
  expect(ill.heard.map(print)).toEqual(['storage.failed', 'c of 1'])
})

test('[LIVE-12] the pause after a failed run doubles, up to a minute', async () => {
  const { hub, clock } = openHub(() => {
    throw new Error('no')
  })
  watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    const { runs } = hub.stats()
    clock.advance(seconds * 1_000 - 1)
    await hub.idle()
    expect([seconds, hub.stats().runs]).toEqual([seconds, runs])
    clock.advance(1)
    await hub.idle()
    expect([seconds, hub.stats().runs]).toEqual([seconds, runs + 1])
  }
})

test('[BEY-1] [LIVE-13] a view runs again after each change if its store gives no cursor', async () => {
  const { hub, put } = openHub(({ records, total }) => ({ records, total: total ?? 0 }))
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  put('a', { owner: 'u1', arr: 1 })
  put('b', { owner: 'u2', arr: 1 })
  await hub.idle()
  expect(heard.map(print)).toEqual([' of 0', 'a of 1'])
  expect(hub.stats()).toMatchObject({ runs: 2, modes: { asked: 1 } })
})

test('[SEC-17] [LIVE-19] an asked view rests as long as its last run took, however many changes come', async () => {
  const { hub, put, clock } = openHub(({ records, total }) => {
    clock.advance(400)
    return { records, total: total ?? 0 }
  })
  const { heard, subscription } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  for (const id of ['a', 'b', 'c']) put(id, { owner: 'u1', arr: 1 })
  const late = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }), 'u2')
  clock.advance(399)
  expect([hub.stats().runs, late.heard]).toEqual([1, []])
  clock.advance(1)
  expect(hub.stats().runs).toBe(2)
  await hub.idle()
  expect([...heard, ...late.heard].map(print)).toEqual([' of 0', 'a,b,c of 3', 'a,b,c of 3'])
  put('d', { owner: 'u1', arr: 1 })
  for (const watched of [subscription, late.subscription]) watched.unsubscribe()
  await hub.idle()
  clock.advance(1_000)
  expect(hub.stats()).toMatchObject({ runs: 2, views: 0 })
})

test('[LIVE-21] an asked view that changes overtake without a pause sends each answer whose rows they leave alone, and ends up right', async () => {
  const { hub, put } = openHub(({ records, total, asOf }) => {
    const answer = { records, total: total ?? 0, ...(asOf !== undefined && { asOf }) }
    // While it runs, another record comes each time; a row that is shown changes once.
    if (next <= 3) put(`n${next}`, { owner: 'u1', arr: next })
    if (next === 2) put('n1', { owner: 'u2', arr: 1 })
    next++
    return answer
  })
  let next = 1
  const archived = { archived: 'any', limit: 2 } as const
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1'), archived) }))
  await hub.idle()
  expect(heard.map(print)).toEqual([' of 0', 'n2 of 1', 'n3,n2 of 2'])
})

test('[LIVE-4] a view of archived records that names its records runs again for changes of those alone', async () => {
  const { hub, put } = openHub()
  put('a', { owner: 'u1', arr: 1 })
  const named: Expression = { all: [ownedBy('u1'), { atom: 0, test: 'id-of', ids: ['a'] }] }
  const { heard } = watch(hub, () => ({ query: companiesOf(named, { archived: 'any' }) }))
  await hub.idle()
  put('b', { owner: 'u1', arr: 2 })
  await hub.idle()
  expect(hub.stats().runs).toBe(1)
  put('a', { owner: 'u1', arr: 3 })
  await hub.idle()
  expect([hub.stats().runs, heard.map(print)]).toEqual([2, ['a of 1', 'a of 1']])
})

test('[LIVE-19] to wait until all is quiet lets a view that rests run at once', async () => {
  const { hub, put, clock } = openHub(({ records, total }) => {
    clock.advance(400)
    return { records, total: total ?? 0 }
  })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  put('a', { owner: 'u1', arr: 1 })
  await hub.idle()
  expect(heard.map(print)).toEqual([' of 0', 'a of 1'])
})

const contactName: LinkedColumn = {
  name: 'contacts.name',
  hop: { edge: 'company_contact', forward: true, to: 'contact' },
  property: 'name',
  kind: 'string',
  among: { all: [] },
}
/** Companies by name, two of them, each with a value of a linked record, that the run gives. */
function openLinked() {
  const opened = openHub((result) => ({
    ...result,
    records: result.records.map((record) => ({ ...record, values: { ...record.values, 'contacts.name': `over ${record.ref.id}` } })),
  }))
  const query = canonicalise({
    ...{ type: 'company', user: ownedBy('u1'), policy: { all: [] }, count: true, archived: 'no', limit: 2 },
    order: [{ property: 'arr', direction: 'descending', by: 'value' }],
    select: ['arr', 'contacts.name'],
    linked: [contactName],
  })
  const { heard } = watch(opened.hub, () => ({ query }))
  const told = () => {
    const last = heard.at(-1)
    return last && 'records' in last ? last.records.map(({ ref, values }) => [ref.id, values['arr'], values['contacts.name']]) : last
  }
  return { ...opened, heard, told }
}

test('[BEY-1] [LIVE-20] a row keeps what is shown of linked records while its record changes and moves, without a run', async () => {
  const { hub, put, told } = openLinked()
  for (const [place, id] of ['a', 'b', 'c'].entries()) put(id, { owner: 'u1', arr: 9 - place })
  await hub.idle()
  const { runs } = hub.stats()
  put('b', { owner: 'u1', arr: 10 })
  expect(told()).toEqual([
    ['b', 10, 'over b'],
    ['a', 9, 'over a'],
  ])
  put('a', { owner: 'u2', arr: 9 })
  expect(told()).toEqual([
    ['b', 10, 'over b'],
    ['c', 7, 'over c'],
  ])
  expect(hub.stats().runs).toBe(runs)
})

test('[BEY-1] [LIVE-20] a row that the window did not hold is shown once the query has said what is linked to it, however it moved meanwhile', async () => {
  const { hub, put, heard, told } = openLinked()
  for (const [place, id] of ['a', 'b'].entries()) put(id, { owner: 'u1', arr: 9 - place })
  await hub.idle()
  const { runs } = hub.stats()
  put('new', { owner: 'u1', arr: 1 })
  put('new', { owner: 'u1', arr: 2 })
  expect(told()).toEqual([
    ['a', 9, 'over a'],
    ['b', 8, 'over b'],
  ])
  expect(hub.stats().runs).toBe(runs)
  put('new', { owner: 'u1', arr: 20 })
  put('new', { owner: 'u1', arr: 21 })
  await hub.idle()
  expect(told()).toEqual([
    ['new', 21, 'over new'],
    ['a', 9, 'over a'],
  ])
  expect(JSON.stringify(heard)).not.toContain('"contacts.name":null')
})

test('[BEY-1] [LIVE-14] an answer newer than the applied batches waits for its batch, and follows changes from there', async () => {
  const { hub, put, write } = openHub()
  const inFlight = write('a', { owner: 'u1', arr: 1 })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  hub.apply(inFlight)
  put('b', { owner: 'u1', arr: 2 })
  await hub.idle()
  expect(heard.map(print)).toEqual(['a of 1', 'b,a of 2'])
  expect(hub.stats().runs).toBe(1)
})

test('[BEY-1] [LIVE-8] a window that has used up its spare rows sends nothing until it has run again', async () => {
  const { hub, put } = openHub()
  for (let count = 0; count < 40; count++) put(`r${String(count).padStart(2, '0')}`, { owner: 'u1', arr: 100 - count })
  const { heard } = watch(hub, () => ({ query: companiesOf(ownedBy('u1'), { limit: 2 }) }))
  await hub.idle()
  for (let count = 0; count < 39; count++) put(`r${String(count).padStart(2, '0')}`, undefined)
  await hub.idle()
  expect(print(heard.at(-1))).toBe('r39 of 1')
  expect(
    heard.map((state) => ('records' in state ? Math.min(2, state.total) - state.records.length : 0)).every((missing) => missing === 0),
  ).toBe(true)
  expect(hub.stats().runs).toBeGreaterThan(1)
})

test('[BEY-1] [LIVE-15] closing completes every stream, also those subscribed to later', async () => {
  const { hub, put } = openHub()
  const watched = watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }))
  await hub.idle()
  hub.close()
  put('a', { owner: 'u1', arr: 1 })
  expect(watched.completed).toBe(true)
  expect(watched.heard.map(print)).toEqual([' of 0'])
  expect(watch(hub, () => ({ query: companiesOf(ownedBy('u1')) })).completed).toBe(true)
})

test('[SEC-17] a run that nobody waits for any more is ended, and named after one who watches', async () => {
  const runs: { readonly signal: AbortSignal; readonly caller: string }[] = []
  const run = (_: CanonicalQuery, limits: (typeof runs)[number]): Promise<WindowResult> => {
    runs.push(limits)
    return new Promise((_, reject) => limits.signal.addEventListener('abort', () => reject(limits.signal.reason)))
  }
  const hub = createLiveHub({ run, clock: new FakeClock(), userName: () => undefined })
  const [first, second] = ['u7', 'u8'].map((user) => watch(hub, () => ({ query: companiesOf(ownedBy('u1')) }), user))
  first?.subscription.unsubscribe()
  expect(runs.map(({ signal, caller }) => [signal.aborted, caller])).toEqual([[false, 'u7']])
  second?.subscription.unsubscribe()
  await hub.idle()
  expect(runs.map(({ signal }) => signal.aborted)).toEqual([true])
  expect(second?.heard).toEqual([])
})
