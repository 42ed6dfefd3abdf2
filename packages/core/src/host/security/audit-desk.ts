import { combineLatest, from, map, type Observable, switchMap } from 'rxjs'
import type { z } from 'zod'
import type { Access } from '../../access/access.js'
import { type AuditKind, auditType } from '../../access/audit/audit-entry.js'
import type { CalendarDay } from '../../base/clock.js'
import { fromProblem, getValue } from '../../base/outcome.js'
import { addDays } from '../../base/zone/calendar-day.js'
import { startOfDay } from '../../base/zone/zone.js'
import type { auditContract, auditCountsContract } from '../../contract/administration/audit-contract.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { LiveHub } from '../../live/live-hub.js'
import type { Audit } from '../../records/audit/audit.js'
import type { AuditedBy } from '../../records/erase/erase-record.js'
import type { Reader } from '../../records/read-records.js'
import type { UserId } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { Askers } from '../../workspace/askers.js'
import { type ShownEntry, toLine, toRow } from './audit-text.js'

/** What reading the audit works with. Every question is limited to what its asker may see: super admins. */
export interface AuditPort {
  readonly access: Access
  readonly askers: Pick<Askers, 'get'>
  readonly audit: Pick<Audit, 'add'>
  readonly live: Pick<LiveHub, 'watch' | 'watchAggregate'>
  readonly reader: Pick<Reader, 'list' | 'find'>
}
/** Which entries. */
export interface AuditFilter {
  readonly kinds?: readonly AuditKind[]
  readonly user?: UserId
  readonly from?: number
  readonly to?: number
  readonly days?: { readonly from: CalendarDay; readonly to: CalendarDay }
}
type Window = z.output<typeof auditContract.output>

const select = ['name', 'kind', 'what', 'detail', 'user', 'as', 'source', 'plugin', 'workspace', 'times', 'at', 'data']
const newestFirst = [{ by: `${auditType}.at`, direction: 'descending' }] as const

/** A window of the entries, now and after each new one: only the newest is followed, the others never change. */
export function watchAudit(
  { access, askers, live, reader }: AuditPort,
  user: UserId,
  { offset, limit, ...filter }: AuditFilter & { readonly offset: number; readonly limit: number },
): Observable<Window> {
  const query = { type: auditType, where: whereOf(filter, zoneOf(askers, user)), orderBy: newestFirst }
  const bind = () => access.bind(askers.get(user), { ...query, select: ['at'], limit: 1 }, { count: true, live: true })
  return live.watch({ subject: user, bind }).pipe(
    switchMap((newest) => {
      if ('problem' in newest) throw fromProblem(newest.problem)
      return from(reader.list(askers.get(user), { ...query, select, offset, limit }))
    }),
    map(({ records, total }) => ({ total, entries: records.map(toShown) })),
  )
}

/** How many there are of each kind, and how many users were refused something. */
export function watchAuditCounts(
  port: AuditPort,
  user: UserId,
  filter: AuditFilter,
): Observable<z.output<typeof auditCountsContract.output>> {
  const refusals = { ...filter, kinds: ['refusal'] as const }
  return combineLatest([watchGroups(port, user, 'kind', filter), watchGroups(port, user, 'user', refusals)]).pipe(
    map(([kinds, people]) => ({
      kinds: Object.fromEntries(kinds.map(({ by, count }) => [String(by), count])),
      refused: people.filter(({ by }) => by !== null).length,
    })),
  )
}

/** One entry. Errors: `record.not-found`. */
export async function readAuditEntry({ askers, reader }: AuditPort, user: UserId, id: string): Promise<ShownEntry> {
  return toShown(await findEntry({ askers, reader }, user, id))
}
/** The record of an entry. Errors: `record.not-found`. */
export async function findEntry({ askers, reader }: Pick<AuditPort, 'askers' | 'reader'>, user: UserId, id: string): Promise<StoredRecord> {
  const found = await reader.find(askers.get(user), { type: auditType, id })
  if (found !== undefined) return found
  throw new TenureError('record.not-found', `The audit has no entry ${id}.`, { record: { type: auditType, id } })
}

/** Some entries as text, and where the following part begins. */
export interface AuditPart {
  readonly text: string
  readonly next?: number
}

/** A part of the audit as text. That somebody takes it out is in it before anything is given away. */
export async function exportAudit(
  { audit, askers, reader }: AuditPort,
  { user, source }: AuditedBy,
  { format, offset, ...filter }: AuditFilter & { readonly format: 'csv' | 'jsonl'; readonly offset: number },
): Promise<AuditPart> {
  const asker = askers.get(user)
  if (offset === 0) {
    const detail = format === 'csv' ? 'CSV' : 'JSON lines'
    getValue(
      await audit.add({
        kind: 'export',
        what: 'exported',
        name: 'Audit',
        detail,
        user,
        source,
        data: { format, ...(filter as object) },
      }),
    )
  }
  const query = { type: auditType, select, where: whereOf(filter, asker.principal.timeZone), orderBy: newestFirst, offset, limit: perPart }
  const { records, total } = await reader.list(asker, query)
  const entries = records.map(toShown)
  const lines = format === 'csv' ? [...(offset === 0 ? [toRow(undefined)] : []), ...entries.map(toRow)] : entries.map(toLine)
  const isLast = offset + records.length >= total || records.length === 0
  return { text: lines.map((line) => `${line}\r\n`).join(''), ...(!isLast && { next: offset + records.length }) }
}
const perPart = 1_000

function watchGroups({ access, askers, live }: AuditPort, user: UserId, by: 'kind' | 'user', filter: AuditFilter) {
  const asked = { type: auditType, by: [{ property: `${auditType}.${by}` }], where: whereOf(filter, zoneOf(askers, user)) }
  return live.watchAggregate({ subject: user, bind: () => access.bindAggregate(askers.get(user), asked, { live: true }) }).pipe(
    map((tally) => {
      if ('problem' in tally) throw fromProblem(tally.problem)
      return tally.groups.map((group) => ({ by: group.by[0] ?? null, count: group.count }))
    }),
  )
}

function zoneOf(askers: AuditPort['askers'], user: UserId): string {
  return askers.get(user).principal.timeZone
}
function whereOf({ kinds, user, days, ...instants }: AuditFilter, zone: string) {
  const { from, to } = days === undefined ? instants : { from: startOfDay(days.from, zone), to: startOfDay(addDays(days.to, 1), zone) }
  const property = (name: string): string => `${auditType}.${name}`
  return {
    test: 'all',
    filters: [
      ...(kinds === undefined ? [] : [{ test: 'any-of', property: property('kind'), values: kinds } as const]),
      ...(user === undefined ? [] : [{ test: 'is', property: property('user'), value: user } as const]),
      ...(from === undefined ? [] : [{ test: 'not', filter: { test: 'before', property: property('at'), value: from } } as const]),
      ...(to === undefined ? [] : [{ test: 'before', property: property('at'), value: to } as const]),
    ],
  } as const
}

function toShown({ ref, values }: StoredRecord): ShownEntry {
  const known = Object.entries(values).filter(([name, value]) => value !== null && value !== undefined && select.includes(name))
  const base = { name: '', what: '', kind: '', source: 'system', times: 1, at: 0 }
  return { ...base, ...Object.fromEntries(known), id: ref.id } as ShownEntry
}
