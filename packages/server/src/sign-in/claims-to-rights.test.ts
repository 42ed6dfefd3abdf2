import { getValue, use } from '@tenure/core'
import { Company } from '@tenure/core/contract'
import { updateRecordContract } from '@tenure/core/page'
import { memory, record as seeded } from '@tenure/memory'
import { record } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { send } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import type { ClaimRules } from './claim-rules.js'
import { verifiedJwt } from './verified-jwt.js'

// From the claims of a signed token to what its user may read: the whole way, over HTTP.

const [issuer, audience] = ['https://id.example', 'tenure']
const claims: ClaimRules = {
  create: true,
  seat: true,
  teams: { claim: 'groups', map: { 'cs-east': 'East', 'cs-west': 'West' }, allowed: ['East', 'West'] },
  primaryTeam: { claim: 'home', map: { 'cs-east': 'East' } },
  sets: { claim: 'roles', allowed: ['CSM'] },
}
const set = (name: string, permissions: readonly string[], view: string) => ({
  type: 'permissionSet',
  id: name.toLowerCase(),
  values: { name, permissions: [...permissions], objects: { '*': { view, edit: 'own', delete: 'none' } } },
})
const team = (name: string) => ({ type: 'team', id: name.toLowerCase(), values: { name } })

async function start() {
  const users = [
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'eve', primaryTeam: 'east' }),
    aUser({ id: 'wes', primaryTeam: 'west' }),
  ]
  const records = [
    ...['East', 'West', 'Board'].map(team),
    ...[set('CSM', ['workspace.access'], 'team'), set('Lead', ['workspace.access', 'settings.manage'], 'all')],
    seeded(Company, 'of-east', { name: 'Of east', csm: 'eve' }),
    seeded(Company, 'of-west', { name: 'Of west', csm: 'wes' }),
  ]
  const host = await createTestHost({ plugins: [use(record)], storage: memory({ users, records }) })
  const pair = await generateKeyPair('ES256')
  const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'k' }] }
  const server = await serve({ host, signIn: verifiedJwt({ issuer, audience, algorithms: ['ES256'], keys, claims }) })
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]()
    await host[Symbol.asyncDispose]()
  })
  const read = async (said: Record<string, unknown>, contract: string, input: unknown) => {
    const all = { iss: issuer, aud: audience, sub: 'anna', name: 'Anna', exp: Math.floor(Date.now() / 1000) + 60, ...said }
    const token = await new SignJWT(all).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(pair.privateKey)
    const headers = { authorization: `Bearer ${token}` }
    return send(server, { method: 'POST', path: `/api/read/${contract}`, headers, body: { input } })
  }
  const sees = async (said: Record<string, unknown>, id: string) => {
    const { status, json } = await read(said, 'tenure.record/record', { type: 'company', id })
    return status === 200 ? 'yes' : (json as { readonly problem: { readonly code: string } }).problem.code
  }
  return { host, read, sees }
}

test('[ACC-13] [SEC-1] claims of a token make its user, in the teams and with the sets that they name, and rights follow', async () => {
  const { host, sees } = await start()
  const csm = { groups: ['cs-east'], home: 'cs-east', roles: ['CSM'] }
  expect([await sees(csm, 'of-east'), await sees(csm, 'of-west')]).toEqual(['yes', 'record.not-found'])
  expect(host.users().filter(({ name }) => name === 'Anna')).toHaveLength(1)
})

test('[ACC-13] the next token takes away what its claims no longer name, and gives what they name now', async () => {
  const { sees } = await start()
  const csm = { groups: ['cs-east'], roles: ['CSM'] }
  expect(await sees(csm, 'of-east')).toBe('yes')
  const moved = { groups: ['cs-west'], roles: ['CSM'] }
  expect([await sees(moved, 'of-east'), await sees(moved, 'of-west')]).toEqual(['record.not-found', 'yes'])
  expect(await sees({ roles: ['CSM'] }, 'of-west')).toBe('record.not-found')
  expect(await sees({ groups: ['cs-west'] }, 'of-west')).toBe('access.denied')
})

test('[ACC-13] [SEC-9] claims give no team, set or flag that the configuration does not name', async () => {
  const { read, sees } = await start()
  const greedy = { groups: ['Board', 'cs-east'], roles: ['CSM', 'Lead', 'superAdmin'], superAdmin: true, seat: true }
  expect([await sees(greedy, 'of-east'), await sees(greedy, 'of-west')]).toEqual(['yes', 'record.not-found'])
  for (const contract of ['tenure.core/settings-sections', 'tenure.core/people'])
    expect(await read(greedy, contract, contract.endsWith('people') ? {} : undefined)).toMatchObject({ status: 403 })
})

test('[ACC-13] [SEC-5] a user who was deactivated here comes in by no claim', async () => {
  const { host, sees } = await start()
  const csm = { groups: ['cs-east'], roles: ['CSM'] }
  expect(await sees(csm, 'of-east')).toBe('yes')
  const id = host.users().find(({ name }) => name === 'Anna')?.id ?? ''
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id, values: { active: false } }))
  expect(await sees(csm, 'of-east')).toMatch(/^access\./)
})
