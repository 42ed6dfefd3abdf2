// Links of actions and seeds, and object types of a plugin's own: what they infer, and what must not compile.
import { record, withAdded } from '@tenure/memory'
import { aCompany, aContact, aRecord, aTask } from '@tenure/testing'
import { Company, Contact, CustomerRole, defineObjectType, defineProperty, rowOf, Task } from '../index.contract.js'
import { creates, defineAction, edits, reads } from '../index.plugin.js'
import { all, is, isKnown, some } from '../query/builders.js'
import { descending } from '../query/query.js'
import type { Association } from '../schema/property.js'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function holds<_T extends true>(): void

const Project = defineObjectType({
  name: 'project',
  label: 'Project',
  title: 'code',
  members: {
    code: 'string',
    budget: 'money',
    state: { oneOf: ['open', 'done'] },
    company: { linkTo: Company, inverse: 'projects', single: true, label: 'Customer' },
    lead: { linkTo: 'contact', inverse: { name: 'leads', label: 'Leads', single: true } },
    within: { linkTo: 'project' },
    milestones: { linkTo: 'milestone' },
  },
})
// A link has both of its ends, each a value with its path and its type.
type End<Path extends string, To extends string> = Association<Path, To>
holds<Same<typeof Project.company.path, 'project.company'>>()
holds<Same<typeof Project.company.inverse, End<'company.projects', 'project'>>>()
holds<Same<typeof Project.lead.inverse, End<'contact.leads', 'project'>>>()
holds<Same<typeof Project.within.inverse, End<'project.withinOf', 'project'>>>()
holds<Same<typeof Project.milestones.inverse, End<'milestone.project', 'project'>>>()
// Filters go along it from both ends.
some(Project.company, is(Company.name, 'Northwind'))
some(Project.company.inverse, all(is(Project.state, 'open'), isKnown(Project.budget)))
// @ts-expect-error The other end leads to projects.
some(Project.company.inverse, is(Company.name, 'Northwind'))
// Several of known values are a list of them.
const Visit = defineObjectType({ name: 'visit', label: 'Visit', members: { name: 'string', topics: { someOf: ['price', 'support'] } } })
const topics = defineProperty({ on: Company, name: 'topics', kind: 'multi_enumeration', label: 'Topics', options: ['price', 'support'] })
for (const property of [Visit.topics, topics]) holds<Same<NonNullable<(typeof property)['~value']>, readonly ('price' | 'support')[]>>()
// What every type has is a member, too.
descending(Project.updatedAt)
rowOf(Project.code, Project.owner, Project.createdAt)
holds<Same<(typeof grant)['~need'], 'read company.projects' | 'read project.code' | undefined>>()
const grant = reads(Project.code, Project.company.inverse)
// @ts-expect-error There is no such member.
Project.title
// @ts-expect-error A title is a member.
defineObjectType({ name: 'a', label: 'A', title: 'name', members: { code: 'string' } })
// @ts-expect-error A title is text.
defineObjectType({ name: 'a', label: 'A', title: 'size', members: { code: 'string', size: 'number' } })
// @ts-expect-error A member has a kind that there is.
defineObjectType({ name: 'a', label: 'A', members: { code: 'text', mood: 'feeling' } })

// ── Actions ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const base = { id: 'acme.x/p', title: 'X', permission: 'workspace.access' } as const
const NewTasks = creates(Task.title, Task.about, Task.contacts)
const NewProjects = creates(Project.code, Project.company)
const People = edits(Company.city, Company.contacts)
const JustNames = edits(Company.name)
const JustLinks = edits(Company.contacts)
holds<Same<(typeof NewTasks)['~need'], 'create task.title' | 'create task.about' | 'create task.contacts' | undefined>>()
defineAction({
  ...base,
  uses: {
    NewTasks,
    NewProjects,
    People,
    JustNames,
    JustLinks,
    companies: creates(Company.name),
    customers: creates(CustomerRole.name),
    roles: edits(CustomerRole.deals),
  },
  run: ({ NewTasks, NewProjects, People, JustNames, JustLinks, companies, customers, roles }) => {
    const company = companies.create({ name: 'Northwind' })
    const project = NewProjects.create({ code: 'P1' }, { company })
    NewTasks.create({ title: 'Call' }, { about: [company, 'c2'], contacts: { id: 'p1', label: 'primary' } })
    NewTasks.create({ title: 'Call' }, { about: customers.create({ name: 'Northwind' }) })
    NewTasks.create({ title: 'Call' })
    People.edit('c1', { city: 'Oslo' })
    People.link('c1', { contacts: [{ id: 'p1', label: 'primary' }, 'p2'] })
    People.unlink(company, { contacts: 'p1' })
    JustLinks.link('c1', { contacts: 'p1' })
    roles.link('c1', { deals: 'd1' })
    // @ts-expect-error A project is no company.
    NewTasks.create({ title: 'Call' }, { about: project })
    // @ts-expect-error The grant has no such link.
    NewTasks.create({ title: 'Call' }, { deals: ['d1'] })
    // @ts-expect-error A link is no value.
    NewTasks.create({ title: 'Call', about: ['c1'] })
    // @ts-expect-error A value is no link.
    People.link('c1', { city: 'Oslo' })
    // @ts-expect-error The grant has no links.
    JustNames.link('c1', { contacts: 'p1' })
    // @ts-expect-error The grant has no values.
    JustLinks.edit('c1', { name: 'Northwind' })
    // @ts-expect-error The grant has no links.
    companies.create({ name: 'Northwind' }, { contacts: ['p1'] })
  },
})

// ── Seeds ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const riskNote = defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' })
const Widened = withAdded(Company, riskNote, Project.company.inverse)
const northwind = record(Widened, 'c1', { name: 'Northwind', riskNote: 'Champion left' }, { projects: ['p1'], contacts: aContact() })
record(Project, 'p1', { code: 'P1', state: 'open', owner: 'anna' }, { company: northwind, within: [{ id: 'p2', label: 'part' }] })
aTask({ title: 'Call' }, { about: [northwind, 'c2'] })
aRecord(Project, { id: 'p3', code: 'P3' }, { company: aCompany() })
// @ts-expect-error A contact is no company.
aTask({ title: 'Call' }, { about: aContact() })
// @ts-expect-error A contact is no company, with a label neither.
record(Task, 't1', { title: 'Call' }, { about: { id: aContact().id, label: 'x' } })
// @ts-expect-error There is no such link.
record(Contact, 'p1', { name: 'Ada' }, { projects: ['p1'] })
// @ts-expect-error There is no such state.
record(Project, 'p1', { state: 'lost' })
// @ts-expect-error Company itself has no risk note.
record(Company, 'c1', { riskNote: 'Champion left' })
