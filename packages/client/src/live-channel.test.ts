// Longer than a file may be: one channel with its scripted server, and every way in which a connection goes wrong.
import { getEventListeners } from 'node:events'
import type { Frame } from '@tenure/core/contract'
import { firstValueFrom, Subject } from 'rxjs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ok, refuse, ScriptedServer } from './fixtures/scripted-server.js'
import { LiveChannel } from './live-channel.js'
import { Transport } from './transport.js'

let server: ScriptedServer
let channel: LiveChannel
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  // The longest pause that chance allows.
  vi.spyOn(Math, 'random').mockReturnValue(1)
  server = new ScriptedServer()
  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: server.fetch }))
})
afterEach(async () => {
  await channel.close()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
function follow(input?: unknown) {
  const frames: Frame<unknown>[] = []
  const ends: string[] = []
  const subscription = channel
    .watch('p', input)
    .subscribe({ next: (frame) => frames.push(frame), complete: () => void ends.push('complete') })
  return {
    frames,
    states: () => frames.map(({ state }) => state),
    last: () => frames.at(-1),
    isComplete: () => ends.length === 1,
    stop: () => subscription.unsubscribe(),
  }
}
const times = () => server.opened.map(({ at }) => at)
const pauses = () =>
  times()
    .slice(1)
    .map((at, n) => at - (times()[n] ?? 0))
const refused = (code: string) => ({ code, message: 'Refused.', details: {} })
const frame = (key: string, value: unknown) => server.send({ event: 'frame', data: { key, state: 'live', asOf: 1, value } })

test('pauses between attempts double from 250 ms up to 10 s', async () => {
  server.onLive = () => Promise.reject(new Error('unreachable'))
  follow()
  await pass(60_000)
  expect(pauses()).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000])
})

test('chance takes off at most half of a pause', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  server.onLive = () => Promise.reject(new Error('unreachable'))
  follow()
  await pass(1_000)
  expect(pauses()).toEqual([125, 250, 500])
})

test('once connected, the pauses begin at the shortest again', async () => {
  server.onLive = () => (server.opened.length === 4 ? server.readyStream() : Promise.reject(new Error('unreachable')))
  follow()
  await pass(1_750)
  server.breakOff()
  await pass(1_000)
  expect(pauses()).toEqual([250, 500, 1_000, 250, 500])
})

test('when the network goes, a silent connection is given up at once, and watches say that they are behind', async () => {
  const network = new Subject<boolean>()
  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: server.fetch }), undefined, network)
  server.onLive = () => (server.opened.length === 1 ? server.readyStream() : Promise.reject(new Error('unreachable')))
  const { last } = follow()
  await pass(0)
  frame('w1', 'one')
  await pass(0)
  network.next(false)
  await pass(0)
  expect(last()).toMatchObject({ state: 'stale', value: 'one' })
  expect(await firstValueFrom(channel.state)).toBe('lost')
})

test('when the network is there again, the next attempt does not wait out its pause', async () => {
  const network = new Subject<boolean>()
  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: server.fetch }), undefined, network)
  server.onLive = () => Promise.reject(new Error('unreachable'))
  follow()
  await pass(20_000)
  const before = times().length
  server.onLive = () => server.readyStream()
  network.next(true)
  await pass(0)
  expect(times().length).toBe(before + 1)
  expect(times().at(-1)).toBe(20_000)
  expect(await firstValueFrom(channel.state)).toBe('open')
})

test('after the network came back the pauses begin at the shortest again', async () => {
  const network = new Subject<boolean>()
  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: server.fetch }), undefined, network)
  server.onLive = () => Promise.reject(new Error('unreachable'))
  follow()
  await pass(20_000)
  const before = times().length
  network.next(true)
  await pass(1_000)
  expect(pauses().slice(before)).toEqual([250, 500])
})

test('a closed channel no longer listens to the network', async () => {
  const network = new Subject<boolean>()
  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: server.fetch }), undefined, network)
  await channel.close()
  expect(network.observed).toBe(false)
})

test('a server that answers no stream is tried again', async () => {
  server.onLive = () => new Response('<h1>Bad gateway</h1>', { status: 502 })
  const { last } = follow()
  await pass(300)
  expect(last()).toMatchObject({ state: 'stale', problem: { code: 'storage.failed' } })
  expect(times()).toEqual([0, 250])
})

