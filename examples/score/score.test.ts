import { readFileSync } from 'node:fs'
import { Company, getValue, use } from '@tenure/core'
import { defineProperty } from '@tenure/core/contract'
import { activateProfileContract, healthContract, saveProfileContract } from '@tenure/core/health'
import { definePlugin } from '@tenure/core/plugin'
import { scoreProfileSchema } from '@tenure/core/score'
import { backtestContract } from '@tenure/health'
import { record, withAdded } from '@tenure/memory'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { seatsBought } from './seats.js'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const definition = scoreProfileSchema.parse(read('profile.json'))
const seats = defineProperty({ on: Company, name: 'seats', kind: 'number', label: 'Seats' })
const seatsUsed = defineProperty({ on: Company, name: 'seatsUsed', kind: 'number', label: 'Seats in use' })
const plugin = definePlugin({ id: 'acme.seats', version: '1.0.0', host: '1.0', contributes: [seats, seatsUsed, seatsBought] })

test('[HS-2] [HS-3] a profile as a file has it is activated, and a kind of criterion of a plugin takes points', async () => {
  const [group] = definition.groups
  if (group === undefined) throw new Error('A group is expected.')
  const unused = { id: 'unused', name: 'Unused seats', kind: 'custom', of: 'acme.seats/unused', config: { most: 5 } } as const
  const both = { ...definition, groups: [{ ...group, criteria: [...group.criteria, unused] }] }
  const seed = {
    users: [aUser({ id: 'anna', superAdmin: true })],
    records: [record(withAdded(Company, seats, seatsUsed), 'n', { name: 'Northwind', csm: 'anna', seats: 20, seatsUsed: 3 })],
  }
  await using host = await createTestHost({ plugins: [use(plugin)], seed })
  const anna = host.as('anna')
  const { profile, version, faults } = getValue(await anna.act(saveProfileContract, { definition: both, alerts: false }))
  expect(faults).toEqual([])
  getValue(await anna.act(activateProfileContract, { profile, version, alerts: false }))
  await host.idle()
  expect(getValue(await anna.read(healthContract, { type: 'company', id: 'n' }))).toMatchObject({ state: 'scored', score: 90 })
})

test('[HS-11] the question of a backtest as a file has it is one', async () => {
  const question = { profile: definition, ...(read('question.json') as object) }
  const checked = await backtestContract.input?.['~standard'].validate(question)
  expect(checked).toMatchObject({ value: { horizonDays: 90, when: { form: 'landmarks' } } })
})
