import { aCompany, aContact, aDeal, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import { definePlugin, use } from '../../plugin/plugin.js'
import { averageOf, sumOf } from '../../query/aggregate/aggregate-query.js'
import { is, isMoreThan } from '../../query/builders.js'
import { Company, Contact, Deal } from '../../schema/object-types.js'
import { through } from '../../schema/property.js'
import { type Frame, values } from '../frame.js'
import { defineCollection } from './collection.js'

const base = { version: '1.0.0', host: '1.0' } as const
const Deals = defineCollection({
  id: 'acme.deals/list',
  of: Deal,
  title: 'Deals',
  always: [Deal.name],
  columns: [Deal.name, Deal.stage, Deal.amount],
  searched: [Deal.name],
  totals: [sumOf(Deal.amount), averageOf(Deal.amount)],
  views: [
    { id: 'acme.deals/all', title: 'All' },
    { id: 'acme.deals/big', title: 'Big', where: isMoreThan(Deal.amount, { amount: '100', currency: 'EUR' }) },
  ],
})
const plugin = definePlugin({ ...base, id: 'acme.deals', grants: [Deals.grant], contributes: [Deals] })
const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const own = { view: 'own', edit: 'own', delete: 'none' }
const ofBo = { seat: true, permissions: ['workspace.access'], objects: { '*': own } }
const openDeals = () =>
  createTestHost({
    plugins: [use(plugin)],
    seed: {
      users: [aUser({ id: 'anna' })],
      records: [
        { type: 'user', id: 'bo', values: { name: 'Bo', active: true, timeZone: 'UTC', ...ofBo } },
        {
          type: 'user',
          id: 'hal',
          values: {
            name: 'Hal',
            active: true,
            timeZone: 'UTC',
            ...ofBo,
            objects: { '*': { ...own, view: 'all' } },
            hidden: ['deal.amount'],
          },
        },
        aDeal({ id: 'd1', name: 'One', stage: 'proposal', pipeline: 'sales', amount: eur('0.1'), owner: 'bo', closeDate: '2026-01-31' }),
        aDeal({
          id: 'd2',
          name: 'Two',
          stage: 'proposal',
          pipeline: 'sales',
          amount: eur('200.2'),
          owner: 'anna',
          closeDate: '2026-02-01',
        }),
        aDeal({ id: 'd3', name: 'Three', amount: usd('7'), owner: 'bo' }),
      ],
    },
  })

test('[AGG-14] [ACC-8] totals count what the user may see, and leave out what is hidden', async () => {
  await using host = await openDeals()
  const totals = async (user: string, input: object = {}) => getValue(await host.as(user).read(Deals.totalList, input))
  expect(await totals('anna')).toMatchObject({
    count: 3,
    totals: [
      { field: 'amount', measure: 'sum', value: [eur('200.3'), usd('7')] },
      { field: 'amount', measure: 'average', value: [eur('100.15'), usd('7')] },
    ],
  })
  expect(await totals('bo')).toMatchObject({ count: 2, totals: [{ value: [eur('0.1'), usd('7')] }, { value: [eur('0.1'), usd('7')] }] })
  expect(await totals('hal')).toMatchObject({ count: 3, totals: [] })
  expect(await totals('anna', { view: 'acme.deals/big' })).toMatchObject({ count: 1 })
  expect(await totals('anna', { search: 'T', filters: [is(Deal.owner, 'bo')] })).toMatchObject({ count: 1 })
})

test('[SVC-2] a board has a group for each stage, with its number and its sums, empty ones too', async () => {
  await using host = await openDeals()
  const { field, groups } = getValue(await host.as('anna').read(Deals.groupList, {}))
  expect(field).toBe('stage')
  expect(groups.length).toBeGreaterThan(3)
  expect(groups.filter(({ count }) => count > 0)).toMatchObject([
    { value: 'proposal', label: 'Proposal', count: 2, totals: [{ value: [eur('200.3')] }, {}] },
    { value: null, count: 1, totals: [{ value: [usd('7')] }, {}] },
  ])
  expect(groups.find(({ count }) => count === 0)).toMatchObject({ totals: [{ value: null }, { value: null }] })
})

test('[AGG-9] groups by a period of a date are asked for by name', async () => {
  await using host = await openDeals()
  const { groups } = getValue(await host.as('anna').read(Deals.groupList, { by: 'closeDate', period: 'month' }))
  expect(groups.map(({ value, count }) => [value, count])).toEqual([
    ['2026-01-01', 1],
    ['2026-02-01', 1],
    [null, 1],
  ])
  const refused = await host.as('hal').read(Deals.groupList, { by: 'amount' })
  expect(refused).toMatchObject({
    ok: false,
    problem: { code: 'input.invalid', message: expect.stringContaining('no property deal.amount') },
  })
})

test('[BEY-1] [LIVE-16] totals and groups are live, and move for each user by what that user may see', async () => {
  await using host = await openDeals()
  const heard: Record<string, number[]> = { anna: [], bo: [] }
  const stages: unknown[] = []
  const streams = ['anna', 'bo'].map((user) =>
    host
      .as(user)
      .watch(Deals.totalList, {})
      .pipe(values())
      .subscribe(({ count }) => heard[user]?.push(count)),
  )
  const board = host
    .as('anna')
    .watch(Deals.groupList, {})
    .subscribe((frame: Frame<{ readonly groups: readonly { readonly value: unknown; readonly count: number }[] }>) => {
      if (frame.state === 'live') stages.push(frame.value.groups.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]))
    })
  await host.idle()
  expect(getValue(await host.as('anna').edit('d2', Deal.owner, 'bo'))).toBeUndefined()
  await host.idle()
  expect(getValue(await host.as('anna').edit('d2', Deal.stage, 'won'))).toBeUndefined()
  await host.idle()
  expect(heard).toEqual({ anna: [3], bo: [2, 3] })
  expect(stages).toEqual([
    [
      ['proposal', 2],
      [null, 1],
    ],
    [
      ['proposal', 1],
      ['won', 1],
      [null, 1],
    ],
  ])
  for (const stream of [...streams, board]) stream.unsubscribe()
})

