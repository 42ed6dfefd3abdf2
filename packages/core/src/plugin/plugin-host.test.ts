// Longer than a file may be: the checks of a plugin host, which share one small host to run against.
import { createFakeClock, type FakeClock } from '@tenure/testing'
import { concat, defer, EMPTY, firstValueFrom, map, NEVER, type Observable, of, Subject, throwError } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Log } from '../base/log.js'
import type { Session } from '../contract/call.js'
import type { Frame } from '../contract/frame.js'
import type { Records } from '../contract/records.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'
import { metric } from '../index.block.js'
import {
  asks,
  BuiltInViews,
  Clock,
  contribute,
  creates,
  defineAction,
  defineCollection,
  defineConfig,
  definePlugin,
  definePoint,
  defineProvider,
  defineResource,
  defineService,
  defineTab,
  defineToken,
  defineView,
  edits,
  Log as LogKey,
  optional,
  type Plugin,
  providerOf,
  reads,
  type Scope,
} from '../index.plugin.js'
import { is, me } from '../query/builders.js'
import { Company } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'
import type { Values } from '../schema/value.js'
import type { ChangedRights } from './calls.js'
import type { KeyOpener } from './key-opener.js'
import { type PluginUse, use } from './plugin.js'
import { createPluginHost, type PluginHost, type PluginHostOptions } from './plugin-host.js'

const anna: Session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const ben: Session = { ...anna, user: 'ben' }
const all = { permission: 'workspace.access' } as const
const plugin = (id: string, contributes: readonly unknown[] = [], more: object = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[], ...more })
const answers = (id: `${string}/${string}`, watch: () => Observable<unknown> | Promise<unknown>) =>
  defineProvider({ ...all, id, output: z.any(), watch })
const resource = (key: `${string}/${string}@${number}`, open: (of: { scope: Scope }) => unknown, uses: object = {}) =>
  defineResource({ token: defineToken<unknown>(key), uses: uses as Readonly<Record<never, never>>, open })
const needs = (id: `${string}/${string}`, key: `${string}/${string}@${number}`) =>
  defineProvider({ ...all, id, output: z.any(), uses: { it: defineToken<unknown>(key) }, watch: async ({ it }) => it })

interface Bench extends AsyncDisposable {
  readonly host: PluginHost
  readonly clock: FakeClock
  readonly rights: Subject<ChangedRights>
  readonly denied: Set<string>
  readonly warnings: string[]
  readonly staged: string[]
  states(): Promise<Readonly<Record<string, string>>>
  because(plugin: string): Promise<Problem | undefined>
  read(id: string, input?: unknown, session?: Session): Promise<unknown>
  act(id: string, input?: unknown, key?: string, session?: Session): Promise<unknown>
  frames(
    id: string,
    input?: unknown,
    session?: Session,
  ): { readonly all: Frame<unknown>[]; readonly last: () => Frame<unknown> | undefined; end(): void; done: boolean }
}
async function bench(
  plugins: readonly (PluginUse | Plugin)[],
  options: Partial<PluginHostOptions> & { readonly start?: false } = {},
): Promise<Bench> {
  const clock = createFakeClock('2026-11-21T10:00:00Z')
  const rights = new Subject<ChangedRights>()
  const denied = new Set<string>()
  const warnings: string[] = []
  const staged: string[] = []
  const note = (message: string, facts: unknown): void => void warnings.push(`${message} ${JSON.stringify(facts ?? {})}`)
  const log: Log = { info: () => undefined, warn: note }
  const host = await createPluginHost({
    plugins: plugins.map((item) => ('manifest' in item ? use(item) : item)),
    grants: 'declared',
    clock,
    log,
    opener: opener(staged),
    authorise: ({ user }, permission) =>
      denied.has(user) ? { code: 'access.denied', message: `${permission} is missing.`, details: { missing: permission } } : undefined,
    rightsChanged: rights,
    ...options,
  })
  if (options.start !== false) await host.start()
  const current = async () => firstValueFrom(host.states)
  return {
    host,
    clock,
    rights,
    denied,
    warnings,
    staged,
    states: async () => Object.fromEntries((await current()).map(({ plugin: id, state }) => [id, state])),
    because: async (id) => (await current()).find((state) => state.plugin === id)?.because,
    read: (id, input, session = anna) => host.caller(session).read({ id } as never, input as never),
    act: (id, input, key, session = anna) =>
      host.caller(session).act({ id } as never, input as never, (key === undefined ? {} : { key }) as never),
    frames(id, input, session = anna) {
      const frames: Frame<unknown>[] = []
      const seen = { all: frames, last: () => frames.at(-1), done: false, end: () => subscription.unsubscribe() }
      const subscription = host
        .caller(session)
        .watch({ id } as never, input as never)
        .subscribe({ next: (frame) => frames.push(frame), complete: () => (seen.done = true) })
      return seen
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}
// Records that answer with their user and paths; edits that note what is staged.
function opener(staged: string[]): KeyOpener {
  return {
    openRecords: ({ user }, by, paths) =>
      ({ list: async () => ({ rows: [{ id: `${user} ${by} ${paths.join()}` }], total: 1 }) }) as unknown as Records,
    openAllRecords: () => ({
      watch: () => EMPTY,
      list: async () => ({ objectType: 'company', rows: [], total: 0 }),
      aggregate: async () => ({ groups: [] }),
      watchAggregate: () => EMPTY,
      watchProperties: () => EMPTY,
      watchPipelines: () => EMPTY,
      watchObjects: () => EMPTY,
      histories: async () => [],
      watchReach: () => EMPTY,
    }),
    openAnyRecords: () => {
      throw new Error('No test opens all records.')
    },
    stage(session, by, { action, key }) {
      const held: string[] = []
      return {
        anything: () => {
          throw new Error('No test writes to all records.')
        },
        edits: () => ({
          edit: (id: string, values: Partial<Values>) => void held.push(`edit ${id} ${JSON.stringify(values)}`),
          link: (id: string) => void held.push(`link ${id}`),
          unlink: (id: string) => void held.push(`unlink ${id}`),
        }),
        archives: () => ({ archive: (of) => void held.push(`archive ${of}`), restore: (of) => void held.push(`restore ${of}`) }),
        notifies: () => ({ notify: () => void held.push('notify') }),
        creates: () => ({ create: () => `new-${held.push('create')}` }),
        commit: async () => {
          staged.push(`${session.user} ${by} ${action} ${key ?? '-'}: ${held.join('; ')}`)
          return held.some((line) => line.includes('conflict'))
            ? { ok: false, problem: { code: 'record.not-found', message: 'Gone.', details: { record: { type: 'company', id: 'c' } } } }
            : { ok: true, value: undefined }
        },
        discard: () => void staged.push('discarded'),
      }
    },
  }
}
function tell(story: string[], id: string, scope: Scope): string {
  story.push(`+${id}`)
  scope.own(() => void story.push(`-${id}`))
  return id
}
const turn = async (): Promise<void> => {
  for (let step = 0; step < 20; step += 1) await Promise.resolve()
}
const codeOf = (outcome: unknown): unknown => (outcome as { problem?: Problem }).problem?.code
const fine = (value: unknown) => ({ ok: true, value })
const one = (id = 'acme.one') => plugin(id, [answers(`${id}/list`, () => of(id))])

// ── Admission ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('[SDK-5] [PLUGIN-1] 01 what is no plugin is rejected; the others run', async () => {
  const noCode = { contribution: 1, kind: 'provider', id: 'acme.bad/p', permission: 'workspace.access', output: z.any() }
  const odd = [
    null,
    7,
    {},
    { id: 'acme.odd' },
    { id: 'odd', version: '1', host: '1.0', contributes: [] },
    { ...one('acme.two'), contributes: [{ kind: 'tab' }] },
  ]
  await using b = await bench([
    ...odd.map((value) => ({ plugin: 'acme.odd', value: value as unknown as Plugin<never>, config: undefined })),
    plugin('acme.bad', [noCode]),
    use(null as never),
    one(),
  ])
  const states = await firstValueFrom(b.host.states)
  expect(states.filter(({ state }) => state === 'active').map((state) => state.plugin)).toEqual(['acme.one'])
  expect(states.filter(({ state, because }) => state === 'rejected' && because?.code === 'plugin.broken')).toHaveLength(8)
  expect(await b.read('acme.one/list')).toEqual(fine('acme.one'))
})
test('[SDK-3] 02 of two plugins with one id, the first stays and the second is reported', async () => {
  await using b = await bench([one(), plugin('acme.one')])
  expect(await firstValueFrom(b.host.states)).toMatchObject([
    { state: 'active' },
    { plugin: 'acme.one', state: 'rejected', because: { code: 'plugin.unavailable' } },
  ])
  expect(await b.read('acme.one/list')).toEqual(fine('acme.one'))
})
test('[SDK-4] a plugin that is rejected again is listed once, with the last reason', async () => {
  await using b = await bench([])
  const states = async () => (await firstValueFrom(b.host.states)).map(({ plugin: id, because }) => [id, because?.message])
  for (const host of ['7.0', '8.0']) await b.host.add(use({ ...plugin('acme.new'), host } as never))
  expect(await states()).toEqual([['acme.new', expect.stringContaining('8.0')]])
})

