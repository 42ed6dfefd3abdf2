import { rowOf } from '@tenure/core/contract'
import { defineAction, definePlugin, edits } from '@tenure/core/plugin'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { updateRecordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
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
