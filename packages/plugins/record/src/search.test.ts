import { type Desk, type StorageAdapter, use } from '@tenure/core'
import { Contact, getValue } from '@tenure/core/contract'
import { archiveRecordContract, searchContract, updateRecordContract } from '@tenure/core/page'
import { memory, type SeedRecord } from '@tenure/memory'
import { sqlite } from '@tenure/sqlite'
import { aCompany, aContact, aDeal, aRecord, aTicket, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { record } from './plugin.js'
import { rankOf } from './search-rank.js'

const all = { view: 'all', edit: 'all', delete: 'all' }
const aReader = (id: string, values: object): SeedRecord => ({
  type: 'user',
  id,
  values: { name: id, active: true, seat: true, timeZone: 'UTC', permissions: ['workspace.access'], objects: { '*': all }, ...values },
})
const records = [
  aReader('anna', {}),
  aReader('ben', { hidden: ['contact.email', 'company.domain', 'deal.name'] }),
  aReader('cara', { objects: { company: { view: 'own', edit: 'none', delete: 'none' } } }),
  aReader('dan', { objects: { company: all, deal: { view: 'none', edit: 'none', delete: 'none' } } }),
  aCompany({ id: 'halden', name: 'Halden', domain: 'halden.example', csm: 'cara' }),
  aCompany({ id: 'freight', name: 'Halden Freight', domain: 'freight.example' }),
  aCompany({ id: 'new', name: 'New Halden' }),
  aCompany({ id: 'inside', name: 'Thehaldens' }),
  aCompany({ id: 'strasse', name: 'Große Straße' }),
  aContact({ id: 'marit', name: 'Marit Solberg', email: 'marit@halden.example' }, { companies: 'halden' }),
  aDeal({ id: 'deal', name: 'Renewal for Haldens' }, { company: 'freight' }),
  aDeal({ id: 'half', name: 'Half of Halden Freight' }, { company: 'freight' }),
  aTicket({ id: 'ticket', subject: 'Unhalden' }),
]
const open = (storage: StorageAdapter = memory({ records })) => createTestHost({ plugins: [use(record)], storage })
const find = async (desk: Desk, text: string, limit?: number) =>
  getValue(await desk.read(searchContract, { text, ...(limit !== undefined && { limit }) })).hits
const idsOf = async (desk: Desk, text: string) => (await find(desk, text)).map(({ id }) => id)

test('[CMD-1] what is the text comes first, then what begins with it, a word that does, and any part of a name', async () => {
  await using host = await open()
  expect(await idsOf(host.as('anna'), 'halden')).toEqual(['halden', 'freight', 'new', 'deal', 'half', 'marit', 'ticket', 'inside'])
  expect(await find(host.as('anna'), 'HALDEN', 2)).toEqual([
    { type: 'company', typeLabel: 'Company', id: 'halden', title: 'Halden', detail: 'halden.example' },
    { type: 'company', typeLabel: 'Company', id: 'freight', title: 'Halden Freight', detail: 'freight.example' },
  ])
})

test('[CMD-1] [FLT-11] a record is found by e-mail and domain, folded; the detail says by which, or names its customer', async () => {
  await using host = await open()
  const anna = host.as('anna')
  expect(await find(anna, ' marit@HAL ')).toMatchObject([{ id: 'marit', detail: 'marit@halden.example' }])
  expect(await find(anna, 'marit sol')).toMatchObject([{ id: 'marit', detail: 'Halden' }])
  expect(await find(anna, 'freight.ex')).toMatchObject([{ id: 'freight', detail: 'freight.example' }])
  expect(await find(anna, 'renewal')).toMatchObject([{ typeLabel: 'Deal', detail: 'Halden Freight' }])
  expect(await find(anna, 'half')).toEqual([{ type: 'deal', typeLabel: 'Deal', id: 'half', title: 'Half of Halden Freight' }])
  expect(await idsOf(anna, 'GROSSE STRASSE')).toEqual(['strasse'])
  for (const text of ['%', '_', 'xyz', '*']) expect([text, await idsOf(anna, text)]).toEqual([text, []])
})

test('[CMD-2] [ACC-8] [ACC-12] a search finds nothing by a hidden property, in a hidden record or of the workspace itself, and shows none', async () => {
  await using host = await open()
  const ben = await find(host.as('ben'), 'halden')
  expect(ben.map(({ id }) => id)).toEqual(['halden', 'freight', 'new', 'ticket', 'inside'])
  expect(JSON.stringify(ben)).not.toContain('example')
  expect(JSON.stringify(await find(host.as('ben'), 'marit'))).not.toContain('@')
  expect(await idsOf(host.as('ben'), 'example')).toEqual([])
  expect(await idsOf(host.as('cara'), 'halden')).toEqual(['halden'])
  expect(await idsOf(host.as('dan'), 'renewal')).toEqual([])
  expect(await idsOf(host.as('anna'), 'cara')).toEqual([])
  const refused = await host.as('nobody').read(searchContract, { text: 'halden' })
  expect(refused.ok).toBe(false)
})

test('[CMD-2] what is archived is not found, and an open search follows changed rights', async () => {
  await using host = await open(memory({ users: [{ id: 'root', name: 'Root', seat: true, superAdmin: true }], records }))
  getValue(await host.as('anna').act(archiveRecordContract, { type: 'company', id: 'freight' }))
  expect(await idsOf(host.as('anna'), 'freight.ex')).toEqual([])
  const seen: (readonly string[] | undefined)[] = []
  const open$ = host.as('anna').watch(searchContract, { text: 'marit' })
  const subscription = open$.subscribe((frame) => seen.push(frame.value?.hits.map(({ id }) => id)))
  await expect.poll(() => seen.at(-1)).toEqual(['marit'])
  const values = { objects: { company: all } }
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'anna', values }))
  await expect.poll(() => seen.at(-1)).toEqual([])
  subscription.unsubscribe()
})

