import { expect, test } from 'vitest'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { VisitCookie, visitMs } from './visit-cookie.js'

const visit = { state: 's', nonce: 'n', verifier: 'v', to: '/customers' }

test('[SEC-4] what a browser takes along is opened for ten minutes, and only where it was sealed', async () => {
  const timing = new ManualTiming()
  const cookie = new VisitCookie(timing)
  const sealed = await cookie.seal(visit)
  expect(visitMs).toBe(600_000)
  expect(await cookie.open(sealed)).toEqual(visit)
  for (const forged of [undefined, '', 'nonsense', `${sealed}x`, sealed.slice(0, -4)]) expect(await cookie.open(forged)).toBeUndefined()
  expect(await new VisitCookie(timing).open(sealed)).toBeUndefined()
  timing.advance(599_000)
  expect(await cookie.open(sealed)).toEqual(visit)
  timing.advance(1_000)
  expect(await cookie.open(sealed)).toBeUndefined()
})

test('[SEC-4] nobody reads in the cookie what it seals', async () => {
  const sealed = await new VisitCookie(new ManualTiming()).seal({ ...visit, verifier: 'a-secret-of-the-visit' })
  const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
  expect(JSON.parse(parts[0] ?? '')).toEqual({ alg: 'dir', enc: 'A256GCM' })
  expect(parts.join('')).not.toContain('a-secret-of-the-visit')
})
