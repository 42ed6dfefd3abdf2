import { expect, test } from 'vitest'
import { type ClaimRules, toProvision } from './claim-rules.js'

const who = { iss: 'https://id.example', sub: 'anna' }
const said = (claims: object, rules: ClaimRules = {}) => toProvision({ ...who, ...claims }, rules).claims
const subject = 'https://id.example anna'

test('[ACC-13] claims find a user by the subject of their issuer, and give nothing that no rule names', () => {
  const claims = { name: 'Anna', email: 'anna@a.example', groups: ['Admins'], roles: ['root'], seat: true, superAdmin: true }
  expect(toProvision({ ...who, ...claims })).toEqual({
    claims: { subject, name: 'Anna' },
    limits: { find: ['subject'], create: false, seat: false, teams: [], sets: [] },
  })
  const rules: ClaimRules = {
    ...{ find: ['email'], create: true, seat: true },
    teams: { claim: 'groups', allowed: 'all' },
    sets: { claim: 'roles', allowed: ['Managers'] },
  }
  expect(toProvision({ ...who, ...claims }, rules, 7)).toEqual({
    claims: { subject, name: 'Anna', teams: ['Admins'], sets: ['root'] },
    limits: { find: ['email'], create: true, seat: true, teams: 'all', sets: ['Managers'] },
    endsAt: 7,
  })
})

test('[ACC-13] an e-mail counts only where the service has verified it, and texts are cut', () => {
  expect(said({ email: ' anna@a.example ', email_verified: true })).toEqual({ subject, email: 'anna@a.example' })
  for (const email_verified of [undefined, false, 'true', 1]) expect(said({ email: 'anna@a.example', email_verified })).toEqual({ subject })
  expect(said({ name: '  ', email: 5, email_verified: true })).toEqual({ subject })
  expect(said({ nickname: ` ${'x'.repeat(400)}` }, { name: 'nickname' })).toEqual({ subject, name: 'x'.repeat(300) })
})

test('[ACC-13] names of teams and sets are those of the claim, or what a map makes of them and of nothing else', () => {
  const teams = { claim: 'groups', allowed: 'all', map: { ops: 'Operations' } } as const
  expect(said({ groups: ['ops', 'Sales', 5, null] }, { teams }).teams).toEqual(['Operations', 'Sales'])
  expect(said({ groups: ['constructor', '__proto__', 'toString'] }, { teams }).teams).toEqual(['constructor', '__proto__', 'toString'])
  expect(said({ groups: 'ops' }, { teams }).teams).toEqual(['Operations'])
  expect(said({ groups: ' ' }, { teams }).teams).toEqual([])
  expect(said({}, { teams }).teams).toEqual([])
  expect(said({ team: ['ops', 'Sales'] }, { primaryTeam: { claim: 'team', map: teams.map } })).toEqual({
    subject,
    primaryTeam: 'Operations',
  })
  expect(said({}, { primaryTeam: { claim: 'team' } })).toEqual({ subject })
})
