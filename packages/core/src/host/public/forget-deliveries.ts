import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import { deliveryType } from '../../workspace/public/webhook-delivery.js'

/** What forgetting works with. */
export interface ForgetPort {
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly reader: Pick<Reader, 'list'>
  readonly writer: Pick<Writer, 'draft'>
}

const dayMs = 86_400_000
/** Senders try again for three days; what is older comes from none of them. */
export const keptDays = 7
const most = 500
const lastAt = new WeakMap<ForgetPort['writer'], number>()

/** Purges marks of deliveries that are older than they are kept: at most once a day, and only where deliveries come. */
export function forgetDeliveries(port: ForgetPort): void {
  const { clock, log, writer } = port
  const now = clock.now()
  if (now - (lastAt.get(writer) ?? 0) < dayMs) return
  lastAt.set(writer, now)
  purge(port, now - keptDays * dayMs).catch((error: unknown) =>
    log.warn('What says which deliveries were taken is kept longer than it has to be.', { error: String(error) }),
  )
}

async function purge({ reader, writer }: ForgetPort, before: number): Promise<void> {
  const where = { test: 'before', property: `${deliveryType}.at`, value: before } as const
  for (;;) {
    const { records } = await reader.list(systemAsker, { type: deliveryType, select: [], where, limit: most })
    if (records.length === 0) return
    const outcome = await writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
      await draft.load(records.map(({ ref }) => ref))
      for (const { ref } of records) Object.assign(draft.find(ref) ?? {}, { archived: true, archive: 'purge' })
    })
    getValue(outcome)
  }
}
