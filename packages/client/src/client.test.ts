// Longer than a file may be: one client over a real server, over a network that can be cut and over a fetch that is written down.
import { createServer, type Server as HttpServer } from 'node:http'
import { type AddressInfo, connect, createServer as createNetServer, type Socket } from 'node:net'
import type { Frame, Problem } from '@tenure/core/contract'
import { localSwitcher, type ServeOptions, type Server, serve } from '@tenure/server'
import { firstValueFrom, Subject, toArray } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost, listContract, onceContract, renameContract, someCustomers } from '../../server/src/fixtures/in-memory-host.js'
import { ManualTiming } from '../../server/src/fixtures/manual-timing.js'
import { send, signInAs } from '../../server/src/fixtures/raw-http.js'
import { type Client, createClient } from './client.js'
import { ok, ScriptedServer } from './fixtures/scripted-server.js'
import type { ClientOptions } from './transport.js'

type Value = { rows: readonly { id: string; name: string; owner: string }[]; total: number }

/** Between client and server: a network that can be cut. */
class Wire implements AsyncDisposable {
  readonly #sockets = new Set<Socket>()
  readonly #net = createNetServer((near) => this.#join(near))
  #to = 0
  isCut = false
  requests = 0

  async open(to: number): Promise<string> {
    this.#to = to
    await new Promise<void>((resolve) => this.#net.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#net.address() as AddressInfo).port}`
  }

  cut(): void {
    this.isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(to = this.#to): void {
    this.#to = to
    this.isCut = false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#net.close(resolve))
  }

  #join(near: Socket): void {
    if (this.isCut) return void near.destroy()
    const far = connect(this.#to, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
    near.on('data', (chunk) => {
      this.requests += String(chunk).match(/^(GET|POST|DELETE) /gm)?.length ?? 0
    })
  }
}

async function start(options: Partial<ServeOptions> = {}, user = 'anna', more: Partial<ClientOptions> = {}) {
  const host = new InMemoryHost()
  host.customers.next(someCustomers(20))
  const server = await serve({ host, signIn: localSwitcher(), ...options })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const wire = new Wire()
  const url = await wire.open(server.port)
  onTestFinished(() => wire[Symbol.asyncDispose]())
  const headers = await signInAs(server, user)
  const client = createClient({ url: `${url}/api`, fetch: browserFetch(url, headers), ...more })
  onTestFinished(() => client[Symbol.asyncDispose]())
  return { host, server, wire, client, headers, url }
}

/** What a browser adds to a request: its cookie, and the origin of the page. */
function browserFetch(origin: string, headers: Record<string, string>): typeof fetch {
  return (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...headers, origin } })
}

function collect(client: Client, input?: { search?: string }) {
  const frames: Frame<Value>[] = []
  const subscription = client.watch(listContract, input ?? {}).subscribe((frame) => frames.push(frame as Frame<Value>))
  onTestFinished(() => subscription.unsubscribe())
  return { frames, subscription, last: () => frames.at(-1) as (Frame<Value> & { problem?: Problem }) | undefined }
}

