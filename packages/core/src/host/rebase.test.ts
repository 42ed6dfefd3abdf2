import { customerColumns, customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { stack } from '../block/layout-block.js'
import { defineProperty } from '../contract/added-type.js'
import type { Contribution } from '../contract/contribution.js'
import { defineProvider } from '../contract/provider.js'
import { defineTab } from '../contract/tab.js'
import { recordContract } from '../contract/workspace-contract.js'
import { definePlugin, type PluginUse, use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import type { StorageAdapter } from '../storage/adapter.js'
import { createHost } from './create-host.js'

const bringing = (id: `${string}.${string}`, ...contributes: readonly Contribution[]): PluginUse =>
  use(definePlugin({ id, version: '1.0.0', host: '1.0', contributes }))
const tab = bringing('acme.tab', defineTab({ id: 'acme.tab/tab', title: 'Tab', block: stack() }))
const note = bringing('acme.note', defineProperty({ on: Company, name: 'riskNote', kind: 'text', label: 'Risk note' }))
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const seed = {
  users: [{ id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': all } }],
  records: [record(Company, 'c1', { name: 'Northwind' })],
}
/** A memory store, and how often it was given a schema. */
function counting(): { readonly storage: StorageAdapter; readonly applied: () => number } {
  const storage = memory(seed)
  const { schema } = storage
  let applied = 0
  const apply: NonNullable<StorageAdapter['schema']>['apply'] = async (...given) => {
    applied += 1
    await schema?.apply(...given)
  }
  return { storage: { ...storage, schema: { ...schema, apply } }, applied: () => applied }
}

test('[SDK-4] a plugin without object types comes and goes without a word to the store, and open streams go on', async () => {
  const { storage, applied } = counting()
  let starts = 0
  const counted = defineProvider({
    id: 'acme.one/counted',
    permission: 'workspace.access',
    output: z.strictObject({ starts: z.int() }),
    watch: () => of({ starts: ++starts }),
  })
  await using host = await createHost({
    storage,
    plugins: [use(customers), use(recordPlugin), bringing('acme.one', counted)],
    grants: 'declared',
  })
  const frames: unknown[] = []
  host
    .as('anna')
    .watch(counted)
    .subscribe((frame) => frames.push(frame))
  host
    .as('anna')
    .watch(recordContract, { type: 'company', id: 'c1' })
    .subscribe((frame) => frames.push(frame))
  await expect.poll(() => frames.length).toBe(2)
  const before = applied()
  await host.add(tab)
  await host.remove('acme.tab')
  expect([starts, frames.length, applied() - before]).toEqual([1, 2, 0])
})
test('[SDK-4] a plugin that brings a property is taken in, and gone again when it leaves', async () => {
  const { storage, applied } = counting()
  await using host = await createHost({ storage, plugins: [use(customers)], grants: 'declared' })
  const fields = async () => getValue(await host.as('anna').read(customerColumns)).map(({ field }) => field)
  const before = applied()
  await host.add(note)
  expect(applied()).toBeGreaterThan(before)
  expect(await fields()).toContain('riskNote')
  await host.remove('acme.note')
  expect(await fields()).not.toContain('riskNote')
})
