import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { TenureError } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.js'
import { depthOf, parseAddressInput, readBody, readBytes, readForm } from './request-input.js'

test('[SEC-5] depth is counted before anything is parsed, brackets in texts left out', () => {
  expect(depthOf('1')).toBe(0)
  expect(depthOf('{"a":[1,[2]],"b":{}}')).toBe(3)
  expect(depthOf('["[[[[", "\\"[[[", {}]')).toBe(2)
  expect(depthOf('['.repeat(100_000))).toBe(100_000)
})

test('[SEC-5] an address or an input at its limit is taken, and one beyond it is refused by the name of the limit', () => {
  const limits = { ...defaultLimits, addressLength: 10, inputDepth: 2 }
  const limitOf = (run: () => unknown): unknown => {
    try {
      return run()
    } catch (error) {
      return (error as TenureError).problem.details
    }
  }
  expect(limitOf(() => parseAddressInput('x'.repeat(10), '[[1]]', limits))).toEqual([[1]])
  expect(limitOf(() => parseAddressInput('x'.repeat(11), '1', limits))).toEqual({ limit: 'addressLength', max: 10 })
  expect(limitOf(() => parseAddressInput('x', '[[[1]]]', limits))).toEqual({ limit: 'inputDepth', max: 2 })
  expect(limitOf(() => parseAddressInput('x', '{', limits))).toMatchObject({ issues: [{ message: 'The input is not JSON.' }] })
  expect(limitOf(() => parseAddressInput('x', undefined, limits))).toBeUndefined()
})

const json = 'application/json'
/** A request whose body comes in these pieces. */
function request(pieces: readonly (string | Buffer)[], headers: Readonly<Record<string, string>> = {}): IncomingMessage {
  return Object.assign(Readable.from(pieces.map((piece) => Buffer.from(piece))), { headers }) as unknown as IncomingMessage
}
const refusal = (reading: Promise<unknown>) =>
  reading.then(
    (value) => ({ value }),
    (error: TenureError) => error.problem.details,
  )

test('a body is JSON that says so; anything else is refused before it is read', async () => {
  for (const type of [json, 'Application/JSON; charset=utf-8'])
    expect(await readBody(request(['{"a":', '[1]}'], { 'content-type': type }), defaultLimits)).toEqual({ a: [1] })
  for (const type of ['application/jsonp', 'text/plain', ' application/json', 'text/plain, application/json'])
    expect(await refusal(readBody(request(['1'], { 'content-type': type }), defaultLimits))).toEqual({
      issues: [{ path: ['body'], message: 'The body must be JSON, sent as application/json.' }],
    })
  expect(await refusal(readBody(request(['1']), defaultLimits))).toMatchObject({ issues: [{ path: ['body'] }] })
})

test('a letter that comes in two pieces is one letter', async () => {
  const [first, second] = [Buffer.from('"\u00fc"').subarray(0, 2), Buffer.from('"\u00fc"').subarray(2)]
  expect(await readBody(request([first, second], { 'content-type': json }), defaultLimits)).toBe('\u00fc')
})

test('[SEC-5] a body at its limit is taken, one beyond it is refused by its length or while it comes, and the limit is named', async () => {
  const limits = { ...defaultLimits, bodyBytes: 6, signInBytes: 4 }
  const read = (text: string, by?: 'signInBytes', length?: number) => {
    const pieces = text.match(/..?/g) ?? []
    const headers = { 'content-type': json, ...(length !== undefined && { 'content-length': String(length) }) }
    return refusal(readBody(request(pieces, headers), limits, by))
  }
  const tooLong = (limit: string, max: number) => ({ limit, max })
  expect([await read('"1234"'), await read('"1234"', undefined, 6)]).toEqual([{ value: '1234' }, { value: '1234' }])
  expect([await read('"12345"'), await read('"1"', undefined, 7)]).toEqual([tooLong('bodyBytes', 6), tooLong('bodyBytes', 6)])
  expect([await read('"12"', 'signInBytes'), await read('"123"', 'signInBytes')]).toEqual([{ value: '12' }, tooLong('signInBytes', 4)])
  expect(await refusal(readBytes(request(['123']), 'hookBytes', 2))).toEqual(tooLong('hookBytes', 2))
  expect(await readBytes(request(['12', '3']), 'hookBytes', 3)).toEqual(Buffer.from('123'))
})

test('a form is what a browser sends as one, up to its limit', async () => {
  const type = 'application/x-www-form-urlencoded'
  const form = await readForm(request(['a=1&b=', '%C3%BC+'], { 'content-type': `${type}; charset=utf-8` }), 14)
  expect([...form]).toEqual([
    ['a', '1'],
    ['b', '\u00fc '],
  ])
  expect(await refusal(readForm(request(['a=12'], { 'content-type': type }), 3))).toEqual({ limit: 'bodyBytes', max: 3 })
  for (const other of [json, `x${type}`, `${type}x`])
    expect(await refusal(readForm(request(['a=1'], { 'content-type': other }), 10))).toEqual({
      issues: [{ path: ['body'], message: 'The body must be a form.' }],
    })
})

test('[SEC-5] a text that does not end hides no brackets behind it, and a backslash at its end hides no quote', () => {
  expect([depthOf('["[['), depthOf(String.raw`["\\",[["]]"]]]`), depthOf('[][][]'), depthOf('{"a":{"b":{}}}')]).toEqual([1, 3, 1, 3])
})
