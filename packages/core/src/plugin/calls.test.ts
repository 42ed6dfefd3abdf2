import { createFakeClock } from '@tenure/testing'
import { NEVER, Observable, of, Subject, startWith } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Session } from '../contract/call.js'
import type { Frame } from '../contract/frame.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'
import type { Activation } from './activation.js'
import { actMarked, type CallsEnv, callKey, canonicalText, createCaller, createRights, type Found } from './calls.js'
import { createBreaker } from './guard/breaker.js'
import { createLiveAnswers } from './live-answers.js'
import type { PluginState } from './plugin-state.js'
import { createRepeatedAnswers } from './repeated-answers.js'

const anna: Session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const denied: Problem = { code: 'access.denied', message: 'Not yours.', details: { missing: 'x' } }
const taken = { code: 'record.taken', message: 'Taken.', details: {} } as unknown as Problem
const provider = (id: string, watch: (call: Given) => unknown = async () => 1, more: object = {}) => ({
  ...{ contribution: 1, kind: 'provider', id, permission: 'workspace.access', output: z.any(), watch },
  ...more,
})
const action = (id: string, run: (call: Given) => unknown = () => 1, more: object = {}) => ({
  ...{ contribution: 1, kind: 'action', id, title: 'Do it', permission: 'workspace.access', run },
  ...more,
})
const edits = { key: 'edit company.name', grant: 'edit company.name', opens: 'edits', paths: ['company.name'] }
interface Given {
  readonly session: Session
  readonly input: unknown
  readonly names?: { edit(id: string): void }
}

/** A caller over these contributions, and what it asks of the host. */
function bench(contributions: readonly object[] = [], more: Partial<Record<keyof CallsEnv, unknown>> = {}) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const steps: unknown[] = []
  const faults: string[] = []
  const changes = new Subject<void>()
  const saved = new Subject<void>()
  const revived = new Subject<void>()
  const changed = new Subject<'all'>()
  const activation = {
    ...{ admitted: { plugin: { id: 'acme.x' }, granted: new Set(['edit company.name']) }, stopped: NEVER, services: new Map() },
    breaker: () => breaker,
  } as unknown as Activation
  const breaker = createBreaker({ failures: 1, windowMs: 1_000, coolMs: 5_000 }, clock, () => undefined)
  const found = new Map<string, Found>(
    contributions.map((each) => {
      const contribution = each as Found['contribution']
      return [contribution.id, { plugin: 'acme.x', contribution, state: 'active', activation }]
    }),
  )
  const stage = {
    edits: (paths: readonly string[]) => ({ edit: (id: string) => void steps.push(['edit', id, ...paths]) }),
    commit: async () => steps.push('commit') && { ok: true, value: undefined },
    discard: () => void steps.push('discard'),
  }
  const env = {
    ...{ clock, answerMs: 1_000, changes, revived, rights: createRights(changed), hostServices: {} },
    opener: { stage: (_: Session, plugin: string, call: object) => steps.push([plugin, call]) && stage },
    find: (id: string) => found.get(id),
    rejectionOf: () => undefined,
    sessionNow: (session: Session) => session,
    authorise: () => undefined,
    live: createLiveAnswers({ clock, graceMs: 0, closing: NEVER }),
    repeated: createRepeatedAnswers(clock),
    settings: { read: () => ({ value: 1, version: '1' }), saved },
    giver: () => undefined,
    onFault: (plugin: string, contribution: string) => void faults.push(`${plugin} ${contribution}`),
    onRefused: (session: Session, place: object) => void steps.push([session.user, place]),
    ...more,
  } as unknown as CallsEnv
  const caller = createCaller(anna, env)
  const frames = (id: string, input?: unknown, by = caller) => {
    const all: Frame<unknown>[] = []
    const listening = (by.watch as unknown as (of: object, input: unknown) => Observable<Frame<unknown>>)({ id }, input).subscribe(
      (frame) => all.push(frame),
    )
    return { all, end: () => listening.unsubscribe() }
  }
  return {
    ...{ env, clock, steps, faults, found, stage, frames, changes, saved, revived, changed },
    read: (id: string, input?: unknown, options?: object) => caller.read({ id } as never, input as never, options as never),
    act: (id: string, input?: unknown, options: object = {}) => caller.act({ id } as never, input as never, options as never),
  }
}
const refused = (problem: unknown) => ({ ok: false, problem })
const unavailable = (plugin: string, because: string) => ({
  ...{ code: 'plugin.unavailable', message: `The plugin ${plugin} is not available. ${because}`, details: { plugin, because } },
})

