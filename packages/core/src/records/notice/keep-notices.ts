import { systemAsker } from '../../access/asker.js'
import { notificationType } from '../../access/notice/notification.js'
import type { Clock } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import type { FilterData } from '../../query/filter-data.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Reader } from '../read-records.js'
import type { Writer } from '../write-records.js'

/** How many notifications of one user are kept, and for how long. */
export const noticeLimits = { count: 500, days: 90 } as const

/** What keeping notifications works with. */
export interface KeepNoticesOptions {
  readonly clock: Clock
  readonly log: Log
  readonly reader: Pick<Reader, 'aggregate' | 'list'>
  readonly writer: Pick<Writer, 'draft'>
  /** What the first look waits for; by default nothing. */
  readonly after?: PromiseLike<unknown> | undefined
}

const dayMs = 86_400_000
const most = 200

/** Takes away notifications that are older than they are kept, and the oldest of users who have too many: at the start, and once a day. */
export function startKeepingNotices(options: KeepNoticesOptions): AsyncDisposable {
  const { clock, log, after } = options
  let timer: Disposable | undefined
  let running: Promise<void> | undefined
  let isStopped = false
  const keep = (): void => {
    running = prune(options).catch((error: unknown) => log.warn('Old notifications could not be removed.', { error: String(error) }))
    timer = clock.at(clock.now() + dayMs, keep)
  }
  if (after === undefined) keep()
  else void after.then(() => isStopped || keep())
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true
      timer?.[Symbol.dispose]()
      await running
    },
  }
}

async function prune(options: KeepNoticesOptions): Promise<void> {
  const { clock, reader } = options
  await removeAll(options, { test: 'before', property: `${notificationType}.at`, value: clock.now() - noticeLimits.days * dayMs })
  const { groups } = await reader.aggregate(systemAsker, { type: notificationType, by: [{ property: `${notificationType}.user` }] })
  for (const { by, count } of groups)
    if (count > noticeLimits.count && typeof by[0] === 'string')
      await removeAll(options, { test: 'is', property: `${notificationType}.user`, value: by[0] }, noticeLimits.count)
}

async function removeAll(options: KeepNoticesOptions, where: FilterData, offset = 0): Promise<void> {
  const orderBy = [{ by: `${notificationType}.at`, direction: 'descending' }] as const
  for (;;) {
    const query = { type: notificationType, select: ['kind'], where, orderBy, limit: most, offset }
    const { records } = await options.reader.list(systemAsker, query)
    if (records.length === 0) return
    await remove(options, records)
  }
}

// What a plugin notified of under a key is archived: its id says that the key was used, so that nobody is reminded again. All others are purged.
async function remove({ writer }: KeepNoticesOptions, records: readonly StoredRecord[]): Promise<void> {
  const outcome = await writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
    await draft.load(records.map(({ ref }) => ref))
    for (const { ref, values } of records) {
      const isKeyed = values['kind'] === 'reminder'
      Object.assign(draft.find(ref) ?? {}, { archived: true, archive: isKeyed ? 'archive' : 'purge' })
    }
  })
  getValue(outcome)
}
