import { memory, record } from '@tenure/memory'
import { aUser, createFakeClock, createTestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineToken, type Token } from '../base/key.js'
import { getValue } from '../base/outcome.js'
import { UserZones } from '../base/user-zones.js'
import { auditContract } from '../contract/administration/audit-contract.js'
import { AccountEdition } from '../contract/administration/edition.js'
import { RemovedRecords, SavedViews } from '../contract/collection/saved-views.js'
import { KeptAddresses } from '../contract/outside/kept-addresses.js'
import { defineProvider } from '../contract/provider.js'
import { defineResource } from '../contract/service.js'
import { definePlugin, type Plugin, use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import { KnownCriterionKinds } from '../score/model/known-criterion-kinds.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { createHost } from './create-host.js'

const users = [aUser({ id: 'root', name: 'Root', superAdmin: true }), { ...aUser({ id: 'anna', name: 'Anna' }), timeZone: 'Europe/Berlin' }]
const seed = { users, records: [record(Company, 'c1', { name: 'Northwind' })] }
const aPlugin = (id: string, contributes: readonly unknown[], more: object = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', host: '1.0', contributes: contributes as never[], ...more })
const asking = (id: string, token: Token<unknown>, answer: (it: never) => unknown = () => 1) =>
  defineProvider({
    ...{ id: `${id}/p`, permission: 'workspace.access', output: z.any(), uses: { it: token } },
    watch: async ({ it }: { readonly it: unknown }) => answer(it as never),
  } as never)
const open = (...plugins: readonly Plugin[]) =>
  createTestHost({ plugins: plugins.map((plugin) => use(plugin)), storage: memory(seed) as unknown as StorageAdapter })

test('[BEY-13] [SEC-15] the desks of the core are given to no other plugin; what all may ask is given to each', async () => {
  const desks = ['page', 'people', 'object-types', 'pipelines', 'mapping', 'security', 'score-desk', 'jobs-desk', 'public-link-desk']
  const closed = desks.map((desk) => aPlugin(`acme.${desk}`, [asking(`acme.${desk}`, defineToken(`tenure.core/${desk}@1`))]))
  const all = { UserZones, KeptAddresses, AccountEdition, RemovedRecords, SavedViews, KnownCriterionKinds }
  const given = Object.values(all).map((token, at) => aPlugin(`acme.open${at}`, [asking(`acme.open${at}`, token)]))
  await using host = await open(...closed, ...given)
  const states = (await firstValueFrom(host.states)).filter(({ plugin }) => plugin.startsWith('acme'))
  expect(states.map(({ plugin, state }) => `${plugin} ${state}`)).toEqual([
    ...desks.map((desk) => `acme.${desk} blocked`),
    ...given.map(({ id }) => `${id} active`),
  ])
})

test('[SDK-3] [EDN-3] plugins learn the zones of users, UTC of one that is not there, and the edition of the account', async () => {
  const zones = asking('acme.zones', UserZones, ({ zoneOf }: UserZones) => ['anna', 'nobody'].map(zoneOf))
  const edition = asking('acme.edition', AccountEdition, ({ name }: AccountEdition) => name)
  await using host = await open(aPlugin('acme.zones', [zones]), aPlugin('acme.edition', [edition]))
  const read = (id: string) => host.as('anna').read({ id } as never)
  expect([await read('acme.zones/p'), await read('acme.edition/p')]).toEqual([
    { ok: true, value: ['Europe/Berlin', 'UTC'] },
    { ok: true, value: expect.stringMatching(/^(professional|enterprise)$/) },
  ])
})

test('[SDK-5] a host whose critical plugin fails is not there: what it opened is closed, and its store too', async () => {
  const steps: string[] = []
  const storage = memory(seed) as unknown as StorageAdapter
  const closing: StorageAdapter = { ...storage, close: () => storage.close().then(() => void steps.push('store closed')) }
  const good = defineResource({
    token: defineToken('acme.good/r@1'),
    open: ({ scope }) => scope.own(() => void steps.push('plugin closed')),
  })
  const bad = defineResource({ token: defineToken('acme.bad/r@1'), open: () => Promise.reject(new Error('x')) })
  const plugins = [use(aPlugin('acme.good', [good])), use(aPlugin('acme.bad', [bad], { critical: true }))]
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const failed = await createHost({ storage: closing, plugins, grants: 'declared', clock }).catch((error: unknown) => error)
  expect(failed).toMatchObject({ code: 'config.invalid', problem: { details: { plugin: 'acme.bad', path: [] } } })
  expect(steps).toEqual(['plugin closed', 'store closed'])
})

test('[SEC-13] who is refused for want of a right is in the audit, with what was called and what is missing', async () => {
  await using host = await open()
  expect(await host.as('anna').read(auditContract, {})).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  await host.as('anna', 'api').read({ id: 'tenure.core/jobs' } as never)
  await host.idle()
  const { entries } = getValue(await host.as('root').read(auditContract, { kinds: ['refusal'] }))
  const shown = entries.map(({ id: _, at: __, ...rest }) => rest).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const base = { kind: 'refusal', what: 'was refused', detail: 'superAdmin', user: 'anna', workspace: 'main', times: 1 }
  const message = 'Only super admins may do this.'
  expect(shown).toEqual([
    { ...base, name: 'Audit', source: 'page', data: { contract: 'tenure.core/audit', message } },
    { ...base, name: 'Jobs', source: 'api', data: { contract: 'tenure.core/jobs', message } },
  ])
})

test('[SUM-8] [SEC-13] who is refused while viewing as another is named, not the one who is viewed', async () => {
  await using host = await open()
  const viewed = getValue(await host.viewAs('root', 'anna'))
  expect(await viewed.read(auditContract, {})).toMatchObject({ ok: false })
  await host.idle()
  const { entries } = getValue(await host.as('root').read(auditContract, { kinds: ['refusal'] }))
  expect(entries.map(({ user, name }) => [user, name])).toEqual([['root', 'Audit']])
})
