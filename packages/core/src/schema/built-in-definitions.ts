import { builtInEdges } from './built-in-edges.js'
import type { AssociationDefinition, ObjectTypeDefinition, OptionDefinition, PipelineDefinition, PropertyDefinition } from './definition.js'
import { Call, Company, Contact, ContactActivity, Deal, Email, Meeting, Note, Product, Service, Task, Ticket } from './object-types.js'
import { type AnyObjectType, type Association, type Property, splitPath, toLabel } from './property.js'
import { toPropertyDefinition } from './property-definition.js'
import { systemTypes } from './system-types.js'

/** Properties that the core adds to an object type by itself, once profiles score its records or it has pipelines. */
export const laterProperties: ReadonlySet<string> = new Set(['healthScore', 'healthStatus', 'healthQuiet', 'pipeline', 'stage'])

const salesPipeline: PipelineDefinition = {
  value: 'sales',
  label: 'Sales',
  stages: [
    { value: 'qualified', label: 'Qualified', probability: 0.2, open: true },
    { value: 'proposal', label: 'Proposal', probability: 0.4, open: true },
    { value: 'negotiation', label: 'Negotiation', probability: 0.7, open: true },
    { value: 'won', label: 'Won', probability: 1, open: false },
    { value: 'lost', label: 'Lost', probability: 0, open: false },
  ],
}
const renewalPipeline: PipelineDefinition = {
  value: 'renewal',
  label: 'Renewal',
  stages: [
    { value: 'renewal-upcoming', label: 'Upcoming', probability: 0.6, open: true },
    { value: 'renewal-in-talks', label: 'In talks', probability: 0.7, open: true },
    { value: 'renewal-verbal', label: 'Verbal commitment', probability: 0.9, open: true },
    { value: 'renewed', label: 'Renewed', probability: 1, open: false },
    { value: 'churned', label: 'Churned', probability: 0, open: false },
  ],
}
const supportPipeline: PipelineDefinition = {
  value: 'support',
  label: 'Support',
  stages: [
    { value: 'new', label: 'New', open: true },
    { value: 'waiting-on-us', label: 'Waiting on us', open: true },
    { value: 'waiting-on-customer', label: 'Waiting on customer', open: true },
    { value: 'closed', label: 'Closed', open: false },
  ],
}
const lifecyclePipeline: PipelineDefinition = {
  value: 'lifecycle',
  label: 'Lifecycle',
  stages: [
    { value: 'onboarding', label: 'Onboarding', open: true },
    { value: 'live', label: 'Live', open: true },
    { value: 'renewing', label: 'Renewing', open: true },
    { value: 'ended', label: 'Ended', open: false },
  ],
}

/** Properties that only the core writes (REC-7). */
const computed = new Set(['createdAt', 'updatedAt', 'lastActivityAt', 'nextActivityAt'])

/** Properties that are shown and edited by more than their kind. */
const formatOf: Readonly<Record<string, Pick<PropertyDefinition, 'format'>>> = {
  repeat: { format: 'repeat' },
  reminderAt: { format: 'reminder' },
}

/** Where a property of a built-in type belongs on the page of a record. What is in no group comes last. */
const groups: Readonly<Record<string, readonly string[]>> = {
  About: [
    'name',
    'title',
    'subject',
    'domain',
    'website',
    'description',
    'industry',
    'city',
    'country',
    'employees',
    'sku',
    'body',
    'notes',
  ],
  'Contact details': ['email', 'phone', 'jobTitle', 'sequence'],
  Contract: [
    'arr',
    'amount',
    'price',
    'pipeline',
    'stage',
    'startDate',
    'renewalDate',
    'endDate',
    'closeDate',
    'termMonths',
    'recurring',
    'chain',
    'termNumber',
  ],
  Schedule: [
    'at',
    'endAt',
    'meeting.startDate',
    'meeting.endDate',
    'timeZone',
    'repeat',
    'repeatExcept',
    'repeatAlso',
    'cancelled',
    'originalAt',
    'dueAt',
    'reminderAt',
    'completedAt',
    'closedAt',
    'durationMs',
    'times',
    'score',
    'location',
    'joinUrl',
    'uid',
    'calendar',
    'direction',
    'outcome',
    'kind',
    'priority',
    'status',
    'queue',
  ],
  Relationship: ['csm', 'owner', 'assignee', 'lastActivityAt', 'nextActivityAt'],
  Health: ['healthScore', 'healthStatus'],
}
const groupOf: ReadonlyMap<string, string> = new Map(
  Object.entries(groups).flatMap(([group, names]) => names.map((name) => [name, group] as const)),
)

/** What a person is asked for when a record of a built-in type is created, in this order. */
const main: Readonly<Record<string, readonly string[]>> = {
  company: ['name', 'domain', 'csm', 'renewalDate', 'arr'],
  contact: ['name', 'email', 'phone', 'jobTitle', 'owner'],
  deal: ['name', 'amount', 'closeDate', 'owner'],
  ticket: ['subject', 'priority', 'description', 'owner'],
  service: ['name', 'amount', 'startDate', 'renewalDate', 'csm'],
  product: ['name', 'sku', 'price'],
  task: ['title', 'kind', 'dueAt', 'reminderAt', 'repeat', 'assignee', 'priority', 'queue', 'notes'],
  meeting: ['title', 'at', 'endAt', 'location', 'joinUrl', 'repeat', 'body'],
  call: ['title', 'outcome', 'durationMs', 'at', 'body'],
  email: ['title', 'body'],
  contactActivity: ['kind', 'title', 'at', 'body'],
  note: ['title', 'body'],
}
function mainPlace(path: string): number | undefined {
  const [type, name] = splitPath(path)
  const place = main[type]?.indexOf(name) ?? -1
  return place < 0 ? undefined : place
}

