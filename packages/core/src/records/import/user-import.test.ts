import { memory } from '@tenure/memory'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import { createImporter, createUserImporter } from '../../host/importer.js'
import { testKernel } from '../../host/test-kernel.js'
import type { ImportRow } from './import-row.js'

const row = (externalId: string, values = {}, more: Partial<ImportRow> = {}): ImportRow => ({
  type: 'company',
  externalId,
  values,
  links: [],
  ...more,
})
const own = { view: 'own', edit: 'own', delete: 'none' } as const
const users = [{ id: 'root', name: 'Root', seat: true, superAdmin: true, permissions: ['settings.manage'] }]
const ada = {
  name: 'Ada',
  active: true,
  seat: true,
  permissions: ['workspace.access'],
  objects: { company: own },
  readOnly: ['company.arr'],
}
const results = (outcomes: readonly { readonly result: string; readonly issues?: readonly { readonly message: string }[] }[]) =>
  outcomes.map(({ result, issues }) => issues?.[0]?.message ?? result)
async function start() {
  const kernel = await testKernel({}, undefined, memory({ users, records: [{ type: 'user', id: 'ada', values: ada }] }))
  return { kernel, as: (user: string) => createUserImporter(kernel, 'csv', user) }
}

test('[SEC-9] an import of a person has the rights of that person, record by record and property by property', async () => {
  const { kernel, as } = await start()
  await as('root').run([row('Theirs', { name: 'Theirs', csm: 'root' }), row('Mine', { name: 'Mine', csm: 'ada' })])
  const outcomes = await as('ada').run([
    row('Theirs', { name: 'Stolen' }),
    row('Mine', { name: 'Mine 2' }),
    row('New', { name: 'New', csm: 'ada' }),
    row('Foreign', { name: 'Foreign', csm: 'root' }),
    row('Rich', { name: 'Rich', csm: 'ada', arr: { amount: '1', currency: 'EUR' } }),
    row('x', { name: 'X' }, { type: 'user' }),
  ])
  expect(results(outcomes)).toEqual([
    'You may not edit this company. An administrator can change that.',
    'updated',
    'created',
    'You may not create this company, because you could not edit it afterwards. An administrator can change that.',
    'Company: arr is read-only for you.',
    'Users are not imported by people. Add them on their page.',
  ])
  const entry = (await kernel.reader.history(kernel.askers.get('root'), { type: 'company', id: 'csv:New' }, 'name', 1))[0]
  expect(entry?.actor).toMatchObject({ source: 'import', user: 'ada' })
  expect(await kernel.reader.count(kernel.askers.get('root'), { type: 'company' })).toBe(3)
})

test('[ACC-8] [SEC-9] what is hidden from a person is no property that the person may import', async () => {
  const store = memory({ users, records: [{ type: 'user', id: 'ada', values: { ...ada, hidden: ['company.domain'] } }] })
  const kernel = await testKernel({}, undefined, store)
  const seen = (user: string) =>
    createUserImporter(kernel, 'csv', user)
      .types()
      .get('company')
      ?.properties.map(({ name }) => name)
  expect(seen('root')).toContain('domain')
  expect(seen('ada')).toEqual(seen('root')?.filter((name) => name !== 'domain'))
})

test('[SEC-9] a link that the person may not make is left out and named', async () => {
  const { as } = await start()
  await as('root').run([row('Theirs', { name: 'Theirs', csm: 'root' })])
  const links = [{ association: 'parent', to: { type: 'company', externalId: 'Theirs' } }]
  const [outcome] = await as('ada').run([row('Mine', { name: 'Mine', csm: 'ada' }, { links })])
  expect(outcome?.notes?.map(({ note, message }) => [note, message])).toEqual([
    ['not-linked', 'You may not link this company with that company.'],
  ])
})

