import { objectType } from './property.js'

/** Where a health score lies between the two thresholds of its profile. */
export type HealthStatus = 'at-risk' | 'neutral' | 'healthy'

const common = { createdAt: 'datetime', updatedAt: 'datetime', owner: 'user' } as const
const tracked = { ...common, lastActivityAt: 'datetime', nextActivityAt: 'datetime' } as const
const activities = {
  meetings: { linkTo: 'meeting' },
  calls: { linkTo: 'call' },
  emails: { linkTo: 'email' },
  notes: { linkTo: 'note' },
} as const
const concerns = {
  companies: { linkTo: 'company' },
  contacts: { linkTo: 'contact' },
  deals: { linkTo: 'deal' },
  tickets: { linkTo: 'ticket' },
  services: { linkTo: 'service' },
} as const
/** What an activity is about and when; the same names for every kind, so that a timeline needs to know none of them. */
const activity = { ...common, title: 'string', body: 'text', at: 'datetime', ...concerns } as const
const customer = {
  ...tracked,
  name: 'string',
  csm: 'user',
  arr: 'money',
  renewalDate: 'date',
  healthScore: 'number',
  healthStatus: { oneOf: ['at-risk', 'neutral', 'healthy'] },
} as const
const customerLinks = {
  deals: { linkTo: 'deal' },
  tickets: { linkTo: 'ticket' },
  services: { linkTo: 'service' },
  tasks: { linkTo: 'task' },
  ...activities,
} as const
const customerLabels = {
  csm: 'CSM',
  arr: 'ARR',
  lastActivityAt: 'Last activity date',
  nextActivityAt: 'Next activity date',
  createdAt: 'Create date',
  updatedAt: 'Last change',
} as const

/** A company; by default it plays the role *customer*. */
export const Company = objectType(
  'company',
  {
    ...customer,
    domain: 'string',
    website: 'string',
    description: 'text',
    industry: 'string',
    city: 'string',
    country: 'string',
    employees: 'number',
    parent: { linkTo: 'company' },
    children: { linkTo: 'company' },
    contacts: { linkTo: 'contact' },
    contactActivities: { linkTo: 'contactActivity' },
    ...customerLinks,
  },
  customerLabels,
)
/** A person at a customer. */
export const Contact = objectType(
  'contact',
  {
    ...tracked,
    name: 'string',
    email: 'string',
    phone: 'string',
    jobTitle: 'string',
    sequence: 'string',
    companies: { linkTo: 'company' },
    contactActivities: { linkTo: 'contactActivity' },
    ...customerLinks,
  },
  customerLabels,
)
/** A sale or a renewal on its way through a pipeline. */
export const Deal = objectType(
  'deal',
  {
    ...tracked,
    name: 'string',
    amount: 'money',
    pipeline: 'enumeration',
    stage: 'enumeration',
    closeDate: 'date',
    renewalDate: 'date',
    startDate: 'date',
    endDate: 'date',
    termMonths: 'number',
    recurring: 'boolean',
    chain: 'string',
    termNumber: 'number',
    csm: 'user',
    company: { linkTo: 'company' },
    contacts: { linkTo: 'contact' },
    products: { linkTo: 'product' },
    tasks: { linkTo: 'task' },
    contactActivities: { linkTo: 'contactActivity' },
    ...activities,
  },
  { ...customerLabels, termMonths: 'Term in months', chain: 'Renewal chain' },
)
/** A request for help. */
export const Ticket = objectType(
  'ticket',
  {
    ...common,
    subject: 'string',
    description: 'text',
    pipeline: 'enumeration',
    stage: 'enumeration',
    priority: { oneOf: ['low', 'medium', 'high', 'urgent'] },
    closedAt: 'datetime',
    company: { linkTo: 'company' },
    contacts: { linkTo: 'contact' },
    tasks: { linkTo: 'task' },
    contactActivities: { linkTo: 'contactActivity' },
    ...activities,
  },
  customerLabels,
)
/** What a customer has bought for a time: a subscription, a contract. */
export const Service = objectType(
  'service',
  {
    ...tracked,
    name: 'string',
    amount: 'money',
    arr: 'money',
    pipeline: 'enumeration',
    stage: 'enumeration',
    startDate: 'date',
    renewalDate: 'date',
    endDate: 'date',
    csm: 'user',
    company: { linkTo: 'company' },
    contacts: { linkTo: 'contact' },
    products: { linkTo: 'product' },
    tasks: { linkTo: 'task' },
    contactActivities: { linkTo: 'contactActivity' },
    ...activities,
  },
  customerLabels,
)
/** What is sold. */
export const Product = objectType(
  'product',
  {
    ...common,
    name: 'string',
    sku: 'string',
    description: 'text',
    price: 'money',
    deals: { linkTo: 'deal' },
    services: { linkTo: 'service' },
  },
  { ...customerLabels, sku: 'SKU' },
)
/** Work for a user to do. */
export const Task = objectType(
  'task',
  {
    ...common,
    title: 'string',
    notes: 'text',
    kind: { oneOf: ['to-do', 'call', 'email', 'meeting', 'linkedin'] },
    priority: { oneOf: ['low', 'medium', 'high'] },
    status: { oneOf: ['not-started', 'in-progress', 'waiting', 'deferred', 'completed'] },
    dueAt: 'datetime',
    reminderAt: 'datetime',
    repeat: 'string',
    completedAt: 'datetime',
    assignee: 'user',
    queue: 'string',
    about: { linkTo: 'company' },
    contacts: { linkTo: 'contact' },
    deals: { linkTo: 'deal' },
    tickets: { linkTo: 'ticket' },
    services: { linkTo: 'service' },
  },
  { ...customerLabels, kind: 'Type', dueAt: 'Due', reminderAt: 'Reminder', repeat: 'Repeats', completedAt: 'Completed' },
)
/**
 * A meeting that took place or is to.
 *
 * Shape: `startDate` makes it whole days up to and with `endDate`, the same days in every zone; the core keeps `at` and `endAt` around them.
 * `repeat` is a rule of RFC 5545 in wall time of `timeZone`; `repeatExcept` and `repeatAlso` are wall times (`2026-12-21T18:00`) or days at which it
 * does not take place, or does as well. One that was moved or changed is a meeting of its own: its `series` leaves it out, and `originalAt` is
 * when it was to begin. `uid` and `calendar` say which event of which calendar it came from. One that is
 * `subscribed` follows that calendar: people link it, and change nothing that the calendar says.
 */
