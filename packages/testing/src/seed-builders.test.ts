import { Company, defineObjectType } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { aCompany, aContact, aDeal, aRecord, aService, aTask, aTicket, aUser } from './seed-builders.js'

test('a built record has an id and a name of its own, and what is given wins', () => {
  const [first, second] = [aCompany(), aCompany()]
  expect(first.id).not.toBe(second.id)
  expect(aCompany({ id: 'c1', name: 'Initech', arr: { amount: '10', currency: 'EUR' } })).toEqual({
    type: Company.objectType,
    id: 'c1',
    values: { name: 'Initech', arr: { amount: '10', currency: 'EUR' } },
  })
  expect(aCompany({ id: 'c2' })).toEqual(aCompany({ id: 'c2' }))
})
test('there is a builder for each kind of record that tests are about', () => {
  const built = [aContact(), aDeal(), aService(), aTicket(), aTask()]
  expect(built.map(({ type }) => type)).toEqual(['contact', 'deal', 'service', 'ticket', 'task'])
  for (const { values } of built) expect(Object.values(values)).toEqual([expect.stringMatching(/\w/)])
})
test('a builder takes links, and one for any type takes those that plugins define', () => {
  const company = aCompany({ id: 'c1' })
  expect(aTask({}, { about: company }).links).toEqual([{ edge: 'task-company', forward: true, to: { type: 'company', id: 'c1' } }])
  const Project = defineObjectType({ name: 'project', label: 'Project', members: { name: 'string', company: { linkTo: Company } } })
  const [first, second] = [aRecord(Project, { name: 'Launch' }, { company }), aRecord(Project, { name: 'Launch' })]
  expect(first).toEqual({
    type: 'project',
    id: expect.stringMatching(/^project-/),
    values: { name: 'Launch' },
    links: [{ edge: 'project-company', forward: true, to: { type: 'company', id: 'c1' } }],
  })
  expect(second.id).not.toBe(first.id)
  expect(() => aCompany({ nmae: 'Northwind' } as object)).toThrow('nmae')
})
test('a built user may use the workspace', () => {
  expect(aUser({ id: 'anna', name: 'Anna' })).toEqual({ id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'] })
  expect(aUser({ seat: false }).seat).toBe(false)
})
