import { expect, test } from 'vitest'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition, PropertyDefinition } from '../schema/definition.js'
import { bindLinked, bindOrder, toPositions } from './bind-columns.js'
import type { BindEnv } from './binding.js'

const typed = (name: string) => builtInTypes.find((type) => type.name === name) as ObjectTypeDefinition
const hidden = new Set(['company.city'])
const env: BindEnv = {
  schema: new Map(builtInTypes.map((type) => [type.name, type])),
  user: 'anna',
  now: 0,
  zone: 'UTC',
  resolve: (path) => path,
  checkReadable: (path) => {
    if (hidden.has(path)) throw new TenureError('input.invalid', 'Hidden.', { issues: [] })
  },
  policy: (type) => ({ atom: 0, test: 'id-of', ids: [type] }),
  teamMembers: () => [],
  deactivated: () => [],
}
const companies = typed('contact').associations.find(({ to }) => to === 'company')
const name = companies?.name ?? ''
const hop = { edge: companies?.edge, forward: companies?.forward, to: 'company' }
const among = env.policy('company')

test('[FLT-9] a linked column is read along its link, among the records that the user may see, with the kind of its property', () => {
  expect(bindLinked([`${name}.name`, `${name}.arr`, `${name}.id`], 'contact', env)).toEqual([
    { name: `${name}.name`, hop, among, property: 'name', kind: 'string' },
    { name: `${name}.arr`, hop, among, property: 'arr', kind: 'money' },
    { name: `${name}.id`, hop, among, property: 'id', kind: 'string' },
  ])
})

test('[ACC-8] linked columns that are missing, hidden or of the record itself are left out', () => {
  expect(bindLinked([`${name}.city`, `${name}.nothing`, 'nothing.name', 'nothing.id', 'name', 'id'], 'contact', env)).toEqual([])
})

test('[FLT-13] text is ordered as text, users by name, amounts and days by value, and what has no order is refused by its place', () => {
  const text = typed('note').properties.find(({ kind }) => kind === 'text')?.name ?? ''
  const way = (type: string, property: string) =>
    bindOrder([{ by: `${type}.${property}`, direction: 'ascending' }], type, env).map(({ by, positions }) => [by, positions])
  expect(text).not.toBe('')
  expect(way('note', text)).toEqual([['text', undefined]])
  expect([way('company', 'name'), way('company', 'csm'), way('company', 'arr')].flat()).toEqual([
    ['text', undefined],
    ['user', undefined],
    ['value', undefined],
  ])
  const stages = (typed('deal').pipelines ?? []).flatMap((pipeline) => pipeline.stages.map(({ value }) => value))
  expect(stages.length).toBeGreaterThan(1)
  expect(way('deal', 'stage')).toEqual([['position', [...new Set(stages)]]])
  const json = typed('user').properties.find(({ kind }) => kind === 'json')?.name ?? ''
  const order = [{ by: 'user.name', direction: 'ascending' } as const, { by: `user.${json}`, direction: 'ascending' } as const]
  let problem: unknown
  try {
    bindOrder(order, 'user', env)
  } catch (error) {
    problem = isTenureError(error) && error.problem.details
  }
  const message = `user.${json} is of the kind json, which has no order.`
  expect(problem).toEqual({ issues: [{ path: ['orderBy', 1, 'by'], message }] })
})

test('[FLT-13] a property decides once, in its first direction', () => {
  const by = (path: string, direction: 'ascending' | 'descending') => ({ by: `company.${path}`, direction })
  const order = bindOrder([by('name', 'descending'), by('city', 'ascending'), by('name', 'ascending')], 'company', {
    ...env,
    checkReadable: () => {},
  })
  expect(order).toEqual([
    { property: 'name', direction: 'descending', by: 'text' },
    { property: 'city', direction: 'ascending', by: 'text' },
  ])
})

test('[FLT-13] options are in their own order, stages and pipelines without options in that of the pipelines, each once', () => {
  const stage = (value: string) => ({ value, label: value })
  const pipelines = [
    { value: 'sales', label: 'Sales', stages: [stage('new'), stage('won')] },
    { value: 'more', label: 'More', stages: [stage('won'), stage('again')] },
  ]
  const type = { ...typed('deal'), pipelines } as unknown as ObjectTypeDefinition
  const of = (name: string, options?: readonly string[]) =>
    toPositions({ name, label: name, kind: 'enumeration', ...(options && { options: options.map(stage) }) } as PropertyDefinition, type)
  expect(of('stage')).toEqual(['new', 'won', 'again'])
  expect(of('pipeline')).toEqual(['sales', 'more'])
  expect(of('stage', [])).toEqual(['new', 'won', 'again'])
  expect(of('stage', ['b', 'a'])).toEqual(['b', 'a'])
  expect(of('status')).toEqual([])
  expect(toPositions({ name: 'stage', label: 'Stage', kind: 'enumeration' }, typed('company'))).toEqual([])
})
