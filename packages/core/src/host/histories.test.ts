import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { map } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { getValue } from '../base/outcome.js'
import { readsAll } from '../contract/grant.js'
import { mergeRecordsContract } from '../contract/page/merge-contract.js'
import { defineProvider } from '../contract/provider.js'
import { updateRecordContract } from '../contract/workspace-contract.js'
import { definePlugin, use } from '../plugin/plugin.js'
import { Company, Deal, RevenueRole } from '../schema/object-types.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const access = { seat: true, permissions: ['workspace.access'] }
const users = [
  { id: 'root', name: 'Root', seat: true, superAdmin: true },
  {
    id: 'own',
    name: 'Own',
    ...access,
    objects: { '*': all, deal: { view: 'own', edit: 'own', delete: 'own' }, company: { ...all, view: 'own' } },
  },
  { id: 'none', name: 'None', ...access, objects: {} },
] as const
const anna = { name: 'Anna', active: true, timeZone: 'UTC', ...access, objects: { '*': all }, hidden: ['deal.closeDate'] }
const records = [
  { type: 'user', id: 'anna', values: anna },
  record(Company, 'c1', { name: 'Halden' }),
  record(Deal, 'd1', { name: 'one', csm: 'own', closeDate: '2026-01-01' }, { company: 'c1' }),
  record(Deal, 'd2', { name: 'two' }),
]
const permission = 'workspace.access'
const id = z.string()
const past = defineProvider({
  id: 'acme.past/past',
  permission,
  input: z.strictObject({ properties: z.array(id) }),
  output: z.json(),
  uses: { records: readsAll(RevenueRole) },
  watch: async ({ input, records: all }) => {
    const found = await all.histories({ type: 'revenue', ids: ['d2', 'd1', 'nobody'], properties: input.properties, limit: 9 })
    return found.map((entries) => entries.map(({ property, value, from }) => [property, value, ...(from ? [from] : [])])) as z.output<
      typeof json
    >
  },
})
const json = z.json()
const reach = defineProvider({
  id: 'acme.past/reach',
  permission,
  output: z.string(),
  uses: { records: readsAll(RevenueRole) },
  watch: ({ records: all }) => all.watchReach('revenue'),
})
const ends = defineProvider({
  id: 'acme.past/ends',
  permission,
  output: z.array(z.array(z.string().nullable())),
  uses: { records: readsAll(Deal, Company) },
  watch: ({ records: all }) =>
    all
      .watch({ type: 'deal', select: ['company.id'] })
      .pipe(
        map(({ rows }) =>
          rows.map((row) => [row.id, row['company.id'] === undefined ? null : (row['company.id'] as string | null)]).sort(),
        ),
      ),
})
const paged = defineProvider({
  id: 'acme.past/paged',
  permission,
  output: z.array(z.array(id)),
  uses: { records: readsAll(RevenueRole) },
  watch: async ({ records: all }) => {
    const pages: string[][] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: Awaited<ReturnType<typeof all.list>> = await all.list({
        type: 'revenue',
        select: [],
        limit: 1,
        count: false,
        ...(after !== '' && { after }),
      })
      pages.push(page.rows.map((row) => row.id))
      after = page.next
    }
    return pages
  },
})
const plugin = definePlugin({
  id: 'acme.past',
  version: '1.0.0',
  host: '1.0',
  grants: [readsAll(RevenueRole), readsAll(Deal, Company)],
  contributes: [past, reach, ends, paged],
})
const open = () => createTestHost({ plugins: [use(recordPlugin), use(plugin)], storage: memory({ users, records }) })

test('[ACC-12] [REC-3] the past of many records is read at once, in the order that was asked, as the user may see it now', async () => {
  await using host = await open()
  getValue(await host.as('root').act(updateRecordContract, { type: 'deal', id: 'd1', values: { closeDate: '2026-02-02' } }))
  const read = async (as: string, ...properties: string[]) => getValue(await host.as(as).read(past, { properties }))
  const closed = [
    ['closeDate', '2026-02-02'],
    ['closeDate', '2026-01-01'],
  ]
  expect(await read('root', 'closeDate')).toEqual([[], closed, []])
  expect(await read('anna', 'closeDate')).toEqual([[], [], []])
  expect(await read('own', 'closeDate', 'name')).toEqual([[], [closed[0], closed[1], ['name', 'one']], []])
  getValue(await host.as('root').act(mergeRecordsContract, { type: 'deal', id: 'd2', other: 'd1' }))
  const [merged, gone] = (await read('root', 'name')) as unknown[][]
  expect(merged).toContainEqual(['name', 'one', 'd1'])
  // An id that was merged is the record that it went into.
  expect(gone).toEqual(merged)
})

test('[ACC-7] a plugin learns whether its user sees every record, some or none', async () => {
  await using host = await open()
  for (const [as, seen] of [
    ['root', 'all'],
    ['anna', 'all'],
    ['own', 'some'],
    ['none', 'none'],
  ] as const)
    expect(getValue(await host.as(as).read(reach))).toBe(seen)
})

test('[ACC-4] the record at the end of a link is read by its id, unless the user may not see it', async () => {
  await using host = await open()
  expect(getValue(await host.as('anna').read(ends))).toEqual([
    ['d1', 'c1'],
    ['d2', null],
  ])
  expect(getValue(await host.as('own').read(ends))).toEqual([['d1', null]])
})

test('a list that is read page by page without a total says where it goes on, until it ends', async () => {
  await using host = await open()
  const { value } = (await host.as('root').read(paged)) as { readonly value: unknown }
  expect(value).toEqual([['d1'], ['d2'], []])
})
