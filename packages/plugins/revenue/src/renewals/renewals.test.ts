import { type Host, use } from '@tenure/core'
import {
  createWorkspaceContract,
  jobRunsContract,
  jobsContract,
  pipelinesContract,
  savePipelinesContract,
} from '@tenure/core/administration'
import { type CalendarDay, Company, Deal, days, getValue, rowOf } from '@tenure/core/contract'
import {
  archiveRecordContract,
  createRecordContract,
  recordContract,
  saveSettingsContract,
  settingsContract,
  updateRecordContract,
} from '@tenure/core/page'
import { ascending } from '@tenure/core/query'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { revenue } from '../index.js'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const agreement = {
  ...{ name: 'Licence', pipeline: 'sales', stage: 'won', csm: 'jo', amount: eur('1000'), recurring: true, termMonths: 12 },
  ...{ startDate: '2025-10-31', endDate: '2026-10-31', renewalDate: '2026-10-31' },
}
const users = [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'ines' }), aUser({ id: 'jo' })]
const open = async (deals: Readonly<Record<string, object>>, now = '2026-06-30T12:00:00Z') => {
  const records = Object.entries(deals).map(([id, values]) => record(Deal, id, { ...agreement, ...values } as never, { company: 'c1' }))
  const host = await createTestHost({
    plugins: [use(revenue), use(recordPlugin)],
    seed: { users, records: [record(Company, 'c1', { name: 'Halden', csm: 'ines' }), ...records] },
    now,
    edition: 'enterprise',
  })
  await host.advance({ ms: 0 })
  return host
}
const row = rowOf(
  ...([Deal.name, Deal.amount, Deal.stage, Deal.pipeline, Deal.csm, Deal.startDate, Deal.endDate] as const),
  ...([Deal.renewalDate, Deal.closeDate, Deal.recurring, Deal.termMonths, Deal.chain, Deal.termNumber] as const),
)
const dealsOf = async (host: Host) =>
  (await host.as('root').records.list({ select: row, orderBy: [ascending(Deal.startDate), ascending(Deal.name)] })).rows
const renewals = async (host: Host) => (await dealsOf(host)).filter(({ pipeline }) => pipeline === 'renewal')
const starts = (rows: readonly { readonly startDate: CalendarDay | null }[]) => rows.map(({ startDate }) => startDate)
const set = async (host: Host, change: object, workspace?: string) => {
  const place = { section: 'tenure.revenue/renewals-settings', ...(workspace !== undefined && { workspace }) }
  const { version, values } = getValue(await host.as('root').read(settingsContract, place))
  return host.as('root').act(saveSettingsContract, { ...place, version, values: { ...(values as object), ...change } as never })
}
const edit = async (host: TestHost, id: string, values: object) =>
  getValue(await host.as('root').act(updateRecordContract, { type: 'deal', id, values: values as never }))

test('[BEY-9] a renewal has amount with uplift, owner, customer, chain, term and dates of its agreement, in the pipeline of renewals', async () => {
  await using host = await open({ d1: {} })
  expect(await renewals(host)).toEqual([])
  getValue(await set(host, { upliftPercent: 3.5 }))
  await host.advance(days(3))
  const [made, ...others] = await renewals(host)
  expect(others).toEqual([])
  expect(made).toMatchObject({
    ...{ name: 'Licence, 2026-10-31', amount: eur('1035'), csm: 'ines', pipeline: 'renewal', stage: 'renewal-upcoming' },
    ...{ startDate: '2026-10-31', endDate: '2027-10-31', renewalDate: '2026-10-31', closeDate: '2026-09-30' },
    ...{ recurring: true, termMonths: 12, chain: 'd1', termNumber: 1 },
  })
  const links = getValue(await host.as('root').read(recordContract, { type: 'deal', id: made?.id ?? '' })).links
  expect(links.find(({ label }) => label === 'Company')?.rows.map(({ title }) => title)).toEqual(['Halden'])
  expect((await dealsOf(host)).find(({ id }) => id === 'd1')).toMatchObject({ chain: 'd1', termNumber: 0 })
})

test('[BEY-9] an open renewal is due on the day when its term starts; once it is won, at the end of the term', async () => {
  await using host = await open({ d1: { renewalDate: '2026-09-01' } })
  const [made] = await renewals(host)
  expect(made).toMatchObject({ renewalDate: '2026-09-01', endDate: '2027-09-01' })
  await edit(host, made?.id ?? '', { stage: 'renewed' })
  await host.advance(days(1))
  expect(await renewals(host)).toMatchObject([{ id: made?.id, renewalDate: '2027-09-01' }])
})

