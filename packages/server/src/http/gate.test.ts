import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { send } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { isLoopback, isOwnOrigin } from './gate.js'

const signIn = { kind: 'test', verify: async () => ({ user: 'anna' }) }
async function start(options: { readonly origins?: readonly string[]; readonly hostname?: string }) {
  const server = await serve({ host: new InMemoryHost(), signIn, ...options })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return (headers: Record<string, string>, method = 'GET') => send(server, { method, path: '/api/alive', headers })
}

test('[SEC-4] an origin is compared whole: what begins or ends like an allowed one is foreign', async () => {
  const ask = await start({ origins: ['https://cs.example'] })
  expect((await ask({ origin: 'https://cs.example' })).status).toBe(200)
  const foreign = [
    'https://cs.example.evil.test',
    'https://cs.example:8443',
    'https://evil-cs.example',
    'http://cs.example',
    'https://cs.exampl',
    'https://cs.example/',
    'null',
  ]
  for (const origin of foreign) expect([origin, (await ask({ origin })).status]).toEqual([origin, 403])
})

test('[SEC-4] the own origin is the Host name with its port, whole', () => {
  expect([isOwnOrigin('https://cs.example', 'CS.example'), isOwnOrigin('http://cs.example:80', 'cs.example:80')]).toEqual([true, true])
  for (const origin of ['https://cs.example.evil.test', 'https://cs.example:444', 'https://cs.exampl', 'cs.example', 'ftp://cs.example'])
    expect(isOwnOrigin(origin, 'cs.example')).toBe(false)
})

test('[SEC-4] on this machine only names of this machine are answered', async () => {
  const ask = await start({})
  for (const host of ['127.0.0.1', 'localhost:1234', '127.8.8.8:80', '[::1]:80', 'LOCALHOST'])
    expect([host, (await ask({ host })).status]).toEqual([host, 200])
  for (const host of ['cs.example', 'localhost.evil.test', '127.0.0.1.evil.test', '10.0.0.1', '1270.0.0.1'])
    expect([host, (await ask({ host })).status]).toEqual([host, 421])
  expect([isLoopback('127.1.2.3'), isLoopback('128.0.0.1'), isLoopback('127.evil'), isLoopback('::1'), isLoopback('::2')]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ])
})

test('an allowed page of another origin may call with a token of its own; a browser learns that first', async () => {
  const ask = await start({ origins: ['https://cs.example'] })
  const answer = await ask({ origin: 'https://cs.example', 'access-control-request-method': 'POST' }, 'OPTIONS')
  expect(answer.status).toBe(204)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': 'https://cs.example',
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': expect.stringContaining('authorization'),
    vary: 'origin',
  })
  expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
  expect((await ask({})).headers['access-control-allow-origin']).toBeUndefined()
})

const guards = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}
const jsonHeaders = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
/** What the gate and the answer set; the rest is of every HTTP server. */
const own = ({ headers }: Awaited<ReturnType<typeof send>>) => {
  const { date, connection, 'keep-alive': _, 'content-length': __, 'transfer-encoding': ___, ...rest } = headers
  return rest
}

test('[SEC-7] an answer, a refused name and a refused page have all headers that guard a browser', async () => {
  const ask = await start({})
  const [answer, misnamed, foreign] = [await ask({}), await ask({ host: 'cs.example' }), await ask({ origin: 'https://cs.example' })]
  for (const each of [answer, misnamed, foreign]) expect(own(each)).toEqual({ ...guards, ...jsonHeaders })
  const problem = (missing: string) => ({
    ok: false,
    problem: { code: 'access.denied', message: `The request lacks ${missing}.`, details: { missing } },
  })
  expect([misnamed.json, foreign.json]).toEqual([problem('a Host name of this machine'), problem('an Origin that is allowed here')])
})

test('[SEC-4] an allowed page reads answers and learns what it may send; no other headers change for it', async () => {
  const ask = await start({ origins: ['https://cs.example'] })
  const foreign = {
    ...guards,
    'access-control-allow-origin': 'https://cs.example',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'origin',
  }
  const [answer, preflight] = [await ask({ origin: 'https://cs.example' }), await ask({ origin: 'https://cs.example' }, 'OPTIONS')]
  expect([answer.status, own(answer)]).toEqual([200, { ...foreign, ...jsonHeaders }])
  expect([preflight.status, preflight.text, own(preflight)]).toEqual([
    204,
    '',
    {
      ...foreign,
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'authorization, content-type, last-event-id, x-tenure',
      'access-control-max-age': '600',
    },
  ])
  const unasked = await ask({ origin: 'http://127.0.0.1' }, 'OPTIONS')
  expect(unasked.status).toBe(403)
})
