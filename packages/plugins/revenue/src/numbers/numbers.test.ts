import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { use } from '@tenure/core'
import { saveObjectTypeContract } from '@tenure/core/administration'
import { Company, Deal, days, getValue, type Outcome } from '@tenure/core/contract'
import { createRecordContract, mergeRecordsContract, saveSettingsContract, settingsContract, updateRecordContract } from '@tenure/core/page'
import { importFiles, openImport, parseMapping } from '@tenure/import'
import { folderSource } from '@tenure/import/files'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { ExchangeRate } from '../agreement/exchange-rates.js'
import { mappingFolder } from '../fixtures/test-data.js'
import { revenue } from '../index.js'
import {
  customersBehindContract,
  forecastContract,
  leftOutContract,
  movementsContract,
  renewalMonthsContract,
  renewalRecordsContract,
  renewalsContract,
  retentionContract,
  revenueFigures,
} from './numbers-contract.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const own = { view: 'own', edit: 'own', delete: 'own' } as const
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const user = (id: string, more: object) => ({
  type: 'user' as const,
  id,
  values: { name: id, active: true, timeZone: 'UTC', seat: true, permissions: ['workspace.access'], objects: { '*': all }, ...more },
})
const deal = (id: string, company: string | undefined, values: object) =>
  record(Deal, id, { name: id, pipeline: 'renewal', csm: 'ines', ...values } as never, company === undefined ? {} : { company })
const line = (
  id: string,
  company: string,
  amount: { amount: string; currency: string },
  startDate: string,
  endDate?: string,
  more: object = {},
) => deal(id, company, { stage: 'renewed', recurring: true, amount, startDate, ...(endDate && { endDate }), ...more })

// The days on which agreements end are their last ones here.
async function open(records: readonly object[], now = '2025-03-15T12:00:00Z'): Promise<TestHost> {
  const host = await createTestHost({
    plugins: [use(revenue), use(recordPlugin)],
    seed: {
      users: [aUser({ id: 'root', superAdmin: true })],
      records: [
        user('ines', { objects: { '*': all, deal: own } }),
        user('blind', { hidden: ['deal.amount'] }),
        user('narrow', { objects: { '*': all, company: own } }),
        ...(records as never[]),
      ],
    },
    now,
    edition: 'enterprise',
  })
  getValue(await choose(host, { lastDay: 'inclusive' }))
  return host
}
async function choose(host: TestHost, change: object, section = 'tenure.revenue/numbers'): Promise<Outcome<unknown>> {
  const { version, values } = getValue(await host.as('root').read(settingsContract, { section }))
  return host.as('root').act(saveSettingsContract, { section, version, values: { ...(values as object), ...change } as never })
}
const year = { period: '12-months', ending: '2024-12-31' } as const
async function steps(
  host: TestHost,
  input: object = year,
  as = 'root',
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const { rows } = getValue(await host.as(as).read(movementsContract, input))
  const tables: Record<string, Record<string, string>> = {}
  for (const { step, currency, amount } of rows) tables[currency] = { ...tables[currency], [step]: amount.amount }
  return tables
}
const ratios = async (host: TestHost, input: object = year, as = 'root') =>
  getValue(await host.as(as).read(retentionContract, input)).rows.map(({ measure, currency, ratio, kept, of }) => [
    ...[measure, currency, ratio, kept.amount, of.amount],
  ])

const companies = ['a', 'b', 'c', 'd', 'e'].map((id) =>
  record(Company, id, { name: id.toUpperCase(), healthStatus: id === 'b' ? 'at-risk' : 'healthy', csm: id === 'a' ? 'narrow' : 'ines' }),
)
// A grows, B shrinks, C leaves, D comes, E had left before and is back.
const book = [
  ...companies,
  line('a1', 'a', eur('1000'), '2023-01-01', '2024-05-31', { chain: 'a' }),
  line('a2', 'a', eur('1500.50'), '2024-06-01', undefined, { chain: 'a' }),
  line('b1', 'b', eur('800'), '2023-01-01', '2024-02-29'),
  line('b2', 'b', eur('500'), '2024-03-01'),
  line('c1', 'c', eur('300'), '2023-01-01', '2024-08-31'),
  line('d1', 'd', eur('200'), '2024-10-01'),
  line('e1', 'e', eur('100'), '2022-01-01', '2022-12-31'),
  line('e2', 'e', eur('120'), '2024-11-01'),
]

