import type { Problem } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { type ClientOptions, readOutcome, Transport, unanswered, unreachable } from './transport.js'

const { signal } = new AbortController()
/** A transport, and what its `fetch` was given. */
function open(options: Partial<ClientOptions> = {}, answer: () => Promise<Response> = async () => Response.json({ ok: true, value: 7 })) {
  const sent: unknown[] = []
  const fetch: typeof globalThis.fetch = (...given) => {
    sent.push(given)
    return answer()
  }
  return { sent, transport: new Transport({ url: 'http://server/api', fetch, ...options }) }
}

test('a request without a body and without a token sends neither', async () => {
  const { sent, transport } = open()
  await transport.send('/live', { signal })
  expect(sent).toStrictEqual([['http://server/api/live', { method: 'GET', signal, headers: { 'x-tenure': '1' } }]])
  expect(transport.renewsProof).toBe(false)
})

test('a body is sent as JSON, with the token and the headers of the request; one slash at the end of the address is left out', async () => {
  const { sent, transport } = open({ url: 'http://server/api/', token: async () => 't1' })
  await transport.send('/act/x', { method: 'POST', body: { input: null }, headers: { accept: 'text/event-stream' }, signal })
  const headers = { 'x-tenure': '1', authorization: 'Bearer t1', 'content-type': 'application/json', accept: 'text/event-stream' }
  expect(sent).toStrictEqual([['http://server/api/act/x', { method: 'POST', signal, headers, body: '{"input":null}' }]])
  expect(transport.renewsProof).toBe(true)
})

test('the fetch of the page is used where no other is given', async () => {
  const { sent, transport } = open({ url: 'data:application/json,{"ok":true,"value":"here"}', fetch: undefined as never })
  expect(await transport.call('', { signal })).toEqual({ ok: true, value: 'here' })
  expect(sent).toEqual([])
})

test('an outcome is passed on as it is, and whatever else comes is the problem of a silent server', async () => {
  const refusal = { ok: false, problem: { code: 'access.denied', message: 'No.', details: {} } }
  expect(await readOutcome(Response.json(refusal, { status: 403 }))).toEqual(refusal)
  const answers: readonly (() => Promise<Response>)[] = [
    () => Promise.reject(new Error('unreachable')),
    async () => new Response('<h1>Bad gateway</h1>'),
    ...[null, 'ok', 7, [], { value: 1 }].map((each) => async () => Response.json(each)),
  ]
  for (const answer of answers) {
    const { transport } = open({}, answer)
    const given = (silent?: Problem) => transport.call('/read/x', { signal }, silent)
    expect([await given(), await given(unanswered)]).toEqual([
      { ok: false, problem: unreachable },
      { ok: false, problem: unanswered },
    ])
  }
  expect(await readOutcome(Response.json({}))).toEqual({ ok: false, problem: unreachable })
})

test('a server that cannot be reached may be tried again; of a change without an answer nobody knows whether it was made', () => {
  expect(unreachable).toMatchObject({ code: 'storage.failed', details: { transient: true } })
  expect(unanswered).toMatchObject({ code: 'storage.unknown', details: { store: 'server' } })
})
