import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TenureError } from '@tenure/core/contract'
import { expect, onTestFinished, test } from 'vitest'
import { type RawRequest, send } from '../fixtures/raw-http.js'
import type { Server } from '../serve.js'
import type { HttpApp } from './api.js'
import { createListener } from './node-listener.js'
import { answered } from './reply.js'

/** Routes of which a test says what they do. */
async function start(fetch: (...call: Parameters<HttpApp['fetch']>) => unknown) {
  const warned: unknown[] = []
  const log = { info: () => {}, warn: (message: string, facts?: object) => void warned.push([message, facts]) }
  const http = createServer(createListener({ fetch } as unknown as HttpApp, log))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void http.close())
  const { port } = http.address() as AddressInfo
  return { warned, port, ask: (request: RawRequest) => send({ port } as Server, request) }
}
const nothing = { ok: false, problem: { code: 'input.invalid', message: 'This is no address of this server.' } }

test('[SEC-16] an address with a backslash before its question, or one that cannot be read, is refused before any route', async () => {
  let asked = 0
  const { ask } = await start(() => {
    asked++
    return new Response('reached')
  })
  for (const request of [{ path: '/a\\b' }, { path: '/\\evil.example/' }, { path: '/a', headers: { host: 'a b' } }, { path: '*' }]) {
    const { status, headers, json } = await ask(request)
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([400, 'application/json; charset=utf-8', 'no-store'])
    expect(json).toMatchObject({ ...nothing, problem: { details: { issues: [{ path: ['path'] }] } } })
  }
  expect(asked).toBe(0)
  expect((await ask({ path: '/a?b=\\c' })).text).toBe('reached')
})

test('routes see the method, the whole address and the headers of a request by any case of their names', async () => {
  const { ask, port } = await start(({ method, url, headers }) =>
    Response.json([method, url, ...['X-Tenure', 'cookie', 'SET-COOKIE', 'accept'].map((name) => headers.get(name))]),
  )
  const answer = await ask({ method: 'DELETE', path: '/a/../b?c=d', headers: { 'x-tenure': '1', cookie: 'a=b' } })
  expect(answer.json).toEqual(['DELETE', `http://127.0.0.1:${port}/b?c=d`, '1', 'a=b', null, null])
  const twice = { 'set-cookie': ['a=1', 'b=2'] as unknown as string }
  expect((await ask({ path: 'http://other.example/x', headers: twice })).json).toEqual([
    ...['GET', 'http://other.example/x', null, null, 'a=1, b=2', null],
  ])
})

test('what a route returns is sent as it is: status, headers and body, with its length in bytes', async () => {
  const { ask } = await start(({ url }) =>
    url.endsWith('/empty')
      ? new Response(null, { status: 302, headers: { location: '/there' } })
      : new Response('Grüße', { status: 404, headers: { 'content-type': 'text/plain', 'x-more': '1' } }),
  )
  const { status, headers, text } = await ask({ path: '/a' })
  expect([status, text, headers['content-type'], headers['x-more'], headers['content-length']]).toEqual([
    ...[404, 'Grüße', 'text/plain', '1', '7'],
  ])
  const empty = await ask({ path: '/empty' })
  expect([empty.status, empty.text, empty.headers['location'], empty.headers['content-type']]).toEqual([302, '', '/there', undefined])
})

test('what a route has written itself is not written again', async () => {
  const { ask, warned } = await start((_, env) => {
    const { outgoing } = env as { readonly outgoing: import('node:http').ServerResponse }
    outgoing.writeHead(201).end('own')
    return answered
  })
  const { status, text } = await ask({ path: '/' })
  expect([status, text, warned]).toEqual([201, 'own', []])
})

test('[SEC-16] an error beyond the routes is answered by a number, and a problem of ours by itself', async () => {
  const { ask, warned } = await start(({ url }) => {
    if (url.endsWith('/ours')) throw new TenureError('access.denied', 'No.', { missing: 'rights' })
    throw new Error('a secret of the disk')
  })
  const broken = await ask({ path: '/' })
  expect([broken.status, broken.json.problem?.code, broken.text.includes('secret')]).toEqual([500, 'internal.invariant', false])
  expect(warned).toHaveLength(1)
  const ours = await ask({ path: '/ours' })
  expect([ours.status, ours.json]).toEqual([
    500,
    { ok: false, problem: { code: 'access.denied', message: 'No.', details: { missing: 'rights' } } },
  ])
})

test('an answer that fails after its head breaks the connection, so that no part is taken for the whole', async () => {
  const { ask } = await start((_, env) => {
    const { outgoing } = env as { readonly outgoing: import('node:http').ServerResponse }
    outgoing.writeHead(200)
    outgoing.write('a part')
    throw new Error('too late')
  })
  await expect(ask({ path: '/' })).rejects.toThrow()
})
