import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Frame, Problem } from '@tenure/core/contract'
import { createFakeClock } from '@tenure/testing'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.js'
import type { Principal } from '../sign-in/principal.js'
import { LiveConnection } from './live-connection.js'
import { LiveConnections } from './live-connections.js'

/** The receiver's end of a response: what came, and whether it takes more. */
class Receiver extends EventEmitter {
  text = ''
  isFull = false
  destroyed = false
  isEnded = false
  /** A receiver that takes nothing never gets to the end of it. */
  isDeaf = false

  writeHead(): void {}
  flushHeaders(): void {}
  write(text: string): boolean {
    this.text += text
    return !this.isFull
  }
  end(done?: () => void): void {
    this.isEnded = true
    if (!this.isDeaf) done?.()
  }
  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }
  drain(): void {
    this.isFull = false
    this.emit('drain')
  }
  get events(): readonly string[] {
    return [...this.text.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name ?? '')
  }
}
const asResponse = (receiver: Receiver) => receiver as unknown as ServerResponse
const problem: Problem = { code: 'access.signed-out', message: 'Ended.', details: {} } as never
const live = (value: unknown): Frame<unknown> => ({ state: 'live', value, asOf: 1 })

function open(limits = {}) {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const ended = new Subject<Problem>()
  const principal: Principal = { user: 'anna', by: 'cookie', binding: 'session:1', ended }
  const connections = new LiveConnections({ limits: { ...defaultLimits, ...limits }, timing: clock, onFault: () => problem })
  const begin = () => {
    const connection = connections.open(principal)
    const receiver = new Receiver()
    connection.attach(asResponse(receiver))
    return { connection, receiver }
  }
  return { clock, ended, principal, connections, begin }
}

test('frames of 16 ms are sent as one, and the newest wins', async () => {
  const { clock, begin } = open()
  const { connection, receiver } = begin()
  const frames = new Subject<Frame<unknown>>()
  connection.watch('a', frames)
  for (let at = 0; at < 5; at++) frames.next(live(at))
  await clock.advance({ ms: 15 })
  expect(receiver.events).toEqual(['ready'])
  await clock.advance({ ms: 1 })
  expect(receiver.events).toEqual(['ready', 'frame'])
  expect(receiver.text).toContain('"value":4')
})

test('a sign of life every 15 s, but none while the receiver takes nothing', async () => {
  const { clock, begin } = open()
  const { receiver } = begin()
  const beats = () => receiver.text.match(/: alive/g)?.length ?? 0
  await clock.advance({ ms: 14_999 })
  expect(beats()).toBe(0)
  await clock.advance({ ms: 1 })
  await clock.advance({ ms: 15_000 })
  expect(beats()).toBe(2)
  receiver.isFull = true
  await clock.advance({ ms: 15_000 })
  expect(beats()).toBe(3)
  await clock.advance({ ms: 15_000 })
  expect(beats()).toBe(3)
})

test('a receiver that takes nothing for three signs of life is given up; one that takes something is not', async () => {
  const { clock, begin } = open()
  const { connection, receiver } = begin()
  const block = async () => {
    receiver.isFull = true
    connection.watch(`w${clock.now()}`, new Subject())
    await clock.advance({ ms: 15_000 })
  }
  await block()
  await clock.advance({ ms: 30_000 })
  receiver.drain()
  await clock.advance({ ms: 14_000 })
  expect(receiver.destroyed).toBe(false)
  await block()
  await clock.advance({ ms: 30_000 })
  expect(receiver.destroyed).toBe(false)
  await clock.advance({ ms: 15_000 })
  expect([receiver.destroyed, connection.isAttached]).toEqual([true, false])
})

test('while a receiver is full nothing is queued; then it gets the newest of each watch', async () => {
  const { clock, begin } = open()
  const { connection, receiver } = begin()
  const [first, second] = [new Subject<Frame<unknown>>(), new Subject<Frame<unknown>>()]
  connection.watch('a', first)
  connection.watch('b', second)
  receiver.isFull = true
  first.next(live('a0'))
  await clock.advance({ ms: 16 })
  for (let at = 1; at < 50; at++) {
    first.next(live(`a${at}`))
    second.next(live(`b${at}`))
    await clock.advance({ ms: 16 })
  }
  expect(receiver.events).toEqual(['ready', 'frame'])
  receiver.drain()
  expect(receiver.events).toHaveLength(4)
  expect(receiver.text).toMatch(/a49[\s\S]*b49/)
})

test('a receiver that left may come back for 30 s; then the stream is gone', async () => {
  const { clock, begin, connections, principal } = open()
  const { connection, receiver } = begin()
  const frames = new Subject<Frame<unknown>>()
  connection.watch('a', frames)
  receiver.destroy()
  await clock.advance({ ms: 29_999 })
  const back = new Receiver()
  connection.resume(asResponse(back), principal, 0)
  await clock.advance({ ms: 60_000 })
  expect([connections.find(connection.id), frames.observed]).toEqual([connection, true])
  back.destroy()
  await clock.advance({ ms: 30_000 })
  expect([connections.find(connection.id), frames.observed, clock.pending]).toEqual([undefined, false, 0])
})

test('a receiver that comes back while the former seems to be there takes the stream over', async () => {
  const { clock, begin, connections, principal } = open()
  const { connection, receiver } = begin()
  const back = new Receiver()
  connection.resume(asResponse(back), principal, 0)
  expect(receiver.isEnded).toBe(true)
  receiver.destroy()
  await clock.advance({ ms: 60_000 })
  expect([connection.isAttached, connections.find(connection.id)]).toEqual([true, connection])
})