/** The object types that every account has, by the same names as the values (`Company`, `Contact` …), and the workspace's own. */
export const builtInTypes: readonly ObjectTypeDefinition[] = [
  builtIn(Company, { label: 'Company', plural: 'Companies' }),
  builtIn(Contact, { label: 'Contact', plural: 'Contacts' }),
  builtIn(Deal, { label: 'Deal', plural: 'Deals', pipelines: [salesPipeline, renewalPipeline] }),
  builtIn(Ticket, { label: 'Ticket', plural: 'Tickets', title: 'subject', pipelines: [supportPipeline] }),
  builtIn(Service, { label: 'Service', plural: 'Services', active: false, pipelines: [lifecyclePipeline] }),
  builtIn(Product, { label: 'Product', plural: 'Products' }),
  builtIn(Task, {
    ...{ label: 'Task', plural: 'Tasks', title: 'title' },
    work: { state: 'status', open: 'not-started', done: 'completed', doneAt: 'completedAt', due: 'dueAt', reminder: 'reminderAt' },
  }),
  builtIn(Meeting, { label: 'Meeting', plural: 'Meetings', title: 'title', activity: { at: 'at' }, takesPlace: true }),
  builtIn(Call, { label: 'Call', plural: 'Calls', title: 'title', activity: { at: 'at' } }),
  builtIn(Email, { label: 'Email', plural: 'Emails', title: 'title', activity: { at: 'at' } }),
  builtIn(ContactActivity, { label: 'Contact activity', plural: 'Contact activities', title: 'title', activity: { at: 'at' } }),
  builtIn(Note, { label: 'Note', plural: 'Notes', title: 'title', activity: { at: 'at' } }),
  ...systemTypes,
]

/** The same object type with these pipelines; the options of its `pipeline` and `stage` follow, so that both sort by their place. */
export function withPipelines(type: ObjectTypeDefinition, pipelines: readonly PipelineDefinition[]): ObjectTypeDefinition {
  const options: Readonly<Record<string, readonly OptionDefinition[]>> = {
    pipeline: pipelines.map(toOption),
    stage: pipelines.flatMap(({ stages }) => stages.map(toOption)),
  }
  const named = (property: PropertyDefinition): PropertyDefinition => ({
    ...property,
    ...(options[property.name] ? { options: options[property.name] ?? [] } : {}),
  })
  return { ...type, pipelines, properties: type.properties.map(named) }
}

interface BuiltIn extends Partial<Pick<ObjectTypeDefinition, 'title' | 'active' | 'pipelines' | 'activity' | 'takesPlace' | 'work'>> {
  readonly label: string
  readonly plural: string
}

function builtIn(
  type: AnyObjectType,
  { label, plural, title = 'name', active = true, pipelines, activity, takesPlace, work }: BuiltIn,
): ObjectTypeDefinition {
  const members: readonly unknown[] = Object.values(type)
  const properties = members.filter(isProperty).map(toBuiltInProperty)
  const definition: ObjectTypeDefinition = {
    name: type.objectType,
    label,
    plural,
    title,
    properties,
    associations: members.filter(isAssociation).map(({ path, to }) => toAssociation(path, to)),
    // By default the owner decides what *own* means (ACC-7), and the CSM too where there is one, since a CSM's book is the CSM's own. A task is
    // also its assignee's.
    // An account can choose other `user` properties.
    ownership: ['owner', 'csm', 'assignee'].filter((name) => properties.some((property) => property.name === name)),
    active,
    builtIn: true,
    ...(activity && { activity }),
    ...(takesPlace && { takesPlace }),
    ...(work && { work }),
  }
  return pipelines === undefined ? definition : withPipelines(definition, pipelines)
}
function toBuiltInProperty(property: Property): PropertyDefinition {
  const definition = toPropertyDefinition(property)
  const group = groupOf.get(property.path) ?? groupOf.get(definition.name)
  const place = mainPlace(property.path)
  return {
    ...definition,
    ...(definition.options && { options: definition.options.map(named) }),
    ...(group !== undefined && { group }),
    ...(place !== undefined && { main: place }),
    ...formatOf[definition.name],
    ...(computed.has(definition.name) && { computed: true as const }),
  }
}
// A name is written as its owner writes it.
function named({ value, label }: OptionDefinition): OptionDefinition {
  return { value, label: value === 'linkedin' ? 'LinkedIn' : label }
}
function toAssociation(path: string, to: string): AssociationDefinition {
  const name = path.slice(path.lastIndexOf('.') + 1)
  return { name, label: toLabel(name), to, ...builtInEdges(path) }
}
function isProperty(member: unknown): member is Property {
  return typeof member === 'object' && member !== null && 'propertyKind' in member
}
function isAssociation(member: unknown): member is Association {
  return typeof member === 'object' && member !== null && 'to' in member
}
function toOption({ value, label }: OptionDefinition): OptionDefinition {
  return { value, label }
}