test('reads and acts answer outcomes, typed by the contracts', async () => {
  const { client } = await start()
  const read = await client.read(listContract, { search: 'number 2' })
  expect(read).toEqual({ ok: true, value: { rows: [{ id: 'c2', name: 'Customer number 2', owner: 'anna' }], total: 1 } })
  expect(await client.act(renameContract, { id: 'c2', name: 'Contoso' }, { key: 'k' })).toEqual({ ok: true, value: { name: 'Contoso' } })
  const wrong = await client.read(listContract, { serch: 'x' } as never)
  expect(wrong).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('an input that is too long for an address goes into a body', async () => {
  const { client } = await start()
  expect(await client.read(listContract, { search: 'x'.repeat(50_000) })).toEqual({ ok: true, value: { rows: [], total: 0 } })
})

test('an unreachable server, or one that answers something else, is a problem and no exception', async () => {
  const proxy: HttpServer = createServer((_, response) => void response.writeHead(502).end('<h1>Bad gateway</h1>')).listen(0, '127.0.0.1')
  await new Promise((resolve) => proxy.once('listening', resolve))
  const { port } = proxy.address() as AddressInfo
  const problem = { ok: false, problem: { code: 'storage.failed', details: { transient: true } } }
  expect(await createClient({ url: `http://127.0.0.1:${port}/api` }).read(listContract, {})).toMatchObject(problem)
  const change = () => createClient({ url: `http://127.0.0.1:${port}/api` }).act(renameContract, { id: 'c2', name: 'A' })
  const unknown = { ok: false, problem: { code: 'storage.unknown', message: expect.stringContaining('may have been done') } }
  expect(await change()).toMatchObject(unknown)
  await new Promise((resolve) => proxy.close(resolve))
  expect(await createClient({ url: `http://127.0.0.1:${port}/api` }).read(listContract, {})).toMatchObject(problem)
  expect(await change()).toMatchObject(unknown)
})

test('a watch folds what changed, and rows that did not stay the same objects', async () => {
  const { client, host } = await start()
  const { frames, last } = collect(client)
  await expect.poll(() => frames.length).toBe(1)
  const before = last()?.value
  host.customers.next(host.customers.value.map((each) => (each.id === 'c3' ? { ...each, name: 'Contoso' } : each)).slice(1))
  await expect.poll(() => last()?.value?.total).toBe(19)
  const after = last()?.value
  expect(after?.rows).toEqual(host.customers.value)
  expect(after?.rows[0]).toBe(before?.rows[1])
  expect(after?.rows[2]).not.toBe(before?.rows[3])
})

test('many watches share one connection, and the same question is asked once', async () => {
  const { client, host, wire } = await start()
  const watches = [collect(client), collect(client), collect(client, { search: '1' }), collect(client, { search: '2' })]
  await expect.poll(() => watches.every((watch) => watch.frames.length > 0)).toBe(true)
  expect(wire.requests).toBe(2)
  expect(host.watching).toBe(3)
  for (const watch of watches) watch.subscription.unsubscribe()
  await expect.poll(() => host.watching).toBe(0)
})

test('who comes later gets the last frame at once', async () => {
  const { client } = await start()
  const first = collect(client)
  await expect.poll(() => first.frames.length).toBe(1)
  expect(collect(client).frames).toEqual(first.frames)
})

test('a watch that goes and comes at once is not asked again', async () => {
  const { client, host, wire } = await start()
  const first = collect(client)
  await expect.poll(() => first.frames.length).toBe(1)
  const before = wire.requests
  first.subscription.unsubscribe()
  const second = collect(client)
  const other = collect(client, { search: '2' })
  await expect.poll(() => other.frames.length).toBe(1)
  expect(second.frames).toHaveLength(1)
  expect([wire.requests, host.watching]).toEqual([before + 1, 2])
})

test('a lost connection makes frames stale with their last value; it is resumed, and what was missed is folded in', async () => {
  const { client, host, wire } = await start()
  const states: string[] = []
  client.connection.subscribe((state) => states.push(state))
  const quiet = collect(client, { search: 'number 7' })
  const busy = collect(client)
  await expect.poll(() => [quiet.frames.length, busy.frames.length]).toEqual([1, 1])
  wire.cut()
  await expect.poll(() => busy.last()?.state).toBe('stale')
  expect(busy.last()).toMatchObject({ value: { total: 20 }, problem: { code: 'storage.failed' } })
  host.customers.next([...host.customers.value, { id: 'new', name: 'Newcomer', owner: 'anna' }])
  wire.mend()
  await expect.poll(() => busy.last()).toMatchObject({ state: 'live', value: { total: 21 } })
  await expect.poll(() => quiet.last()).toMatchObject({ state: 'live', value: { total: 1 } })
  expect(quiet.last()?.value).toBe(quiet.frames[0]?.value)
  expect(states).toEqual(['connecting', 'open', 'lost', 'open'])
  expect(host.watching).toBe(2)
})

test('watches that came while the connection was lost are asked when it is back', async () => {
  const { client, wire } = await start()
  const first = collect(client)
  await expect.poll(() => first.frames.length).toBe(1)
  wire.cut()
  await expect.poll(() => first.last()?.state).toBe('stale')
  const second = collect(client, { search: '2' })
  first.subscription.unsubscribe()
  wire.mend()
  await expect.poll(() => second.last()?.state).toBe('live')
})

test('a server that was restarted is asked for everything again', async () => {
  const { client, server, wire, host, headers } = await start()
  const { frames, last } = collect(client)
  await expect.poll(() => frames.length).toBe(1)
  await server[Symbol.asyncDispose]()
  await expect.poll(() => last()?.state).toBe('stale')
  const again: Server = await serve({ host, signIn: localSwitcher() })
  onTestFinished(() => again[Symbol.asyncDispose]())
  Object.assign(headers, await signInAs(again, 'anna'))
  host.customers.next(someCustomers(5))
  wire.mend(again.port)
  await expect.poll(() => last()).toMatchObject({ state: 'live', value: { total: 5 } })
})

test('[SEC-5] when the session ends nothing that it showed is kept', async () => {
  const { client, host } = await start()
  const { frames, last } = collect(client)
  await expect.poll(() => frames.length).toBe(1)
  host.deactivate('anna')
  await expect.poll(() => last()?.state).toBe('stale')
  expect(last()).toEqual({ state: 'stale', problem: expect.objectContaining({ code: 'access.signed-out' }) })
})

test('after signing in again the same client goes on, and the former end is not repeated', async () => {
  const { client, server, headers } = await start()
  const kept = collect(client)
  await expect.poll(() => kept.frames.length).toBe(1)
  await send(server, { method: 'POST', path: '/api/sign-out', headers })
  await expect.poll(() => kept.last()?.problem?.code).toBe('access.signed-out')
  Object.assign(headers, await signInAs(server, 'root'))
  const next = collect(client)
  await expect.poll(() => [kept.last()?.state, next.last()?.state]).toEqual(['live', 'live'])
  expect(next.frames.map((frame) => frame.state)).toEqual(['live'])
})

test('who is not signed in gets frames that say so', async () => {
  const { url } = await start()
  const client = createClient({ url: `${url}/api` })
  onTestFinished(() => client[Symbol.asyncDispose]())
  const { last } = collect(client)
  await expect.poll(() => last()).toEqual({ state: 'stale', problem: expect.objectContaining({ code: 'access.signed-out' }) })
})

test('a token that expired is replaced by the next one', async () => {
  const timing = new ManualTiming()
  let asked = 0
  const verify = async (token: string) => ({ user: token.split(':')[0] ?? '', endsAt: Number(token.split(':')[1]) })
  const token = () => `anna:${timing.now() + (asked++ < 2 ? 10_000 : 600_000)}`
  const { client, host } = await start(
    { timing, signIn: { kind: 'test', verify, enter: async () => ({ ok: true, value: { user: 'anna' } }) } },
    'anna',
    { token, fetch },
  )
  const { frames, last } = collect(client)
  await expect.poll(() => frames.length).toBe(1)
  timing.advance(10_000)
  await expect.poll(() => frames.map((frame) => frame.state)).toContain('stale')
  host.customers.next(someCustomers(4))
  await expect.poll(() => last()).toMatchObject({ state: 'live', value: { total: 4 } })
})

test('a provider that answers once completes, and can be asked again', async () => {
  const { client } = await start()
  for (let round = 0; round < 2; round++) {
    const frames = await firstValueFrom(client.watch(onceContract).pipe(toArray()))
    expect(frames.map((frame) => frame.value)).toEqual(['once'])
  }
})

test('a watch that the server refuses is stale, others are not touched', async () => {
  const { client } = await start({ limits: { bodyBytes: 2_000 } })
  const large = collect(client, { search: 'x'.repeat(3_000) })
  const small = collect(client)
  await expect.poll(() => [large.last()?.state, small.last()?.state]).toEqual(['stale', 'live'])
  expect(large.last()).toMatchObject({ problem: { code: 'input.too-large' } })
})

/** A client, and what its `fetch` was given. */
function recording() {
  const sent: { readonly url: string; readonly method?: string; readonly body?: unknown; readonly headers?: unknown }[] = []
  const signals: (AbortSignal | null | undefined)[] = []
  const record: typeof fetch = async (input, { signal, ...init } = {}) => {
    sent.push({ url: String(input), ...init } as (typeof sent)[number])
    signals.push(signal)
    return ok()
  }
  return { sent, signals, client: createClient({ url: 'http://server/api', fetch: record }) }
}
const plainHeaders = { 'x-tenure': '1' }
const bodyHeaders = { ...plainHeaders, 'content-type': 'application/json' }

test('[SUM-8] what is read as another user names that user, in the address and in a body alike', async () => {
  const { sent, client } = recording()
  const search = 'x'.repeat(3_000)
  await client.viewAs('bén').read(onceContract)
  await client.viewAs('bén').read(listContract, { search })
  await client.read(onceContract)
  const url = 'http://server/api/read/test.customers'
  const named = { 'tenure-view-as': 'b%C3%A9n' }
  expect(sent).toStrictEqual([
    { url: `${url}/once`, method: 'GET', headers: { ...plainHeaders, ...named } },
    { url: `${url}/list`, method: 'POST', headers: { ...bodyHeaders, ...named }, body: JSON.stringify({ input: { search } }) },
    { url: `${url}/once`, method: 'GET', headers: plainHeaders },
  ])
})

test('[SUM-8] a watch as another user is one of its own beside that of the user', async () => {
  const server = new ScriptedServer()
  server.onLive = () => server.readyStream()
  await using client = createClient({ url: 'http://server/api', fetch: server.fetch })
  client.watch(listContract, {}).subscribe()
  client.viewAs('ben').watch(listContract, {}).subscribe()
  await expect.poll(() => server.posted.flatMap(({ body }) => body.watch)).toHaveLength(2)
  expect(server.posted.flatMap(({ body }) => body.watch)).toStrictEqual([
    { key: 'w1', provider: listContract.id, input: {} },
    { key: 'w2', provider: listContract.id, input: {}, viewAs: 'ben' },
  ])
})

test('an input that makes more than 2,000 characters of an address goes into a body', async () => {
  const { sent, client } = recording()
  const atMost = 2_000 - `?input=${encodeURIComponent(JSON.stringify({ search: '' }))}`.length
  for (const length of [atMost, atMost + 1]) await client.read(listContract, { search: 'x'.repeat(length) })
  expect(sent.map(({ method, body }) => [method, body === undefined])).toEqual([
    ['GET', true],
    ['POST', false],
  ])
  expect(sent[0]?.url.split('?')[1]).toHaveLength(1_999)
})

test('a read ends when its caller gives it up, and what is under way ends when the client closes', async () => {
  const { signals, client } = recording()
  const reading = new AbortController()
  await client.read(onceContract, undefined, { signal: reading.signal })
  await client.read(onceContract, undefined, { signal: new AbortController().signal })
  await client.read(onceContract)
  await client.act(renameContract, { id: 'c2', name: 'Contoso' })
  reading.abort()
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false, false, false])
  await client[Symbol.asyncDispose]()
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true, true, true])
})

