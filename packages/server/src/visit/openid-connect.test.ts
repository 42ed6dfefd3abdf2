import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createTestHost } from '@tenure/testing'
import { afterEach, expect, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { openProvider, type TestProvider } from '../fixtures/openid-provider.js'
import { type ServeOptions, type Server, serve } from '../serve.js'
import type { ClaimRules } from '../sign-in/claim-rules.js'
import { openIdConnect } from './openid-connect.js'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]()
})
/** A port that nothing listens on: the provider has to know the address of the server before it starts. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
interface Scene {
  readonly server: Server
  readonly provider: TestProvider
}
async function scene(host: ServeOptions['host'], claims?: ClaimRules, more: Partial<ServeOptions> = {}): Promise<Scene> {
  const port = await freePort()
  const provider = await openProvider([`http://127.0.0.1:${port}/api/sign-in/back`])
  open.push(provider)
  const signIn = openIdConnect({
    issuer: provider.issuer,
    clientId: 'tenure',
    clientSecret: 'a-secret-of-the-test',
    title: 'Acme',
    ...(claims && { claims }),
  })
  const server = await serve({ host, signIn, port, ...more })
  open.push(server)
  return { server, provider }
}

/** A browser as far as it matters here: it keeps cookies by host, and follows redirects one by one. */
class Browser {
  readonly cookies = new Map<string, Map<string, string>>()
  readonly seen: string[] = []

