import { expect, test } from 'vitest'
import { isTenureError } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import { propertyKinds } from '../../schema/value.js'
import { envOf, company as plain, propertyOf } from '../test-bind-env.js'
import type { AggregateData, MeasureName } from './aggregate-data.js'
import { bindMeasures } from './bind-aggregate.js'

const stage = (value: string, probability?: number) => ({
  value,
  label: value,
  open: true,
  ...(probability !== undefined && { probability }),
})
const deal: ObjectTypeDefinition = {
  ...{ name: 'deal', label: 'Deal', plural: 'Deals', title: 'name', ownership: [], active: true },
  associations: [{ name: 'companies', label: 'Companies', to: 'company', edge: 'of', forward: true }],
  properties: [
    ...propertyKinds.map((kind) => propertyOf(kind, kind)),
    ...[propertyOf('stage', 'enumeration'), propertyOf('pipeline', 'enumeration')],
    { ...propertyOf('industry', 'enumeration'), options: ['retail', 'media'].map((value) => ({ value, label: value })) },
  ],
  pipelines: [
    { value: 'p1', label: 'One', stages: [stage('new', 0.1), stage('won', 1)] },
    { value: 'p2', label: 'Two', stages: [stage('begun'), stage('lost', 0)] },
  ],
}
const schema: SchemaDefinition = new Map([deal, plain].map((type) => [type.name, type]))
const bind = (asked: Omit<AggregateData, 'type' | 'where'>, type = 'deal') => bindMeasures({ type, ...asked }, envOf({ schema }))
function issueOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (!isTenureError(error)) throw error
    const [issue] = (error.problem.details as { readonly issues: readonly unknown[] }).issues
    return issue
  }
}
const by = (property: string, period?: 'day') => bind({ by: [{ property, ...(period && { period }) }] }).by[0]
const measure = (name: MeasureName, property: string) => bind({ measures: [{ measure: name, property }] }).measures[0]

test('[AGG-9] [AGG-10] groups are by values, options in their order, days by period, instants by period of the zone', () => {
  expect(bind({})).toEqual({ by: [], measures: [] })
  expect(by('deal.user')).toEqual({ property: 'user', kind: 'user' })
  expect(by('deal.enumeration')).toEqual({ property: 'enumeration', kind: 'enumeration' })
  expect(by('deal.industry')).toEqual({ property: 'industry', kind: 'enumeration', positions: ['retail', 'media'] })
  expect(by('deal.stage')).toEqual({ property: 'stage', kind: 'enumeration', positions: ['new', 'won', 'begun', 'lost'] })
  expect(by('deal.date', 'day')).toEqual({ property: 'date', kind: 'date', bucket: { period: 'day' } })
  expect(by('deal.datetime', 'day')).toEqual({ property: 'datetime', kind: 'datetime', bucket: { period: 'day', zone: 'Europe/Berlin' } })
  expect(by('deal.companies.csm')).toEqual({ property: 'companies.csm', kind: 'user' })
})

test('[AGG-11] a grouping that does not fit its property is refused with its place', () => {
  const issue = (property: string, period?: 'day') => issueOf(() => by(property, period))
  for (const kind of ['money', 'json'])
    expect(issue(`deal.${kind}`)).toEqual({
      ...{ path: ['by', 0, 'property'], message: `deal.${kind} is of the kind ${kind}, which records are not grouped by.` },
    })
  for (const kind of ['date', 'datetime'])
    expect(issue(`deal.${kind}`)).toEqual({
      path: ['by', 0, 'period'],
      message: `deal.${kind} is of the kind ${kind}, which is grouped by a period: day, week, month, quarter or year.`,
    })
  const message = 'deal.number is of the kind number, which is grouped by its values, without a period.'
  expect(issue('deal.number', 'day')).toEqual({ path: ['by', 0, 'period'], message })
  expect(issue('deal.none')).toEqual({ path: ['by', 0, 'property'], message: 'There is no property deal.none.' })
})

test('[AGG-11] each measure applies to the kinds of which it can be worked out', () => {
  const kinds = (name: MeasureName) =>
    propertyKinds.filter((kind) => 'property' in (issueOf(() => measure(name, `deal.${kind}`)) as object))
  expect(new Set(kinds('sum'))).toEqual(new Set(['number', 'money']))
  expect(new Set(kinds('average'))).toEqual(new Set(['number', 'money']))
  expect(kinds('weighted')).toEqual(['money'])
  for (const name of ['minimum', 'maximum'] as const) expect(new Set(kinds(name))).toEqual(new Set(['number', 'money', 'date', 'datetime']))
  const distinct = ['number', 'money', 'date', 'datetime', 'string', 'text', 'boolean', 'enumeration', 'user']
  expect(new Set(kinds('distinct'))).toEqual(new Set(distinct))
  expect(issueOf(() => measure('weighted', 'deal.number'))).toEqual({
    path: ['measures', 0, 'measure'],
    message: 'The measure weighted does not apply to deal.number, which is of the kind number; it is for money.',
  })
  expect(issueOf(() => measure('sum', 'deal.none'))).toEqual({
    path: ['measures', 0, 'property'],
    message: 'There is no property deal.none.',
  })
})

test('[AGG-3] an amount is weighted by the probability of its stage, and not read through a link', () => {
  const shares = [
    ['new', '0.1'],
    ['won', '1'],
    ['lost', '0'],
  ]
  expect(measure('weighted', 'deal.money')).toEqual({
    measure: 'weighted',
    property: 'money',
    kind: 'money',
    weights: { property: 'stage', shares },
  })
  expect(measure('sum', 'deal.companies.arr')).toEqual({ measure: 'sum', property: 'companies.arr', kind: 'money' })
  expect(issueOf(() => measure('weighted', 'deal.companies.arr'))).toEqual({
    path: ['measures', 0, 'property'],
    message: 'deal.companies.arr is read through a link. Only amounts of the record itself are weighted, by its stage.',
  })
  expect(issueOf(() => bind({ measures: [{ measure: 'weighted', property: 'company.arr' }] }, 'company'))).toEqual({
    ...{ path: ['measures', 0, 'property'], message: 'There is no property company.stage.' },
  })
})

test('[AGG-11] an aggregate has at most three groupings and twenty measures', () => {
  const groupings = (count: number) => ({ by: Array.from({ length: count }, () => ({ property: 'deal.user' })) })
  const measures = (count: number) => ({
    measures: Array.from({ length: count }, () => ({ measure: 'sum' as const, property: 'deal.number' })),
  })
  expect([bind(groupings(3)).by.length, bind(measures(20)).measures.length]).toEqual([3, 20])
  expect(issueOf(() => bind(groupings(4)))).toEqual({ path: ['by'], message: 'An aggregate has at most 3 properties to group by.' })
  expect(issueOf(() => bind(measures(21)))).toEqual({ path: ['measures'], message: 'An aggregate has at most 20 measures.' })
})
