import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { objectTypesContract } from '../contract/administration/object-type-contract.js'
import { bulkContract } from '../contract/page/bulk-contract.js'
import { runContract, undoContract } from '../contract/page/run-contract.js'
import { movesContract } from '../contract/stage/moves-contract.js'
import { pipelinesContract, savePipelinesContract } from '../contract/stage/pipelines-contract.js'
import { createRecordContract, recordContract, updateRecordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Deal } from '../schema/object-types.js'
import { auditOf } from './test-audit.js'

const users = [
  aUser({ id: 'root', superAdmin: true }),
  aUser({ id: 'manager', permissions: ['workspace.access', 'settings.manage'] }),
  aUser({ id: 'ines' }),
  aUser({ id: 'jo' }),
]
const deal = (id: string, stage: string) => record(Deal, id, { name: id, pipeline: 'sales', stage, owner: 'ines' })
const seeded = () =>
  memory({ users, records: [deal('d1', 'qualified'), deal('d2', 'proposal'), deal('d3', 'negotiation'), deal('d4', 'won')] })
const open = (storage = seeded()): Promise<TestHost> => createTestHost({ plugins: [use(recordPlugin)], storage })
type Pipelines = z.output<NonNullable<typeof savePipelinesContract.input>>['pipelines']
const pipelinesOf = async (host: TestHost) => getValue(await host.as('manager').read(pipelinesContract)).find(({ type }) => type === 'deal')
const save = async (host: TestHost, change: (sales: Pipelines[number]) => Pipelines[number], as = 'manager') => {
  const deals = await pipelinesOf(host)
  const pipelines = (deals?.pipelines ?? []).map((each) => (each.value === 'sales' ? change(each) : each))
  return host.as(as).act(savePipelinesContract, { type: 'deal', version: deals?.version ?? '', pipelines })
}
const strict = (sales: Pipelines[number]): Pipelines[number] => ({
  ...sales,
  rules: { startsIn: ['qualified'], noSkipping: true, noGoingBack: true },
  stages: sales.stages.map((stage) =>
    stage.value === 'negotiation' ? { ...stage, requires: ['amount', 'closeDate'], asks: ['renewalDate'] } : stage,
  ),
})
const move = (host: TestHost, id: string, values: object, as = 'ines') =>
  host.as(as).act(updateRecordContract, { type: 'deal', id, values: values as Record<string, never> })
const stageOf = async (host: TestHost, id: string) =>
  getValue(await host.as('root').read(recordContract, { type: 'deal', id })).properties.find(({ name }) => name === 'stage')?.value
const refused = (message: string) => ({ ok: false, problem: { code: 'input.invalid', message: expect.stringContaining(message) } })

test('[SVC-4] [REV-4] a record starts where it may, goes on stage by stage, does not go back, and can be lost from everywhere', async () => {
  await using host = await open()
  getValue(await save(host, strict))
  const start = (stage: string) =>
    host.as('ines').act(createRecordContract, { type: 'deal', values: { name: 'New', pipeline: 'sales', stage } })
  expect(await start('proposal')).toMatchObject(refused('In Sales a deal starts in Qualified, not in Proposal.'))
  expect(await start('qualified')).toMatchObject({ ok: true })
  expect(await move(host, 'd1', { stage: 'negotiation' })).toMatchObject(refused('In Sales no stage is skipped. The next one is Proposal.'))
  expect(await move(host, 'd2', { stage: 'qualified' })).toMatchObject(refused('In Sales no deal goes back to an earlier stage.'))
  expect(await move(host, 'd1', { stage: 'lost' })).toMatchObject({ ok: true })
  expect(await move(host, 'd2', { name: 'Another name' })).toMatchObject({ ok: true })
  expect(await stageOf(host, 'd2')).toBe('proposal')
})

