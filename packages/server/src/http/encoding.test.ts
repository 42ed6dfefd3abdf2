import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { chooseEncoding, encode, isWorthEncoding } from './encoding.js'

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP;Q=0.8, BR', 'br'],
  ['br;q=0.5, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip;q=0', undefined],
  ['*', 'br'],
  ['br;q=0, *;q=0.1', 'gzip'],
  ['br;q=nonsense', undefined],
  ['br;level=1; q=0.5 , gzip;q=0.6', 'gzip'],
  ['gzip;q=0.5, br;q=0.5', 'br'],
  ['gzip, *;q=0', 'gzip'],
])('a receiver that accepts %j gets %j', (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding)
})

test('a body of 1 KiB is worth compressing, and what was compressed is the same', async () => {
  expect([isWorthEncoding(1_023), isWorthEncoding(1_024)]).toEqual([false, true])
  const text = 'Gr\u00fc\u00dfe '.repeat(500)
  const [brotli, gzip] = [await encode(text, 'br'), await encode(Buffer.from(text), 'gzip')]
  expect([brotliDecompressSync(brotli).toString(), gunzipSync(gzip).toString()]).toEqual([text, text])
})
