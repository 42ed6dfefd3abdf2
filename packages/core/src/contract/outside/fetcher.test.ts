import { expect, test } from 'vitest'
import { type FetchRefusal, fetches, fetchRefusals, noFetchPort, refuseFetch } from './fetcher.js'

test('[SEC-10] what a plugin fetches is one line that administrators read', () => {
  const grant = fetches('calendars that people subscribe to')
  const line = 'fetch calendars that people subscribe to'
  expect(grant).toEqual({ key: line, grant: line, opens: 'fetcher', paths: ['calendars that people subscribe to'] })
  expect(Object.isFrozen(grant)).toBe(true)
})

test('[SEC-10] every refusal has a name for programs and a sentence for people', () => {
  const names = Object.keys(fetchRefusals) as readonly FetchRefusal[]
  for (const why of names) expect(refuseFetch(why)).toEqual({ state: 'refused', why, message: fetchRefusals[why] })
  expect(new Set(Object.values(fetchRefusals)).size).toBe(names.length)
  expect(names).toEqual([
    ...['no-server', 'address', 'scheme', 'credentials', 'port', 'private', 'unknown-name', 'redirects', 'unreachable'],
    ...['insecure', 'status', 'gone', 'signed', 'encoding', 'too-large', 'too-slow', 'too-often'],
  ])
})

test('[SEC-10] a host without a server fetches nothing, and says so', async () => {
  const message = 'This workspace runs without a server that fetches anything.'
  expect(await noFetchPort.fetch({ url: 'https://example.test' } as never, { plugin: 'acme.x' })).toEqual({
    state: 'refused',
    why: 'no-server',
    message,
  })
})
