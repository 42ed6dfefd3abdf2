import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost, listContract } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { ownPage, send, signInAs } from '../fixtures/raw-http.js'
import { type ServeOptions, type Server, serve } from '../serve.js'
import { localSwitcher } from './local-switcher.js'
import type { SignIn } from './sign-in.js'
import { verifiedJwt } from './verified-jwt.js'

const list = `/api/read/${listContract.id}`
const visit = {
  title: 'Acme',
  begin: async () => Promise.reject(new Error('nobody goes there')),
  finish: async () => Promise.reject(new Error('nobody comes back')),
}
const tokensToo: SignIn = { ...localSwitcher(), verify: async (token) => ({ user: token }) }
const failed = {
  ok: false,
  problem: { code: 'storage.failed', message: 'The disk is full.', details: { transient: true } },
} as const

async function start({ host = new InMemoryHost(), ...options }: Partial<ServeOptions> & { readonly host?: InMemoryHost } = {}) {
  const server = await serve({ host, signIn: tokensToo, timing: new ManualTiming(), ...options })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(server, { method: 'POST', path, body, headers: { ...ownPage(server), ...headers } })
  return { host, server, post }
}
const offerOf = async (server: Server, headers: Record<string, string> = {}) => (await send(server, { path: '/api/sign-in', headers })).json
const users = ['anna', 'ben', 'root'].map((id) => ({ id, name: id.toUpperCase() }))
const keys = { keys: [] }
const byToken = verifiedJwt({ issuer: 'https://id.example', audience: 'tenure', keys, algorithms: ['ES256'] })

test.each<[string, SignIn, object]>([
  ['a switcher offers its users', localSwitcher(), { kind: 'switcher', users }],
  ['tokens offer nobody', byToken, { kind: 'token', users: [] }],
  ['a visit elsewhere offers its title', { kind: 'openid', visit }, { kind: 'openid', users: [], visit: 'Acme' }],
])('[SEC-1] %s, and nothing else of the workspace is offered', async (_, signIn, offered) => {
  const { server } = await start({ signIn })
  expect(await offerOf(server)).toEqual({ ok: true, value: { ...offered, firstAdmin: false, user: null } })
})

test('[SEC-1] the offer says who is signed in, by a session or by a token; a bad token is nobody, also beside a good cookie', async () => {
  const { server } = await start()
  const headers = await signInAs(server, 'anna')
  const offered = (user: string | null) => ({ ok: true, value: { kind: 'switcher', users, firstAdmin: false, user } })
  expect(await offerOf(server, headers)).toEqual(offered('anna'))
  expect(await offerOf(server, { authorization: 'Bearer ben' })).toEqual(offered('ben'))
  expect(await offerOf(server, { ...headers, authorization: 'Bearer nobody' })).toEqual(offered(null))
})

test('[SEC-4] signing out by a token leaves the session of a cookie beside it as it is', async () => {
  const { host, server } = await start()
  const headers = await signInAs(server, 'anna')
  const out = await send(server, { method: 'POST', path: '/api/sign-out', headers: { ...headers, authorization: 'Bearer ben' } })
  expect(out.headers['set-cookie']).toBeUndefined()
  expect([out.status, out.json]).toEqual([200, { ok: true, value: null }])
  expect((await send(server, { path: list, headers })).status).toBe(200)
  expect(host.audited.slice(1)).toEqual([{ kind: 'sign-out', what: 'signed out', user: 'ben', source: 'api' }])
})

test('[SEC-13] the audit has each sign-in, sign-out and refusal, with its way and its page; a name that nobody has is not kept', async () => {
  const { host, server, post } = await start()
  const headers = await signInAs(server, 'anna')
  await post('/api/sign-out', undefined, headers)
  host.deactivate('ben')
  expect((await post('/api/sign-in', { user: 'ben' })).json).toEqual({
    ok: false,
    problem: { code: 'access.signed-out', message: 'This user may not sign in.', details: { user: '' } },
  })
  await post('/api/sign-in', { user: 'a secret' })
  await post('/api/sign-in', { user: 5 })
  expect((await post('/api/first-admin', { code: 'wrong', name: 'Eve' })).json).toEqual({
    ok: false,
    problem: {
      code: 'access.signed-out',
      message: 'The code is not the one that the first start printed, or was used.',
      details: { user: '' },
    },
  })
  const refused = { what: 'failed to sign in', source: 'page' }
  const bySwitcher = { ...refused, place: 'sign-in User switcher', detail: 'User switcher' }
  expect(host.audited).toEqual([
    { kind: 'sign-in', what: 'signed in', user: 'anna', source: 'page', detail: 'User switcher' },
    { kind: 'sign-out', what: 'signed out', user: 'anna', source: 'page' },
    { ...bySwitcher, user: 'ben', name: 'BEN' },
    bySwitcher,
    bySwitcher,
    { ...refused, place: 'sign-in First administrator', detail: 'First administrator' },
  ])
})