test('what a former receiver still takes sends nothing to the one that replaced it', async () => {
  const { clock, begin, principal } = open()
  const { connection, receiver } = begin()
  const frames = new Subject<Frame<unknown>>()
  connection.watch('a', frames)
  const back = new Receiver()
  connection.resume(asResponse(back), principal, 0)
  back.isFull = true
  frames.next(live('first'))
  await clock.advance({ ms: 16 })
  frames.next(live('second'))
  await clock.advance({ ms: 16 })
  receiver.drain()
  expect(back.text).not.toContain('second')
  back.drain()
  expect(back.text).toContain('second')
  expect(receiver.text).not.toContain('second')
})

test('a receiver that comes back gets its signs of life from then on, and is not given up for what the former did not take', async () => {
  const { clock, begin, principal } = open()
  const { connection, receiver } = begin()
  receiver.isFull = true
  connection.watch('a', new Subject())
  await clock.advance({ ms: 40_000 })
  const back = new Receiver()
  connection.resume(asResponse(back), principal, 0)
  const beats = () => back.text.match(/: alive/g)?.length ?? 0
  await clock.advance({ ms: 14_999 })
  expect(beats()).toBe(0)
  await clock.advance({ ms: 1 })
  expect(beats()).toBe(1)
  back.isFull = true
  await clock.advance({ ms: 45_000 })
  expect(back.destroyed).toBe(false)
  await clock.advance({ ms: 15_000 })
  expect(back.destroyed).toBe(true)
})

test('an ended stream waits 15 s for a deaf receiver, then closes its socket', async () => {
  const { clock, begin } = open()
  const { connection, receiver } = begin()
  receiver.isDeaf = true
  connection.end(problem)
  expect(receiver.events).toEqual(['ready', 'end'])
  await clock.advance({ ms: 14_999 })
  expect(receiver.destroyed).toBe(false)
  await clock.advance({ ms: 1 })
  expect([receiver.destroyed, clock.pending]).toEqual([true, 0])
})

test('a stream ends once, whatever ends it again', () => {
  let ends = 0
  const { clock, principal } = open()
  const { resumeMs } = defaultLimits
  const connection = new LiveConnection({
    principal,
    only: undefined,
    timing: clock,
    resumeMs,
    onEnd: () => ends++,
    onFault: () => problem,
  })
  const receiver = new Receiver()
  connection.attach(asResponse(receiver))
  connection.end(problem)
  connection.end(problem)
  connection.watch('late', new Subject())
  expect([ends, receiver.events, connection.size]).toEqual([1, ['ready', 'end'], 0])
})

test('[SEC-5] connections without a receiver make room, the oldest first; those with one are kept', () => {
  const { begin, connections, principal } = open({ connectionsPerUser: 3 })
  const [first, second, third] = [begin(), begin(), begin()]
  expect(() => connections.open(principal)).toThrow('Too many live streams are open.')
  second.receiver.destroy()
  third.receiver.destroy()
  begin()
  expect([first, second, third].map(({ connection }) => connections.find(connection.id) !== undefined)).toEqual([true, false, true])
})

test('[SEC-5] streams are counted over all connections of a user', () => {
  const { begin, connections } = open({ streamsPerUser: 3 })
  const { connection } = begin()
  const other = begin()
  connection.watch('a', new Subject())
  connection.watch('b', new Subject())
  connections.admitStream('anna')
  other.connection.watch('c', new Subject())
  expect(() => connections.admitStream('anna')).toThrow('Too many live streams are open.')
  connections.admitStream('ben')
  connection.unwatch('a')
  connections.admitStream('anna')
})

test('a watch that ends after its last frame was sent says so by itself', async () => {
  const { clock, begin } = open()
  const { connection, receiver } = begin()
  const frames = new Subject<Frame<unknown>>()
  connection.watch('a', frames)
  frames.next(live(1))
  await clock.advance({ ms: 16 })
  frames.complete()
  await clock.advance({ ms: 16 })
  expect(receiver.events).toEqual(['ready', 'frame', 'end'])
  expect(connection.has('a')).toBe(false)
})

test('a connection that is ended while its receiver is away is not waited for any longer', async () => {
  const { clock, begin } = open()
  const { connection, receiver } = begin()
  receiver.destroy()
  expect(clock.pending).toBe(1)
  connection.end()
  expect(clock.pending).toBe(0)
})

test('a thousand connections that come and go leave no timer, no listener and no place taken', async () => {
  const { clock, begin, connections, ended } = open({ connectionsPerUser: 2 })
  const frames = new Subject<Frame<unknown>>()
  for (let round = 0; round < 1_000; round++) {
    const { connection, receiver } = begin()
    connection.watch('a', frames)
    connection.watch('b', frames)
    frames.next(live(round))
    if (round % 3 === 0) await clock.advance({ ms: 16 })
    if (round % 2 === 0) receiver.destroy()
    else connection.end()
    if (round % 5 === 0) await clock.advance({ ms: 30_000 })
  }
  await clock.advance({ ms: 60_000 })
  expect([clock.pending, frames.observed, ended.observed]).toEqual([0, false, false])
  expect(begin().connection.size).toBe(0)
  connections[Symbol.dispose]()
  expect([clock.pending, ended.observed]).toEqual([0, false])
})
