import { expect, test } from 'vitest'
import { aPlace, issuesOf } from '../engine/test-profile.js'
import { factsAt, type RecordTimeline, type Timeline } from './facts.js'
import { earlier } from './judge.js'
import { createNeeds, joinNeeds, type ReadNeeds } from './needs.js'
import { propertyOf } from './property-of.js'

const record = (id: string, spans: RecordTimeline['spans'], values: RecordTimeline['values'] = {}): RecordTimeline => ({
  id,
  spans,
  values,
})
const customer = record('c', [{ from: 10, to: 20 }, { from: 30 }], {
  name: [
    { at: 10, value: 'One' },
    { at: 15, value: 'Two' },
    { at: 35, value: null },
  ],
  city: [],
})
const told = (timeline: Timeline, at: number) => {
  const facts = factsAt(timeline, at)
  return facts && { values: facts.customer.values, links: Object.fromEntries(facts.links) }
}

test('[HS-11] what was recorded at an instant or later counts for nothing at it', () => {
  const name = (at: number) => told({ customer, links: [] }, at)?.values['name']
  expect([11, 15, 16, 20, 31, 35, 36].map(name)).toEqual(['One', 'One', 'Two', 'Two', 'Two', 'Two', null])
  expect(told({ customer, links: [] }, 16)).toEqual({ values: { name: 'Two', city: null }, links: {} })
  expect(factsAt({ customer, links: [] }, 16)?.customer.id).toBe('c')
})

test('[HS-11] a customer that was not there at an instant has no facts', () => {
  expect([10, 21, 30].map((at) => factsAt({ customer, links: [] }, at))).toEqual([undefined, undefined, undefined])
  expect([11, 20, 31].map((at) => factsAt({ customer, links: [] }, at) !== undefined)).toEqual([true, true, true])
})

test('[HS-11] a linked record counts while both it and its link were there, with the labels of then', () => {
  const ticket = record('t', [{ from: 1, to: 40 }], { title: [{ at: 1, value: 'Late' }] })
  const links = [
    { association: 'tickets', record: ticket, spans: [{ from: 12, to: 16, labels: ['first'] }, { from: 17 }] },
    { association: 'tickets', record: record('u', [{ from: 1 }]), spans: [{ from: 12 }] },
    { association: 'deals', record: record('d', [{ from: 18 }]), spans: [{ from: 12 }] },
  ]
  const entry = (id: string, labels: readonly string[], values = {}) => ({ record: { id, values }, labels })
  expect(told({ customer, links }, 13)?.links).toEqual({ tickets: [entry('t', ['first'], { title: 'Late' }), entry('u', [])] })
  expect(told({ customer, links }, 17)?.links).toEqual({ tickets: [entry('u', [])] })
  expect(told({ customer, links }, 19)?.links).toEqual({
    ...{ tickets: [entry('t', [], { title: 'Late' }), entry('u', [])], deals: [entry('d', [])] },
  })
  expect(told({ customer, links }, 41)?.links).toEqual({ tickets: [entry('u', [])], deals: [entry('d', [])] })
})

test('[HS-8] of two instants that may be absent the earlier counts', () => {
  expect([earlier(undefined, undefined), earlier(3, undefined), earlier(undefined, 4), earlier(3, 4), earlier(4, 3)]).toEqual([
    ...[undefined, 3, 4, 3, 3],
  ])
})

test('[HS-7] what is needed is added up, each property and association once', () => {
  const told = ({ properties, links }: ReadNeeds) => [[...properties], [...links].map(([name, names]) => [name, [...names]])]
  const [one, two] = [createNeeds(), createNeeds()]
  one.property('name')
  one.property('name')
  one.link('tickets', 'title')
  one.link('deals')
  two.property('city')
  two.link('tickets', 'state')
  two.link('notes')
  expect(told(one)).toEqual([
    ['name'],
    [
      ['tickets', ['title']],
      ['deals', []],
    ],
  ])
  joinNeeds(one, two)
  expect(told(one)).toEqual([
    ['name', 'city'],
    [
      ['tickets', ['title', 'state']],
      ['deals', []],
      ['notes', []],
    ],
  ])
  expect(told(two)).toEqual([
    ['city'],
    [
      ['tickets', ['state']],
      ['notes', []],
    ],
  ])
})

test('[HS-1] a property is named by its type, and one that is not there is refused', () => {
  const { customer: company } = aPlace()
  expect(propertyOf(company, 'company.name').name).toBe('name')
  const refused = (path: string) => issuesOf(() => propertyOf(company, path))
  expect(refused('company.nothing')).toEqual([{ path: ['property'], message: 'There is no property company.nothing of Company.' }])
  expect(refused('deal.name')).toEqual([{ path: ['property'], message: 'There is no property deal.name of Company.' }])
})
