import { expect, test } from 'vitest'
import { readEvent, type WireEvent, writeEvent, writeFrameBody, writeFrameHead } from './event.js'

const problem = { code: 'storage.failed', message: 'Line one\nline two\n\n"', details: { transient: true } } as const

test('every event reads as it was written', () => {
  const events: readonly WireEvent[] = [
    { event: 'ready', data: { connection: 'c', resumed: false, heartbeatMs: 15_000 } },
    { event: 'current', data: {} },
    { event: 'frame', data: { key: 'w1', state: 'live', asOf: 1, value: { rows: ['\n\ndata: x'] } } },
    { event: 'patch', data: { state: 'live', asOf: 1, patch: { gone: ['a'] } } },
    { event: 'end', data: { problem } },
  ]
  for (const event of events) {
    const text = writeEvent(event, 'c.1')
    expect(text.indexOf('\n\n'), text).toBe(text.length - 2)
    expect(readEvent(text)).toEqual({ id: 'c.1', ...event })
  }
})

test('a frame in two parts is the same text as in one', () => {
  const head = { key: 'w1', state: 'live', asOf: 1 } as const
  const bodies = [{ value: { total: 1 } }, { value: null }, { patch: { set: 2 } }, {}]
  for (const body of bodies)
    expect(writeFrameHead('frame', head, 'c.1') + writeFrameBody(body)).toBe(
      writeEvent({ event: 'frame', data: { ...head, ...body } }, 'c.1'),
    )
})

test('signs of life and events of a later version are passed over', () => {
  expect(readEvent(': alive')).toBeUndefined()
  expect(readEvent('event: later\ndata: {}')).toBeUndefined()
  expect(readEvent('event: current')).toBeUndefined()
})