const Cities = defineCollection({
  id: 'acme.people/list',
  of: Contact,
  title: 'People',
  always: [Contact.name],
  columns: [Contact.name],
  groupedBy: through(Contact.companies, Company.city),
})
const people = definePlugin({ ...base, id: 'acme.people', grants: [Cities.grant], contributes: [Cities] })

test('[AGG-14] [LIVE-17] records are grouped through a link, by what the user may see of it, and follow it', async () => {
  await using host = await createTestHost({
    plugins: [use(people)],
    seed: {
      users: [aUser({ id: 'anna' })],
      records: [aCompany({ id: 'c1', city: 'Rome' }), aContact({ id: 'ada' }, { companies: 'c1' }), aContact({ id: 'bo' })],
    },
  })
  const heard: unknown[] = []
  const stream = host
    .as('anna')
    .watch(Cities.groupList, {})
    .pipe(values())
    .subscribe(({ groups, mode }) => heard.push([mode, ...groups.map(({ value, count }) => [value, count])]))
  await host.idle()
  await host.as('anna').edit('c1', Company.city, 'Oslo')
  await host.idle()
  stream.unsubscribe()
  expect(heard).toEqual([
    ['asked', ['Rome', 1], [null, 1]],
    ['asked', ['Oslo', 1], [null, 1]],
  ])
})

test('[AGG-14] [ACC-8] a person chooses what is under a column; what is hidden stays out', async () => {
  await using host = await openDeals()
  const measures = [
    { field: 'amount', measure: 'maximum' },
    { field: 'closeDate', measure: 'minimum' },
    { field: 'owner', measure: 'filled' },
    { field: 'gone', measure: 'filled' },
  ] as const
  const totals = async (user: string, chosen: object) => getValue(await host.as(user).read(Deals.totalList, chosen)).totals
  expect(await totals('anna', { measures })).toEqual([
    { field: 'amount', measure: 'maximum', value: [eur('200.2'), usd('7')] },
    { field: 'closeDate', measure: 'minimum', value: '2026-01-31' },
    { field: 'owner', measure: 'filled', value: 3 },
  ])
  expect(await totals('hal', { measures })).toEqual([
    { field: 'closeDate', measure: 'minimum', value: '2026-01-31' },
    { field: 'owner', measure: 'filled', value: 3 },
  ])
  expect(await totals('anna', { measures: [{ field: 'amount', measure: 'none' }] })).toEqual([])
  const many = Array.from({ length: 21 }, () => ({ field: 'amount', measure: 'filled' as const }))
  expect(await host.as('anna').read(Deals.totalList, { measures: many })).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
  const wrong = { measures: [{ field: 'name', measure: 'sum' as const }] }
  expect(await host.as('anna').read(Deals.totalList, wrong)).toMatchObject({ ok: false, problem: { code: 'input.invalid' } })
})

test('[AGG-14] chosen totals are those of the filtered view, and live', async () => {
  await using host = await openDeals()
  const asked = { view: 'acme.deals/big', measures: [{ field: 'closeDate', measure: 'filled' as const }] }
  const seen: unknown[] = []
  const subscription = host
    .as('anna')
    .watch(Deals.totalList, asked)
    .pipe(values())
    .subscribe(({ totals }) => seen.push(totals.find(({ field }) => field === 'closeDate')?.value))
  await host.idle()
  getValue(await host.as('anna').edit('d2', Deal.closeDate, null))
  await host.idle()
  subscription.unsubscribe()
  expect([seen[0], seen.at(-1)]).toEqual([1, 0])
})

test('[AGG-9] records that have no stage and no grouping of their own are grouped by what is asked for, or not at all', async () => {
  const plain = defineCollection({ id: 'acme.plain/list', of: Contact, title: 'People', always: [Contact.name], columns: [Contact.name] })
  await using host = await createTestHost({
    plugins: [use(definePlugin({ ...base, id: 'acme.plain', grants: [plain.grant], contributes: [plain] }))],
    seed: { users: [aUser({ id: 'anna' })], records: [aContact({ id: 'ada', name: 'Ada' })] },
  })
  const message = 'acme.plain/list is grouped by nothing of its own. Name a property to group by.'
  expect(await host.as('anna').read(plain.groupList, {})).toMatchObject({
    ...{ ok: false, problem: { code: 'input.invalid', details: { issues: [{ path: ['by'], message }] } } },
  })
  const { field, groups } = getValue(await host.as('anna').read(plain.groupList, { by: 'name' }))
  expect([field, groups]).toEqual(['name', [{ value: 'Ada', count: 1, totals: [] }]])
})
