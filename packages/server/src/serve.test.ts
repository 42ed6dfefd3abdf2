import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost, listContract, someCustomers } from './fixtures/in-memory-host.js'
import { ownPage, RawStream, send, signInAs } from './fixtures/raw-http.js'
import { type ServeOptions, type Server, serve } from './serve.js'
import { localSwitcher } from './sign-in/local-switcher.js'

const list = `/api/read/${listContract.id}`
const rename = '/api/act/test.customers/rename'

async function start(options: Partial<ServeOptions> = {}) {
  const host = new InMemoryHost()
  host.customers.next(someCustomers(3))
  const server = await serve({ host, signIn: localSwitcher(), ...options })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { host: (options.host as InMemoryHost | undefined) ?? host, server }
}

// A connection that has been used and stays open.
function holdConnection(server: Server, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ port: server.port, host: '127.0.0.1', path: '/api/alive', agent }, (incoming) => incoming.resume().on('end', resolve)).on(
      'error',
      reject,
    )
  })
}

test('[SEC-5] a request that arrives while the server stops is to be tried again: its session has not ended', async () => {
  const { server } = await start()
  const { cookie = '' } = await signInAs(server, 'anna')
  const socket = connect(server.port, '127.0.0.1')
  let received = ''
  socket.setEncoding('utf8').on('data', (text) => {
    received += text
  })
  const over = new Promise((resolve) => socket.once('close', resolve))
  const host = `HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\n`
  // The first answer says that the beginning of the second request is there as well.
  socket.write(`GET /api/alive ${host}\r\nGET ${list} ${host}`)
  await expect.poll(() => received).toContain('alive')
  const stopped = server[Symbol.asyncDispose]()
  received = ''
  socket.write(`x-tenure: 1\r\ncookie: ${cookie}\r\n\r\n`)
  await Promise.all([over, stopped])
  expect(received).toMatch(/^HTTP\/1\.1 503 /)
  expect(received).toContain('The server is stopping. Try again in a moment.')
})

test('a provider is read by GET, and by POST with the input in the body', async () => {
  const { server } = await start()
  const headers = await signInAs(server, 'anna')
  const value = { rows: [{ id: 'c2', name: 'Customer number 2', owner: 'anna' }], total: 1 }
  const input = { search: 'number 2' }
  const got = await send(server, { path: `${list}?input=${encodeURIComponent(JSON.stringify(input))}`, headers })
  expect(got).toMatchObject({ status: 200, json: { ok: true, value } })
  expect(await send(server, { method: 'POST', path: list, headers, body: { input } })).toMatchObject({
    status: 200,
    json: { ok: true, value },
  })
})

test('[SDK-7] an action runs once under one key', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const body = { input: { id: 'c1', name: 'Contoso' }, key: 'k1' }
  expect((await send(server, { method: 'POST', path: rename, headers, body })).json).toEqual({ ok: true, value: { name: 'Contoso' } })
  host.customers.next(someCustomers(3))
  await send(server, { method: 'POST', path: rename, headers, body })
  expect(host.customers.value[1]?.name).toBe('Customer number 1')
})

test('the status follows the code of the problem', async () => {
  const { server } = await start()
  const headers = await signInAs(server, 'anna')
  expect(await send(server, { path: `${list}?input=${encodeURIComponent('{"serch":"x"}')}`, headers })).toMatchObject({
    status: 400,
    json: { problem: { code: 'input.invalid' } },
  })
  expect(await send(server, { path: `${list}?input=nonsense`, headers })).toMatchObject({
    status: 400,
    json: { problem: { code: 'input.invalid' } },
  })
  expect(await send(server, { path: '/api/read/test.customers/nobody', headers })).toMatchObject({ status: 404, json: { ok: false } })
  expect(await send(server, { path: '/api/nothing', headers })).toMatchObject({ status: 404, json: { ok: false } })
})

test('[SEC-3] without a principal only the page, sign-in, the description and the liveness check answer', async () => {
  const { server } = await start()
  for (const path of ['/api/alive', '/api/openapi.json', '/api/sign-in']) expect((await send(server, { path })).status).toBe(200)
  for (const path of [list, '/api/live', `/api/watch/${listContract.id}`]) {
    expect(await send(server, { path }), path).toMatchObject({ status: 401, json: { problem: { code: 'access.signed-out' } } })
  }
  expect((await send(server, { method: 'POST', path: rename, body: { input: {} }, headers: ownPage(server) })).status).toBe(401)
})

