import { customerColumns, customerList, customers, customerViews } from '@tenure/customers'
import { memory, record, type SeedRecord } from '@tenure/memory'
import { sqlite } from '@tenure/sqlite'
import { createTestHost, type TestHost } from '@tenure/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { getValue, type Outcome } from '../base/outcome.js'
import type { Frame } from '../contract/frame.js'
import { readsAll } from '../contract/grant.js'
import { defineProvider } from '../contract/provider.js'
import type { DynamicQuery, DynamicWindow } from '../contract/records.js'
import * as contracts from '../contract/workspace-contract.js'
import type { Problem } from '../errors/tenure-error.js'
import { definePlugin, use } from '../plugin/plugin.js'
import type { FilterData } from '../query/filter-data.js'
import { Company, Contact, CustomerRole, Deal, Note, Ticket } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'
import type { Values } from '../schema/value.js'
import { seededStore } from './seeded-store.js'

const own = { view: 'own', edit: 'own', delete: 'own' } as const
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const none = { view: 'none', edit: 'none', delete: 'none' } as const
const euro = (amount: string) => ({ amount, currency: 'EUR' })
const inJune = (day: number) => Date.UTC(2026, 5, day)

const everything = readsAll(CustomerRole, Company, Contact, Deal, Note, Ticket, { objectType: 'user' }, { objectType: 'setting' })
const asked = z.custom<DynamicQuery>(() => true)
const Asked = z.custom<DynamicWindow>(() => true)
/** Any question at all, asked as a plugin asks it: what reaches the core unchecked by any schema of a list. */
const ask = defineProvider({
  id: 'test.probe/ask',
  permission: 'workspace.access',
  input: asked,
  output: Asked,
  uses: { records: everything },
  watch: ({ input, records }) => records.watch(input),
})
const askOnce = defineProvider({
  id: 'test.probe/ask-once',
  permission: 'workspace.access',
  input: asked,
  output: Asked,
  uses: { records: everything },
  watch: ({ input, records }) => records.list(input),
})
const probe = definePlugin({ id: 'test.probe', version: '1.0.0', host: '1.0', grants: [everything], contributes: [ask, askOnce] })

const seat = { seat: true, permissions: ['workspace.access'] }
const user = (id: string, values: Values): SeedRecord => ({
  type: 'user',
  id,
  values: { name: id, active: true, timeZone: 'UTC', ...seat, ...values },
})
const seed: readonly SeedRecord[] = [
  user('root', { superAdmin: true, permissions: null }),
  user('anna', { objects: { '*': own } }),
  user('ben', { objects: { '*': own } }),
  user('vera', { objects: { '*': all } }),
  user('dora', { objects: { '*': all, deal: none, note: none }, hidden: ['company.domain', 'contact.jobTitle'] }),
  user('hal', {
    objects: { '*': all },
    hidden: ['company.arr', 'company.domain', 'company.lastActivityAt', 'deal.amount', 'deal.closeDate', 'note.at', 'ticket.stage'],
  }),
  user('rita', { objects: { '*': all }, readOnly: ['deal.pipeline', 'deal.stage', 'company.arr'] }),
  user('manager', { permissions: ['settings.manage'], objects: { '*': all } }),
  user('guest', { seat: false, objects: { '*': all } }),
  record(Company, 'c-anna', { name: 'Northwind', csm: 'anna', domain: 'northwind.example', arr: euro('100') }),
  record(Company, 'c-ben', { name: 'Fabrikam', csm: 'ben', domain: 'fabrikam.example', arr: euro('200') }),
  record(Contact, 'p-ben', { name: 'Ada Byron', owner: 'ben', jobTitle: 'Buyer' }),
  record(Deal, 'd-anna', { name: 'Anna deal', owner: 'anna', amount: euro('5'), closeDate: '2026-08-01', pipeline: 'sales', stage: 'won' }),
  record(Deal, 'd-ben', { name: 'Ben deal', owner: 'ben', amount: euro('7'), closeDate: '2026-08-02', pipeline: 'sales', stage: 'lost' }),
  record(Note, 'n-anna', { title: 'Anna note', owner: 'anna', at: inJune(1) }),
  record(Note, 'n-ben', { title: 'Ben note', owner: 'ben', at: inJune(2) }),
]
/** A host over that store, in which both companies are linked with all deals, notes and contacts. */
async function start(storage = memory()): Promise<TestHost> {
  const host = await createTestHost({ plugins: [use(customers), use(probe)], storage: seededStore(storage, seed, inJune(20)) })
  const root = host.as('root')
  const link = async (type: string, id: string, association: string, to: string) =>
    getValue(await root.act(contracts.associateContract, { type, id, association, to }))
  for (const [deal, company] of [
    ['d-anna', 'c-anna'],
    ['d-ben', 'c-ben'],
  ] as const)
    await link('deal', deal, 'company', company)
  for (const note of ['n-anna', 'n-ben']) for (const company of ['c-anna', 'c-ben']) await link('note', note, 'companies', company)
  await link('contact', 'p-ben', 'companies', 'c-anna')
  await link('contact', 'p-ben', 'deals', 'd-ben')
  return host
}
const stores = [
  ['memory', memory],
  ['sqlite', () => sqlite({ file: ':memory:' })],
] as const

const settle = async (host: TestHost) => {
  for (let turn = 0; turn < 3; turn++) {
    await host.idle()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
const follow = <T>(frames: { subscribe(next: (frame: Frame<T>) => void): unknown }): Frame<T>[] => {
  const seen: Frame<T>[] = []
  frames.subscribe((frame) => seen.push(frame))
  return seen
}
const problemOf = (outcome: Outcome<unknown>): Problem => {
  if (outcome.ok) throw new Error(`It was answered: ${JSON.stringify(outcome.value)}`)
  return outcome.problem
}
const update = (
  host: TestHost,
  by: string,
  type: string,
  id: string,
  values: Record<string, never | string | number | boolean | null | object>,
) => host.as(by).act(contracts.updateRecordContract, { type, id, values: values as never })
/** Rows and total for a filter on a type, as this user. */
const found = async (host: TestHost, as: string, where: FilterData, type = 'company') => {
  const { rows, total } = getValue(await host.as(as).read(askOnce, { type, select: [], where, count: true }))
  expect(total).toBe(rows.length)
  return rows.map(({ id }) => id).sort()
}
const has = (link: string, filter?: FilterData): FilterData => ({ test: 'some', link, ...(filter && { filter }) })
