import { expect, test } from 'vitest'
import type { FactLink, Facts } from '../criterion/facts.js'
import { createNeeds } from '../criterion/needs.js'
import { changedInputs, grouped, withInputs } from './changed-inputs.js'
import { facts } from './test-profile.js'

const needs = createNeeds()
needs.property('a')
needs.property('arr')
needs.link('tickets', 'closedAt')
needs.link('deals')
const ofRecord = (record: string, change: 'added' | 'gone' | 'changed', association = 'tickets') =>
  ({ of: 'record', association, record, change }) as const
const linked = (...links: readonly (readonly [id: string, labels: readonly string[], values?: Record<string, number | null>])[]): Facts => {
  const list = links.map(([id, labels, values = {}]): FactLink => ({ record: { id, values }, labels }))
  return { customer: { id: 'c', values: {} }, links: new Map([['tickets', list]]) }
}

test('[HS-7] what differs of the properties that a criterion looks at is named with its values, and no other property is', () => {
  const eur = (amount: string) => ({ amount, currency: 'EUR' })
  const changed = (before: Parameters<typeof facts>[0], after: Parameters<typeof facts>[0]) =>
    changedInputs(needs, facts(before), facts(after))
  expect(changed({ a: 1, b: 1, arr: eur('5') }, { a: 2, b: 2, arr: eur('5') })).toEqual([{ of: 'property', property: 'a', from: 1, to: 2 }])
  expect(changed({ a: null }, {})).toEqual([])
  expect(changed({}, { a: 0, arr: eur('1') })).toEqual([
    { of: 'property', property: 'a', from: null, to: 0 },
    { of: 'property', property: 'arr', from: null, to: eur('1') },
  ])
  expect(changed({ a: 3 }, {})).toEqual([{ of: 'property', property: 'a', from: 3, to: null }])
})

test('[HS-7] linked records came, went or changed, by what is looked at of them and by their labels', () => {
  const changed = (before: Facts, after: Facts) => changedInputs(needs, before, after)
  const [none, one] = [facts({}), linked(['t', ['x']])]
  expect([changed(none, one), changed(one, none), changed(one, one)]).toEqual([[ofRecord('t', 'added')], [ofRecord('t', 'gone')], []])
  expect(changed(linked(['t', []]), linked(['t', [], { closedAt: 1 }]))).toEqual([ofRecord('t', 'changed')])
  expect(changed(linked(['t', [], { closedAt: null }]), linked(['t', [], { other: 1 }]))).toEqual([])
  expect([changed(linked(['t', ['x', 'y']]), linked(['t', ['y', 'x']])), changed(linked(['t', ['x']]), linked(['t', ['y']]))]).toEqual([
    [],
    [ofRecord('t', 'changed')],
  ])
  const deals = (...ids: readonly string[]) => facts({}, { deals: ids.map((id) => ({ id, amount: 1 })), meetings: [{ id: 'm' }] })
  expect(changed(deals('d', 'e'), deals('f', 'd'))).toEqual([ofRecord('f', 'added', 'deals'), ofRecord('e', 'gone', 'deals')])
})

test('[BEY-2] too many causes are shown as one for each association, and as many as fit one by one', () => {
  const property = { of: 'property', property: 'a', from: 1, to: 2 } as const
  const inputs = [ofRecord('t', 'added'), property, ofRecord('d', 'gone', 'deals'), ofRecord('u', 'changed')]
  expect(grouped(inputs, 4)).toBe(inputs)
  expect(grouped(inputs, 3)).toEqual([
    property,
    { of: 'records', association: 'tickets', records: ['t', 'u'] },
    { of: 'records', association: 'deals', records: ['d'] },
  ])
})

test('[BEY-2] the facts before with some inputs as they are after have those, and everything else as it was', () => {
  const before = facts({ a: 1, b: 5 }, { tickets: [{ id: 't', closedAt: null }, { id: 'u' }], deals: [{ id: 'd' }] })
  const after = facts({ b: 6 }, { tickets: [{ id: 'v' }, { id: 't', closedAt: 1 }], deals: [] })
  const property = { of: 'property', property: 'a', from: 1, to: null } as const
  expect(withInputs(before, after, [])).toBe(before)
  const valued = withInputs(before, after, [property])
  expect([valued.customer, valued.links]).toEqual([{ id: 'c', values: { a: null, b: 5 } }, before.links])
  const tickets = (...inputs: Parameters<typeof withInputs>[2]) =>
    withInputs(before, after, inputs)
      .links.get('tickets')
      ?.map(({ record: { id, values } }) => [id, values['closedAt'] ?? null])
  expect([tickets(ofRecord('t', 'changed')), tickets(ofRecord('u', 'gone')), tickets(ofRecord('v', 'added'))]).toEqual([
    [
      ['u', null],
      ['t', 1],
    ],
    [['t', null]],
    [
      ['t', null],
      ['u', null],
      ['v', null],
    ],
  ])
  expect(tickets(ofRecord('t', 'changed'), ofRecord('u', 'gone'))).toEqual([['t', 1]])
  expect(tickets({ of: 'records', association: 'tickets', records: ['t', 'v', 'u'] })).toEqual([
    ['v', null],
    ['t', 1],
  ])
  const both = withInputs(before, facts({}), [ofRecord('d', 'gone', 'deals')])
  expect([both.links.get('deals'), both.links.get('tickets')]).toEqual([[], before.links.get('tickets')])
  expect(withInputs(facts({}), after, [ofRecord('v', 'added')]).links.get('tickets')).toHaveLength(1)
})