test('[BEY-9] a renewal is there 120 days ahead unless the workspace says otherwise, and only for what is won, recurs and has a date', async () => {
  await using host = await open({
    d1: {},
    lost: { stage: 'lost' },
    open: { stage: 'proposal' },
    once: { recurring: false },
    dateless: { renewalDate: null, endDate: null },
    old: { startDate: '2024-01-01', endDate: '2025-01-01', renewalDate: '2025-01-01' },
    byEnd: { renewalDate: null, endDate: '2026-07-15', startDate: '2025-07-15' },
  })
  expect(starts(await renewals(host))).toEqual(['2026-07-15'])
  await host.advance(days(2))
  expect(starts(await renewals(host))).toEqual(['2026-07-15'])
  await host.advance(days(1))
  expect(starts(await renewals(host))).toEqual(['2026-07-15', '2026-10-31'])
})

test('[BEY-9] a moved date moves the open renewal, one that was deleted stays deleted, and one that a person dated stays so', async () => {
  await using host = await open({ d1: { renewalDate: '2026-09-01' }, d2: { renewalDate: '2026-09-02' }, d3: { renewalDate: '2026-09-03' } })
  const ofChain = async (chain: string) => (await renewals(host)).find((each) => each.chain === chain)
  await edit(host, 'd1', { renewalDate: '2026-12-24' })
  getValue(await host.as('root').act(archiveRecordContract, { type: 'deal', id: (await ofChain('d2'))?.id ?? '' }))
  await edit(host, (await ofChain('d3'))?.id ?? '', { startDate: '2026-08-15' })
  for (let day = 0; day < 5; day += 1) await host.advance(days(1))
  expect(await ofChain('d1')).toMatchObject({ startDate: '2026-12-24', endDate: '2027-12-24', closeDate: '2026-11-23', termNumber: 1 })
  expect(await ofChain('d2')).toBeUndefined()
  expect(await ofChain('d3')).toMatchObject({ startDate: '2026-08-15', termNumber: 1 })
  expect(await renewals(host)).toHaveLength(2)
  // Once it is won, the date of the term before is history.
  await edit(host, (await ofChain('d1'))?.id ?? '', { stage: 'renewed' })
  await edit(host, 'd1', { renewalDate: '2026-12-25' })
  await host.advance(days(1))
  expect(await ofChain('d1')).toMatchObject({ startDate: '2026-12-24' })
})

test('[BEY-9] a renewal that is won early ends the term before, and later terms are counted from it', async () => {
  await using host = await open({ d1: { renewalDate: '2026-10-20', endDate: '2026-10-20', startDate: '2025-10-20' } })
  const [first] = await renewals(host)
  await edit(host, first?.id ?? '', { stage: 'renewed', startDate: '2026-09-10', endDate: '2027-09-10', renewalDate: '2027-09-10' })
  for (let day = 0; day < 340; day += 20) await host.advance(days(20))
  const all = await dealsOf(host)
  expect(all.find(({ id }) => id === 'd1')).toMatchObject({ endDate: '2026-09-10', renewalDate: '2026-09-10' })
  expect((await renewals(host)).map(({ startDate, termNumber }) => [startDate, termNumber])).toEqual([
    ['2026-09-10', 1],
    ['2027-09-10', 2],
  ])
})

test('[BEY-9] over three years of months the days are counted from the anchor, the price compounds, and a lost renewal ends the chain', async () => {
  const monthly = { termMonths: 1, startDate: '2026-01-31', endDate: '2026-02-28', renewalDate: '2026-02-28', amount: eur('100') }
  await using host = await open({ d1: monthly }, '2026-02-01T08:00:00Z')
  getValue(await set(host, { daysAhead: 10, noticeDays: 0, upliftPercent: 1 }))
  for (let day = 0; day < 3 * 365; day += 5) {
    await host.advance(days(5))
    for (const { id, stage, startDate } of await renewals(host))
      if (stage === 'renewal-upcoming') await edit(host, id, { stage: startDate === '2028-12-31' ? 'churned' : 'renewed' })
  }
  const made = await renewals(host)
  expect(starts(made).slice(0, 5)).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'])
  expect(starts(made)).toContain('2028-02-29')
  expect(made.map(({ termNumber }) => termNumber)).toEqual(made.map((_, at) => at + 1))
  expect(made.at(-1)).toMatchObject({ startDate: '2028-12-31', stage: 'churned' })
  expect(made.slice(0, 3).map(({ amount }) => amount)).toEqual([eur('100'), eur('101'), eur('102.01')])
  expect(getValue(await host.as('root').read(jobsContract))[0]).toMatchObject({ failures: 0, last: { state: 'done', failed: 0 } })
}, 60_000)

