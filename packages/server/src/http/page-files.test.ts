import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { send } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

async function start(more: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>Tenure</title>')
  writeFileSync(join(folder, 'dist', 'assets', 'index-4f2a.js'), 'export {}')
  for (const name of more) writeFileSync(join(folder, 'dist', name), '{}')
  const server = await serve({ host: new InMemoryHost(), signIn: localSwitcher(), page: join(folder, 'dist') })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}

test('addresses of the page get index.html, which is asked for again each time', async () => {
  const server = await start()
  for (const path of ['/', '/customers', '/customers/c1?tab=2']) {
    const { status, headers, text } = await send(server, { path })
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache'])
    expect(text).toContain('<title>Tenure</title>')
  }
  const { headers } = await send(server, { path: '/' })
  expect((await send(server, { path: '/', headers: { 'if-none-match': headers['etag'] ?? '' } })).status).toBe(304)
})

test('files with a hash in their name are kept for ever, and those that are missing are not the page', async () => {
  const server = await start()
  const { status, headers, text } = await send(server, { path: '/assets/index-4f2a.js' })
  expect([status, headers['content-type'], headers['cache-control'], text]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
    'export {}',
  ])
  expect((await send(server, { path: '/assets/index-0000.js' })).status).toBe(404)
})

test.each([
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['map', 'application/json; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['ico', 'image/x-icon'],
  ['webmanifest', 'application/manifest+json'],
  ['woff2', 'font/woff2'],
  ['txt', 'text/plain; charset=utf-8'],
  ['wasm', 'application/octet-stream'],
])('a file that ends in .%s is sent as %s', async (ending, type) => {
  const server = await start([`file.${ending}`])
  const { status, headers } = await send(server, { path: `/file.${ending}` })
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, 'no-cache'])
})

test('[SEC-16] no address leads out of the folder', async () => {
  const server = await start()
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/%00',
  ]) {
    const { text, status } = await send(server, { path })
    expect(text, path).not.toBe('secret')
    expect(status === 404 || status === 400 || text.includes('<title>'), `${path} ${status}`).toBe(true)
  }
})

test('a folder without a page is refused at once', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'page-'))
  onTestFinished(() => rmSync(empty, { recursive: true }))
  for (const page of [empty, join(empty, 'missing')]) {
    await expect(serve({ host: new InMemoryHost(), signIn: localSwitcher(), page })).rejects.toMatchObject({ code: 'config.invalid' })
  }
})
