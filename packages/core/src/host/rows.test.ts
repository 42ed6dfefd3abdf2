import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { archiveRecordContract, recordContract, updateRecordContract } from '../contract/workspace-contract.js'
import type { RowSource, RowStep } from '../jobs/rows-run.js'
import { use } from '../plugin/plugin.js'
import type { ImportRow } from '../records/import/import-row.js'
import { Company } from '../schema/object-types.js'

const day = 86_400_000
const now = Date.UTC(2026, 5, 30)
const company = (key: string, values: object, links: ImportRow['links'] = []): ImportRow => ({
  type: 'company',
  externalId: key,
  values: { ...values },
  links,
})
const names = Array.from({ length: 210 }, (_, at) => `c${at}`)
const steps: readonly RowStep[] = [
  ...names.map((key) => ({ row: company(key, { name: 'Earlier', city: 'Kiel' }), at: now - 30 * day })),
  ...names.slice(0, 5).map((key) => ({ row: company(key, { city: 'Ulm' }), at: now - 9 * day })),
  ...names.map((key) => ({ row: company(key, { name: `Name ${key}` }) })),
  {
    row: {
      type: 'contact',
      externalId: 'p1',
      values: { name: 'Pia' },
      links: [{ association: 'companies', to: { type: 'company', externalId: 'c1' } }],
    },
  },
  { row: { type: 'user', externalId: 'sam', values: { name: 'Sam', active: true, seat: true }, links: [] } },
  { archive: { type: 'company', externalId: 'c209' } },
]
const source: RowSource = {
  source: 'made',
  extensions: [{ name: 'company', properties: [{ name: 'mood', kind: 'string', label: 'Mood' }] }],
  steps: async () => steps,
}
const users = [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'bare', superAdmin: true, seat: false }), aUser({ id: 'ada' })]
const store = () => memory({ users, records: [record(Company, 'own', { name: 'Our own' })] })
const start = (storage = store()) => createTestHost({ plugins: [use(recordPlugin)], storage })
type Host = Awaited<ReturnType<typeof start>>

const seen = async (host: Host, type: string, id: string) => {
  const found = await host.as('root').read(recordContract, { type, id })
  if (!found.ok) return 'none'
  return found.value.archived ? 'archived' : found.value.properties.find(({ name }) => name === 'name')?.value
}
const taken = async (host: Host, by = 'root') => {
  const rows = await host.openRows(source)
  await rows.takeIn(by, null)
  await host.idle()
  return rows
}

test('[SDK-13] rows of an application come in as one run with their past, and go as one; what people changed stays and is named', async () => {
  await using host = await start()
  const rows = await taken(host)
  expect(await firstValueFrom(rows.watch('root'))).toMatchObject({
    isIn: true,
    taken: { state: 'done', total: steps.length, done: steps.length, failed: 0 },
  })
  expect(await Promise.all(['made:c0', 'made:c209', 'own'].map((id) => seen(host, 'company', id)))).toEqual([
    'Name c0',
    'archived',
    'Our own',
  ])
  expect(host.users().map(({ name }) => name)).toContain('Sam')
  getValue(await host.as('root').act(updateRecordContract, { type: 'company', id: 'made:c7', values: { city: 'Bremen' } }))
  await rows.takeOut('root')
  await host.idle()
  const { isIn, out } = await firstValueFrom(rows.watch('root'))
  expect({ isIn, state: out?.state, left: out?.left, failed: out?.failed }).toEqual({ isIn: false, state: 'done', left: 0, failed: 0 })
  expect(out?.items.map(({ id, title }) => [id, title])).toEqual([['made:c7', 'Earlier']])
  expect(await Promise.all(['c0', 'c4', 'c7', 'c150', 'c208', 'c209'].map((key) => seen(host, 'company', `made:${key}`)))).toEqual([
    ...['archived', 'archived', 'Earlier', 'archived', 'archived', 'archived'],
  ])
  expect(await seen(host, 'company', 'own')).toBe('Our own')
  expect(host.users().map(({ name }) => name)).not.toContain('Sam')
})

test('[SDK-13] rows that were taken out come in again, whole', async () => {
  await using host = await start()
  const rows = await taken(host)
  await rows.takeOut('root')
  await host.idle()
  await taken(host)
  expect(await firstValueFrom(rows.watch('root'))).toMatchObject({ isIn: true, taken: { state: 'done', failed: 0 } })
  expect(await Promise.all(['made:c0', 'made:c208', 'made:c209'].map((id) => seen(host, 'company', id)))).toEqual([
    'Name c0',
    'Name c208',
    'archived',
  ])
  expect(await seen(host, 'contact', 'made:p1')).toBe('Pia')
  await rows.takeOut('root')
  await host.idle()
  expect(await seen(host, 'company', 'made:c0')).toBe('archived')
})

test('[SDK-13] rows are taken in once, by super admins alone, with a seat or without one', async () => {
  await using host = await start()
  const rows = await host.openRows(source)
  await expect(rows.takeIn('ada', null)).rejects.toMatchObject({ code: 'access.denied' })
  await expect(rows.takeOut('ada')).rejects.toMatchObject({ code: 'access.denied' })
  await expect(firstValueFrom(rows.watch('ada'))).rejects.toMatchObject({ code: 'access.denied' })
  await expect(rows.takeOut('root')).rejects.toMatchObject({ code: 'record.not-found' })
  await taken(host, 'bare')
  await expect(rows.takeIn('root', null)).rejects.toMatchObject({ code: 'input.invalid' })
  getValue(await host.as('root').act(archiveRecordContract, { type: 'company', id: 'made:c3' }))
  await rows.takeOut('bare')
  await host.idle()
  const { isIn, out } = await firstValueFrom(rows.watch('bare'))
  expect({ isIn, left: out?.left, failed: out?.failed }).toEqual({ isIn: false, left: 0, failed: 0 })
  expect(await seen(host, 'company', 'made:c0')).toBe('archived')
})

test('[SDK-13] a run of rows that a stop interrupted goes on in the next host; a cancelled one stays as far as it came, and goes', async () => {
  const storage = store()
  const first = await start({ ...storage, close: async () => {} })
  await (await first.openRows(source)).takeIn('root', null)
  await first[Symbol.asyncDispose]()
  await using host = await start(storage)
  const rows = await host.openRows(source)
  await host.advance({ ms: 10_000 })
  await host.idle()
  expect(await firstValueFrom(rows.watch('root'))).toMatchObject({ taken: { state: 'done', done: steps.length, failed: 0 } })
  await rows.takeOut('root')
  await host.idle()
  await rows.takeIn('root', null)
  await rows.cancel('root')
  await host.idle()
  expect(await firstValueFrom(rows.watch('root'))).toMatchObject({ isIn: true, taken: { state: 'cancelled' } })
  await rows.takeOut('root')
  await host.idle()
  expect(await seen(host, 'company', 'made:c0')).toBe('archived')
})
