import { createClient } from '@tenure/client'
import { use } from '@tenure/core'
import { Company, type Frame } from '@tenure/core/contract'
import {
  associateContract,
  bulkContract,
  cancelRunContract,
  createRecordContract,
  mergeRecordsContract,
  recordContract,
  runContract,
  sessionContract,
  undoContract,
  updateRecordContract,
} from '@tenure/core/page'
import { customerList, customers, customersContract, customerViews } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { ownPage, RawStream, send, signInAs } from './fixtures/raw-http.js'
import { serve } from './serve.js'
import { localSwitcher } from './sign-in/local-switcher.js'

const own = { view: 'own', edit: 'all', delete: 'none' } as const
const access = { seat: true, permissions: ['workspace.access'], objects: { '*': own } }
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access },
    { id: 'ben', name: 'Ben', ...access },
    { id: 'root', name: 'Root', seat: true, superAdmin: true },
    { id: 'seatless', name: 'Seatless', permissions: ['workspace.access'] },
  ],
  records: [
    ...Array.from({ length: 12 }, (_, index) => record(Company, `a${index}`, { name: `Northwind ${index}`, csm: 'anna' })),
    record(Company, 'b1', { name: 'Fabrikam Secret', csm: 'ben', domain: 'fabrikam.example' }),
  ],
}

async function start() {
  const host = await createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const as = async (user: string) => {
    const headers = await signInAs(server, user)
    const client = createClient({
      url: `${server.url}/api`,
      fetch: (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers } }),
    })
    onTestFinished(() => client[Symbol.asyncDispose]())
    return { client, headers }
  }
  return { host, server, as }
}

test('[ACC-10] [BEY-1] a customer that is reassigned over HTTP leaves one list and enters the other, counts included', async () => {
  const { server, as } = await start()
  const [anna, ben, root] = [await as('anna'), await as('ben'), await as('root')]
  const last: Record<string, Frame<{ total: number }>> = {}
  for (const [name, { client }] of Object.entries({ anna, ben })) {
    const subscription = client.watch(customerList, {}).subscribe((frame) => Object.assign(last, { [name]: frame }))
    onTestFinished(() => subscription.unsubscribe())
  }
  const raw = await RawStream.open(server, `/api/watch/${customerList.id}`, anna.headers)
  onTestFinished(() => raw[Symbol.dispose]())
  await raw.take(1)
  await expect.poll(() => [last['anna']?.value?.total, last['ben']?.value?.total]).toEqual([12, 1])
  await root.client.act(updateRecordContract, { type: 'company', id: 'b1', values: { name: 'Fabrikam renamed' } })
  expect(await root.client.act(updateRecordContract, { type: 'company', id: 'a3', values: { csm: 'ben' } })).toMatchObject({ ok: true })
  await expect.poll(() => [last['anna']?.value?.total, last['ben']?.value?.total]).toEqual([11, 2])
  await raw.until(() => raw.text.includes('"total":{"set":11}'))
  expect(raw.text).toContain('"gone":["a3"]')
  expect(raw.text).not.toMatch(/b1|Fabrikam|fabrikam|ben/)
})

test('[SEC-5] the answer to any wrong input is small', async () => {
  const { server, as } = await start()
  const { headers } = await as('anna')
  const long = 'x'.repeat(300_000)
  const names = Array.from({ length: 20_000 }, (_, index) => `unknown${index}`)
  const many = Object.fromEntries(names.map((name) => [name, 1]))
  const calls: readonly (readonly [string, unknown])[] = [
    [`act/${updateRecordContract.id}`, { type: 'company', id: 'a1', values: many }],
    [`act/${updateRecordContract.id}`, { type: 'company', id: long, values: {} }],
    [`act/${updateRecordContract.id}`, { type: long, id: 'a1', values: {} }],
    [`act/${updateRecordContract.id}`, { type: 'company', id: 'a1', values: { name: 1, [long]: long } }],
    [`act/${associateContract.id}`, { type: 'company', id: 'a1', association: long, to: long }],
    [`act/${createRecordContract.id}`, { ...many }],
    [`read/${customerList.id}`, { filters: names.map((test) => ({ test })) }],
    [`read/${customerList.id}`, { view: long }],
    [`read/${customerList.id}`, { sort: [{ by: long, direction: 'ascending' }] }],
  ]
  for (const [path, input] of calls) {
    const { status, text } = await send(server, { method: 'POST', path: `/api/${path}`, headers, body: { input } })
    expect([path, Math.floor(status / 100)]).toEqual([path, 4])
    expect([path, text.length < 10_000]).toEqual([path, true])
  }
})