test('[BEY-10] opening, new, expansion, contraction and churn come to the closing, to the minor unit, with the customers behind each', async () => {
  await using host = await open(book)
  expect(await steps(host)).toEqual({
    EUR: {
      opening: '2100.00',
      'first-time': '200.00',
      'came-back': '120.00',
      expansion: '500.50',
      contraction: '-300.00',
      churn: '-300.00',
      closing: '2320.50',
    },
  })
  const behind = async (step: 'churn' | 'came-back' | 'opening') =>
    getValue(await host.as('root').read(customersBehindContract, { ...year, step })).rows.map(({ id, name }) => `${id} ${name}`)
  expect([await behind('churn'), await behind('came-back'), (await behind('opening')).sort()]).toEqual([
    ['c C'],
    ['e E'],
    ['a A', 'b B', 'c C'],
  ])
  // Quarters are not sums of months, and each opens where the one before it closed.
  const march = await steps(host, { period: 'month', ending: '2024-03-31' })
  expect(march['EUR']).toMatchObject({ opening: '2100.00', contraction: '-300.00', closing: '1800.00' })
  expect((await steps(host, { period: 'quarter', ending: '2024-06-30' }))['EUR']?.['opening']).toBe('1800.00')
})

test('[REV-6] GRR and NRR come with what was kept, what it is of, and never read 100 % unless they are', async () => {
  await using host = await open(book)
  expect(await ratios(host)).toEqual([
    ['GRR', 'EUR', 0.714286, '1500.00', '2100.00'],
    ['NRR', 'EUR', 0.952619, '2000.50', '2100.00'],
  ])
  const { rows } = getValue(await host.as('root').read(retentionContract, year))
  expect(rows.map(({ formula, customers }) => [formula, customers])).toEqual([
    ['1500.00 ÷ 2100.00', 3],
    ['2000.50 ÷ 2100.00', 3],
  ])
  const shares = getValue(await host.as('root').read(customersBehindContract, { ...year, step: 'opening' })).rows
  expect(shares.map(({ id, keptGross, keptNet }) => [id, keptGross?.amount, keptNet?.amount])).toEqual([
    ['a', '1000.00', '1500.50'],
    ['b', '500.00', '500.00'],
    ['c', undefined, undefined],
  ])
  // Nothing at the opening: no value, neither 0 nor 100 %.
  expect(await ratios(host, { period: 'month', ending: '2020-01-31' })).toEqual([])
  await using near = await open([
    ...companies,
    line('x', 'a', eur('10000000'), '2023-01-01'),
    line('y', 'b', eur('1'), '2023-01-01', '2024-03-31'),
  ])
  expect((await ratios(near)).map(([, , ratio]) => ratio)).toEqual([0.999999, 0.999999])
})

test('[REV-6] [BEY-10] a back-dated change restates the period, and as known on a day before it everything is as it was', async () => {
  await using host = await open(book)
  await host.advance(days(36))
  getValue(await host.as('root').act(updateRecordContract, { type: 'deal', id: 'c1', values: { endDate: null } }))
  expect((await steps(host))['EUR']).toMatchObject({ churn: '0.00', closing: '2620.50' })
  const before = await steps(host, { ...year, known: '2025-04-19' })
  expect(before['EUR']).toMatchObject({ opening: '2100.00', churn: '-300.00', closing: '2320.50' })
  expect((await steps(host, { ...year, known: '2025-04-20' }))['EUR']).toMatchObject({ churn: '0.00' })
  // The list behind a number is of the same day of knowledge.
  const { rows } = getValue(await host.as('root').read(movementsContract, { ...year, known: '2025-04-19' }))
  const asked = rows.map(({ period, ending, known }) => ({ period, ending, known }))
  expect(new Set(asked.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify({ ...year, known: '2025-04-19' })]))
  const behind = getValue(await host.as('root').read(customersBehindContract, { ...asked[0], step: 'churn' }))
  expect(behind.rows.map(({ id }) => id)).toEqual(['c'])
  // Nothing was recorded that early.
  expect(await steps(host, { ...year, known: '2025-01-01' })).toEqual({})
  getValue(await host.as('root').act(mergeRecordsContract, { type: 'company', id: 'd', other: 'e' }))
  expect((await steps(host))['EUR']).toMatchObject({ 'first-time': '0.00', 'came-back': '320.00' })
})

