import { Company, getValue, Ticket } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { activated, open, ref, root, store } from '../keeper/test-scored-host.js'

const changeFor = async (host: TestHost, user: string) => {
  const health = getValue(await host.as(user).read(healthContract, { type: 'company', id: 'a' }))
  return health.state === 'scored' ? health.change : undefined
}

test('[HS-15] [HS-7] the cause of a difference shows its values to those who may see the property, and to others its points alone', async () => {
  await using host = await open()
  await activated(host)
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  await writeAs(host, (writes) => writes.update(ref('user', 'narrow'), { hidden: ['company.employees'] }))
  await host.idle()
  const cause = { of: 'size', label: 'Employees', points: 20 }
  expect(await changeFor(host, 'root')).toMatchObject({
    ...{ from: 40, to: 60 },
    causes: [{ ...cause, by: 'input', input: 'Employees', kind: 'number', from: 10, to: 500 }],
  })
  expect((await changeFor(host, 'narrow'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})

test('[HS-15] the cause of a difference names the linked record to those who may see it, and to others its points alone', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  await host.idle()
  const cause = { of: 'open', label: 'Open tickets', points: 20 }
  const named = { input: 'Tickets', record: { type: 'ticket', id: 't', title: 'T', change: 'changed' } }
  expect((await changeFor(host, 'root'))?.causes).toEqual([{ ...cause, ...named, by: 'input' }])
  expect((await changeFor(host, 'narrow'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})

test('[HS-15] the cause of a difference names no linked record to who may not see the property that counts', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  await host.advance(hours(1))
  await writeAs(host, (writes) => writes.update(ref('ticket', 't'), { closedAt: 1 }))
  await writeAs(host, (writes) => writes.update(ref('user', 'ines'), { hidden: ['ticket.closedAt'] }))
  await host.idle()
  const byOf = async (user: string) => (await changeFor(host, user))?.causes.map(({ by, points }) => [by, points])
  expect([await byOf('root'), await byOf('ines')]).toEqual([[['input', 20]], [['hidden', 20]]])
})

test('[HS-15] of many linked records that caused a difference, their number is shown to who may see each, and to others the points alone', async () => {
  const ids = Array.from({ length: 8 }, (_, at) => `t${at}`)
  await using host = await open(store(...ids.map((id) => record(Ticket, id, { subject: id, owner: 'ines' }))))
  await activated(host)
  await writeAs(host, (writes) => {
    for (const id of ids) writes.associate(ref('company', 'a'), { association: 'tickets', to: id })
  })
  await host.advance(hours(1))
  await writeAs(host, (writes) => {
    for (const id of ids) writes.update(ref('ticket', id), { closedAt: 1 })
  })
  await host.idle()
  const cause = { of: 'open', label: 'Open tickets', points: 20 }
  expect((await changeFor(host, 'root'))?.causes).toEqual([{ ...cause, by: 'input', input: 'Tickets', records: 8 }])
  await writeAs(host, (writes) => writes.update(ref('ticket', 't0'), { owner: 'root' }))
  const objects = { '*': { view: 'all', edit: 'none', delete: 'none' }, ticket: { view: 'own', edit: 'none', delete: 'none' } }
  await writeAs(host, (writes) => writes.update(ref('user', 'ines'), { objects }))
  expect((await changeFor(host, 'ines'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})