test('[SVC-3] [REV-3] a stage that requires properties takes the record with them in one change, or not at all', async () => {
  await using host = await open()
  getValue(await save(host, strict))
  const amount = { amount: '172500', currency: 'EUR' }
  const lacking = await move(host, 'd2', { stage: 'negotiation', amount })
  expect(lacking).toMatchObject(refused('Negotiation needs Close date.'))
  expect(lacking).toMatchObject({ problem: { details: { issues: [{ path: ['closeDate'] }] } } })
  expect(await stageOf(host, 'd2')).toBe('proposal')
  expect(await move(host, 'd2', { stage: 'negotiation', amount, closeDate: '2026-12-31' })).toMatchObject({ ok: true })
  expect(await stageOf(host, 'd2')).toBe('negotiation')
  // What a stage required may be changed in it, and taken away.
  expect(await move(host, 'd2', { closeDate: null })).toMatchObject({ ok: true })
})

test('[SVC-4] [REV-4] a stage may be for some users or teams', async () => {
  await using host = await open()
  const onlyManager = { users: ['manager'], teams: [] }
  getValue(
    await save(host, (sales) => ({
      ...sales,
      stages: sales.stages.map((stage) => (stage.value === 'won' ? { ...stage, only: onlyManager } : stage)),
    })),
  )
  expect(await move(host, 'd3', { stage: 'won' })).toMatchObject(refused('Only some users and teams move a deal to Won.'))
  expect(await move(host, 'd3', { stage: 'won' }, 'manager')).toMatchObject({ ok: true })
})

test('[SVC-4] [REV-4] a bulk run moves what it may, fails the others by name, and its undo obeys no pipeline rule', async () => {
  await using host = await open()
  getValue(await save(host, (sales) => ({ ...sales, rules: { noSkipping: false, noGoingBack: true } })))
  const refs = { type: 'deal', ids: ['d1', 'd2', 'd3', 'd4'] }
  const { run, group } = getValue(await host.as('ines').act(bulkContract, { records: refs, change: { values: { stage: 'negotiation' } } }))
  await host.idle()
  const report = getValue(await host.as('ines').read(runContract, { run }))
  expect(report.failed).toBe(1)
  expect(report.items.find(({ outcome }) => outcome === 'failed')?.message).toContain('no deal goes back')
  expect(await stageOf(host, 'd4')).toBe('won')
  getValue(await host.as('ines').act(undoContract, { group }))
  await host.idle()
  expect(await Promise.all(['d1', 'd2', 'd3'].map((id) => stageOf(host, id)))).toEqual(['qualified', 'proposal', 'negotiation'])
})

test('[SVC-4] [REV-4] [SEC-13] a super admin passes the rules, and the audit keeps that', async () => {
  const storage = seeded()
  await using host = await open(storage)
  getValue(await save(host, strict))
  expect(await move(host, 'd4', { stage: 'qualified' }, 'root')).toMatchObject({ ok: true })
  expect(await stageOf(host, 'd4')).toBe('qualified')
  await host.idle()
  const rules = (await auditOf(storage)).filter(({ kind }) => kind === 'rule')
  expect(rules).toMatchObject([
    { user: 'root', what: 'passed the rules of a pipeline with', name: 'Deal', data: { type: 'deal', id: 'd4' } },
  ])
})

test('[SVC-3] [SVC-4] the moves of a record say of each stage why not, and what is asked for', async () => {
  await using host = await open()
  getValue(await save(host, strict))
  const moves = async (id: string, as: string) => getValue(await host.as(as).read(movesContract, { type: 'deal', id }))
  const own = await moves('d2', 'ines')
  expect(own.stage).toBe('proposal')
  expect(own.stages.map(({ value, refusal }) => [value, refusal?.because])).toEqual([
    ['qualified', 'going-back'],
    ['proposal', undefined],
    ['negotiation', undefined],
    ['won', 'skipping'],
    ['lost', undefined],
  ])
  expect(own.stages[2]?.asks).toEqual([
    { property: 'amount', required: true },
    { property: 'closeDate', required: true },
    { property: 'renewalDate', required: false },
  ])
  expect((await moves('d2', 'root')).stages[0]).toMatchObject({ refusal: { because: 'going-back' }, passes: true })
  const jo = { type: 'user', id: 'jo', values: { readOnly: ['deal.stage'] } }
  getValue(await host.as('root').act(updateRecordContract, jo))
  expect((await moves('d2', 'jo')).stages.every(({ refusal }) => refusal?.because === 'read-only')).toBe(true)
  expect(await host.as('ines').read(movesContract, { type: 'deal', id: 'd2', pipeline: 'nowhere' })).toMatchObject(
    refused('Deal has no pipeline nowhere.'),
  )
})

