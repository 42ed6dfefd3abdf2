import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { saveSettingsContract, settingsContract } from '@tenure/core/page'
import { importFiles, openImport, parseMapping } from '@tenure/import'
import { folderSource } from '@tenure/import/files'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect } from 'vitest'
import { askSql, dataFolder, mappingFolder, rowsOf, testWith } from '../fixtures/test-data.js'
import { revenue, revenueGroups } from '../index.js'
import { customersBehindContract, movementsContract, renewalMonthsContract, retentionContract } from './numbers-contract.js'

const open = (now: string): Promise<TestHost> =>
  createTestHost({
    plugins: [use(revenue), use(recordPlugin)],
    seed: { users: [aUser({ id: 'root', superAdmin: true })] },
    now,
    edition: 'enterprise',
  })
async function choose(host: TestHost, section: string, change: object): Promise<void> {
  const { version, values } = getValue(await host.as('root').read(settingsContract, { section }))
  getValue(await host.as('root').act(saveSettingsContract, { section, version, values: { ...(values as object), ...change } as never }))
}
async function importSet(host: TestHost, mapping: unknown, folder: string): Promise<void> {
  const parsed = parseMapping(mapping)
  const refused: unknown[] = []
  await importFiles(host, parsed, await openImport(parsed, folderSource(join(dataFolder, folder))), {
    onReported: (line) => refused.push(line),
  })
  expect(refused).toEqual([])
}
const cents = (amount: string | undefined): number => Math.round(Number(amount ?? 0) * 100)

testWith('crm-sales-opportunities')(
  '[REV-2] [REV-6] 8,800 opportunities: sums of each stage and of each month equal plain SQL over the file, to the cent',
  async () => {
    await using host = await open('2018-01-01T12:00:00Z')
    const mapping = JSON.parse(readFileSync(join(mappingFolder, 'crm-sales-opportunities.json'), 'utf8'))
    const deals = mapping.files.find(({ objectType }: { objectType: string }) => objectType === 'deal')
    // The day on which an opportunity was engaged is taken as its renewal date: the data has none.
    deals.properties.renewalDate = { kind: 'date', column: 'engage_date', format: 'YYYY-MM-DD' }
    await importSet(host, mapping, 'crm-sales-opportunities')
    await choose(host, 'tenure.revenue/settings', { pipelines: { deal: ['opportunities'] }, defaultPipeline: { deal: 'opportunities' } })

    const rows = rowsOf('crm-sales-opportunities', 'sales_pipeline.csv')
    const { groups } = getValue(await host.as('root').read(revenueGroups, {}))
    const sums = groups
      .filter(({ count }) => count > 0)
      .map(({ value, count, totals }) => [...[value, count, cents(JSON.stringify(totals[0]?.value).match(/[\d.]+/)?.[0])]])
    const stages = askSql(
      rows,
      `SELECT lower(deal_stage) stage, count(*) n, coalesce(sum(CAST(close_value AS INTEGER)), 0) * 100 sum FROM rows GROUP BY 1 ORDER BY 1`,
    )
    expect(sums.sort()).toEqual(stages.map(({ stage, n, sum }) => [stage, n, sum]))

    const months = getValue(await host.as('root').read(renewalMonthsContract, { from: '2016-10-01', months: 24 }))
    const found = months.rows.map(({ when, count, amount, weighted }) => [when, count, cents(amount?.amount), cents(weighted?.amount)])
    const won = askSql(
      rows,
      `SELECT substr(engage_date, 1, 7) || '-01' month, count(*) n, sum(CAST(close_value AS INTEGER)) * 100 sum
       FROM rows WHERE deal_stage = 'Won' GROUP BY 1 ORDER BY 1`,
    )
    // What is open has no amount: engaged long ago it is overdue, and what was never engaged has no date.
    expect(found).toEqual([['overdue', 1589, 0, 0], ...won.map(({ month, n, sum }) => [month, n, sum, sum]), ['no-date', 500, 0, 0]])
  },
)

const subscriptions = {
  source: 'saas-ravenstack',
  objectTypes: {
    deal: {
      pipelines: [
        { value: 'subscriptions', label: 'Subscriptions', stages: [{ value: 'running', label: 'Running', probability: 1, open: false }] },
      ],
    },
  },
  files: [
    {
      file: 'ravenstack_accounts.csv',
      objectType: 'company',
      externalId: ['account_id'],
      properties: { name: { kind: 'string', column: 'account_name' } },
    },
    {
      file: 'ravenstack_subscriptions.csv',
      objectType: 'deal',
      externalId: ['subscription_id'],
      // What is on trial does not recur.
      cells: { is_trial: { aliases: { True: 'no', False: 'yes' } } },
      properties: {
        name: { kind: 'string', column: 'subscription_id' },
        amount: { kind: 'money', column: 'arr_amount', currency: 'USD' },
        startDate: { kind: 'date', column: 'start_date', format: 'YYYY-MM-DD' },
        endDate: { kind: 'date', column: 'end_date', format: 'YYYY-MM-DD' },
        renewalDate: { kind: 'date', column: 'end_date', format: 'YYYY-MM-DD' },
        recurring: { kind: 'boolean', column: 'is_trial' },
      },
      stage: {
        pipeline: 'subscriptions',
        column: 'plan_tier',
        stages: { Basic: 'running', Pro: 'running', Enterprise: 'running' },
      },
      links: [{ association: 'company', to: 'company', columns: ['account_id'] }],
    },
  ],
}

