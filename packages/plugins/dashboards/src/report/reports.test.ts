import { getValue, use } from '@tenure/core'
import { Company } from '@tenure/core/contract'
import { updateRecordContract } from '@tenure/core/page'
import type { ReportQuery } from '@tenure/core/report'
import { record as recordPlugin } from '@tenure/record'
import { aCompany, aDeal, aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { behindContract, dashboards, drawnContract, valuesContract } from '../index.js'

const own = { view: 'own', edit: 'own', delete: 'none' } as const
const all = { view: 'all', edit: 'all', delete: 'all' } as const
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const sighted = { seat: true, permissions: ['workspace.access'], objects: { '*': all }, hidden: ['company.arr', 'company.industry'] }
const seed = {
  users: [aUser({ id: 'ines', objects: { '*': own } }), aUser({ id: 'ada', objects: { '*': all } })],
  records: [
    { type: 'user', id: 'blind', values: { name: 'Blind', active: true, timeZone: 'UTC', ...sighted } },
    aCompany({ id: 'c1', name: 'Aster', city: 'Rome', csm: 'ines', healthStatus: 'at-risk', arr: eur('10.10'), renewalDate: '2026-07-10' }),
    aCompany({ id: 'c2', name: 'Birch', city: 'rome', csm: 'ines', healthStatus: 'healthy', arr: usd('7'), renewalDate: '2026-09-01' }),
    aCompany({ id: 'c3', name: 'Cedar', city: 'Rome', csm: 'ada', healthStatus: 'healthy', arr: eur('0.20'), renewalDate: '2026-09-02' }),
    aCompany({ id: 'c4', name: 'Dogwood', csm: 'ada' }),
    aDeal({ id: 'd1', stage: 'contract-sent', pipeline: 'sales', amount: eur('5'), csm: 'ines' }),
  ],
}
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(dashboards), use(recordPlugin)], seed })
const query = (more: Partial<ReportQuery>): ReportQuery => ({
  type: 'company',
  measures: [{ measure: 'count' }],
  by: [],
  picture: 'table',
  ...more,
})
const read = async (host: TestHost, user: string, asked: ReportQuery) =>
  getValue(await host.as(user).read(valuesContract, { query: asked }))
const behind = async (host: TestHost, user: string, asked: ReportQuery, key?: string) =>
  getValue(await host.as(user).read(behindContract, { query: asked, ...(key !== undefined && { key }) }))

test('[DSH-2] a report counts and adds up what the viewer may see, each currency by itself', async () => {
  await using host = await start()
  const asked = query({
    measures: [{ measure: 'count' }, { measure: 'sum', property: Company.arr.path }],
    by: [{ property: 'company.healthStatus' }],
  })
  const rows = async (user: string) => (await read(host, user, asked)).rows.map(({ category, m0, m1 }) => [category, m0, m1])
  expect(await rows('ada')).toEqual([
    ['at-risk', 1, eur('10.1')],
    ['healthy', 2, eur('0.2')],
    ['healthy', null, usd('7')],
    [null, 1, null],
  ])
  expect(await rows('ines')).toEqual([
    ['at-risk', 1, eur('10.1')],
    ['healthy', 1, usd('7')],
  ])
})

test('[DSH-2] a report measures by count, sum, average, minimum, maximum and distinct count', async () => {
  await using host = await start()
  const of = (measure: 'sum' | 'average' | 'minimum' | 'maximum' | 'distinct', property: string) => ({ measure, property })
  const amounts = query({ measures: (['sum', 'average', 'minimum', 'maximum'] as const).map((measure) => of(measure, 'company.arr')) })
  expect((await read(host, 'ada', amounts)).rows.map(({ m0, m1, m2, m3 }) => [m0, m1, m2, m3])).toEqual([
    ['10.3', '5.15', '0.2', '10.1'].map(eur),
    ['7', '7', '7', '7'].map(usd),
  ])
  const names = query({ measures: [{ measure: 'count' }, of('distinct', 'company.csm'), of('distinct', 'company.healthStatus')] })
  expect((await read(host, 'ada', names)).rows.map(({ m0, m1, m2 }) => [m0, m1, m2])).toEqual([[4, 2, 2]])
})

test('[DSH-2] each picture has its own shape, and what it is grouped by is written as what it is', async () => {
  await using host = await start()
  const blockOf = async (more: Partial<ReportQuery>) => {
    const { block } = getValue(await host.as('ada').read(drawnContract, { title: 'Ours', query: query(more) }))
    if (block?.kind !== 'chart') throw new Error('It is no chart.')
    return block
  }
  const status = { property: 'company.healthStatus' }
  const pictures = {
    ...{ bar: 'bars', line: 'lines', area: 'areas', pie: 'pie', funnel: 'funnel', table: 'table' },
    ...{ number: 'number', 'heat-map': 'heat-map' },
  } as const
  for (const [picture, shape] of Object.entries(pictures)) {
    const by = picture === 'number' ? [] : picture === 'heat-map' ? [status, { property: 'company.csm' }] : [status]
    expect((await blockOf({ picture: picture as ReportQuery['picture'], by })).shape, picture).toBe(shape)
  }
  const grouped = async (property: string, more: object = {}) => {
    const { category } = await blockOf({ by: [{ property, ...more }], type: property.split('.')[0] ?? '', picture: 'bar' })
    return [category.label, category.format, category.period, category.options?.length]
  }
  expect([await grouped('company.healthStatus'), await grouped('company.csm'), await grouped('deal.stage')]).toEqual([
    ['Health status', 'health', undefined, undefined],
    ['CSM', 'user', undefined, undefined],
    ['Stage', undefined, undefined, expect.any(Number)],
  ])
  expect(await grouped('company.renewalDate', { period: 'quarter' })).toEqual(['Renewal date', 'date', 'quarter', undefined])
})

