import { objectType, TenureError } from '@tenure/core/adapter'
import { Company, defineObjectType } from '@tenure/core/contract'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { memory, record, withAdded } from './index.js'
import { toSeedBatch } from './seed.js'

const Account = objectType('account', {
  name: 'string',
  tags: 'multi_enumeration',
  extra: 'json',
  owners: { linkTo: 'person' },
  parent: { linkTo: 'account' },
})
const problemOf = (make: () => unknown): unknown => {
  try {
    return make()
  } catch (error) {
    return error instanceof TenureError ? error.problem : error
  }
}
const invalid = (message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: ['records'], message }] } })
const all = { view: 'all', edit: 'all', delete: 'all' }

test('[SDK-12] a seed is one batch: teams that users name, users, records, and then their links', () => {
  const users = [
    { id: 'u1', name: 'Ada', email: 'ada@x.example', teams: ['t2'], primaryTeam: 't1', superAdmin: true, permissions: ['b', 'a', 'b'] },
    { id: 'u2', name: 'Ben' },
  ]
  const own = { edge: 'account-owners', forward: false, to: { type: 'person', id: 'p1' } }
  const records = [
    { type: 'account', id: 'a1', values: { name: 'A', createdAt: 5 }, links: [own, { ...own, forward: true, label: 'main' }] },
  ]
  const ben = { active: true, timeZone: 'UTC', locale: 'en', seat: false, objects: { '*': all } }
  const [account, person] = [
    { type: 'account', id: 'a1' },
    { type: 'person', id: 'p1' },
  ]
  expect(toSeedBatch({ users, records }, 7)).toStrictEqual({
    ...{ atomic: true, at: 7, actor: { source: 'system' } },
    writes: [
      { write: 'create', ref: { type: 'team', id: 't1' }, values: { name: 't1' } },
      { write: 'create', ref: { type: 'team', id: 't2' }, values: { name: 't2' } },
      {
        ...{ write: 'create', ref: { type: 'user', id: 'u1' } },
        values: {
          ...{ ...ben, name: 'Ada', email: 'ada@x.example', superAdmin: true },
          ...{ permissions: ['a', 'b'], primaryTeam: 't1', teams: ['t2'] },
        },
      },
      {
        ...{ write: 'create', ref: { type: 'user', id: 'u2' } },
        values: { ...ben, name: 'Ben', email: null, superAdmin: false, permissions: null, primaryTeam: null, teams: null },
      },
      { write: 'create', ref: account, values: { createdAt: 5, updatedAt: 7, name: 'A' } },
      { write: 'link', edge: 'account-owners', ref: person, to: account },
      { write: 'link', edge: 'account-owners', ref: account, to: person, label: 'main' },
    ],
  })
  expect(toSeedBatch({}, 7).writes).toEqual([])
})

test('[SDK-12] a set of a record is sorted and an empty one is missing; a list in JSON stays as it is', () => {
  const valuesOf = (values: Parameters<typeof record<typeof Account>>[2]) => record(Account, 'a', values).values
  expect(valuesOf({ tags: ['y', 'x', 'y'], extra: ['b', 'a', 'b'] })).toStrictEqual({ tags: ['x', 'y'], extra: ['b', 'a', 'b'] })
  expect(valuesOf({ tags: [] })).toStrictEqual({ tags: null })
  expect(valuesOf({ tags: null as unknown as string[], name: undefined as unknown as string })).toStrictEqual({ tags: null, name: null })
})

test('[SDK-12] a link of a record has a label only where one is given; one that is single may be a list of one', () => {
  expect(record(Account, 'a', {}, { owners: ['p1', { id: 'p2', label: 'main' }], parent: ['b'] })).toStrictEqual({
    ...{ type: 'account', id: 'a', values: {} },
    links: [
      { edge: 'account-owners', forward: true, to: { type: 'person', id: 'p1' } },
      { edge: 'account-owners', forward: true, to: { type: 'person', id: 'p2' }, label: 'main' },
      { edge: 'account-parent', forward: true, to: { type: 'account', id: 'b' } },
    ],
  })
  expect(record(Account, 'a', {}, { owners: [] })).toStrictEqual({ type: 'account', id: 'a', values: {} })
  const Project = defineObjectType({
    ...{ name: 'project', label: 'Project' },
    members: { name: 'string', company: { linkTo: Company, inverse: 'projects', single: true } },
  })
  expect(record(Project, 'p', {}, { company: ['c1'] }).links).toHaveLength(1)
  const several = 'project.company is one link at most; the record p of the seed has 2.'
  expect(problemOf(() => record(Project, 'p', {}, { company: ['c1', 'c2'] }))).toEqual(invalid(several))
})

test('[SDK-12] a name that a type does not have is refused with those that it has: properties for values, links for links', () => {
  const typo = (values: object, links: object = {}) => problemOf(() => record(Account, 'a', values, links))
  const says = (name: string, known: string) =>
    invalid(
      `The record account a of the seed has ${name}, which account does not have. It has ${known}; use \`withAdded\` for what plugins add.`,
    )
  for (const name of ['nmae', 'owners', 'objectType']) expect(typo({ [name]: 'x' })).toEqual(says(name, 'name, tags, extra'))
  for (const name of ['onwers', 'name', 'objectType']) expect(typo({}, { [name]: 'x' })).toEqual(says(name, 'owners, parent'))
  const Person = objectType('person', { name: 'string' })
  expect(problemOf(() => withAdded(Account, Person.name))).toEqual(
    invalid('person.name is not of account. Give properties and links of that type.'),
  )
})

test('[SDK-12] a seed that cannot be written says what is wrong with it, as an issue of its records', async () => {
  const env = { clock: createFakeClock(0), log: { write: () => {} }, signal: new AbortController().signal } as never
  const opened = (...records: readonly ReturnType<typeof record<typeof Account>>[]) => memory({ records }).open(env)
  await expect(opened(record(Account, 'a', {}), record(Account, 'a', {}))).rejects.toMatchObject({
    problem: invalid('The seed names account a twice.'),
  })
  await expect(opened(record(Account, 'a', {}, { owners: 'p1' }))).rejects.toMatchObject({
    problem: invalid('The seed links account a to person p1, and one of the two is not among its records.'),
  })
})
