import { getValue, use } from '@tenure/core'
import { Company } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { firstStart, setUpSteps } from './first-start.js'

test('[SDK-13] the set-up counts customers and those with a CSM, and goes when somebody who manages settings hides it', async () => {
  let hidden = 0
  await using host = await createTestHost({
    plugins: [use(firstStart({ hide: () => void hidden++ }))],
    seed: {
      users: [
        aUser({ id: 'csm', permissions: ['workspace.access'] }),
        aUser({
          ...{ id: 'manager', permissions: ['workspace.access', 'settings.manage'] },
          objects: { '*': { view: 'all', edit: 'all', delete: 'none' } },
        }),
      ],
      records: ['a', 'b', 'c'].map((id) => record(Company, id, { name: id, ...(id !== 'c' && { csm: 'csm' }) })),
    },
  })
  expect(getValue(await host.as('manager').read(setUpSteps))).toEqual({ customers: 3, withCsm: 2 })
  expect(await host.as('csm').read(setUpSteps)).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  const hide = host.contracts().actions.find(({ id }) => id === 'tenure.first-start/hide')
  if (hide === undefined) throw new Error('The set-up can be hidden.')
  expect(await host.as('csm').act(hide, undefined)).toMatchObject({ ok: false, problem: { code: 'access.denied' } })
  expect(hidden).toBe(0)
  expect(await host.as('manager').act(hide, undefined)).toMatchObject({ ok: true })
  expect(hidden).toBe(1)
})

test('[SDK-13] an empty workspace has no customers, and none with a CSM', async () => {
  await using host = await createTestHost({
    plugins: [use(firstStart({ hide: () => {} }))],
    seed: { users: [aUser({ id: 'root', superAdmin: true })] },
  })
  expect(getValue(await host.as('root').read(setUpSteps))).toEqual({ customers: 0, withCsm: 0 })
})