test('[SDK-3] [PLUGIN-1] 03 a plugin that needs another host API is rejected; the others run', async () => {
  await using b = await bench([plugin('acme.new', [], { host: '1.7' }), plugin('acme.next', [], { host: '2.0' }), one()])
  expect(await b.states()).toEqual({ 'acme.one': 'active', 'acme.new': 'rejected', 'acme.next': 'rejected' })
  expect((await b.because('acme.new'))?.message).toContain('1.7')
})
test('[SDK-3] [PLUGIN-2] 04 a wrong configuration names its path, and nothing of the plugin runs', async () => {
  const config = defineConfig('acme.one', z.strictObject({ limits: z.strictObject({ days: z.int().positive() }) }))
  let opened = 0
  const made = plugin('acme.one', [resource('acme.one/r@1', () => (opened += 1))], { config })
  await using b = await bench([use(made as Plugin<unknown>, { limits: { days: -1 } })])
  expect(await b.because('acme.one')).toMatchObject({ code: 'config.invalid', details: { plugin: 'acme.one', path: ['limits', 'days'] } })
  expect(opened).toBe(0)
})
test('[SDK-3] [PLUGIN-2] 05 defaults of the configuration apply, and it is frozen', async () => {
  const config = defineConfig('acme.one', z.strictObject({ within: z.strictObject({ days: z.int() }).default({ days: 90 }) }))
  const seen: unknown[] = []
  const list = defineProvider({
    ...all,
    id: 'acme.one/list',
    output: z.any(),
    uses: { config },
    watch: async ({ config: given }) => {
      seen.push(given)
      return Object.isFrozen(given.within)
    },
  })
  await using b = await bench([plugin('acme.one', [list], { config })])
  expect(await b.read('acme.one/list')).toEqual(fine(true))
  expect(seen).toEqual([{ within: { days: 90 } }])
})
test('[SDK-3] [PLUGIN-3] 06 a right that is refused rejects the plugin, unless the right is optional', async () => {
  const names = reads(Company.name)
  const list = (id: 'acme.a/p' | 'acme.b/p', key: typeof names) =>
    defineProvider({ ...all, id, output: z.any(), uses: { names: key }, watch: async ({ names: records }) => records === undefined })
  const soft = optional(names) as unknown as typeof names
  await using b = await bench(
    [plugin('acme.a', [list('acme.a/p', names)], { grants: [names] }), plugin('acme.b', [list('acme.b/p', soft)], { grants: [names] })],
    { grants: () => false },
  )
  expect(await b.states()).toEqual({ 'acme.a': 'rejected', 'acme.b': 'active' })
  expect((await b.because('acme.a'))?.message).toContain('read company.name')
  expect(await b.read('acme.b/p')).toEqual(fine(true))
})
test('[SDK-3] [PLUGIN-3] 06 code that uses more than the plugin declares is refused, whatever its types say', async () => {
  const greedy = defineProvider({ ...all, id: 'acme.one/p', output: z.any(), uses: { arr: reads(Company.arr) }, watch: async () => 1 })
  const writing = { ...answers('acme.two/p', () => of(1)), uses: { names: edits(Company.name) } }
  await using b = await bench([
    plugin('acme.one', [greedy], { grants: [reads(Company.name)] }),
    plugin('acme.two', [writing], { grants: [edits(Company.name)] }),
  ])
  expect(await b.states()).toEqual({ 'acme.one': 'rejected', 'acme.two': 'rejected' })
})
test('[SDK-3] 07 a plugin gives nothing outside its own name', async () => {
  await using b = await bench([
    plugin('acme.one', [answers('acme.other/list', () => of(1))]),
    plugin('acme.two', [resource('acme.other/r@1', () => 1)]),
  ])
  expect(await b.states()).toEqual({ 'acme.one': 'rejected', 'acme.two': 'rejected' })
})
test('[SDK-3] two plugins do not add the same property', async () => {
  const note = { contribution: 1, kind: 'property', id: 'company.note', path: 'company.note', propertyKind: 'text', label: 'Note' }
  await using b = await bench([plugin('acme.one', [note]), plugin('acme.two', [note])])
  expect(await b.states()).toEqual({ 'acme.one': 'active', 'acme.two': 'rejected' })
})
test('[SDK-3] a tab that shows what its plugin does not contribute is refused; one that shows a missing other waits for it', async () => {
  const tab = (id: `${string}/${string}`, provider: `${string}/${string}`) =>
    defineTab({ id, title: 'T', block: { kind: 'metric', provider, value: 'total' } })
  await using b = await bench([
    plugin('acme.one', [tab('acme.one/t', 'acme.one/none')]),
    plugin('acme.two', [tab('acme.two/t', 'acme.late/list')]),
  ])
  expect(await b.states()).toEqual({ 'acme.two': 'blocked', 'acme.one': 'rejected' })
  await b.host.add(use(one('acme.late')))
  expect(await b.states()).toMatchObject({ 'acme.two': 'active', 'acme.late': 'active' })
})
test('[SDK-3] what plugins give is known before anything of them has run', async () => {
  let opened = 0
  await using b = await bench(
    [plugin('acme.one', [resource('acme.one/r@1', () => (opened += 1)), answers('acme.one/list', () => of(1))])],
    { start: false },
  )
  expect(b.host.contributions().map(({ contribution }) => contribution.id)).toEqual(['acme.one/r@1', 'acme.one/list'])
  expect(await b.states()).toEqual({ 'acme.one': 'registered' })
  expect(opened).toBe(0)
})

