import { Company, getValue } from '@tenure/core/contract'
import { hours } from '@tenure/core/job'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import { healthContract } from '../contract/health-contract.js'
import { activated, open, ref, root } from '../keeper/test-scored-host.js'

test('[HS-15] [HS-7] the cause of a difference shows its values to those who may see the property, and to others its points alone', async () => {
  await using host = await open()
  await activated(host)
  await host.advance(hours(1))
  getValue(await root(host).edit('a', Company.employees, 500))
  await writeAs(host, (writes) => writes.update(ref('user', 'narrow'), { hidden: ['company.employees'] }))
  await host.idle()
  const changeFor = async (user: string) => {
    const health = getValue(await host.as(user).read(healthContract, { type: 'company', id: 'a' }))
    return health.state === 'scored' ? health.change : undefined
  }
  const cause = { of: 'size', label: 'Employees', points: 20 }
  expect(await changeFor('root')).toMatchObject({
    ...{ from: 40, to: 60 },
    causes: [{ ...cause, by: 'input', input: 'Employees', kind: 'number', from: 10, to: 500 }],
  })
  expect((await changeFor('narrow'))?.causes).toEqual([{ ...cause, by: 'hidden' }])
})