test('[BEY-10] without a start date each entry of the history holds from its day on', async () => {
  await using host = await open(
    [...companies, deal('h', 'a', { stage: 'renewed', recurring: true, amount: eur('100') })],
    '2024-01-10T12:00:00Z',
  )
  getValue(await choose(host, { startDate: { deal: null }, endDate: { deal: null } }, 'tenure.revenue/settings'))
  let at = '2024-01-10'
  const change = async (day: string, values: object) => {
    await host.advance(days((Date.parse(day) - Date.parse(at)) / 86_400_000))
    at = day
    getValue(await host.as('root').act(updateRecordContract, { type: 'deal', id: 'h', values: values as never }))
  }
  await change('2024-03-05', { amount: eur('150') })
  await change('2024-07-05', { stage: 'churned' })
  await host.advance(days(300))
  const month = async (ending: string) => (await steps(host, { period: 'month', ending }))['EUR']
  expect(await month('2024-01-31')).toMatchObject({ opening: '0.00', 'first-time': '100.00', closing: '100.00' })
  expect(await month('2024-03-31')).toMatchObject({ opening: '100.00', expansion: '50.00', closing: '150.00' })
  expect(await month('2024-07-31')).toMatchObject({ opening: '150.00', churn: '-150.00', closing: '0.00' })
})

test('[BEY-10] in a reporting currency the exchange difference is a step of its own, and a missing rate names currency and day', async () => {
  const rate = (date: string, text: string) => record(ExchangeRate as never, `r${date}`, { pair: 'USD/EUR', date, rate: text } as never)
  const rates = [rate('2023-06-01', '0.90'), rate('2024-06-01', '0.95'), rate('2024-12-01', 'about 1')]
  const records = [...companies, line('u', 'a', usd('1000'), '2023-01-01'), line('e', 'b', eur('10'), '2023-01-01')]
  await using host = await open([...records, ...rates])
  expect(Object.keys(await steps(host))).toEqual(['EUR', 'USD'])
  expect(await choose(host, { reportingCurrency: 'euro' })).toMatchObject({
    problem: { message: expect.stringContaining('three capital letters') },
  })
  getValue(await choose(host, { reportingCurrency: 'EUR' }))
  expect(await steps(host)).toEqual({
    EUR: {
      ...{ opening: '910.00', 'first-time': '0.00', 'came-back': '0.00', expansion: '0.00', contraction: '0.00', churn: '0.00' },
      exchange: '50.00',
      closing: '960.00',
    },
  })
  expect((await ratios(host)).map(([, , ratio]) => ratio)).toEqual([1, 1])
  const early = { period: 'month', ending: '2023-03-31' } as const
  expect(await host.as('root').read(movementsContract, early)).toMatchObject({
    problem: { code: 'input.invalid', message: expect.stringContaining('no rate of USD in EUR on 2023-02-28') },
  })
})

test('[BEY-10] terms of one chain follow each other, and what is left out of the numbers has its reason', async () => {
  await using host = await open([
    ...companies,
    line('term 1', 'a', eur('100'), '2023-01-01', '2024-12-31', { chain: 'k' }),
    // Signed early: the term before it ends on its first day.
    line('term 2', 'a', eur('130'), '2024-06-01', undefined, { chain: 'k', termMonths: 12 }),
    line('half', 'b', eur('50'), '2024-02-01', undefined, { termMonths: 6 }),
    line('once', 'b', eur('900'), '2024-02-01', undefined, { recurring: false }),
    deal('alone', undefined, { stage: 'renewed', recurring: true, amount: eur('1'), startDate: '2024-01-01' }),
    line('turned', 'c', eur('5'), '2024-02-01', '2024-01-01'),
    line('odd', 'c', eur('5'), '2024-02-01', undefined, { termMonths: 1.5 }),
    deal('bare', 'c', { stage: 'renewed', recurring: true, startDate: '2024-01-01' }),
    deal('dateless', 'c', { stage: 'renewed', recurring: true, amount: eur('1') }),
    deal('open', 'c', { stage: 'renewal-upcoming', recurring: true, amount: eur('7'), startDate: '2024-01-01' }),
  ])
  expect((await steps(host))['EUR']).toMatchObject({ opening: '100.00', 'first-time': '100.00', expansion: '30.00', closing: '230.00' })
  const { rows } = getValue(await host.as('root').read(leftOutContract, {}))
  expect(Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))).toEqual({
    ...{ 'not-recurring': 1, 'no-customer': 1, 'no-amount': 1, 'no-start': 1, 'wrong-end': 1, 'wrong-term': 1 },
  })
  // Where the end date is the first day without revenue, C of the book would have left a day earlier.
  await using exact = await open([...companies, line('x', 'a', eur('10'), '2023-01-01', '2024-12-31')])
  expect((await steps(exact))['EUR']).toMatchObject({ closing: '10.00' })
  getValue(await choose(exact, { lastDay: 'exclusive' }))
  expect((await steps(exact))['EUR']).toMatchObject({ churn: '-10.00', closing: '0.00' })
})

