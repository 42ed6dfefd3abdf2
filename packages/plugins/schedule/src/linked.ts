import { Company, Contact, Deal, Meeting, rowOf, Service, Task, Ticket } from '@tenure/core/contract'
import { implementProvider, reads } from '@tenure/core/plugin'
import { ascending, isRecord, some } from '@tenure/core/query'
import { scheduleLinked } from './contract.js'

const rows = {
  company: rowOf(Company.name),
  contact: rowOf(Contact.name),
  deal: rowOf(Deal.name),
  ticket: rowOf(Ticket.subject),
  service: rowOf(Service.name),
}
/** The names of what meetings and tasks are linked with. */
export const Named = reads(
  ...[rows.company, rows.contact, rows.deal, rows.ticket, rows.service],
  ...[Company.meetings, Contact.meetings, Deal.meetings, Ticket.meetings, Service.meetings],
  ...[Company.tasks, Contact.tasks, Deal.tasks, Ticket.tasks, Service.tasks],
)
/** As many of each type are named. */
const limit = 20

/** The records that an item is linked with, customers first. */
export const linked = implementProvider(scheduleLinked, {
  uses: { records: Named },
  watch: async ({ input: { type, id }, records }) => {
    const own = type === 'task' ? isRecord(Task, id) : isRecord(Meeting, id)
    const isTask = type === 'task'
    const [companies, contacts, deals, tickets, services] = await Promise.all([
      records.list({
        select: rows.company,
        where: some(isTask ? Company.tasks : Company.meetings, own),
        orderBy: [ascending(Company.name)],
        limit,
      }),
      records.list({
        select: rows.contact,
        where: some(isTask ? Contact.tasks : Contact.meetings, own),
        orderBy: [ascending(Contact.name)],
        limit,
      }),
      records.list({ select: rows.deal, where: some(isTask ? Deal.tasks : Deal.meetings, own), orderBy: [ascending(Deal.name)], limit }),
      records.list({
        select: rows.ticket,
        where: some(isTask ? Ticket.tasks : Ticket.meetings, own),
        orderBy: [ascending(Ticket.subject)],
        limit,
      }),
      records.list({
        select: rows.service,
        where: some(isTask ? Service.tasks : Service.meetings, own),
        orderBy: [ascending(Service.name)],
        limit,
      }),
    ])
    const of = (kind: string, all: readonly { readonly id: string; readonly name: string | null }[]) =>
      all.map((row) => ({ type: kind, id: row.id, name: row.name ?? '' }))
    return {
      records: [
        ...of('company', companies.rows),
        ...of('contact', contacts.rows),
        ...of('deal', deals.rows),
        ...of(
          'ticket',
          tickets.rows.map(({ id: ticket, subject }) => ({ id: ticket, name: subject })),
        ),
        ...of('service', services.rows),
      ],
    }
  },
})
