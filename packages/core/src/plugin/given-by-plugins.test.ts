import { createFakeClock } from '@tenure/testing'
import { firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineToken } from '../base/key.js'
import { Log as LogKey } from '../base/log.js'
import type { Session } from '../contract/call.js'
import { contribute, definePoint } from '../contract/point.js'
import { defineProvider } from '../contract/provider.js'
import { defineResource } from '../contract/service.js'
import type { KeyOpener } from './key-opener.js'
import { definePlugin, type Plugin, use } from './plugin.js'
import { createPluginHost, type PluginHostOptions } from './plugin-host.js'

const anna: Session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const aPlugin = (id: string, contributes: readonly unknown[] = [], more: object = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[], ...more })
const provider = (id: `${string}/${string}`, watch: () => Promise<unknown> = async () => 1) =>
  defineProvider({ id, permission: 'workspace.access', output: z.any(), watch })
const needing = (id: string) => resource(id, () => 1, { it: defineToken<unknown>('acme.none/r@1') })
const resource = (id: string, open: (of: never) => unknown, uses: object = {}) =>
  defineResource({ token: defineToken<unknown>(`${id}/r@1` as never), uses: uses as never, open })
const failing = (id: string) => resource(id, () => Promise.reject(new Error('secret', { cause: 'the disk' })))

/** A host with these plugins, and what it logged. */
async function bench(plugins: readonly Plugin[], more: Partial<PluginHostOptions> & { readonly start?: false } = {}) {
  const logged: unknown[] = []
  const note = (message: string, facts?: object) => void logged.push(facts === undefined ? message : [message, facts])
  const host = await createPluginHost({
    ...{ plugins: plugins.map((plugin) => use(plugin)), grants: 'declared', clock: createFakeClock('2026-06-30T12:00:00Z') },
    ...{ log: { info: note, warn: note }, opener: {} as KeyOpener, authorise: () => undefined, rightsChanged: new Subject<'all'>() },
    ...more,
  })
  if (more.start !== false) await host.start()
  const read = (id: string) => host.caller(anna).read({ id } as never)
  return { host, logged, read, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() }
}

test('[SDK-5] a critical plugin that is rejected, blocked or fails stops the start with the reason', async () => {
  const refusal = async (plugin: Plugin) => {
    const { host } = await bench([plugin, aPlugin('acme.good')], { start: false })
    return host.start().catch((error: { readonly problem: unknown }) => error.problem)
  }
  const of = (reason: string) => ({
    code: 'config.invalid',
    message: expect.stringMatching(new RegExp(`^The plugin acme\\.x is critical and does not run\\. .*${reason}`)),
    details: { plugin: 'acme.x', path: [] },
  })
  expect(await refusal(aPlugin('acme.x', [], { critical: true, host: '9.0' }))).toEqual(of('9\\.0'))
  expect(await refusal(aPlugin('acme.x', [needing('acme.x')], { critical: true }))).toEqual(of('which no plugin gives'))
  expect(await refusal(aPlugin('acme.x', [failing('acme.x')], { critical: true }))).toEqual(of('It failed while it started\\.'))
  expect(await refusal(aPlugin('acme.x', [failing('acme.x')]))).toBeUndefined()
})

test('[SDK-3] all that admitted plugins contribute is known, whether they run or not; elements only of those that run', async () => {
  const element = (id: string) => ({ contribution: 1, kind: 'element', id: `${id}/view`, module: `file:///${id}.js` })
  const a = aPlugin('acme.a', [element('acme.a'), provider('acme.a/list')])
  await using b = await bench([a, aPlugin('acme.b', [needing('acme.b'), element('acme.b')])])
  expect(b.host.plugins().map(({ id }) => id)).toEqual(['acme.a', 'acme.b'])
  expect(b.host.contributions().map(({ plugin, contribution }) => `${plugin} ${contribution.id}`)).toEqual([
    ...['acme.a acme.a/view', 'acme.a acme.a/list', 'acme.b acme.b/r@1', 'acme.b acme.b/view'],
  ])
  expect(b.host.elements()).toEqual([{ id: 'acme.a/view', plugin: 'acme.a', module: 'file:///acme.a.js' }])
})

