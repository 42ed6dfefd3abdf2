import { systemAsker } from '../../access/asker.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { Log } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef } from '../../schema/value.js'
import type { ChangeBatch } from '../../storage/adapter.js'
import type { Reader } from '../read-records.js'
import type { Writer } from '../write-records.js'
import { hasActivityDates, recompute } from './activity-dates.js'

/** How many records are brought up to date in one batch. */
const batchSize = 200
const property = 'nextActivityAt'

/**
 * Keeps *last* and *next activity date* correct as time passes: a planned activity becomes the last one when its time comes (REC-7).
 * It sleeps until the nearest planned activity; `notice` makes it look for a nearer one.
 */
export interface ActivityClock extends Disposable {
  notice(batch: ChangeBatch): void
}
/** What the activity clock works with. */
export interface ActivityClockOptions {
  readonly clock: Clock
  readonly log: Log
  readonly reader: Reader
  readonly writer: Writer
  readonly schema: () => SchemaDefinition
}

/** Brings overdue dates up to date, then waits for the nearest. */
export async function startActivityClock(options: ActivityClockOptions): Promise<ActivityClock> {
  const { clock, log } = options
  let planned: { readonly at: Instant; readonly timer: Disposable } | undefined
  let isStopped = false
  const plan = (at: Instant): void => {
    if (isStopped || (planned !== undefined && planned.at <= at)) return
    planned?.timer[Symbol.dispose]()
    planned = { at, timer: clock.at(at, wake) }
  }
  const wake = (): void => {
    planned = undefined
    update().catch((error: unknown) => log.warn('Activity dates could not be brought up to date.', { error: String(error) }))
  }
  const update = async (): Promise<void> => {
    for (let next = await nearest(options); next !== undefined; next = await nearest(options)) {
      if (next > clock.now()) return plan(next)
      await moveOver(options, await dueRecords(options))
    }
  }
  await update()
  return {
    notice: ({ changes }) => {
      for (const { after, changed } of changes) {
        const at = changed.includes(property) ? after?.[property] : undefined
        if (typeof at === 'number') plan(at)
      }
    },
    [Symbol.dispose]() {
      isStopped = true
      planned?.timer[Symbol.dispose]()
    },
  }
}

function trackedTypes({ schema }: ActivityClockOptions): readonly string[] {
  return [...schema().values()].filter(hasActivityDates).map(({ name }) => name)
}

async function dueRecords(options: ActivityClockOptions): Promise<readonly RecordRef[]> {
  const now = options.clock.now()
  const lists = trackedTypes(options).map((type) =>
    options.reader.list(systemAsker, {
      type,
      select: [],
      where: { test: 'before', property: `${type}.${property}`, value: now + 1 },
      limit: batchSize,
    }),
  )
  return (await Promise.all(lists)).flatMap(({ records }) => records.map(({ ref }) => ref))
}

async function nearest(options: ActivityClockOptions): Promise<Instant | undefined> {
  const lists = trackedTypes(options).map((type) =>
    options.reader.list(systemAsker, {
      type,
      select: [property],
      where: { test: 'is-known', property: `${type}.${property}` },
      orderBy: [{ by: `${type}.${property}`, direction: 'ascending' }],
      limit: 1,
    }),
  )
  const times = (await Promise.all(lists))
    .flatMap(({ records }) => records.map(({ values }) => values[property]))
    .filter((at) => typeof at === 'number')
  return times.length === 0 ? undefined : Math.min(...times)
}

async function moveOver({ writer, schema, clock }: ActivityClockOptions, refs: readonly RecordRef[]): Promise<void> {
  const by = { asker: systemAsker, actor: { source: 'system' } } as const
  const outcome = await writer.draft(by, async (draft) => {
    await draft.load(refs)
    const records = refs.flatMap((ref) => draft.find(ref) ?? [])
    await recompute(draft, schema(), records, clock.now())
  })
  getValue(outcome)
}