test('[SDK-5] what nobody contributes, or is of the other kind, is refused by its name', async () => {
  const { read, act } = bench([action('acme.x/do'), provider('acme.x/list')])
  expect(await read('acme.x/do')).toEqual(refused(unavailable('acme.x', 'Nobody contributes the provider acme.x/do.')))
  expect(await act('acme.x/list')).toEqual(refused(unavailable('acme.x', 'Nobody contributes the action acme.x/list.')))
  expect(await read('odd')).toEqual(refused(unavailable('odd', 'Nobody contributes the provider odd.')))
})
test('[SDK-5] who is signed in learns why a plugin was rejected; nobody else does', async () => {
  const rejected: PluginState = { plugin: 'acme.x', state: 'rejected', because: { ...taken, message: 'Two of them.' } }
  const rejectionOf = (plugin: string) => (plugin === 'acme.x' ? rejected : undefined)
  const { read } = bench([], {
    rejectionOf,
    authorise: (_: Session, permission: string) => (permission === 'signed-in' ? undefined : denied),
  })
  expect(await read('acme.x/list')).toEqual(refused(unavailable('acme.x', 'It was rejected. Two of them.')))
  const out = bench([], { rejectionOf, authorise: () => denied })
  expect(await out.read('acme.x/list')).toEqual(refused(unavailable('acme.x', 'Nobody contributes the provider acme.x/list.')))
})
test('[PLUGIN-9] the permission comes before whether the plugin runs, and that before the input; a refusal is noted', async () => {
  const asked: string[] = []
  const strict = { input: z.strictObject({ days: z.int() }), permission: { id: 'acme.x/see' } }
  const authorise = (_: Session, permission: string) => (asked.push(permission) > 2 ? undefined : denied)
  const { read, act, found, steps } = bench([provider('acme.x/list', undefined, strict), action('acme.x/do')], { authorise })
  const { activation: _, ...stopped } = found.get('acme.x/list') as Found
  found.set('acme.x/list', { ...stopped, state: 'stopped' })
  expect([await read('acme.x/list', { days: 'x' }), await act('acme.x/do')]).toEqual([refused(denied), refused(denied)])
  expect(steps).toEqual([
    ['anna', { id: 'acme.x/list' }],
    ['anna', { id: 'acme.x/do', title: 'Do it' }],
  ])
  expect(await read('acme.x/list', { days: 'x' })).toEqual(refused(unavailable('acme.x', 'It is not running.')))
  expect(asked).toEqual(['acme.x/see', 'workspace.access', 'acme.x/see'])
})
test('[SDK-6] an input is checked, filled with defaults, and may be left out where its fields have some', async () => {
  const input = z.strictObject({ days: z.int().default(30) })
  const { read } = bench([
    provider('acme.x/list', async ({ input: given }) => given, { input }),
    provider('acme.x/must', async ({ input: given }) => given, { input: z.strictObject({ name: z.string() }) }),
    provider('acme.x/none', async ({ input: given }) => given ?? 'nothing'),
    provider('acme.x/maybe', async ({ input: given }) => given ?? 'left out', { input: input.optional() }),
  ])
  expect([await read('acme.x/list'), await read('acme.x/list', { days: 1 }), await read('acme.x/none')]).toEqual([
    ...[
      { ok: true, value: { days: 30 } },
      { ok: true, value: { days: 1 } },
      { ok: true, value: 'nothing' },
    ],
  ])
  expect(await read('acme.x/maybe')).toEqual({ ok: true, value: 'left out' })
  const wrong = await read('acme.x/list', { days: 'x' })
  expect(wrong).toMatchObject(
    refused({ code: 'input.invalid', message: expect.stringMatching(/^The input of acme\.x\/list is wrong\. days: /) }),
  )
  expect(await read('acme.x/must')).toMatchObject(refused({ details: { issues: [{ path: ['name'] }] } }))
  expect(await read('acme.x/must', null)).toMatchObject(refused({ details: { issues: [{ path: [] }] } }))
  const message = 'acme.x/none takes no input.'
  expect(await read('acme.x/none', {})).toEqual(refused({ code: 'input.invalid', message, details: { issues: [{ path: [], message }] } }))
})
test('[SDK-5] [PLUGIN-10] an input whose schema throws is the fault of its plugin, which stays for other inputs', async () => {
  const input = z.string().refine((text) => new URL(text).protocol === 'https:', 'Only https.')
  const { act, faults } = bench([action('acme.x/open', ({ input: url }) => url, { input, output: z.string() })])
  expect(await act('acme.x/open', 'not a url')).toMatchObject(
    refused({ code: 'plugin.broken', message: 'The plugin acme.x is broken. The schema of the input of acme.x/open failed.' }),
  )
  expect(faults).toEqual(['acme.x acme.x/open'])
  expect(await act('acme.x/open', 'http://a.example')).toMatchObject(refused({ code: 'input.invalid' }))
  expect(await act('acme.x/open', 'https://a.example')).toEqual({ ok: true, value: 'https://a.example' })
})