test('[PLUGIN-17] the jobs of admitted plugins are known; only those of a plugin that runs can be called', async () => {
  const job = (id: string) => ({
    contribution: 1,
    kind: 'job',
    id: `${id}/job`,
    title: 'J',
    of: { objectType: 'company' },
    on: { occasion: 'every', every: { days: 1 } },
    list: async () => undefined,
    run: () => undefined,
  })
  await using b = await bench([aPlugin('acme.a', [job('acme.a')]), aPlugin('acme.b', [job('acme.b'), failing('acme.b')])])
  const because = expect.objectContaining({ code: 'plugin.broken' })
  expect(b.host.jobs().map(({ job: each, ...rest }) => ({ id: each.id, ...rest }))).toEqual([
    { id: 'acme.a/job', plugin: 'acme.a', state: 'active', call: expect.any(Function) },
    { id: 'acme.b/job', plugin: 'acme.b', state: 'failed', because },
  ])
})

test('[SDK-3] items of running plugins fit their point, in order; what does not fit is left out and logged once', async () => {
  const point = definePoint({ key: 'acme.a/items@1', item: z.strictObject({ rank: z.int().default(1) }) })
  const other = definePoint({ key: 'acme.a/others@1', item: z.any() })
  const item = (id: `${string}/${string}`, given: object) => contribute(point, { id, ...given } as never)
  const b = aPlugin('acme.b', [
    item('acme.b/one', { rank: 2 }),
    item('acme.b/odd', { rank: 'x' }),
    contribute(other, { id: 'acme.b/z' } as never),
  ])
  await using bed = await bench([b, aPlugin('acme.c', [item('acme.c/none', {}), needing('acme.c')])])
  const seen: (readonly unknown[])[] = []
  bed.host.items(point as never).subscribe((items) => seen.push(items))
  expect(seen).toEqual([[{ rank: 2 }]])
  const left = 'acme.b/odd does not fit the schema of the point acme.a/items@1 and is left out.'
  await bed.host.add(use(aPlugin('acme.d', [item('acme.d/two', {})])))
  expect([seen.at(-1), seen.at(-1)?.[0] === seen[0]?.[0], Object.isFrozen(seen[0])]).toEqual([[{ rank: 2 }, { rank: 1 }], true, true])
  await bed.host.add(use(aPlugin('acme.e', [provider('acme.e/list')])))
  await bed.host.remove('acme.b')
  expect(seen.slice(2)).toEqual([[{ rank: 1 }]])
  expect(bed.logged.filter((line) => line === left)).toHaveLength(1)
})

test('[VIEW-1] the built-in views of a collection are those of running plugins, and no others', async () => {
  const view = (id: string, of: string) => ({ contribution: 1, kind: 'view', id, of, title: id })
  const list = (id: string) => ({ contribution: 1, kind: 'collection', id, of: {}, parts: [] })
  const lists = [list('acme.a/list'), list('acme.a/other')]
  const contributes = [view('acme.a/all', 'acme.a/list'), view('acme.a/more', 'acme.a/other'), ...lists]
  await using b = await bench([aPlugin('acme.a', contributes)])
  expect([b.host.views('acme.a/list').map(({ id }) => id), b.host.views('acme.a/none')]).toEqual([['acme.a/all'], []])
})

