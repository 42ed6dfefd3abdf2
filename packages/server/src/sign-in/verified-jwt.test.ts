import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { InMemoryHost, listContract } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { ownPage, send } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { type VerifiedJwtOptions, verifiedJwt } from './verified-jwt.js'

const issuer = 'https://id.example'
const audience = 'tenure'
const list = `/api/read/${listContract.id}`
let keyPair: CryptoKeyPair
let foreignPair: CryptoKeyPair
let options: VerifiedJwtOptions

beforeAll(async () => {
  keyPair = await generateKeyPair('ES256')
  foreignPair = await generateKeyPair('ES256')
  options = {
    issuer,
    audience,
    algorithms: ['ES256'],
    keys: { keys: [{ ...(await exportJWK(keyPair.publicKey)), alg: 'ES256', kid: 'k' }] },
  }
})

async function start(signIn: Partial<VerifiedJwtOptions> = {}) {
  const host = new InMemoryHost()
  const server = await serve({ host, signIn: verifiedJwt({ ...options, ...signIn }) })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { host, server }
}

function tokenOf(claims: Record<string, unknown> = {}, key: CryptoKey = keyPair.privateKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const all = { iss: issuer, aud: audience, sub: 'anna', exp: now + 60, ...claims }
  return new SignJWT(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)))
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .sign(key)
}

test('[SEC-1] a token is believed by issuer, audience, expiry, key and algorithm', async () => {
  const { server } = await start()
  const status = async (token: string) => (await send(server, { path: list, headers: { authorization: `Bearer ${token}` } })).status
  const past = Math.floor(Date.now() / 1000) - 1
  expect(await status(await tokenOf())).toBe(200)
  expect(await status(await tokenOf({ iss: 'https://evil.example' }))).toBe(401)
  expect(await status(await tokenOf({ aud: 'other' }))).toBe(401)
  expect(await status(await tokenOf({ exp: past }))).toBe(401)
  expect(await status(await tokenOf({ exp: undefined }))).toBe(401)
  expect(await status(await tokenOf({ sub: undefined }))).toBe(401)
  expect(await status(await tokenOf({ sub: 'nobody' }))).toBe(401)
  expect(await status(await tokenOf({}, foreignPair.privateKey))).toBe(401)
  expect(await status('nonsense')).toBe(401)
})