test('[SVC-2] [REV-2] a record whose imported id is as long as an id may be has its moves', async () => {
  const long = 'x'.repeat(500)
  await using host = await open(memory({ users, records: [deal(long, 'qualified')] }))
  expect(getValue(await host.as('ines').read(movesContract, { type: 'deal', id: long })).stage).toBe('qualified')
})

test('[WSP-9] an open page of pipelines shows what was saved, and its version', async () => {
  await using host = await open()
  const seen: { readonly version?: string | undefined; readonly noSkipping?: boolean | undefined }[] = []
  const subscription = host
    .as('manager')
    .watch(pipelinesContract)
    .subscribe(({ value }) => {
      const deals = value?.find(({ type }) => type === 'deal')
      if (deals) seen.push({ version: deals.version, noSkipping: deals.pipelines[0]?.rules.noSkipping })
    })
  await host.idle()
  const { version } = getValue(await save(host, strict))
  await host.idle()
  await expect
    .poll(() => seen)
    .toEqual([
      { version: '0', noSkipping: false },
      { version, noSkipping: true },
    ])
  subscription.unsubscribe()
})

test('[WSP-5] [WSP-11] [WSP-12] pipelines are saved as a whole, by administrators alone, against the version that was seen', async () => {
  await using host = await open()
  const seen = await pipelinesOf(host)
  expect(await save(host, (sales) => sales, 'ines')).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  getValue(await save(host, strict))
  const stale = await host
    .as('root')
    .act(savePipelinesContract, { type: 'deal', version: seen?.version ?? '', pipelines: seen?.pipelines ?? [] })
  expect(stale).toMatchObject({ ok: false, problem: { code: 'record.conflict' } })
  expect(await save(host, (sales) => ({ ...sales, stages: sales.stages.filter(({ value }) => value !== 'won') }))).toMatchObject(
    refused('The stage Won has 1 record. Move it to another stage first.'),
  )
  expect(await save(host, (sales) => ({ ...sales, rules: { ...sales.rules, startsIn: ['nowhere'] } }))).toMatchObject(
    refused('Sales has no stage nowhere to start in.'),
  )
  expect(
    await save(host, (sales) => ({ ...sales, stages: sales.stages.map((stage) => ({ ...stage, requires: ['createdAt'] })) })),
  ).toMatchObject(refused('Qualified cannot ask for createdAt'))
  const renamed = (sales: Pipelines[number]): Pipelines[number] => ({
    ...sales,
    stages: [
      ...sales.stages.slice(0, 1),
      { label: 'Demo', outcome: 'open', probability: 0.3, requires: [], asks: [] },
      ...sales.stages.slice(1),
    ],
    rules: { ...sales.rules, startsIn: ['Demo'] },
  })
  getValue(await save(host, renamed))
  const after = (await pipelinesOf(host))?.pipelines[0]
  expect(after?.stages.map(({ value }) => value)).toEqual(['qualified', 'demo', 'proposal', 'negotiation', 'won', 'lost'])
  expect(after?.rules).toEqual({ startsIn: ['demo'], noSkipping: true, noGoingBack: true })
  const { id } = getValue(await host.as('ines').act(createRecordContract, { type: 'deal', values: { name: 'Plain' } }))
  expect(await stageOf(host, id)).toBe('demo')
  const { types } = getValue(await host.as('root').read(objectTypesContract))
  expect(types.find(({ name }) => name === 'deal')?.pipelines[0]?.stages.map(({ label }) => label)).toContain('Demo')
})
