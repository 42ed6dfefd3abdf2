import { TenureError } from '../errors/tenure-error.js'
import type { AssociationDefinition } from './definition.js'
import { type Association, splitPath } from './property.js'

type End = Pick<AssociationDefinition, 'edge' | 'forward' | 'single'>

// Each line: edge id, first end, other end; `!` marks an end with at most one other.
const edges: readonly (readonly [edge: string, first: string, second: string])[] = [
  ['company-parent', 'company.parent!', 'company.children'],
  ['contact-company', 'contact.companies', 'company.contacts'],
  ['deal-company', 'deal.company!', 'company.deals'],
  ['deal-contact', 'deal.contacts', 'contact.deals'],
  ['deal-product', 'deal.products', 'product.deals'],
  ['ticket-company', 'ticket.company!', 'company.tickets'],
  ['ticket-contact', 'ticket.contacts', 'contact.tickets'],
  ['service-company', 'service.company!', 'company.services'],
  ['service-contact', 'service.contacts', 'contact.services'],
  ['service-product', 'service.products', 'product.services'],
  ['task-company', 'task.about', 'company.tasks'],
  ['task-contact', 'task.contacts', 'contact.tasks'],
  ['task-deal', 'task.deals', 'deal.tasks'],
  ['task-ticket', 'task.tickets', 'ticket.tasks'],
  ['task-service', 'task.services', 'service.tasks'],
  ['meeting-series', 'meeting.series!', 'meeting.occurrences'],
  ...['meeting', 'call', 'email', 'note'].flatMap(activityEdges),
  ...['contact', 'company', 'email', 'meeting', 'deal', 'ticket', 'service'].map(contactActivityEdge),
]
const ends: ReadonlyMap<string, End> = new Map(
  edges.flatMap(([edge, first, second]) => [toEnd(edge, first, true), toEnd(edge, second, false)]),
)

/** The edge behind a built-in link, by its path (`company.deals`), and which end of it that is. */
export function builtInEdges(path: string): End {
  const end = ends.get(path)
  if (end === undefined)
    throw new TenureError('internal.invariant', `The built-in link ${path} has no edge.`, { invariant: 'every built-in link has an edge' })
  return end
}

/** The edge behind a link that was added to an object type. */
export function edgeOf(from: string, name: string): string {
  return `${from}-${name}`
}
/** The edge and the end of a link, built-in or of an added object type. */
export function endOf(association: Association & { readonly '~end'?: End }): End {
  const [type, name] = splitPath(association.path)
  return association['~end'] ?? ends.get(association.path) ?? { edge: edgeOf(type, name), forward: true }
}

function toEnd(edge: string, written: string, forward: boolean): readonly [string, End] {
  const single = written.endsWith('!')
  return [single ? written.slice(0, -1) : written, { edge, forward, ...(single && { single }) }]
}
function activityEdges(kind: string): readonly (readonly [string, string, string])[] {
  const concerned = { companies: 'company', contacts: 'contact', deals: 'deal', tickets: 'ticket', services: 'service' }
  return Object.entries(concerned).map(([name, type]) => [`${kind}-${type}`, `${kind}.${name}`, `${type}.${kind}s`])
}
// One contact did it, and it is about one thing.
function contactActivityEdge(to: string): readonly [string, string, string] {
  return [`contactActivity-${to}`, `contactActivity.${to}!`, `${to}.contactActivities`]
}
