import type { Outcome } from '@tenure/core/contract'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { type RawRequest, send } from '../fixtures/raw-http.js'
import type { Limits } from '../limits.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const done: Outcome<void> = { ok: true, value: undefined }
const good = { 'webhook-id': 'm', 'webhook-timestamp': '1', 'webhook-signature': 'v1,good' }
const bad = { ...good, 'webhook-signature': 'v1,bad' }

async function start(limits: Partial<Limits> = {}) {
  const host = new InMemoryHost()
  const taken: unknown[] = []
  for (const id of ['one', 'two'])
    host.webhooks.set(id, async (input) => {
      taken.push(input)
      return done
    })
  const timing = new ManualTiming()
  const logged: string[] = []
  const log = {
    info: (...line: unknown[]) => logged.push(JSON.stringify(line)),
    warn: (...line: unknown[]) => logged.push(JSON.stringify(line)),
  }
  const server = await serve({ host, signIn: localSwitcher(), limits, timing, log: log as never })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const deliver = (id: string, headers: Record<string, string> = good, more: Partial<RawRequest> = {}) =>
    send(server, { method: 'POST', path: `/api/hooks/${id}`, headers, body: { a: 1 }, ...more })
  const statuses = async (count: number, id: string, headers?: Record<string, string>) => {
    const all: number[] = []
    for (let n = 0; n < count; n++) all.push((await deliver(id, headers)).status)
    return all
  }
  return { host, server, timing, logged, taken, deliver, statuses }
}

test('[SEC-11] [SEC-5] a webhook takes only so much in a minute, of which others notice nothing', async () => {
  const { statuses, deliver, timing } = await start({ hookDeliveries: 2 })
  expect(await statuses(3, 'one')).toEqual([200, 200, 429])
  expect((await deliver('one')).headers['retry-after']).toBe('60')
  expect(await statuses(1, 'two')).toEqual([200])
  timing.advance(60_000)
  expect(await statuses(1, 'one')).toEqual([200])
})

test('[SEC-11] [SEC-5] what is not taken is heard only so often at one address, whether there is a webhook or not', async () => {
  const { statuses, timing, taken } = await start({ hookMisses: 2 })
  expect(await statuses(3, 'one', bad)).toEqual([401, 401, 429])
  expect(await statuses(3, 'none', bad)).toEqual([401, 401, 429])
  expect(await statuses(1, 'two')).toEqual([200])
  timing.advance(60_000)
  expect(await statuses(1, 'one')).toEqual([200])
  expect(taken).toHaveLength(2)
})

test('[SEC-11] [SEC-5] a body that is too large is not read to its end, and taken by nobody', async () => {
  const { deliver, taken, server } = await start({ hookBytes: 100 })
  const large = JSON.stringify({ a: 'x'.repeat(100) })
  expect(await deliver('one', good, { body: large })).toMatchObject({
    status: 413,
    json: { problem: { code: 'input.too-large', details: { limit: 'hookBytes', max: 100 } } },
  })
  const chunked = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 10; n++) controller.enqueue(new TextEncoder().encode('x'.repeat(50)))
      controller.close()
    },
  })
  const response = await fetch(`${server.url}/api/hooks/one`, {
    method: 'POST',
    headers: good,
    body: chunked,
    duplex: 'half',
  } as RequestInit)
  expect([response.status, taken]).toEqual([413, []])
})

test('[SEC-11] [SEC-4] only a delivery that is sent counts, and no cookie is looked at', async () => {
  const { deliver, taken, server } = await start()
  expect((await send(server, { path: '/api/hooks/one', headers: good })).status).toBe(404)
  expect((await deliver('one', { ...good, origin: 'https://evil.example' })).status).toBe(403)
  expect((await deliver('one', { ...good, cookie: 'tenure=anything' })).headers).not.toHaveProperty('set-cookie')
  expect(taken).toEqual([{ a: 1 }])
})

