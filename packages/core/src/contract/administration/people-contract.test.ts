import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { expectShape } from '../test-shape.js'
import {
  addPersonContract,
  endSessionsContract,
  explainAccessContract,
  handOverContract,
  handOverCustomersContract,
  handOverPlanContract,
  peopleContract,
  permissionSetsContract,
  personContract,
  removePermissionSetContract,
  removeTeamContract,
  rightsOffersContract,
  savePermissionSetContract,
  savePersonContract,
  saveTeamContract,
  teamsContract,
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
  for (const name of ['seat', 'superAdmin']) add.values([name], [true, false], ['x'])
  const save = limitsOf(savePersonContract, { user: 'anna', version: '1', values: {} })
  save.text(['user'], 1, 500)
  save.text(['version'], 0, 200)
  save.values(['values'], [{ active: false }, { name: 'Anna' }], [{ password: 'x' }, undefined])
  expect(parse(addPersonContract, { name: ' Anna ' })).toEqual({ name: 'Anna' })
})

test('[ACC-7] [ACC-8] a permission set names its rights within limits', () => {
  const limits = limitsOf(savePermissionSetContract, {})
  limits.list(['permissions'], 0, 200)
  limits.values(['permissions'], [['x'], ['x'.repeat(200)]], [[''], ['x'.repeat(201)]])
  limits.values(['objects'], [{}], [5])
  for (const name of ['hidden', 'readOnly']) {
    limits.list([name], 0, 2_000)
    limits.values([name], [['x'], ['x'.repeat(400)]], [[''], ['x'.repeat(401)]])
  }
  const team = limitsOf(saveTeamContract, {})
  team.values(['parent'], [null, 'north'], [''])
  team.text(['name'], 1, 200)
  const removal = limitsOf(removeTeamContract, { team: 'north', version: '1' })
  removal.values(['version'], [''], [undefined])
  const removed = limitsOf(removePermissionSetContract, { set: 'csm', version: '1' })
  for (const name of ['set', 'version']) removed.values([name], ['x'], [undefined])
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

const north = { id: 'north', name: 'North' }
const row = {
  ...{ id: 'anna', name: 'Anna', email: 'a@b.example', active: true, seat: true, superAdmin: false, teams: [north], hasPrimary: true },
  ...{ sets: [{ id: 'csm', name: 'CSM' }], missing: 'a seat', seenAt: 5, customers: 3 },
}
const optional = ['email', 'missing', 'seenAt', 'customers']

test('[ACC-13] users are answered with their teams and sets, and with counts of all', () => {
  const counts = { users: 9, active: 7, deactivated: 2, noSeat: 1, seats: 6, superAdmins: 1, teams: 2, sets: 3, here: 4 }
  expectShape(
    peopleContract,
    { rows: [row], total: 1, counts },
    optional.map((name) => `rows.0.${name}`),
  )
})

test('[ACC-13] [ACC-6] one user is answered with all rights and where each comes from', () => {
  const from = ['csm']
  const cell = { reach: 'team', from }
  const right = { right: 'plugin', title: 'Plans', yes: false, from, needs: 'permission' }
  const path = { path: 'company.arr', label: 'ARR', from }
  const full = {
    ...{ ...row, version: '1', timeZone: 'UTC', locale: 'en', you: false, last: { others: [north] }, workspace: north, sessions: 2 },
    records: [{ type: 'company', label: 'Company', view: cell, edit: cell, delete: cell, unassigned: { on: true, from } }],
    ...{ rights: [right], hidden: [path], readOnly: [path] },
  }
  expectShape(personContract, full, [...optional, 'last', 'records.0.unassigned', 'rights.0.title', 'rights.0.needs'])
  for (const each of ['tabs', 'summary', 'settings', 'scores', 'people', 'plugin'])
    for (const needs of ['seat', 'permission', 'superAdmin'])
      expect(personContract.output).toSatisfy(
        (schema: z.ZodType) => schema.safeParse({ ...full, rights: [{ ...right, right: each, needs }] }).success,
      )
})

test('[WSP-2] [ACC-7] teams, permission sets and what rights may name are answered whole', () => {
  const team = { ...north, version: '1', parent: north, workspace: { id: 'main', name: 'Main' }, members: 3, primary: 2 }
  expectShape(teamsContract, [team], ['0.parent', '0.workspace'])
  const set = {
    id: 'csm',
    name: 'CSM',
    version: '1',
    members: 3,
    permissions: ['workspace.access'],
    objects: {},
    hidden: ['company.arr'],
    readOnly: [],
  }
  expectShape(permissionSetsContract, [set])
  const types = [{ name: 'company', label: 'Company', properties: [{ path: 'company.arr', label: 'ARR' }] }]
  expectShape(rightsOffersContract, { teams: [north], sets: [north], permissions: [{ id: 'acme.x/see', title: 'See' }], types })
})

test('[ACC-12] why a user sees a record is a reason, how far the right reaches, and who is meant', () => {
  const answer = { yes: true, reach: 'team', from: ['csm'], because: 'team', property: 'csm', owner: north, team: north }
  const record = { type: 'company', id: 'c1', label: 'Company', plural: 'Companies', title: null }
  const full = { record, view: answer, edit: answer, delete: answer }
  const lacking = ['view', 'edit', 'delete'].flatMap((name) => ['property', 'owner', 'team'].map((part) => `${name}.${part}`))
  expectShape(explainAccessContract, full, lacking)
  const reasons = ['everything', 'own', 'team', 'unassigned', 'policy', 'no-access', 'none', 'nobody', 'not-seen']
  for (const because of reasons)
    for (const reach of ['all', 'team', 'own', 'none'])
      expectShape(explainAccessContract, { ...full, view: { ...answer, because, reach } }, lacking)
})

test('[ACC-13] a hand-over says what each colleague would take over', () => {
  const arr = [{ amount: '10', currency: 'EUR' }]
  const full = {
    types: [{ type: 'company', label: 'Company', from: 3, to: [1, 2], only: 'open' }],
    ...{
      sessions: 1,
      records: 3,
      each: 1,
      customers: [{ before: 2, after: 4 }],
      atRisk: { from: 1, to: [1] },
      arr: { from: arr, to: [arr] },
    },
  }
  expectShape(handOverPlanContract, full, ['types.0.only', 'atRisk', 'arr'])
  expectShape(handOverCustomersContract, { rows: [{ id: 'c1', name: null }], total: 1 })
  expectShape(endSessionsContract, { ended: 2 })
  expectShape(saveTeamContract, { id: 'north', version: '2' })
})
