import { Company, Contact, Deal, type RowOf, rowOf, Service, Task, Ticket } from '@tenure/core/contract'
import { changes, defineJob, UserZones } from '@tenure/core/job'
import { creates, reads } from '@tenure/core/plugin'
import { isRecord, some } from '@tenure/core/query'
import { following } from '@tenure/core/recurrence'
import { fromWallTime, parseRule, toWallTime, writeRule } from '@tenure/core/zone'

/** What the next one has of the one that was completed. */
const kept = [Task.title, Task.notes, Task.kind, Task.priority, Task.queue, Task.assignee, Task.owner] as const
const Repeating = rowOf(...kept, Task.status, Task.dueAt, Task.completedAt, Task.reminderAt, Task.repeat)
/** What a task is about: as many records of each type go over to the next one. */
const mostLinks = 100
const Companies = reads(Company.name, Company.tasks)
const Contacts = reads(Contact.name, Contact.tasks)
const Deals = reads(Deal.name, Deal.tasks)
const Tickets = reads(Ticket.subject, Ticket.tasks)
const Services = reads(Service.name, Service.tasks)
const Created = creates(
  ...kept,
  ...([Task.dueAt, Task.reminderAt, Task.repeat] as const),
  ...([Task.about, Task.contacts, Task.deals, Task.tickets, Task.services] as const),
)
/** What making the next task takes. */
export const nextTaskGrants = [reads(Repeating), Companies, Contacts, Deals, Tickets, Services, Created]

/**
 * Makes the next task of a repeating one once that is completed (TSK-5), however that happens, and once only: the key of the next is the one
 * before. It stays where the completion is undone, since somebody may be at work on it already.
 */
export const nextTask = defineJob({
  id: 'tenure.tasks/next',
  title: 'Next tasks',
  description: 'Makes the next task when a repeating one is completed.',
  on: changes({ properties: [Task.status], kinds: ['changed'] }),
  of: Task,
  select: Repeating,
  uses: {
    created: Created,
    zones: UserZones,
    ...{ companies: Companies, contacts: Contacts, deals: Deals, tickets: Tickets, services: Services },
  },
  run: async ({ record, was, created, zones, companies, contacts, deals, tickets, services }) => {
    const { id, status, repeat, title, notes, kind, priority, queue, assignee, owner } = record
    if (repeat === null || status !== 'completed' || was?.status === 'completed') return
    const times = nextTimes(record, repeat, zones.zoneOf(assignee ?? owner ?? ''))
    if (times === undefined) return
    const about = isRecord(Task, id)
    const limit = mostLinks
    const [ofCompanies, ofContacts, ofDeals, ofTickets, ofServices] = await Promise.all([
      companies.list({ select: rowOf(Company.name), where: some(Company.tasks, about), limit }),
      contacts.list({ select: rowOf(Contact.name), where: some(Contact.tasks, about), limit }),
      deals.list({ select: rowOf(Deal.name), where: some(Deal.tasks, about), limit }),
      tickets.list({ select: rowOf(Ticket.subject), where: some(Ticket.tasks, about), limit }),
      services.list({ select: rowOf(Service.name), where: some(Service.tasks, about), limit }),
    ])
    created.create(
      { title, notes, kind, priority, queue, assignee, owner, ...times },
      {
        about: idsOf(ofCompanies),
        contacts: idsOf(ofContacts),
        deals: idsOf(ofDeals),
        tickets: idsOf(ofTickets),
        services: idsOf(ofServices),
      },
      { key: id },
    )
  },
})

type Times = Pick<RowOf<typeof Task.dueAt | typeof Task.reminderAt | typeof Task.repeat>, 'dueAt' | 'reminderAt' | 'repeat'>
/** The times of the next one: a task without a due time comes again after it was completed. A reminder keeps its distance by the clock on the wall. */
function nextTimes(
  { dueAt, completedAt, reminderAt }: Omit<Times, 'repeat'> & { readonly completedAt: number | null },
  rule: string,
  zone: string,
): Times | undefined {
  const at = dueAt ?? completedAt
  const next = at === null ? undefined : following(parseRule(rule), at, zone)
  if (at === null || next === undefined) return undefined
  const wall = (instant: number): number => toWallTime(instant, zone)
  const reminder = reminderAt === null ? null : fromWallTime(wall(next.at) - wall(at) + wall(reminderAt), zone)
  return { dueAt: next.at, reminderAt: reminder, repeat: writeRule(next.rule) }
}
function idsOf({ rows }: { readonly rows: readonly { readonly id: string }[] }): readonly string[] {
  return rows.map(({ id }) => id)
}