// What each account pays a year, by the end of a day: worked out separately, in whole dollars, from the file alone.
interface Paid {
  readonly account: string
  readonly from: string
  readonly until: string
  readonly yearly: number
}
const paid = (): readonly Paid[] =>
  rowsOf('saas-ravenstack', 'ravenstack_subscriptions.csv')
    .filter((row) => row['is_trial'] === 'False')
    .map((row) => ({
      account: row['account_id'] ?? '',
      from: row['start_date'] ?? '',
      until: row['end_date'] === '' ? '9999-12-31' : (row['end_date'] ?? ''),
      yearly: Number(row['arr_amount']),
    }))
function balances(all: readonly Paid[], day: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { account, from, until, yearly } of all) if (from <= day && day <= until) sums.set(account, (sums.get(account) ?? 0) + yearly)
  return sums
}
const lastDay = (month: number): string => new Date(Date.UTC(2024, month, 0)).toISOString().slice(0, 10)

testWith('saas-ravenstack')(
  '[REV-6] [BEY-10] 5,000 subscriptions: renewals, GRR and NRR of each quarter and movements of each customer in each month of 2024',
  async () => {
    await using host = await open('2025-01-15T12:00:00Z')
    await importSet(host, subscriptions, 'saas-ravenstack')
    await choose(host, 'tenure.revenue/settings', { pipelines: { deal: ['subscriptions'] }, defaultPipeline: { deal: 'subscriptions' } })
    await choose(host, 'tenure.revenue/numbers', { lastDay: 'inclusive' })
    const root = host.as('root')
    const names = new Map(rowsOf('saas-ravenstack', 'ravenstack_accounts.csv').map((row) => [row['account_name'], row['account_id']]))
    const all = paid()
    const everFrom = new Map<string, string>()
    for (const { account, from, yearly } of all) if (yearly > 0 && from < (everFrom.get(account) ?? '9999')) everFrom.set(account, from)

    for (let month = 1; month <= 12; month += 1) {
      const [opening, closing] = [balances(all, lastDay(month - 1)), balances(all, lastDay(month))]
      const expected = new Map<string, (string | number)[]>()
      const sums = { opening: 0, 'first-time': 0, 'came-back': 0, expansion: 0, contraction: 0, churn: 0, closing: 0 }
      for (const account of new Set([...opening.keys(), ...closing.keys()])) {
        const [was, is] = [opening.get(account) ?? 0, closing.get(account) ?? 0]
        sums.opening += was
        sums.closing += is
        if (was === is) continue
        const isBack = (everFrom.get(account) ?? '') <= lastDay(month - 1)
        const kind = is > was ? (was > 0 ? 'expansion' : isBack ? 'came-back' : 'first-time') : is > 0 ? 'contraction' : 'churn'
        sums[kind] += is - was
        expected.set(account, [kind === 'came-back' || kind === 'first-time' ? 'new' : kind, Math.abs(is - was)])
      }
      const input = { period: 'month', ending: lastDay(month) } as const
      const { rows } = getValue(await root.read(movementsContract, input))
      expect(Object.fromEntries(rows.map(({ step, amount }) => [step, Number(amount.amount)]))).toEqual(sums)
      const moved = new Map<string, (string | number)[]>()
      const behind = getValue(await root.read(customersBehindContract, input))
      expect(behind.rows).toHaveLength(behind.total)
      for (const row of behind.rows)
        for (const kind of ['new', 'expansion', 'contraction', 'churn'] as const)
          if (row[kind] !== null) moved.set(names.get(row.name) ?? '', [kind, Number(row[kind].amount)])
      expect(moved).toEqual(expected)
    }

    for (const last of [3, 6, 9, 12]) {
      const [opening, closing] = [balances(all, lastDay(last - 3)), balances(all, lastDay(last))]
      const cohort = [...opening].filter(([, was]) => was > 0)
      const of = cohort.reduce((sum, [, was]) => sum + was, 0)
      const gross = cohort.reduce((sum, [account, was]) => sum + Math.min(was, closing.get(account) ?? 0), 0)
      const net = cohort.reduce((sum, [account]) => sum + (closing.get(account) ?? 0), 0)
      const { rows } = getValue(await root.read(retentionContract, { period: 'quarter', ending: lastDay(last) }))
      expect(
        rows.map(({ measure, kept, of: whole, ratio, customers }) => [
          measure,
          Number(kept.amount),
          Number(whole.amount),
          ratio,
          customers,
        ]),
      ).toEqual([
        ['GRR', gross, of, Number((gross / of).toFixed(6)), cohort.length],
        ['NRR', net, of, Number((net / of).toFixed(6)), cohort.length],
      ])
    }

    const { rows } = getValue(await root.read(renewalMonthsContract, { from: '2024-01-01', months: 12 }))
    const ends = askSql(
      rowsOf('saas-ravenstack', 'ravenstack_subscriptions.csv'),
      `SELECT substr(end_date, 1, 7) || '-01' month, count(*) n, sum(CAST(arr_amount AS INTEGER)) sum
       FROM rows WHERE end_date >= '2024-01-01' GROUP BY 1 ORDER BY 1`,
    )
    expect(
      rows.filter(({ when }) => when.startsWith('2024')).map(({ when, count, amount }) => [when, count, Number(amount?.amount)]),
    ).toEqual(ends.map(({ month, n, sum }) => [month, n, sum]))
    expect(ends).toHaveLength(12)
  },
)
