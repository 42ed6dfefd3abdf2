import { Company, Contact, Deal, Meeting, type RecordId, rowOf, Service, Task, Ticket } from '@tenure/core/contract'
import { creates, edits, type Grant, reads } from '@tenure/core/plugin'
import { isRecord, some } from '@tenure/core/query'

const linked = [Meeting.companies, Meeting.contacts, Meeting.deals, Meeting.tickets, Meeting.services, Meeting.series] as const
const timing = [Meeting.at, Meeting.endAt, Meeting.startDate, Meeting.endDate] as const
const repeating = [Meeting.repeat, Meeting.repeatExcept, Meeting.repeatAlso] as const
const copied = [Meeting.title, Meeting.body, Meeting.owner, Meeting.location, Meeting.joinUrl, Meeting.outcome, Meeting.timeZone] as const
const rows = {
  company: rowOf(Company.name),
  contact: rowOf(Contact.name),
  deal: rowOf(Deal.name),
  ticket: rowOf(Ticket.subject),
  service: rowOf(Service.name),
}
/** When meetings are, and which series they are of. */
export const Times = edits(...timing, ...repeating, Meeting.originalAt, Meeting.series)
/** When tasks are due. */
export const Due = edits(Task.dueAt)
/** One time of a series becomes a meeting of its own, or with those that follow a series of its own; with all that the series has. */
export const Moved = creates(...copied, ...timing, ...repeating, Meeting.originalAt, ...linked)
/** What a meeting that is moved out of its series takes along. */
export const Links = reads(
  ...[rows.company, rows.contact, rows.deal, rows.ticket, rows.service],
  ...[Company.meetings, Contact.meetings, Deal.meetings, Ticket.meetings, Service.meetings],
)
/** What is read of a meeting that is moved. */
export const meetingNames: readonly string[] = [...copied, ...timing, ...repeating, Meeting.cancelled].map(({ path }) => nameOf(path))
/** Those that go along when it leaves its series. */
export const keptNames: readonly string[] = copied.map(({ path }) => nameOf(path))

/** What a grant opens. */
export type OpenedBy<G> = G extends Grant<infer Opened> ? Opened : never
/** What a meeting is linked with. */
export async function linksOf(records: OpenedBy<typeof Links>, id: RecordId) {
  const own = isRecord(Meeting, id)
  const limit = 200
  const [companies, contacts, deals, tickets, services] = await Promise.all([
    records.list({ select: rows.company, where: some(Company.meetings, own), limit }),
    records.list({ select: rows.contact, where: some(Contact.meetings, own), limit }),
    records.list({ select: rows.deal, where: some(Deal.meetings, own), limit }),
    records.list({ select: rows.ticket, where: some(Ticket.meetings, own), limit }),
    records.list({ select: rows.service, where: some(Service.meetings, own), limit }),
  ])
  const ids = (found: { readonly rows: readonly { readonly id: string }[] }) => found.rows.map((row) => row.id)
  return { companies: ids(companies), contacts: ids(contacts), deals: ids(deals), tickets: ids(tickets), services: ids(services) }
}
function nameOf(path: string): string {
  return path.slice('meeting.'.length)
}