test('[SEC-4] on a loopback address only loopback Host names are answered', async () => {
  const { server } = await start()
  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    '127.0.0.1.evil.example',
    'evil127.0.0.1',
    'evil.localhost',
    'localhost:80:80',
    'localhost@evil.example',
    '127.0.0.256',
    '127.0.0',
    'localhost.evil.example',
    '[::2]',
    '10.0.0.1',
  ]) {
    expect(await send(server, { path: '/api/alive', headers: { host } }), host).toMatchObject({ status: 421, json: { ok: false } })
  }
  for (const host of ['localhost', `127.0.0.1:${server.port}`, '[::1]:80', 'LOCALHOST:1']) {
    expect((await send(server, { path: '/api/alive', headers: { host } })).status, host).toBe(200)
  }
})

test('[SEC-4] a foreign Origin is refused on every route, whatever the method', async () => {
  const { server } = await start()
  const headers = { ...(await signInAs(server, 'anna')), origin: 'https://evil.example' }
  for (const path of [list, '/api/alive', '/api/live', '/']) expect((await send(server, { path, headers })).status, path).toBe(403)
  expect((await send(server, { method: 'POST', path: rename, headers, body: { input: { id: 'c1', name: 'x' } } })).status).toBe(403)
  expect((await send(server, { path: list, headers: { ...headers, origin: 'null' } })).status).toBe(403)
})

test('[SEC-4] the own Origin is compared whole: none that begins or ends like it is taken for it', async () => {
  const { server, host } = await start()
  const { cookie = '' } = await signInAs(server, 'anna')
  const own = server.url
  const alike = [
    `${own}.evil.example`,
    `${own}0`,
    own.slice(0, -1),
    own.replace(/:\d+$/, ''),
    `${own}/`,
    `${own}@evil.example`,
    own.replace('http://', 'http://evil.'),
    own.replace('http://', 'ws://'),
    `https://evil.example?${own}`,
    `x${own}`,
    own.toUpperCase(),
  ]
  const body = { input: { id: 'c1', name: 'Taken over' } }
  for (const origin of alike) {
    expect((await send(server, { path: list, headers: { cookie, origin } })).status, origin).toBe(403)
    const forged = { cookie, origin, 'x-tenure': '1' }
    expect((await send(server, { method: 'POST', path: rename, headers: forged, body })).status, origin).toBe(403)
  }
  expect(host.customers.value[1]?.name).toBe('Customer number 1')
})

test('[SEC-4] a configured origin is compared whole', async () => {
  const { server } = await start({ origins: ['https://crm.example'] })
  for (const origin of ['https://crm.example.evil.example', 'https://crm.example:444', 'http://crm.example', 'https://a.crm.example'])
    expect((await send(server, { path: '/api/alive', headers: { origin } })).status, origin).toBe(403)
  expect((await send(server, { path: '/api/alive', headers: { origin: 'https://crm.example' } })).status).toBe(200)
})

test('[SEC-4] a change with a cookie needs the Origin of the server and the header that no form sends', async () => {
  const { server, host } = await start()
  const { cookie = '' } = await signInAs(server, 'anna')
  const body = { input: { id: 'c1', name: 'Taken over' } }
  for (const headers of [{ cookie }, { cookie, origin: server.url }, { cookie, 'x-tenure': '1' }]) {
    expect(await send(server, { method: 'POST', path: rename, headers, body })).toMatchObject({
      status: 403,
      json: { problem: { code: 'access.denied' } },
    })
  }
  expect(host.customers.value[1]?.name).toBe('Customer number 1')
  expect((await send(server, { method: 'POST', path: rename, headers: { cookie, ...ownPage(server) }, body })).status).toBe(200)
})

