import { distinctUntilChanged, map, type Observable } from 'rxjs'
import type { z } from 'zod'
import type { Access } from '../access/access.js'
import { systemAsker } from '../access/asker.js'
import type { Clock } from '../base/clock.js'
import { newId } from '../base/id.js'
import { fromProblem, getValue } from '../base/outcome.js'
import type { preferencesContract } from '../contract/page/preference-contract.js'
import { TenureError } from '../errors/tenure-error.js'
import type { LiveHub } from '../live/live-hub.js'
import type { Draft, DraftRecord } from '../records/draft.js'
import type { Writer } from '../records/write-records.js'
import type { Json, RecordRef, UserId } from '../schema/value.js'
import type { Askers } from '../workspace/askers.js'

/** What preferences work with. */
export interface PreferencesPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly clock: Pick<Clock, 'now'>
  readonly live: Pick<LiveHub, 'watch'>
  readonly writer: Pick<Writer, 'draft'>
}
/** A value to keep under a name; `null` forgets it. */
export interface Preference {
  readonly name: string
  readonly value: Json
}

/** A user's preferences by name. */
type Preferences = z.output<typeof preferencesContract.output>

/** How much is kept for one user. */
export const preferenceLimits = { count: 100, length: 8_000 } as const

const type = 'preference'

/**
 * The records that a user's preferences are kept in: as many as there may be, whatever their names. One that is free again takes the next
 * name, so names that come and go leave nothing behind.
 */
export function placesOf(user: UserId): readonly RecordRef[] {
  const owner = encodeURIComponent(user)
  return Array.from({ length: preferenceLimits.count }, (_, at) => ({ type, id: `${owner}/${at}` }))
}

/** The user's preferences by name, all or one, now and after each change. */
export function watchPreferences(
  { access, askers, live }: PreferencesPort,
  user: UserId,
  name: string | undefined,
): Observable<Preferences> {
  const where = { test: 'id-of', type, ids: placesOf(user).map(({ id }) => id) } as const
  const bind = () => access.bind(askers.get(user), { type, select: ['name', 'data'], where })
  return live.watch({ subject: user, bind }).pipe(
    map((window): Preferences => {
      if ('problem' in window) throw fromProblem(window.problem)
      const kept = window.records.flatMap(({ values }) => {
        const isAsked = typeof values['name'] === 'string' && (name === undefined || values['name'] === name)
        return isAsked ? [[values['name'], values['data']] as const] : []
      })
      return { values: Object.fromEntries(kept) as Preferences['values'] }
    }),
    distinctUntilChanged<Preferences>(isSame),
  )
}

/** Keeps a value for a user. Errors: `input.too-large` for a long value or one name too many. */
export async function savePreference({ clock, writer }: PreferencesPort, user: UserId, { name, value }: Preference): Promise<void> {
  const length = JSON.stringify(value).length
  if (length > preferenceLimits.length)
    throw tooLarge(`A preference has at most ${preferenceLimits.length} characters of JSON; ${name} has ${length}.`, 'length')
  const by = { asker: systemAsker, actor: { user, source: 'user' }, group: newId(clock.now()) } as const
  const outcome = await writer.draft(by, async (draft) => {
    const places = placesOf(user)
    await draft.load(places)
    const known = places.map((place) => draft.find(place))
    const own = known.find((record) => record?.values['name'] === name)
    if (own !== undefined && isSame(own.values['data'], value)) return
    if (own !== undefined) own.values = { ...own.values, data: value, ...(value === null && { name: null }) }
    else if (value !== null) take(draft, places, { user, name, data: value })
  })
  getValue(outcome)
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
function take(
  draft: Draft,
  places: readonly RecordRef[],
  values: { readonly user: UserId; readonly name: string; readonly data: Json },
): void {
  const isFree = (record: DraftRecord | undefined): boolean => typeof record?.values['name'] !== 'string'
  const place = places.find((each) => isFree(draft.find(each)))
  if (place === undefined)
    throw tooLarge(`You have ${preferenceLimits.count} preferences, which is as many as are kept. Forget one first.`, 'count')
  const record = draft.find(place)
  if (record === undefined) draft.create(place, values)
  else record.values = { ...record.values, ...values }
}

function tooLarge(message: string, limit: keyof typeof preferenceLimits): TenureError {
  return new TenureError('input.too-large', message, { limit: `preference ${limit}`, max: preferenceLimits[limit] })
}
