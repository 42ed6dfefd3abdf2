import { createFakeClock } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { openScope } from '../base/scope.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'
import type { Activation } from './activation.js'
import type { Admission, Taken } from './admission/admission.js'
import { createLifeCycle, type LifeCycleEnv } from './life-cycle.js'
import type { PluginData, PluginUse } from './plugin.js'

const service = (id: string) => ({ contribution: 1, kind: 'service', id: `${id}/s@1` })
const needing = (id: string, ...others: readonly string[]) => ({
  ...{ contribution: 1, kind: 'provider', id: `${id}/p` },
  uses: Object.fromEntries(others.map((other) => [other, { key: `${other}/s@1` }])),
})
/** A plugin that gives a service of its name and needs those of the others. */
const aPlugin = (id: string, ...others: readonly string[]): PluginUse => {
  const contributes = [service(id), needing(id, ...others)]
  return { plugin: id, value: { id, version: '1.0.0', host: '1.0', contributes } as never, config: undefined }
}
const admitted = ({ value }: PluginUse): Admission => ({ admitted: { plugin: value as never, config: undefined, granted: new Set() } })
const ofVersion = (use: PluginUse, version: string): PluginUse => ({ ...use, value: { ...use.value, version } })
const because = (message: string): Problem => ({ code: 'plugin.broken', message, details: { plugin: 'x', contribution: '' } })

/** A life-cycle of its own, and all that it told the host. */
function bench(more: Partial<LifeCycleEnv> = {}) {
  const told: string[] = []
  const faults: string[] = []
  const steps: string[] = []
  const warnings: unknown[] = []
  const cycle = createLifeCycle({
    log: { info: () => undefined, warn: (message, facts) => void warnings.push([message, facts]) },
    admit: async (use) => admitted(use),
    adopt: async (plugins) => void steps.push(`adopt ${plugins.map(({ id, version }) => `${id} ${version}`).join(', ')}`),
    activate: async ({ plugin }) => running(plugin, steps),
    isHostKey: () => false,
    misfits: () => new Map(),
    onState: ({ plugin, state }) => void told.push(`${plugin} ${state}`),
    onFault: (plugin, contribution, cause) => void faults.push(`${plugin}/${contribution} ${(cause as Error).message}`),
    ...more,
  })
  let operations = 0
  cycle.changes.subscribe(() => operations++)
  const states = async () => Object.fromEntries((await firstValueFrom(cycle.states)).map(({ plugin, ...state }) => [plugin, state]))
  const begin = async (...uses: readonly PluginUse[]) => {
    await cycle.admitAll(uses)
    await cycle.start()
    for (const list of [told, steps]) list.length = 0
  }
  return { cycle, told, faults, steps, warnings, states, begin, operations: () => operations }
}
function running(plugin: PluginData, steps: string[], failure?: Error): Activation {
  const scope = openScope({ clock: createFakeClock('2026-06-30T12:00:00Z'), limitMs: 1_000 })
  steps.push(`open ${plugin.id} ${plugin.version}`)
  scope.own(() => {
    steps.push(`close ${plugin.id} ${plugin.version}`)
    if (failure !== undefined) throw failure
  })
  return { scope } as Activation
}
const active = { state: 'active' }

