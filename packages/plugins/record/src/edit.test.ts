import { use } from '@tenure/core'
import { Company, defineProperty, getValue, Note, type Outcome } from '@tenure/core/contract'
import { historyContract, recordContract, undoContract, updateRecordContract, updateRecordsContract } from '@tenure/core/page'
import { definePlugin } from '@tenure/core/plugin'
import { record as seeded } from '@tenure/memory'
import { createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { record } from './plugin.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const seed = {
  users: [
    { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
    { id: 'ben', name: 'Ben', ...access, objects: { '*': all } },
    { id: 'own', name: 'Own', ...access, objects: { '*': { view: 'all', edit: 'own', delete: 'none' } } },
    { id: 'guest', name: 'Guest', ...access, objects: { '*': { view: 'all', edit: 'none', delete: 'none' } } },
    { id: 'locked', name: 'Locked', ...access, objects: { '*': all } },
    { id: 'root', name: 'Root', seat: true, superAdmin: true },
  ],
  records: [
    seeded(Company, 'c1', { name: 'Halden Freight', domain: 'halden.example', csm: 'own', renewalDate: '2026-11-29' }),
    seeded(Company, 'c2', { name: 'Mirelle Foods', csm: 'anna' }),
    seeded(Note, 'n1', { title: 'Called' }),
  ],
} as const
const start = async (): Promise<TestHost> => {
  const host = await createTestHost({ plugins: [use(record)], seed: seed as never })
  const values = { readOnly: ['company.arr'], hidden: ['company.domain'] }
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'locked', values }))
  return host
}
const problemOf = (outcome: Outcome<unknown>) => (outcome.ok ? undefined : outcome.problem)
const edit = (host: TestHost, user: string, values: object, was?: object) =>
  host.as(user).act(updateRecordContract, { type: 'company', id: 'c1', values, ...(was && { was }) } as never)
const stored = async (host: TestHost, name: string, id = 'c1') =>
  getValue(await host.as('anna').read(recordContract, { type: 'company', id })).properties.find((property) => property.name === name)?.value

test('[REC-2] a value that someone changed meanwhile is a conflict that has the newer value, and nothing is written', async () => {
  await using host = await start()
  getValue(await edit(host, 'ben', { renewalDate: '2026-12-04' }, { renewalDate: '2026-11-29' }))
  const refused = await edit(host, 'anna', { renewalDate: '2026-12-15' }, { renewalDate: '2026-11-29' })
  expect(refused).toMatchObject({
    ok: false,
    problem: { code: 'record.conflict', details: { record: { type: 'company', id: 'c1' }, newer: { renewalDate: '2026-12-04' } } },
  })
  expect(await stored(host, 'renewalDate')).toBe('2026-12-04')
  getValue(await edit(host, 'anna', { renewalDate: '2026-12-15' }, { renewalDate: '2026-12-04' }))
  expect(await stored(host, 'renewalDate')).toBe('2026-12-15')
})

test('[REC-2] a change of another property, and the same change by someone else, is no conflict', async () => {
  await using host = await start()
  getValue(await edit(host, 'ben', { name: 'Halden AS', renewalDate: '2026-12-04' }))
  getValue(await edit(host, 'anna', { arr: { amount: '1200', currency: 'EUR' } }, { arr: null }))
  getValue(await edit(host, 'anna', { renewalDate: '2026-12-04' }, { renewalDate: '2026-11-29' }))
  expect(await stored(host, 'arr')).toEqual({ amount: '1200', currency: 'EUR' })
})

test('[REC-2] amounts are compared as amounts, and a missing value as a missing one', async () => {
  await using host = await start()
  getValue(await edit(host, 'ben', { arr: { amount: '1200.50', currency: 'EUR' } }))
  getValue(await edit(host, 'anna', { arr: null }, { arr: { amount: '1200.5', currency: 'EUR' } }))
  expect(
    problemOf(await edit(host, 'anna', { arr: { amount: '1', currency: 'EUR' } }, { arr: { amount: '2', currency: 'EUR' } })),
  ).toMatchObject({
    details: { newer: { arr: null } },
  })
})