test('[ACC-9] a record that the user may not see looks like one that does not exist', async () => {
  const { as, server } = await start()
  const { client, headers } = await as('anna')
  const hidden = await client.act(updateRecordContract, { type: 'company', id: 'b1', values: { name: 'Mine' } })
  const missing = await client.act(updateRecordContract, { type: 'company', id: 'zz', values: { name: 'Mine' } })
  expect(JSON.stringify(hidden).replaceAll('b1', 'zz')).toBe(JSON.stringify(missing))
  expect(hidden).toMatchObject({ ok: false, problem: { code: 'record.not-found' } })
  const body = { input: { type: 'company', id: 'b1', values: { name: 'Mine' } } }
  expect((await send(server, { method: 'POST', path: `/api/act/${updateRecordContract.id}`, headers, body })).status).toBe(404)
})

test('a record that someone else changed is a conflict that shows the newer values', async () => {
  const { as, server } = await start()
  const { client, headers } = await as('anna')
  const seen = await client.read(recordContract, { type: 'company', id: 'a1' })
  const version = seen.ok ? seen.value.version : ''
  const input = { type: 'company', id: 'a1', values: { name: 'First' }, version }
  const first = await client.act(updateRecordContract, input)
  expect(first).toMatchObject({ ok: true })
  const next = { ...input, values: { name: 'Second' }, version: first.ok ? first.value.version : '' }
  expect(await client.act(updateRecordContract, next)).toMatchObject({ ok: true })
  const answer = await send(server, { method: 'POST', path: `/api/act/${updateRecordContract.id}`, headers, body: { input } })
  expect(answer).toMatchObject({ status: 409, json: { problem: { code: 'record.conflict', details: { newer: { name: 'Second' } } } } })
})

test('[SDK-7] creating under one key creates once', async () => {
  const { as } = await start()
  const { client } = await as('root')
  const input = { type: 'contact', values: { name: 'Zoë' } }
  const first = await client.act(createRecordContract, input, { key: 'same' })
  expect(first).toMatchObject({ ok: true })
  expect(await client.act(createRecordContract, input, { key: 'same' })).toEqual(first)
  const id = first.ok ? first.value.id : ''
  expect(await client.act(associateContract, { type: 'company', id: 'a1', association: 'contacts', to: id })).toMatchObject({ ok: true })
})

test('[ACC-6] who has no seat is refused with what is missing, over HTTP too', async () => {
  const { as, server } = await start()
  const { headers } = await as('seatless')
  expect(await send(server, { path: `/api/read/${customerList.id}`, headers })).toMatchObject({
    status: 403,
    json: { problem: { code: 'access.denied' } },
  })
})

test('[SDK-6] the real contracts are described, filters that contain filters too', async () => {
  const { server, host } = await start()
  const { text } = await send(server, { path: '/api/openapi.json' })
  const { paths, components } = JSON.parse(text)
  for (const { id } of host.contracts().providers) expect(paths[`/api/read/${id}`]).toBeDefined()
  for (const { id } of host.contracts().actions) expect(paths[`/api/act/${id}`]).toBeDefined()
  const schemas = new Set(Object.keys(components.schemas))
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(schemas).toContain(name)
  expect(components.schemas['tenure.customers.list-rows.input'].properties.filters.items).toBeDefined()
})

test('[SDK-6] every contract of the core says in words what it is and does', async () => {
  const { server } = await start()
  const { paths } = JSON.parse((await send(server, { path: '/api/openapi.json' })).text) as {
    readonly paths: Readonly<Record<string, { readonly post?: { readonly summary?: string; readonly description?: string } }>>
  }
  const own = Object.entries(paths).filter(([path]) => path.includes('/tenure.core/') || path.includes('/tenure.record/'))
  expect(own.length).toBeGreaterThan(15)
  for (const [path, { post }] of own)
    expect([path, post?.summary, post?.description]).toEqual([path, expect.any(String), expect.any(String)])
})

test('[ACC-13] deactivating a user ends the streams of that user', async () => {
  const { as } = await start()
  const [ben, root] = [await as('ben'), await as('root')]
  const frames: Frame<unknown>[] = []
  ben.client.watch(customerViews).subscribe((frame) => frames.push(frame))
  await expect.poll(() => frames.at(-1)?.state).toBe('live')
  expect(await root.client.act(updateRecordContract, { type: 'user', id: 'ben', values: { active: false } })).toMatchObject({ ok: true })
  await expect.poll(() => frames.at(-1)).toEqual({ state: 'stale', problem: expect.objectContaining({ code: 'access.signed-out' }) })
})