test('[SEC-1] a token without a signature, or of an algorithm that is not configured, is refused', async () => {
  const { server } = await start()
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { iss: issuer, aud: audience, sub: 'root', exp: Math.floor(Date.now() / 1000) + 60 }
  const unsigned = `${encode({ alg: 'none' })}.${encode(claims)}.`
  const symmetric = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k' }).sign(new TextEncoder().encode('x'.repeat(32)))
  for (const token of [unsigned, symmetric])
    expect((await send(server, { path: list, headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
  expect(() => verifiedJwt({ ...options, algorithms: [] })).toThrow(expect.objectContaining({ code: 'config.invalid' }))
  expect(() => verifiedJwt({ ...options, algorithms: ['none'] })).toThrow(expect.objectContaining({ code: 'config.invalid' }))
})

test('[SEC-4] with a bearer token a change needs no Origin', async () => {
  const { server } = await start()
  const headers = { authorization: `Bearer ${await tokenOf()}` }
  expect(
    (await send(server, { method: 'POST', path: '/api/act/test.customers/rename', headers, body: { input: { id: 'c1', name: 'x' } } }))
      .status,
  ).toBe(200)
})

test('[SEC-4] a cookie does not replace a bearer token that fails', async () => {
  const { server } = await start()
  const entered = await send(server, { method: 'POST', path: '/api/sign-in', headers: ownPage(server), body: { token: await tokenOf() } })
  const cookie = entered.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect((await send(server, { path: list, headers: { cookie } })).status).toBe(200)
  for (const authorization of ['Bearer nonsense', `Bearer ${await tokenOf({ exp: 1 })}`, 'Bearer', 'Basic YTpi', ''])
    for (const path of [list, `/api/watch/${listContract.id}`, '/api/live'])
      expect((await send(server, { path, headers: { cookie, authorization } })).status, authorization).toBe(401)
  const offer = await send(server, { path: '/api/sign-in', headers: { cookie, authorization: 'Bearer nonsense' } })
  expect(offer.json).toMatchObject({ value: { user: null } })
})

test('[SEC-5] a request without a body opens no stream', async () => {
  const { server, host } = await start()
  const headers = { authorization: `Bearer ${await tokenOf()}` }
  for (const path of ['/api/live', `/api/watch/${listContract.id}`])
    expect((await send(server, { method: 'HEAD', path, headers })).status).toBe(405)
  expect(host.watching).toBe(0)
})

test('[SEC-1] the claim that names the user is configured', async () => {
  const { server } = await start({ userClaim: 'crm_user' })
  const read = async (claims: Record<string, unknown>) =>
    (await send(server, { path: list, headers: { authorization: `Bearer ${await tokenOf(claims)}` } })).status
  expect(await read({ crm_user: 'ben' })).toBe(200)
  expect(await read({})).toBe(401)
})

test('[SEC-4] a browser exchanges a token for a session that ends with it', async () => {
  const { server, host } = await start()
  const answer = await send(server, { method: 'POST', path: '/api/sign-in', headers: ownPage(server), body: { token: await tokenOf() } })
  expect(answer.json).toEqual({ ok: true, value: { user: 'anna' } })
  const cookie = answer.headers['set-cookie']?.[0] ?? ''
  expect(Number(/Max-Age=(\d+)/.exec(cookie)?.[1])).toBeLessThanOrEqual(60)
  expect((await send(server, { path: list, headers: { cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200)
  expect((await send(server, { method: 'POST', path: '/api/sign-in', headers: ownPage(server), body: { token: 'nonsense' } })).status).toBe(
    401,
  )
  expect(host.audited.map(({ what }) => what)).toEqual(['signed in', 'failed to sign in'])
})

test('[SEC-1] keys come from a key set address; while that fails, tokens are neither taken nor called wrong', async () => {
  const issuing = createServer((_, response) => void response.end(JSON.stringify(options.keys))).listen(0, '127.0.0.1')
  await new Promise((resolve) => issuing.once('listening', resolve))
  const keys = `http://127.0.0.1:${(issuing.address() as AddressInfo).port}/jwks`
  const { server } = await start({ keys })
  const headers = { authorization: `Bearer ${await tokenOf()}` }
  expect((await send(server, { path: list, headers })).status).toBe(200)
  issuing.closeAllConnections()
  await new Promise((resolve) => issuing.close(resolve))
  const { server: cold } = await start({ keys })
  expect(await send(cold, { path: list, headers })).toMatchObject({
    status: 503,
    json: { problem: { code: 'storage.failed', details: { transient: true } } },
  })
  expect(() => verifiedJwt({ ...options, keys: 'http://id.example/jwks' })).toThrow(expect.objectContaining({ code: 'config.invalid' }))
})

test('[SEC-1] a failing key set is asked once for many tokens, and again after a pause that grows', async () => {
  let asked = 0
  let isBroken = true
  const issuing = createServer((_, response) => {
    asked += 1
    response.writeHead(isBroken ? 500 : 200).end(JSON.stringify(options.keys))
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void issuing.close())
  await new Promise((resolve) => issuing.once('listening', resolve))
  const timing = new ManualTiming(Date.now())
  const { server } = await start({ keys: `http://127.0.0.1:${(issuing.address() as AddressInfo).port}/jwks`, timing })
  const token = await tokenOf({ exp: Math.floor(Date.now() / 1000) + 3_600 })
  const status = async () => (await send(server, { path: list, headers: { authorization: `Bearer ${token}` } })).status
  for (let call = 0; call < 5; call++) expect(await status()).toBe(503)
  expect(asked).toBe(1)
  timing.advance(1_000)
  for (let call = 0; call < 5; call++) expect(await status()).toBe(503)
  expect(asked).toBe(2)
  timing.advance(1_999)
  expect(await status()).toBe(503)
  expect(asked).toBe(2)
  isBroken = false
  timing.advance(1)
  expect(await status()).toBe(200)
  expect(await status()).toBe(200)
  expect(asked).toBe(3)
})

test('[SEC-4] on any other address the cookie is only for this host, and secure', async () => {
  const server = await serve({ host: new InMemoryHost(), signIn: verifiedJwt(options), hostname: '0.0.0.0' })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const headers = { host: 'cs.example', origin: 'https://cs.example', 'x-tenure': '1' }
  const answer = await send(server, { method: 'POST', path: '/api/sign-in', headers, body: { token: await tokenOf() } })
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-tenure=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
})

test('[SEC-1] a sign-in without algorithms, with none at all, or with keys from an open address is refused by the name of the option', () => {
  const make = (more: Partial<VerifiedJwtOptions>) => () => verifiedJwt({ ...options, ...more })
  const refused = (path: string) =>
    expect.objectContaining({
      problem: expect.objectContaining({ code: 'config.invalid', details: { plugin: 'tenure.server', path: ['signIn', path] } }),
    })
  for (const algorithms of [[], ['none'], [...options.algorithms, 'none']]) expect(make({ algorithms })).toThrow(refused('algorithms'))
  for (const keys of ['http://id.example/keys', 'http://127.evil.example/', 'nonsense']) expect(make({ keys })).toThrow(refused('keys'))
  for (const keys of ['https://id.example/keys', 'http://127.0.0.1:1/', 'http://localhost/']) expect(make({ keys })).not.toThrow()
})

test('[SEC-1] a token is exchanged for who it names, by the claim of the user and until it expires; a body without one is refused', async () => {
  const { kind, enter } = verifiedJwt({ ...options, userClaim: 'login' })
  const exp = Math.floor(Date.now() / 1000) + 60
  expect(kind).toBe('token')
  expect(await enter?.({ token: await tokenOf({ login: 'ben', exp }) })).toEqual({ ok: true, value: { user: 'ben', endsAt: exp * 1000 } })
  const invalid = { code: 'access.signed-out', message: 'The token is invalid or has expired.', details: { user: '' } }
  for (const token of [await tokenOf(), await tokenOf({ login: 5 }), 'nonsense'])
    expect(await enter?.({ token })).toEqual({ ok: false, problem: invalid })
  for (const body of [{}, { token: '' }, { token: 'a', more: 1 }, undefined])
    expect(await enter?.(body)).toMatchObject({ ok: false, problem: { code: 'input.invalid', details: { issues: [{ path: ['token'] }] } } })
})

test('[ACC-13] where claims count, a token says them under its configured issuer, until it expires', async () => {
  const exp = Math.floor(Date.now() / 1000) + 60
  const { verify } = verifiedJwt({ ...options, claims: { create: true } })
  expect(await verify?.(await tokenOf({ name: 'Anna', exp }))).toEqual({
    claims: { subject: `${issuer} anna`, name: 'Anna' },
    limits: { find: ['subject'], create: true, seat: false, teams: [], sets: [] },
    endsAt: exp * 1000,
  })
})
