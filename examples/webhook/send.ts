import { createHmac } from 'node:crypto'

/** A webhook as its maker was shown it. */
export interface Webhook {
  readonly address: string
  /** `whsec_` and base64. */
  readonly secret: string
}

/** Sends a body to a webhook. The same `id` again is safe: it is taken once. */
export async function send({ address, secret }: Webhook, id: string, value: unknown): Promise<Response> {
  const body = JSON.stringify(value)
  const time = String(Math.floor(Date.now() / 1000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': time,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  })
}
