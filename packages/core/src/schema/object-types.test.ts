import { expect, test } from 'vitest'
import * as types from './object-types.js'
import { type AnyObjectType, toLabel } from './property.js'

/** What a member list says: names by kind, the known values of enumerations, and where links lead. */
interface Shape extends Partial<Record<string, unknown>> {
  readonly oneOf?: Readonly<Record<string, string>>
}
type Member = {
  readonly path: string
  readonly label?: string
  readonly propertyKind?: string
  readonly options?: readonly string[]
  readonly to?: string
}
const membersOf = ({ objectType: _, ...members }: AnyObjectType) => Object.entries(members as Readonly<Record<string, Member>>)
function shapeOf(type: AnyObjectType): unknown {
  const oneOf: Record<string, string> = {}
  const byKind: Record<string, string[]> = {}
  for (const [name, { propertyKind = 'link', options, to = name }] of membersOf(type)) {
    if (options !== undefined) oneOf[name] = options.join(' ')
    const written = name === to ? name : `${name}:${to}`
    if (options === undefined) byKind[propertyKind] = [...(byKind[propertyKind] ?? []), written]
  }
  return { ...Object.fromEntries(Object.entries(byKind).map(([kind, names]) => [kind, names.toSorted()])), oneOf }
}
const expected = ({ oneOf = {}, ...byKind }: Shape): unknown => ({
  ...Object.fromEntries(Object.entries(byKind).map(([kind, names]) => [kind, String(names).split(' ').toSorted()])),
  oneOf,
})

const shapes: Readonly<Record<keyof typeof types, Shape>> = {
  Company: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner csm',
    string: 'name domain website industry city country',
    money: 'arr',
    date: 'renewalDate',
    number: 'healthScore employees',
    text: 'description',
    oneOf: { healthStatus: 'at-risk neutral healthy' },
    link: 'parent:company children:company contacts:contact contactActivities:contactActivity deals:deal tickets:ticket services:service tasks:task meetings:meeting calls:call emails:email notes:note',
  },
  Contact: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner',
    string: 'name email phone jobTitle sequence',
    link: 'companies:company contactActivities:contactActivity deals:deal tickets:ticket services:service tasks:task meetings:meeting calls:call emails:email notes:note',
  },
  Deal: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner csm',
    string: 'name chain',
    money: 'amount',
    enumeration: 'pipeline stage',
    date: 'closeDate renewalDate startDate endDate',
    number: 'termMonths termNumber',
    boolean: 'recurring',
    link: 'company contacts:contact products:product tasks:task contactActivities:contactActivity meetings:meeting calls:call emails:email notes:note',
  },
  Ticket: {
    datetime: 'createdAt updatedAt closedAt',
    user: 'owner',
    string: 'subject',
    text: 'description',
    enumeration: 'pipeline stage',
    oneOf: { priority: 'low medium high urgent' },
    link: 'company contacts:contact tasks:task contactActivities:contactActivity meetings:meeting calls:call emails:email notes:note',
  },
  Service: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner csm',
    string: 'name',
    money: 'amount arr',
    enumeration: 'pipeline stage',
    date: 'startDate renewalDate endDate',
    link: 'company contacts:contact products:product tasks:task contactActivities:contactActivity meetings:meeting calls:call emails:email notes:note',
  },
  Product: {
    datetime: 'createdAt updatedAt',
    user: 'owner',
    string: 'name sku',
    text: 'description',
    money: 'price',
    link: 'deals:deal services:service',
  },
  Task: {
    datetime: 'createdAt updatedAt dueAt reminderAt completedAt',
    user: 'owner assignee',
    string: 'title repeat queue',
    text: 'notes',
    oneOf: {
      kind: 'to-do call email meeting linkedin',
      priority: 'low medium high',
      status: 'not-started in-progress waiting deferred completed',
    },
    link: 'about:company contacts:contact deals:deal tickets:ticket services:service',
  },
  Meeting: {
    datetime: 'createdAt updatedAt at endAt originalAt',
    user: 'owner',
    string: 'title location outcome joinUrl timeZone repeat uid calendar',
    text: 'body',
    date: 'startDate endDate',
    multi_enumeration: 'repeatExcept repeatAlso',
    boolean: 'cancelled subscribed',
    link: 'companies:company contacts:contact deals:deal tickets:ticket services:service series:meeting occurrences:meeting contactActivities:contactActivity',
  },
  Call: {
    datetime: 'createdAt updatedAt at',
    user: 'owner',
    string: 'title outcome',
    text: 'body',
    number: 'durationMs',
    oneOf: { direction: 'inbound outbound' },
    link: 'companies:company contacts:contact deals:deal tickets:ticket services:service',
  },
  Email: {
    datetime: 'createdAt updatedAt at',
    user: 'owner',
    string: 'title',
    text: 'body',
    oneOf: { direction: 'inbound outbound' },
    link: 'companies:company contacts:contact deals:deal tickets:ticket services:service contactActivities:contactActivity',
  },
  ContactActivity: {
    datetime: 'createdAt updatedAt at',
    user: 'owner',
    string: 'title',
    text: 'body',
    number: 'times durationMs score',
    oneOf: {
      kind: 'email-replied email-opened email-clicked meeting-booked called document-viewed form-sent survey-answered page-visited ticket-changed other',
    },
    link: 'contact company email meeting deal ticket service',
  },
  Note: {
    datetime: 'createdAt updatedAt at',
    user: 'owner',
    string: 'title',
    text: 'body',
    link: 'companies:company contacts:contact deals:deal tickets:ticket services:service',
  },
  CustomerRole: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner csm',
    string: 'name',
    money: 'arr',
    date: 'renewalDate',
    number: 'healthScore',
    oneOf: { healthStatus: 'at-risk neutral healthy' },
    link: 'deals:deal tickets:ticket services:service tasks:task meetings:meeting calls:call emails:email notes:note',
  },
  ServiceRole: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner csm',
    string: 'name',
    money: 'amount',
    enumeration: 'pipeline stage',
    date: 'renewalDate',
    link: 'company contacts:contact',
  },
  RevenueRole: {
    datetime: 'createdAt updatedAt lastActivityAt nextActivityAt',
    user: 'owner csm',
    string: 'name chain',
    money: 'amount',
    enumeration: 'pipeline stage',
    date: 'renewalDate closeDate startDate endDate',
    number: 'termMonths termNumber',
    boolean: 'recurring',
    link: 'company contacts:contact',
  },
}

