import { Company, getValue, use } from '@tenure/core'
import { tabContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { planCall, renewals } from './contract.js'
import { calendar } from './plugin.js'

test('[SDK-3] a tab names its element and carries what is drawn in its place', async () => {
  await using host = await createTestHost({
    plugins: [use(calendar)],
    now: '2026-11-25T12:00:00Z',
    seed: {
      users: [aUser({ id: 'anna' })],
      records: [
        record(Company, 'c1', { name: 'Northwind', owner: 'anna', renewalDate: '2026-12-01' }),
        record(Company, 'c2', { name: 'Contoso', owner: 'anna', renewalDate: '2028-01-01' }),
      ],
    },
  })
  const anna = host.as('anna')
  expect(host.elements()).toEqual([{ id: 'acme.calendar/months', plugin: 'acme.calendar', module: expect.stringMatching(/element\.js$/) }])
  const { block } = getValue(await anna.read(tabContract, { tab: 'acme.calendar/calendar' }))
  expect(block).toMatchObject({
    kind: 'custom',
    element: 'acme.calendar/months',
    fallback: { kind: 'table', provider: 'acme.calendar/renewals' },
  })
  expect(getValue(await anna.read(renewals)).rows.map(({ name }) => name)).toEqual(['Northwind'])
  expect(await anna.act(planCall, { company: 'c1', title: 'Call Northwind' })).toMatchObject({ ok: true })
})