test('[PLUGIN-4] a plugin is told through all its states, and those that need it start after it', async () => {
  const { cycle, told, steps, states, operations } = bench()
  await cycle.admitAll([aPlugin('b', 'a'), aPlugin('a')])
  expect([told, operations(), cycle.version]).toEqual([['b registered', 'a registered'], 0, 2])
  await cycle.start()
  expect(told.slice(2)).toEqual(['a dormant', 'b dormant', 'a activating', 'a active', 'b activating', 'b active'])
  expect([steps, await states()]).toEqual([['open a 1.0.0', 'open b 1.0.0'], { a: active, b: active }])
  expect([operations(), cycle.version]).toEqual([1, 2])
})
test('[SDK-4] plugins that do not need each other start at the same time', async () => {
  const opened: string[] = []
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  const { cycle } = bench({
    activate: async ({ plugin }) => {
      opened.push(plugin.id)
      await gate
      return running(plugin, [])
    },
  })
  await cycle.admitAll([aPlugin('c', 'a'), aPlugin('a'), aPlugin('b')])
  const started = cycle.start()
  await expect.poll(() => opened).toEqual(['a', 'b'])
  open()
  await started
  expect(opened).toEqual(['a', 'b', 'c'])
})
test('[SDK-3] [PLUGIN-1] a plugin whose check breaks is rejected, and the fault is told', async () => {
  const refusal = new TenureError('config.invalid', 'No such day.', { plugin: 'b', path: ['days'] })
  const { cycle, faults, states, warnings } = bench({
    admit: async ({ plugin }) => {
      throw plugin === 'a' ? new Error('secret') : refusal
    },
  })
  await cycle.admitAll([aPlugin('a'), aPlugin('b')])
  const broken = { code: 'plugin.broken', message: 'The plugin a is broken. It could not be checked.' }
  expect(await states()).toEqual({
    a: { state: 'rejected', because: { ...broken, details: { plugin: 'a', contribution: '' } } },
    b: { state: 'rejected', because: refusal.problem },
  })
  expect(faults).toEqual(['a/ secret', 'b/ No such day.'])
  expect(warnings[0]).toEqual(['The plugin a is rejected.', { plugin: 'a', because: broken.message }])
  expect(cycle.rejectionOf('b')).toEqual({ plugin: 'b', state: 'rejected', because: refusal.problem })
  await cycle.remove('b')
  expect([cycle.rejectionOf('b'), Object.keys(await states()), cycle.version]).toEqual([undefined, ['a'], 0])
})
test('[SDK-3] what a plugin gives is taken while it is there, and is no obstacle to its own next version', async () => {
  const seen: unknown[] = []
  const { cycle, begin } = bench({
    admit: async (use, taken: Taken) => {
      seen.push([use.plugin, taken.isThere('a'), taken.giverOf('a/s@1')])
      return admitted(use)
    },
  })
  await begin(aPlugin('a'))
  await cycle.add(aPlugin('b'))
  await cycle.replace(aPlugin('a'))
  await cycle.replace(aPlugin('c'))
  await cycle.remove('a')
  await cycle.add(aPlugin('d'))
  expect(seen).toEqual([
    ['a', false, undefined],
    ['b', true, 'a'],
    ['a', false, undefined],
    ['c', true, 'a'],
    ['d', false, undefined],
  ])
})
test('[SDK-4] a new plugin whose object types cannot be taken is rejected, and leaves nothing behind', async () => {
  let failure: Error | undefined = new Error('disk full')
  const adopted: string[] = []
  const { cycle, faults, states, begin } = bench({
    adopt: async (plugins) => {
      adopted.push(plugins.map(({ id }) => id).join())
      if (failure !== undefined) throw failure
    },
  })
  await begin(aPlugin('a'))
  const message = 'The plugin b is broken. Its object types or settings could not be taken.'
  const rejected = { state: 'rejected', because: { code: 'plugin.broken', message, details: { plugin: 'b', contribution: '' } } }
  expect(await cycle.add(aPlugin('b'))).toEqual({ plugin: 'b', ...rejected })
  expect([await states(), [...cycle.installs.keys()], faults]).toEqual([{ a: active, b: rejected }, ['a'], ['b/ disk full']])
  const refusal = new TenureError('config.invalid', 'The setting is wrong.', { plugin: 'b', path: [] })
  failure = refusal
  expect(await cycle.add(aPlugin('b'))).toEqual({ plugin: 'b', state: 'rejected', because: refusal.problem })
  failure = undefined
  expect(await cycle.add(aPlugin('b'))).toEqual({ plugin: 'b', ...active })
  expect([await states(), adopted, cycle.rejectionOf('b')]).toEqual([{ a: active, b: active }, ['a,b', 'a,b', 'a,b'], undefined])
})
test('[PLUGIN-1] a new plugin that does not fit is rejected before anything of it is taken; an older one is blocked', async () => {
  const misfits = (plugins: readonly PluginData[]) => {
    const without = plugins.every(({ id, version }) => id !== 'types' || version === '2.0.0')
    const problem = (id: string): Problem => because(`The plugin ${id} is broken. It needs the types.`)
    const late = { state: 'rejected' as const, problem: problem('late') }
    const old = { state: without ? ('blocked' as const) : ('rejected' as const), problem: problem('old') }
    return new Map(
      [...(without ? [['old', old] as const] : []), ['late', late] as const].filter(([id]) => plugins.some((p) => p.id === id)),
    )
  }
  const { cycle, steps, states, begin } = bench({ misfits })
  await begin(aPlugin('types'), aPlugin('old'))
  const rejected = { state: 'rejected', because: because('The plugin late is broken. It needs the types.') }
  expect(await cycle.add(aPlugin('late'))).toEqual({ plugin: 'late', ...rejected })
  expect([steps, cycle.rejectionOf('late')]).toEqual([[], { plugin: 'late', ...rejected }])
  await cycle.remove('types')
  expect(steps).toEqual(['close old 1.0.0', 'close types 1.0.0', 'adopt old 1.0.0'])
  const message = 'The plugin old is not available. The plugin old is broken. It needs the types.'
  expect((await states())['old']).toMatchObject({ state: 'blocked', because: { code: 'plugin.unavailable', message } })
  await cycle.add(aPlugin('types'))
  expect((await states())['old']).toEqual(active)
  await cycle.replace(ofVersion(aPlugin('types'), '2.0.0'))
  expect([(await states())['old']?.state, steps.at(-1)]).toEqual(['blocked', 'close old 1.0.0'])
})
test('[PLUGIN-1] plugins that do not fit are rejected before the first start', async () => {
  const { cycle, told } = bench({ misfits: () => new Map([['b', { state: 'rejected', problem: because('No.') }]]) })
  await cycle.admitAll([aPlugin('a'), aPlugin('b')])
  await cycle.fit()
  expect([told, [...cycle.installs.keys()]]).toEqual([['a registered', 'b registered', 'b rejected'], ['a']])
})
test('[SDK-5] [PLUGIN-6] why a plugin failed is told without the cause; what needs it is blocked, and others run', async () => {
  const late = new TenureError('internal.invariant', 'Too late.', { invariant: 'in time' })
  const own = new TenureError('config.invalid', 'No such file.', { plugin: 'own', path: [] })
  const causes: Readonly<Record<string, Error>> = { a: new Error('secret'), late, own }
  const { cycle, faults, states } = bench({
    activate: async ({ plugin }) => {
      const cause = causes[plugin.id]
      if (cause !== undefined) throw cause
      return running(plugin, [])
    },
  })
  await cycle.admitAll([aPlugin('a'), aPlugin('late'), aPlugin('own'), aPlugin('b', 'a'), aPlugin('c')])
  await cycle.start()
  const messages = Object.entries(await states()).map(([id, state]) => [id, state.state, state.because?.message])
  expect(messages).toEqual([
    ['a', 'failed', 'The plugin a is broken. It failed while it started.'],
    ['late', 'failed', 'The plugin late is broken. It did not start in time.'],
    ['own', 'failed', 'No such file.'],
    ['b', 'blocked', 'The plugin b is not available. b/p needs the service a/s@1 of the plugin a, which is not running.'],
    ['c', 'active', undefined],
  ])
  expect(faults).toEqual(['a/ secret', 'late/ Too late.', 'own/ No such file.'])
})
test('[PLUGIN-8] a new version takes over: what needs it stops before, and starts again after', async () => {
  const { cycle, told, steps, states, operations, begin } = bench()
  await begin(aPlugin('a'), aPlugin('b', 'a'), aPlugin('c', 'b'), aPlugin('d'))
  expect(await cycle.replace(ofVersion(aPlugin('a'), '2.0.0'))).toEqual({ plugin: 'a', ...active })
  expect(steps).toEqual([
    ...['adopt b 1.0.0, c 1.0.0, d 1.0.0, a 2.0.0', 'open a 2.0.0', 'close c 1.0.0', 'close b 1.0.0', 'close a 1.0.0'],
    ...['open b 1.0.0', 'open c 1.0.0'],
  ])
  expect(told.slice(0, 5)).toEqual(['c stopping', 'c dormant', 'b stopping', 'b dormant', 'a active'])
  expect(await states()).toEqual({ a: active, b: active, c: active, d: active })
  expect([operations(), cycle.version, cycle.installs.get('a')?.admitted.plugin.version]).toEqual([2, 5, '2.0.0'])
})
test('[PLUGIN-8] a version that cannot be taken, does not fit, is blocked or fails leaves the old one running with its object types', async () => {
  let mode = ''
  const { cycle, faults, steps, states, begin } = bench({
    admit: async (use) => (mode === 'refused' ? { rejected: because('No.') } : admitted(use)),
    adopt: async (plugins) => {
      if (mode === 'adopt') throw new Error('disk full')
      steps.push(`adopt ${plugins.map(({ id, version }) => `${id} ${version}`).join()}`)
    },
    activate: async ({ plugin }) => {
      if (mode === 'start') throw new Error('secret')
      return running(plugin, [])
    },
    misfits: () => new Map(mode === 'misfit' ? [['a', { state: 'blocked', problem: because('It does not fit.') }]] : []),
  })
  await begin(aPlugin('a'))
  const next = (of: string, use = aPlugin('a')) => {
    mode = of
    return cycle.replace(ofVersion(use, '2.0.0'))
  }
  expect(await next('refused')).toEqual({ plugin: 'a', state: 'rejected', because: because('No.') })
  expect(await next('misfit')).toEqual({ plugin: 'a', state: 'blocked', because: because('It does not fit.') })
  expect(steps).toEqual([])
  expect(await next('adopt')).toMatchObject({ plugin: 'a', state: 'rejected', because: { code: 'plugin.broken' } })
  expect(steps).toEqual([])
  expect(await next('', aPlugin('a', 'none'))).toMatchObject({ plugin: 'a', state: 'blocked', because: { code: 'plugin.unavailable' } })
  expect(steps.splice(0)).toEqual(['adopt a 2.0.0', 'adopt a 1.0.0'])
  expect(await next('start')).toMatchObject({ plugin: 'a', state: 'failed', because: { code: 'plugin.broken' } })
  expect(steps).toEqual(['adopt a 2.0.0', 'adopt a 1.0.0'])
  expect(faults).toEqual(['a/ disk full', 'a/ secret'])
  expect([await states(), cycle.installs.get('a')?.admitted.plugin.version]).toEqual([{ a: active }, '1.0.0'])
})
test('[PLUGIN-8] a version of a plugin that was not there is added, and forgets why it was rejected before', async () => {
  const answers = [{ rejected: because('No.') }, admitted(aPlugin('a'))]
  const { cycle, steps, states, begin } = bench({ admit: async () => answers.shift() as Admission })
  await begin(aPlugin('a'))
  expect(await cycle.replace(aPlugin('a'))).toEqual({ plugin: 'a', ...active })
  expect([await states(), steps]).toEqual([{ a: active }, ['adopt a 1.0.0', 'open a 1.0.0']])
})
test('[PLUGIN-7] what fails while it closes is told, and the plugin is gone all the same', async () => {
  const { cycle, told, faults, states, operations, begin } = bench({
    activate: async ({ plugin }) => running(plugin, [], new Error(`${plugin.version} hangs`)),
  })
  await begin(aPlugin('a'), aPlugin('b'))
  await cycle.replace(ofVersion(aPlugin('a'), '2.0.0'))
  await cycle.remove('a')
  await cycle.remove('nobody')
  expect([await states(), cycle.installs.has('a'), cycle.version, operations()]).toEqual([{ b: active }, false, 4, 4])
  expect(told.slice(-3)).toEqual(['a stopping', 'a stopped', 'a stopped'])
  expect(faults).toEqual(['a/ 1.0.0 hangs', 'a/ 2.0.0 hangs'])
})
test('[SDK-4] removing a plugin that is not there changes nothing, and replacing it adds it', async () => {
  const { cycle, told, states, begin } = bench()
  await begin(aPlugin('a'))
  const before = told.length
  await cycle.remove('b')
  expect([await states(), told.length]).toEqual([{ a: active }, before])
  expect(await cycle.replace(aPlugin('b'))).toEqual({ plugin: 'b', ...active })
  expect(await states()).toEqual({ a: active, b: active })
})
test('[SDK-4] stopping ends the plugins in the other order of their start, and nothing starts afterwards', async () => {
  const { cycle, told, steps, states, begin } = bench()
  await begin(aPlugin('b', 'a'), aPlugin('a'), aPlugin('c', 'none'))
  await cycle.stop()
  expect(steps).toEqual(['close b 1.0.0', 'close a 1.0.0'])
  expect(told).toEqual(['b stopping', 'b stopped', 'a stopping', 'a stopped', 'c stopped'])
  await cycle.add(aPlugin('d'))
  expect(await states()).toMatchObject({ a: { state: 'stopped' }, c: { state: 'stopped' }, d: { state: 'registered' } })
})
test('[SDK-5] a running plugin is suspended and active again; of one that stays suspended only the reason changes', async () => {
  const { cycle, told, states, operations, begin } = bench()
  await begin(aPlugin('a'), aPlugin('b', 'none'))
  for (const id of ['b', 'nobody']) cycle.suspend(id, because('Off.'))
  cycle.suspend('a', undefined)
  expect([told, operations()]).toEqual([[], 1])
  cycle.suspend('a', because('Off until ten.'))
  cycle.suspend('a', because('Off until eleven.'))
  expect([told, operations()]).toEqual([['a suspended'], 2])
  expect((await states())['a']).toEqual({ state: 'suspended', because: because('Off until eleven.') })
  cycle.suspend('a', undefined)
  expect([told, operations(), (await states())['a']]).toEqual([['a suspended', 'a active'], 3, active])
})
test('[PLUGIN-5] a plugin that stays blocked is told again only when the reason is another', async () => {
  const { cycle, told, states, begin } = bench()
  await begin(aPlugin('a', 'b'), aPlugin('c', 'b', 'd'))
  await cycle.add(aPlugin('x'))
  expect(told.filter((line) => !line.startsWith('x'))).toEqual([])
  await cycle.add(aPlugin('b'))
  expect(told.filter((line) => line.startsWith('c'))).toEqual(['c blocked'])
  const why = 'The plugin c is not available. c/p needs the service d/s@1, which no plugin gives.'
  expect((await states())['c']).toMatchObject({ state: 'blocked', because: { message: why } })
})
