import { distinctUntilChanged, map, type Observable } from 'rxjs'
import type { Access } from '../../access/access.js'
import type { AliasBook } from '../../access/alias-book.js'
import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { LiveHub } from '../../live/live-hub.js'
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

const type = 'follow'

/** Whether the user follows a record, or one that was merged into it, now and after each change. */
export function watchFollow(port: FollowPort, user: UserId, ref: RecordRef): Observable<{ readonly following: boolean }> {
  const { access, askers, live } = port
  const bind = () => {
    const ids = placesOf(port, user, ref).map(({ id }) => id)
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
export async function setFollow(port: FollowPort, user: UserId, given: RecordRef, following: boolean): Promise<void> {
  const { access, askers, clock, reader, writer } = port
  const asker = askers.get(user)
  const real = access.type(asker, given.type)
  const record = await reader.find(asker, { type: real.name, id: given.id })
  if (record === undefined)
    throw new TenureError('record.not-found', `There is no ${real.label.toLowerCase()} with the id ${given.id}.`, { record: given })
  if (real.policy !== undefined) throw cannotFollow(real.plural)
  const by = { asker: systemAsker, actor: { user, source: 'user' }, group: newId(clock.now()) } as const
  const outcome = await writer.draft(by, async (draft) => {
    const places = placesOf(port, user, record.ref)
    await draft.load(places)
    const known = places.flatMap((place) => draft.find(place) ?? [])
    const active = known.filter(({ values }) => isKnown(values['since']))
    if (!following) for (const each of active) each.values = { ...each.values, since: null }
    const [place] = places
    if (!following || active.length > 0 || place === undefined) return
    const own = draft.find(place)
    if (own !== undefined) own.values = { ...own.values, since: clock.now() }
    else draft.create(place, { user, name: `${record.ref.type}/${record.ref.id}`, since: clock.now() })
  })
  getValue(outcome)
}

/** Where it is kept that the user follows a record: its own place first, then those of the records that were merged into it. */
function placesOf({ access, aliases, askers }: FollowPort, user: UserId, { type: name, id }: RecordRef): readonly RecordRef[] {
  const own = access.resolve({ type: access.type(askers.get(user), name).name, id })
  return [own.id, ...aliases.merged(own)].map((each) => ({ type, id: [user, own.type, each].map(encodeURIComponent).join('/') }))
}
function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null
}
function cannotFollow(plural: string): TenureError {
  const message = `${plural} cannot be followed. Follow records that people work on.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['type'], message }] })
}