test('[SEC-5] after the session has ended nothing is tried again by itself', async () => {
  server.onLive = () => refuse('access.signed-out', 401)
  const { frames } = follow()
  await pass(3_600_000)
  expect(times()).toEqual([0])
  expect(frames).toEqual([{ state: 'stale', problem: expect.objectContaining({ code: 'access.signed-out' }) }])
})

test('[SEC-5] a session that ends while connected is not tried again, and a refusal for another reason is', async () => {
  server.onLive = () => server.readyStream()
  follow()
  await pass(10)
  server.send({ event: 'end', data: { problem: { code: 'access.signed-out', message: 'Ended.', details: {} } as never } })
  await pass(60_000)
  expect(server.opened).toHaveLength(1)
  server.onLive = () => refuse('access.denied', 403)
  follow('another')
  await pass(1_000)
  expect(server.opened.length).toBeGreaterThan(2)
})

test('[SEC-5] what a session showed does not come back when the connection of the next one is lost', async () => {
  server.onLive = () => server.readyStream()
  const former = follow(1)
  await pass(10)
  frame('w1', 'secret')
  await pass(10)
  server.send({ event: 'end', data: { problem: { code: 'access.signed-out', message: 'Ended.', details: {} } as never } })
  await pass(10)
  server.onLive = () => Promise.reject(new Error('unreachable'))
  follow(2)
  await pass(100)
  expect(former.last()).toEqual({ state: 'stale', problem: expect.objectContaining({ code: 'storage.failed' }) })
})

test('a token is asked for with every request, and a new one may go on when the last ended', async () => {
  let asked = 0
  const transport = new Transport({ url: 'http://server/api/', fetch: server.fetch, token: () => `t${++asked}` })
  await channel.close()
  channel = new LiveChannel(transport)
  server.onLive = () => server.readyStream()
  follow()
  await pass(10)
  server.send({ event: 'end', data: { problem: { code: 'access.signed-out', message: 'Ended.', details: {} } as never } })
  await pass(1_000)
  expect(server.opened.map(({ headers }) => headers['authorization'])).toEqual(['Bearer t1', 'Bearer t3'])
})

test('a connection that is silent for three signs of life is given up, and one that gives them is kept', async () => {
  server.onLive = () => server.readyStream()
  follow()
  await pass(40_000)
  server.sendText(': alive\n\n')
  await pass(44_000)
  expect(server.opened).toHaveLength(1)
  await pass(1_000)
  expect(server.opened).toHaveLength(1)
  await pass(500)
  expect(server.opened).toHaveLength(2)
})

test('the patience follows the signs of life that the server announces', async () => {
  server.onLive = () => {
    const response = server.openStream()
    server.send({ event: 'ready', data: { connection: 'c1', resumed: false, heartbeatMs: 1_000 } })
    return response
  }
  follow()
  await pass(10)
  server.sendText(': alive\n\n')
  await pass(2_900)
  expect(server.opened).toHaveLength(1)
  await pass(400)
  expect(server.opened).toHaveLength(2)
})

test('a server that accepts and then says nothing at all is given up after 45 s', async () => {
  server.onLive = () => server.openStream()
  follow()
  await pass(60_000)
  // The shortest pause comes behind it.
  expect(times()).toEqual([0, 45_250])
})

test('a broken connection is resumed after the last event, and what is watched is not asked again', async () => {
  server.onLive = ({ headers }) => server.readyStream('c1', headers['last-event-id'] !== undefined)
  const { states, last } = follow()
  await pass(10)
  expect(server.posted).toHaveLength(1)
  frame('w1', 'first')
  await pass(10)
  server.breakOff()
  await pass(300)
  expect(server.opened.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'c1.1'])
  expect(server.posted).toHaveLength(1)
  expect(states()).toEqual(['live', 'stale'])
  server.send({ event: 'current', data: {} })
  await pass(10)
  expect(last()).toMatchObject({ state: 'live', value: 'first' })
})

test('after a resumption only what did not come again is repeated, and once', async () => {
  server.onLive = ({ headers }) => server.readyStream('c1', headers['last-event-id'] !== undefined)
  const [quiet, busy, empty] = [follow(1), follow(2), follow(3)]
  await pass(10)
  frame('w1', 'first')
  frame('w2', 'first')
  await pass(10)
  server.breakOff()
  await pass(300)
  frame('w2', 'second')
  server.send({ event: 'current', data: {} })
  server.send({ event: 'current', data: {} })
  await pass(10)
  expect([quiet.states(), busy.states(), empty.states()]).toEqual([['live', 'stale', 'live'], ['live', 'stale', 'live'], ['stale']])
  expect(busy.last()).toMatchObject({ value: 'second' })
})

