import { expect, test } from 'vitest'
import { TenureError } from '../errors/tenure-error.js'
import { builtInEdges, edgeOf, endOf } from './built-in-edges.js'
import { Company, Meeting } from './object-types.js'

test('both ends of a built-in link share its edge; one is the first, and one that has at most one other says so', () => {
  const first = (edge: string, single?: true) => ({ edge, forward: true, ...(single && { single }) })
  const second = (edge: string) => ({ edge, forward: false })
  const ends = {
    ...{ 'company.parent': first('company-parent', true), 'company.children': second('company-parent') },
    ...{ 'contact.companies': first('contact-company'), 'company.contacts': second('contact-company') },
    ...{ 'deal.company': first('deal-company', true), 'company.deals': second('deal-company') },
    ...{ 'deal.contacts': first('deal-contact'), 'contact.deals': second('deal-contact') },
    ...{ 'deal.products': first('deal-product'), 'product.deals': second('deal-product') },
    ...{ 'ticket.company': first('ticket-company', true), 'company.tickets': second('ticket-company') },
    ...{ 'ticket.contacts': first('ticket-contact'), 'contact.tickets': second('ticket-contact') },
    ...{ 'service.company': first('service-company', true), 'company.services': second('service-company') },
    ...{ 'service.contacts': first('service-contact'), 'contact.services': second('service-contact') },
    ...{ 'service.products': first('service-product'), 'product.services': second('service-product') },
    ...{ 'task.about': first('task-company'), 'company.tasks': second('task-company') },
    ...{ 'task.contacts': first('task-contact'), 'contact.tasks': second('task-contact') },
    ...{ 'task.deals': first('task-deal'), 'deal.tasks': second('task-deal') },
    ...{ 'task.tickets': first('task-ticket'), 'ticket.tasks': second('task-ticket') },
    ...{ 'task.services': first('task-service'), 'service.tasks': second('task-service') },
    ...{ 'meeting.series': first('meeting-series', true), 'meeting.occurrences': second('meeting-series') },
  }
  for (const [path, end] of Object.entries(ends)) expect(builtInEdges(path), path).toEqual(end)
})

test('every kind of activity is about companies, contacts, deals, tickets and services, any number of each', () => {
  const concerned = { companies: 'company', contacts: 'contact', deals: 'deal', tickets: 'ticket', services: 'service' }
  for (const kind of ['meeting', 'call', 'email', 'note'])
    for (const [name, type] of Object.entries(concerned)) {
      expect(builtInEdges(`${kind}.${name}`)).toEqual({ edge: `${kind}-${type}`, forward: true })
      expect(builtInEdges(`${type}.${kind}s`)).toEqual({ edge: `${kind}-${type}`, forward: false })
    }
})

test('one contact did an activity, and it is about one thing', () => {
  for (const type of ['contact', 'company', 'email', 'meeting', 'deal', 'ticket', 'service']) {
    const edge = `contactActivity-${type}`
    expect(builtInEdges(`contactActivity.${type}`)).toEqual({ edge, forward: true, single: true })
    expect(builtInEdges(`${type}.contactActivities`)).toEqual({ edge, forward: false })
  }
})

test('a built-in link without an edge is a fault of the core', () => {
  const run = () => builtInEdges('company.none')
  expect(run).toThrow(TenureError)
  expect(run).toThrow('The built-in link company.none has no edge.')
  expect(run).toThrow(
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'internal.invariant', details: { invariant: 'every built-in link has an edge' } }),
    }),
  )
})

test('the end of a link is what it says itself, else that of the built-in link, else the first of its own edge', () => {
  const own = { edge: 'asset-company', forward: false } as const
  expect(endOf({ ...Company.deals, '~end': own })).toEqual(own)
  expect(endOf(Meeting.series)).toEqual({ edge: 'meeting-series', forward: true, single: true })
  expect(endOf({ path: 'company.assets', to: 'asset' })).toEqual({ edge: 'company-assets', forward: true })
  expect(edgeOf('asset', 'company')).toBe('asset-company')
})
