import type { Frame, Outcome } from '@tenure/core/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refuse, ScriptedServer } from './fixtures/scripted-server.js'
import { LiveChannel } from './live-channel.js'
import { Transport } from './transport.js'

beforeEach(() => void vi.useFakeTimers({ now: 7 }))
afterEach(() => void vi.useRealTimers())

function open(answer: Promise<Outcome<unknown>>) {
  const server = new ScriptedServer()
  const transport = new Transport({ url: 'http://server/api', fetch: server.fetch })
  const channel = new LiveChannel(transport, (provider) => (provider === 'p' ? answer : undefined))
  const frames: Frame<unknown>[] = []
  const follow = () => channel.watch('p', undefined).subscribe((frame) => frames.push(frame))
  const send = (value: unknown) => server.send({ event: 'frame', data: { key: 'w1', state: 'live', asOf: 9, value } })
  return { server, channel, frames, follow, send, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) }
}
const answered = (value: unknown): Promise<Outcome<unknown>> => Promise.resolve({ ok: true, value })

test('an answer that was read early is the first frame, and what the server sends after it keeps the parts that are the same', async () => {
  const row = { id: 'c1', name: 'Northwind' }
  const { channel, frames, follow, send, pass } = open(answered({ rows: [row], total: 1 }))
  follow()
  await pass(0)
  expect(frames).toEqual([{ state: 'live', value: { rows: [row], total: 1 }, asOf: 7 }])
  send({ rows: [{ ...row }], total: 2 })
  await pass(0)
  const { value } = frames[1] as { readonly value: { readonly rows: readonly unknown[]; readonly total: number } }
  expect([value.total, value.rows[0]]).toEqual([2, row])
  expect(value.rows[0]).toBe(row)
  await channel.close()
})

test('an early answer that comes after the server has answered changes nothing, and one that is refused neither', async () => {
  const late = open(new Promise((resolve) => setTimeout(() => resolve({ ok: true, value: 'early' }), 1_000)))
  late.follow()
  await late.pass(10)
  late.send('sent')
  await late.pass(2_000)
  expect(late.frames.map(({ value }) => value)).toEqual(['sent'])
  await late.channel.close()
  const problem = { code: 'storage.failed', message: 'Gone.', details: { transient: true } } as const
  const refused = open(Promise.resolve({ ok: false, problem }))
  refused.follow()
  await refused.pass(10)
  expect(refused.frames).toEqual([])
  await refused.channel.close()
})

test('[SUM-8] what was read early for the user is not shown as what another user sees', async () => {
  const { channel, frames, pass } = open(answered('of the user'))
  channel.watch('p', undefined, 'another').subscribe((frame) => frames.push(frame))
  await pass(10)
  expect(frames).toEqual([])
  await channel.close()
})

test('[SEC-5] once the connection has failed, nothing that was read before it is shown', async () => {
  const { server, channel, frames, follow, pass } = open(
    new Promise((resolve) => setTimeout(() => resolve({ ok: true, value: 'of the session before' }), 100)),
  )
  server.onLive = async () => refuse('access.signed-out', 401)
  follow()
  await pass(200)
  follow()
  await pass(200)
  expect(frames.map(({ state, value }) => [state, value])).not.toContainEqual(['live', 'of the session before'])
  await channel.close()
})