test('a lost connection keeps the value and its time; a value that the server says is stale keeps both too', async () => {
  server.onLive = () => server.readyStream()
  const { last } = follow()
  await pass(10)
  server.send({
    event: 'frame',
    data: { key: 'w1', state: 'stale', asOf: 7, value: 'old', problem: { code: 'storage.failed', message: 'Down.', details: {} } as never },
  })
  await pass(10)
  expect(last()).toEqual({ state: 'stale', asOf: 7, value: 'old', problem: expect.objectContaining({ message: 'Down.' }) })
  server.breakOff()
  await pass(10)
  expect(last()).toEqual({
    state: 'stale',
    asOf: 7,
    value: 'old',
    problem: expect.objectContaining({ message: 'The server cannot be reached. Try again.' }),
  })
})

test('a connection without any event yet is resumed from its beginning', async () => {
  server.onLive = () => server.readyStream('c7')
  follow()
  await pass(10)
  server.breakOff()
  await pass(300)
  expect(server.opened[1]?.headers['last-event-id']).toBe('c7.0')
})

test('where nothing can be resumed, everything is asked again', async () => {
  server.onLive = () => server.readyStream(`c${server.opened.length}`)
  follow(1)
  follow(2)
  await pass(10)
  server.breakOff()
  await pass(300)
  expect(server.posted.map(({ path, body }) => [path, body.watch.map(({ input }) => input)])).toEqual([
    ['/live/c1', [1, 2]],
    ['/live/c2', [1, 2]],
  ])
})

test('a refusal of access forgets what could have been resumed', async () => {
  server.onLive = () => (server.opened.length === 2 ? refuse('access.denied', 403) : server.readyStream())
  follow()
  await pass(10)
  frame('w1', 'first')
  await pass(10)
  server.breakOff()
  await pass(1_000)
  expect(server.opened.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'c1.1', undefined])
})

test('a connection that the server no longer knows is opened from the beginning', async () => {
  server.onLive = () => server.readyStream()
  server.onCall = () => (server.posted.length === 1 ? refuse('record.not-found', 404) : ok())
  const { last } = follow()
  await pass(300)
  expect(server.opened.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, undefined])
  frame('w1', 'first')
  await pass(10)
  expect(last()).toMatchObject({ state: 'live', value: 'first' })
})

test('a request that fails counts as a lost connection', async () => {
  server.onLive = () => server.readyStream()
  server.onCall = () => (server.posted.length === 1 ? Promise.reject(new Error('broken')) : ok())
  const { states } = follow()
  await pass(300)
  expect(states()).toEqual(['stale'])
  expect([server.opened.length, server.posted.length]).toEqual([2, 2])
})

test('250 watches are asked for in requests of 100, one after the other', async () => {
  server.onLive = () => server.readyStream()
  for (let at = 0; at < 250; at++) follow(at)
  await pass(10)
  expect(server.posted.map(({ body }) => body.watch.length)).toEqual([100, 100, 50])
  const inputs = server.posted.flatMap(({ body }) => body.watch.map(({ input }) => input))
  expect(inputs).toEqual(Array.from({ length: 250 }, (_, at) => at))
})

test('a watch that comes while a request is on its way waits for the answer', async () => {
  server.onLive = () => server.readyStream()
  let answer = (_: Response): void => {}
  server.onCall = () => new Promise<Response>((resolve) => (answer = resolve))
  follow(1)
  await pass(10)
  follow(2)
  await pass(10)
  expect(server.posted.map(({ body }) => body.watch.map(({ input }) => input))).toEqual([[1]])
  server.onCall = () => ok()
  answer(ok())
  await pass(10)
  expect(server.posted.map(({ body }) => body.watch.map(({ input }) => input))).toEqual([[1], [2]])
})