test('[CMD-1] [SEC-17] among very many matches the best are found, on every store', async () => {
  const many = Array.from({ length: 900 }, (_, at) => aRecord(Contact, { id: `p${at}`, name: `Smart ${at}`, email: `a${at}@part.example` }))
  const best = [
    aContact({ id: 'z-word', name: 'Zoe Artemis' }),
    aContact({ id: 'z-begins', name: 'Artful' }),
    aContact({ id: 'z-is', name: 'Art' }),
  ]
  const seed = memory({ records: [...records, ...many, ...best] })
  await using host = await open(seed)
  expect((await idsOf(host.as('anna'), 'art')).slice(0, 3)).toEqual(['z-is', 'z-begins', 'z-word'])
  expect((await idsOf(host.as('anna'), 'ar')).slice(0, 2)).toEqual(['z-is', 'z-begins'])
  expect((await find(host.as('anna'), 'smart')).length).toBe(20)
})

test('[CMD-1] a store of rows and the memory store find the same', async () => {
  const file = sqlite({ file: ':memory:' })
  await using host = await open(file)
  const rows = [
    ...Array.from({ length: 400 }, (_, at) => ({ name: `Smart ${at}`, domain: `a${at}.example` })),
    { name: 'Art', domain: 'x.example' },
    { name: 'Große Art', domain: 'art.example' },
  ]
  const user = { name: 'Anna', active: true, seat: true, permissions: ['workspace.access'], objects: { '*': all } }
  const importer = host.importer('test')
  await importer.run([{ type: 'user', externalId: 'anna', values: user, links: [] }])
  await importer.run(rows.map((values, at) => ({ type: 'company', externalId: String(at), values, links: [] })))
  const anna = host.as(host.users()[0]?.id ?? '')
  expect((await find(anna, 'art', 3)).map(({ title }) => title)).toEqual(['Art', 'Große Art', 'Smart 0'])
  expect((await find(anna, 'GROSSE')).map(({ title }) => title)).toEqual(['Große Art'])
})

test('[CMD-3] [SEC-17] a search that its caller leaves asks the store nothing more', async () => {
  const store = memory({ records })
  let asked = 0
  let release = (): void => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const scan: StorageAdapter['scan'] = async function* (offer, io) {
    asked += 1
    await gate
    yield* store.scan(offer as never, io)
  }
  let isSlow = false
  await using host = await open({ ...store, scan: (offer, io) => (isSlow ? scan(offer, io) : store.scan(offer as never, io)) })
  isSlow = true
  const subscription = host.as('anna').watch(searchContract, { text: 'halden' }).subscribe()
  await expect.poll(() => asked).toBe(3)
  subscription.unsubscribe()
  release()
  await host.idle()
  expect(asked).toBe(3)
  expect((await find(host.as('anna'), 'halden')).length).toBeGreaterThan(0)
  expect(asked).toBeGreaterThan(3)
})

test('[CMD-1] a word begins after what is no letter and no digit', () => {
  const ranks = ['ren', 'Renewal', 'My renewal', 'x@ren.example', 'Brenner', 'Brenner ren', '𝒜ren', 'nothing'].map((value) =>
    rankOf(value, 'ren'),
  )
  expect(ranks).toEqual([0, 1, 2, 2, 3, 2, 3, undefined])
  expect([rankOf('ren.example', '.example'), rankOf('x', '.')]).toEqual([2, undefined])
})

test('[REC-10] [CMD-1] archived records are found only when they are asked for, as the user may see them', async () => {
  await using host = await open()
  getValue(await host.as('anna').act(archiveRecordContract, { type: 'company', id: 'freight' }))
  getValue(await host.as('anna').act(archiveRecordContract, { type: 'company', id: 'halden' }))
  const archived = async (user: string) =>
    getValue(await host.as(user).read(searchContract, { text: 'halden', archived: true })).hits.map((hit) => [hit.id, hit.archived])
  expect(await archived('anna')).toEqual([
    ['halden', true],
    ['freight', true],
  ])
  expect(await archived('cara')).toEqual([['halden', true]])
  expect(await idsOf(host.as('anna'), 'halden')).not.toEqual(expect.arrayContaining(['halden']))
})
