import { systemAsker } from '../../access/asker.js'
import type { Log } from '../../base/log.js'
import type { Outcome } from '../../base/outcome.js'
import type { Delivery, WebhookPort } from '../../contract/outside/webhook.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import type { Reader } from '../../records/read-records.js'
import { deliveryMark } from '../../workspace/public/webhook-delivery.js'
import { toSession } from '../session.js'
import { forgetDeliveries } from './forget-deliveries.js'
import { noteUse, type OpenPort } from './open-public-link.js'
import { findWebhook } from './webhook-kind.js'

/** What webhooks work with, besides what links do. */
export interface WebhookDesk extends OpenPort {
  readonly reader: Pick<Reader, 'find' | 'list'>
  readonly webhooks: WebhookPort | undefined
  readonly log: Log
}
/** A webhook whose secret signed a delivery. */
export interface OpenedWebhook {
  /**
   * Takes the body of the delivery, once: a repetition is answered as the first, and runs nothing. Errors: what its action refuses; `access.*`
   * where the maker of the webhook may not do this any more.
   */
  take(input: unknown): Promise<Outcome<void>>
}

/** How far the time of a delivery may be from now, either way (SEC-11). */
const toleranceMs = 5 * 60_000

/**
 * The webhook that a delivery is for. Nothing where it is not signed with the webhook's secret, not in time, or where there is no such webhook: a
 * signature is worked out for an id that is none as well, so neither the answer nor its time tells which ids there are.
 */
export function openWebhook(
  desk: WebhookDesk,
  plugins: Pick<PluginHost, 'contributions' | 'actMarked'>,
  { id, delivery }: { readonly id: string; readonly delivery: Delivery },
): OpenedWebhook | undefined {
  const isSigned = desk.webhooks?.isSigned(id, delivery) ?? false
  if (!isSigned || !isInTime(delivery, desk.clock.now())) return undefined
  const { askers, clock, publicLinks, reader } = desk
  const kept = publicLinks.find(id)
  const asker = kept && askers.find(kept.user)
  const found = kept && findWebhook(plugins, kept.kind)
  if (kept === undefined || asker === undefined || found === undefined) return undefined
  return {
    async take(input) {
      const mark = deliveryMark(id, delivery.id, clock.now())
      const isTaken = async (): Promise<boolean> => (await reader.find(systemAsker, mark.ref)) !== undefined
      if (await isTaken()) return done
      const outcome = await plugins.actMarked(toSession(asker, 'api'), { id: found.action.id, input, mark })
      if (outcome.ok) {
        noteUse(desk, kept, desk.log)
        forgetDeliveries(desk)
        return done
      }
      // Another one that came at the same time was first.
      if (outcome.problem.code === 'record.taken' && (await isTaken())) return done
      return outcome
    },
  }
}
const done = { ok: true, value: undefined } as const

// The id has no dot, so no other id, time and body are signed by the same text.
function isInTime({ id, timestamp }: Delivery, now: number): boolean {
  const isFormed = /^[!-\-/-~]{1,200}$/.test(id) && /^\d{1,12}$/.test(timestamp)
  return isFormed && Math.abs(Number(timestamp) * 1000 - now) <= toleranceMs
}
