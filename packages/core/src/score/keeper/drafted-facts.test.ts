import { Company, Contact, rowOf } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { RecordId } from '../../schema/value.js'
import { aGroup, aProfile } from '../engine/test-profile.js'
import { activated, open, ref, root, store } from './test-scored-host.js'

const labelled = (id: string, label: string | undefined, inside: number) => ({
  ...{ kind: 'segment', id, name: id, segment: id, inside },
  filter: { test: 'some', link: 'company.contacts', ...(label !== undefined && { label }) },
})
const openTickets = {
  ...{ kind: 'records', id: 'open', name: 'Open', association: 'company.tickets', measure: { by: 'count' } },
  ...{
    where: { test: 'is-unknown', property: 'ticket.closedAt' },
    ranges: [
      { from: 1, to: 2, points: 10 },
      { from: 2, points: 30 },
    ],
  },
}
const profile = aProfile([
  aGroup('g', 100, [labelled('champion', 'Champion', 1), labelled('buyer', 'Buyer', 2), labelled('any', undefined, 4), openTickets]),
])
// As it was stored with the change itself: nothing has had time to score it afterwards.
const scoreAtOnce = async (host: TestHost, id: RecordId = 'a') =>
  (await root(host).records.find(id, rowOf(Company.healthScore)))?.healthScore

test('[HS-8] a change is stored with the score of all links and labels that it leaves, those of before and its own', async () => {
  await using host = await open(store(record(Contact, 'p', { name: 'P' }), record(Contact, 'q', { name: 'Q' })))
  await activated(host, profile)
  const link = async (...links: readonly (readonly [to: string, label?: string])[]) => {
    await writeAs(host, (writes) => {
      for (const [to, label] of links) writes.associate(ref('company', 'a'), { association: 'contacts', to, label })
    })
    return scoreAtOnce(host)
  }
  expect([await scoreAtOnce(host), await link(['q']), await link(['p', 'Champion'])]).toEqual([0, 4, 5])
  expect(await link(['p', 'Buyer'])).toBe(7)
})

test('[HS-8] a new customer is stored with its score, by new records that are linked to it in the same change', async () => {
  await using host = await open(store())
  await activated(host, profile)
  const ids: RecordId[] = []
  await writeAs(host, (writes) => {
    const tickets = [{ subject: 'One' }, { subject: 'Two' }, { subject: 'Done', closedAt: 1 }].map((values) =>
      writes.create('ticket', values),
    )
    ids.push(writes.create('company', { name: 'New' }))
    for (const to of [...tickets]) writes.associate(ref('company', ids[0] ?? ''), { association: 'tickets', to })
  })
  expect(await scoreAtOnce(host, ids[0])).toBe(30)
})

test('[HS-8] a change of a linked record and a link to it in one change count together', async () => {
  await using host = await open(store())
  await activated(host, profile)
  await writeAs(host, (writes) => {
    writes.update(ref('ticket', 't'), { closedAt: 1 })
    writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' })
  })
  expect(await scoreAtOnce(host)).toBe(0)
  await writeAs(host, (writes) => {
    writes.update(ref('ticket', 't'), { closedAt: null })
    writes.update(ref('company', 'a'), { employees: 11 })
  })
  expect(await scoreAtOnce(host)).toBe(10)
})