const due = [
  ...companies,
  deal('soon', 'a', { stage: 'renewal-verbal', amount: eur('8.50'), renewalDate: '2025-03-20' }),
  deal('risk', 'b', { stage: 'renewal-verbal', amount: eur('100'), renewalDate: '2025-03-31' }),
  deal('talks', 'c', { stage: 'renewal-in-talks', amount: usd('40.15'), renewalDate: '2025-05-01' }),
  deal('low', 'c', { pipeline: 'sales', stage: 'proposal', amount: eur('10'), renewalDate: '2025-05-31' }),
  deal('lost', 'c', { stage: 'churned', amount: eur('77'), renewalDate: '2025-05-01' }),
  deal('late', 'd', { stage: 'renewal-upcoming', amount: eur('5'), renewalDate: '2025-03-14' }),
  deal('when', 'd', { stage: 'renewal-upcoming', amount: eur('6') }),
  deal('unpriced', 'd', { stage: 'renewal-upcoming', renewalDate: '2025-03-20' }),
  deal('lonely', undefined, { stage: 'renewal-in-talks', amount: eur('1'), renewalDate: '2025-03-20' }),
  deal('won', 'e', { stage: 'renewed', amount: eur('20'), renewalDate: '2025-06-01', chain: 'e' }),
  deal('next', 'e', { stage: 'renewal-in-talks', amount: eur('22'), renewalDate: '2025-06-01', chain: 'e' }),
  // Its term starts in May: by then it is decided, whenever the term itself renews.
  deal('first', 'd', { stage: 'renewed', amount: eur('3'), startDate: '2024-05-20', renewalDate: '2025-05-20', chain: 'd' }),
  deal('second', 'd', { stage: 'renewal-in-talks', amount: eur('4'), startDate: '2025-05-20', renewalDate: '2026-05-20', chain: 'd' }),
  deal('sure', 'e', { stage: 'renewed', amount: eur('30'), renewalDate: '2025-06-30' }),
]

test('[REV-6] renewals are in the month of their date, with groups for overdue and without a date; lost ones are left out', async () => {
  await using host = await open(due)
  const { rows } = getValue(await host.as('root').read(renewalMonthsContract, {}))
  expect(
    rows.map(({ when, count, amount, weighted }) => [when, count, amount && `${amount.amount} ${amount.currency}`, weighted?.amount]),
  ).toEqual([
    ['overdue', 1, '5.00 EUR', '3.00'],
    // 8.50 × 0.9 = 7.65, 100 × 0.9, 1 × 0.7: each rounded for itself.
    ['2025-03-01', 3, '109.50 EUR', '98.35'],
    ['2025-03-01', 1, null, undefined],
    ['2025-05-01', 2, '14.00 EUR', '6.80'],
    ['2025-05-01', 1, '40.15 USD', '28.11'],
    // Of the chain of E the open renewal speaks.
    ['2025-06-01', 2, '52.00 EUR', '45.40'],
    ['no-date', 1, '6.00 EUR', '3.60'],
  ])
  const health = getValue(await host.as('root').read(renewalsContract, {})).rows.filter(({ when }) => when === '2025-03-01')
  expect(health.map(({ status, count }) => [status ?? 'none', count]).sort()).toEqual([
    ['at-risk', 1],
    ['healthy', 1],
    ['healthy', 1],
    ['none', 1],
  ])
  const { rows: behind } = getValue(await host.as('root').read(renewalRecordsContract, { when: '2025-05-01' }))
  expect(behind.map(({ id, type, customer, status }) => [id, type, customer, status])).toEqual([
    ['talks', 'deal', 'C', 'healthy'],
    ['low', 'deal', 'C', 'healthy'],
    ['second', 'deal', 'D', 'healthy'],
  ])
})

