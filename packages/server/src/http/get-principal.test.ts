import { expect, test } from 'vitest'
import type { HttpContext } from './api.js'
import { readCookie, viewedUser } from './get-principal.js'

test.each([
  ['tenure=x', 'x'],
  ['a=1; tenure=x=y; b=2', 'x=y'],
  ['a=1;tenure=x', 'x'],
  ['tenure=', ''],
  ['tenure=first; tenure=second', 'first'],
  ['xtenure=1; tenure-visit=2; TENURE=3; a=tenure=4', undefined],
  ['tenure', undefined],
  ['', undefined],
  [undefined, undefined],
])('[SEC-4] of the cookies %j the one of this server is %j', (header, value) => {
  expect(readCookie(header, 'tenure')).toBe(value)
})

test('[SUM-8] the viewed user is named by a percent-encoded id, and a broken one is refused by the name of its header', () => {
  const viewed = (value: string | undefined) => viewedUser({ req: { header: () => value } } as unknown as HttpContext)
  expect([viewed(undefined), viewed('anna'), viewed('%C3%BC%2F')]).toEqual([undefined, 'anna', 'ü/'])
  expect(() => viewed('%')).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'input.invalid', details: { issues: [expect.anything()] } }) }),
  )
})