// ── Wiring ──────────────────────────────────────────────────────────────────────────────────────────────────────────

test('[SDK-4] [PLUGIN-4] 08 plugins start in the order of their needs, however they are listed, and stop in reverse', async () => {
  const story: string[] = []
  const told = (id: string, uses: object = {}) => resource(`${id}/r@1` as never, ({ scope }) => tell(story, id, scope), uses)
  const c = plugin('acme.c', [told('acme.c', { b: defineToken('acme.b/r@1') })])
  const d = plugin('acme.b', [told('acme.b', { a: defineToken('acme.a/r@1') })])
  const b = await bench([c, d, plugin('acme.a', [told('acme.a')])])
  expect(story).toEqual(['+acme.a', '+acme.b', '+acme.c'])
  await b.host[Symbol.asyncDispose]()
  expect(story.slice(3)).toEqual(['-acme.c', '-acme.b', '-acme.a'])
})
test('[SDK-4] [PLUGIN-5] 09 a missing service blocks with the reason; others run; its arrival unblocks', async () => {
  await using b = await bench([plugin('acme.user', [needs('acme.user/p', 'acme.giver/r@1')]), one()])
  expect(await b.states()).toEqual({ 'acme.user': 'blocked', 'acme.one': 'active' })
  expect((await b.because('acme.user'))?.message).toContain('acme.user/p needs the service acme.giver/r@1')
  await b.host.add(use(plugin('acme.giver', [resource('acme.giver/r@1', () => 'it')])))
  expect(await b.read('acme.user/p')).toEqual(fine('it'))
})
test('[SDK-4] 10 a circle is named in full, and only its members and those that need them are blocked', async () => {
  const link = (from: string, to: string) =>
    plugin(from, [resource(`${from}/r@1` as never, () => 1, { other: defineToken(`${to}/r@1` as never) })])
  await using b = await bench([
    link('acme.a', 'acme.b'),
    link('acme.b', 'acme.c'),
    link('acme.c', 'acme.a'),
    link('acme.d', 'acme.a'),
    one(),
  ])
  expect(await b.states()).toEqual({
    'acme.a': 'blocked',
    'acme.b': 'blocked',
    'acme.c': 'blocked',
    'acme.d': 'blocked',
    'acme.one': 'active',
  })
  expect((await b.because('acme.b'))?.message).toContain('acme.a → acme.b → acme.c → acme.a')
})
test('[SDK-3] 11 two services of one key in a plugin, and services that need each other, are refused', async () => {
  const service = (key: string, other: string) =>
    defineService({ token: defineToken(key as never), uses: { other: defineToken<unknown>(other as never) }, create: () => 1 })
  const twice = plugin('acme.twice', [resource('acme.twice/r@1', () => 1), resource('acme.twice/r@1', () => 2)])
  const round = plugin('acme.round', [service('acme.round/a@1', 'acme.round/b@1'), service('acme.round/b@1', 'acme.round/a@1')])
  await using b = await bench([twice, round])
  expect(await b.states()).toEqual({ 'acme.twice': 'rejected', 'acme.round': 'rejected' })
  expect((await b.because('acme.round'))?.message).toContain('acme.round/a@1 → acme.round/b@1 → acme.round/a@1')
})
test('[SDK-3] 12 a key of another copy of a package opens the same service; another major does not, and is named', async () => {
  const key = Object.freeze({ key: 'acme.giver/r@1' }) as never
  const same = defineProvider({
    ...all,
    id: 'acme.user/p',
    output: z.any(),
    uses: { it: key },
    watch: async ({ it }: { it: unknown }) => it,
  })
  await using b = await bench([
    plugin('acme.giver', [resource('acme.giver/r@1', () => 'it')]),
    plugin('acme.user', [same]),
    plugin('acme.other', [needs('acme.other/p', 'acme.giver/r@2')]),
  ])
  expect(await b.read('acme.user/p')).toEqual(fine('it'))
  expect((await b.because('acme.other'))?.message).toContain('There is acme.giver/r@1, of another major version.')
})
test('[SDK-4] 13 an optional service may come late and leave; its streams restart, the plugin does not', async () => {
  let opened = 0
  const p = defineProvider({
    ...all,
    id: 'acme.user/p',
    output: z.any(),
    uses: { it: optional(defineToken<string>('acme.giver/r@1')) },
    watch: ({ it }) => concat(of(it ?? 'without'), NEVER),
  })
  await using b = await bench([plugin('acme.user', [p, resource('acme.user/own@1', () => (opened += 1))])])
  const frames = b.frames('acme.user/p')
  await b.host.add(use(plugin('acme.giver', [resource('acme.giver/r@1', () => 'with')])))
  await b.host.remove('acme.giver')
  expect(frames.all.map((frame) => frame.value)).toEqual(['without', 'with', 'without'])
  expect(opened).toBe(1)
})

// ── Life-cycle ──────────────────────────────────────────────────────────────────────────────────────────────────────