test('[SEC-2] on an empty store the printed code makes a super admin, who is signed in by it', async () => {
  const host = await createTestHost({ plugins: [use(customers), use(recordPlugin)], storage: memory() })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const body = { code: server.firstAdminCode, name: 'Anna' }
  const made = await send(server, { method: 'POST', path: '/api/first-admin', headers: ownPage(server), body })
  const cookie = made.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const session = await send(server, { path: `/api/read/${sessionContract.id}`, headers: { cookie } })
  expect(session.json).toMatchObject({ ok: true, value: { user: { name: 'Anna' }, rights: { settings: true } } })
})

test('[SDK-6] [ACC-9] totals over HTTP move with each change, and count what the user may see', async () => {
  const { as } = await start()
  const [anna, root] = [await as('anna'), await as('root')]
  const totals: unknown[] = []
  const subscription = anna.client.watch(customersContract.totalList, {}).subscribe(({ value }) => totals.push(value))
  onTestFinished(() => subscription.unsubscribe())
  await expect.poll(() => totals.at(-1)).toMatchObject({ count: 12 })
  const arr = { amount: '0.10', currency: 'EUR' }
  expect(await root.client.act(updateRecordContract, { type: 'company', id: 'a1', values: { arr } })).toMatchObject({ ok: true })
  await expect.poll(() => JSON.stringify(totals.at(-1))).toContain('"0.1')
  expect(await root.client.act(updateRecordContract, { type: 'company', id: 'b1', values: { arr } })).toMatchObject({ ok: true })
  expect(await root.client.act(updateRecordContract, { type: 'company', id: 'a1', values: { csm: 'ben' } })).toMatchObject({ ok: true })
  await expect.poll(() => totals.at(-1)).toMatchObject({ count: 11 })
  expect(JSON.stringify(totals.at(-1))).not.toContain('"0.')
})

test('[BEY-5] [ACC-9] runs, undo, bulk changes and merges refuse what is too large or another user’s, in few words', async () => {
  const { server, as } = await start()
  const [anna, ben] = [await as('anna'), await as('ben')]
  const change = { values: { domain: 'ours.example' } }
  const done = await anna.client.act(bulkContract, { records: { type: 'company', ids: ['a1', 'a2', 'b1'] }, change })
  expect(done).toMatchObject({ ok: true, value: { done: 2, failed: 1 } })
  expect(JSON.stringify(done)).not.toContain('Fabrikam')
  const { run, group } = done.ok ? done.value : { run: '', group: '' }
  const long = 'x'.repeat(300_000)
  const calls: readonly (readonly [string, unknown])[] = [
    [`read/${runContract.id}`, { run }],
    [`act/${cancelRunContract.id}`, { run }],
    [`act/${undoContract.id}`, { group }],
    [`act/${undoContract.id}`, { group: long }],
    [`act/${bulkContract.id}`, { records: { type: 'company', ids: Array.from({ length: 5_000 }, (_, at) => `x${at}`) }, change }],
    [`act/${bulkContract.id}`, { records: { type: long, ids: ['a1'] }, change }],
    [`act/${bulkContract.id}`, { records: { collection: 'tenure.core/run', view: 'none' }, change }],
    [`act/${mergeRecordsContract.id}`, { type: 'company', id: 'b1', other: 'a1' }],
    [`act/${mergeRecordsContract.id}`, { type: 'company', id: 'b1', other: 'b1' }],
  ]
  for (const [path, input] of calls) {
    const { status, text } = await send(server, { method: 'POST', path: `/api/${path}`, headers: ben.headers, body: { input } })
    expect([path, text.slice(0, 300), Math.floor(status / 100)]).toEqual([path, text.slice(0, 300), 4])
    expect(text.length).toBeLessThan(10_000)
    expect(text).not.toContain('Northwind')
  }
  for (const { client } of [anna, ben]) {
    const archived = await client.act(bulkContract, { records: { type: 'run', ids: [run] }, change: { archive: true } })
    expect(archived.ok ? archived.value.done : 0).toBe(0)
    expect(await client.act(updateRecordContract, { type: 'run', id: run, values: { state: 'failed' } })).toMatchObject({ ok: false })
  }
  expect(await anna.client.read(runContract, { run })).toMatchObject({ ok: true, value: { state: 'done' } })
})