test('a watch whose request was lost is asked again, even if the connection is resumed', async () => {
  server.onLive = ({ headers }) => server.readyStream('c1', headers['last-event-id'] !== undefined)
  server.onCall = () => (server.posted.length === 1 ? Promise.reject(new Error('broken')) : ok())
  follow(1)
  await pass(300)
  expect(server.opened.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 'c1.0'])
  expect(server.posted.map(({ body }) => body.watch.map(({ input }) => input))).toEqual([[1], [1]])
})

test('250 ended watches are taken back in requests of 100', async () => {
  server.onLive = () => server.readyStream()
  const all = Array.from({ length: 250 }, (_, at) => follow(at))
  await pass(10)
  for (const each of all) each.stop()
  await pass(10)
  expect(server.posted.slice(3).map(({ body }) => body.unwatch.length)).toEqual([100, 100, 50])
})

test('one wrong watch among many is refused alone; the others go on', async () => {
  server.onLive = () => server.readyStream()
  server.onCall = ({ body }) => (body.watch.some(({ input }) => input === 'wrong') ? refuse('input.invalid') : ok())
  const [wrong, ...good] = [follow('wrong'), follow(1), follow(2)]
  await pass(100)
  expect(server.opened).toHaveLength(1)
  expect(wrong?.last()).toMatchObject({ state: 'stale', problem: { code: 'input.invalid' } })
  for (const each of good) expect(each.frames).toEqual([])
  const asked = server.posted.filter(({ body }) => body.watch.every(({ input }) => input !== 'wrong'))
  expect(asked.flatMap(({ body }) => body.watch.map(({ input }) => input))).toEqual([1, 2])
  const { length } = server.posted
  await pass(40_000)
  expect(server.posted).toHaveLength(length)
})

test('once a wrong watch is found, the watches that come later go together again', async () => {
  server.onLive = () => server.readyStream()
  server.onCall = ({ body }) => (body.watch.some(({ input }) => input === 'wrong') ? refuse('input.invalid') : ok())
  const first = [1, 'wrong', 2].map((input) => follow(input))
  await pass(100)
  expect(first.map(({ frames }) => frames)).toEqual([[], [{ state: 'stale', problem: refused('input.invalid') }], []])
  const { length } = server.posted
  for (let at = 3; at < 10; at++) follow(at)
  await pass(100)
  expect(server.posted.slice(length).map(({ body }) => body.watch.map(({ input }) => input))).toEqual([[3, 4, 5, 6, 7, 8, 9]])
})

test('ended watches are taken back, and again when that request failed', async () => {
  server.onLive = ({ headers }) => server.readyStream('c1', headers['last-event-id'] !== undefined)
  const [first, second] = [follow(1), follow(2)]
  await pass(10)
  server.onCall = () => (server.posted.length === 2 ? Promise.reject(new Error('broken')) : ok())
  first.stop()
  await pass(10)
  expect(server.posted.at(-1)?.body).toEqual({ watch: [], unwatch: ['w1'] })
  await pass(300)
  expect(server.posted.slice(1).map(({ body }) => body.unwatch)).toEqual([['w1'], ['w1']])
  second.stop()
  await pass(10)
  expect(server.posted.at(-1)?.body).toEqual({ watch: [], unwatch: ['w2'] })
  expect(channel.size).toBe(0)
})

test('what ended while the connection was lost is not taken back from the next one, which never knew of it', async () => {
  server.onLive = () => server.readyStream(`c${server.opened.length}`)
  const [first, second] = [follow(1), follow(2)]
  await pass(10)
  server.breakOff()
  await pass(10)
  first.stop()
  await pass(300)
  expect(server.posted.map(({ path, body }) => [path, body.watch.map(({ input }) => input), body.unwatch])).toEqual([
    ['/live/c1', [1, 2], []],
    ['/live/c2', [2], []],
  ])
  second.stop()
})

test('a request that is on its way when its connection breaks is given up', async () => {
  let signal: AbortSignal | null | undefined
  const call: typeof fetch = (input, init) => {
    if (init?.method !== 'POST') return server.fetch(input, init)
    signal = init.signal
    return new Promise(() => {})
  }
  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: call }))
  server.onLive = () => server.readyStream()
  follow()
  await pass(10)
  expect(signal?.aborted).toBe(false)
  server.breakOff()
  await pass(10)
  expect(signal?.aborted).toBe(true)
})