test('[SDK-5] [PLUGIN-6] 15 a failing start is rolled back; others run; those that need it are blocked with the cause', async () => {
  const story: string[] = []
  const first = resource('acme.bad/a@1', ({ scope }) => scope.own(() => void story.push('a released')))
  const second = resource(
    'acme.bad/b@1',
    () => {
      throw new Error('no secret here')
    },
    { a: defineToken('acme.bad/a@1') },
  )
  const tab = defineTab({
    id: 'acme.bad/tab',
    title: 'Bad',
    block: metric({ from: answers('acme.bad/list', () => of(1)), value: 'x' as never }),
  })
  await using b = await bench([
    plugin('acme.bad', [second, first, tab, answers('acme.bad/list', () => of(1))]),
    plugin('acme.user', [needs('acme.user/p', 'acme.bad/b@1')]),
    one(),
  ])
  expect(await b.states()).toEqual({ 'acme.bad': 'failed', 'acme.user': 'blocked', 'acme.one': 'active' })
  expect(story).toEqual(['a released'])
  expect(await firstValueFrom(b.host.tabs)).toMatchObject([{ id: 'acme.bad/tab', plugin: 'acme.bad', problem: { code: 'plugin.broken' } }])
  expect(await b.read('acme.bad/list')).toMatchObject({
    ok: false,
    problem: { code: 'plugin.unavailable', message: expect.stringContaining('failed') },
  })
  expect(JSON.stringify(await b.because('acme.bad'))).not.toContain('secret')
  expect(b.warnings.join()).toContain('no secret here')
})
test('[SDK-5] [PLUGIN-6] 16 a start that hangs is ended, what it owns later is released, and the host starts', async () => {
  let late: Scope | undefined
  const hanging = resource('acme.bad/a@1', ({ scope }) => {
    late = scope
    return new Promise(() => undefined)
  })
  await using b = await bench([plugin('acme.bad', [hanging]), one()], { start: false })
  const started = b.host.start()
  await turn()
  await b.clock.advance({ ms: 10_000 })
  await started
  expect(await b.states()).toEqual({ 'acme.bad': 'failed', 'acme.one': 'active' })
  expect(late?.signal.aborted).toBe(true)
  let released = false
  expect(() =>
    late?.own(() => {
      released = true
    }),
  ).toThrow('This scope has ended')
  expect(released).toBe(true)
})
test('[SDK-5] 17 a critical plugin that fails stops the start and leaves nothing running', async () => {
  let closed = 0
  const good = plugin('acme.good', [
    resource('acme.good/r@1', ({ scope }) =>
      scope.own(() => {
        closed += 1
      }),
    ),
  ])
  const bad = plugin(
    'acme.bad',
    [
      resource('acme.bad/r@1', () => {
        throw new Error('x')
      }),
    ],
    { critical: true },
  )
  await using b = await bench([good, bad], { start: false })
  await expect(b.host.start()).rejects.toMatchObject({ code: 'config.invalid' })
  expect(closed).toBe(1)
  expect(Object.values(await b.states())).toEqual(['stopped', 'stopped'])
})
test('[SDK-4] [PLUGIN-7] 24 taking a plugin out leaves no subscription, timer or tab; its streams turn stale and come back with it', async () => {
  let subscribed = 0
  const live = () =>
    answers('acme.one/list', () =>
      defer(() => {
        subscribed += 1
        return concat(of(subscribed), NEVER)
      }),
    )
  const tab = defineTab({ id: 'acme.one/tab', title: 'One', block: { kind: 'metric', provider: 'acme.one/list', value: 'total' } })
  await using b = await bench([plugin('acme.one', [live(), tab])])
  const frames = b.frames('acme.one/list')
  await b.host.remove('acme.one')
  expect(frames.last()).toMatchObject({ state: 'stale', value: 1, problem: { code: 'plugin.unavailable' } })
  expect(await firstValueFrom(b.host.tabs)).toEqual([])
  expect(b.clock.pending).toBe(0)
  expect(await b.read('acme.one/list')).toMatchObject({ problem: { code: 'plugin.unavailable' } })
  await b.host.add(use(plugin('acme.one', [live(), tab])))
  expect(frames.last()).toMatchObject({ state: 'live', value: 2 })
})
test('[SDK-4] closing completes the streams and leaves no timer', async () => {
  const b = await bench([
    plugin('acme.one', [answers('acme.one/list', () => concat(of(1), NEVER)), answers('acme.one/hangs', () => NEVER)]),
  ])
  const [frames, hanging] = [b.frames('acme.one/list'), b.frames('acme.one/hangs')]
  const reading = b.read('acme.one/hangs')
  await b.host[Symbol.asyncDispose]()
  expect([frames.done, hanging.done]).toEqual([true, true])
  expect(codeOf(await reading)).toBe('plugin.unavailable')
  expect(b.clock.pending).toBe(0)
})
test('[SDK-4] 26 taking out a giver stops those that need it first, in order, and they come back with it', async () => {
  const story: string[] = []
  const told = (id: string, uses: object = {}) => plugin(id, [resource(`${id}/r@1` as never, ({ scope }) => tell(story, id, scope), uses)])
  await using b = await bench([
    told('acme.a'),
    told('acme.b', { a: defineToken('acme.a/r@1') }),
    told('acme.c', { b: defineToken('acme.b/r@1') }),
    told('acme.d'),
  ])
  story.length = 0
  await b.host.remove('acme.a')
  expect(story).toEqual(['-acme.c', '-acme.b', '-acme.a'])
  expect(await b.states()).toEqual({ 'acme.b': 'blocked', 'acme.c': 'blocked', 'acme.d': 'active' })
  await b.host.add(use(told('acme.a')))
  expect(story.slice(3)).toEqual(['+acme.a', '+acme.b', '+acme.c'])
})
test('[SDK-4] 27 taking out a plugin that is starting waits for the start, and wins', async () => {
  let opened: (() => void) | undefined
  let closed = false
  const slow = resource('acme.one/r@1', ({ scope }) => {
    scope.own(() => {
      closed = true
    })
    return new Promise<void>((resolve) => {
      opened = resolve
    })
  })
  await using b = await bench([plugin('acme.one', [slow])], { start: false })
  const started = b.host.start()
  const removed = b.host.remove('acme.one')
  await turn()
  expect(closed).toBe(false)
  opened?.()
  await Promise.all([started, removed])
  expect(closed).toBe(true)
  expect(await b.states()).toEqual({})
})
test('[SDK-4] [PLUGIN-8] 28 a new version that is rejected or fails leaves the old one running; a good one takes over', async () => {
  const version = (name: string, open = (): unknown => name) =>
    plugin('acme.giver', [resource('acme.giver/r@1', open), answers('acme.giver/p', () => concat(of(name), NEVER))])
  await using b = await bench([version('old'), plugin('acme.user', [needs('acme.user/p', 'acme.giver/r@1')])])
  const frames = b.frames('acme.giver/p')
  expect(await b.host.replace(use(plugin('acme.giver', [], { host: '9.0' })))).toMatchObject({ state: 'rejected' })
  expect(
    await b.host.replace(
      use(
        version('bad', () => {
          throw new Error('x')
        }),
      ),
    ),
  ).toMatchObject({ state: 'failed' })
  expect(await b.host.replace(use(plugin('acme.giver', [needs('acme.giver/p', 'acme.none/r@1')])))).toMatchObject({ state: 'blocked' })
  expect(await b.read('acme.user/p')).toEqual(fine('old'))
  expect(await b.host.replace(use(version('new')))).toMatchObject({ state: 'active' })
  expect(await b.read('acme.user/p')).toEqual(fine('new'))
  expect(frames.all).toMatchObject([
    { state: 'live', value: 'old' },
    { state: 'live', value: 'new' },
  ])
})