test('[SDK-16] a key means the record that has it already, and gaps are filled without touching what is there', async () => {
  const { kernel, as } = await start()
  getValue(
    await kernel.writer.write({ asker: kernel.askers.get('root'), actor: { user: 'root', source: 'user' } }, [
      { write: 'create', type: 'company', id: 'by-hand', values: { name: 'Acme', domain: 'Acme.example' } },
    ]),
  )
  const importer = as('root')
  const keys = await importer.keys('company', 'domain')
  const known = (type: string, key: string) => (type === 'company' ? keys.get(key) : undefined)
  const values = { name: 'ACME Inc.', domain: 'acme.example', industry: 'retail' }
  expect(results(await importer.run([row('acme.example', values, { gaps: true, file: 'a.csv' })], { known }))).toEqual(['updated'])
  const found = await kernel.reader.find(kernel.askers.get('root'), { type: 'company', id: 'by-hand' })
  expect(found?.values).toMatchObject({ name: 'Acme', domain: 'Acme.example', industry: 'retail' })
})

test('[SDK-11] a dry run takes properties as added that the import would add', async () => {
  const { kernel, as } = await start()
  const added = [{ name: 'company', properties: [{ name: 'tier', kind: 'string', label: 'Tier' }] }] as const
  expect(results(await as('root').run([row('A', { name: 'A', tier: 'gold' })], { dryRun: true, added }))).toEqual(['created'])
  expect(
    kernel
      .schema()
      .get('company')
      ?.properties.some(({ name }) => name === 'tier'),
  ).toBe(false)
})

test('[BEY-5] the run of a person names the person, goes on after a stop, and ends once', async () => {
  const { as } = await start()
  const begun = await as('ada').begin({ name: 'customers.csv', total: 3 })
  expect((await as('ada').resume(begun.run))?.group).toBe(begun.group)
  await begun.end({ done: 3, kept: 0, left: 0, failed: 0 })
  expect(await as('ada').resume(begun.run)).toBeUndefined()
})

test('[SVC-4] [REV-4] an import of a person obeys the rules of a pipeline, row by row; that of a super admin passes them', async () => {
  const all = { view: 'all', edit: 'all', delete: 'all' } as const
  const store = memory({ users, records: [{ type: 'user', id: 'ada', values: { ...ada, objects: { deal: all }, readOnly: [] } }] })
  const kernel = await testKernel({}, undefined, store)
  const sales = kernel.schema().get('deal')?.pipelines?.[0]
  const pipelines = sales === undefined ? [] : [{ ...sales, rules: { startsIn: ['qualified'], noSkipping: true as const } }]
  await kernel.define({ name: 'deal', pipelines }, { actor: { source: 'user', user: 'root' }, version: '0' })
  const deal = (externalId: string, stage: string) => row(externalId, { name: externalId, pipeline: 'sales', stage }, { type: 'deal' })
  const as = (user: string) => createUserImporter(kernel, 'csv', user)
  expect(results(await as('ada').run([deal('a', 'qualified'), deal('b', 'won')]))).toEqual([
    'created',
    'In Sales a deal starts in Qualified, not in Won.',
  ])
  expect(results(await as('ada').run([deal('a', 'negotiation')]))).toEqual(['In Sales no stage is skipped. The next one is Proposal.'])
  expect(results(await as('root').run([deal('a', 'negotiation'), deal('b', 'won')]))).toEqual(['updated', 'created'])
})

test('[ACC-11] what is imported is attributed to the import, and to the person who runs it where there is one', async () => {
  const { kernel, as } = await start()
  await createImporter(kernel, 'crm').run([row('Acme', { name: 'Acme' })])
  await as('root').run([row('Acme', { name: 'Acme Inc' })])
  const names = await kernel.reader.history(kernel.askers.get('root'), { type: 'company', id: 'csv:Acme' }, 'name', 10)
  expect(names.map(({ value, actor }) => [value, actor])).toEqual([['Acme Inc', { source: 'import', user: 'root' }]])
  const nightly = await kernel.reader.history(kernel.askers.get('root'), { type: 'company', id: 'crm:Acme' }, 'name', 10)
  expect(nightly.map(({ value, actor }) => [value, actor])).toEqual([['Acme', { source: 'import' }]])
})