  async go(address: string): Promise<Response> {
    const { host } = new URL(address)
    const jar = this.cookies.get(host) ?? new Map<string, string>()
    this.cookies.set(host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || /max-age=0/i.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    this.seen.push(address)
    return response
  }

  /** Follows redirects until nobody redirects, or `until` says so; answers the last address. */
  async follow(address: string, until: (next: URL) => boolean = () => false): Promise<string> {
    for (let next = address, hops = 0; hops < 20; hops++) {
      const to = (await this.go(next)).headers.get('location')
      if (to === null) return next
      next = new URL(to, next).href
      if (until(new URL(next))) return next
    }
    throw new Error('It redirects for ever.')
  }

  async user(server: Server): Promise<unknown> {
    const answer = await this.go(`${server.url}/api/sign-in`)
    return ((await answer.json()) as { value: { user: unknown } }).value.user
  }
}
const isBack = ({ pathname }: URL) => pathname === '/api/sign-in/back'
const isHome = ({ pathname }: URL) => pathname === '/' || pathname.startsWith('/customers')
const start = ({ server }: Scene, to = '/customers/all?x=1') => `${server.url}/api/sign-in/visit?to=${encodeURIComponent(to)}`

test('[SEC-1] [SEC-3] [SEC-4] a person signs in elsewhere with PKCE, state and nonce, and comes back to the page asked for with a session', async () => {
  const host = new InMemoryHost()
  const it = await scene(host)
  it.provider.person = { sub: 'u-1', name: 'Anna', email: 'anna@acme.example', email_verified: true }
  const browser = new Browser()
  expect(await browser.follow(start(it), isHome)).toBe(`${it.server.url}/customers/all?x=1`)
  expect(await browser.user(it.server)).toBe('anna')
  const asked = new URL(browser.seen[1] ?? '').searchParams
  expect([asked.get('code_challenge_method'), asked.has('state'), asked.has('nonce'), asked.get('scope')]).toEqual([
    'S256',
    true,
    true,
    'openid profile email',
  ])
  expect(host.said).toEqual([{ subject: `${it.provider.issuer} u-1`, name: 'Anna', email: 'anna@acme.example' }])
  expect(host.audited.map(({ what, user, detail }) => [what, user, detail])).toEqual([['signed in', 'anna', 'OpenID Connect']])
})

test('[SEC-1] [SEC-4] a state of somebody else, a code that was used, and an answer that nobody asked for sign nobody in', async () => {
  const host = new InMemoryHost()
  const it = await scene(host)
  it.provider.person = { sub: 'u-1', email: 'anna@acme.example', email_verified: true }
  const [victim, attacker] = [new Browser(), new Browser()]
  const back = await attacker.follow(start(it), isBack)
  expect(await victim.follow(back, isHome)).toBe(`${it.server.url}/?sign-in=expired`)
  await victim.go(start(it))
  expect(await victim.follow(back, isHome)).toBe(`${it.server.url}/?sign-in=expired`)
  const visit = [...(attacker.cookies.get(new URL(it.server.url).host) ?? [])]
  expect(await attacker.follow(back, isHome)).toBe(`${it.server.url}/customers/all?x=1`)
  attacker.cookies.set(new URL(it.server.url).host, new Map(visit))
  expect(await attacker.follow(back, isHome)).toBe(`${it.server.url}/?sign-in=invalid`)
  expect(await victim.user(it.server)).toBeNull()
  expect(JSON.stringify(host.audited)).not.toMatch(/code=|state=|a-secret/)
})

test('[SEC-1] a token for another audience, of another issuer, with another nonce, expired, or signed by somebody else is refused', async () => {
  const it = await scene(new InMemoryHost())
  it.provider.person = { sub: 'u-1', email: 'anna@acme.example', email_verified: true }
  for (const wrong of [
    { aud: 'another' },
    { iss: 'https://other.example' },
    { nonce: 'another' },
    { exp: 1_000, iat: 900 },
    { sub: undefined },
  ]) {
    it.provider.tamper = (claims) => ({ ...claims, ...wrong }) as never
    const browser = new Browser()
    expect(await browser.follow(start(it), isHome), JSON.stringify(wrong)).toBe(`${it.server.url}/?sign-in=invalid`)
    expect(await browser.user(it.server)).toBeNull()
  }
  it.provider.isForged = true
  it.provider.tamper = (claims) => claims
  expect(await new Browser().follow(start(it), isHome)).toBe(`${it.server.url}/?sign-in=invalid`)
  it.provider.isForged = false
  expect(await new Browser().follow(start(it), isHome)).toContain('/customers')
})

test('[SEC-1] a key that the service has just replaced is known', async () => {
  const it = await scene(new InMemoryHost())
  it.provider.person = { sub: 'u-1', email: 'anna@acme.example', email_verified: true }
  expect(await new Browser().follow(start(it), isHome)).toContain('/customers')
  await it.provider.rotate()
  expect(await new Browser().follow(start(it), isHome)).toContain('/customers')
})

test('[SEC-1] a service that is down, a person who declines, and a visit that takes too long each come back with their reason', async () => {
  const timing = new ManualTiming()
  const it = await scene(new InMemoryHost(), undefined, { timing })
  it.provider.person = { sub: 'declines' }
  expect(await new Browser().follow(start(it), isHome)).toBe(`${it.server.url}/?sign-in=declined`)
  it.provider.person = { sub: 'u-1', email: 'anna@acme.example', email_verified: true }
  const slow = new Browser()
  const back = await slow.follow(start(it), isBack)
  timing.advance(11 * 60_000)
  expect(await slow.follow(back, isHome)).toBe(`${it.server.url}/?sign-in=expired`)
  const cut = new Browser()
  const late = await cut.follow(start(it), isBack)
  await it.provider.stop()
  expect(await cut.follow(late, isHome)).toBe(`${it.server.url}/?sign-in=unavailable`)
  const gone = await scene(new InMemoryHost())
  await gone.provider.stop()
  expect(await new Browser().follow(start(gone), isHome)).toBe(`${gone.server.url}/?sign-in=unavailable`)
})

test('[SEC-3] the way back leads only to a page of this server', async () => {
  const it = await scene(new InMemoryHost())
  it.provider.person = { sub: 'u-1', email: 'anna@acme.example', email_verified: true }
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'customers', '/a\r\nset-cookie: x=1'])
    expect(await new Browser().follow(start(it, to), isHome)).toBe(`${it.server.url}/`)
})

