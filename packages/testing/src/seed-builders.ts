import type { AnyObjectType } from '@tenure/core/adapter'
import { Company, Contact, Deal, Service, Task, Ticket } from '@tenure/core/contract'
import { type PropertyValues, record, type SeedLinks, type SeedRecord, type SeedUser } from '@tenure/memory'

/** What a builder takes: the id, and any property of the type. Links come after it. */
export type Given<T> = { readonly id?: string } & Partial<PropertyValues<T>>

const customers = ['Northwind', 'Contoso', 'Fabrikam', 'Litware', 'Tailspin', 'Proseware', 'Adatum', 'Wingtip']
const people = ['Ada Byron', 'Grace Murray', 'Edsger Visser', 'Radia Novick', 'Alan Mathis', 'Barbara Huber', 'Ken Sommer', 'Joan Clarke']
const built = new Map<string, number>()

/** A company with a name and an id of its own; what is given wins. */
export function aCompany(
  { id = nextId('company'), ...values }: Given<typeof Company> = {},
  links?: SeedLinks<typeof Company>,
): SeedRecord<'company'> {
  return record(Company, id, { name: named(customers, id), ...values }, links)
}
/** A contact with a name and an id of its own; what is given wins. */
export function aContact(
  { id = nextId('contact'), ...values }: Given<typeof Contact> = {},
  links?: SeedLinks<typeof Contact>,
): SeedRecord<'contact'> {
  return record(Contact, id, { name: named(people, id), ...values }, links)
}
/** A deal with a name and an id of its own; what is given wins. */
export function aDeal({ id = nextId('deal'), ...values }: Given<typeof Deal> = {}, links?: SeedLinks<typeof Deal>): SeedRecord<'deal'> {
  return record(Deal, id, { name: `${named(customers, id)}, renewal`, ...values }, links)
}
/** A service with a name and an id of its own; what is given wins. */
export function aService(
  { id = nextId('service'), ...values }: Given<typeof Service> = {},
  links?: SeedLinks<typeof Service>,
): SeedRecord<'service'> {
  return record(Service, id, { name: `${named(customers, id)}, subscription`, ...values }, links)
}
/** A ticket with a subject and an id of its own; what is given wins. */
export function aTicket(
  { id = nextId('ticket'), ...values }: Given<typeof Ticket> = {},
  links?: SeedLinks<typeof Ticket>,
): SeedRecord<'ticket'> {
  return record(Ticket, id, { subject: 'The export stops halfway', ...values }, links)
}
/** A task with a title and an id of its own; what is given wins. */
export function aTask({ id = nextId('task'), ...values }: Given<typeof Task> = {}, links?: SeedLinks<typeof Task>): SeedRecord<'task'> {
  return record(Task, id, { title: 'Prepare the review', ...values }, links)
}
/** A record of any type, such as one that a plugin defines, with an id of its own. */
export function aRecord<T extends AnyObjectType>(
  of: T,
  { id = nextId(of.objectType), ...values }: Given<T>,
  links?: SeedLinks<T>,
): SeedRecord<T['objectType']> {
  return record(of, id, values as unknown as Partial<PropertyValues<T>>, links)
}
/** A user with a seat in the workspace; what is given wins. */
export function aUser({ id = nextId('user'), ...user }: Partial<SeedUser> = {}): SeedUser {
  return { id, name: named(people, id), seat: true, permissions: ['workspace.access'], ...user }
}

function nextId(type: string): string {
  const count = (built.get(type) ?? 0) + 1
  built.set(type, count)
  return `${type}-${count}`
}
// The name belongs to the id, so that the same id has the same name in every run.
function named(names: readonly string[], id: string): string {
  const sum = [...id].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return names[sum % names.length] ?? id
}
