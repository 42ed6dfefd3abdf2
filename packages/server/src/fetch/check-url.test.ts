import { expect, test } from 'vitest'
import { checkUrl, nameOf, portOf } from './check-url.js'
import { defaultFetchLimits } from './fetch-limits.js'

/** Its address as it will be fetched, or why it will not be. */
function check(text: string, base?: string): string {
  try {
    return checkUrl(text, base === undefined ? undefined : new URL(base)).href
  } catch (error) {
    return (error as Error & { readonly why: string }).why
  }
}

test.each([80, 443, 1024, 8443, 65_535])('[SEC-10] the port %i may be fetched', (port) => {
  const url = `http://a.example:${port}/`
  expect(check(url)).toBe(new URL(url).href)
})

test.each([0, 22, 79, 81, 442, 444, 1023])('[SEC-10] the port %i is refused', (port) => {
  expect(check(`http://a.example:${port}/`)).toBe('port')
})

test('[SEC-10] an address of 2,000 characters is taken, and one of more is refused', () => {
  const start = 'http://a.example/'
  const url = start + 'a'.repeat(2_000 - start.length)
  expect([check(url), check(`${url}a`)]).toEqual([url, 'address'])
})

test('[SEC-10] one half of credentials is refused as both are', () => {
  expect(['http://anna@a.example', 'http://:secret@a.example', 'http://anna:secret@a.example'].map((url) => check(url))).toEqual([
    'credentials',
    'credentials',
    'credentials',
  ])
})

test('[SEC-10] a place without a server is one of the server that names it', () => {
  expect([check('/b?c=d', 'https://a.example/x'), check('/b'), check('//127.0.0.1/', 'https://a.example/x')]).toEqual([
    'https://a.example/b?c=d',
    'address',
    'private',
  ])
})

test('the port and the name of an address are those that are connected to', () => {
  const parts = ['http://a.example', 'https://a.example.', 'https://[2606:4700::1111]:8443', 'http://93.184.216.34:1024'].map((text) => {
    const url = new URL(text)
    return [nameOf(url), portOf(url)]
  })
  expect(parts).toEqual([
    ['a.example', 80],
    ['a.example', 443],
    ['2606:4700::1111', 8443],
    ['93.184.216.34', 1024],
  ])
})

test('[SEC-10] the limits where none are given leave an action time to answer within ten seconds', () => {
  expect(defaultFetchLimits).toEqual({ bytes: 10_000_000, ms: 7_000, redirects: 5, perPlugin: 240, perServer: 60, atOnce: 8 })
})
