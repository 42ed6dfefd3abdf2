import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { minutes } from '../../base/duration.js'
import { getValue } from '../../base/outcome.js'
import { defineAction } from '../../contract/action.js'
import { personContract, savePersonContract } from '../../contract/administration/people-contract.js'
import { creates } from '../../contract/grant.js'
import { createPublicLinkContract, publicLinksContract, revokePublicLinkContract } from '../../contract/outside/public-link-contract.js'
import { type Delivery, defineWebhook, type WebhookPort } from '../../contract/outside/webhook.js'
import { TenureError } from '../../errors/tenure-error.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { Company } from '../../schema/object-types.js'
import { rowOf } from '../../schema/row.js'
import type { Host } from '../host.js'

const New = creates(Company.name)
const add = defineAction({
  id: 'acme.hook/add',
  title: 'Add a company',
  permission: 'workspace.access',
  input: z.strictObject({ name: z.string().min(1), busy: z.boolean().exactOptional() }),
  uses: { companies: New },
  run({ input: { name, busy }, companies }) {
    companies.create({ name })
    if (busy === true) throw new TenureError('storage.failed', 'The store is busy.', { transient: true })
  },
})
const hook = defineWebhook({ id: 'acme.hook/new', title: 'New companies', takes: add, example: { name: 'Northwind' } })
const plugin = definePlugin({ id: 'acme.hook', version: '1.0.0', host: '1.0', grants: [New], contributes: [add, hook] })
const all = { view: 'all', edit: 'all', delete: 'none' } as const
const users = [
  { id: 'root', name: 'Root', seat: true, superAdmin: true },
  { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': all } },
]
/** A secret that is easy to read; its text says whether a signature is right. */
const webhooks: WebhookPort = {
  secretOf: (id) => `whsec_${id}`,
  isSigned: (id, { signature }) => signature === `by ${id}`,
}
const open = (more: { readonly webhooks?: WebhookPort } = { webhooks }) =>
  createTestHost({ plugins: [use(plugin)], storage: memory({ users }), ...more })
const make = async (host: Host) => getValue(await host.as('anna').act(createPublicLinkContract, { kind: 'acme.hook/new', name: 'Shop' }))
const now = Date.UTC(2026, 5, 30, 12) / 1000
const toDelivery = (webhook: string, more: Partial<Delivery> = {}): Delivery => ({
  ...{ id: 'msg_1', timestamp: String(now), signature: `by ${webhook}`, body: new Uint8Array() },
  ...more,
})
const namesIn = async (host: Host) =>
  (await host.as('root').records.list({ select: rowOf(Company.name) })).rows.map(({ name }) => name).toSorted()

test('[SEC-11] a webhook is made with an address and a secret, and its delivery is taken once in the name of its maker', async () => {
  await using host = await open()
  const made = await make(host)
  expect(made).toEqual({ id: made.id, path: `/hooks/${made.id}`, secret: `whsec_${made.id}` })
  const opened = host.openWebhook(made.id, toDelivery(made.id))
  const done = { ok: true, value: undefined }
  expect(await opened?.take({ name: 'Northwind' })).toEqual(done)
  expect(await opened?.take({ name: 'Fabrikam' })).toEqual(done)
  expect(await opened?.take({ name: '' })).toEqual(done)
  expect(await host.openWebhook(made.id, toDelivery(made.id, { id: 'msg_2' }))?.take({ name: 'Tasman' })).toEqual(done)
  expect(await namesIn(host)).toEqual(['Northwind', 'Tasman'])
})

test('[SEC-11] two deliveries with one id at the same moment are both answered as taken, and run once', async () => {
  await using host = await open()
  const { id } = await make(host)
  const opened = [1, 2].map(() => host.openWebhook(id, toDelivery(id)))
  const outcomes = await Promise.all(opened.map((each) => each?.take({ name: 'Northwind' })))
  expect(outcomes).toEqual([
    { ok: true, value: undefined },
    { ok: true, value: undefined },
  ])
  expect(await namesIn(host)).toEqual(['Northwind'])
})

test('[SEC-11] a delivery is in time up to five minutes before and after now, and its headers are of the form of the convention', async () => {
  await using host = await open()
  const { id } = await make(host)
  const isOpen = (more: Partial<Delivery>): boolean => host.openWebhook(id, toDelivery(id, more)) !== undefined
  for (const [timestamp, opens] of [
    [String(now - 300), true],
    [String(now + 300), true],
    [String(now - 301), false],
    [String(now + 301), false],
    [`0${now}`, true],
    [`000${now}`, false],
    [`${now}.0`, false],
    [` ${now}`, false],
    ['', false],
  ] as const)
    expect([timestamp, isOpen({ timestamp })]).toEqual([timestamp, opens])
  for (const [delivery, opens] of [
    ['m', true],
    ['m'.repeat(200), true],
    ['m'.repeat(201), false],
    ['', false],
    ['a.b', false],
    ['a b', false],
    ['!~-/', true],
    ['é', false],
  ] as const)
    expect([delivery, isOpen({ id: delivery })]).toEqual([delivery, opens])
})

test('[SEC-11] nothing is opened by a wrong signature, for an id that is none, or where the host has no secrets', async () => {
  await using host = await open()
  const { id } = await make(host)
  expect(host.openWebhook(id, toDelivery(id, { signature: 'by another' }))).toBeUndefined()
  expect(host.openWebhook('none', toDelivery('none'))).toBeUndefined()
  getValue(await host.as('anna').act(revokePublicLinkContract, { id }))
  expect(host.openWebhook(id, toDelivery(id))).toBeUndefined()
  await using bare = await open({})
  expect(bare.openWebhook(id, toDelivery(id))).toBeUndefined()
  expect(await bare.as('anna').act(createPublicLinkContract, { kind: 'acme.hook/new', name: 'Shop' })).toMatchObject({
    problem: { code: 'config.missing', details: { setting: 'webhooks' } },
  })
})

test('[SEC-11] [ACC-10] a webhook is closed while its plugin or its maker is away', async () => {
  await using host = await open()
  const { id } = await make(host)
  const root = host.as('root')
  await host.remove('acme.hook')
  expect(host.openWebhook(id, toDelivery(id))).toBeUndefined()
  await host.add(use(plugin))
  expect(host.openWebhook(id, toDelivery(id))).toBeDefined()
  const { version } = getValue(await root.read(personContract, { user: 'anna' }))
  getValue(await root.act(savePersonContract, { user: 'anna', version, values: { active: false } }))
  expect(host.openWebhook(id, toDelivery(id))).toBeUndefined()
})

test('[SEC-11] what the action refuses is not taken: the sender may try again with the same id', async () => {
  await using host = await open()
  const { id } = await make(host)
  const take = (input: unknown) => host.openWebhook(id, toDelivery(id))?.take(input)
  expect(await take({ name: '' })).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  expect(await take({ name: 'Northwind', busy: true })).toMatchObject({ ok: false, problem: { code: 'storage.failed' } })
  expect(await namesIn(host)).toEqual([])
  expect(getValue(await host.as('anna').read(publicLinksContract)).links.map(({ openedAt }) => openedAt)).toEqual([undefined])
  expect(await take({ name: 'Northwind' })).toEqual({ ok: true, value: undefined })
  expect(await namesIn(host)).toEqual(['Northwind'])
})

test('[SEC-11] the list says when a webhook last took a delivery, and offers its kind with an example', async () => {
  await using host = await open()
  const { id } = await make(host)
  await host.advance(minutes(2))
  await host.openWebhook(id, toDelivery(id))?.take({ name: 'Northwind' })
  await host.idle()
  const { kinds, links } = getValue(await host.as('anna').read(publicLinksContract))
  expect(kinds).toEqual([
    { kind: 'acme.hook/new', title: 'New companies', description: '', webhook: { example: '{\n  "name": "Northwind"\n}' } },
  ])
  expect(links).toMatchObject([{ id, kind: 'acme.hook/new', name: 'Shop', openedAt: (now + 120) * 1000 }])
})

test('[SEC-11] a webhook takes no input when it is made, and only who may run its action makes one', async () => {
  await using host = await open()
  const input = { kind: 'acme.hook/new', name: 'Shop' }
  expect(await host.as('anna').act(createPublicLinkContract, { ...input, input: {} })).toMatchObject({
    problem: { code: 'input.invalid', details: { issues: [{ path: ['input'], message: 'A webhook takes no input when it is made.' }] } },
  })
  const root = host.as('root')
  const { version } = getValue(await root.read(personContract, { user: 'anna' }))
  getValue(await root.act(savePersonContract, { user: 'anna', version, values: { seat: false } }))
  expect(await host.as('anna').act(createPublicLinkContract, input)).toMatchObject({ problem: { code: 'access.denied' } })
})