test('[SDK-4] [PLUGIN-8] a version takes the place of one that does not run, also while it does not fit yet; one that never fits does not', async () => {
  const problem: Problem = {
    code: 'plugin.broken',
    message: 'It does not fit.',
    details: { plugin: 'acme.late', contribution: 'acme.late/p' },
  }
  const unfit = (all: readonly { readonly id: string; readonly version: string }[]) =>
    all.flatMap(({ id, version }) => {
      const state = version === '3.0.0' ? ('rejected' as const) : 'blocked'
      return id === 'acme.late' && (state === 'rejected' || all.every((other) => other.id !== 'acme.types'))
        ? [[id, { state, problem }] as const]
        : []
    })
  const late = (version: string) => use(plugin('acme.late', [answers('acme.late/p', () => of(version))], { version }))
  await using b = await bench([late('1.0.0')], { misfits: (all) => new Map(unfit(all)) })
  expect(await b.states()).toEqual({ 'acme.late': 'blocked' })
  expect(await b.host.replace(late('2.0.0'))).toMatchObject({ state: 'blocked' })
  expect(await b.host.replace(late('3.0.0'))).toMatchObject({ state: 'rejected' })
  await b.host.add(use(one('acme.types')))
  expect(await b.states()).toEqual({ 'acme.late': 'active', 'acme.types': 'active' })
  expect(await b.read('acme.late/p')).toEqual(fine('2.0.0'))
})

// ── Guards ──────────────────────────────────────────────────────────────────────────────────────────────────────────

test('[SDK-5] [PLUGIN-10] 18 code that throws, hangs or gives no answer is an outcome that names the plugin, without the cause', async () => {
  const list = [
    answers('acme.bad/throws', () => {
      throw new Error('secret 1')
    }),
    answers('acme.bad/rejects', () => Promise.reject(new Error('secret 2'))),
    answers('acme.bad/hangs', () => NEVER),
    answers('acme.bad/empty', () => EMPTY),
    answers('acme.bad/number', () => 7 as never),
    answers('acme.bad/errors', () => throwError(() => 'secret 3')),
  ]
  await using b = await bench([plugin('acme.bad', list), one()])
  const outcomes = list.map(({ id }) => b.read(id))
  await turn()
  await b.clock.advance({ ms: 10_000 })
  for (const [index, outcome] of (await Promise.all(outcomes)).entries())
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'plugin.broken', details: { plugin: 'acme.bad', contribution: list[index]?.id } },
    })
  expect(JSON.stringify(await Promise.all(outcomes))).not.toContain('secret')
  for (const secret of ['secret 1', 'secret 2', 'secret 3']) expect(b.warnings.join()).toContain(secret)
  expect(await b.read('acme.one/list')).toEqual(fine('acme.one'))
})
test('[SDK-5] [PLUGIN-11] 19 a breaker switches one contribution off, spares the others, lets one probe through, and closes', async () => {
  let calls = 0
  let healthy = false
  const flaky = answers('acme.bad/flaky', async () => {
    calls += 1
    if (!healthy) throw new Error('x')
    return 'well'
  })
  await using b = await bench([plugin('acme.bad', [flaky, answers('acme.bad/good', () => of(1)), answers('acme.bad/fine', () => of(2))])], {
    breaker: { failures: 3, coolMs: 30_000 },
  })
  const facts: string[] = []
  b.host.events.on('breaker', ({ contribution, state }) => facts.push(`${contribution} ${state}`))
  for (let call = 0; call < 3; call += 1) expect(codeOf(await b.read('acme.bad/flaky'))).toBe('plugin.broken')
  expect(codeOf(await b.read('acme.bad/flaky'))).toBe('plugin.unavailable')
  expect(calls).toBe(3)
  expect(await b.read('acme.bad/good')).toEqual(fine(1))
  expect(await b.states()).toEqual({ 'acme.bad': 'active' })
  await b.clock.advance({ ms: 30_000 })
  expect(codeOf(await b.read('acme.bad/flaky'))).toBe('plugin.broken')
  expect(codeOf(await b.read('acme.bad/flaky'))).toBe('plugin.unavailable')
  healthy = true
  await b.clock.advance({ ms: 30_000 })
  expect(await b.read('acme.bad/flaky')).toEqual(fine('well'))
  expect(facts).toEqual(['open', 'half-open', 'open', 'half-open', 'closed'].map((state) => `acme.bad/flaky ${state}`))
})
test('[SDK-5] 19 a plugin of which half is switched off is suspended, and active again when it recovers', async () => {
  let healthy = false
  await using b = await bench(
    [
      plugin('acme.bad', [
        answers('acme.bad/p', async () => {
          if (!healthy) throw new Error('x')
          return 1
        }),
      ]),
    ],
    { breaker: { failures: 1, coolMs: 1000 } },
  )
  await b.read('acme.bad/p')
  expect(await b.states()).toEqual({ 'acme.bad': 'suspended' })
  const until = 'failed too often and is switched off. It is tried again at 2026-11-21T10:00:01.000Z.'
  expect((await b.because('acme.bad'))?.message).toContain(until)
  expect(await b.read('acme.bad/p')).toMatchObject({ problem: { code: 'plugin.unavailable', message: expect.stringContaining(until) } })
  expect(b.frames('acme.bad/p').last()).toMatchObject({ state: 'stale', problem: { message: expect.stringContaining(until) } })
  await b.clock.advance({ ms: 1000 })
  await b.read('acme.bad/p')
  expect((await b.because('acme.bad'))?.message).toContain('tried again at 2026-11-21T10:00:02.000Z')
  healthy = true
  await b.clock.advance({ ms: 1000 })
  await b.read('acme.bad/p')
  expect(await b.states()).toEqual({ 'acme.bad': 'active' })
})
test("[SDK-5] 19 the caller's own faults open no breaker", async () => {
  const p = defineProvider({
    ...all,
    id: 'acme.one/p',
    input: z.strictObject({ days: z.int() }),
    output: z.any(),
    watch: async () => {
      throw new TenureError('record.not-found', 'Gone.', { record: { type: 'company', id: 'c' } })
    },
  })
  await using b = await bench([plugin('acme.one', [p])], { breaker: { failures: 1 } })
  expect(await b.read('acme.one/p', { days: 'x' })).toMatchObject({
    problem: { code: 'input.invalid', details: { issues: [{ path: ['days'] }] } },
  })
  expect(codeOf(await b.read('acme.one/p', { days: 1 }))).toBe('record.not-found')
  expect(codeOf(await b.read('acme.one/p', { days: 1 }))).toBe('record.not-found')
})
test('[SDK-5] [PLUGIN-12] 20 a stream that breaks turns stale with its last value, recovers by itself, and never fails or ends', async () => {
  let attempt = 0
  const broken = answers('acme.bad/p', () => {
    attempt += 1
    return attempt < 3
      ? concat(
          of(`value ${attempt}`),
          throwError(() => new Error('x')),
        )
      : concat(of('well'), NEVER)
  })
  await using b = await bench([plugin('acme.bad', [broken])])
  const frames = b.frames('acme.bad/p')
  expect(frames.all).toMatchObject([
    { state: 'live', value: 'value 1' },
    { state: 'stale', value: 'value 1', problem: { code: 'plugin.broken' } },
  ])
  await b.clock.advance({ ms: 1000 })
  expect(frames.last()).toMatchObject({ state: 'stale', value: 'value 2' })
  await b.clock.advance({ ms: 1000 })
  expect(frames.last()).toMatchObject({ state: 'live', value: 'well' })
  expect(frames.done).toBe(false)
})
test('[SDK-5] [PLUGIN-12] 20 a stream that keeps failing starts after longer and longer pauses, and reports its problem once', async () => {
  let attempts = 0
  await using b = await bench(
    [
      plugin('acme.bad', [
        answers('acme.bad/p', () => {
          attempts += 1
          throw new Error('x')
        }),
      ]),
    ],
    { breaker: { failures: 100 } },
  )
  const frames = b.frames('acme.bad/p')
  await b.clock.advance({ ms: 60_000 })
  expect(attempts).toBe(6)
  expect(frames.all).toHaveLength(1)
})
test('[SDK-5] 20 a stream that hangs at its start turns stale; one that ends after its answer stays live', async () => {
  await using b = await bench([
    plugin('acme.one', [answers('acme.one/hangs', () => NEVER), answers('acme.one/once', () => Promise.resolve(1))]),
  ])
  const [hangs, once] = [b.frames('acme.one/hangs'), b.frames('acme.one/once')]
  await b.clock.advance({ ms: 10_000 })
  expect(hangs.last()).toMatchObject({ state: 'stale', problem: { message: expect.stringContaining('10 s') } })
  expect(once.all).toMatchObject([{ state: 'live', value: 1 }])
  expect(once.done).toBe(false)
})
test('[SDK-5] 21 a listener that throws or rejects stops neither the others nor the host', async () => {
  await using b = await bench([one()])
  const heard: string[] = []
  b.host.events.on('plugin:state', () => {
    throw new Error('listener 1')
  })
  b.host.events.on('plugin:state', () => Promise.reject(new Error('listener 2')))
  const last = b.host.events.on('plugin:state', ({ plugin: id, state }) => heard.push(`${id} ${state}`))
  await b.host.add(use(one('acme.two')))
  expect(heard).toEqual(['registered', 'dormant', 'activating', 'active'].map((state) => `acme.two ${state}`))
  expect(b.warnings.join()).toMatch(/listener 1.*listener 2/s)
  last[Symbol.dispose]()
  await b.host.remove('acme.two')
  expect(heard).toHaveLength(4)
})
test('[SEC-17] [PLUGIN-10] a read waits for the whole answer while its work says how far it is', async () => {
  const work = new Subject<unknown>()
  await using b = await bench([plugin('acme.long', [answers('acme.long/work', () => work)])])
  const read = b.read('acme.long/work')
  for (const progress of [0, 0.4, 0.8]) {
    await b.clock.advance({ ms: 9_000 })
    work.next({ rows: [], progress })
  }
  work.next({ rows: ['whole'] })
  expect(await read).toEqual({ ok: true, value: { rows: ['whole'] } })
  const silent = b.read('acme.long/work')
  work.next({ rows: [], progress: 0.1 })
  await b.clock.advance({ ms: 10_000 })
  expect(await silent).toMatchObject({ ok: false, problem: { code: 'plugin.broken' } })
})