test('the end of one watch completes it, and the next subscriber asks again', async () => {
  server.onLive = () => server.readyStream()
  const first = follow(1)
  await pass(10)
  frame('w1', 'once')
  server.send({ event: 'end', data: { key: 'w1' } })
  server.send({ event: 'end', data: { key: 'unknown' } })
  await pass(10)
  expect([first.states(), first.isComplete(), channel.size]).toEqual([['live'], true, 0])
  const second = follow(1)
  await pass(10)
  expect(second.frames).toEqual([])
  expect(server.posted.at(-1)?.body.watch).toEqual([{ key: 'w2', provider: 'p', input: 1 }])
})

test('closing in a pause, in a request or in a stream leaves no timer and sends nothing more', async () => {
  server.onLive = () => Promise.reject(new Error('unreachable'))
  const waiting = follow()
  await pass(300)
  const { length } = server.sent
  await channel.close()
  expect(waiting.isComplete()).toBe(true)
  await pass(60_000)
  expect([server.sent.length, vi.getTimerCount()]).toEqual([length, 0])

  channel = new LiveChannel(new Transport({ url: 'http://server/api', fetch: server.fetch }))
  server.onLive = () => server.readyStream('c9')
  follow()
  await pass(10)
  await channel.close()
  expect(server.sent.at(-1)).toMatchObject({ method: 'DELETE', path: '/live/c9' })
  await pass(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('closing right after a watch has ended leaves no timer', async () => {
  server.onLive = () => Promise.reject(new Error('unreachable'))
  const { stop } = follow()
  stop()
  await channel.close()
  for (let turn = 0; turn < 100; turn++) await undefined
  expect(vi.getTimerCount()).toBe(0)
})

test('a watch of a channel that is closed asks for nothing, and leaves no timer', async () => {
  server.onLive = () => server.readyStream()
  follow().stop()
  await pass(10)
  await channel.close()
  await pass(1_000)
  const { length } = server.sent
  follow()
  expect(vi.getTimerCount()).toBe(0)
  await pass(10)
  expect(server.sent.length).toBe(length)
})

test('pauses leave no listener behind', async () => {
  const signals = new Set<AbortSignal>()
  const listen = AbortSignal.prototype.addEventListener
  vi.spyOn(AbortSignal.prototype, 'addEventListener').mockImplementation(function (this: AbortSignal, ...args: unknown[]) {
    signals.add(this)
    return Reflect.apply(listen, this, args)
  })
  server.onLive = () => Promise.reject(new Error('unreachable'))
  follow()
  await pass(120_000)
  const counts = [...signals].map((signal) => getEventListeners(signal, 'abort').length)
  expect(counts.length).toBeGreaterThan(0)
  expect(Math.max(...counts)).toBe(1)
})

test('closing gives the stream up and completes the state of the connection', async () => {
  server.onLive = () => server.readyStream()
  const states: string[] = []
  channel.state.subscribe({ next: (state) => states.push(state), complete: () => states.push('complete') })
  follow()
  await pass(10)
  expect(server.opened[0]?.headers).toMatchObject({ accept: 'text/event-stream', 'x-tenure': '1' })
  expect(server.aborted).toBe(0)
  await channel.close()
  expect([server.aborted, states]).toEqual([1, ['connecting', 'open', 'complete']])
})

test('an answer that is no outcome is a problem, whatever it is', async () => {
  server.onLive = () => server.readyStream()
  const transport = new Transport({ url: 'http://server/api', fetch: server.fetch })
  for (const answer of [null, 'text', 7, [], { value: 1 }]) {
    server.onCall = () => Response.json(answer)
    expect(await transport.call('/read/x', { signal: new AbortController().signal })).toMatchObject({
      ok: false,
      problem: { code: 'storage.failed', details: { transient: true } },
    })
  }
})

test('a thousand rounds of watching and leaving leave no watch and no timer but that of the connection', async () => {
  server.onLive = () => server.readyStream()
  const kept = follow('kept')
  await pass(10)
  const timers = vi.getTimerCount()
  for (let round = 0; round < 1_000; round++) {
    const watches = [follow(round), follow(round), follow('kept')]
    await pass(2)
    for (const each of watches) each.stop()
    await pass(2)
  }
  expect([channel.size, vi.getTimerCount()]).toEqual([1, timers])
  kept.stop()
  await pass(2)
  expect(channel.size).toBe(0)
  const taken = server.posted.flatMap(({ body }) => body.unwatch)
  expect([taken.length, new Set(taken).size]).toEqual([1_001, 1_001])
})