test('[PLUGIN-11] code of another plugin that the host ran for a provider is reported as the fault of that plugin, once', async () => {
  const details = { plugin: 'acme.y', contribution: 'acme.y/own' }
  const failing = (cause: unknown) => async () => {
    throw new TenureError('plugin.broken', 'The plugin acme.y is broken.', details, cause === undefined ? {} : { cause })
  }
  const { read, frames, faults } = bench([provider('acme.x/list', failing('secret')), provider('acme.x/known', failing(undefined))])
  for (let times = 0; times < 2; times += 1) expect(await read('acme.x/list')).toMatchObject(refused({ details }))
  expect(faults).toEqual(['acme.y acme.y/own', 'acme.y acme.y/own'])
  const { all, end } = frames('acme.x/list')
  await Promise.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  expect([all, faults.length]).toMatchObject([[{ state: 'stale', problem: { details } }], 3])
  end()
  await read('acme.x/known')
  expect(faults).toHaveLength(3)
})

test('[SDK-5] a source whose end throws answers all the same, and its plugin is at fault', async () => {
  const torn = () =>
    new Observable((subscriber) => {
      subscriber.next(1)
      return () => {
        throw new Error('teardown failed')
      }
    })
  const { read, frames, faults, clock } = bench([provider('acme.x/list', torn)])
  expect(await read('acme.x/list')).toEqual({ ok: true, value: 1 })
  expect(faults).toEqual(['acme.x acme.x/list'])
  const { all, end } = frames('acme.x/list')
  end()
  await clock.advance({ ms: 1 })
  expect([all, faults]).toMatchObject([[{ state: 'live', value: 1 }], ['acme.x acme.x/list', 'acme.x acme.x/list']])
})

test('[PLUGIN-10] [PLUGIN-11] a fault of the plugin is told and switches it off; one of the caller is neither', async () => {
  const failing = async ({ input }: Given) => {
    if (input === 'own') throw new Error('secret')
    throw Object.assign(new Error('x'), { problem: taken, code: taken.code })
  }
  const { read, faults, clock } = bench([provider('acme.x/list', failing, { input: z.string() })])
  await read('acme.x/list', 5)
  expect(faults).toEqual([])
  expect(await read('acme.x/list', 'own')).toMatchObject(
    refused({ code: 'plugin.broken', message: 'The plugin acme.x is broken. acme.x/list failed.' }),
  )
  const until = 'acme.x/list failed too often and is switched off. It is tried again at 2026-06-30T12:00:05.000Z.'
  expect(await read('acme.x/list', 'own')).toEqual(refused(unavailable('acme.x', until)))
  expect(faults).toEqual(['acme.x acme.x/list'])
  await clock.advance({ ms: 5_000 })
  expect(await read('acme.x/list', 'own')).toMatchObject(refused({ code: 'plugin.broken' }))
})
test('[SDK-6] a read ends when its caller leaves', async () => {
  const controller = new AbortController()
  const { read } = bench([provider('acme.x/list', () => NEVER)])
  const reading = read('acme.x/list', undefined, { signal: controller.signal })
  controller.abort()
  expect(await reading).toEqual(refused(unavailable('acme.x', 'The caller has left.')))
})

