import { getValue } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { activated, definition, open, ref, root } from '../keeper/test-scored-host.js'

const explained = async (host: Awaited<ReturnType<typeof open>>, id: string) => {
  await host.idle()
  const health = getValue(await root(host).read(healthContract, { type: 'company', id }))
  if (health.state !== 'scored') throw new Error('There is no score.')
  return health
}

test('[HS-7] an explanation has the points of each criterion, and the inputs that they came from', async () => {
  await using host = await open()
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'a'), { association: 'tickets', to: 't' }))
  const { groups } = await explained(host, 'a')
  expect(groups.flatMap(({ criteria }) => criteria.map(({ name, points, inputs }) => ({ name, points, inputs })))).toEqual([
    { name: 'Employees', points: 20, inputs: [{ of: 'property', label: 'Employees', kind: 'number', value: 10 }] },
    {
      ...{ name: 'Open tickets', points: 0 },
      inputs: [{ of: 'records', label: 'Tickets', value: 1, records: [{ type: 'ticket', id: 't', title: 'T' }] }],
    },
    { name: 'Meetings', points: 0, inputs: [{ of: 'records', label: 'Meetings', value: 0, records: [] }] },
  ])
})

test('[HS-7] [BEY-2] what is cut off at a bound is an entry of its own, and the criterion shows what is left', async () => {
  const groups = definition.groups.map((group) =>
    group.id === 'usage' ? { ...group, criteria: group.criteria.map((one) => ({ ...one, most: 15 })) } : group,
  )
  await using host = await open()
  await activated(host, { ...definition, groups })
  const health = await explained(host, 'a')
  expect(health.groups.map(({ criteria }) => criteria.map(({ points }) => points))).toEqual([[15], [20], [0]])
  expect(health.entries.map(({ part, of, points }) => [part, of, points])).toEqual([
    ['criterion', 'size', 20],
    ['criterion-cut', 'size', -5],
    ['criterion', 'open', 20],
    ['criterion', 'meet', 0],
  ])
  expect([health.score, health.entries.reduce((sum, { units }) => sum + units, 0)]).toEqual([35, health.total])
})
