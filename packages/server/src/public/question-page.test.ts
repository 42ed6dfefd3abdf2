import type { OpenedLink } from '@tenure/core/outside'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { type RawRequest, send } from '../fixtures/raw-http.js'
import type { Limits } from '../limits.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const token = 'q'.repeat(43)
const asked: OpenedLink = {
  type: 'question',
  file: 'survey',
  question: {
    ...{ language: 'en', title: '<img src=x onerror=alert(1)>', text: 'How likely "&" why?', from: 0, to: 10, low: 'not', high: 'very' },
  },
}
const form = { 'content-type': 'application/x-www-form-urlencoded' }
async function start(limits: Partial<Limits> = {}) {
  const host = new InMemoryHost()
  host.links.set(token, { ok: true, value: asked })
  host.links.set('c'.repeat(43), { ok: true, value: { type: 'text/plain', text: 'x', file: 'x.txt' } })
  const server = await serve({ host, signIn: localSwitcher(), limits, timing: new ManualTiming() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const open = (more: Partial<RawRequest> = {}, of = token) => send(server, { path: `/api/open/${of}/survey`, ...more })
  const answer = (body: string, more: Partial<RawRequest> = {}, of = token) => open({ method: 'POST', headers: form, body, ...more }, of)
  return { host, open, answer }
}

test('[SEC-11] [SEC-7] a question is a page without script, in which all that it says is text', async () => {
  const { open } = await start()
  const { status, text, headers } = await open()
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  )
  expect(headers).toMatchObject({
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'referrer-policy': 'same-origin',
  })
  expect(headers).not.toHaveProperty('set-cookie')
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(text).toContain('How likely &quot;&amp;&quot; why?')
  expect(text).not.toMatch(/<img|<script|https?:/)
  expect(text.match(/type="radio"/g)).toHaveLength(11)
})

test('[BEY-15] [SEC-11] an answer is taken once it is within the scale; anything else is said and taken by nobody', async () => {
  const { host, answer } = await start()
  const taken = await answer('score=9&comment=Good%0D%0Aand+fast')
  expect([taken.status, taken.text.includes('Thank you')]).toEqual([200, true])
  expect(host.replies).toEqual([{ token, score: 9, comment: 'Good\nand fast' }])
  for (const body of ['', 'score=11', 'score=-1', 'score=9e0', 'score=9.5', `score=9&comment=${'x'.repeat(4_001)}`]) {
    const wrong = await answer(body)
    expect([body.slice(0, 20), wrong.status, wrong.text.includes('Choose one of the numbers')]).toEqual([body.slice(0, 20), 422, true])
  }
  const statuses = [
    await answer(`score=9&comment=${'x'.repeat(20_000)}`),
    await answer('{"score":9}', { headers: { 'content-type': 'application/json' } }),
    await answer('score=9', {}, 'n'.repeat(43)),
    await answer('score=9', {}, 'c'.repeat(43)),
    await answer('score=9', { headers: { ...form, origin: 'https://evil.example' } }),
  ].map(({ status }) => status)
  expect(statuses).toEqual([413, 400, 404, 404, 403])
  expect(host.replies).toHaveLength(1)
})

test('[SEC-11] one link is answered only so often in a minute', async () => {
  const { answer } = await start({ linkOpens: 2 })
  const statuses = [await answer('score=1'), await answer('score=2'), await answer('score=3')].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 429])
})
