import { createHost, type StorageAdapter, use } from '@tenure/core'
import type { IO } from '@tenure/core/adapter'
import { Company, type FilterData } from '@tenure/core/contract'
import { memory, record } from '@tenure/memory'
import { sqlite } from '@tenure/sqlite'
import { createFakeClock } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test, vi } from 'vitest'
import { customerList, customers } from './index.js'

const users = [{ id: 'root', name: 'Root', seat: true, superAdmin: true }]
const open = async (storage: StorageAdapter, budget = {}) =>
  createHost({ storage, plugins: [use(customers)], grants: 'declared', clock: createFakeClock('2026-06-30T12:00:00Z'), budget })
const view = 'tenure.customers/all'
const named = (at: number): FilterData => ({ test: 'contains', property: 'customer.name', text: `name ${at}` })
const counted = (at: number): FilterData => ({ test: 'count', link: 'customer.contacts', is: 'at-least', than: at })
const filter = (make: (at: number) => FilterData): FilterData => ({
  test: 'all',
  filters: Array.from({ length: 199 }, (_, at) => make(at)),
})

test('[SEC-17] oversized inputs are refused as such and switch nothing off for others', async () => {
  await using host = await open(sqlite({ file: ':memory:' }))
  await host.createFirstAdmin('Root')
  const root = host.as(host.users()[0]?.id ?? '')
  for (let time = 0; time < 8; time++) {
    const filters = Array.from({ length: 20 }, (_, part) => filter((at) => named(at + 199 * part)))
    const outcome = await root.read(customerList, { view, filters })
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'input.too-large', details: { limit: 'tests of one query', max: 500 } } })
  }
  expect(await root.read(customerList, { view })).toMatchObject({ ok: true, value: { total: 0 } })
})

test('[SEC-17] the budget of calls and of open lists is the one that is configured', async () => {
  const records = Array.from({ length: 50 }, (_, at) => record(Company, `c${at}`, { name: `Name ${at}` }))
  await using host = await open(memory({ users, records }), { call: 200_000, live: 100_000, hops: 200 })
  const root = host.as('root')
  const filters = [filter(counted)]
  const tooLarge = (max: number) => ({ code: 'input.too-large', details: { limit: 'looks at values of one query', max } })
  expect(await root.read(customerList, { view, filters })).toMatchObject({ problem: tooLarge(200_000) })
  expect(await firstValueFrom(root.watch(customerList, { view, filters }))).toMatchObject({ state: 'stale', problem: tooLarge(100_000) })
  expect(await root.read(customerList, { view })).toMatchObject({ ok: true, value: { total: 50 } })
})

test('[SEC-17] a read whose caller leaves ends in the store, and is no fault of the plugin', async () => {
  const store = memory({ users })
  const reads: IO[] = []
  const stuck: StorageAdapter = {
    ...store,
    scan: (offer, io) => (isOfCompanies(offer.native) && io.caller !== undefined ? wait(io, reads) : store.scan(offer as never, io)),
  }
  await using host = await open(stuck)
  for (let time = 0; time < 8; time++) {
    const left = new AbortController()
    const outcome = host.as('root').read(customerList, { view }, { signal: left.signal })
    await vi.waitFor(() => expect(reads).toHaveLength(time + 1))
    left.abort()
    expect(await outcome).toMatchObject({ problem: { code: 'plugin.unavailable', details: { because: 'The caller has left.' } } })
    expect(reads.at(-1)).toMatchObject({ caller: 'root', signal: { aborted: true }, deadline: Date.parse('2026-06-30T12:00:09Z') })
  }
})
function isOfCompanies(native: unknown): boolean {
  return (native as { readonly type: string }).type === 'company'
}
async function* wait(io: IO, reads: IO[]): AsyncGenerator<never> {
  reads.push(io)
  await new Promise((_, reject) => io.signal.addEventListener('abort', () => reject(io.signal.reason)))
}