test('[ACC-13] [SEC-9] claims find, make and place users as configured and give nothing else; a deactivated user is refused', async () => {
  const host = await createTestHost({
    plugins: [],
    seed: {
      users: [
        { id: 'root', name: 'Root', superAdmin: true },
        { id: 'ada', name: 'Ada', email: 'ada@acme.example', teams: ['kept'] },
        { id: 'gone', name: 'Gone', email: 'gone@acme.example', active: false },
      ],
      records: [{ type: 'team', id: 'dach', values: { name: 'DACH' } }],
    },
  })
  open.push(host)
  const teams = { claim: 'groups', map: { 'cs-dach': 'DACH' }, allowed: ['DACH'] }
  const it = await scene(host, { find: ['subject', 'email'], create: true, seat: true, teams })
  const enter = async (person: TestProvider['person']) => {
    it.provider.person = person
    const browser = new Browser()
    return [await browser.follow(start(it, '/'), isHome), await browser.user(it.server)] as const
  }
  const ada = {
    sub: 'u-1',
    name: 'Ada Okafor',
    email: 'ada@acme.example',
    email_verified: true,
    groups: ['cs-dach', 'admins'],
    superAdmin: true,
  }
  expect(await enter(ada)).toEqual([`${it.server.url}/`, 'ada'])
  expect(host.users().find(({ id }) => id === 'ada')).toMatchObject({ name: 'Ada Okafor' })
  // Found by the subject from then on, whatever the e-mail.
  expect((await enter({ ...ada, email: 'okafor@acme.example' }))[1]).toBe('ada')
  expect((await enter({ sub: 'u-9', email: 'okafor@acme.example', email_verified: true }))[1]).not.toBe('ada')
  expect((await enter({ sub: 'u-3', email: 'gone@acme.example', email_verified: true }))[0]).toBe(`${it.server.url}/?sign-in=unknown`)
  const [, made] = await enter({ sub: 'u-2', name: 'New', email: 'root@acme.example', email_verified: false })
  expect(host.users().find(({ id }) => id === made)).toMatchObject({ name: 'New', active: true })
})

test('[SEC-1] on an address that others reach it needs the public address, and only an https one', async () => {
  const signIn = openIdConnect({ issuer: 'https://id.example', clientId: 'tenure' })
  const host = new InMemoryHost()
  await expect(serve({ host, signIn, hostname: '0.0.0.0' })).rejects.toMatchObject({ code: 'config.invalid' })
  await expect(serve({ host, signIn, publicUrl: 'http://workspace.example' })).rejects.toMatchObject({ code: 'config.invalid' })
  expect(() => openIdConnect({ issuer: 'http://id.example', clientId: 'tenure' })).toThrow('https')
})

test('[SEC-1] a service has an https address or one of this machine, and its button the title or its host name', () => {
  const make = (issuer: string, title?: string) => openIdConnect({ issuer, clientId: 'tenure', ...(title !== undefined && { title }) })
  const titles = [make('https://id.example/realm'), make('http://127.0.0.1:1'), make('https://id.example', 'Acme')].map(
    ({ kind, visit }) => [kind, visit?.title],
  )
  expect(titles).toEqual([
    ['openid', 'id.example'],
    ['openid', '127.0.0.1'],
    ['openid', 'Acme'],
  ])
  for (const issuer of ['nonsense', 'http://id.example', 'ftp://id.example'])
    expect(() => make(issuer)).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ details: { plugin: 'tenure.server', path: ['signIn', 'issuer'] } }),
      }),
    )
  const check = (address: Parameters<NonNullable<ReturnType<typeof make>['check']>>[0]) => () => make('https://id.example').check?.(address)
  expect(check({ hostname: 'cs.example', loopback: false, publicUrl: undefined })).toThrow('name its public address')
  expect(check({ hostname: 'cs.example', loopback: false, publicUrl: 'https://cs.example' })).not.toThrow()
  expect(check({ hostname: '127.0.0.1', loopback: true, publicUrl: undefined })).not.toThrow()
})