test('[SDK-7] the key of an action goes to the server', async () => {
  const server = new ScriptedServer()
  await using client = createClient({ url: 'http://server/api', fetch: server.fetch })
  await client.act(renameContract, { id: 'c2', name: 'Contoso' }, { key: 'k1' })
  expect(server.posted.map(({ body }) => body)).toEqual([{ input: { id: 'c2', name: 'Contoso' }, key: 'k1' }])
})

test('closing waits until the server has answered that the connection ends', async () => {
  const server = new ScriptedServer()
  server.onLive = () => server.readyStream()
  let answer = (_: Response): void => {}
  server.onCall = ({ method }) => (method === 'DELETE' ? new Promise<Response>((resolve) => (answer = resolve)) : ok())
  const client = createClient({ url: 'http://server/api', fetch: server.fetch })
  client.watch(listContract, {}).subscribe()
  await expect.poll(() => server.posted.length).toBe(1)
  let isClosed = false
  const closed = client[Symbol.asyncDispose]().then(() => (isClosed = true))
  await expect.poll(() => server.sent.at(-1)?.method).toBe('DELETE')
  await new Promise((resolve) => setImmediate(resolve))
  expect(isClosed).toBe(false)
  answer(ok())
  await closed
})

test('closing a client ends its streams here and on the server', async () => {
  const { client, host } = await start()
  const ends: string[] = []
  client.watch(listContract, {}).subscribe({ complete: () => ends.push('complete') })
  await expect.poll(() => host.watching).toBe(1)
  await client[Symbol.asyncDispose]()
  expect(ends).toEqual(['complete'])
  await expect.poll(() => host.watching).toBe(0)
})

