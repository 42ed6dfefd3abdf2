import type { OpenedLink } from '@tenure/core/outside'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { type RawRequest, send } from '../fixtures/raw-http.js'
import type { Limits } from '../limits.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const token = 't'.repeat(43)
const calendar: OpenedLink = { type: 'text/calendar', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', file: 'calendar.ics' }
async function start(limits: Partial<Limits> = {}) {
  const host = new InMemoryHost()
  host.links.set(token, { ok: true, value: calendar })
  const timing = new ManualTiming()
  const logged: string[] = []
  const log = {
    info: (...line: unknown[]) => logged.push(JSON.stringify(line)),
    warn: (...line: unknown[]) => logged.push(JSON.stringify(line)),
  }
  const server = await serve({ host, signIn: localSwitcher(), limits, timing, log: log as never })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const open = (more: Partial<RawRequest> = {}, of = token) => send(server, { path: `/api/open/${of}/calendar.ics`, ...more })
  return { host, server, timing, logged, open }
}

test('[SEC-11] [SEC-3] a link opens without signing in, as a file that nobody else keeps, runs or finds', async () => {
  const { open } = await start()
  const answer = await open({ headers: { cookie: 'tenure=anything' } })
  expect([answer.status, answer.text]).toEqual([200, calendar.text])
  expect(answer.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'attachment; filename="calendar.ics"',
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  })
  expect(answer.headers).not.toHaveProperty('set-cookie')
  const head = await open({ method: 'HEAD' })
  expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(calendar.text.length)])
})

test('[SCH-4] what has not changed is not sent again', async () => {
  const { host, open } = await start()
  const etag = (await open()).headers.etag ?? ''
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const same = await open({ headers: { 'if-none-match': known } })
    expect([same.status, same.text, same.headers.etag]).toEqual([304, '', etag])
  }
  host.links.set(token, { ok: true, value: { ...calendar, text: 'BEGIN:VCALENDAR\r\nX:Y\r\nEND:VCALENDAR\r\n' } })
  expect((await open({ headers: { 'if-none-match': etag } })).status).toBe(200)
})

test('[SEC-11] [SEC-16] what opens nothing, or fails, says so in a sentence and no more', async () => {
  const { host, open, logged } = await start()
  const nothing = await open({}, 'x'.repeat(43))
  expect([nothing.status, nothing.text]).toEqual([404, 'This link opens nothing. It may be withdrawn, or a part of it may be missing.'])
  expect(nothing.headers['cache-control']).toBe('private, no-cache')
  host.links.set(token, { ok: false, problem: { code: 'storage.failed', message: 'SELECT secret', details: { transient: true } } })
  expect(await open()).toMatchObject({ status: 503, text: 'This link cannot be opened now. Try again later.' })
  host.openLink = async () => {
    throw new Error('SELECT secret FROM vault')
  }
  expect(await open()).toMatchObject({ status: 500, text: 'This link cannot be opened now. Try again later.' })
  expect(logged.join()).toContain('vault')
  expect(logged.join()).not.toContain(token)
})

test('[SEC-11] [SEC-5] one link is opened only so often in a minute, and only so many open nothing', async () => {
  const { host, open, timing } = await start({ linkOpens: 2, linkMisses: 3 })
  host.links.set('u'.repeat(43), { ok: true, value: calendar })
  const statuses = async (count: number, of: (n: number) => string) => {
    const all: number[] = []
    for (let n = 0; n < count; n++) all.push((await open({}, of(n))).status)
    return all
  }
  expect(await statuses(3, () => token)).toEqual([200, 200, 429])
  expect(await statuses(1, () => 'u'.repeat(43))).toEqual([200])
  expect(await statuses(4, (n) => `none-${n}`)).toEqual([404, 404, 404, 429])
  expect((await open()).headers['retry-after']).toBe('60')
  host.links.set('v'.repeat(43), { ok: true, value: calendar })
  expect(await statuses(1, () => 'v'.repeat(43))).toEqual([200])
  timing.advance(60_000)
  expect(await statuses(1, () => token)).toEqual([200])
})

test('[SEC-4] a link takes only reading, from a page of this server or from no page', async () => {
  const { open } = await start()
  expect((await open({ method: 'POST', body: {} })).status).toBe(404)
  expect((await open({ headers: { origin: 'https://evil.example' } })).status).toBe(403)
})

test('[SEC-11] a long text is sent compressed as its receiver takes it, and a short one as it is', async () => {
  const { host, open } = await start()
  const long = { ...calendar, text: 'BEGIN:VEVENT\r\n'.repeat(200) }
  const headersOf = async (accepted: string) => {
    const { status, headers } = await open({ headers: { 'accept-encoding': accepted } })
    return [status, headers['content-encoding'], headers['vary'], Number(headers['content-length']) < 1_000]
  }
  expect(await headersOf('br')).toEqual([200, undefined, 'accept-encoding', true])
  host.links.set(token, { ok: true, value: long })
  expect(await headersOf('gzip, br')).toEqual([200, 'br', 'accept-encoding', true])
  expect(await headersOf('gzip')).toEqual([200, 'gzip', 'accept-encoding', true])
  expect(await headersOf('identity')).toEqual([200, undefined, 'accept-encoding', false])
  expect((await open()).text).toBe(long.text)
})

test('[SEC-5] what is refused for another reason than that it opens nothing is not counted as such, and a limit says when to come back', async () => {
  const { host, open } = await start({ linkMisses: 1, callsPerUser: 1 })
  host.links.set(token, { ok: false, problem: { code: 'storage.failed', message: '', details: { transient: true } } })
  const first = await open()
  expect([first.status, first.headers['retry-after'], first.headers['content-type']]).toEqual([503, undefined, 'text/plain; charset=utf-8'])
  expect([(await open({}, 'none')).status, (await open({}, 'none')).status]).toEqual([404, 429])
  const late = await open({}, 'none')
  expect([late.status, late.text]).toEqual([429, 'Links are opened too often. Try again in a minute.'])
  expect((await open()).status).toBe(503)
})