test("[SDK-5] [PLUGIN-10] 22 every answer is checked, once and in a stream, and one off its schema is the plugin's fault", async () => {
  const source = new Subject<unknown>()
  const p = defineProvider({
    ...all,
    id: 'acme.bad/p',
    output: z.strictObject({ total: z.int() }),
    watch: () => source as Observable<unknown> as Observable<never>,
  })
  await using b = await bench([plugin('acme.bad', [p])])
  const reading = b.read('acme.bad/p')
  const frames = b.frames('acme.bad/p')
  source.next({ total: 'many' })
  expect(await reading).toMatchObject({ problem: { code: 'plugin.broken', message: expect.stringContaining('total') } })
  await b.clock.advance({ ms: 1000 })
  source.next({ total: 1 })
  source.next({ total: 1.5 })
  expect(frames.all).toMatchObject([{ state: 'stale' }, { state: 'live', value: { total: 1 } }, { state: 'stale', value: { total: 1 } }])
})
test('[SDK-7] an action off its schema, or one that throws, writes nothing', async () => {
  const names = edits(Company.name)
  const action = (id: 'acme.one/off' | 'acme.one/throws', run: () => unknown) =>
    defineAction({
      ...all,
      id,
      title: 'A',
      output: z.strictObject({ id: z.string() }),
      uses: { names },
      run: ({ names: staged }) => {
        staged.edit('c1', { name: 'x' })
        return run() as never
      },
    })
  await using b = await bench([
    plugin(
      'acme.one',
      [
        action('acme.one/off', () => ({ id: 1 })),
        action('acme.one/throws', () => {
          throw new Error('x')
        }),
      ],
      { grants: [names] },
    ),
  ])
  expect([codeOf(await b.act('acme.one/off')), codeOf(await b.act('acme.one/throws'))]).toEqual(['plugin.broken', 'plugin.broken'])
  expect(b.staged).toEqual(['discarded', 'discarded'])
})

// ── Rights, sharing, actions ────────────────────────────────────────────────────────────────────────────────────────

