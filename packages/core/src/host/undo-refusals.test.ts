import { rowOf } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { updateRecordContract } from '../contract/workspace-contract.js'
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