test('[REV-6] won is committed, a customer at risk or a low probability is at risk, a high one is committed, the rest is best case', async () => {
  await using host = await open(due)
  const expected = async () => {
    const { rows } = getValue(await host.as('root').read(renewalRecordsContract, {}))
    return Object.fromEntries(rows.map(({ id, expectation }) => [id, expectation]))
  }
  expect(await expected()).toEqual({
    ...{ sure: 'committed', soon: 'committed', risk: 'at-risk', low: 'at-risk' },
    ...{
      talks: 'best-case',
      second: 'best-case',
      late: 'best-case',
      when: 'best-case',
      unpriced: 'best-case',
      lonely: 'best-case',
      next: 'best-case',
    },
  })
  const { rows } = getValue(await host.as('root').read(forecastContract, {}))
  const committed = rows.find(({ expectation }) => expectation === 'committed')
  expect(committed).toMatchObject({ count: 2, amount: eur('38.50'), weighted: eur('37.65') })
  getValue(await choose(host, { committedFrom: 0.7, atRiskBelow: 0.3 }))
  expect(await expected()).toMatchObject({ talks: 'committed', low: 'best-case', late: 'best-case' })
  expect(await choose(host, { committedFrom: 0.2 })).toMatchObject({ ok: false })
})

test('[REV-6] the line of figures has what is due this quarter and retention over 12 months with its change', async () => {
  await using host = await open([...book, ...due.slice(companies.length)])
  const { figures, note } = getValue(await host.as('root').read(revenueFigures, {}))
  expect(
    figures.map(({ label, amounts, count, ratio, status }) => [label, amounts?.map(({ amount }) => amount).join() ?? ratio, count, status]),
  ).toEqual([
    ['Due this quarter', '114.50', 5, undefined],
    ['Committed', '8.50', undefined, undefined],
    ['Best case', '6.00', undefined, undefined],
    ['At risk', '100.00', 1, 'at-risk'],
    ['GRR, 12 months', expect.stringMatching(/^0\.\d+$/), undefined, undefined],
    ['NRR, 12 months', expect.stringMatching(/^\d\.\d+$/), undefined, undefined],
  ])
  expect(note).toBeUndefined()
})

test('[REV-6] [ACC-7] [ACC-8] each user gets the numbers of what they may see, and a hidden amount gives none and says so', async () => {
  await using host = await open([...book, line('hers', 'a', eur('7'), '2023-01-01', undefined, { csm: 'root' })])
  expect((await steps(host))['EUR']?.['opening']).toBe('2107.00')
  expect((await steps(host, year, 'ines'))['EUR']?.['opening']).toBe('2100.00')
  const noteOf = async (as: string) => getValue(await host.as(as).read(revenueFigures, {})).note
  expect([await noteOf('root'), await noteOf('ines')]).toEqual([
    undefined,
    expect.stringContaining('only the records and customers that you may see'),
  ])
  // Customers that a user may not see are in no number, and neither is their revenue.
  expect((await steps(host, year, 'narrow'))['EUR']?.['opening']).toBe('1007.00')
  const { rows } = getValue(await host.as('narrow').read(leftOutContract, {}))
  expect(rows).toEqual([{ reason: 'no-customer', count: 6 }])
  const why = 'You may not see the amount of these records'
  for (const contract of [movementsContract, retentionContract, renewalMonthsContract, forecastContract] as const)
    expect(await host.as('blind').read(contract as typeof movementsContract, {})).toMatchObject({
      problem: { code: 'access.denied', message: expect.stringContaining(why) },
    })
  const { figures } = getValue(await host.as('blind').read(revenueFigures, {}))
  expect(figures.map(({ amounts, ratio, note }) => [amounts, ratio, note?.slice(0, why.length)])).toEqual([
    [undefined, undefined, why],
    [undefined, undefined, why],
  ])
})

