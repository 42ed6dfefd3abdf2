import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { firstValueFrom, Subject } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost, listContract, onceContract, someCustomers } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { RawStream, send, signInAs } from '../fixtures/raw-http.js'
import { type ServeOptions, type Server, serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'
import { verifiedJwt } from '../sign-in/verified-jwt.js'

const watchList = `/api/watch/${listContract.id}`

async function start(options: Partial<ServeOptions> = {}) {
  const host = new InMemoryHost()
  const timing = new ManualTiming()
  host.customers.next(someCustomers(20))
  const server = await serve({ host, timing, signIn: localSwitcher(), ...options })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { host, timing, server }
}

async function open(server: Server, path: string, headers: Record<string, string>): Promise<RawStream> {
  const stream = await RawStream.open(server, path, headers)
  onTestFinished(() => stream[Symbol.dispose]())
  return stream
}

async function openLive(server: Server, headers: Record<string, string>) {
  const stream = await open(server, '/api/live', headers)
  const [ready] = await stream.take(1)
  return { stream, connection: ready?.data['connection'] as string }
}

function change(server: Server, connection: string, headers: Record<string, string>, body: unknown) {
  return send(server, { method: 'POST', path: `/api/live/${connection}`, headers, body })
}

function rename(host: InMemoryHost, id: string, name: string): void {
  host.customers.next(host.customers.value.map((each) => (each.id === id ? { ...each, name } : each)))
}

test('a stream starts with the whole value, and continues with what changed', async () => {
  const { server, host } = await start()
  const stream = await open(server, watchList, { ...(await signInAs(server, 'anna')), 'accept-encoding': 'gzip, br' })
  expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  expect(stream.headers['content-encoding']).toBeUndefined()
  expect(stream.headers['cache-control']).toBe('no-store')
  expect((await stream.take(1))[0]).toMatchObject({ event: 'frame', data: { state: 'live', asOf: 1, value: { total: 20 } } })
  rename(host, 'c3', 'Contoso')
  const [, patch] = await stream.take(2)
  expect(patch?.event).toBe('patch')
  expect(patch?.data['patch']).toEqual({ fields: { rows: { rows: { changed: [['c3', { fields: { name: { set: 'Contoso' } } }]] } } } })
  expect(patch?.id?.split('.')[1]).toBe('2')
})

test("[BEY-1] the raw stream of one user holds nothing of records that were never that user's", async () => {
  const { server, host } = await start()
  host.customers.next([...someCustomers(20), { id: 'secret1', name: 'Hidden Ltd', owner: 'ben' }])
  const stream = await open(server, watchList, await signInAs(server, 'anna'))
  await stream.take(1)
  rename(host, 'secret1', 'Hidden plc')
  rename(host, 'c0', 'Seen')
  host.customers.next(host.customers.value.map((each) => (each.id === 'c1' ? { ...each, owner: 'ben', name: 'Taken away' } : each)))
  await stream.until(() => stream.text.includes('"gone":["c1"]'))
  expect(stream.text).not.toMatch(/secret1|Hidden|Taken away|ben/)
})

test('frames of one tick are sent as one', async () => {
  const { server, host } = await start()
  const stream = await open(server, watchList, await signInAs(server, 'anna'))
  await stream.take(1)
  for (let i = 0; i < 50; i++) rename(host, 'c3', `Name ${i}`)
  await stream.until(() => stream.text.includes('Name 49'))
  expect(stream.events).toHaveLength(2)
})

test('[SEC-5] an open stream ends when its token expires, with the reason', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const timing = new ManualTiming()
  const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] }
  const signIn = verifiedJwt({ issuer: 'https://id.example', audience: 'tenure', keys, algorithms: ['ES256'], timing })
  const { server, host } = await start({ signIn, timing })
  const expiry = Math.floor(timing.now() / 1000) + 600
  const token = await new SignJWT({ sub: 'anna', iss: 'https://id.example', aud: 'tenure', exp: expiry })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .sign(privateKey)
  const stream = await open(server, watchList, { authorization: `Bearer ${token}` })
  await stream.take(1)
  timing.advance(599_000)
  rename(host, 'c0', 'Still here')
  await stream.take(2)
  timing.advance(1_000)
  rename(host, 'c0', 'Too late')
  await stream.over()
  expect(stream.events.at(-1)).toMatchObject({ event: 'end', data: { problem: { code: 'access.signed-out' } } })
  expect(stream.text).not.toContain('Too late')
  expect(host.watching).toBe(0)
  expect((await RawStream.open(server, watchList, { authorization: `Bearer ${token}` })).status).toBe(401)
})

