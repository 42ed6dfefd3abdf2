import { createHmac } from 'node:crypto'
import { use } from '@tenure/core'
import type { StorageAdapter, WriteBatch } from '@tenure/core/adapter'
import { personContract, savePersonContract } from '@tenure/core/administration'
import { Company, getValue, rowOf, TenureError } from '@tenure/core/contract'
import { createPublicLinkContract, defineWebhook, publicLinksContract, revokePublicLinkContract } from '@tenure/core/outside'
import { undoContract } from '@tenure/core/page'
import { creates, defineAction, definePlugin } from '@tenure/core/plugin'
import { memory } from '@tenure/memory'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { send } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'
import { openWebhooks } from './open-webhooks.js'

const webhooks = openWebhooks('a key that nobody guesses: 3f9c1d27b8')
const New = creates(Company.name)
let runs = 0
const add = defineAction({
  id: 'acme.hook/add',
  title: 'Add a company',
  permission: 'workspace.access',
  input: z.strictObject({ name: z.string().min(1), fails: z.enum(['busy', 'broken']).exactOptional() }),
  uses: { companies: New },
  run({ input: { name, fails }, companies }) {
    runs += 1
    companies.create({ name })
    if (fails === 'busy') throw new TenureError('storage.failed', 'The store is busy.', { transient: true })
    if (fails === 'broken') throw new Error('SELECT secret FROM vault')
  },
})
const hook = defineWebhook({ id: 'acme.hook/new', title: 'New companies', takes: add, example: { name: 'Northwind' } })
const plugin = definePlugin({ id: 'acme.hook', version: '1.0.0', host: '1.0', grants: [New], contributes: [add, hook] })

const all = { view: 'all', edit: 'all', delete: 'none' } as const
const users = [
  { id: 'root', name: 'Root', seat: true, superAdmin: true },
  { id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': all } },
  { id: 'reader', name: 'Reader', seat: true, permissions: ['workspace.access'], objects: { '*': { ...all, edit: 'none' } } },
]
const open = (storage: StorageAdapter) => createTestHost({ plugins: [use(plugin)], storage, webhooks })
const served = async (host: TestHost) => {
  onTestFinished(() => host[Symbol.asyncDispose]())
  const server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}
const makeIn = async (host: TestHost) => {
  const made = getValue(await host.as('anna').act(createPublicLinkContract, { kind: 'acme.hook/new', name: 'Shop' }))
  return { id: made.id, path: made.path, secret: made.secret ?? '' }
}
const namesIn = async (host: TestHost) => (await host.as('root').records.list({ select: rowOf(Company.name) })).rows.map(({ name }) => name)

const now = Date.UTC(2026, 5, 30, 12) / 1000
interface Sent {
  readonly secret: string
  readonly id?: string
  readonly at?: number | string
  readonly signature?: (right: string) => string
  /** What is sent in the place of what was signed. */
  readonly instead?: string
}
/** The headers as a sender makes them from the secret that it was given. */
function signed(body: string | Buffer, { secret, id = 'msg_1', at = now, signature = (right) => right }: Sent): Record<string, string> {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const right = `v1,${createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')}`
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature(right), 'content-type': 'application/json' }
}
async function start(storage: StorageAdapter = memory({ users })) {
  const host = await open(storage)
  const server = await served(host)
  const made = await makeIn(host)
  const deliver = (body: string, more: Partial<Sent> & { readonly path?: string; readonly without?: string } = {}) => {
    const headers = signed(body, { secret: made.secret, ...more })
    if (more.without !== undefined) delete headers[more.without]
    return send(server, { method: 'POST', path: `/api${more.path ?? made.path}`, headers, body: more.instead ?? body })
  }
  return { host, server, made, deliver }
}
const northwind = JSON.stringify({ name: 'Northwind' })

test('[SEC-11] [ACC-11] a signed delivery is taken in the name of its maker, noted in the same commit', async () => {
  const inner = memory({ users })
  const batches: WriteBatch[] = []
  const { host, deliver, made } = await start({
    ...inner,
    commit: (batch, io) => {
      batches.push(batch)
      return inner.commit(batch, io)
    },
  })
  const answer = await deliver(northwind)
  expect([answer.status, answer.text]).toEqual([200, '{"ok":true}'])
  expect(await namesIn(host)).toEqual(['Northwind'])
  const [batch] = batches.filter(({ writes }) => writes.some(({ ref }) => ref.type === 'company'))
  expect(batch?.actor).toEqual({ user: 'anna', source: 'api', plugin: 'acme.hook' })
  expect(batch?.writes.map(({ ref }) => ref.type).sort()).toEqual(['company', 'webhookDelivery'])
  await host.idle()
  expect(getValue(await host.as('anna').read(publicLinksContract)).links).toMatchObject([
    { id: made.id, name: 'Shop', openedAt: now * 1000 },
  ])
})