test('[REC-2] a value is validated by the definition of its property: what it takes is said at it, and nothing is written', async () => {
  await using host = await start()
  const refused = async (values: object) => {
    const problem = problemOf(await edit(host, 'anna', { name: 'Not this', ...values }))
    return problem?.code === 'input.invalid' ? problem.details.issues.map(({ path }) => path.at(-1)) : problem
  }
  const wrong = { renewalDate: '2026-02-30', arr: { amount: '12x', currency: 'EUR' }, healthStatus: 'sunny', employees: 'many', nothing: 1 }
  for (const [name, value] of Object.entries(wrong)) expect(await refused({ [name]: value })).toEqual([name])
  expect(await refused({ renewalDate: 'soon', arr: 12 })).toEqual(['renewalDate', 'arr'])
  expect([await stored(host, 'name'), await stored(host, 'renewalDate')]).toEqual(['Halden Freight', '2026-11-29'])
})

test('[REC-2] of a list of options each one has to be defined, and one that is not is named', async () => {
  const options = ['north', 'south', 'east'] as const
  const Regions = defineProperty({ on: Company, name: 'regions', kind: 'multi_enumeration', label: 'Regions', options })
  const regions = definePlugin({ id: 'test.regions', version: '1.0.0', host: '1.0', contributes: [Regions] })
  await using host = await createTestHost({ plugins: [use(record), use(regions)], seed: seed as never })
  const set = async (...chosen: readonly string[]) => problemOf(await edit(host, 'anna', { regions: chosen }))
  expect(await set('east', 'north')).toBeUndefined()
  const refused = { code: 'input.invalid', details: { issues: [{ message: 'Regions has no option west. It takes north, south, east.' }] } }
  for (const chosen of [['west'], ['south', 'west']]) expect(await set(...chosen)).toMatchObject(refused)
  expect(await stored(host, 'regions')).toEqual(['east', 'north'])
})

test('[ACC-8] the values that a caller claims to have seen of a hidden property find nothing out', async () => {
  await using host = await start()
  const guess = (domain: string) => edit(host, 'locked', { domain: 'x.example' }, { domain })
  expect(problemOf(await guess('halden.example'))).toEqual(problemOf(await guess('other.example')))
  getValue(await edit(host, 'locked', { name: 'Halden' }, { name: 'Halden Freight', domain: 'guessed.example' }))
})

test('[REC-2] [ACC-4] [ACC-8] a record says which of its properties the user may edit', async () => {
  await using host = await start()
  const editable = async (user: string, id: string) => {
    const { properties, may } = getValue(await host.as(user).read(recordContract, { type: 'company', id }))
    return { may, names: properties.filter((property) => property.editable).map(({ name }) => name) }
  }
  const anna = await editable('anna', 'c1')
  expect(anna.may).toEqual({ edit: true, delete: true })
  expect(anna.names).toEqual(expect.arrayContaining(['name', 'arr', 'renewalDate']))
  expect(anna.names).not.toEqual(expect.arrayContaining(['updatedAt']))
  const locked = await editable('locked', 'c1')
  expect(anna.names.filter((name) => !locked.names.includes(name))).toEqual(['arr', 'domain'])
  expect(await editable('own', 'c1')).toEqual({ may: { edit: true, delete: false }, names: anna.names })
  expect(await editable('own', 'c2')).toEqual({ may: { edit: false, delete: false }, names: [] })
  expect(await editable('guest', 'c1')).toEqual({ may: { edit: false, delete: false }, names: [] })
})

test('[BEY-5] [REC-2] several records are changed together or not at all, and undone as one', async () => {
  await using host = await start()
  const paste = (records: readonly object[], key: string) =>
    host.as('anna').act(updateRecordsContract, { type: 'company', records } as never, { key })
  const both = [
    { id: 'c1', values: { name: 'One' }, was: { name: 'Halden Freight' } },
    { id: 'c2', values: { name: 'Two' }, was: { name: 'Somebody else' } },
  ]
  expect(problemOf(await paste(both, 'first'))?.code).toBe('record.conflict')
  expect(await stored(host, 'name')).toBe('Halden Freight')
  expect(getValue(await paste([both[0] ?? {}, { id: 'c2', values: { name: 'Two' } }], 'second'))).toEqual({ records: 2 })
  const groups = await Promise.all(
    ['c1', 'c2'].map(
      async (id) => getValue(await host.as('anna').read(historyContract, { type: 'company', id, property: 'name' }))[0]?.group,
    ),
  )
  expect(groups[0]).toBe(groups[1])
  getValue(await host.as('anna').act(undoContract, { action: updateRecordsContract.id, key: 'second' }))
  expect([await stored(host, 'name'), await stored(host, 'name', 'c2')]).toEqual(['Halden Freight', 'Mirelle Foods'])
})
