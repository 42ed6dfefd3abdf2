import type { Instant } from '../../base/clock.js'
import { Sha256 } from '../../records/export/sha256.js'
import type { Mark, RecordId } from '../../schema/value.js'

/** Name of the object type that says which deliveries webhooks have taken. */
export const deliveryType = 'webhookDelivery'

/** What says that a webhook took a delivery; the sender gives the same id each time that it tries again. */
export function deliveryMark(webhook: RecordId, delivery: string, at: Instant): Mark {
  const id = new Sha256().update(new TextEncoder().encode(`${webhook} ${delivery}`)).digest()
  return { ref: { type: deliveryType, id }, values: { name: webhook, at } }
}
