import { use } from '@tenure/core'
import { Company, getValue, minutes } from '@tenure/core/contract'
import { activateProfileContract, saveProfileContract } from '@tenure/core/health'
import { scoreProfileSchema } from '@tenure/core/score'
import { customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { activeAlerts, alerts } from './index.js'

const criterion = { id: 'n', name: 'Employees', kind: 'number', property: 'company.employees', ranges: [{ from: 0, points: 50 }] } as const
const groups = [{ id: 'size', name: 'Size', kind: 'property', maximum: 100, criteria: [criterion] }] as const
const definition = (neutral: number) =>
  scoreProfileSchema.parse({ name: 'Size', objectType: 'company', groups, thresholds: { neutral, healthy: 90 } })

test('[HS-10] changing an active profile raises no alerts unless asked for', async () => {
  await using host = await createTestHost({
    plugins: [use(alerts), use(customers)],
    now: '2026-06-29T08:00:00Z',
    seed: {
      users: [aUser({ id: 'ines' }), aUser({ id: 'root', superAdmin: true })],
      records: [record(Company, 'c1', { name: 'Halden Freight', csm: 'ines', employees: 5 })],
    },
  })
  const root = host.as('root')
  const first = getValue(await root.act(saveProfileContract, { definition: definition(40), alerts: false }))
  const { profile, ...active } = getValue(await root.act(activateProfileContract, { ...pick(first), alerts: false }))
  let { version } = active
  const change = async (neutral: number, withAlerts: boolean) => {
    ;({ version } = getValue(
      await root.act(saveProfileContract, { profile, version, definition: definition(neutral), alerts: withAlerts }),
    ))
    await host.idle()
    await host.advance(minutes(1))
    const { alerts: shown } = getValue(await host.as('ines').read(activeAlerts, { all: false }))
    return shown.map(({ from, to }) => `${from} ${to}`)
  }
  await host.idle()
  expect([await change(60, false), await change(40, false), await change(60, true)]).toEqual([[], [], ['neutral at-risk']])
})
const pick = ({ profile, version }: { readonly profile: string; readonly version: string }) => ({ profile, version })