test('[SEC-5] a stream ends with the token that resumed it, not with the one that opened it', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const timing = new ManualTiming()
  const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] }
  const signIn = verifiedJwt({ issuer: 'https://id.example', audience: 'tenure', keys, algorithms: ['ES256'], timing })
  const { server, host } = await start({ signIn, timing })
  const tokenFor = async (seconds: number) => ({
    authorization: `Bearer ${await new SignJWT({
      sub: 'anna',
      iss: 'https://id.example',
      aud: 'tenure',
      exp: Math.floor(timing.now() / 1000) + seconds,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(privateKey)}`,
  })
  const outlives = async (opening: number, resuming: number) => {
    const stream = await open(server, watchList, await tokenFor(opening))
    const [first] = await stream.take(1)
    const again = await open(server, watchList, { ...(await tokenFor(resuming)), 'last-event-id': first?.id ?? '' })
    await stream.over()
    return again
  }
  const long = await outlives(100, 600)
  timing.advance(101_000)
  rename(host, 'c0', 'Still here')
  await long.until(() => long.text.includes('Still here'))
  const short = await outlives(600, 100)
  timing.advance(101_000)
  rename(host, 'c0', 'Too late')
  await short.over()
  expect(short.events.at(-1)).toMatchObject({ event: 'end', data: { problem: { code: 'access.signed-out' } } })
  expect(short.text).not.toContain('Too late')
  expect(long.isOver).toBe(false)
})

