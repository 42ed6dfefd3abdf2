import { memory, record } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { days } from '../base/duration.js'
import { getValue } from '../base/outcome.js'
import { defineAction } from '../contract/action.js'
import { edits, reads } from '../contract/grant.js'
import { defineJob } from '../contract/job/job.js'
import { every } from '../contract/job/occasion.js'
import { type FetchAnswer, type FetchPort, type FetchRequest, fetches, refuseFetch } from '../contract/outside/fetcher.js'
import { defineProvider } from '../contract/provider.js'
import { Company } from '../schema/object-types.js'
import { rowOf } from '../schema/row.js'
import { definePlugin, use } from './plugin.js'

const Row = rowOf(Company.website)
const Companies = reads(Row)
const Names = edits(Company.description)
const Pages = fetches('the home pages of customers')
const answer = z.strictObject({ text: z.string() })
const textOf = (fetched: FetchAnswer): string => (fetched.state === 'fetched' ? fetched.text : `${fetched.state}`)

const look = defineAction({
  id: 'acme.pages/look',
  title: 'Look at a page',
  permission: 'workspace.access',
  input: z.strictObject({ url: z.string() }),
  output: answer,
  uses: { pages: Pages },
  run: async ({ pages, input }) => ({ text: textOf(await pages.fetch(input)) }),
})
const note = defineJob({
  ...{ id: 'acme.pages/note', title: 'Note', on: every(days(1)), of: Company, uses: { companies: Companies, names: Names, pages: Pages } },
  list: ({ companies, page }) => companies.list({ select: Row, ...page }),
  run: async ({ record: { id, website }, pages, names }) =>
    names.edit(id, { description: textOf(await pages.fetch({ url: website ?? '' })) }),
})
const plugin = definePlugin({
  ...({ id: 'acme.pages', version: '1.0.0', host: '1.0' } as const),
  grants: [Companies, Names, Pages],
  contributes: [look, note],
})
const users = [{ id: 'root', name: 'Root', seat: true, superAdmin: true }]
const seed = { users, records: [record(Company, 'c', { name: 'Northwind', website: 'https://northwind.example' })] }

test('[SEC-10] an action and a job fetch what their plugin was granted to; what it is comes from the application', async () => {
  const asked: unknown[] = []
  const fetcher: FetchPort = {
    fetch: async (request: FetchRequest, { plugin: by, signal }) => {
      asked.push([by, request, signal?.aborted])
      return { state: 'fetched', text: `page of ${request.url}`, type: 'text/html' }
    },
  }
  await using host = await createTestHost({ plugins: [use(plugin)], seed, fetcher })
  await host.idle()
  const root = host.as('root')
  expect(getValue(await root.act(look, { url: 'https://a.example' }))).toEqual({ text: 'page of https://a.example' })
  expect(await root.records.find('c', rowOf(Company.description))).toMatchObject({ description: 'page of https://northwind.example' })
  expect(asked).toEqual([
    ['acme.pages', { url: 'https://northwind.example' }, false],
    ['acme.pages', { url: 'https://a.example' }, false],
  ])
})

test('[SEC-10] a host without a server fetches nothing, and says so', async () => {
  await using host = await createTestHost({ plugins: [use(plugin)], storage: memory(seed) })
  expect(getValue(await host.as('root').act(look, { url: 'https://a.example' }))).toEqual({ text: 'refused' })
  expect(refuseFetch('no-server')).toEqual({ state: 'refused', why: 'no-server', message: expect.stringContaining('without a server') })
})

test('[SEC-10] [BEY-13] what is fetched is a line that administrators read; a plugin that was not granted it, or a provider, fetches nothing', async () => {
  expect(plugin.manifest.grants['fetch the home pages of customers']).toEqual(['acme.pages/look', 'acme.pages/note'])
  await using host = await createTestHost({ plugins: [], seed })
  const bare = definePlugin({ id: 'acme.pages', version: '1.0.0', host: '1.0', contributes: [look as never] })
  expect(await host.add(use(bare))).toMatchObject({
    state: 'rejected',
    because: { message: expect.stringContaining('fetch the home pages') },
  })
  const page = defineProvider({
    ...{ id: 'acme.more/page', permission: 'workspace.access' as const, output: answer, uses: { pages: Pages as never } },
    watch: async () => ({ text: '' }),
  })
  const asking = definePlugin({ id: 'acme.more', version: '1.0.0', host: '1.0', grants: [Pages], contributes: [page as never] })
  expect(await host.add(use(asking))).toMatchObject({ state: 'rejected', because: { message: expect.stringContaining('may not hold') } })
  expectTypeOf(Pages['~need']).toEqualTypeOf<'fetch' | undefined>()
})
