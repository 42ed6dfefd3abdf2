import { Company, getValue, Ticket } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { aGroup, aProfile } from '../engine/test-profile.js'
import { activated, definition, open, ref, store } from '../keeper/test-scored-host.js'

const inputsFor = async (host: TestHost, user: string) => {
  await host.idle()
  const health = getValue(await host.as(user).read(healthContract, { type: 'company', id: 'a' }))
  return health.state === 'scored' ? health.groups.flatMap(({ criteria }) => criteria.flatMap(({ inputs }) => inputs)) : []
}
const hide = (host: TestHost, ...hidden: readonly string[]) => writeAs(host, (writes) => writes.update(ref('user', 'ines'), { hidden }))
const link = (host: TestHost, ids: readonly string[]) =>
  writeAs(host, (writes) => {
    for (const id of ids) writes.associate(ref('company', 'a'), { association: 'tickets', to: id })
  })

test('[HS-15] whether a customer is in a segment is shown to who may see all that its filter looks at', async () => {
  const segment = (id: string, filters: readonly object[]) => ({
    ...{ kind: 'segment', id, name: id, segment: `Segment ${id}`, inside: 10 },
    filter: { test: 'all', filters },
  })
  const size = { test: 'at-least', property: 'company.employees', value: 5 }
  const known = { test: 'is-known', property: 'company.name' }
  const linked = { test: 'some', link: 'company.tickets' }
  await using host = await open(store(record(Company, 'z', { name: 'Z' })))
  await activated(host, aProfile([aGroup('g', 100, [segment('own', [size, known]), segment('linked', [known, linked])])]))
  const shown = [
    { of: 'segment', label: 'Segment own', value: true },
    { of: 'segment', label: 'Segment linked' },
  ]
  expect(await inputsFor(host, 'ines')).toEqual(shown)
  await hide(host, 'company.employees')
  expect(await inputsFor(host, 'ines')).toEqual([{ of: 'segment', label: 'Segment own' }, shown[1]])
  await hide(host, 'company.industry')
  expect(await inputsFor(host, 'ines')).toEqual(shown)
})

test('[HS-15] [HS-7] of many linked records all count, twenty are named, and one without a title by its id', async () => {
  const ids = Array.from({ length: 25 }, (_, at) => `t${String(at).padStart(2, '0')}`)
  await using host = await open(store(...ids.map((id, at) => record(Ticket, id, at === 0 ? {} : { subject: `Ticket ${id}` }))))
  await activated(host)
  await link(host, ids)
  const tickets = async (user: string) => (await inputsFor(host, user))[1]
  const named = (titles: boolean) =>
    ids.slice(0, 20).map((id, at) => ({ type: 'ticket', id, title: titles && at > 0 ? `Ticket ${id}` : id }))
  expect(await tickets('ines')).toEqual({ of: 'records', label: 'Tickets', value: 25, records: named(true) })
  await hide(host, 'ticket.subject')
  expect(await tickets('ines')).toEqual({ of: 'records', label: 'Tickets', value: 25, records: named(false) })
})

test('[HS-15] where one of the linked records is hidden, or a property that counts, neither number nor records are shown', async () => {
  const tickets = ['mine', 'theirs'].map((id) => record(Ticket, id, { subject: id, owner: id === 'mine' ? 'ines' : 'root' }))
  await using host = await open(store(...tickets))
  await activated(host, definition)
  await link(host, ['mine'])
  const own = { view: 'own', edit: 'none', delete: 'none' }
  const objects = { '*': { ...own, view: 'all' }, ticket: own }
  await writeAs(host, (writes) => writes.update(ref('user', 'ines'), { objects }))
  const seen = async () => (await inputsFor(host, 'ines'))[1]
  const mine = { of: 'records', label: 'Tickets', value: 1, records: [{ type: 'ticket', id: 'mine', title: 'mine' }] }
  expect(await seen()).toEqual(mine)
  await hide(host, 'ticket.closedAt')
  expect(await seen()).toEqual({ of: 'records', label: 'Tickets' })
  await hide(host, 'ticket.createdAt')
  expect(await seen()).toEqual(mine)
  await link(host, ['theirs'])
  expect(await seen()).toEqual({ of: 'records', label: 'Tickets' })
})
