import { Company, getValue, use } from '@tenure/core'
import { tabsContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { first, mine } from './plugin.js'

test('[SDK-1] the tab lists the customers of its user, the nearest renewal first', async () => {
  const seed = {
    users: [aUser({ id: 'anna', permissions: ['workspace.access'] })],
    records: [
      record(Company, 'late', { name: 'Contoso', csm: 'anna', renewalDate: '2027-03-15' }),
      record(Company, 'soon', { name: 'Northwind', csm: 'anna', renewalDate: '2026-12-01' }),
      record(Company, 'other', { name: 'Tailspin', csm: 'ben', renewalDate: '2026-11-01' }),
    ],
  }
  await using host = await createTestHost({ plugins: [use(first)], seed })
  const anna = host.as('anna')
  expect(getValue(await anna.read(mine)).rows.map(({ name }) => name)).toEqual(['Northwind', 'Contoso'])
  expect(getValue(await anna.read(tabsContract)).map(({ title }) => title)).toContain('My renewals')
})