test('[SEC-11] [SEC-16] whatever is wrong with it, one sentence is all that a stranger hears, and nothing runs', async () => {
  const { host, deliver } = await start()
  const other = await makeIn(host)
  const before = runs
  const bodies = {
    'another secret': await deliver(northwind, { secret: other.secret }),
    'a byte': await deliver(northwind, { instead: northwind.replace('N', 'n') }),
    'the same JSON in other bytes': await deliver(northwind, { instead: '{"name": "Northwind"}' }),
    'an escape of the same JSON': await deliver(northwind, { instead: northwind.replace('N', '\\u004e') }),
    old: await deliver(northwind, { at: now - 301 }),
    future: await deliver(northwind, { at: now + 301 }),
    'no number': await deliver(northwind, { at: `${now}.0` }),
    'a dot in the id': await deliver(northwind, { id: 'msg.1' }),
    'no id': await deliver(northwind, { without: 'webhook-id' }),
    'no time': await deliver(northwind, { without: 'webhook-timestamp' }),
    'no signature': await deliver(northwind, { without: 'webhook-signature' }),
    'another version': await deliver(northwind, { signature: (right) => right.replace('v1,', 'v1a,') }),
    'no such webhook': await deliver(northwind, { path: '/hooks/none' }),
    'signed for another webhook': await deliver(northwind, { path: other.path }),
  }
  const [[, first] = []] = Object.entries(bodies)
  expect([first?.status, first?.json]).toEqual([
    401,
    {
      ok: false,
      problem: {
        code: 'access.signed-out',
        message: 'This delivery is not taken: its address, its signature or its time is wrong.',
        details: { user: '' },
      },
    },
  ])
  for (const [what, { status, text }] of Object.entries(bodies)) expect([what, status, text]).toEqual([what, 401, first?.text])
  expect([runs - before, await namesIn(host)]).toEqual([0, []])
})

test('[SEC-11] five minutes either way are in time; one of several signatures is enough', async () => {
  const { deliver } = await start()
  const statuses = [
    await deliver(northwind, { id: 'a', at: now - 300 }),
    await deliver(northwind, { id: 'b', at: now + 300 }),
    await deliver(northwind, { id: 'c', signature: (right) => `v1,bm9uZQ== v1a,eA== ${right}` }),
  ].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 200])
})

test('[SEC-11] the bytes of the body are what is signed, whatever letters they are', async () => {
  const { host, deliver } = await start()
  expect((await deliver(JSON.stringify({ name: 'Šåtaṇøß 渡辺 🎉' }))).status).toBe(200)
  expect(await namesIn(host)).toEqual(['Šåtaṇøß 渡辺 🎉'])
})

test('[SEC-11] a body that is no text or no JSON is refused to its own sender, with what is wrong', async () => {
  const { server, made, deliver } = await start()
  expect(await deliver('{"name":', { id: 'a' })).toMatchObject({ status: 422, json: { problem: { code: 'input.invalid' } } })
  expect((await deliver('['.repeat(40) + ']'.repeat(40), { id: 'b' })).status).toBe(413)
  const latin = Buffer.from('{"name":"Å"}', 'latin1')
  const response = await fetch(`${server.url}/api${made.path}`, {
    method: 'POST',
    headers: signed(latin, { secret: made.secret }),
    body: latin,
  })
  expect([response.status, await response.text()]).toEqual([422, expect.stringContaining('not in UTF-8')])
})

test('[SEC-11] each is taken once: a repetition is answered as the first, and runs nothing', async () => {
  const { host, deliver } = await start()
  const before = runs
  const together = await Promise.all([deliver(northwind), deliver(northwind), deliver(northwind)])
  const later = await deliver(northwind, { at: now + 60 })
  expect([...together, later].map(({ status, text }) => [status, text])).toEqual(Array(4).fill([200, '{"ok":true}']))
  expect(await namesIn(host)).toEqual(['Northwind'])
  const once = runs - before
  await deliver(JSON.stringify({ name: 'Another' }))
  expect(runs - before).toBe(once)
  expect((await deliver(northwind, { id: 'msg_2' })).status).toBe(200)
  expect(await namesIn(host)).toEqual(['Northwind', 'Northwind'])
})