const staging = action('acme.x/do', ({ names, input }) => names?.edit(String(input)), {
  ...{ uses: { names: edits }, input: z.string() },
})
test('[PLUGIN-15] what an action stages is committed once it has answered, under the key of its user; one that stages nothing commits nothing', async () => {
  const { act, steps } = bench([staging, action('acme.x/nothing', () => 'secret'), action('acme.x/ten', () => 10, { output: z.int() })])
  expect(await act('acme.x/do', 'c1')).toEqual({ ok: true, value: undefined })
  await act('acme.x/do', 'c2', { key: 'k' })
  await act('acme.x/do', 'c2', { key: 'k' })
  const key = callKey('anna', 'acme.x/do', 'k')
  expect(steps).toStrictEqual([
    ...[['acme.x', { action: 'acme.x/do' }], ['edit', 'c1', 'company.name'], 'commit'],
    ...[['acme.x', { action: 'acme.x/do', key }], ['edit', 'c2', 'company.name'], 'commit'],
  ])
  expect([await act('acme.x/nothing'), await act('acme.x/ten')]).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: 10 },
  ])
  expect(steps).toHaveLength(6)
})
test('[PLUGIN-15] an action that fails, or whose answer is off its schema, is discarded; a refused commit is its outcome', async () => {
  const off = { ...staging, id: 'acme.x/off', output: z.int() }
  const { act, steps } = bench([staging, off])
  expect(await act('acme.x/off', 'c1')).toMatchObject(refused({ code: 'plugin.broken' }))
  expect(steps.splice(0)).toEqual([['acme.x', { action: 'acme.x/off' }], ['edit', 'c1', 'company.name'], 'discard'])
  const other = bench([staging])
  Object.assign(other.stage, { commit: async () => refused(taken) })
  expect(await other.act('acme.x/do', 'c1')).toEqual(refused(taken))
  expect(other.steps).toHaveLength(2)
})
test('[SEC-11] a marked action commits its mark also where it stages nothing, and is refused as any other', async () => {
  const { env, steps } = bench([action('acme.x/nothing')])
  const mark = { ref: { type: 'webhookDelivery', id: 'd' }, values: {} }
  const call = { id: 'acme.x/nothing', input: undefined, mark }
  expect(await actMarked(anna, call, env)).toEqual({ ok: true, value: undefined })
  expect(steps).toStrictEqual([['acme.x', { action: 'acme.x/nothing', mark }], 'commit'])
  const refusing = bench([action('acme.x/nothing')], { authorise: () => denied })
  expect(await actMarked(anna, call, refusing.env)).toEqual(refused(denied))
  expect(refusing.steps).toEqual([['anna', { id: 'acme.x/nothing', title: 'Do it' }]])
})

