import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import { isHostKey, type KeyringEnv, openKeys } from './keyring.js'

const session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const grant = (opens: string, ...paths: readonly string[]) => ({ key: opens, grant: `${opens} ${paths.join()}`, opens, paths })
const token = (key: string) => ({ key })
const giving = (id: string, granted: readonly string[] = []) =>
  ({
    ...{ admitted: { plugin: { id }, config: { days: 90 }, granted: new Set(granted) } },
    ...{ services: new Map<string, unknown>(), sessions: new WeakMap() },
  }) as never
const rights = [
  'read company.name',
  'edit company.name',
  'create company',
  'archive company',
  'notify company',
  'write *',
  'read *',
  'fetch x',
]
const named =
  (name: string) =>
  (...given: readonly unknown[]) => [name, ...given]
const opener = Object.fromEntries(['openRecords', 'openAllRecords', 'openAnyRecords'].map((name) => [name, named(name)]))
const staged = Object.fromEntries(['anything', 'archives', 'notifies', 'edits', 'creates'].map((name) => [name, named(name)]))
const envOf = (more: object = {}) =>
  ({
    ...{ opener, hostServices: {}, giver: () => undefined, items: named('items') },
    settings: { read: (key: { readonly key: string }, of: object) => ({ value: [key.key, of] }) },
    caller: () => ({ read: named('read'), watch: () => of('watched') }),
    fetchPort: { fetch: named('fetch') },
    ...more,
  }) as unknown as KeyringEnv
function open(key: object, holder: object = {}, env = envOf()): unknown {
  const contribution = { kind: 'action', id: 'acme.x/a', uses: { it: key } } as never
  return openKeys(contribution, { activation: giving('acme.x', rights), session, ...holder } as never, env)['it']
}
function problemOf(make: () => unknown): unknown {
  try {
    return make()
  } catch (error) {
    return isTenureError(error) ? error.problem : error
  }
}
const noUser = (key: string) => ({
  code: 'plugin.broken',
  message: `The plugin acme.x is broken. A resource knows no user, so it cannot use ${key}.`,
  details: { plugin: 'acme.x', contribution: key },
})

test('[PLUGIN-3] each right opens what it says, for the user and by the plugin', () => {
  const call = { once: false }
  expect(open(grant('records', 'company.name'))).toEqual(['openRecords', session, 'acme.x', ['company.name'], call])
  expect(open(grant('all-records', 'company.name'))).toEqual(['openAllRecords', session, 'acme.x', ['company.name'], call])
  expect(open(grant('any-records', '*'))).toEqual(['openAnyRecords', session, 'acme.x', call])
  const { signal } = new AbortController()
  expect(open(grant('any-records', '*'), { once: true, signal })).toEqual(['openAnyRecords', session, 'acme.x', { once: true, signal }])
  const stage = () => staged
  expect(open(grant('edits', 'company.name'), { stage })).toEqual(['edits', ['company.name']])
  expect(open(grant('creates', 'company'), { stage })).toEqual(['creates', ['company']])
  expect(open(grant('archives', 'company'), { stage })).toEqual(['archives', ['company']])
  expect(open(grant('notifies', 'company'), { stage })).toEqual(['notifies', ['company']])
  expect(open(grant('any-writes', '*'), { stage })).toEqual(['anything'])
})

test('[PLUGIN-3] a right that was not granted opens nothing', () => {
  expect(open(grant('records', 'company.arr'))).toBeUndefined()
  expect(open(grant('edits', 'company.name', 'company.arr'), { stage: () => staged })).toBeUndefined()
})

test('[PLUGIN-3] what knows no user, or stages nothing, opens no right that needs it', () => {
  const without = { session: undefined }
  expect(problemOf(() => open(grant('records', 'company.name'), without))).toEqual(noUser('records company.name'))
  expect(problemOf(() => open({ ...token('settings acme.x/s'), kind: 'settings' }, without))).toEqual(noUser('settings acme.x/s'))
  expect(problemOf(() => open(grant('edits', 'company.name')))).toEqual({
    code: 'internal.invariant',
    message: 'edits company.name is opened outside an action.',
    details: { invariant: 'only actions stage' },
  })
})

test('[PLUGIN-3] a fetcher needs no user, and says which plugin fetches and when to stop', () => {
  const { signal } = new AbortController()
  const fetcher = (holder: object) => open(grant('fetcher', 'x'), holder) as { fetch(request: unknown): unknown }
  expect(fetcher({ session: undefined }).fetch('r')).toEqual(['fetch', 'r', { plugin: 'acme.x' }])
  expect(fetcher({ signal }).fetch('r')).toEqual(['fetch', 'r', { plugin: 'acme.x', signal }])
})