test('[SEC-4] a configured origin is admitted without credentials, any other is not', async () => {
  const { server } = await start({ origins: ['https://crm.example'] })
  const origin = 'https://crm.example'
  const preflight = await send(server, { method: 'OPTIONS', path: list, headers: { origin } })
  expect(preflight.status).toBe(204)
  expect(preflight.headers['access-control-allow-origin']).toBe(origin)
  expect(preflight.headers['access-control-allow-credentials']).toBeUndefined()
  const { cookie = '' } = await signInAs(server, 'anna')
  expect(
    (
      await send(server, {
        method: 'POST',
        path: rename,
        headers: { cookie, origin, 'x-tenure': '1' },
        body: { input: { id: 'c1', name: 'x' } },
      })
    ).status,
  ).toBe(403)
})

test('[SEC-4] the session is a cookie that scripts and other sites do not get, with 256 random bits', async () => {
  const { server } = await start()
  const answer = await send(server, { method: 'POST', path: '/api/sign-in', body: { user: 'anna' }, headers: ownPage(server) })
  const cookie = answer.headers['set-cookie']?.[0] ?? ''
  expect(cookie).toMatch(/^tenure-\d+=[\w-]{43}; /)
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Strict')
  expect(cookie).not.toContain('Secure')
  expect(answer.text).not.toContain(cookie.split(/[=;]/)[1])
})

test('[SEC-4] signing in again ends the session that the browser had', async () => {
  const { server } = await start()
  const first = await signInAs(server, 'anna')
  const again = await send(server, { method: 'POST', path: '/api/sign-in', body: { user: 'ben' }, headers: first })
  expect((await send(server, { path: list, headers: first })).status).toBe(401)
  const second = again.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect((await send(server, { path: list, headers: { cookie: second } })).json).toMatchObject({ value: { total: 0 } })
})

test('[SEC-4] sign-in itself is refused to foreign pages and forms', async () => {
  const { server } = await start()
  const sign = (headers: Record<string, string>) => send(server, { method: 'POST', path: '/api/sign-in', body: { user: 'anna' }, headers })
  expect((await sign({})).status).toBe(403)
  expect((await sign({ origin: server.url })).status).toBe(403)
  expect((await sign({ ...ownPage(server), 'content-type': 'text/plain' })).status).toBe(400)
})

test('[SEC-1] the user switcher refuses any address but a loopback one', async () => {
  await expect(start({ hostname: '0.0.0.0' })).rejects.toMatchObject({ code: 'config.invalid' })
  await expect(start({ hostname: 'workspace.example' })).rejects.toMatchObject({ code: 'config.invalid' })
})

test('[SEC-1] the switcher offers the users who may sign in, and accepts no others', async () => {
  const { server, host } = await start()
  host.deactivate('ben')
  const offer = await send(server, { path: '/api/sign-in' })
  expect(offer.json).toEqual({
    ok: true,
    value: {
      kind: 'switcher',
      users: [
        { id: 'anna', name: 'ANNA' },
        { id: 'root', name: 'ROOT' },
      ],
      firstAdmin: false,
      user: null,
    },
  })
  for (const user of ['ben', 'nobody']) {
    expect((await send(server, { method: 'POST', path: '/api/sign-in', body: { user }, headers: ownPage(server) })).status).toBe(401)
  }
  expect(host.audited.map(({ what }) => what)).toEqual(['failed to sign in', 'failed to sign in'])
})

test('[SEC-2] the first administrator is created with the printed code, once', async () => {
  const host = new InMemoryHost([])
  const { server } = await start({ host })
  const make = (code: string) =>
    send(server, { method: 'POST', path: '/api/first-admin', body: { code, name: 'Anna' }, headers: ownPage(server) })
  expect(server.firstAdminCode).toMatch(/^([a-z2-9]{6}-){3}[a-z2-9]{6}$/)
  expect((await send(server, { path: '/api/sign-in' })).json).toMatchObject({ value: { users: [], firstAdmin: true } })
  expect((await make('aaaaaa-aaaaaa-aaaaaa-aaaaaa')).status).toBe(401)
  expect((await send(server, { method: 'POST', path: '/api/sign-in', body: { user: 'first' }, headers: ownPage(server) })).status).toBe(401)
  expect((await make(server.firstAdminCode ?? '')).json).toEqual({ ok: true, value: { user: 'first' } })
  expect((await make(server.firstAdminCode ?? '')).status).toBe(401)
  expect((await send(server, { path: '/api/sign-in' })).json).toMatchObject({ value: { firstAdmin: false } })
})