test('[SEC-11] [SEC-16] what a fault of ours is about goes to the log, and neither body nor signature do', async () => {
  const { host, deliver, logged } = await start()
  host.webhooks.set('one', async () => {
    throw new Error('SELECT secret FROM vault')
  })
  const failed = await deliver('one', good, { body: { a: 'what a contact did' } })
  expect([failed.status, failed.text.includes('vault')]).toEqual([500, false])
  expect(logged.join()).toContain('vault')
  expect(logged.join()).not.toMatch(/what a contact did|v1,good/)
})

test('[SEC-11] what the store or a plugin cannot do now is to be sent again; what is wrong with the body is not', async () => {
  const { host, deliver } = await start()
  const answers: Record<number, readonly Outcome<void>[]> = {
    503: [
      { ok: false, problem: { code: 'storage.failed', message: '', details: { transient: true } } },
      { ok: false, problem: { code: 'storage.unknown', message: '', details: { store: 's' } } },
      { ok: false, problem: { code: 'plugin.unavailable', message: '', details: { plugin: 'p', because: '' } } },
      {
        ok: false,
        problem: { code: 'record.conflict', message: '', details: { record: { type: 't', id: 'i' }, newer: {}, version: '1' } },
      },
    ],
    422: [
      { ok: false, problem: { code: 'input.invalid', message: '', details: { issues: [] } } },
      { ok: false, problem: { code: 'record.not-found', message: '', details: { record: { type: 't', id: 'i' } } } },
    ],
    403: [{ ok: false, problem: { code: 'access.denied', message: 'anna lacks this', details: { missing: 'anna' } } }],
  }
  for (const [status, outcomes] of Object.entries(answers))
    for (const outcome of outcomes) {
      host.webhooks.set('one', async () => outcome)
      const answer = await deliver('one')
      expect([answer.status, answer.headers['retry-after']]).toEqual([Number(status), status === '503' ? '60' : undefined])
      expect(answer.text).not.toContain('anna')
    }
})

test('[SEC-11] a delivery that is not signed, one too deep, one that is no UTF-8, and one without its parts are each refused as such', async () => {
  const { host, deliver, taken } = await start({ inputDepth: 2, callsPerUser: 0 })
  expect((await deliver('one', bad)).json).toEqual({
    ok: false,
    problem: {
      code: 'access.signed-out',
      message: 'This delivery is not taken: its address, its signature or its time is wrong.',
      details: { user: '' },
    },
  })
  expect(await deliver('one', good, { body: '[[[1]]]' })).toMatchObject({
    status: 413,
    json: { problem: { details: { limit: 'inputDepth' } } },
  })
  expect(await deliver('one', good, { body: '{' })).toMatchObject({ status: 422 })
  const busy = await deliver('one')
  expect([busy.status, busy.headers['retry-after']]).toEqual([429, '60'])
  const seen: unknown[] = []
  host.openWebhook = (id, { body, ...parts }) => void seen.push([id, parts, Buffer.from(body).toString()])
  await deliver('one', { 'webhook-id': 'm' })
  await deliver('two')
  expect(seen).toEqual([
    ['one', { id: 'm', timestamp: '', signature: '' }, '{"a":1}'],
    ['two', { id: 'm', timestamp: '1', signature: 'v1,good' }, '{"a":1}'],
  ])
  expect(taken).toEqual([])
})

test('[SEC-11] who made a webhook, and what they lack, is not in an answer; a user who is gone is a wrong address', async () => {
  const { host, deliver } = await start()
  host.webhooks.set('one', async () => ({ ok: false, problem: { code: 'access.denied', message: 'anna', details: { missing: 'anna' } } }))
  expect((await deliver('one')).json).toEqual({
    ok: false,
    problem: {
      code: 'access.denied',
      message: 'The user who made this webhook may not do this.',
      details: { missing: 'rights of the user who made this webhook' },
    },
  })
  host.webhooks.set('one', async () => ({ ok: false, problem: { code: 'access.signed-out', message: 'anna', details: { user: 'anna' } } }))
  const gone = await deliver('one')
  expect([gone.status, gone.text]).toEqual([401, (await deliver('one', bad)).text])
})