test('[SDK-5] what a plugin logs names it; what it does wrong is logged with its cause, and told', async () => {
  const logging = resource(
    'acme.a',
    ({ log }: { readonly log: { info(...of: unknown[]): void; warn(...of: unknown[]): void } }) => {
      log.info('Opened.', { days: 3, plugin: 'other' })
      log.warn('Slow.')
    },
    { log: LogKey },
  )
  const text = provider('acme.a/text', () => Promise.reject('only text'))
  await using b = await bench([aPlugin('acme.a', [logging, text]), aPlugin('acme.b', [failing('acme.b')])], { start: false })
  const faults: unknown[] = []
  b.host.events.on('fault', ({ plugin, contribution }) => faults.push(`${plugin} ${contribution}`))
  await b.host.start()
  await b.read('acme.a/text')
  expect(b.logged.slice(0, 2)).toEqual([
    ['Opened.', { days: 3, plugin: 'acme.a' }],
    ['Slow.', { plugin: 'acme.a' }],
  ])
  const cause = expect.stringMatching(/^Error: secret\n.*\ncaused by the disk$/s)
  expect(b.logged).toContainEqual(['A plugin did wrong.', { plugin: 'acme.b', contribution: '', cause }])
  expect(b.logged).toContainEqual(['A plugin did wrong.', { plugin: 'acme.a', contribution: 'acme.a/text', cause: 'only text' }])
  expect(faults).toEqual(['acme.b ', 'acme.a acme.a/text'])
})

test('[PLUGIN-11] a plugin is suspended while at least half of what can be called is switched off, and not before', async () => {
  const bad = (name: string) => provider(`acme.x/${name}`, () => Promise.reject(new Error('x')))
  await using b = await bench(
    [aPlugin('acme.x', [bad('a'), bad('b'), provider('acme.x/c'), provider('acme.x/d'), resource('acme.x', () => 1)])],
    { breaker: { failures: 1 } },
  )
  const state = async () => (await firstValueFrom(b.host.states)).map((each) => each.state)
  const told: unknown[] = []
  b.host.events.on('breaker', (each) => told.push(each))
  await b.read('acme.x/a')
  expect(await state()).toEqual(['active'])
  await b.read('acme.x/b')
  expect(await state()).toEqual(['suspended'])
  const because = 'Half of it or more failed too often and is switched off. It is tried again at 2026-06-30T12:00:30.000Z.'
  expect((await firstValueFrom(b.host.states))[0]?.because).toMatchObject({
    code: 'plugin.unavailable',
    details: { plugin: 'acme.x', because },
  })
  expect(told).toEqual(['a', 'b'].map((name) => ({ plugin: 'acme.x', contribution: `acme.x/${name}`, state: 'open' })))
  expect(await b.read('acme.x/c')).toEqual({ ok: true, value: 1 })
})

test('[SDK-3] a session has one caller, and settings that nobody saved are the initial ones', async () => {
  const section = {
    key: 'settings acme.x/main',
    kind: 'settings',
    id: 'acme.x/main',
    title: 'Main',
    scope: 'account',
    initial: { days: 90 },
    schema: z.any(),
    contribution: 1,
  }
  const days = { ...provider('acme.x/days'), uses: { section }, watch: async (given: object) => given }
  await using b = await bench([aPlugin('acme.x', [days, section])])
  expect(await b.read('acme.x/days')).toMatchObject({ ok: true, value: { section: { days: 90 }, session: anna } })
  const caller = b.host.caller(anna)
  expect([b.host.caller(anna) === caller, b.host.caller({ ...anna }) === caller]).toEqual([true, false])
})

test('[SDK-4] a host closes once: its plugins stop, and nothing is told afterwards', async () => {
  let closed = 0
  const owning = resource('acme.x', ({ scope }: { readonly scope: { own(end: () => void): void } }) => scope.own(() => void closed++))
  const { host, logged } = await bench([aPlugin('acme.x', [owning])])
  const told: string[] = []
  host.events.on('plugin:state', ({ state }) => told.push(state))
  host.events.on('plugin:state', () => Promise.reject(new Error('deaf')))
  await Promise.all([host[Symbol.asyncDispose](), host[Symbol.asyncDispose]()])
  expect([closed, told]).toEqual([1, ['stopping', 'stopped']])
  await host.add(use(aPlugin('acme.y')))
  expect(told).toHaveLength(2)
  expect(logged).toContainEqual(['A listener failed.', { error: 'Error: deaf' }])
})