test('[DSH-2] periods between the first and the last are there with 0, and roles are those of the workspace', async () => {
  await using host = await start()
  const asked = query({ type: 'customer', by: [{ property: 'customer.renewalDate', period: 'month' }], picture: 'bar' })
  expect((await read(host, 'ada', asked)).rows.map(({ category, m0 }) => [category, m0])).toEqual([
    ['2026-07-01', 1],
    ['2026-08-01', 0],
    ['2026-09-01', 2],
    [null, 1],
  ])
})

test('[DSH-4] behind each number are as many records as it says, also where only letters of another case tell groups apart', async () => {
  await using host = await start()
  for (const by of [
    [{ property: 'company.city' }],
    [{ property: 'company.healthStatus' }, { property: 'company.csm' }],
    [{ property: 'company.renewalDate', period: 'quarter' as const }],
    [{ property: 'company.renewalDate', period: 'day' as const }],
    [{ property: 'company.createdAt', period: 'month' as const }],
    [],
  ])
    for (const user of ['ada', 'ines']) {
      const asked = query({ by })
      const { rows, total } = await read(host, user, asked)
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(total)
      for (const { key, count } of rows.filter((row) => row.count > 0)) {
        const list = await behind(host, user, asked, key)
        expect([key, list.total, list.rows.length, list.objectType]).toEqual([key, count, count, 'company'])
      }
      expect((await behind(host, user, asked)).total).toBe(total)
    }
  const money = query({ measures: [{ measure: 'sum', property: 'company.arr' }], by: [{ property: 'company.healthStatus' }] })
  const dollars = (await read(host, 'ada', money)).rows.find(({ m0 }) => JSON.stringify(m0).includes('USD'))
  expect((await behind(host, 'ada', money, dollars?.key)).rows).toMatchObject([{ id: 'c2', name: 'Birch' }])
})

test('[DSH-2] [ACC-8] a report that uses a hidden property has no block for its viewer, and asking for it is refused as for none', async () => {
  await using host = await start()
  const hidden: readonly Partial<ReportQuery>[] = [
    { measures: [{ measure: 'sum', property: 'company.arr' }] },
    { by: [{ property: 'company.industry' }] },
    { where: { test: 'is', property: 'company.industry', value: 'Mining' } },
    { where: { test: 'some', link: 'deal.company', filter: { test: 'is-known', property: 'company.arr' } }, type: 'deal' },
  ]
  for (const part of hidden) {
    const asked = query(part)
    const drawn = async (user: string) => getValue(await host.as(user).read(drawnContract, { title: 'Ours', query: asked }))
    expect(await drawn('blind')).not.toHaveProperty('block')
    expect(await drawn('ada')).toMatchObject({ block: { kind: 'chart', title: 'Ours' } })
    const outcomes = await Promise.all([
      host.as('blind').read(valuesContract, { query: asked }),
      host.as('blind').read(behindContract, { query: asked }),
    ])
    expect(outcomes.map((outcome) => outcome.ok || outcome.problem.code)).toEqual(['input.invalid', 'input.invalid'])
  }
})

test('[DSH-4] an open report follows each change', async () => {
  await using host = await start()
  const asked = query({ by: [{ property: 'company.healthStatus' }] })
  const seen: (readonly unknown[])[] = []
  const watching = host
    .as('ines')
    .watch(valuesContract, { query: asked })
    .subscribe(({ value }) => value && seen.push(value.rows.map(({ category, count }) => [category, count])))
  await host.idle()
  getValue(await host.as('ada').act(updateRecordContract, { type: 'company', id: 'c2', values: { healthStatus: 'at-risk' } }))
  await host.idle()
  getValue(await host.as('ada').act(updateRecordContract, { type: 'company', id: 'c3', values: { csm: 'ines' } }))
  await expect
    .poll(() => seen.at(-1))
    .toEqual([
      ['at-risk', 2],
      ['healthy', 1],
    ])
  watching.unsubscribe()
})

test('[DSH-2] a picture that the question cannot feed, and more groups than one has room for, are refused with the reason', async () => {
  await using host = await start()
  const problem = async (asked: object) => {
    const outcome = await host.as('ada').read(valuesContract, { query: asked as ReportQuery })
    return outcome.ok ? undefined : [outcome.problem.code, JSON.stringify(outcome.problem)]
  }
  const refused = [
    [{ picture: 'pie', by: [{ property: 'company.city' }, { property: 'company.csm' }] }, 'A pie takes one grouping'],
    [{ picture: 'heat-map', by: [{ property: 'company.city' }] }, 'two groupings'],
    [{ picture: 'number', by: [{ property: 'company.city' }] }, 'no groupings'],
    [{ picture: 'bar' }, 'needs a grouping'],
    [
      { picture: 'funnel', by: [{ property: 'company.city' }], measures: [{ measure: 'average', property: 'company.arr' }] },
      'does not add up',
    ],
    [{ measures: [] }, 'at least one measure'],
  ] as const
  for (const [part, words] of refused)
    expect(await problem(query(part as Partial<ReportQuery>))).toEqual(['input.invalid', expect.stringContaining(words)])
})
