import { distinctUntilChanged, map, type Observable } from 'rxjs'
import type { Access } from '../../access/access.js'
import type { AliasBook } from '../../access/alias-book.js'
import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import type { RemovedRecords } from '../../contract/collection/saved-views.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { LiveHub } from '../../live/live-hub.js'
import type { FilterData } from '../../query/filter-data.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import type { Askers } from '../../workspace/askers.js'

/** What following records works with. */
export interface FollowPort {
  readonly access: Access
  readonly aliases: Pick<AliasBook, 'merged'>
  readonly askers: Pick<Askers, 'get'>
  readonly clock: Pick<Clock, 'now'>
  readonly live: Pick<LiveHub, 'watch'>
  readonly reader: Pick<Reader, 'find'>
  readonly writer: Pick<Writer, 'draft'>
}

/** What a user may mark a record with: `follow` it, or take it out of their own lists (`removal`). Both are kept in the same way. */
export type Mark = 'follow' | 'removal'

/** Whether the user follows a record, or one that was merged into it, now and after each change. */
export function watchFollow(port: FollowPort, user: UserId, ref: RecordRef): Observable<{ readonly following: boolean }> {
  const { access, askers, live } = port
  const type = 'follow'
  const bind = () => {
    const ids = placesOf(port, user, type, ref).map(({ id }) => id)
    return access.bind(askers.get(user), { type, select: ['since'], where: { test: 'id-of', type, ids } })
  }
  return live.watch({ subject: user, bind }).pipe(
    map((window) => {
      if ('problem' in window) throw fromProblem(window.problem)
      return window.records.some(({ values }) => isKnown(values['since']))
    }),
    distinctUntilChanged(),
    map((following) => ({ following })),
  )
}

/** Follows a record, or no longer. Errors: `record.not-found` for one that the user may not see, `input.invalid` for one of the workspace itself. */
export function setFollow(port: FollowPort, user: UserId, given: RecordRef, following: boolean): Promise<void> {
  return setMark(port, user, { mark: 'follow', given, on: following })
}
/** Takes a record out of the user's own lists, or back into them. Errors: as those of `setFollow`. */
export function setRemoved(port: FollowPort, user: UserId, given: RecordRef, removed: boolean): Promise<void> {
  return setMark(port, user, { mark: 'removal', given, on: removed })
}

/** The records that one user has taken out of their own lists. */
export function openRemovedRecords({ access, askers, live }: Pick<FollowPort, 'access' | 'askers' | 'live'>, user: UserId): RemovedRecords {
  return {
    of: (objectType) => {
      const start = `${objectType}/`
      const filters: readonly FilterData[] = [
        { test: 'is', property: 'removal.user', value: user },
        { test: 'starts-with', property: 'removal.name', text: start },
        { test: 'is-known', property: 'removal.since' },
      ]
      const bind = () => access.bind(askers.get(user), { type: 'removal', select: ['name'], where: { test: 'all', filters } })
      return live.watch({ subject: user, bind }).pipe(
        map((window) => {
          if ('problem' in window) throw fromProblem(window.problem)
          return window.records.map(({ values }) => String(values['name']).slice(start.length)).sort()
        }),
        distinctUntilChanged((a, b) => a.join('\n') === b.join('\n')),
      )
    },
  }
}

interface Marking {
  readonly mark: Mark
  readonly given: RecordRef
  readonly on: boolean
}
async function setMark(port: FollowPort, user: UserId, { mark, given, on }: Marking): Promise<void> {
  const { access, askers, clock, reader, writer } = port
  const asker = askers.get(user)
  const real = access.type(asker, given.type)
  const record = await reader.find(asker, { type: real.name, id: given.id })
  if (record === undefined)
    throw new TenureError('record.not-found', `There is no ${real.label.toLowerCase()} with the id ${given.id}.`, { record: given })
  if (real.policy !== undefined) throw cannotMark(mark, real.plural)
  const by = { asker: systemAsker, actor: { user, source: 'user' }, group: newId(clock.now()) } as const
  const outcome = await writer.draft(by, async (draft) => {
    const places = placesOf(port, user, mark, record.ref)
    await draft.load(places)
    const known = places.flatMap((place) => draft.find(place) ?? [])
    const active = known.filter(({ values }) => isKnown(values['since']))
    if (!on) for (const each of active) each.values = { ...each.values, since: null }
    const [place] = places
    if (!on || active.length > 0 || place === undefined) return
    const own = draft.find(place)
    if (own !== undefined) own.values = { ...own.values, since: clock.now() }
    else draft.create(place, { user, name: `${record.ref.type}/${record.ref.id}`, since: clock.now() })
  })
  getValue(outcome)
}

/** Where it is kept that the user marked a record: its own place first, then those of the records that were merged into it. */
function placesOf({ access, aliases, askers }: FollowPort, user: UserId, mark: Mark, { type: name, id }: RecordRef): readonly RecordRef[] {
  const own = access.resolve({ type: access.type(askers.get(user), name).name, id })
  return [own.id, ...aliases.merged(own)].map((each) => ({ type: mark, id: [user, own.type, each].map(encodeURIComponent).join('/') }))
}
function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null
}
function cannotMark(mark: Mark, plural: string): TenureError {
  const message =
    mark === 'follow'
      ? `${plural} cannot be followed. Follow records that people work on.`
      : `${plural} cannot be removed from a list of your own. Remove records that people work on.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['type'], message }] })
}
