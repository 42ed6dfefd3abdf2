import { customerList, customers } from '@tenure/customers'
import { record, type SeedRecord } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import type { Observable } from 'rxjs'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import * as contracts from '../contract/workspace-contract.js'
import type { Problem } from '../errors/tenure-error.js'
import { use } from '../plugin/plugin.js'
import { Company, Deal } from '../schema/object-types.js'
import type { Json } from '../schema/value.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const none = { view: 'none', edit: 'none', delete: 'none' } as const
const seat = { seat: true, permissions: ['workspace.access'] }
const hal = (hidden: readonly string[]): SeedRecord => ({
  type: 'user',
  id: 'hal',
  values: { name: 'Hal', active: true, timeZone: 'UTC', ...seat, objects: { '*': all, note: none }, hidden },
})
const records = [
  record(Company, 'c1', { name: 'Northwind', domain: 'northwind.example', csm: 'hal' }),
  record(Deal, 'd1', { name: 'Renewal', pipeline: 'sales', stage: 'qualified' }),
]
const company = { type: 'company', id: 'c1' }

async function start(hidden: readonly string[]): Promise<TestHost> {
  const seed = { users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true }], records: [hal(hidden), ...records] }
  return createTestHost({ plugins: [use(customers), use(recordPlugin)], seed })
}
const update = (host: TestHost, user: string, id: string, values: Record<string, Json>, version?: string, type = 'company') =>
  host.as(user).act(contracts.updateRecordContract, { type, id, values: values as never, ...(version !== undefined && { version }) })
const versionSeenBy = async (host: TestHost, user: string) => getValue(await host.as(user).read(contracts.recordContract, company)).version

test('[REC-7] [HS-15] a change of a hidden property sends nothing to its user, in a preview, a history or a list', async () => {
  await using host = await start(['company.domain', 'company.updatedAt'])
  const frames: unknown[] = []
  const streams: readonly Observable<unknown>[] = [
    host.as('hal').watch(contracts.recordContract, company),
    host.as('hal').watch(contracts.historyContract, company),
    host.as('hal').watch(customerList, { columns: ['name', 'owner'] }),
  ]
  const watching = streams.map((stream, index) => stream.subscribe((frame) => frames.push([index, frame])))
  await host.idle()
  const before = frames.length
  getValue(await update(host, 'root', 'c1', { domain: 'secret.example' }))
  getValue(await host.as('root').act(contracts.createRecordContract, { type: 'note', values: { title: 'Secret' } }))
  await host.idle()
  expect(frames.slice(before)).toEqual([])
  getValue(await update(host, 'root', 'c1', { name: 'Contoso' }))
  await host.idle()
  expect(new Set(frames.slice(before).map((frame) => (frame as readonly unknown[])[0]))).toEqual(new Set([0, 1, 2]))
  for (const each of watching) each.unsubscribe()
})

test('[ACCESS-16] [REC-7] [HS-15] a version moves with what its user may read, and with nothing else', async () => {
  await using host = await start(['company.domain'])
  const [seen, whole] = [await versionSeenBy(host, 'hal'), await versionSeenBy(host, 'root')]
  const changed = getValue(await update(host, 'root', 'c1', { domain: 'secret.example' }))
  expect(changed.version).not.toBe(whole)
  expect(await versionSeenBy(host, 'root')).toBe(changed.version)
  expect(await versionSeenBy(host, 'hal')).toBe(seen)
  const links = [{ association: 'companies', id: 'c1' }]
  getValue(await host.as('root').act(contracts.createRecordContract, { type: 'note', values: { title: 'Secret' }, links }))
  expect(await versionSeenBy(host, 'hal')).toBe(seen)
  getValue(await update(host, 'root', 'c1', { name: 'Contoso' }))
  expect(await versionSeenBy(host, 'hal')).not.toBe(seen)
})

test('[REC-2] an edit is no conflict because of a property that its user may not see, and is one for any other', async () => {
  await using host = await start(['company.domain'])
  const seen = await versionSeenBy(host, 'hal')
  getValue(await update(host, 'root', 'c1', { domain: 'secret.example' }))
  const edited = getValue(await update(host, 'hal', 'c1', { name: 'Contoso' }, seen))
  expect(await update(host, 'hal', 'c1', { name: 'Fabrikam' }, seen)).toMatchObject({
    problem: { code: 'record.conflict', details: { newer: { name: 'Contoso' }, version: edited.version } },
  })
  getValue(await update(host, 'hal', 'c1', { name: 'Fabrikam' }, edited.version))
  expect(await versionSeenBy(host, 'hal')).not.toBe(edited.version)
})

test('[ACCESS-17] [ACC-8] a hidden stage or pipeline cannot be read from the refusal of the other', async () => {
  for (const [hidden, given] of [
    ['pipeline', { stage: 'qualified' }],
    ['pipeline', { stage: 'won' }],
    ['pipeline', { stage: 'nowhere' }],
    ['stage', { pipeline: 'sales' }],
    ['stage', { pipeline: 'renewals' }],
  ] as const) {
    await using host = await start([`deal.${hidden}`])
    const outcome = await update(host, 'hal', 'd1', given, undefined, 'deal')
    const problem = outcome.ok ? undefined : (outcome.problem as Problem)
    const [name] = Object.keys(given)
    expect(problem).toEqual({
      code: 'access.denied',
      message: `Deal: ${name} is read-only for you.`,
      details: { missing: `to edit ${name}` },
    })
    expect(await update(host, 'hal', 'd1', { [hidden]: 'x' }, undefined, 'deal')).toMatchObject({
      problem: { code: 'input.invalid', message: `Deal has no property ${hidden}.` },
    })
  }
})

test('[ACC-8] a user who may see neither stage nor pipeline, or both, notices nothing of the pair', async () => {
  await using host = await start(['deal.stage', 'deal.pipeline'])
  expect(await update(host, 'hal', 'd1', { stage: 'won' }, undefined, 'deal')).toMatchObject({
    problem: { message: 'Deal has no property stage.' },
  })
  getValue(await update(host, 'root', 'd1', { stage: 'won' }, undefined, 'deal'))
})
