import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { send } from '../fixtures/raw-http.js'
import { type Server, serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

async function start(more: readonly string[] = [], content = '{}') {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>Tenure</title>')
  writeFileSync(join(folder, 'dist', 'assets', 'index-4f2a.js'), 'export {}')
  for (const name of more) writeFileSync(join(folder, 'dist', name), content)
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

const script = `export const words = '${'a word and another one '.repeat(200)}'`

/** The bytes of an answer as they come. */
function bytesOf({ port }: Server, path: string, headers: Record<string, string>) {
  return new Promise<{ readonly headers: Readonly<Record<string, unknown>>; readonly body: Buffer }>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent: false }, async (incoming) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
      resolve({ headers: incoming.headers, body: Buffer.concat(chunks) })
    }).on('error', reject)
  })
}

test('what was built compressed is sent as it was built, and other encodings are made once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Tenure</title>')
  writeFileSync(join(folder, 'assets', 'index-4f2a.js'), script)
  const built = brotliCompressSync(script)
  writeFileSync(join(folder, 'assets', 'index-4f2a.js.br'), built)
  const server = await serve({ host: new InMemoryHost(), signIn: localSwitcher(), page: folder })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const path = '/assets/index-4f2a.js'
  const [brotli, gzip, plain] = [
    await bytesOf(server, path, { 'accept-encoding': 'gzip, deflate, br' }),
    await bytesOf(server, path, { 'accept-encoding': 'gzip' }),
    await bytesOf(server, path, {}),
  ]
  expect(brotli.body.equals(built)).toBe(true)
  expect([gunzipSync(gzip.body).toString(), plain.body.toString()]).toEqual([script, script])
  expect([brotli, gzip, plain].map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined])
  for (const { headers } of [brotli, gzip, plain])
    expect([headers['vary'], headers['cache-control'], headers['content-type'], headers['etag']]).toEqual([
      'accept-encoding',
      'public, max-age=31536000, immutable',
      'text/javascript; charset=utf-8',
      plain.headers['etag'],
    ])
  expect((await send(server, { path: `${path}.br` })).status).toBe(404)
})

test('a file of the page that is not built compressed is compressed too, but not one that would get no smaller', async () => {
  const server = await start(['big.css', 'picture.png'], script)
  const accepted = { 'accept-encoding': 'br' }
  const [style, picture, small] = [
    await bytesOf(server, '/big.css', accepted),
    await bytesOf(server, '/picture.png', accepted),
    await bytesOf(server, '/', accepted),
  ]
  expect([brotliDecompressSync(style.body).toString(), picture.body.toString()]).toEqual([script, script])
  expect([style, picture, small].map(({ headers }) => [headers['content-encoding'], headers['vary']])).toEqual([
    ['br', 'accept-encoding'],
    [undefined, undefined],
    [undefined, undefined],
  ])
  const { headers } = await send(server, { path: '/big.css', headers: { ...accepted, 'if-none-match': String(style.headers['etag']) } })
  expect([headers['vary'], headers['content-encoding']]).toEqual(['accept-encoding', undefined])
})

test('long answers are compressed as their receiver accepts it, and short ones are not', async () => {
  const server = await start()
  const long = await bytesOf(server, '/api/openapi.json', { 'accept-encoding': 'gzip, br' })
  const plain = await bytesOf(server, '/api/openapi.json', {})
  expect([long.headers['content-encoding'], long.headers['vary'], long.headers['content-length']]).toEqual([
    'br',
    'accept-encoding',
    String(long.body.length),
  ])
  expect([brotliDecompressSync(long.body).toString(), plain.headers['vary']]).toEqual([plain.body.toString(), 'accept-encoding'])
  const short = await bytesOf(server, '/api/alive', { 'accept-encoding': 'gzip, br' })
  expect([short.headers['content-encoding'], JSON.parse(short.body.toString())]).toEqual([undefined, { ok: true, value: 'alive' }])
})

test('a tag follows from the content of a file, and one that is kept is not sent again but keeps its headers', async () => {
  const server = await start(['a.css', 'b.css'])
  const [first, same] = [await send(server, { path: '/a.css' }), await send(server, { path: '/b.css' })]
  const etag = String(first.headers['etag'])
  expect([etag, same.headers['etag']]).toEqual([expect.stringMatching(/^W\/"[\w-]{22}"$/), etag])
  expect((await send(server, { path: '/' })).headers['etag']).not.toBe(etag)
  const kept = await send(server, { path: '/b.css', headers: { 'if-none-match': etag } })
  expect([kept.status, kept.text, kept.headers['etag'], kept.headers['cache-control']]).toEqual([304, '', etag, 'no-cache'])
  expect((await send(server, { path: '/b.css', headers: { 'if-none-match': `${etag}x` } })).status).toBe(200)
})

test('a file whose name only ends like a compressed one is a file of its own', async () => {
  const server = await start(['alone.css.br', 'LICENSE'])
  const [alone, bare] = [await send(server, { path: '/alone.css.br' }), await send(server, { path: '/LICENSE' })]
  expect([alone.status, alone.text, alone.headers['content-type']]).toEqual([200, '{}', 'application/octet-stream'])
  expect([bare.status, bare.text, bare.headers['content-type']]).toEqual([200, '{}', 'application/octet-stream'])
  expect((await send(server, { path: '/missing.css' })).text).toBe('Not found')
})
