import { expect, test } from 'vitest'
import { z } from 'zod'
import type { PluginUse } from '../plugin.js'
import { admit, exclusivesOf, type GrantPolicy, isCovered, shownBy } from './admission.js'

const schema = z.any()
const run = () => undefined
const permission = 'workspace.access'
const item = (kind: string, id: string, more: object = {}) => ({
  contribution: 1,
  kind,
  id: `acme.x/${id}`,
  title: 'T',
  permission,
  ...more,
})
const provider = (id: string, more: object = {}) => item('provider', id, { output: schema, watch: run, ...more })
const action = (id: string, more: object = {}) => item('action', id, { run, ...more })
const service = (id: string, ...needs: readonly object[]) =>
  item('service', id, { create: run, token: {}, uses: Object.fromEntries(needs.map((key, at) => [`it${at}`, key])) })
const grant = (opens: string, ...paths: readonly string[]) => ({ key: opens, grant: `${opens} ${paths.join()}`, opens, paths })
const key = (name: string, optional?: true) => ({ key: `acme.x/${name}`, ...(optional && { optional }) })

interface Given {
  readonly contributes?: readonly object[]
  readonly plugin?: object
  readonly config?: unknown
  readonly policy?: GrantPolicy
  readonly taken?: Readonly<Record<string, string>>
  readonly there?: readonly string[]
}
async function admitted({ contributes = [], plugin = {}, config, policy = 'declared', taken = {}, there = [] }: Given) {
  const value = { id: 'acme.x', version: '1.0.0', host: '1.0', contributes, ...plugin }
  const given = { plugin: 'acme.x', value, config } as unknown as PluginUse
  return admit(given, policy, { isThere: (id) => there.includes(id), giverOf: (name) => taken[name] })
}
async function refusal(given: Given) {
  const admission = await admitted(given)
  return 'rejected' in admission ? admission.rejected : undefined
}
const because = async (...contributes: readonly object[]) =>
  (await refusal({ contributes, plugin: { grants: [everything] } }))?.message.replace('The plugin acme.x is broken. ', '')
const everything = grant('records', 'company.name')

test('[SDK-3] a plugin hears who else gives what it gives, and what host it needs', async () => {
  const unavailable = (text: string) => ({
    code: 'plugin.unavailable',
    message: `The plugin acme.x is not available. ${text}`,
    details: { plugin: 'acme.x', because: text },
  })
  expect(await refusal({ there: ['acme.x'] })).toEqual(unavailable('There already is a plugin with this id. The first one stays.'))
  expect(await refusal({ there: ['acme.y'] })).toBeUndefined()
  for (const host of ['1.1', '2.0', '0.0'])
    expect(await refusal({ plugin: { host } })).toEqual(unavailable(`It needs the host API ${host}; this host has 1.0.`))
  const twice = { contributes: [service('mail')], taken: { 'acme.x/mail': 'acme.y' } }
  expect(await refusal(twice)).toEqual(unavailable('It gives acme.x/mail, and so does acme.y. Only one plugin can give it.'))
})

test('[SDK-3] services, resources, properties, object types and elements are given by one plugin alone', () => {
  const kinds = ['service', 'resource', 'property', 'object-type', 'element', 'provider', 'tab']
  const contributes = kinds.map((kind) => item(kind, kind)) as never
  expect(exclusivesOf({ id: 'acme.x', version: '1', host: '1.0', contributes })).toEqual([
    ...['acme.x/service', 'acme.x/resource', 'acme.x/property', 'acme.x/object-type', 'the element <acme-x-element>'],
  ])
})

test('[PLUGIN-3] a grant is covered by the same verb for each of its paths', () => {
  const granted = new Set(['read company.name', 'edit company.name', 'read company.arr'])
  const covers = (opens: string, ...paths: readonly string[]) => isCovered(grant(opens, ...paths) as never, granted)
  expect(['records', 'all-records', 'any-records', 'edits'].map((opens) => covers(opens, 'company.name'))).toEqual(Array(4).fill(true))
  const others = ['creates', 'archives', 'notifies', 'any-writes', 'providers', 'fetcher']
  expect(others.map((opens) => covers(opens, 'company.name'))).toEqual(Array(6).fill(false))
  expect([covers('records', 'company.name', 'company.arr'), covers('edits', 'company.name', 'company.arr')]).toEqual([true, false])
})