export const Meeting = objectType(
  'meeting',
  {
    ...activity,
    endAt: 'datetime',
    location: 'string',
    outcome: 'string',
    joinUrl: 'string',
    startDate: 'date',
    endDate: 'date',
    timeZone: 'string',
    repeat: 'string',
    repeatExcept: 'multi_enumeration',
    repeatAlso: 'multi_enumeration',
    cancelled: 'boolean',
    originalAt: 'datetime',
    uid: 'string',
    calendar: 'string',
    subscribed: 'boolean',
    series: { linkTo: 'meeting' },
    occurrences: { linkTo: 'meeting' },
    contactActivities: { linkTo: 'contactActivity' },
  },
  {
    ...{ ...customerLabels, at: 'Start', endAt: 'End', body: 'Notes', joinUrl: 'Join link', startDate: 'First day', endDate: 'Last day' },
    ...{ repeat: 'Repeats', repeatExcept: 'Except at', repeatAlso: 'Also at', originalAt: 'Original start', uid: 'Calendar UID' },
    ...{ calendar: 'From calendar', subscribed: 'Follows its calendar' },
  },
)
/** A telephone call. */
export const Call = objectType(
  'call',
  { ...activity, direction: { oneOf: ['inbound', 'outbound'] }, durationMs: 'number', outcome: 'string' },
  { ...customerLabels, at: 'Time', durationMs: 'Duration', body: 'Notes' },
)
/** An email that was sent or received. */
export const Email = objectType(
  'email',
  { ...activity, direction: { oneOf: ['inbound', 'outbound'] }, contactActivities: { linkTo: 'contactActivity' } },
  { ...customerLabels, title: 'Subject', at: 'Time', body: 'Text' },
)
/**
 * What a contact did by themselves: opened an email, booked a meeting, answered a survey, visited a page. The title names the thing that it is
 * about; a link leads to it where it is a record.
 */
export const ContactActivity = objectType(
  'contactActivity',
  {
    ...common,
    title: 'string',
    body: 'text',
    at: 'datetime',
    kind: {
      oneOf: [
        'email-replied',
        'email-opened',
        'email-clicked',
        'meeting-booked',
        'called',
        'document-viewed',
        'form-sent',
        'survey-answered',
        'page-visited',
        'ticket-changed',
        'other',
      ],
    },
    times: 'number',
    durationMs: 'number',
    score: 'number',
    contact: { linkTo: 'contact' },
    company: { linkTo: 'company' },
    email: { linkTo: 'email' },
    meeting: { linkTo: 'meeting' },
    deal: { linkTo: 'deal' },
    ticket: { linkTo: 'ticket' },
    service: { linkTo: 'service' },
  },
  { ...customerLabels, title: 'About', at: 'Time', kind: 'Type', body: 'Text', durationMs: 'Duration' },
)
/** A written note. */
export const Note = objectType('note', activity, { ...customerLabels, at: 'Time', body: 'Text' })
/** The role *customer*: whichever object type the account maps to it, with the properties that the workspace chose. */
export const CustomerRole = objectType('customer', { ...customer, ...customerLinks }, customerLabels)

const agreement = {
  ...tracked,
  name: 'string',
  csm: 'user',
  amount: 'money',
  pipeline: 'enumeration',
  stage: 'enumeration',
  renewalDate: 'date',
  company: { linkTo: 'company' },
  contacts: { linkTo: 'contact' },
} as const
/** The role *service*: whichever object type the account maps to it. */
export const ServiceRole = objectType('serviceRole', agreement, customerLabels)
/** The role *revenue*: one or two object types; a question names the type that it means, or means the one shown first. */
export const RevenueRole = objectType(
  'revenue',
  {
    ...agreement,
    closeDate: 'date',
    startDate: 'date',
    endDate: 'date',
    termMonths: 'number',
    recurring: 'boolean',
    chain: 'string',
    termNumber: 'number',
  },
  { ...customerLabels, termMonths: 'Term in months', chain: 'Renewal chain' },
)