test('[ACC-9] 29 records are opened only for the session of the call and the granted paths', async () => {
  const names = reads(rowOf(Company.name))
  const p = defineProvider({
    ...all,
    id: 'acme.one/p',
    output: z.any(),
    uses: { names },
    watch: ({ names: records }) => records.list({ select: rowOf(Company.name) }),
  })
  await using b = await bench([plugin('acme.one', [p], { grants: [names] })])
  expect(await b.read('acme.one/p')).toMatchObject({ value: { rows: [{ id: 'anna acme.one company.name' }] } })
  expect(await b.read('acme.one/p', undefined, ben)).toMatchObject({ value: { rows: [{ id: 'ben acme.one company.name' }] } })
})
test('[SDK-6] [PLUGIN-13] 29 one user who asks the same twice shares a stream; different users never do', async () => {
  let subscribed = 0
  const p = defineProvider({
    ...all,
    id: 'acme.one/p',
    input: z.strictObject({ a: z.int(), b: z.int() }),
    output: z.any(),
    watch: ({ session }) =>
      defer(() => {
        subscribed += 1
        return concat(of(session.user), NEVER)
      }),
  })
  await using b = await bench([plugin('acme.one', [p])])
  const [first, second] = [b.frames('acme.one/p', { a: 1, b: 2 }), b.frames('acme.one/p', { b: 2, a: 1 })]
  const other = b.frames('acme.one/p', { a: 1, b: 2 }, ben)
  expect([first.last()?.value, second.last()?.value, other.last()?.value]).toEqual(['anna', 'anna', 'ben'])
  expect(subscribed).toBe(2)
  first.end()
  second.end()
  await b.clock.advance({ ms: 4000 })
  const again = b.frames('acme.one/p', { a: 1, b: 2 })
  expect([again.last()?.value, subscribed]).toEqual(['anna', 2])
  again.end()
  await b.clock.advance({ ms: 5000 })
  expect(b.frames('acme.one/p', { a: 1, b: 2 }).last()?.value).toBe('anna')
  expect(subscribed).toBe(3)
})
test('[ACC-10] [PLUGIN-14] a lost right empties the open stream at once, and fills it again when it is given back', async () => {
  await using b = await bench([plugin('acme.one', [answers('acme.one/p', () => concat(of('secret'), NEVER))])])
  const [annas, bens] = [b.frames('acme.one/p'), b.frames('acme.one/p', undefined, ben)]
  b.denied.add('anna')
  b.rights.next(new Set(['anna']))
  expect(annas.last()).toEqual({ state: 'stale', problem: expect.objectContaining({ code: 'access.denied' }) })
  expect(bens.all).toHaveLength(1)
  expect(codeOf(await b.read('acme.one/p'))).toBe('access.denied')
  b.denied.clear()
  b.rights.next('all')
  expect(annas.last()).toMatchObject({ state: 'live', value: 'secret' })
})
test('[ACC-10] a stream that was refused by the records restarts when the rights change, not before', async () => {
  let allowed = false
  const denied = () => throwError(() => new TenureError('input.invalid', 'There is no property company.arr.', { issues: [] }))
  await using b = await bench([plugin('acme.one', [answers('acme.one/p', () => (allowed ? concat(of(1), NEVER) : denied()))])])
  const frames = b.frames('acme.one/p')
  allowed = true
  await b.clock.advance({ ms: 120_000 })
  expect(frames.all).toMatchObject([{ state: 'stale', problem: { code: 'input.invalid' } }])
  b.rights.next(new Set(['anna']))
  expect(frames.last()).toMatchObject({ state: 'live', value: 1 })
})
test('[SDK-7] [PLUGIN-15] what an action stages is written as one batch when it returns; a refused batch is the outcome', async () => {
  const [names, tasks] = [edits(Company.name), creates(Company.name)]
  const rename = defineAction({
    ...all,
    id: 'acme.one/rename',
    title: 'Rename',
    input: z.strictObject({ id: z.string(), name: z.string() }),
    output: z.string(),
    uses: { names, tasks },
    run: ({ input, names: edit, tasks: create }) => {
      edit.edit(input.id, { name: input.name })
      return create.create({})
    },
  })
  await using b = await bench([plugin('acme.one', [rename], { grants: [names, tasks] })])
  expect(await b.act('acme.one/rename', { id: 'c1', name: 'New' })).toEqual(fine('new-2'))
  expect(b.staged).toEqual(['anna acme.one acme.one/rename -: edit c1 {"name":"New"}; create'])
  expect(codeOf(await b.act('acme.one/rename', { id: 'conflict', name: 'x' }))).toBe('record.not-found')
})
test("[SDK-7] the same key again repeats the answer, not the change; another user's key is another", async () => {
  let runs = 0
  const count = defineAction({
    ...all,
    id: 'acme.one/count',
    title: 'Count',
    input: z.strictObject({ by: z.int().default(1) }),
    output: z.int(),
    run: async () => (runs += 1),
  })
  await using b = await bench([plugin('acme.one', [count])])
  const both = await Promise.all([b.act('acme.one/count', {}, 'k'), b.act('acme.one/count', { by: 1 }, 'k')])
  expect(both).toEqual([fine(1), fine(1)])
  expect(codeOf(await b.act('acme.one/count', { by: 2 }, 'k'))).toBe('input.invalid')
  expect(await b.act('acme.one/count', {}, 'k', ben)).toEqual(fine(2))
  await b.clock.advance({ ms: 86_400_001 })
  expect(await b.act('acme.one/count', {}, 'k')).toEqual(fine(3))
})
test('[SDK-6] an unknown provider, or an action that is read, is unavailable; what may be left out may be', async () => {
  const p = defineProvider({
    ...all,
    id: 'acme.one/p',
    input: z.strictObject({ days: z.int().default(90) }),
    output: z.int(),
    watch: async ({ input }) => input.days,
  })
  await using b = await bench([plugin('acme.one', [p, defineAction({ ...all, id: 'acme.one/a', title: 'A', run: () => undefined })])])
  expect(await b.read('acme.one/p')).toEqual(fine(90))
  expect(codeOf(await b.read('acme.one/a'))).toBe('plugin.unavailable')
  expect(codeOf(await b.read('acme.none/p'))).toBe('plugin.unavailable')
  expect(await b.act('acme.one/a')).toEqual(fine(undefined))
  expect(codeOf(await b.act('acme.one/a', { more: 1 }))).toBe('input.invalid')
})

test('[PLUGIN-9] a call without the permission is refused before its input is looked at', async () => {
  const p = defineProvider({ ...all, id: 'acme.one/p', input: z.strictObject({ days: z.int() }), output: z.any(), watch: async () => 1 })
  const a = defineAction({ ...all, id: 'acme.one/a', title: 'A', input: z.strictObject({ days: z.int() }), run: () => undefined })
  await using b = await bench([plugin('acme.one', [p, a])])
  const wrong = { days: 'x' }
  const codes = async () => [codeOf(await b.read('acme.one/p', wrong)), codeOf(await b.act('acme.one/a', wrong))]
  expect(await codes()).toEqual(['input.invalid', 'input.invalid'])
  b.denied.add('anna')
  expect(await codes()).toEqual(['access.denied', 'access.denied'])
})
test('[SDK-5] a call to a plugin that does not run is answered with its state and the reason', async () => {
  const open = resource('acme.bad/it@1', () => {
    throw new Error('secret')
  })
  await using b = await bench([
    plugin('acme.new', [answers('acme.new/p', () => of(1))], { host: '9.0' }),
    plugin('acme.bad', [open, answers('acme.bad/p', () => of(1))]),
    plugin('acme.user', [needs('acme.user/p', 'acme.bad/it@1')]),
    plugin('acme.one', [answers('acme.one/p', () => of(1))]),
    plugin('acme.one', []),
  ])
  const problem = async (id: string) => ((await b.read(id)) as { readonly problem?: Problem }).problem
  const message = expect.stringContaining('is not available. It was rejected. It needs the host API 9.0')
  expect(await problem('acme.new/p')).toMatchObject({ code: 'plugin.unavailable', message, details: { plugin: 'acme.new' } })
  expect(b.frames('acme.new/p').last()).toMatchObject({ state: 'stale', problem: { message } })
  expect(await problem('acme.bad/p')).toMatchObject({
    code: 'plugin.unavailable',
    message: 'The plugin acme.bad is not available. It failed while it started.',
  })
  expect((await problem('acme.user/p'))?.message).toMatch(/It is blocked\. .* of the plugin acme\.bad, which is not running/)
  expect((await problem('acme.one/q'))?.message).toContain('Nobody contributes')
  b.denied.add('anna')
  expect((await problem('acme.new/p'))?.message).toContain('Nobody contributes')
})

// ── Keys, points, tabs ──────────────────────────────────────────────────────────────────────────────────────────────