test('[SDK-4] configuration, points and settings are opened under the names of the contribution', () => {
  expect(open({ ...token('config acme.x'), configures: 'acme.x' })).toEqual({ days: 90 })
  const point = { ...token('acme.y/point@1'), item: {} }
  expect(open(point)).toEqual(['items', point])
  expect(open({ ...token('settings acme.x/s'), kind: 'settings' })).toEqual(['settings acme.x/s', session])
})

test('[SDK-4] the host gives a service to every plugin, or to those that it names', () => {
  const given: object[] = []
  const service = (more: object = {}) => ({ open: (of: object) => given.push(of), ...more })
  const hostServices = { 'core/a@1': service(), 'core/b@1': service({ for: ['acme.x'] }) } as never
  const is = (key: string, plugin: string) => isHostKey(key, plugin, { hostServices })
  expect([is('core/a@1', 'acme.y'), is('core/b@1', 'acme.x'), is('core/b@1', 'acme.y'), is('toString', 'acme.x')]).toEqual([
    ...[true, true, false, false],
  ])
  open(token('core/a@1'), { key: 'once' }, envOf({ hostServices }))
  open(token('core/b@1'), { session: undefined }, envOf({ hostServices }))
  expect(given).toEqual([{ plugin: 'acme.x', session, key: 'once' }, { plugin: 'acme.x' }])
})

test('[SDK-4] a service that is missing is an error, unless it is only wished for', () => {
  expect(open({ ...token('acme.y/s@1'), optional: true })).toBeUndefined()
  expect(problemOf(() => open(token('acme.y/s@1')))).toMatchObject({
    ...{ code: 'plugin.unavailable', details: { plugin: 'acme.x', because: 'The service acme.y/s@1 is missing.' } },
  })
})

const giver = (contribution: object, activation = giving('acme.y')) => envOf({ giver: () => ({ activation, contribution }) })
test('[SDK-4] a service of another plugin is made once for each session; a resource is there for all', () => {
  const made: unknown[] = []
  const create = (of: { readonly session: unknown }) => ({ number: made.push(of.session) })
  const env = giver({ kind: 'service', id: 'acme.y/s', create })
  const first = open(token('acme.y/s@1'), {}, env)
  expect(open(token('acme.y/s@1'), {}, env)).toBe(first)
  expect(open(token('acme.y/s@1'), { session: { ...session, user: 'ben' } }, env)).toEqual({ number: 2 })
  expect(made).toEqual([session, { ...session, user: 'ben' }])
  expect(problemOf(() => open(token('acme.y/s@1'), { session: undefined }, env))).toEqual(noUser('acme.y/s@1'))
  const activation = giving('acme.y') as { readonly services: Map<string, unknown> }
  activation.services.set('acme.y/r@1', 'the resource')
  const resource = giver({ kind: 'resource', id: 'acme.y/r' }, activation as never)
  expect(open(token('acme.y/r@1'), { session: undefined }, resource)).toBe('the resource')
})

test('[SDK-5] a service that cannot be made says so each time, and keeps an error of its own', () => {
  let tries = 0
  const boom = new Error('boom')
  const create = () => {
    tries += 1
    throw boom
  }
  const env = giver({ kind: 'service', id: 'acme.y/s', create })
  for (const attempt of [1, 2]) {
    expect(problemOf(() => open(token('acme.y/s@1'), {}, env))).toEqual({
      code: 'plugin.broken',
      message: 'The plugin acme.y is broken. Its service acme.y/s could not be made.',
      details: { plugin: 'acme.y', contribution: 'acme.y/s' },
    })
    expect(tries).toBe(attempt)
  }
  const own = new TenureError('access.denied', 'Not for you.', { missing: 'x' })
  const refuses = () => {
    throw own
  }
  expect(problemOf(() => open(token('acme.y/s@1'), {}, giver({ kind: 'service', id: 'acme.y/s', create: refuses })))).toBe(own.problem)
})

test('[SDK-4] a service that needs itself through others is broken, and does not run forever', () => {
  const contribution = { kind: 'service', id: 'acme.y/s', uses: { it: token('acme.y/s@1') }, create: () => 'made' }
  expect(problemOf(() => open(token('acme.y/s@1'), {}, giver(contribution)))).toMatchObject({
    ...{ code: 'plugin.broken', message: expect.stringContaining('The service acme.y/s needs itself, through other services.') },
  })
})

test('[SDK-4] a resource of the plugin itself is opened before any of the same name', () => {
  const activation = giving('acme.x') as { readonly services: Map<string, unknown> }
  activation.services.set('acme.x/r@1', 'its own')
  expect(open(token('acme.x/r@1'), { activation }, giver({ kind: 'service', id: 'acme.x/r', create: () => 'another' }))).toBe('its own')
})