test('[SEC-4] the cookie is gone in scripts and on other sites, lasts as long as the session, and signing out empties it', async () => {
  const { server, post } = await start({ limits: { sessionMs: 90_999 } })
  const { headers } = await post('/api/sign-in', { user: 'anna' })
  const [cookie = ''] = headers['set-cookie'] ?? []
  const name = `tenure-${server.port}`
  expect(cookie.replace(/=[\w-]{43};/, '=…;')).toBe(`${name}=…; Max-Age=90; Path=/; HttpOnly; SameSite=Strict`)
  const out = await post('/api/sign-out', undefined, { cookie: cookie.split(';')[0] ?? '' })
  expect(out.headers['set-cookie']).toEqual([`${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`])
})

test('[SEC-4] at a public address the cookie is secure, and of no other host', async () => {
  const signIn: SignIn = { kind: 'own', enter: async () => ({ ok: true, value: { user: 'anna' } }) }
  const { server } = await start({ signIn, publicUrl: 'https://workspace.example' })
  const headers = { host: 'workspace.example', origin: 'https://workspace.example', 'x-tenure': '1' }
  const answer = await send(server, { method: 'POST', path: '/api/sign-in', body: {}, headers })
  expect(answer.headers['set-cookie']?.[0]?.replace(/=[\w-]{43};/, '=…;')).toBe(
    '__Host-tenure=…; Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Strict',
  )
})

test('a session that cannot be kept, or one that cannot be ended, is a problem of the store', async () => {
  const { host, server, post } = await start()
  const headers = await signInAs(server, 'anna')
  const end = host.sessions.end
  host.sessions.end = async () => failed
  expect(await post('/api/sign-in', { user: 'ben' }, headers)).toMatchObject({ status: 503, json: failed })
  const other = await signInAs(server, 'ben')
  const out = await post('/api/sign-out', undefined, other)
  expect([out.status, out.json]).toEqual([503, failed])
  host.sessions.end = end
  host.sessions.begin = async () => failed
  const begun = await post('/api/sign-in', { user: 'ben' })
  expect([begun.status, begun.json, begun.headers['set-cookie']]).toEqual([503, failed, undefined])
})

test('[SEC-1] a sign-in that takes no body says so, and what a switcher takes is the id of a user alone', async () => {
  const { post } = await start({ signIn: { kind: 'own' } })
  expect((await post('/api/sign-in', { user: 'anna' })).json).toEqual({
    ok: false,
    problem: { code: 'access.signed-out', message: 'This sign-in takes only tokens.', details: { user: '' } },
  })
  const switcher = await start()
  for (const body of [{}, { user: '' }, { user: 'x'.repeat(201) }, { user: 'anna', more: 1 }, 'anna'])
    expect(await switcher.post('/api/sign-in', body === 'anna' ? '"anna"' : body)).toMatchObject({
      status: 400,
      json: { problem: { details: { issues: [{ path: ['user'] }] } } },
    })
  expect((await switcher.post('/api/sign-in', { user: 'x'.repeat(200) })).status).toBe(401)
})

test('[SEC-2] a first administrator who could not be made leaves the code good, and the name is taken without its spaces', async () => {
  const host = new InMemoryHost([])
  const { server, post } = await start({ host })
  const code = server.firstAdminCode ?? ''
  for (const body of [{ code, name: ' ' }, { code, name: 'x'.repeat(201) }, { code: 'x'.repeat(101), name: 'Eve' }, { code }])
    expect((await post('/api/first-admin', body)).status).toBe(400)
  expect((await send(server, { method: 'POST', path: '/api/first-admin', body: { code, name: 'Eve' } })).status).toBe(403)
  const make = host.createFirstAdmin.bind(host)
  host.createFirstAdmin = async () => failed
  expect(await post('/api/first-admin', { code, name: 'Anna' })).toMatchObject({ status: 503, json: failed })
  host.createFirstAdmin = make
  const made = await post('/api/first-admin', { code: ` ${code.toUpperCase()} `, name: ` ${'n'.repeat(200)} ` })
  expect(made.json).toEqual({ ok: true, value: { user: 'first' } })
  expect(host.users()).toEqual([{ id: 'first', name: 'n'.repeat(200), active: true }])
  const cookie = made.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  expect(await offerOf(server, { cookie })).toMatchObject({ value: { firstAdmin: false, user: 'first' } })
})
