import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { openWebhooks, signatureOf } from './open-webhooks.js'

const key = 'a key that nobody guesses: 3f9c1d27b8'
const body = new TextEncoder().encode('{"test": 2432232314}')

test('[SEC-11] the published test vector of Standard Webhooks has the signature that it says', () => {
  // https://github.com/standard-webhooks/standard-webhooks, the test of `sign` in its libraries.
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const head = 'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.'
  expect(signatureOf(secret, head, body)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('[SEC-11] what the secret signs is known, as one of several signatures, and nothing that differs in a byte', () => {
  const webhooks = openWebhooks(key)
  const secret = Buffer.from(webhooks.secretOf('w1').replace('whsec_', ''), 'base64')
  expect(secret).toHaveLength(32)
  const signed = { id: 'msg_1', timestamp: '1614265330', body }
  const signature = `v1,${createHmac('sha256', secret).update('msg_1.1614265330.').update(body).digest('base64')}`
  const other = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  for (const good of [signature, `${other} ${signature}`, `v1a,x ${signature} ${other}`, ` ${signature}  `])
    expect(webhooks.isSigned('w1', { ...signed, signature: good }), good).toBe(true)
  const digits = signature.slice(3)
  const flipped = `v1,${digits.startsWith('A') ? 'B' : 'A'}${digits.slice(1)}`
  for (const bad of [
    '',
    other,
    flipped,
    digits,
    `v2,${digits}`,
    `v1a,${digits}`,
    `v1,${digits.slice(0, -1)}`,
    `v1,${digits}=`,
    `v1,${digits},x`,
  ])
    expect(webhooks.isSigned('w1', { ...signed, signature: bad }), bad).toBe(false)
  const changed = [{ id: 'msg_2' }, { timestamp: '1614265331' }, { body: new TextEncoder().encode('{"test":2432232314}') }]
  for (const change of changed) expect(webhooks.isSigned('w1', { ...signed, signature, ...change })).toBe(false)
  expect(webhooks.isSigned('w2', { ...signed, signature })).toBe(false)
})

test('[SEC-12] secrets follow from the key and the webhook alone; a short key is refused', () => {
  const secrets = [openWebhooks(key).secretOf('w1'), openWebhooks(key).secretOf('w2'), openWebhooks(`${key}.`).secretOf('w1')]
  expect(new Set(secrets).size).toBe(3)
  expect(openWebhooks(key).secretOf('w1')).toBe(secrets[0])
  expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(() => openWebhooks('x'.repeat(31))).toThrow(expect.objectContaining({ code: 'config.invalid' }))
})
