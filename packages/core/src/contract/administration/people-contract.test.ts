import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import {
  addPersonContract,
  endSessionsContract,
  explainAccessContract,
  handOverContract,
  handOverCustomersContract,
  handOverPlanContract,
  peopleContract,
  removeTeamContract,
  savePermissionSetContract,
  savePersonContract,
  saveTeamContract,
} from './people-contract.js'

const parse = ({ input }: { readonly input?: unknown }, given: unknown): unknown => (input as z.ZodType).parse(given)

test('[ACC-13] users are listed by name, a hundred at a time, unless something else is asked for', () => {
  expect(parse(peopleContract, {})).toEqual({ by: 'name', direction: 'ascending', offset: 0, limit: 100 })
  const limits = limitsOf(peopleContract, {})
  limits.text(['text'], 0, 200)
  for (const name of ['team', 'set']) limits.text([name], 1, 500)
  limits.number(['offset'], 0)
  limits.number(['limit'], 1, 200)
  limits.values(['state'], ['active', 'deactivated', 'no-seat'], ['gone'])
  limits.values(['by'], ['name', 'seat', 'teams', 'sets', 'seen'], ['email'])
  limits.values(['direction'], ['ascending', 'descending'], ['up'])
})

test('[ACC-13] a user has a name, and an address that may be empty; of a saved user any part may be left out', () => {
  const add = limitsOf(addPersonContract, { name: 'Anna' })
  add.text(['name'], 1, 200)
  add.values(['name'], ['  Anna '], ['   ', undefined])
  add.values(['email'], ['a@b.example', '', null], ['a', 5])
  for (const name of ['teams', 'permissionSets']) add.list([name], 0, 1_000)
  for (const name of ['timeZone', 'locale']) add.text([name], 1, 200)
  add.values(['primaryTeam'], [null, 'x'], ['', 'x'.repeat(501)])
  add.values(['active'], [], [true])
  const save = limitsOf(savePersonContract, { user: 'anna', version: '1', values: {} })
  save.text(['user'], 1, 500)
  save.text(['version'], 0, 200)
  save.values(['values'], [{ active: false }, { name: 'Anna' }], [{ password: 'x' }, undefined])
  expect(parse(addPersonContract, { name: ' Anna ' })).toEqual({ name: 'Anna' })
})

test('[ACC-7] [ACC-8] a permission set names its rights within limits', () => {
  const limits = limitsOf(savePermissionSetContract, {})
  limits.list(['permissions'], 0, 200)
  limits.values(['permissions'], [['x'.repeat(200)]], [[''], ['x'.repeat(201)]])
  for (const name of ['hidden', 'readOnly']) {
    limits.list([name], 0, 2_000)
    limits.values([name], [['x'.repeat(400)]], [[''], ['x'.repeat(401)]])
  }
  const team = limitsOf(saveTeamContract, {})
  team.values(['parent'], [null, 'north'], [''])
  team.text(['name'], 1, 200)
  const removal = limitsOf(removeTeamContract, { team: 'north', version: '1' })
  removal.values(['version'], [''], [undefined])
  limitsOf(endSessionsContract, { user: 'anna' }).text(['user'], 1, 500)
})

test('[ACC-12] why a user sees a record is asked for one record', () => {
  const limits = limitsOf(explainAccessContract, { user: 'anna', type: 'company', id: 'c1' })
  limits.text(['type'], 1, 200)
  for (const name of ['user', 'id']) limits.text([name], 1, 500)
})

test('[ACC-13] records are handed over to twenty colleagues at most, and customers are chosen ten at a time', () => {
  expect(parse(handOverPlanContract, { user: 'anna' })).toEqual({ user: 'anna', to: [], each: {} })
  limitsOf(handOverPlanContract, { user: 'anna' }).list(['to'], 0, 20)
  limitsOf(handOverContract, { user: 'anna', deactivate: true }).values(['deactivate'], [false], [undefined])
  expect(parse(handOverCustomersContract, { user: 'anna' })).toEqual({ user: 'anna', text: '', offset: 0, limit: 10 })
  const limits = limitsOf(handOverCustomersContract, { user: 'anna' })
  limits.text(['text'], 0, 200)
  limits.number(['offset'], 0)
  limits.number(['limit'], 1, 100)
})