test('[SEC-2] an account that has users prints no code', async () => {
  const { server } = await start()
  expect(server.firstAdminCode).toBeUndefined()
  expect(
    (await send(server, { method: 'POST', path: '/api/first-admin', body: { code: '', name: 'Eve' }, headers: ownPage(server) })).status,
  ).toBe(401)
})

test('[SEC-5] what is too large, too deep or too long is refused, and the limit named', async () => {
  const { server } = await start({ limits: { bodyBytes: 2_000, addressLength: 1_000, inputDepth: 5 } })
  const headers = await signInAs(server, 'anna')
  const large = { input: { search: 'x'.repeat(3_000) } }
  const limited = (limit: string, max: number) => ({ json: { problem: { code: 'input.too-large', details: { limit, max } } } })
  expect(await send(server, { method: 'POST', path: list, headers, body: large })).toMatchObject({
    status: 413,
    ...limited('bodyBytes', 2_000),
  })
  const chunked = { ...headers, 'transfer-encoding': 'chunked' }
  expect(await send(server, { method: 'POST', path: list, headers: chunked, body: large })).toMatchObject({
    status: 413,
    ...limited('bodyBytes', 2_000),
  })
  const deep = { input: { nested: [[[[[1]]]]] } }
  expect(await send(server, { method: 'POST', path: list, headers, body: deep })).toMatchObject({
    status: 413,
    ...limited('inputDepth', 5),
  })
  const long = await send(server, { path: `${list}?input=${'x'.repeat(2_000)}`, headers })
  expect(long).toMatchObject({ status: 414, ...limited('addressLength', 1_000) })
  expect(long.json.problem?.message).toContain('use POST')
  expect(await send(server, { path: `${list}?input=${'x'.repeat(100_000)}`, headers })).toMatchObject({
    status: 431,
    json: { problem: { message: expect.stringContaining('use POST') } },
  })
})

test('[SEC-5] a body that is read before sign-in has at most 16 KiB, and what signed-in users send may be longer', async () => {
  const { server } = await start()
  const long = 'x'.repeat(17_000)
  const limited = { status: 413, json: { problem: { code: 'input.too-large', details: { limit: 'signInBytes', max: 16_384 } } } }
  const post = (path: string, body: unknown, more = {}) =>
    send(server, { method: 'POST', path, headers: { ...ownPage(server), ...more }, body })
  expect(await post('/api/sign-in', { user: long })).toMatchObject(limited)
  expect(await post('/api/sign-in', { user: long }, { 'transfer-encoding': 'chunked' })).toMatchObject(limited)
  expect(await post('/api/first-admin', { code: long, name: 'Eve' })).toMatchObject(limited)
  expect((await post('/api/sign-in', { user: 'anna', pad: 'x'.repeat(16_000) })).status).toBe(400)
  expect((await post(list, { input: { search: long } }, await signInAs(server, 'anna'))).status).toBe(200)
})

test('[SEC-5] connections are limited, idle ones make room, and the refusal names the limit', async () => {
  const { server } = await start({ limits: { connections: 3 } })
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const idle = Array.from({ length: 3 }, () => holdConnection(server, agent))
  await Promise.all(idle)
  const headers = await signInAs(server, 'anna')
  const streams = await Promise.all([1, 2, 3].map(() => RawStream.open(server, '/api/live', headers)))
  onTestFinished(() => {
    for (const stream of streams) stream[Symbol.dispose]()
  })
  expect(await send(server, { path: '/api/alive' })).toMatchObject({
    status: 503,
    headers: { connection: 'close' },
    json: { problem: { code: 'input.too-large', details: { limit: 'connections', max: 3 } } },
  })
  streams[0]?.[Symbol.dispose]()
  await expect.poll(async () => (await send(server, { path: '/api/alive' })).status).toBe(200)
})

test('[SEC-5] the answer to a wrong input is small, whatever the input', async () => {
  const { server } = await start()
  const headers = await signInAs(server, 'anna')
  const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`unknown field ${index}`, 1]))
  for (const body of [{ input: 1, ...many }, { input: {}, ['k'.repeat(500_000)]: 1 }, { key: 'k'.repeat(500_000) }])
    for (const path of [list, rename]) {
      const { status, text } = await send(server, { method: 'POST', path, headers, body })
      expect(status).toBe(400)
      expect(text.length).toBeLessThan(10_000)
    }
})

