import { customerList, customers } from '@tenure/customers'
import { aCompany, aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { saveViewContract } from '../contract/page/view-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'

const minute = 60_000
const renews = (id: string, renewalDate: string) => aCompany({ id, name: id, csm: 'anna', renewalDate })
const seed = {
  users: [
    aUser({ id: 'anna', permissions: ['workspace.access', 'settings.manage'], timeZone: 'Asia/Tokyo' }),
    aUser({ id: 'ben', timeZone: 'America/Los_Angeles' }),
  ],
  records: [renews('on-30', '2026-06-30'), renews('on-1', '2026-07-01'), renews('on-2', '2026-07-02'), renews('on-3', '2026-07-03')],
}

test('[VIEW-9] an open list of a saved view with a relative date changes at midnight of its user, not at that of others', async () => {
  // In Tokyo it is a minute before the first of July, in Los Angeles the morning of the thirtieth of June.
  await using host = await createTestHost({ plugins: [use(customers)], seed, now: '2026-06-30T14:59:00Z' })
  const filter = { test: 'in-next', property: `${Company.objectType}.renewalDate`, span: { days: 1 } } as const
  const saved = { collection: 'tenure.customers/list', name: 'Due', audience: 'everyone', filter } as const
  const { id } = getValue(await host.as('anna').act(saveViewContract, saved))
  const shown = new Map<string, readonly string[]>()
  const heard = new Map<string, number>()
  for (const user of ['anna', 'ben'])
    host
      .as(user)
      .watch(customerList, { view: id, columns: [], sort: [{ property: 'name', direction: 'ascending' }] })
      .subscribe(({ value }) => {
        if (value !== undefined) shown.set(user, value.rows.map((row) => row.id).toSorted())
        heard.set(user, (heard.get(user) ?? 0) + 1)
      })
  await host.idle()
  expect(Object.fromEntries(shown)).toEqual({ anna: ['on-1', 'on-30'], ben: ['on-1', 'on-30'] })
  const before = heard.get('ben')
  await host.advance({ ms: minute })
  expect(Object.fromEntries(shown)).toEqual({ anna: ['on-1', 'on-2'], ben: ['on-1', 'on-30'] })
  expect(heard.get('ben')).toBe(before)
  // Sixteen hours later it is midnight in Los Angeles as well.
  await host.advance({ ms: 16 * 60 * minute })
  expect(Object.fromEntries(shown)).toEqual({ anna: ['on-1', 'on-2'], ben: ['on-1', 'on-2'] })
})
