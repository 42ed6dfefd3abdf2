import { systemAsker } from '../access/asker.js'
import type { Log } from '../base/log.js'
import { getValue } from '../base/outcome.js'
import type { FilterData } from '../query/filter-data.js'
import type { Reader } from '../records/read-records.js'
import type { Writer } from '../records/write-records.js'
import { splitPath } from '../schema/property.js'
import type { UserId } from '../schema/value.js'
import type { ChangeBatch } from '../storage/adapter.js'
import { placesOf } from './preference-desk.js'

/** What forgetting works with. */
export interface ForgettingOptions {
  readonly log: Log
  readonly reader: Pick<Reader, 'aggregate' | 'find' | 'list'>
  readonly writer: Pick<Writer, 'draft'>
}
/** Erases the preferences of users who were purged, what they followed and were notified of, and their private views; `notice` looks for such users in what was committed. */
export interface Forgetting {
  notice(batch: ChangeBatch): void
}

/** Erases what is left of users who were purged while no host was running, then follows. */
export async function startForgetting(options: ForgettingOptions): Promise<Forgetting> {
  for (const user of await ownersThatAreGone(options)) await forget(options, user)
  return {
    notice: ({ changes }) => {
      for (const { ref, change } of changes)
        if (ref.type === 'user' && change === 'purge')
          forget(options, ref.id).catch((error: unknown) =>
            options.log.warn('The preferences of a user who was purged could not be erased; the next start tries again.', {
              error: String(error),
            }),
          )
    },
  }
}

const isPrivate: FilterData = { test: 'is-not', property: 'view.audience', value: 'everyone', missing: true }

async function ownersThatAreGone({ reader }: ForgettingOptions): Promise<readonly UserId[]> {
  const grouped = await Promise.all(
    ['preference.user', 'follow.user', 'removal.user', 'notification.user', 'view.owner'].map((property) =>
      reader.aggregate(systemAsker, {
        type: splitPath(property)[0],
        ...(property === 'view.owner' && { where: isPrivate }),
        by: [{ property }],
      }),
    ),
  )
  const owners = new Set(grouped.flatMap(({ groups }) => groups.flatMap(({ by: [user] }) => (typeof user === 'string' ? [user] : []))))
  const found = await Promise.all([...owners].map(async (id) => ((await reader.find(systemAsker, { type: 'user', id })) ? [] : [id])))
  return found.flat()
}

async function forget({ reader, writer }: ForgettingOptions, user: UserId): Promise<void> {
  const ofUser = async (type: string, archived?: 'only') => {
    const where = { test: 'is', property: `${type}.user`, value: user } as const
    return (await reader.list(systemAsker, { type, select: [], where, ...(archived && { archived }) })).records
  }
  const notices = [...(await ofUser('notification')), ...(await ofUser('notification', 'only'))]
  const follows = [...(await ofUser('follow')), ...(await ofUser('removal'))]
  const own: FilterData = { test: 'all', filters: [isPrivate, { test: 'is', property: 'view.owner', value: user }] }
  const views = (await reader.list(systemAsker, { type: 'view', select: [], where: own })).records
  const outcome = await writer.draft({ asker: systemAsker, actor: { source: 'system' } }, async (draft) => {
    const places = [...placesOf(user), ...[...follows, ...notices, ...views].map(({ ref }) => ref)]
    await draft.load(places)
    for (const place of places) {
      const record = draft.find(place)
      if (record !== undefined) record.archive = 'purge'
    }
  })
  getValue(outcome)
}
