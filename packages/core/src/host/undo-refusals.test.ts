import { rowOf } from '@tenure/core/contract'
import { archives } from '@tenure/core/job'
import { creates, defineAction, definePlugin, edits } from '@tenure/core/plugin'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { recordContract, updateRecordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company, Deal } from '../schema/object-types.js'
import { lastGroup, undo, undoHost, update } from './test-undo.js'

test('[BEY-5] a record that the undoing user may see and not edit is left and named', async () => {
  await using host = await undoHost()
  await update(host, 'anna', { type: 'company', id: 'c1' }, { name: 'Southwind' })
  const group = await lastGroup(host, 'company', 'c1')
  const objects = { '*': { view: 'all', edit: 'own', delete: 'none' } } as never
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'ben', values: { objects } }))
  const report = getValue(await undo(host, 'ben', group))
  expect(report).toMatchObject({ done: 0, kept: 0, left: 1, failed: 0, items: [{ outcome: 'left', id: 'c1' }] })
  expect((await host.as('root').records.find('c1', rowOf(Company.name)))?.name).toBe('Southwind')
})

test('[BEY-5] [ACC-9] of what was changed together, the report names only what the undoing user sees', async () => {
  await using host = await undoHost()
  const companies = edits(Company.name)
  const rename = defineAction({
    ...{ id: 'test.both/rename', title: 'Rename both', permission: 'workspace.access' as const },
    uses: { companies },
    run({ companies: both }) {
      both.edit('c1', { name: 'Southwind' })
      both.edit('c2', { name: 'Contoso Ltd' })
    },
  })
  await host.add(use(definePlugin({ id: 'test.both', version: '1.0.0', host: '1.0', grants: [companies], contributes: [rename] })))
  getValue(await host.as('anna').act(rename, undefined))
  const report = getValue(await undo(host, 'own', await lastGroup(host, 'company', 'c2')))
  expect(report).toMatchObject({ done: 1, kept: 0, left: 0, failed: 0, items: [] })
  const nameOf = async (id: string) => (await host.as('root').records.find(id, rowOf(Company.name)))?.name
  expect([await nameOf('c1'), await nameOf('c2')]).toEqual(['Southwind', 'Contoso'])
})

test('[BEY-5] a value that is refused on its way back leaves the others that changed with it, and is named alone', async () => {
  await using host = await undoHost()
  const c1 = { type: 'company', id: 'c1' }
  await update(host, 'root', c1, { name: 'Southwind', csm: 'own', city: 'Oslo' })
  const report = getValue(await undo(host, 'own', await lastGroup(host, 'company', 'c1')))
  expect(report).toMatchObject({ done: 1, kept: 0, left: 1, failed: 0, items: [{ outcome: 'left', id: 'c1', part: 'CSM' }] })
  expect(await host.as('root').records.find('c1', rowOf(Company.name, Company.city, Company.csm))).toMatchObject({
    ...{ name: 'Northwind', city: 'Rome', csm: 'own' },
  })
})

test('[BEY-5] a pipeline and its stage come back together where another value is refused', async () => {
  await using host = await undoHost()
  const d1 = { type: 'deal', id: 'd1' }
  await update(host, 'root', d1, { owner: 'own', pipeline: 'renewal', stage: 'renewed' })
  const report = getValue(await undo(host, 'own', await lastGroup(host, 'deal', 'd1')))
  expect(report).toMatchObject({ done: 1, left: 1, failed: 0, items: [{ outcome: 'left', id: 'd1', part: 'Owner' }] })
  expect(await host.as('root').records.find('d1', rowOf(Deal.pipeline, Deal.stage, Deal.owner))).toMatchObject({
    ...{ pipeline: 'sales', stage: 'qualified', owner: 'own' },
  })
})

test('[BEY-5] what was changed and archived in one commit comes back with its values, and goes again with them', async () => {
  await using host = await undoHost()
  const [made, companies, gone] = [creates(Company.name), edits(Company.name), archives(Company)]
  const make = defineAction({
    ...{ id: 'test.close/make', title: 'Make', permission: 'workspace.access' as const, output: z.string() },
    uses: { made },
    run: ({ made: each }) => each.create({ name: 'Open' }, {}, { key: 'one' }),
  })
  const close = defineAction({
    ...{ id: 'test.close/close', title: 'Close', permission: 'workspace.access' as const, input: z.string() },
    uses: { companies, gone },
    run({ input, companies: each, gone: archive }) {
      each.edit(input, { name: 'Closed' })
      archive.archive('one')
    },
  })
  const parts = { grants: [made, companies, gone], contributes: [make, close] }
  await host.add(use(definePlugin({ id: 'test.close', version: '1.0.0', host: '1.0', ...parts })))
  const id = getValue(await host.as('anna').act(make, undefined))
  getValue(await host.as('anna').act(close, id))
  const now = async () => {
    const { archived, title } = getValue(await host.as('root').read(recordContract, { type: 'company', id }))
    return [archived, title]
  }
  const whole = { done: 1, kept: 0, left: 0, failed: 0, items: [] }
  const report = getValue(await undo(host, 'anna', await lastGroup(host, 'company', id)))
  expect(report).toMatchObject(whole)
  expect(await now()).toEqual([false, 'Open'])
  expect(getValue(await undo(host, 'anna', report.group))).toMatchObject(whole)
  expect(await now()).toEqual([true, 'Closed'])
})