test('[SEC-5] a receiver that leaves before its stream begins leaves no place taken', async () => {
  const waiting = new Subject<void>()
  let asked = 0
  const verify = async (token: string) => {
    asked += 1
    if (token === 'slow') await firstValueFrom(waiting)
    return { user: 'anna' }
  }
  const { server, host } = await start({ signIn: { kind: 'slow', verify }, limits: { connectionsPerUser: 2 } })
  const leaving = ['/api/live', '/api/live', watchList].map((path) => {
    const socket = connect(server.port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer slow\r\n\r\n`)
    return socket
  })
  await expect.poll(() => asked).toBe(3)
  for (const socket of leaving) socket.resetAndDestroy()
  for (let trip = 0; trip < 3; trip++) await send(server, { path: '/api/alive' })
  waiting.next()
  for (let trip = 0; trip < 3; trip++) await send(server, { path: '/api/alive' })
  expect(host.watching).toBe(0)
  const quick = { authorization: 'Bearer quick' }
  expect((await open(server, '/api/live', quick)).status).toBe(200)
  expect((await open(server, '/api/live', quick)).status).toBe(200)
  expect((await open(server, '/api/live', quick)).status).toBe(429)
})

test('[SEC-5] a stream whose session ends while its request is read ends with the reason', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const more = { 'content-type': 'application/json', 'transfer-encoding': 'chunked', expect: '100-continue' }
  const path = { port: server.port, host: '127.0.0.1', method: 'POST', path: watchList }
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request({ ...path, headers: { ...headers, ...more }, agent: false })
    outgoing.on('response', resolve).on('error', reject)
    outgoing.on('continue', async () => {
      await send(server, { method: 'POST', path: '/api/sign-out', headers })
      outgoing.end('{"input":{}}')
    })
    outgoing.flushHeaders()
  })
  const stream = new RawStream(incoming)
  await stream.over()
  expect(stream.events).toEqual([
    expect.objectContaining({ event: 'end', data: { problem: expect.objectContaining({ code: 'access.signed-out' }) } }),
  ])
  expect(host.watching).toBe(0)
})

test('[SEC-5] an open stream ends with its session: signed out, expired, or the user deactivated', async () => {
  const { server, host, timing } = await start({ limits: { sessionMs: 3_600_000 } })
  const [anna, ben, root] = [await signInAs(server, 'anna'), await signInAs(server, 'ben'), await signInAs(server, 'root')]
  const streams = [await open(server, watchList, anna), await open(server, watchList, ben), await open(server, '/api/live', root)]
  for (const stream of streams) await stream.take(1)
  await send(server, { method: 'POST', path: '/api/sign-out', headers: anna })
  await streams[0]?.over()
  host.deactivate('ben')
  await streams[1]?.over()
  timing.advance(3_600_000)
  await streams[2]?.over()
  for (const stream of streams)
    expect(stream.events.at(-1)).toMatchObject({ event: 'end', data: { problem: { code: 'access.signed-out' } } })
  expect(host.watching).toBe(0)
})

test('a broken stream is resumed with what was missed', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  await change(server, connection, headers, { watch: [{ key: 'a', provider: listContract.id }] })
  const [, first] = await stream.take(2)
  rename(host, 'c1', 'Sent and maybe lost')
  await stream.take(3)
  stream[Symbol.dispose]()
  rename(host, 'c2', 'Changed meanwhile')
  await expect.poll(() => host.watching).toBe(1)
  const again = await open(server, '/api/live', { ...headers, 'last-event-id': first?.id ?? '' })
  await again.until(() => again.events.some((each) => each.event === 'current'))
  expect(again.events[0]).toMatchObject({ event: 'ready', data: { connection, resumed: true } })
  expect(again.events.map((each) => each.event)).toEqual(['ready', 'patch', 'current'])
  expect(again.text).toContain('Sent and maybe lost')
  expect(again.text).toContain('Changed meanwhile')
  expect(again.text).not.toContain('number 9')
})

test('[SEC-5] a resumed stream sends what its user may see now, and nothing that was sent in between', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  await change(server, connection, headers, { watch: [{ key: 'a', provider: listContract.id }] })
  const [, first] = await stream.take(2)
  rename(host, 'c1', 'Seen for a moment')
  await stream.take(3)
  stream[Symbol.dispose]()
  host.customers.next(host.customers.value.map((each) => (each.id === 'c1' ? { ...each, owner: 'ben' } : each)))
  const again = await open(server, '/api/live', { ...headers, 'last-event-id': first?.id ?? '' })
  await again.until(() => again.events.some((each) => each.event === 'current'))
  expect(again.events[1]).toMatchObject({ event: 'patch', data: { patch: { fields: { rows: { rows: { gone: ['c1'] } } } } } })
  expect(again.text).not.toContain('Seen for a moment')
})

test('a watch that was taken back is not sent again by a resumed stream, nor is its end sent to another of its key', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  await change(server, connection, headers, { watch: [{ key: 'a', provider: listContract.id }] })
  await change(server, connection, headers, { watch: [{ key: 'once', provider: 'test.customers/once' }] })
  await stream.take(4)
  await change(server, connection, headers, { unwatch: ['a'], watch: [{ key: 'b', provider: listContract.id, input: { search: '9' } }] })
  await stream.take(5)
  stream[Symbol.dispose]()
  rename(host, 'c9', 'Now 9 again')
  const again = await open(server, '/api/live', { ...headers, 'last-event-id': `${connection}.0` })
  await again.until(() => again.events.some((each) => each.event === 'current'))
  expect(again.events.map((each) => [each.event, each.data['key']])).toEqual([
    ['ready', undefined],
    ['end', 'once'],
    ['frame', 'b'],
    ['current', undefined],
  ])
})

test('where what was missed is no longer there, all values come whole', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  await change(server, connection, headers, { watch: [{ key: 'a', provider: listContract.id }] })
  await stream.take(2)
  stream[Symbol.dispose]()
  rename(host, 'c2', 'Changed meanwhile')
  const again = await open(server, '/api/live', { ...headers, 'last-event-id': `${connection}.77` })
  await again.until(() => again.events.some((each) => each.event === 'current'))
  expect(again.events.map((each) => each.event)).toEqual(['ready', 'frame', 'current'])
  expect(again.events[1]?.data).toMatchObject({ key: 'a', value: { total: 20 } })
})

test('a single stream is resumed for the same question only', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const stream = await open(server, watchList, headers)
  const [first] = await stream.take(1)
  stream[Symbol.dispose]()
  const other = await open(server, `${watchList}?input=${encodeURIComponent('{"search":"9"}')}`, {
    ...headers,
    'last-event-id': first?.id ?? '',
  })
  expect((await other.take(1))[0]).toMatchObject({ event: 'frame', data: { value: { total: 2 } } })
  // Another provider is another question, also where it is asked the same.
  const once = await open(server, `/api/watch/${onceContract.id}`, { ...headers, 'last-event-id': first?.id ?? '' })
  rename(host, 'c0', 'Of the list')
  expect((await once.take(1))[0]).toMatchObject({ event: 'frame', data: { value: 'once' } })
})

test('a stream that is not resumed in time is gone, with its watches', async () => {
  const { server, host, timing } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  await change(server, connection, headers, { watch: [{ key: 'a', provider: listContract.id }] })
  await stream.take(2)
  stream[Symbol.dispose]()
  await expect
    .poll(() => {
      timing.advance(30_000)
      return host.watching
    })
    .toBe(0)
  const again = await open(server, '/api/live', { ...headers, 'last-event-id': `${connection}.1` })
  expect((await again.take(1))[0]?.data).toMatchObject({ resumed: false })
})

test("[SEC-5] a stream cannot be resumed, changed or ended with another's session", async () => {
  const { server, host } = await start()
  const anna = await signInAs(server, 'anna')
  const root = await signInAs(server, 'root')
  const { stream, connection } = await openLive(server, root)
  await change(server, connection, root, { watch: [{ key: 'a', provider: listContract.id }] })
  const [, first] = await stream.take(2)
  const stolen = await open(server, '/api/live', { ...anna, 'last-event-id': first?.id ?? '' })
  expect(stolen.status).toBe(403)
  expect(host.audited).toContainEqual(expect.objectContaining({ what: 'was refused', place: 'live', user: 'anna' }))
  expect((await change(server, connection, anna, { unwatch: ['a'] })).status).toBe(404)
  expect((await send(server, { method: 'DELETE', path: `/api/live/${connection}`, headers: anna })).status).toBe(404)
  rename(host, 'c1', 'Still watched')
  await stream.until(() => stream.text.includes('Still watched'))
})

test('[SEC-5] another session of the same user starts over', async () => {
  const { server } = await start()
  const { connection } = await openLive(server, await signInAs(server, 'anna'))
  const second = await open(server, '/api/live', { ...(await signInAs(server, 'anna')), 'last-event-id': `${connection}.0` })
  expect((await second.take(1))[0]?.data['connection']).not.toBe(connection)
})

test('one connection carries many watches by their keys, which come and go', async () => {
  const { server, host } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  const watch = [
    { key: 'all', provider: listContract.id },
    { key: 'nine', provider: listContract.id, input: { search: '9' } },
  ]
  expect((await change(server, connection, headers, { watch })).status).toBe(200)
  await change(server, connection, headers, { watch })
  await change(server, connection, headers, { watch: [{ key: 'once', provider: 'test.customers/once' }] })
  await stream.take(5)
  expect(stream.events.slice(1).map((each) => [each.event, each.data['key']])).toEqual([
    ['frame', 'all'],
    ['frame', 'nine'],
    ['frame', 'once'],
    ['end', 'once'],
  ])
  await change(server, connection, headers, { unwatch: ['all'] })
  expect(host.watching).toBe(1)
  rename(host, 'c9', 'Now 9 again')
  const events = await stream.take(6)
  expect(events.at(-1)?.data['key']).toBe('nine')
  await send(server, { method: 'DELETE', path: `/api/live/${connection}`, headers })
  await stream.over()
  expect(host.watching).toBe(0)
})

test('a wrong watch shows in its own stream and spoils no other', async () => {
  const { server } = await start()
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  const watch = [
    { key: 'none', provider: 'test.customers/nobody' },
    { key: 'wrong', provider: listContract.id, input: { serch: '9' } },
    { key: 'right', provider: listContract.id },
  ]
  await change(server, connection, headers, { watch })
  await stream.take(4)
  const last = new Map(stream.events.map((each) => [each.data['key'], each.data]))
  expect(last.get('none')).toMatchObject({ state: 'stale', problem: { code: 'input.invalid' } })
  expect(last.get('wrong')).toMatchObject({ state: 'stale', problem: { code: 'input.invalid' } })
  expect(last.get('right')).toMatchObject({ state: 'live' })
})

test('[SEC-5] streams are limited per user, each watch counted, and the problem names the limit', async () => {
  const { server } = await start({ limits: { streamsPerUser: 3, connectionsPerUser: 3 } })
  const headers = await signInAs(server, 'anna')
  const { stream, connection } = await openLive(server, headers)
  const watch = ['a', 'b', 'c', 'd'].map((key) => ({ key, provider: listContract.id }))
  await change(server, connection, headers, { watch })
  await stream.take(5)
  expect(stream.events.find((each) => each.data['key'] === 'd')?.data).toMatchObject({
    state: 'stale',
    problem: { code: 'input.too-large', details: { limit: 'streamsPerUser', max: 3 } },
  })
  expect(await send(server, { path: watchList, headers })).toMatchObject({
    status: 429,
    json: { problem: { details: { limit: 'streamsPerUser' } } },
  })
  expect((await open(server, watchList, await signInAs(server, 'ben'))).status).toBe(200)
  await openLive(server, headers)
  await openLive(server, headers)
  expect(await send(server, { path: '/api/live', headers })).toMatchObject({
    status: 429,
    json: { problem: { details: { limit: 'connectionsPerUser' } } },
  })
})

test('connections whose receiver is away make room for new ones', async () => {
  const { server, host } = await start({ limits: { streamsPerUser: 2 } })
  const headers = await signInAs(server, 'anna')
  for (let reload = 0; reload < 5; reload++) {
    const { stream, connection } = await openLive(server, headers)
    await expect
      .poll(async () => {
        await change(server, connection, headers, {
          watch: ['a', 'b'].map((key) => ({ key: `${key}${Math.random()}`, provider: listContract.id })),
        })
        await stream.take(2)
        return stream.text.includes('"state":"live"')
      })
      .toBe(true)
    stream[Symbol.dispose]()
  }
  expect(host.watching).toBeLessThanOrEqual(2)
})

test('a slow receiver gets the newest state, and nothing is queued for it meanwhile', async () => {
  const { server, host, timing } = await start()
  const headers = await signInAs(server, 'anna')
  const afterTick = () => new Promise<void>((resolve) => void timing.at(timing.now() + 20, resolve))
  const big = (mark: string) =>
    Array.from({ length: 2_000 }, (_, index) => ({ id: `c${index}`, name: `${mark} ${'x'.repeat(500)}`, owner: 'anna' }))
  host.customers.next(big('first'))
  const stream = await open(server, watchList, headers)
  await stream.take(1)
  stream.pause()
  for (let round = 0; round < 40; round++) {
    host.customers.next(big(`round ${round}`))
    await afterTick()
  }
  stream.resume()
  await stream.until(() => stream.text.includes('round 39'))
  const length = JSON.stringify(big('first')).length
  expect(stream.events.length).toBeLessThan(25)
  expect(stream.text.length).toBeLessThan(25 * length)
})

test('a quiet stream gives signs of life', async () => {
  const { server, timing } = await start()
  const stream = await open(server, watchList, await signInAs(server, 'anna'))
  await stream.take(1)
  timing.advance(15_000)
  await stream.until(() => stream.comments.length === 1)
  timing.advance(15_000)
  await stream.until(() => stream.comments.length === 2)
})

test('[SEC-7] a name with line breaks makes no event of its own', async () => {
  const { server, host } = await start()
  host.customers.next([{ id: 'c1', name: 'x\n\nevent: end\ndata: {}\n\n<script>', owner: 'anna' }])
  const stream = await open(server, watchList, await signInAs(server, 'anna'))
  rename(host, 'c1', 'y\r\n\r\nevent: end')
  await stream.until(() => stream.text.includes('y\\r\\n'))
  expect(stream.events.map((each) => each.event)).not.toContain('end')
})

test('closing the server ends streams without telling that the session ended, and leaves nothing behind', async () => {
  const { server, host } = await start()
  const stream = await open(server, watchList, await signInAs(server, 'anna'))
  await stream.take(1)
  await server[Symbol.asyncDispose]()
  await stream.over()
  expect(stream.events.map((each) => each.event)).toEqual(['frame'])
  expect(host.watching).toBe(0)
})
