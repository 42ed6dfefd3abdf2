import { expect, test } from 'vitest'
import { days } from '../../base/duration.js'
import {
  all,
  any,
  changedInLast,
  is,
  isAfter,
  isBefore,
  isDeactivated,
  isInLast,
  isInMyTeam,
  isInNext,
  isKnown,
  isOnProperty,
  me,
  not,
  some,
} from '../../query/builders.js'
import type { FilterData } from '../../query/filter-data.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { Company, Ticket } from '../../schema/object-types.js'
import { facts, issuesOf, testSchema } from '../engine/test-profile.js'
import { associationOf, compileScoreFilter, dayMs } from './compile-filter.js'
import { createNeeds } from './needs.js'

const customer = testSchema.get('company') as ObjectTypeDefinition
const compile = (filter: FilterData, association?: string) => {
  const needs = createNeeds()
  return { ...compileScoreFilter({ schema: testSchema, customer, needs }, filter, association), needs }
}
const noon = Date.parse('2026-06-30T12:00:00Z')
const at = (day: number) => noon + day * dayMs
const of = (renewalDate: string) => facts({ renewalDate })

test('[HS-8] a filter on days moves with the clock, forwards and back, and says when its day ends', () => {
  const soon = compile(isInNext(Company.renewalDate, days(2)))
  const held = (...daysOn: number[]) => daysOn.map((day) => soon.holds(of('2026-07-03').customer, of('2026-07-03'), at(day)))
  expect(held(0, 1, 2, 3, 4, 3, 0, 1)).toEqual([false, true, true, true, false, true, false, true])
  expect([soon.until(noon), soon.until(noon + dayMs / 2), soon.until(noon + dayMs / 2 - 1)]).toEqual([
    noon + dayMs / 2,
    noon + (3 * dayMs) / 2,
    noon + dayMs / 2,
  ])
})

test('[HS-8] what a filter says of days holds for the whole day in UTC, before 1970 too', () => {
  const past = compile(isInLast(Company.renewalDate, days(1)))
  const holds = (day: string, now: number) => past.holds(of(day).customer, of(day), now)
  const midnight = noon - dayMs / 2
  expect([midnight, noon, midnight + dayMs - 1].map((now) => holds('2026-06-30', now))).toEqual([true, true, true])
  expect(past.until(-1)).toBe(0)
  expect(past.until(-dayMs)).toBe(0)
})

test('a filter without days never moves', () => {
  const fixed = [
    is(Company.name, 'Northwind'),
    isBefore(Company.renewalDate, '2026-07-01'),
    isOnProperty(Company.renewalDate, Company.renewalDate),
  ]
  expect(fixed.map((filter) => compile(filter).until(noon))).toEqual([undefined, undefined, undefined])
  const { customer: image, ...rest } = facts({ name: 'Northwind' })
  expect(compile(fixed[0] as FilterData).holds(image, { customer: image, ...rest }, noon)).toBe(true)
})

test('[HS-15] a filter that depends on who looks, or on the past, is refused wherever that is said', () => {
  const refused = [isInMyTeam(Company.csm), isDeactivated(Company.csm), is(Company.csm, me), changedInLast(Company.name, days(1))]
  for (const filter of refused)
    for (const whole of [filter, not(filter), all(isKnown(Company.name), any(filter))])
      expect(() => compile(whole)).toThrow(expect.objectContaining({ code: 'input.invalid' }))
  expect(() => compile(is(Company.csm, 'anna'))).not.toThrow()
})

test('[HS-3] a filter follows one link from the customer, and needs what it looks at there', () => {
  const open = compile(all(isKnown(Company.csm), some(Company.tickets, isAfter(Ticket.createdAt, 5))))
  expect([...open.needs.properties]).toEqual(['csm'])
  expect([...open.needs.links].map(([name, names]) => [name, ...names])).toEqual([['tickets', 'createdAt']])
  const holds = (createdAt: number, values = { csm: 'anna' } as const) => {
    const known = facts(values, { tickets: [{ createdAt }] })
    return open.holds(known.customer, known, noon)
  }
  expect([holds(4), holds(6)]).toEqual([false, true])
  const inside = compile(isAfter(Ticket.createdAt, 5), 'tickets')
  expect([...inside.needs.properties, ...inside.needs.links.keys()]).toEqual(['tickets'])
  expect(() => compile(some(Ticket.company), 'tickets')).toThrow('follows one link, from the customer')
})

test('an association is meant by its name or its path', () => {
  expect([associationOf(customer, 'tickets').name, associationOf(customer, 'company.tickets').name]).toEqual(['tickets', 'tickets'])
  expect(() => associationOf(customer, 'deal.tickets')).toThrow(expect.objectContaining({ code: 'input.invalid' }))
})

const refusal = (filter: object, association?: string) => issuesOf(() => compile(filter as FilterData, association))
const personal = 'A score is the same for everybody, so its filters cannot depend on who looks at it.'
const past = 'A score looks at what is recorded now. Use a date property, or events in a time frame.'

test('[HS-15] a filter that depends on who looks is refused with its place, whichever of its values says so', () => {
  const me = { operand: 'me' }
  const csm = { property: 'company.csm' }
  const values = [
    { test: 'is', ...csm, value: me },
    { test: 'between', ...csm, from: me, to: 'z' },
    { test: 'between', ...csm, from: 'a', to: me },
    { test: 'any-of', ...csm, values: ['a', me] },
    { test: 'is-in-my-team', ...csm },
    { test: 'is-deactivated', ...csm },
  ]
  expect(values.map((filter) => refusal(filter))).toEqual(values.map(() => [{ path: [], message: personal }]))
  const history = ['changed-in-last', 'not-changed-in-last'].map((test) => refusal({ test, property: 'company.name', span: { days: 1 } }))
  expect(history).toEqual([[{ path: [], message: past }], [{ path: [], message: past }]])
  const mine = values[0] as object
  const known = { test: 'is-known', ...csm }
  const inner = [{ test: 'not', filter: mine }, known, { test: 'some', link: 'company.tickets', filter: mine }, mine]
  const places = inner.map((filter) => refusal({ test: 'all', filters: [known, filter] }))
  const at = (...path: readonly (string | number)[]) => [{ path: ['filters', 1, ...path], message: personal }]
  expect([places[0], places[2], places[3]]).toEqual([at('filter'), at('filter'), at()])
  expect(refusal({ test: 'some', link: 'company.tickets' })).toMatchObject({ needs: {} })
})

test('[HS-3] a filter follows links by their label, and no link where the customer has none', () => {
  const labelled = compile({ test: 'some', link: 'company.contacts', label: 'Champion' } as FilterData)
  const holds = (...labels: readonly string[]) => {
    const links = new Map([['contacts', [{ record: { id: 'p', values: {} }, labels }]]])
    return labelled.holds({ id: 'c', values: {} }, { customer: { id: 'c', values: {} }, links }, noon)
  }
  expect([holds('Champion'), holds('Buyer', 'Champion'), holds('Buyer'), holds()]).toEqual([true, true, false, false])
  const none = facts({})
  expect(labelled.holds(none.customer, none, noon)).toBe(false)
})

test('[HS-8] every part of a filter is needed, those of other properties and of what must not hold too', () => {
  const { needs } = compile(
    all(
      any(is(Company.name, 'A'), isKnown(Company.industry)),
      not(isKnown(Company.csm)),
      isOnProperty(Company.updatedAt, Company.createdAt),
    ),
  )
  expect([...needs.properties]).toEqual(['name', 'industry', 'csm', 'updatedAt', 'createdAt'])
  expect([...needs.links]).toEqual([])
})
