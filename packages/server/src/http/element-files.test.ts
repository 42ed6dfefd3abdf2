import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { send, signInAs } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

const address = '/elements/acme.x/strip'

async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'element-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  write('secret.js', 'secret')
  write('strip.js', 'export {}')
  const host = new InMemoryHost()
  const element = (id: string, module: string) => ({ id, plugin: 'acme.x', module })
  host.installed = [
    element('acme.x/strip', pathToFileURL(join(folder, 'strip.js')).href),
    element('acme.x/unbuilt', pathToFileURL(join(folder, 'unbuilt.js')).href),
    element('acme.x/foreign', 'https://evil.example/strip.js'),
  ]
  const warnings: string[] = []
  const log = { info: () => {}, warn: (message: string) => void warnings.push(message) }
  const server = await serve({ host, signIn: localSwitcher(), log })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const { cookie = '' } = await signInAs(server, 'anna')
  const get = (path: string, headers: Readonly<Record<string, string>> = { cookie }) => send(server, { path, headers })
  return { host, get, write, warnings }
}

test('[SEC-15] an element is served from the own origin, under a name that follows from its content', async () => {
  const { get, write } = await start()
  const lead = await get(address)
  expect([lead.status, lead.headers['cache-control']]).toEqual([302, 'no-store'])
  expect(lead.headers['location']).toMatch(/^\/elements\/acme\.x\/strip\.[0-9a-f]{32}\.js$/)
  const { status, headers, text } = await get(String(lead.headers['location']))
  expect([status, text, headers['content-type'], headers['cache-control'], headers['x-content-type-options']]).toEqual([
    200,
    'export {}',
    'text/javascript; charset=utf-8',
    'private, max-age=31536000, immutable',
    'nosniff',
  ])
  write('strip.js', 'export const newer = 1')
  const next = String((await get(address)).headers['location'])
  expect(next).not.toBe(lead.headers['location'])
  expect((await get(next)).text).toBe('export const newer = 1')
  expect((await get(String(lead.headers['location']))).status).toBe(404)
})
test('[SEC-3] an element is not served to somebody who is not signed in', async () => {
  const { get } = await start()
  const location = String((await get(address)).headers['location'])
  for (const path of [address, location]) expect((await get(path, {})).status).toBe(401)
})
test('[SDK-4] an element goes with its plugin', async () => {
  const { get, host } = await start()
  const location = String((await get(address)).headers['location'])
  host.installed = []
  for (const path of [address, location]) expect((await get(path)).status).toBe(404)
})
test('[SEC-15] [SEC-16] only what a running plugin names is read, and no address leads to another file', async () => {
  const { get, warnings } = await start()
  const hash = '0'.repeat(32)
  for (const path of [
    '/elements/acme.x/secret',
    '/elements/acme.x/secret.js',
    `/elements/acme.x/strip.${hash}.js`,
    '/elements/acme.x/../secret.js',
    '/elements/acme.x/..%2fsecret.js',
    '/elements/acme.x/..%5csecret.js',
    '/elements/acme.x/strip%2f..%2fsecret.js',
    '/elements/%2e%2e/secret.js',
    '/elements/acme.x/%00',
    '/elements/acme.x/foreign',
    '/elements/acme.x/unbuilt',
  ]) {
    const { status, text } = await get(path)
    expect([path, status]).toEqual([path, 404])
    expect(text).not.toMatch(/secret"?$|evil\.example|file:|tmp/)
  }
  expect(warnings).toEqual([
    expect.stringContaining('acme.x/foreign cannot be read'),
    expect.stringContaining('acme.x/unbuilt cannot be read'),
  ])
})
