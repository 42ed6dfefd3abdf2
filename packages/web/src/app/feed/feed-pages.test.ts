import { createHost, type Host, use } from '@tenure/core'
import { Company, Contact, ContactActivity, getValue } from '@tenure/core/contract'
import { createRecordContract, setRemovedContract } from '@tenure/core/page'
import { feed } from '@tenure/feed'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser } from '@tenure/testing'
import { expect, test } from 'vitest'
import { FeedPages } from './feed-pages.js'

const noon = Date.parse('2026-06-30T12:00:00Z')
const activity = (id: string, at: number) => record(ContactActivity, id, { title: id, kind: 'other', at }, { contact: ['p'] })
// Some share an instant with many others.
const many = Array.from({ length: 260 }, (_, n) =>
  activity(`a${String((n * 7919) % 260).padStart(4, '0')}`, noon - Math.floor(n / 120) * 60_000),
)
const seed = {
  users: [aUser({ id: 'ines' })],
  records: [record(Company, 'c', { name: 'C', csm: 'ines' }), record(Contact, 'p', { name: 'P' }, { companies: ['c'] }), ...many],
}
// A real clock: a list that is asked again rests for as long as its last run took.
const open = () => createHost({ storage: memory(seed), plugins: [use(feed), use(recordPlugin)], grants: 'declared' })
const question = {
  provider: 'tenure.feed/list-rows',
  input: { view: 'tenure.feed/all', sort: [{ property: 'at', direction: 'descending' }] },
  at: 'at',
} as const
const watch = async (host: Host) => {
  const pages = new FeedPages(host.as('ines') as never, question)
  await expect.poll(() => pages.getState().status).toBe('live')
  return pages
}
const idsOf = (pages: FeedPages) => pages.getState().rows.map(({ row }) => row.id)
const add = async (host: Host, at: number) => {
  const input = { type: 'contactActivity', values: { title: 'New', kind: 'other', at }, links: [{ association: 'contact', id: 'p' }] }
  return getValue(await host.as('ines').act(createRecordContract, input)).id
}
const inOrder = (all: readonly { readonly id: string; readonly at: number }[]) =>
  [...all].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id)

test('[FEED-2] paging to the end repeats and loses nothing while new activities arrive at the top and in between', async () => {
  await using host = await open()
  const pages = await watch(host)
  const all = many.map(({ id, values }) => ({ id, at: Number(values['at']) }))
  for (let turn = 0; pages.getState().hasOlder; turn += 1) {
    await pages.older()
    await expect.poll(() => pages.getState().isLoading).toBe(false)
    const at = [noon + turn, noon, noon - 60_000][turn % 3] ?? noon
    all.push({ id: await add(host, at), at })
  }
  await expect.poll(() => idsOf(pages)).toEqual(inOrder(all))
  pages.close()
})

test('[FEED-2] a page that fills up beyond what a list gives at once is cut in two, and stays whole', async () => {
  await using host = await open()
  const pages = await watch(host)
  await pages.older()
  await expect.poll(() => idsOf(pages).length).toBe(100)
  const first = idsOf(pages)
  const importer = host.importer('test')
  const links = [{ association: 'contact', to: { type: 'contact', externalId: 'q' } }]
  const company = [{ association: 'companies', to: { type: 'company', externalId: 'd' } }]
  const rows = Array.from({ length: 620 }, (_, n) => ({
    type: 'contactActivity',
    externalId: `n${n}`,
    values: { title: 'N', at: noon + 1 + n },
    links,
  }))
  await importer.run([{ type: 'company', externalId: 'd', values: { name: 'D', csm: 'ines' }, links: [] }])
  await importer.run([{ type: 'contact', externalId: 'q', values: { name: 'Q' }, links: company }, ...rows])
  await expect.poll(() => idsOf(pages).length).toBe(first.length + 620)
  expect(new Set(idsOf(pages)).size).toBe(first.length + 620)
  pages.close()
})

test('[FEED-2] pages out of sight follow nothing, and catch up when they come back', async () => {
  await using host = await open()
  const pages = await watch(host)
  for (const shown of [100, 150]) {
    await pages.older()
    await expect.poll(() => idsOf(pages).length).toBe(shown)
  }
  pages.see(new Set([2]))
  const [first = '', second = ''] = [idsOf(pages)[10], idsOf(pages)[60]]
  for (const id of [second, first]) getValue(await host.as('ines').act(setRemovedContract, { type: 'contactActivity', id, removed: true }))
  await expect.poll(() => idsOf(pages)).not.toContain(first)
  expect(idsOf(pages)).toContain(second)
  pages.see(new Set([0, 1, 2]))
  await expect.poll(() => idsOf(pages)).not.toContain(second)
  pages.close()
})
