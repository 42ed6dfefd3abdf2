import { Company, getValue, use } from '@tenure/core'
import { rowOf } from '@tenure/core/contract'
import { createPublicLinkContract, type FetchPort } from '@tenure/core/outside'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { describeContract, outside } from './outside.js'

test('a plugin reads a home page, and gives a list away by a link', async () => {
  const html = '<html><head><meta name="description" content="Cranes for hire"></head></html>'
  const fetcher: FetchPort = { fetch: async () => ({ state: 'fetched', text: html, type: 'text/html' }) }
  const seed = {
    users: [aUser({ id: 'anna', superAdmin: true })],
    records: [record(Company, 'n', { name: 'Northwind', renewalDate: '2026-09-01', csm: 'anna' })],
  }
  await using host = await createTestHost({ plugins: [use(outside)], seed, fetcher })
  const anna = host.as('anna')
  getValue(await anna.act(describeContract, { company: 'n', url: 'https://northwind.example' }))
  expect(await anna.records.find('n', rowOf(Company.description))).toMatchObject({ description: 'Cranes for hire' })
  const { path } = getValue(await anna.act(createPublicLinkContract, { kind: 'acme.outside/renewals', name: 'For the board' }))
  expect(getValue(await host.openLink(path.split('/')[2] ?? ''))).toMatchObject({ text: '2026-09-01 Northwind\n' })
})
