import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHost, type Host } from '@tenure/core'
import { sessionContract } from '@tenure/core/page'
import { sqlite } from '@tenure/sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { send, signInAs } from './fixtures/raw-http.js'
import { type Server, serve } from './serve.js'
import { localSwitcher } from './sign-in/local-switcher.js'

type Headers = Record<string, string>

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-sessions-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function open(file: string, port = 0): Promise<{ readonly host: Host; readonly server: Server; close(): Promise<void> }> {
  const host = await createHost({ storage: sqlite({ file }), plugins: [], grants: 'declared' })
  const server = await serve({ host, signIn: localSwitcher(), port })
  const close = async () => {
    await server[Symbol.asyncDispose]()
    await host[Symbol.asyncDispose]()
  }
  onTestFinished(close)
  return { host, server, close }
}

async function withUsers({ host }: { readonly host: Host }): Promise<void> {
  const values = { active: true, seat: true, superAdmin: true, permissions: ['workspace.access'] }
  const users = ['anna', 'ben', 'cleo'].map((name) => ({ type: 'user', externalId: name, values: { ...values, name }, links: [] }))
  await host.importer('test').run(users)
}

async function whoIs(server: Server, { cookie = '' }: Headers): Promise<string> {
  const { json } = await send(server, { path: `/api/read/${sessionContract.id}`, headers: { cookie } })
  return json.ok ? (json.value as { readonly user: { readonly name: string } }).user.name : (json.problem?.code ?? '')
}

test('[SEC-5] a restart signs nobody out, but for those who left before it', async () => {
  const file = join(aFolder(), 'cs.db')
  const first = await open(file)
  await withUsers(first)
  const [anna, ben, cleo] = [
    await signInAs(first.server, 'test:anna'),
    await signInAs(first.server, 'test:ben'),
    await signInAs(first.server, 'test:cleo'),
  ]
  await send(first.server, { method: 'POST', path: '/api/sign-out', headers: ben, body: {} })
  for (const active of [false, true])
    await first.host.importer('test').run([{ type: 'user', externalId: 'cleo', values: { active }, links: [] }])
  const { port } = first.server
  await first.close()
  const { server } = await open(file, port)
  expect(await Promise.all([anna, ben, cleo].map((headers) => whoIs(server, headers)))).toEqual([
    'anna',
    'access.signed-out',
    'access.signed-out',
  ])
  await send(server, { method: 'POST', path: '/api/sign-out', headers: anna, body: {} })
  expect(await whoIs(server, anna)).toBe('access.signed-out')
})

test('[SEC-4] a stolen database file signs nobody in', async () => {
  const folder = aFolder()
  const file = join(folder, 'cs.db')
  const { host, server } = await open(file)
  await withUsers({ host })
  const { cookie = '', ...headers } = await signInAs(server, 'test:anna')
  const [name = '', token = ''] = cookie.split('=')
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, join(folder, `stolen.db${end}`))
  const stolen = ['', '-wal'].map((end) => join(folder, `stolen.db${end}`)).filter((each) => existsSync(each))
  expect(stolen.map((each) => readFileSync(each).includes(token))).not.toContain(true)
  const digests = host.sessions.all().map(({ id }) => id)
  expect(digests.length).toBe(1)
  for (const digest of digests) expect(await whoIs(server, { ...headers, cookie: `${name}=${digest}` })).toBe('access.signed-out')
  expect(await whoIs(server, { ...headers, cookie })).toBe('anna')
})

test('[SEC-5] a session that has ended leaves nothing in the store', async () => {
  const file = join(aFolder(), 'cs.db')
  const { host, server } = await open(file)
  await withUsers({ host })
  const headers = await signInAs(server, 'test:anna')
  const [kept] = host.sessions.all()
  await send(server, { method: 'POST', path: '/api/sign-out', headers, body: {} })
  expect([kept?.user, host.sessions.all(), await host.sessions.end([kept?.id ?? ''])]).toEqual([
    'test:anna',
    [],
    { ok: true, value: undefined },
  ])
})
