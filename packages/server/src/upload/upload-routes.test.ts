import type { Outcome } from '@tenure/core/contract'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { ownPage, send, signInAs } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'
import type { SentFile } from './upload-port.js'

const bytes = { 'content-type': 'application/octet-stream' }
async function start() {
  const taken: unknown[] = []
  const uploads = {
    async take(user: string, name: string, body: AsyncIterable<Uint8Array>): Promise<Outcome<SentFile>> {
      if (user === 'ben') return { ok: false, problem: { code: 'access.denied', message: 'Not you.', details: { missing: 'x' } } }
      let size = 0
      for await (const chunk of body) size += chunk.length
      taken.push([user, name, size])
      return { ok: true, value: { id: 'u1', name, bytes: size } }
    },
  }
  const server = await serve({ host: new InMemoryHost(), signIn: localSwitcher(), uploads })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { server, taken }
}

test('[SEC-9] a file is taken from a signed-in page of this server alone, under the name that the user gives it', async () => {
  const { server, taken } = await start()
  const anna = await signInAs(server, 'anna')
  const post = (headers: object, path = '/api/upload?name=..%2Fa.csv', body = 'a,b\n1,2\n') =>
    send(server, { method: 'POST', path, body, headers: { ...bytes, ...headers } })
  expect((await post(anna)).json).toEqual({ ok: true, value: { id: 'u1', name: '../a.csv', bytes: 8 } })
  expect((await post(ownPage(server))).status).toBe(401)
  expect((await post({ cookie: anna['cookie'] ?? '' })).status).toBe(403)
  expect((await post({ ...anna, origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ ...anna, 'content-type': 'application/json' })).status).toBe(400)
  expect((await post(anna, '/api/upload')).status).toBe(400)
  expect((await post(anna, `/api/upload?name=${'a'.repeat(501)}`)).status).toBe(400)
  expect((await post(anna, `/api/upload?name=${'b'.repeat(500)}`)).status).toBe(200)
  const refused = await post(await signInAs(server, 'ben'))
  expect([refused.status, refused.headers['connection']]).toEqual([403, 'close'])
  expect(taken).toEqual([
    ['anna', '../a.csv', 8],
    ['anna', 'b'.repeat(500), 8],
  ])
})

test('[SEC-9] a server without a place for files takes none', async () => {
  const server = await serve({ host: new InMemoryHost(), signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const headers = { ...(await signInAs(server, 'anna')), ...bytes }
  expect((await send(server, { method: 'POST', path: '/api/upload?name=a.csv', body: 'a', headers })).status).toBe(404)
})