test('[BEY-1] a folded stream equals what is read, over random changes and cuts', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
  let state = seed
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  const { client, host, wire } = await start()
  const { last } = collect(client)
  for (let step = 0; step < 200; step++) {
    const rows = [...host.customers.value]
    const at = random(rows.length + 1)
    const change = random(4)
    if (change === 0) rows.splice(at, 0, { id: `n${step}`, name: `New ${step}`, owner: random(3) === 0 ? 'ben' : 'anna' })
    else if (change === 1) rows.splice(at, 1)
    else if (change === 2) rows.splice(random(rows.length), 0, ...rows.splice(at, 2))
    else if (rows[at] !== undefined) rows[at] = { ...rows[at], owner: random(2) === 0 ? 'ben' : 'anna', name: `Changed ${step}` }
    host.customers.next(rows)
    if (step % 67 === 66) wire.cut()
    if (step % 67 === 5) wire.mend()
    if (random(5) === 0) for (let turns = random(200); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve))
  }
  wire.mend()
  const expected = host.customers.value.filter((row) => row.owner === 'anna')
  await expect
    .poll(() => last(), { message: `seed ${seed}` })
    .toMatchObject({ state: 'live', value: { rows: expected, total: expected.length } })
})

test('without a network a change is refused and not sent, so it is certainly not done; a server on this machine takes it', async () => {
  const server = new ScriptedServer()
  const network = new Subject<boolean>()
  await using client = createClient({ url: 'http://server/api', fetch: server.fetch, network })
  server.onLive = () => server.readyStream()
  const watching = client.watch(listContract, {} as never).subscribe()
  onTestFinished(() => watching.unsubscribe())
  await expect.poll(() => firstValueFrom(client.connection)).toBe('open')
  server.onLive = () => Promise.reject(new Error('unreachable'))
  network.next(false)
  await expect.poll(() => firstValueFrom(client.connection)).toBe('lost')
  const sent = server.sent.filter(({ path }) => path !== '/live').length
  expect(await client.act(renameContract, { id: '1', name: 'x' } as never)).toMatchObject({
    ok: false,
    problem: { code: 'storage.failed' },
  })
  expect(server.sent.filter(({ path }) => path !== '/live').length).toBe(sent)
  server.onLive = () => server.readyStream()
  await expect.poll(() => firstValueFrom(client.connection)).toBe('open')
  expect(await client.act(renameContract, { id: '1', name: 'x' } as never)).toMatchObject({ ok: true })
})
