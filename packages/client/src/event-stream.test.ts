import { expect, test } from 'vitest'
import { readEvents } from './event-stream.js'

test('events are the same however the bytes are cut', async () => {
  const text =
    ': alive\n\nid: a.1\nevent: frame\ndata: {"value":"Zoë 🎉"}\n\nevent: end\r\ndata: {"key":\r\ndata: "w1"}\r\n\r\nevent: later\ndata:1\n\n: last'
  const bytes = new TextEncoder().encode(text)
  const expected = [
    { id: 'a.1', event: 'frame', data: { value: 'Zoë 🎉' } },
    { id: undefined, event: 'end', data: { key: 'w1' } },
  ]
  for (let size = 1; size < bytes.length; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.slice(index * size, (index + 1) * size))
    expect(await read(chunks), `chunks of ${size}`).toEqual(expected)
  }
})

test('a body whose reading is given up is free for another reader', async () => {
  const body = new Response('event: end\ndata: {}\n\nevent: end\ndata: {}\n\n').body as ReadableStream<Uint8Array>
  for await (const { event } of readEvents(body, () => {})) {
    expect([event, body.locked]).toEqual(['end', true])
    break
  }
  expect(body.locked).toBe(false)
})

async function read(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const events: unknown[] = []
  let lives = 0
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  for await (const event of readEvents(body, () => lives++)) events.push(event)
  expect(lives).toBe(chunks.length)
  return events
}
