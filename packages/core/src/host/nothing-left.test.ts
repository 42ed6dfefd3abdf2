import { customerList, customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createFakeClock } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import * as contracts from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'
import { createHost } from './create-host.js'
import { testKernel } from './test-kernel.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const person = (id: string, name: string) => ({ id, name, seat: true, permissions: ['workspace.access'], objects: { '*': all } })
const seed = {
  users: [person('anna', 'Anna'), person('ben', 'Ben'), { id: 'root', name: 'Root', seat: true, superAdmin: true }],
  records: ['c1', 'c2', 'c3'].map((id) => record(Company, id, { name: `Company ${id}`, csm: 'anna', renewalDate: '2026-07-01' })),
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a thousand live views that open and close leave no view, no watcher and no timer', async () => {
  const kernel = await testKernel(seed)
  const timers = kernel.clock.pending
  const asker = kernel.askers.get('anna')
  const query = (round: number) => ({
    type: 'company',
    select: ['name'],
    where: { test: 'in-next', property: 'company.renewalDate', span: { days: 1 + (round % 50) } } as const,
    orderBy: [{ by: 'company.arr', direction: 'ascending' } as const],
    limit: 1 + (round % 7),
  })
  for (let round = 0; round < 1_000; round++) {
    const bind = () => kernel.access.bind(asker, query(round), { live: true })
    const views = ['anna', 'ben'].map((subject) => kernel.live.watch({ subject, bind }).subscribe())
    if (round % 2 === 0) await kernel.live.idle()
    if (round % 10 === 0) {
      const writes = [{ write: 'update', type: 'company', id: 'c1', values: { name: `Round ${round}` } }] as const
      getValue(await kernel.writer.write({ asker, actor: { user: 'anna', source: 'user' } }, writes))
    }
    for (const view of views) view.unsubscribe()
  }
  await kernel.live.idle()
  await turn()
  const { views, watchers } = kernel.live.stats()
  expect([views, watchers, kernel.clock.pending]).toEqual([0, 0, timers])
})

test('a thousand sessions that watch and leave keep no timer after a minute, and a closed host none at all', async () => {
  const clock = createFakeClock('2026-06-30T12:00:00Z')
  const host = await createHost({ storage: memory(seed), plugins: [use(customers), use(recordPlugin)], grants: 'declared', clock })
  await host.idle()
  const timers = clock.pending
  for (let round = 0; round < 1_000; round++) {
    const desk = host.as(['anna', 'ben', 'root', 'nobody'][round % 4] ?? '')
    const watched = [
      desk.watch(customerList, { view: 'tenure.customers/all', limit: 1 + (round % 5) }).subscribe(),
      desk.watch(contracts.tabsContract).subscribe(),
      desk.watch(contracts.sessionContract).subscribe(),
    ]
    if (round % 3 === 0) await turn()
    if (round % 20 === 0)
      await host.as('root').act(contracts.updateRecordContract, { type: 'company', id: 'c2', values: { name: `Round ${round}` } })
    for (const subscription of watched) subscription.unsubscribe()
  }
  await host.idle()
  await clock.advance({ ms: 60_000 })
  await host.idle()
  expect(clock.pending).toBe(timers)
  await host[Symbol.asyncDispose]()
  expect(clock.pending).toBe(0)
})