test('[PLUGIN-3] each kind of contribution has rights that it may not hold', async () => {
  const opened = ['records', 'all-records', 'any-records', 'providers', 'edits', 'creates', 'archives', 'notifies', 'any-writes', 'fetcher']
  const makes: Readonly<Record<string, (uses: object) => object>> = {
    provider: (uses) => provider('p', { uses }),
    action: (uses) => action('a', { uses }),
    service: (uses) => ({ ...service('s'), uses }),
    resource: (uses) => ({ ...item('resource', 'r', { open: run, token: {} }), uses }),
    job: (uses) => item('job', 'j', { of: { objectType: 'company' }, on: { occasion: 'at', property: 'p' }, select: schema, run, uses }),
  }
  const allowed = async (kind: string) => {
    const found = await Promise.all(
      opened.map(async (opens) => {
        const it = grant(opens, 'x')
        return (await refusal({ contributes: [makes[kind]?.({ it }) ?? {}], plugin: { grants: [it] } })) === undefined ? opens : undefined
      }),
    )
    return found.filter((opens) => opens !== undefined)
  }
  expect(await allowed('action')).toEqual(opened)
  expect(await allowed('provider')).toEqual(['records', 'all-records', 'any-records', 'providers'])
  expect(await allowed('service')).toEqual(['records', 'all-records', 'any-records', 'providers'])
  expect(await allowed('resource')).toEqual([])
  expect(await allowed('job')).toEqual(['records', 'all-records', 'edits', 'creates', 'archives', 'notifies', 'fetcher'])
  expect(await because(provider('p', { uses: { it: grant('edits', 'x') } }))).toBe(
    'A provider may not hold the right to edits x: acme.x/p.',
  )
  expect(await because(action('a', { uses: { it: grant('edits', 'x') } }))).toBe('acme.x/a uses more than the plugin declares: edits x.')
})

test('[PLUGIN-2] a contribution uses the configuration of its own plugin alone, where there is one', async () => {
  const uses = (configures: string) => ({ uses: { it: { key: `config ${configures}`, configures } } })
  const text = (id: string) => `acme.x/p uses the configuration of ${id}, which is not the plugin's own.`
  const config = { schema: z.strictObject({}) }
  expect(await because(provider('p', uses('acme.x')))).toBe(text('acme.x'))
  const message = async (id: string) => (await refusal({ contributes: [provider('p', uses(id))], plugin: { config } }))?.message
  expect(await message('acme.x')).toBeUndefined()
  expect(await message('acme.y')).toContain(text('acme.y'))
})

test('[PLUGIN-2] a configuration is checked, frozen with its defaults, and refused where none is taken', async () => {
  const config = { schema: z.strictObject({ days: z.int().default(90), mail: z.strictObject({ to: z.string() }).optional() }) }
  expect(await admitted({ plugin: { config } })).toMatchObject({ admitted: { config: { days: 90 }, granted: new Set() } })
  expect(await admitted({})).toMatchObject({ admitted: { config: undefined } })
  expect(await refusal({ config: {} })).toEqual({
    ...{ code: 'config.invalid', message: 'The plugin acme.x takes no configuration.', details: { plugin: 'acme.x', path: [] } },
  })
  expect(await refusal({ plugin: { config }, config: { mail: { to: 7 }, days: 1 } })).toMatchObject({
    ...{ code: 'config.invalid', message: expect.stringContaining('The configuration of acme.x is wrong. ') },
    details: { plugin: 'acme.x', path: ['mail', 'to'] },
  })
  const made = await admitted({ plugin: { config }, config: { mail: { to: 'a' } } })
  const value = 'admitted' in made ? (made.admitted.config as { readonly mail: object }) : undefined
  expect([Object.isFrozen(value), Object.isFrozen(value?.mail)]).toEqual([true, true])
})