test('[SDK-1] built-in object types have these properties of these kinds, and these links: plugins and stores build on each', () => {
  for (const [name, type] of Object.entries(types)) expect(shapeOf(type), name).toEqual(expected(shapes[name as keyof typeof types]))
})

test('every member is reached by the name of its type, by which a plugin asks for it', () => {
  const names = Object.values(types).map((type) => type.objectType)
  expect(names).toEqual([
    'company',
    'contact',
    'deal',
    'ticket',
    'service',
    'product',
    'task',
    'meeting',
    'call',
    'email',
    'contactActivity',
    'note',
    'customer',
    'serviceRole',
    'revenue',
  ])
  for (const type of Object.values(types)) for (const [name, { path }] of membersOf(type)) expect(path).toBe(`${type.objectType}.${name}`)
})

test('a label is the name in words, unless people call it something else', () => {
  const others = (type: AnyObjectType) =>
    membersOf(type).flatMap(([name, { label }]) => (label === undefined || label === toLabel(name) ? [] : [`${name}: ${label}`]))
  const dates = ['createdAt: Create date', 'updatedAt: Last change']
  const activity = ['lastActivityAt: Last activity date', 'nextActivityAt: Next activity date']
  const expectedOthers: Readonly<Record<keyof typeof types, readonly string[]>> = {
    Company: [...dates, ...activity, 'csm: CSM', 'arr: ARR'],
    Contact: [...dates, ...activity],
    Deal: [...dates, ...activity, 'termMonths: Term in months', 'chain: Renewal chain', 'csm: CSM'],
    Ticket: [...dates],
    Service: [...dates, ...activity, 'arr: ARR', 'csm: CSM'],
    Product: [...dates, 'sku: SKU'],
    Task: [...dates, 'kind: Type', 'dueAt: Due', 'reminderAt: Reminder', 'repeat: Repeats', 'completedAt: Completed'],
    Meeting: [
      ...dates,
      'body: Notes',
      'at: Start',
      'endAt: End',
      'joinUrl: Join link',
      'startDate: First day',
      'endDate: Last day',
      'repeat: Repeats',
      'repeatExcept: Except at',
      'repeatAlso: Also at',
      'originalAt: Original start',
      'uid: Calendar UID',
      'calendar: From calendar',
      'subscribed: Follows its calendar',
    ],
    Call: [...dates, 'body: Notes', 'at: Time', 'durationMs: Duration'],
    Email: [...dates, 'title: Subject', 'body: Text', 'at: Time'],
    ContactActivity: [...dates, 'title: About', 'body: Text', 'at: Time', 'kind: Type', 'durationMs: Duration'],
    Note: [...dates, 'body: Text', 'at: Time'],
    CustomerRole: [...dates, ...activity, 'csm: CSM', 'arr: ARR'],
    ServiceRole: [...dates, ...activity, 'csm: CSM'],
    RevenueRole: [...dates, ...activity, 'csm: CSM', 'termMonths: Term in months', 'chain: Renewal chain'],
  }
  for (const [name, type] of Object.entries(types))
    expect(others(type).toSorted(), name).toEqual(expectedOthers[name as keyof typeof types].toSorted())
})