test('[SEC-5] calls under way and their time are limited per user', async () => {
  const { server } = await start({ limits: { callsPerUser: 2, callMs: 300 } })
  const headers = await signInAs(server, 'anna')
  const stuck = () => send(server, { path: '/api/read/test.customers/stuck', headers })
  const [first, second] = [stuck(), stuck()]
  await expect.poll(async () => (await send(server, { path: list, headers })).status).toBe(429)
  expect((await send(server, { path: list, headers: await signInAs(server, 'ben') })).status).toBe(200)
  for (const answer of await Promise.all([first, second])) {
    expect(answer).toMatchObject({ status: 504, json: { problem: { details: { limit: 'callMs' } } } })
  }
})

test('[SEC-7] a script in a name is data: typed, not sniffed, under a policy without inline script', async () => {
  const { server, host } = await start()
  const name = '</script><script>alert(1)</script>\u2028\n\ndata: forged'
  host.customers.next([{ id: 'c1', name, owner: 'anna' }])
  const { text, headers, json } = await send(server, { path: list, headers: await signInAs(server, 'anna') })
  expect(headers['content-type']).toBe('application/json; charset=utf-8')
  expect(headers['x-content-type-options']).toBe('nosniff')
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(json.value).toMatchObject({ rows: [{ name }] })
  expect(text).not.toContain('\n')
})

test('[SEC-7] every answer has the security headers, refusals too', async () => {
  const { server } = await start()
  for (const request of [
    { path: '/api/alive' },
    { path: '/api/nothing' },
    { path: list },
    { path: '/', headers: { host: 'evil.example' } },
  ]) {
    const { headers } = await send(server, request)
    expect(headers['content-security-policy'], request.path).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  }
})

test('[SEC-16] [SEC-12] an unexpected failure sends only a number, and the log has its text under that number', async () => {
  const warned: unknown[] = []
  const { server } = await start({ log: { info: () => {}, warn: (message, facts) => warned.push([message, facts]) } })
  const { status, text, json } = await send(server, { path: '/api/read/test.customers/broken', headers: await signInAs(server, 'anna') })
  expect(status).toBe(500)
  expect(json.problem?.code).toBe('internal.invariant')
  expect(text).not.toMatch(/SELECT|vault|\/home|at .*\.ts/)
  expect(json.problem?.details).toEqual({ invariant: expect.stringMatching(/^[\w-]{36}$/) })
  expect(JSON.stringify(warned)).toContain(Object.values(json.problem?.details ?? {})[0])
  expect(JSON.stringify(warned)).toContain('vault')
})

test('[SEC-3] [SEC-12] no token or session id reaches the log or an error', async () => {
  const logged: unknown[] = []
  const { server } = await start({ log: { info: (...line) => logged.push(line), warn: (...line) => logged.push(line) } })
  const headers = await signInAs(server, 'anna')
  const { text } = await send(server, {
    path: '/api/read/test.customers/broken',
    headers: { ...headers, authorization: 'Bearer super.secret.token' },
  })
  await send(server, { path: '/api/read/test.customers/broken', headers })
  expect(text + JSON.stringify(logged)).not.toContain('super.secret.token')
  expect(JSON.stringify(logged)).not.toContain(headers['cookie']?.split('=')[1])
})

test('what is no HTTP is answered and closed', async () => {
  const { server } = await start()
  const answer = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(server.port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => resolve(text))
  })
  expect(answer).toContain('400 Bad Request')
})

test('a port that is taken is a problem with a code', async () => {
  const { server } = await start()
  await expect(start({ port: server.port })).rejects.toMatchObject({ code: 'config.invalid' })
})

test('[ACC-13] a deactivated user is signed out at once', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  host.deactivate('anna')
  expect((await send(server, { path: list, headers })).status).toBe(401)
})

test('signing out ends the session', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const out = await send(server, { method: 'POST', path: '/api/sign-out', headers })
  expect(out.status).toBe(200)
  expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0')
  expect((await send(server, { path: list, headers })).status).toBe(401)
  expect(host.audited.map(({ what }) => what)).toEqual(['signed in', 'signed out'])
})
