import { expect, test } from 'vitest'
import type { Asker } from '../access/asker.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { SchemaDefinition } from '../schema/definition.js'
import type { RoleName } from '../schema/role.js'
import { handOverSteps, leastLoaded, namesUser, takers } from './hand-over.js'

const types = (...names: readonly string[]): SchemaDefinition =>
  new Map(
    names.flatMap((name) => builtInTypes.filter((type) => type.name === name).map((type) => [name, { ...type, active: true }] as const)),
  )
const person: Principal = { ...systemPrincipal, system: false }
const askerOf = (customer: string, csm = 'csm', principal = person): Asker => ({
  principal,
  workspace: 'main',
  roles: new Map<RoleName, readonly { type: string; properties: Readonly<Record<string, string>> }[]>([
    ['customer', [{ type: customer, properties: { csm } }]],
  ]),
})

test('[ACC-13] customers come first, meetings are handed over to come, and tasks open', () => {
  const steps = handOverSteps(types('task', 'meeting', 'deal', 'company'), askerOf('company'))
  expect(steps.map(({ type, only }) => [type, only])).toEqual([
    ['company', undefined],
    ['task', 'open'],
    ['meeting', 'future'],
    ['deal', undefined],
  ])
  expect(Object.hasOwn(steps[0] ?? {}, 'only')).toBe(false)
  expect(steps[0]?.properties).toEqual(expect.arrayContaining(['owner', 'csm']))
  expect(steps[1]?.properties).toContain('assignee')
  expect(handOverSteps(types('company', 'deal'), askerOf('deal')).map(({ type }) => type)).toEqual(['deal', 'company'])
})

test('[ACC-13] only properties of users that answer for a record count, none that is computed or hidden', () => {
  const [company] = [...types('company').values()]
  if (company === undefined) throw new Error('Companies are built in.')
  const user = (name: string, more: object = {}) => ({ name, kind: 'user' as const, label: name, ...more })
  const properties = [
    user('owner'),
    user('buddy'),
    user('sponsor'),
    user('assignee', { computed: true }),
    { ...user('csm'), kind: 'string' as const },
  ]
  const schema = new Map([['company', { ...company, properties, ownership: ['owner'] }]])
  const names = (asker: Asker) => handOverSteps(schema, asker).map((step) => step.properties)
  expect(names(askerOf('company', 'buddy'))).toEqual([['owner', 'buddy']])
  expect(names(askerOf('deal', 'buddy'))).toEqual([['owner']])
  expect(names(askerOf('company', 'buddy', { ...person, hidden: new Set(['company.owner']) }))).toEqual([['buddy']])
  expect(names(askerOf('deal', 'buddy', { ...person, hidden: new Set(['company.owner']) }))).toEqual([])
})

test('[ACC-13] records name the user in any of the properties; of meetings those to come, of tasks those not done', () => {
  const named = (type: string) => ({
    test: 'any',
    filters: [
      { test: 'is', property: `${type}.owner`, value: 'ines' },
      { test: 'is', property: `${type}.csm`, value: 'ines' },
    ],
  })
  const properties = ['owner', 'csm']
  expect(namesUser({ type: 'deal', properties }, 'ines', 5)).toEqual(named('deal'))
  expect(namesUser({ type: 'task', properties, only: 'open' }, 'ines', 5)).toEqual({
    test: 'all',
    filters: [named('task'), { test: 'is-unknown', property: 'task.completedAt' }],
  })
  expect(namesUser({ type: 'meeting', properties, only: 'future' }, 'ines', 5)).toEqual({
    test: 'all',
    filters: [named('meeting'), { test: 'after', property: 'meeting.at', value: 5 }],
  })
})

test('[ACC-13] each record goes to the one who has the least by then, of several the first', () => {
  expect([leastLoaded([3, 1, 2]), leastLoaded([2, 2]), leastLoaded([0, 0, -1]), leastLoaded([5])]).toEqual([1, 0, 2, 0])
  const loads = [2, 0, 1]
  expect(takers(loads, 6)).toEqual([1, 1, 2, 0, 1, 2])
  expect(loads).toEqual([2, 0, 1])
  expect(takers([0, 0], 3)).toEqual([0, 1, 0])
  expect(takers([4], 0)).toEqual([])
  expect(takers([], 5)).toEqual([])
})