test('[SDK-1] a service is made once for each session and acts for it; other providers answer the same user', async () => {
  const Greeting = defineToken<{ readonly user: string }>('acme.hello/greeting@1')
  let made = 0
  const service = defineService({
    token: Greeting,
    create: ({ session }) => {
      made += 1
      return { user: session.user }
    },
  })
  const whoami = defineProvider({
    ...all,
    id: 'acme.hello/who',
    output: z.string(),
    uses: { greeting: Greeting },
    watch: async ({ greeting }) => greeting.user,
  })
  const via = defineProvider({
    ...all,
    id: 'acme.user/via',
    output: z.any(),
    uses: { providers: asks(whoami), clock: Clock, log: LogKey },
    watch: ({ providers }) => providers.read(whoami),
  })
  await using b = await bench([plugin('acme.user', [via], { grants: [asks(whoami)] }), plugin('acme.hello', [service, whoami])])
  expect([await b.read('acme.user/via'), await b.read('acme.user/via'), await b.read('acme.user/via', undefined, ben)]).toEqual([
    fine(fine('anna')),
    fine(fine('anna')),
    fine(fine('ben')),
  ])
  expect(made).toBe(2)
})
test('[SDK-5] a service that cannot be made is the fault of its own plugin, not of the one that uses it', async () => {
  const Bad = defineToken<unknown>('acme.bad/s@1')
  const p = defineProvider({ ...all, id: 'acme.user/p', output: z.any(), uses: { bad: Bad }, watch: async () => 1 })
  await using b = await bench(
    [
      plugin('acme.bad', [
        defineService({
          token: Bad,
          create: () => {
            throw new Error('x')
          },
        }),
      ]),
      plugin('acme.user', [p]),
    ],
    { breaker: { failures: 1 } },
  )
  expect(await b.read('acme.user/p')).toMatchObject({
    problem: { code: 'plugin.broken', details: { plugin: 'acme.bad', contribution: 'acme.bad/s@1' } },
  })
  expect(codeOf(await b.read('acme.user/p'))).toBe('plugin.broken')
})
test('[SDK-1] a service of the host is for the plugins that it names', async () => {
  const services = { 'tenure.core/desk@1': { for: ['tenure.core'], open: ({ session }: { session?: Session }) => session?.user } }
  await using b = await bench(
    [
      plugin('tenure.core', [needs('tenure.core/p', 'tenure.core/desk@1')]),
      plugin('acme.sly', [needs('acme.sly/p', 'tenure.core/desk@1')]),
    ],
    { services },
  )
  expect(await b.read('tenure.core/p')).toEqual(fine('anna'))
  expect(await b.states()).toMatchObject({ 'acme.sly': 'blocked' })
})
test('[SDK-3] a point gives the valid items of running plugins, in order, over time; code comes in as providers', async () => {
  const Sources = definePoint({
    key: 'acme.signals/sources@1',
    item: z.strictObject({ title: z.string().min(1), source: providerOf(z.undefined(), z.string()) }),
  })
  const brings = (id: string, title: string) => {
    const source = defineProvider({ ...all, id: `${id}/s` as never, output: z.string(), watch: async () => title })
    return plugin(id, [source, contribute(Sources, { id: `${id}/i` as never, title, source: source as never })])
  }
  const list = defineProvider({
    ...all,
    id: 'acme.signals/all',
    output: z.any(),
    uses: { sources: Sources },
    watch: ({ sources }) => sources.pipe(map((items) => items.map(({ title }) => title))),
  })
  await using b = await bench([plugin('acme.signals', [list]), brings('acme.z', 'Z'), brings('acme.a', 'A'), brings('acme.bad', '')])
  const frames = b.frames('acme.signals/all')
  expect(frames.last()?.value).toEqual(['A', 'Z'])
  await b.host.remove('acme.a')
  expect(frames.last()?.value).toEqual(['Z'])
  expect(frames.all).toHaveLength(2)
  expect(b.warnings.join()).toContain('acme.bad/i does not fit the schema')
})
test('[SDK-3] built-in views of a collection come from every plugin', async () => {
  const view = (id: `${string}/${string}`) => defineView({ id, title: id, of: 'acme.tab/t', where: is(Company.csm, me) })
  const list = defineProvider({
    ...all,
    id: 'acme.tab/views',
    output: z.any(),
    uses: { views: BuiltInViews },
    watch: ({ views }) => views.of('acme.tab/t'),
  })
  await using b = await bench([plugin('acme.tab', [list, view('acme.tab/mine')]), plugin('acme.more', [view('acme.more/theirs')])])
  expect(await b.read('acme.tab/views')).toMatchObject({
    value: [{ id: 'acme.more/theirs' }, { id: 'acme.tab/mine', where: { test: 'is' } }],
  })
})
test('[SDK-3] a view of a collection that nobody has blocks its plugin, by both names, until the collection is there', async () => {
  const list = defineCollection({ id: 'acme.lists/list', of: Company, title: 'L', always: [Company.name], columns: [Company.name] })
  const lists = use(plugin('acme.lists', [list], { grants: [list.grant] }) as never)
  await using b = await bench([plugin('acme.more', [defineView({ id: 'acme.more/view', title: 'More', of: 'acme.lists/list' })])])
  const stateOfMore = async () => (await firstValueFrom(b.host.states)).find((state) => state.plugin === 'acme.more')
  expect(await stateOfMore()).toMatchObject({
    state: 'blocked',
    because: {
      message: expect.stringContaining('acme.more/view is a view of the collection acme.lists/list, which no plugin contributes.'),
    },
  })
  await b.host.add(lists)
  expect(await stateOfMore()).toMatchObject({ state: 'active' })
})
test("[SDK-2] 30 tabs have the same order whatever order plugins come in; the operator's list goes first", async () => {
  const tab = (name: string, order: object = {}) =>
    plugin(`acme.${name}`, [defineTab({ id: `acme.${name}/t`, title: name, order, block: { kind: 'stack', children: [] } })])
  const tabs = [
    tab('d'),
    tab('a', { after: 'acme.c/t' }),
    tab('c', { rank: -1 }),
    tab('b', { before: 'acme.c/t' }),
    tab('m', { group: 'money' }),
  ]
  const order = async (options: object, list = tabs) => {
    await using b = await bench(list, options)
    return (await firstValueFrom(b.host.tabs)).map(({ title }) => title).join('')
  }
  expect([await order({}), await order({}, [...tabs].reverse())]).toEqual(['mbcad', 'mbcad'])
  expect(await order({ arrange: ['acme.m/t', 'acme.d/t'] })).toBe('mdbca')
})
test('[SDK-5] a thousand plugins start in time', async () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    plugin(`acme.p${index}`, [
      resource(`acme.p${index}/r@1` as never, () => index),
      ...(index === 0 ? [] : [needs(`acme.p${index}/x`, `acme.p${index - 1}/r@1`)]),
    ]),
  )
  // Time of the processor: what others do on the machine does not count.
  const before = process.cpuUsage()
  await using b = await bench(many.reverse())
  expect(new Set(Object.values(await b.states()))).toEqual(new Set(['active']))
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5000)
})
