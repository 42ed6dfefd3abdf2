import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { TenureError } from '@tenure/core/contract'
import type { WebhookPort } from '@tenure/core/outside'

/** Characters of a key at least; 32 random ones cannot be guessed. */
const leastKey = 32
/** Bytes of a secret. */
const secretBytes = 32

/**
 * Secrets of webhooks, which follow from one key of the server: each from the id of its webhook, and none from another. The same key has to be there
 * at each start, or every sender needs a new secret. Errors: `config.invalid` for a key of fewer than 32 characters.
 */
export function openWebhooks(key: string): WebhookPort {
  if (key.length < leastKey)
    throw new TenureError('config.invalid', `The key of the server has ${leastKey} characters or more, and they are random.`, {
      plugin: 'tenure.server',
      path: ['webhooks'],
    })
  const secretFor = (webhook: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `tenure webhook ${webhook}`, secretBytes))
  return Object.freeze({
    secretOf: (webhook) => `whsec_${secretFor(webhook).toString('base64')}`,
    isSigned: (webhook, { id, timestamp, signature, body }) => {
      const expected = signatureOf(secretFor(webhook), `${id}.${timestamp}.`, body)
      // All are compared, so the time does not tell which one was right.
      return signature.split(' ').filter((given) => isSame(given, expected)).length > 0
    },
  } satisfies WebhookPort)
}

/** A signature by the convention Standard Webhooks, version 1. */
export function signatureOf(secret: Buffer, head: string, body: Uint8Array): string {
  return `v1,${createHmac('sha256', secret).update(head).update(body).digest('base64')}`
}
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
