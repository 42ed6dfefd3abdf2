import { use } from '@tenure/core'
import { activateTypeContract } from '@tenure/core/administration'
import { getValue, Service } from '@tenure/core/contract'
import { saveSettingsContract, settingsContract, tabContract, tabsContract } from '@tenure/core/page'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { serviceBoard, serviceList, services } from './index.js'

const seed = {
  users: [aUser({ id: 'root', superAdmin: true }), aUser({ id: 'ines' })],
  records: [
    record(Service, 's1', { name: 'Onboarding', pipeline: 'lifecycle', stage: 'onboarding', csm: 'ines', renewalDate: '2026-07-10' }),
    record(Service, 's2', { name: 'Support', pipeline: 'lifecycle', stage: 'live' }),
  ],
}
const section = 'tenure.services/settings'
const start = (): Promise<TestHost> => createTestHost({ plugins: [use(services), use(recordPlugin)], seed, now: '2026-06-30T12:00:00Z' })
const settings = async (host: TestHost, change: object) => {
  const { version, values } = getValue(await host.as('root').read(settingsContract, { section }))
  return host.as('root').act(saveSettingsContract, { section, version, values: { ...(values as object), ...change } as never })
}

test('[MAP-2] [MAP-4] [MAP-7] until the service object is activated the tab says so, and activation opens it', async () => {
  await using host = await start()
  const tab = async (as: string) => getValue(await host.as(as).read(tabContract, { tab: 'tenure.services/services' }))
  expect((await tab('root')).needs).toMatchObject({ because: 'inactive', type: { name: 'service' }, may: true })
  getValue(await host.as('root').act(activateTypeContract, { type: 'service' }))
  expect((await tab('ines')).needs).toBeUndefined()
  expect(getValue(await host.as('ines').read(serviceList)).rows.map(({ id }) => id)).toEqual(['s1', 's2'])
})

test('[WSP-7] an account without services hides the tab, whatever was chosen for it', async () => {
  await using host = await start()
  expect(await settings(host, { csm: 'owner' })).toMatchObject({ problem: { code: 'input.invalid' } })
  getValue(await settings(host, { showTab: false }))
  expect(getValue(await host.as('ines').read(tabsContract))).toEqual([])
})

test('[SVC-1] [SVC-5] [WSP-7] the services of the chosen pipelines, in the chosen layout; built-in views follow the chosen properties', async () => {
  await using host = await start()
  getValue(await host.as('root').act(activateTypeContract, { type: 'service' }))
  const view = async (id: string) =>
    getValue(await host.as('ines').read(serviceList, { view: `tenure.services/${id}` })).rows.map((row) => row.id)
  expect(await view('owned-by-me')).toEqual(['s1'])
  expect(await view('due')).toEqual(['s1'])
  expect(getValue(await host.as('ines').read(serviceBoard))).toMatchObject({ layout: 'board', pipelines: [{ value: 'lifecycle' }] })
  getValue(await settings(host, { csm: 'owner', renewalDate: null, layout: 'table' }))
  expect(await view('owned-by-me')).toEqual([])
  expect(getValue(await host.as('ines').read(serviceBoard)).layout).toBe('table')
  expect(await settings(host, { pipelines: ['nowhere'] })).toMatchObject({ problem: { code: 'input.invalid' } })
  getValue(await settings(host, { showTab: false, csm: null }))
  expect(getValue(await host.as('ines').read(tabsContract))).toEqual([])
})