test('[PLUGIN-3] rights are given line by line; one that is refused stops the plugin unless it is optional', async () => {
  const [names, arr] = [grant('records', 'company.name'), grant('records', 'company.arr')]
  const plugin = { grants: [names, arr] }
  const policy: GrantPolicy = ({ plugin: id, grant: line }) => id === 'acme.x' && line !== arr.grant
  const of = (uses: object) => ({ contributes: [provider('p', { uses })], plugin, policy })
  expect((await refusal(of({ names, arr })))?.message).toContain('It was not granted to records company.arr, which acme.x/p needs.')
  expect(await admitted(of({ names, arr: { ...arr, optional: true } }))).toMatchObject({
    admitted: { granted: new Set(['read company.name']) },
  })
})

test('[ACC-1] a permission of the plugin’s own has to be contributed, or nobody could give it', async () => {
  const text = 'acme.x/p needs the permission acme.x/send, which the plugin does not contribute, so that nobody could give it.'
  expect(await because(provider('p', { permission: 'acme.x/send' }))).toBe(text)
  expect(await because(provider('p', { permission: 'acme.x/send' }), item('permission', 'send'))).toBeUndefined()
  expect(await because(provider('p', { permission: 'acme.x/send' }), action('send'))).toBe(text)
  expect(await because(provider('p', { permission: 'acme.xy/send' }))).toBeUndefined()
})

test('[SEC-11] a public link names a provider, and an action that takes answers, of its own plugin', async () => {
  const link = (more: object) => item('public-link', 'l', { from: 'acme.x/p', file: 'a.ics', ...more })
  expect(await because(link({}))).toBe('acme.x/l gives what the provider acme.x/p answers, which the plugin does not contribute.')
  expect(await because(link({}), action('p'))).toContain('gives what the provider')
  expect(await because(link({}), provider('p'))).toBeUndefined()
  const takes = 'acme.x/l hands answers to the action acme.x/a, which the plugin does not contribute.'
  expect(await because(link({ takes: 'acme.x/a' }), provider('p'))).toBe(takes)
  expect(await because(link({ takes: 'acme.x/a' }), provider('p'), provider('a'))).toBe(takes)
  expect(await because(link({ takes: 'acme.x/a' }), provider('p'), action('a'))).toBeUndefined()
})

test('[SEC-11] a webhook names an action that takes its example and commits once', async () => {
  const hook = (example = '{"days":1}') => item('webhook', 'w', { takes: 'acme.x/a', example })
  const input = z.strictObject({ days: z.int() })
  expect(await because(hook(), action('a', { input }))).toBeUndefined()
  const missing = 'acme.x/w hands deliveries to the action acme.x/a, which the plugin does not contribute.'
  expect([await because(hook()), await because(hook(), provider('a'))]).toEqual([missing, missing])
  expect(await because(hook(), action('a'))).toBe('acme.x/w hands deliveries to acme.x/a, which takes no input.')
  expect(await because(hook('{"days":"x"}'), action('a', { input }))).toContain('The example of acme.x/w is no input of acme.x/a: ')
  const writes = grant('any-writes', '*')
  const often = { contributes: [hook(), action('a', { input, uses: { writes } })], plugin: { grants: [writes] } }
  expect((await refusal(often))?.message).toContain(
    'acme.x/w hands deliveries to acme.x/a, which may commit more than once. Its changes have to be staged by typed grants.',
  )
})

test('[SDK-3] what a tab shows of its own plugin is there, and of the right kind', async () => {
  const tab = item('tab', 't', { block: { kind: 'metric', provider: 'acme.x/p', value: 'v' } })
  expect(await because(tab)).toBe('acme.x/t shows the provider acme.x/p, which the plugin does not contribute.')
  expect(await because(tab, action('p'))).toBe('acme.x/t shows the provider acme.x/p, which the plugin does not contribute.')
  expect(await because(tab, provider('p'))).toBeUndefined()
  expect(shownBy(tab as never).map(({ kind, id }) => `${kind} ${id}`)).toContain('provider acme.x/p')
})

test('[SDK-4] services that need each other, also where they wish for each other, are a circle', async () => {
  const text = 'Its services need each other in a circle: acme.x/b → acme.x/c → acme.x/b.'
  expect(await because(service('a', key('b')), service('b', key('c')), service('c', key('b')))).toBe(text)
  expect(await because(service('a', key('b')), service('b', key('c', true)), service('c', key('b')))).toBe(text)
  expect(await because(service('a', key('b'), key('c')), service('b', key('c')), service('c', key('z')))).toBeUndefined()
})