test('[BEY-9] each workspace has its own settings, a renewal is created once for all of them, and none where no pipeline is chosen', async () => {
  await using host = await open({ d1: {} })
  const { id: team } = getValue(await host.as('root').act(createWorkspaceContract, { name: 'North' }))
  getValue(await set(host, { pipeline: { deal: null } }))
  await host.advance(days(4))
  const made = await renewals(host)
  expect(made).toHaveLength(1)
  getValue(await set(host, { pipeline: { deal: null } }, team))
  getValue(await host.as('root').act(archiveRecordContract, { type: 'deal', id: made[0]?.id ?? '' }))
  getValue(await set(host, { pipeline: { deal: 'renewal' } }))
  await host.advance(days(2))
  expect(await renewals(host)).toEqual([])
})

test('[BEY-9] settings that cannot work are refused with the reason', async () => {
  await using host = await open({})
  const refusal = async (change: object) =>
    ((await set(host, change)) as { readonly problem?: { readonly message: string } }).problem?.message
  expect(await refusal({ noticeDays: 120 })).toContain('A renewal is there before its notice is due')
  expect(await refusal({ termNumber: { deal: null } })).toContain('Renewals need a property for the term number.')
  expect(await refusal({ daysAhead: 0 })).toContain('At least one day.')
  const section = 'tenure.revenue/settings'
  const { version, values } = getValue(await host.as('root').read(settingsContract, { section }))
  const changed = { ...(values as object), chain: { deal: null }, pipelines: { deal: ['sales'] }, defaultPipeline: { deal: 'sales' } }
  getValue(await host.as('root').act(saveSettingsContract, { section, version, values: changed as never }))
  const message = await refusal({ daysAhead: 100 })
  expect(message).toContain('choose Renewal chain under Revenue.')
  expect(message).toContain('Records of this pipeline are not in the tab.')
})

test('[BEY-9] a record that cannot be renewed is a failure by name, and the others are renewed', async () => {
  await using host = await open({ d1: { termMonths: 1.5, renewalDate: '2026-07-01' }, d2: { renewalDate: '2026-07-02' } })
  expect(starts(await renewals(host))).toEqual(['2026-07-02'])
  const [run] = getValue(await host.as('root').read(jobRunsContract, { job: 'tenure.revenue/renewals' }))
  expect(run).toMatchObject({ state: 'done', done: 1, failed: 1, items: [{ outcome: 'failed', type: 'deal', id: 'd1', title: 'Licence' }] })
  expect(run?.items[0]?.message).toContain('A term of 1.5 months cannot be renewed')
})

test('[BEY-9] [REV-4] a job obeys the rules of pipelines, and what they refuse is a failure with the reason', async () => {
  await using host = await open({})
  const [types] = getValue(await host.as('root').read(pipelinesContract))
  if (types === undefined) throw new Error('Deals have no pipelines.')
  const { type, version, pipelines } = types
  const closed = pipelines.map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map((stage) =>
      stage.value === 'renewal-upcoming' ? { ...stage, only: { users: ['ines'], teams: [] } } : stage,
    ),
  }))
  getValue(await host.as('root').act(savePipelinesContract, { type, version, pipelines: closed }))
  const input = { type: 'deal', values: { ...agreement, renewalDate: '2026-07-20' } as never }
  const { id } = getValue(await host.as('root').act(createRecordContract, input))
  await host.advance(days(1))
  expect(await renewals(host)).toEqual([])
  const [run] = getValue(await host.as('root').read(jobRunsContract, { job: 'tenure.revenue/renewals' }))
  expect(run).toMatchObject({ state: 'done', done: 0, failed: 1, items: [{ outcome: 'failed', id }] })
  expect(run?.items[0]?.message).toContain('Upcoming')
})