/** A store that takes a delivery only when so many actions have run for it. */
function together(actions: number): StorageAdapter {
  const inner = memory({ users })
  const before = runs
  return {
    ...inner,
    close: async () => {},
    async commit(batch, io) {
      if (batch.writes.some(({ ref }) => ref.type === 'webhookDelivery'))
        await expect.poll(() => runs - before).toBeGreaterThanOrEqual(actions)
      return inner.commit(batch, io)
    },
  }
}

test('[SEC-11] of deliveries that are under way at once in one process, one is taken', async () => {
  const { host, deliver } = await start(together(2))
  const answers = await Promise.all([deliver(northwind), deliver(northwind)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await namesIn(host)).toEqual(['Northwind'])
})

test('[SEC-11] it is taken once by two processes over one store, and after a restart', async () => {
  const storage = together(2)
  const first = await open(storage)
  const made = await makeIn(first)
  const second = await open(storage)
  const [one, two] = [await served(first), await served(second)]
  const request = { method: 'POST', path: `/api${made.path}`, body: northwind }
  const headers = signed(northwind, { secret: made.secret })
  const answers = await Promise.all([one, two, one, two].map((server) => send(server, { ...request, headers })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const restarted = await open(storage)
  expect((await send(await served(restarted), { ...request, headers })).status).toBe(200)
  expect(await namesIn(restarted)).toEqual(['Northwind'])
})

test('[SEC-11] killed before or after its commit, a delivery that comes again is there once', async () => {
  for (const isStored of [false, true]) {
    const inner = { ...memory({ users }), close: async () => {} }
    let dies = false
    const dying: StorageAdapter = {
      ...inner,
      async commit(batch, io) {
        if (!dies) return inner.commit(batch, io)
        if (isStored) await inner.commit(batch, io)
        throw new Error('killed')
      },
    }
    const host = await open(dying)
    const server = await served(host)
    const made = await makeIn(host)
    const request = { method: 'POST', path: `/api${made.path}`, headers: signed(northwind, { secret: made.secret }), body: northwind }
    dies = true
    expect((await send(server, request)).status).toBeGreaterThanOrEqual(500)
    const again = await open(inner)
    const after = await served(again)
    expect(await namesIn(again), `stored: ${isStored}`).toEqual(isStored ? ['Northwind'] : [])
    expect((await send(after, request)).status).toBe(200)
    expect(await namesIn(again), `stored: ${isStored}`).toEqual(['Northwind'])
  }
})

test('[SEC-11] what is refused takes nothing: put right, it comes again under the same id', async () => {
  const { host, deliver } = await start()
  const refused = await deliver(JSON.stringify({ name: '', extra: 1 }))
  expect(refused).toMatchObject({
    status: 422,
    json: { problem: { code: 'input.invalid', details: { issues: [{ path: ['name'] }, {}] } } },
  })
  expect((await deliver(JSON.stringify({ name: 'Right' }))).status).toBe(200)
  expect(await namesIn(host)).toEqual(['Right'])
})

test('[SEC-11] what fails for now may come again: nothing was taken, and the cause stays here', async () => {
  const { host, deliver } = await start()
  for (const fails of ['busy', 'broken']) {
    const failed = await deliver(JSON.stringify({ name: 'X', fails }))
    expect([failed.status, failed.headers['retry-after']]).toEqual([503, '60'])
    expect(failed.text).not.toContain('vault')
  }
  expect((await deliver(northwind)).status).toBe(200)
  expect(await namesIn(host)).toEqual(['Northwind'])
})

test('[SEC-11] [ACC-10] a webhook follows the rights of its maker, and takes nothing once it is withdrawn', async () => {
  const { host, made, deliver } = await start()
  const root = host.as('root')
  const change = async (values: object) => {
    const { version } = getValue(await root.read(personContract, { user: 'anna' }))
    getValue(await root.act(savePersonContract, { user: 'anna', version, values }))
  }
  await change({ seat: false })
  const wrong = await deliver(northwind, { secret: `whsec_${'A'.repeat(43)}=` })
  const without = await deliver(northwind)
  expect([without.status, without.json.problem?.message]).toEqual([403, 'The user who made this webhook may not do this.'])
  expect(without.text).not.toMatch(/anna|seat/i)
  await change({ seat: true })
  expect((await deliver(northwind)).status).toBe(200)
  getValue(await host.as('anna').act(revokePublicLinkContract, { id: made.id }))
  const withdrawn = await deliver(northwind, { id: 'msg_2' })
  expect([withdrawn.status, withdrawn.text]).toEqual([401, wrong.text])
  expect(await namesIn(host)).toEqual(['Northwind'])
})

test('[SEC-11] a webhook of somebody who may no longer sign in is gone for good', async () => {
  const { host, deliver } = await start()
  const setActive = async (active: boolean) => {
    const { version } = getValue(await host.as('root').read(personContract, { user: 'anna' }))
    getValue(await host.as('root').act(savePersonContract, { user: 'anna', version, values: { active } }))
    await host.idle()
  }
  await setActive(false)
  expect((await deliver(northwind)).status).toBe(401)
  await setActive(true)
  expect((await deliver(northwind)).status).toBe(401)
})

test('[SEC-12] the secret of a webhook is in no record, list, audit or export', async () => {
  const inner = memory({ users })
  const written: string[] = []
  const { host, made, deliver } = await start({
    ...inner,
    commit: (batch, io) => {
      written.push(JSON.stringify(batch))
      return inner.commit(batch, io)
    },
  })
  await deliver(northwind)
  await host.idle()
  written.push(JSON.stringify(await host.as('anna').read(publicLinksContract)))
  let exported = ''
  for await (const piece of host.export('root')) exported += piece
  written.push(exported)
  expect(written.length).toBeGreaterThan(4)
  const digits = made.secret.replace('whsec_', '')
  for (const text of written) expect(text).not.toContain(digits)
  expect(exported).toContain('Northwind')
  expect(exported).not.toMatch(/webhookDelivery|publicLink/)
})

test('[SEC-11] [ACC-9] what its maker may not write, a webhook does not either', async () => {
  const { host, server } = await start()
  const made = getValue(await host.as('reader').act(createPublicLinkContract, { kind: 'acme.hook/new', name: 'Shop' }))
  const headers = signed(northwind, { secret: made.secret ?? '' })
  expect((await send(server, { method: 'POST', path: `/api${made.path}`, headers, body: northwind })).status).toBe(403)
  expect(await namesIn(host)).toEqual([])
})

test('[SEC-11] that a delivery was taken is known for a week, and forgotten after it', async () => {
  const inner = memory({ users })
  const purged: string[] = []
  const { host, deliver } = await start({
    ...inner,
    commit: (batch, io) => {
      purged.push(...batch.writes.flatMap(({ write, ref }) => (write === 'purge' ? [ref.type] : [])))
      return inner.commit(batch, io)
    },
  })
  await deliver(northwind)
  for (let day = 1; day <= 6; day++) {
    await host.advance({ days: 1 })
    await deliver(northwind, { at: now + day * 86_400 })
    await deliver(northwind, { id: `day-${day}`, at: now + day * 86_400 })
  }
  await host.idle()
  expect([(await namesIn(host)).length, purged]).toEqual([7, []])
  await host.advance({ days: 2 })
  await deliver(northwind, { id: 'last', at: now + 8 * 86_400 })
  await expect.poll(() => purged).toEqual(['webhookDelivery'])
})

test('[SEC-11] [BEY-5] what a delivery did is undone as one; a repetition does not bring it back', async () => {
  const inner = memory({ users })
  let group = ''
  const storage: StorageAdapter = {
    ...inner,
    commit: (batch, io) => {
      if (batch.writes.some(({ ref }) => ref.type === 'webhookDelivery')) group = batch.group ?? ''
      return inner.commit(batch, io)
    },
  }
  const host = await open(storage)
  const server = await served(host)
  const made = getValue(await host.as('root').act(createPublicLinkContract, { kind: 'acme.hook/new', name: 'Shop' }))
  const request = { method: 'POST', path: `/api${made.path}`, headers: signed(northwind, { secret: made.secret ?? '' }), body: northwind }
  expect((await send(server, request)).status).toBe(200)
  expect(getValue(await host.as('root').act(undoContract, { group }))).toMatchObject({ done: 1, kept: 0, left: 0, failed: 0 })
  await host.idle()
  expect(await namesIn(host)).toEqual([])
  expect((await send(server, request)).status).toBe(200)
  expect(await namesIn(host)).toEqual([])
})