test('[REV-6] an open number follows what is written, once it has settled', async () => {
  await using host = await open(due)
  const seen: unknown[] = []
  const sub = host
    .as('root')
    .watch(renewalMonthsContract, {})
    .subscribe(({ value }) => seen.push(value?.rows.find(({ when }) => when === 'overdue')?.amount?.amount))
  await expect.poll(() => seen.at(-1)).toBe('5.00')
  for (const amount of ['6', '7', '8', '9.5'])
    getValue(await host.as('root').act(updateRecordContract, { type: 'deal', id: 'late', values: { amount: eur(amount) } }))
  await expect.poll(() => seen.at(-1)).toBe('9.50')
  // Not at each write.
  expect(seen.length).toBeLessThanOrEqual(4)
  sub.unsubscribe()
})

test('[BEY-10] exchange rates come in by the ordinary import, and a second run changes nothing', async () => {
  await using host = await open([
    ...companies,
    line('u', 'a', usd('1000'), '2023-01-01'),
    line('g', 'b', { amount: '10', currency: 'GBP' }, '2024-02-01'),
  ])
  const mapping = parseMapping(JSON.parse(readFileSync(join(mappingFolder, 'exchange-rates.json'), 'utf8')))
  const run = async () => {
    const refused: unknown[] = []
    const { objectTypes } = await importFiles(host, mapping, await openImport(mapping, folderSource(mappingFolder)), {
      onReported: (each) => refused.push(each),
    })
    return [objectTypes['exchangeRate']?.created, objectTypes['exchangeRate']?.unchanged, refused.length]
  }
  expect([await run(), await run()]).toEqual([
    [4, 0, 0],
    [0, 4, 0],
  ])
  getValue(await choose(host, { reportingCurrency: 'EUR' }))
  expect((await steps(host))['EUR']).toMatchObject({ opening: '905.00', 'first-time': '11.51', exchange: '58.15', closing: '974.66' })
})

test('[REV-5] [REV-6] [MAP-3] of two revenue objects the numbers are those of the one that is shown', async () => {
  await using host = await open(book)
  const root = host.as('root')
  const property = (label: string, kind: 'string' | 'user' | 'money' | 'date') => ({ label, kind })
  const { name: type } = getValue(
    await root.act(saveObjectTypeContract, {
      label: 'Order',
      plural: 'Orders',
      properties: [
        property('Number', 'string'),
        property('Seller', 'user'),
        property('Worth', 'money'),
        property('Begins', 'date'),
        property('Due', 'date'),
      ],
      associations: [{ label: 'Company', to: 'company', single: true, inverse: { label: 'Orders' } }],
      pipelines: [{ label: 'Orders', stages: [{ label: 'Placed', outcome: 'won' as const }] }],
    }),
  )
  const roles = 'tenure.core/roles'
  const mapped = getValue(await root.read(settingsContract, { section: roles }))
  const values = { ...(mapped.values as object), revenue: ['deal', type] } as never
  getValue(await root.act(saveSettingsContract, { section: roles, version: mapped.version, values }))
  const each = (deal: string, own: string | null) => ({ deal, [type]: own })
  const settings = {
    ...{
      csm: each('csm', 'seller'),
      amount: each('amount', 'worth'),
      startDate: each('startDate', 'begins'),
      renewalDate: each('renewalDate', 'due'),
    },
    ...{ pipelines: { deal: ['sales', 'renewal'], [type]: ['orders'] }, defaultPipeline: each('sales', 'orders') },
  }
  getValue(await choose(host, settings, 'tenure.revenue/settings'))
  const order = { number: 'o1', worth: eur('70'), begins: '2024-03-01', due: '2025-04-01', pipeline: 'orders', stage: 'placed' }
  getValue(await root.act(createRecordContract, { type, values: order, links: [{ association: 'company', id: 'a' }] }))
  expect((await steps(host, { ...year, object: type }))['EUR']).toMatchObject({ opening: '0.00', 'first-time': '70.00', closing: '70.00' })
  expect((await steps(host))['EUR']).toMatchObject({ opening: '2100.00' })
  const { rows } = getValue(await root.read(renewalMonthsContract, { object: type }))
  expect(rows).toMatchObject([{ when: '2025-04-01', count: 1, amount: eur('70.00') }])
})
