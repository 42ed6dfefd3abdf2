import type { calendarMove } from '@tenure/core/block'
import { Company, Contact, Deal, Meeting, rowOf, Service, Task, TenureError, Ticket } from '@tenure/core/contract'
import { creates, type DynamicRecords, edits, implementAction, type Records, reads } from '@tenure/core/plugin'
import { isRecord, some } from '@tenure/core/query'
import { longestMs, readWallTime, toSeries, wholeDays } from '@tenure/core/recurrence'
import { fromWallTime, startOfDay, toWallTime } from '@tenure/core/zone'
import type { z } from 'zod'
import { moveContract } from './contract.js'
import { Whole } from './items.js'
import { shiftSeries } from './shift-series.js'

type Move = z.output<typeof calendarMove>
type MeetingValues = Readonly<Record<string, never>> | Awaited<ReturnType<DynamicRecords['list']>>['rows'][number]
const dayMs = 86_400_000

const linked = [Meeting.companies, Meeting.contacts, Meeting.deals, Meeting.tickets, Meeting.services, Meeting.series] as const
const timing = [Meeting.at, Meeting.endAt, Meeting.startDate, Meeting.endDate] as const
const copied = [Meeting.title, Meeting.body, Meeting.owner, Meeting.location, Meeting.joinUrl, Meeting.outcome, Meeting.timeZone] as const
const names = {
  company: rowOf(Company.name),
  contact: rowOf(Contact.name),
  deal: rowOf(Deal.name),
  ticket: rowOf(Ticket.subject),
  service: rowOf(Service.name),
}
/** When meetings are. */
export const Times = edits(...timing, Meeting.repeat, Meeting.repeatExcept, Meeting.repeatAlso)
/** When tasks are due. */
export const Due = edits(Task.dueAt)
/** One time of a series becomes a meeting of its own, with all that the series has. */
export const Moved = creates(...copied, ...timing, Meeting.originalAt, ...linked)
/** What a meeting that is moved out of its series takes along. */
export const Links = reads(
  ...[names.company, names.contact, names.deal, names.ticket, names.service],
  ...[Company.meetings, Contact.meetings, Deal.meetings, Ticket.meetings, Service.meetings],
)

/** Moves an item of the Schedule tab. */
export const move = implementAction(moveContract, {
  uses: { whole: Whole, links: Links, times: Times, due: Due, moved: Moved },
  run: async ({ input, whole, links, times, due, moved }) => {
    const { type, id, scope } = input
    if (type === 'task') {
      const task = await read(whole, 'task', id, ['dueAt'])
      demandSame(input, task['dueAt'], id)
      if (input.startAt === undefined) throw invalid('startAt', 'A task is due at a time. Drop it on one.')
      due.edit(id, { dueAt: input.startAt })
      return { id }
    }
    const values = await read(whole, 'meeting', id, meetingNames)
    if (input.at === undefined || toSeries(values)?.rule === undefined) {
      demandSame(input, wholeDays(values)?.first ?? values['at'], id)
      times.edit(id, newTimes(input))
      return { id }
    }
    if (scope === 'all') {
      const { by, durationMs } = shiftOf(input, values)
      times.edit(id, shiftSeries(values, by, durationMs) as Parameters<typeof times.edit>[1])
      return { id }
    }
    const own = await linksOf(links, id)
    const at = readWallTime(input.at)
    const except = Array.isArray(values['repeatExcept']) ? (values['repeatExcept'] as readonly string[]) : []
    if (at === undefined || except.includes(input.at)) throw conflict(id, values)
    times.edit(id, { repeatExcept: [...except, input.at] })
    const kept = Object.fromEntries(copied.map(({ path }) => path.slice('meeting.'.length)).map((name) => [name, values[name] ?? null]))
    return { id: moved.create({ ...kept, ...newTimes(input), originalAt: originalOf(input.at, values) }, { ...own, series: id }) }
  },
})

const meetingNames = [
  ...[...copied, ...timing].map(({ path }) => path.slice('meeting.'.length)),
  ...['repeat', 'repeatExcept', 'repeatAlso', 'cancelled'],
]
async function read(whole: DynamicRecords, type: string, id: string, select: readonly string[]): Promise<MeetingValues> {
  const { rows } = await whole.list({ type, select, where: { test: 'id-of', type, ids: [id] }, limit: 1 })
  if (rows[0] === undefined)
    throw new TenureError('record.not-found', 'It is no longer there, or you may not see it.', { record: { type, id } })
  return rows[0]
}

function newTimes({ startAt, endAt, firstDay, lastDay }: Move) {
  if (firstDay !== undefined) return { startDate: firstDay, endDate: lastDay ?? firstDay }
  if (startAt === undefined) throw invalid('startAt', 'A move says a new start, or a new first day.')
  return { startDate: null, endDate: null, at: startAt, endAt: Math.max(endAt ?? startAt, startAt) }
}
// How far one time of a series went, in its own wall time, and how long it is now.
function shiftOf({ at = '', startAt, endAt, firstDay, lastDay }: Move, values: MeetingValues) {
  const from = readWallTime(at)
  const series = toSeries(values)
  if (from === undefined || series === undefined) throw conflict(String(values['id']), values)
  if (series.isAllDay === true && firstDay !== undefined)
    return { by: Date.parse(firstDay) - from, durationMs: Date.parse(lastDay ?? firstDay) - Date.parse(firstDay) + dayMs }
  if (series.isAllDay === true || startAt === undefined)
    throw invalid('scope', 'All of them keep to whole days, or to times. Move this one.')
  const durationMs = endAt === undefined ? series.durationMs : endAt - startAt
  if (durationMs < 0 || durationMs > longestMs) throw invalid('endAt', 'The end is before the start. Choose a later end.')
  return { by: toWallTime(startAt, series.zone ?? 'UTC') - from, durationMs }
}
function originalOf(at: string, values: MeetingValues): number {
  const zone = typeof values['timeZone'] === 'string' ? values['timeZone'] : 'UTC'
  return at.length === 10 ? startOfDay(at, zone) : fromWallTime(readWallTime(at) ?? 0, zone)
}

async function linksOf(records: Records<PathOf<typeof Links>>, id: string) {
  const own = isRecord(Meeting, id)
  const limit = 200
  const [companies, contacts, deals, tickets, services] = await Promise.all([
    records.list({ select: names.company, where: some(Company.meetings, own), limit }),
    records.list({ select: names.contact, where: some(Contact.meetings, own), limit }),
    records.list({ select: names.deal, where: some(Deal.meetings, own), limit }),
    records.list({ select: names.ticket, where: some(Ticket.meetings, own), limit }),
    records.list({ select: names.service, where: some(Service.meetings, own), limit }),
  ])
  const ids = ({ rows }: { readonly rows: readonly { readonly id: string }[] }) => rows.map((row) => row.id)
  return { companies: ids(companies), contacts: ids(contacts), deals: ids(deals), tickets: ids(tickets), services: ids(services) }
}
type PathOf<G> = G extends { readonly '~opens'?: Records<infer Path> } ? Path : string

function demandSame({ was }: Move, now: unknown, id: string): void {
  if (was !== undefined && now !== was) throw conflict(id, { at: now })
}
function conflict(id: string, newer: Readonly<Record<string, unknown>>): TenureError {
  return new TenureError('record.conflict', 'Somebody else moved it meanwhile. Look where it is now.', {
    ...{ record: { type: 'meeting', id }, version: '0' },
    newer: { at: newer['at'] ?? null },
  })
}
function invalid(path: string, message: string): TenureError {
  return new TenureError('input.invalid', message, { issues: [{ path: [path], message }] })
}
