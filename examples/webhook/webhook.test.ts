import { Company, getValue, use } from '@tenure/core'
import { rowOf } from '@tenure/core/contract'
import { createPublicLinkContract } from '@tenure/core/outside'
import { record } from '@tenure/memory'
import { localSwitcher, openWebhooks, serve } from '@tenure/server'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { directory } from './directory.js'
import { send } from './send.js'

test('[SEC-11] a program elsewhere changes a company by a webhook, once for each id', async () => {
  const seed = {
    users: [aUser({ id: 'anna', superAdmin: true })],
    records: [record(Company, 'n', { name: 'Northwind', domain: 'northwind.example', employees: 80 })],
  }
  const webhooks = openWebhooks('32 characters or more, at random: 5d0f1c')
  await using host = await createTestHost({ plugins: [use(directory)], seed, webhooks, now: new Date().toISOString() })
  await using server = await serve({ host, signIn: localSwitcher() })
  const anna = host.as('anna')
  const made = getValue(await anna.act(createPublicLinkContract, { kind: 'acme.directory/growth', name: 'Directory' }))
  const webhook = { address: `${server.url}/api${made.path}`, secret: made.secret ?? '' }
  const employees = async () => (await anna.records.find('n', rowOf(Company.employees)))?.employees

  expect((await send(webhook, 'event-1', { domain: 'northwind.example', employees: 120 })).status).toBe(200)
  expect(await employees()).toBe(120)
  getValue(await anna.edit('n', Company.employees, 121))
  expect((await send(webhook, 'event-1', { domain: 'northwind.example', employees: 120 })).status).toBe(200)
  expect(await employees()).toBe(121)
  const unknown = await send(webhook, 'event-2', { domain: 'fabrikam.example', employees: 7 })
  expect([unknown.status, await unknown.text()]).toEqual([422, expect.stringContaining('No company has the domain fabrikam.example.')])
})
