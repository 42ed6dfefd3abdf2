import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { firstValueFrom, map } from 'rxjs'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { readsEverything } from '../contract/grant.js'
import { mergeRecordsContract } from '../contract/page/merge-contract.js'
import { defineProvider } from '../contract/provider.js'
import { archiveRecordContract, associateContract } from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { Company, Contact } from '../schema/object-types.js'

const labels = defineProvider({
  id: 'acme.labels/of',
  permission: 'workspace.access',
  input: z.strictObject({ id: z.string() }),
  output: z.array(z.tuple([z.string(), z.array(z.string())])),
  uses: { records: readsEverything },
  watch: ({ input, records }) =>
    records
      .watchLabels({ type: 'company', id: input.id }, 'contacts')
      .pipe(map((found) => [...found].map(([id, all]): [string, string[]] => [id, [...all]]))),
})
const plugin = definePlugin({ id: 'acme.labels', version: '1.0.0', host: '1.0', grants: [readsEverything], contributes: [labels] })

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'own' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const users = [
  { id: 'anna', name: 'Anna', ...access, objects: { '*': all } },
  { id: 'half', name: 'Half', ...access, objects: { '*': all, contact: own } },
  { id: 'blind', name: 'Blind', ...access, objects: { '*': all, company: own } },
]
const records = [
  record(Company, 'c1', { name: 'Halden' }),
  record(Company, 'c2', { name: 'Halden AS' }),
  record(Contact, 'p1', { name: 'Marit', owner: 'half' }),
  record(Contact, 'p2', { name: 'Ola' }),
]
const start = async () => {
  const host = await createTestHost({ plugins: [use(recordPlugin), use(plugin)], seed: { users, records } as never })
  const link = (id: string, to: string, label: string) =>
    host.as('anna').act(associateContract, { type: 'company', id, association: 'contacts', to, label })
  for (const [id, to, label] of [
    ['c1', 'p1', 'primary'],
    ['c1', 'p2', 'billing'],
    ['c2', 'p2', 'user'],
  ] as const)
    getValue(await link(id, to, label))
  return { host, link }
}

test('[REC-8] [ACC-4] labels of links are read as the user may see the records at both ends', async () => {
  const { host } = await start()
  await using _host = host
  const seen = async (user: string) => getValue(await host.as(user).read(labels, { id: 'c1' }))
  expect(await seen('anna')).toEqual([
    ['p1', ['primary']],
    ['p2', ['billing']],
  ])
  expect(await seen('half')).toEqual([['p1', ['primary']]])
  expect(await seen('blind')).toEqual([])
})

test('[REC-8] [REC-4] labels are live, and those of a merged record come along', async () => {
  const { host, link } = await start()
  await using _host = host
  const seen: unknown[] = []
  host
    .as('anna')
    .watch(labels, { id: 'c1' })
    .subscribe(({ value }) => seen.push(value?.map(([, all]) => all.join())))
  await vi.waitFor(() => expect(seen).toEqual([['primary', 'billing']]))
  getValue(await link('c2', 'p1', 'other'))
  getValue(await link('c1', 'p1', 'champion'))
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['champion,primary', 'billing']))
  getValue(await host.as('anna').act(mergeRecordsContract, { type: 'company', id: 'c1', other: 'c2' }))
  await vi.waitFor(() => expect(seen.at(-1)).toEqual(['champion,other,primary', 'billing,user']))
  getValue(await host.as('anna').act(archiveRecordContract, { type: 'contact', id: 'p2' }))
  expect((await firstValueFrom(host.as('anna').watch(labels, { id: 'c2' }))).value?.[0]).toEqual(['p1', ['champion', 'other', 'primary']])
})