const watched = (more: object = {}) => {
  let runs = 0
  return provider('acme.x/list', () => NEVER.pipe(startWith(++runs)), { input: z.any(), ...more })
}
const values = (all: readonly Frame<unknown>[]): unknown => all.map((frame) => (frame.state === 'live' ? frame.value : frame.problem.code))
test('[PLUGIN-13] the same question of one session shares a stream; another user, place, zone or language has its own', () => {
  const { env, frames } = bench([watched()])
  const of = (session: Partial<Session>) => frames('acme.x/list', { a: 1 }, createCaller({ ...anna, ...session }, env)).all
  const all = [{}, {}, { user: 'ben' }, { workspace: 'north' }, { timeZone: 'Asia/Tokyo' }, { locale: 'de' }].map((each) =>
    values(of(each)),
  )
  expect(all).toEqual([[1], [1], [2], [3], [4], [5]])
  expect([values(frames('acme.x/list', { a: 2 }).all), values(frames('acme.x/other', { a: 1 }).all)]).toEqual([[6], ['plugin.unavailable']])
})
test('[SDK-4] [PLUGIN-14] an open stream restarts when what it depends on is another, and only then', () => {
  const settings = { version: '1' }
  const section = { key: 'settings acme.x/main', kind: 'settings' }
  const wish = { key: 'acme.y/s@1', optional: true }
  let giver: object | undefined
  const b = bench([watched({ uses: { section, wish } })], {
    giver: () => giver && { contribution: { kind: 'resource' }, activation: giver },
  })
  Object.assign(b.env.settings, { read: () => ({ value: 1, ...settings }) })
  const { all } = b.frames('acme.x/list')
  for (const cause of [b.changes, b.saved, b.revived]) cause.next()
  expect(values(all)).toEqual([1])
  settings.version = '2'
  b.saved.next()
  giver = { services: new Map() }
  b.changes.next()
  b.changed.next('all')
  expect(values(all)).toEqual([1, 2, 3, 4])
  const { activation, ...stopped } = b.found.get('acme.x/list') as Found
  b.found.set('acme.x/list', { ...stopped, state: 'stopped' })
  for (let time = 0; time < 2; time++) b.changes.next()
  b.found.set('acme.x/list', { ...stopped, activation: activation as Activation })
  b.changes.next()
  expect(values(all)).toEqual([1, 2, 3, 4, 'plugin.unavailable', 5])
})
test('[ACC-10] [SEC-13] a stream that is refused says so, and the refusal is noted; it goes on in the session of now', () => {
  let session = anna
  const authorise = ({ workspace }: Session) => (workspace === 'main' ? denied : undefined)
  const whose = provider('acme.x/list', ({ session: { workspace } }) => NEVER.pipe(startWith(workspace)))
  const { frames, steps, changed } = bench([whose], { authorise, sessionNow: () => session })
  const { all } = frames('acme.x/list')
  expect([all, steps]).toEqual([[{ state: 'stale', problem: denied }], [['anna', { id: 'acme.x/list' }]]])
  session = { ...anna, workspace: 'north' }
  changed.next('all')
  expect(all.at(-1)).toMatchObject({ state: 'live', value: 'north' })
})
test('[PLUGIN-12] a stream that fails is told of once, by whose fault it is', () => {
  const failing = provider('acme.x/list', () => of('off'), { input: z.any(), output: z.int() })
  const { env, frames, faults } = bench([failing])
  expect(frames('acme.x/list').all).toMatchObject([{ state: 'stale', problem: { code: 'plugin.broken' } }])
  expect(faults).toEqual(['acme.x acme.x/list'])
  const until = 'acme.x/list failed too often and is switched off. It is tried again at 2026-06-30T12:00:05.000Z.'
  expect(frames('acme.x/list', {}, createCaller({ ...anna, user: 'ben' }, env)).all.at(-1)).toEqual({
    state: 'stale',
    problem: unavailable('acme.x', until),
  })
})
test('[SDK-6] [SDK-7] a read asks for one answer alone; a service of the host is given the key of an action', async () => {
  const opened: unknown[] = []
  const names = { key: 'read company.name', grant: 'read company.name', opens: 'records', paths: [] }
  const uses = { names, it: { key: 'acme.h/s@1' } }
  const { read, act, frames, env } = bench([provider('acme.x/list', undefined, { uses }), action('acme.x/do', undefined, { uses })], {
    hostServices: { 'acme.h/s@1': { open: ({ key }: { readonly key?: string }) => opened.push(key ?? 'none') } },
  })
  Object.assign(env.opener, { openRecords: (...[, , , call]: readonly { readonly once?: boolean }[]) => opened.push(call?.once) })
  for (const call of [() => read('acme.x/list'), () => act('acme.x/do'), () => act('acme.x/do', undefined, { key: 'k' })]) await call()
  frames('acme.x/list')
  expect(opened).toEqual([true, 'none', false, 'none', false, callKey('anna', 'acme.x/do', 'k'), false, 'none'])
})
test('the same data are the same text, in whatever order their names are; lists keep theirs', () => {
  expect(canonicalText({ b: [{ d: 1, c: null }, 2], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1},2]}')
  expect([canonicalText(undefined), canonicalText(null), canonicalText([2, 1])]).toEqual(['', 'null', '[2,1]'])
  expect(callKey('anna', 'acme.x/do', 'k')).toBe('["anna","acme.x/do","k"]')
})
